using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Core.Delivery;

/// <summary>Fetches the files of one channel before their addresses expire, keeps them sealed, and tells the chat.</summary>
public sealed partial class FetchPump(IBotStore store, IChannel channel, TimeProvider time, ILogger<FetchPump> log)
{
    private const int MaxAttempts = 8;
    private bool _isRecovered;

    /// <summary>Fetches what is due; returns how many attempts ended.</summary>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        if (!_isRecovered)
        {
            await store.RecoverFetchesAsync(channel.Instance, ct).ConfigureAwait(false);
            _isRecovered = true;
        }

        var items = await store.BeginFetchesAsync(channel.Instance, time.GetUtcNow(), 4, ct).ConfigureAwait(false);
        foreach (var item in items)
            await FetchAsync(item, ct).ConfigureAwait(false);
        return items.Count;
    }

    private async Task FetchAsync(FetchItem item, CancellationToken ct)
    {
        FetchOutcome outcome;
        try
        {
            outcome = await channel.FetchAsync(item.FileRef, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            outcome = new FetchOutcome.RetryAt(time.GetUtcNow(), e.GetType().Name);
        }

        switch (outcome)
        {
            case FetchOutcome.Fetched fetched:
                var name = await store.PutAttachmentAsync(item.Office, fetched.Content, CancellationToken.None).ConfigureAwait(false);
                await DoneAsync(item, name, fetched.Content.Length, FileKind.Of(fetched.Content.Span)).ConfigureAwait(false);
                break;
            case FetchOutcome.RetryAt retry when item.Attempt < MaxAttempts:
                var ladder = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(600, 1 << item.Attempt));
                await store.CompleteFetchAsync(item, retry.When > ladder ? retry.When : ladder, [], CancellationToken.None).ConfigureAwait(false);
                break;
            default:
                LogGone(channel.Instance, item.Attempt);
                await DoneAsync(item, null, 0, null).ConfigureAwait(false);
                break;
        }
    }

    private Task DoneAsync(FetchItem item, string? attachment, long size, string? contentType) => store.CompleteFetchAsync(
        item,
        null,
        [new NewMail(item.Office, item.Lane, "fetched:" + item.Id, new Inbound.Fetched(item.Id, attachment, size, contentType).ToJson(), time.GetUtcNow())],
        CancellationToken.None);

    [LoggerMessage(1201, LogLevel.Warning, "{Channel}: a file could not be fetched after {Attempts} attempts")]
    private partial void LogGone(string channel, int attempts);
}
