using System.Collections.Concurrent;
using System.Text.Json;
using DanVanBot.Core.Channels;
using Telegram.Bot.Requests;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// Downloads. The address of a file holds the token and lives an hour, so a file is known by its id and the address is asked for each time;
/// it is used here and forgotten.
/// </summary>
internal sealed class TelegramFiles(TelegramApi api, TelegramOutcomes outcomes, TelegramOptions options, TimeProvider time)
{
    public const long MaxBytes = 20 * 1024 * 1024;

    /// <summary>"wrong file_id or the file is temporarily unavailable" is one sentence to Telegram: it is believed after so many tries.</summary>
    private const int Tries = 4;
    private const int Remembered = 1000;
    private readonly ConcurrentDictionary<string, int> _missing = new(StringComparer.Ordinal);

    public async Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct)
    {
        var answer = await api.CallAsync(new GetFileRequest { FileId = fileRef }, options.CallTime, ct).ConfigureAwait(false);
        switch (answer)
        {
            case ApiAnswer.Done done:
                outcomes.RetryAfter(done);
                return await DownloadAsync(fileRef, done.Result, ct).ConfigureAwait(false);
            case ApiAnswer.Refused { Code: 400 } refused when TelegramOutcomes.Says(refused, "too big"):
                return new FetchOutcome.Gone(TooLarge);
            case ApiAnswer.Refused { Code: 400 } refused:
                return Missing(fileRef, refused.Description);
            default:
                return new FetchOutcome.RetryAt(outcomes.RetryAfter(answer), Reason(answer));
        }
    }

    private static string TooLarge => $"larger than the {MaxBytes / 1024 / 1024} MB a bot may fetch";

    private async Task<FetchOutcome> DownloadAsync(string fileRef, JsonElement file, CancellationToken ct)
    {
        if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("file_path", out var at) || at.GetString() is not { Length: > 0 } path)
            return Missing(fileRef, "no file_path");
        if (file.TryGetProperty("file_size", out var said) && said.TryGetInt64(out var size) && size > MaxBytes)
            return new FetchOutcome.Gone(TooLarge);
        if (!IsRelative(path))
            return new FetchOutcome.Gone("the server names a place on its own disk; a Bot API server in --local mode is not supported");

        using var content = new CappedStream(MaxBytes);
        var failure = await api.DownloadAsync(path, content, options.FileTime, ct).ConfigureAwait(false);
        if (content.Overflowed)
            return new FetchOutcome.Gone(TooLarge);
        switch (failure)
        {
            case null:
                _missing.TryRemove(fileRef, out _);
                return new FetchOutcome.Fetched(content.ToArray());
            // The address had run out between the two calls, or the file is gone.
            case ApiAnswer.Refused { Code: 404 or 400 or 410 } refused:
                return Missing(fileRef, refused.Description);
            case ApiAnswer.Strange { Status: 404 or 410 } strange:
                return Missing(fileRef, strange.Reason);
            default:
                return new FetchOutcome.RetryAt(outcomes.RetryAfter(failure), Reason(failure));
        }
    }

    private FetchOutcome Missing(string fileRef, string reason)
    {
        if (_missing.Count > Remembered)
            _missing.Clear();
        var tries = _missing.AddOrUpdate(fileRef, 1, (_, n) => n + 1);
        if (tries < Tries)
            return new FetchOutcome.RetryAt(time.GetUtcNow() + TimeSpan.FromSeconds(30 * (1 << (2 * (tries - 1)))), reason);
        _missing.TryRemove(fileRef, out _);
        return new FetchOutcome.Gone(reason);
    }

    /// <summary>Only a plain path below the server's file address: nothing that could lead to a disk, another host or up the tree.</summary>
    private static bool IsRelative(string path) =>
        path[0] is not ('/' or '\\') && !path.Contains(':', StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Split('/').Contains("..") && path.IndexOfAny(['?', '#', '%']) < 0;

    private static string Reason(ApiAnswer answer) => answer switch
    {
        ApiAnswer.Refused refused => $"{refused.Code} {refused.Description}",
        ApiAnswer.NotSent nothing => nothing.Reason,
        ApiAnswer.Strange strange => $"HTTP {strange.Status}",
        ApiAnswer.Silent silent => silent.Reason,
        _ => "",
    };

    /// <summary>Memory that refuses to grow over a limit, whatever the far side said of the size.</summary>
    private sealed class CappedStream(long limit) : MemoryStream
    {
        public bool Overflowed { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Check(count);
            return base.WriteAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }

        private void Check(int more)
        {
            if (Length + more <= limit)
                return;
            Overflowed = true;
            throw new IOException("The file is larger than allowed.");
        }
    }
}
