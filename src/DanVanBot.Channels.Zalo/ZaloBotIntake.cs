using System.Collections.Concurrent;
using System.Text.Json;
using DanVanBot.Core.Channels;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>What polling and the webhook share: who the bot is, and events into the inbox.</summary>
internal sealed partial class ZaloBotIntake(ZaloBotChannel channel, Inbox inbox, ILogger logger)
{
    private static readonly string[] OwnWords = ["content", "sender"];
    private readonly ConcurrentDictionary<string, long> _ignored = new(StringComparer.Ordinal);
    private readonly ZaloEventReader _reader = new(channel.Instance);

    /// <summary>Events acknowledged without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _ignored;

    /// <summary>Learns the bot's name. Null when done, else when to try again. Private chats do not wait for it.</summary>
    public async Task<DateTimeOffset?> GetReadyAsync(CancellationToken ct)
    {
        if (_reader.BotName is not null)
            return null;
        var me = await CallAsync("getMe", new { }, ct).ConfigureAwait(false);
        if (me is not ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Object } bot })
            return channel.Outcomes.RetryAfter(me is ApiAnswer.Done ? new ApiAnswer.Strange(200, null) : me);
        channel.Health.Answered();
        _reader.BotName = bot.TryGetProperty("account_name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : "";
        LogReady(logger, channel.Instance, _reader.BotName, channel.Options.Mode);
        return null;
    }

    public Task<ApiAnswer> CallAsync(string method, object body, CancellationToken ct) => channel.Api.CallAsync(method, body, channel.Options.CallTime, ct);

    /// <summary>Puts an event into the inbox; when it returns true the event is durable, or needs not be kept, and may be acknowledged.</summary>
    /// <returns>False when it is no event.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">Nothing may be acknowledged.</exception>
    public async Task<bool> AcceptAsync(JsonElement json, CancellationToken ct)
    {
        var read = Read(json);
        if (read?.Received is { } received)
        {
            await inbox.AcceptAsync(channel.Options.Office, [received], ct).ConfigureAwait(false);
            channel.Health.Clear(ZaloBotTrouble.StoreDown);
            return true;
        }

        Count(read?.Ignored ?? "no event");
        return read is not null;
    }

    private ReadEvent? Read(JsonElement json)
    {
        try
        {
            return _reader.Read(json);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A mistake of ours over one odd event must not stop all that come after it.
            return new ReadEvent(null, "fault " + e.GetType().Name);
        }
    }

    private void Count(string why)
    {
        _ignored.AddOrUpdate(why, 1, static (_, n) => n + 1);
        if (!OwnWords.Contains(why))
            LogUnread(logger, channel.Instance, why);
    }

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "{Instance}: bot {Name} is ready, {Mode}")]
    private static partial void LogReady(ILogger logger, string instance, string? name, ZaloBotMode mode);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "{Instance}: something that came in could not be read and was passed over ({Why})")]
    private static partial void LogUnread(ILogger logger, string instance, string why);
}
