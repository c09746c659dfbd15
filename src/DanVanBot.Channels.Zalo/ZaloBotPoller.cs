using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>
/// Asks Zalo for messages, for trials: an answer holds one message, and nothing tells the platform that it arrived. What is lost between the platform and
/// the inbox (a broken line, the end of the process) is lost. While the store is down the one message in hand is kept in memory and no other is asked for.
/// A hosted loop repeats <see cref="StepAsync"/>; one caller at a time.
/// </summary>
public sealed partial class ZaloBotPoller
{
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TooQuick = TimeSpan.FromSeconds(1);
    private readonly ZaloBotChannel _channel;
    private readonly ZaloBotIntake _intake;
    private readonly ILogger _logger;
    private readonly Queue<JsonElement> _inHand = new();
    private bool _warned;
    private bool _webhookGone;

    /// <param name="channel">The bot, in polling mode.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    public ZaloBotPoller(ZaloBotChannel channel, Inbox inbox, ILoggerFactory loggers)
    {
        _channel = channel;
        _logger = loggers.CreateLogger<ZaloBotPoller>();
        _intake = new ZaloBotIntake(channel, inbox, _logger);
    }

    /// <summary>Events taken without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _intake.Ignored;

    /// <summary>One request for a message, waiting up to <see cref="ZaloBotOptions.PollTime"/> for it; before it, whatever start still lacks.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        if (!_warned)
            LogTrialsOnly(_logger, _channel.Instance);
        _warned = true;
        if (await StartAsync(ct).ConfigureAwait(false) is { } retry)
            return Until(retry);
        if (_inHand.Count == 0)
        {
            var begun = _channel.Time.GetTimestamp();
            var options = _channel.Options;
            var answer = await _channel.Api.CallAsync(
                "getUpdates", new { timeout = (int)options.PollTime.TotalSeconds }, options.PollTime + options.CallTime, ct).ConfigureAwait(false);
            if (answer is not (ApiAnswer.Done or ApiAnswer.Refused { Code: 408 } or ApiAnswer.Strange { Status: 408 }))
                return Until(_channel.Outcomes.RetryAfter(answer));
            _channel.Health.Answered();
            Take(answer);
            if (_inHand.Count == 0)
                return _channel.Time.GetElapsedTime(begun) < TooQuick ? TooQuick : TimeSpan.Zero;
        }

        return await KeepAsync().ConfigureAwait(false);
    }

    // One object in the documents; several in a list would be read as well.
    private void Take(ApiAnswer answer)
    {
        switch (answer)
        {
            case ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Object } one } when one.EnumerateObject().Any():
                _inHand.Enqueue(one);
                break;
            case ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Array } many }:
                foreach (var each in many.EnumerateArray())
                    _inHand.Enqueue(each);
                break;
        }
    }

    private async Task<TimeSpan> KeepAsync()
    {
        try
        {
            while (_inHand.TryPeek(out var json))
            {
                // Not given up when the service stops: there is no second delivery.
                await _intake.AcceptAsync(json, CancellationToken.None).ConfigureAwait(false);
                _inHand.Dequeue();
            }

            return TimeSpan.Zero;
        }
        catch (StoreUnavailableException)
        {
            _channel.Health.Report(ZaloBotTrouble.StoreDown, "Messages cannot be stored; one is held in memory, and no other is asked for until it is kept.");
            return StorePause;
        }
    }

    private async Task<DateTimeOffset?> StartAsync(CancellationToken ct)
    {
        if (await _intake.GetReadyAsync(ct).ConfigureAwait(false) is { } retry)
            return retry;
        if (_webhookGone)
            return null;
        // While a webhook is set, polls stay silent without a word.
        var info = await _intake.CallAsync("getWebhookInfo", new { }, ct).ConfigureAwait(false);
        if (info is not (ApiAnswer.Done or ApiAnswer.Refused { Code: 404 }))
            return _channel.Outcomes.RetryAfter(info);
        if (WebhookOf(info) is not null)
        {
            var removed = await _intake.CallAsync("deleteWebhook", new { }, ct).ConfigureAwait(false);
            if (removed is not ApiAnswer.Done)
                return _channel.Outcomes.RetryAfter(removed);
            LogWebhookRemoved(_logger, _channel.Instance);
        }

        _webhookGone = true;
        return null;
    }

    /// <summary>The address in an answer to getWebhookInfo; null when none is set, which is a 404.</summary>
    internal static string? WebhookOf(ApiAnswer answer) =>
        answer is ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Object } info } && info.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String
        && url.GetString() is { Length: > 0 } text ? text : null;

    private TimeSpan Until(DateTimeOffset when)
    {
        var pause = when - _channel.Time.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    [LoggerMessage(EventId = 14, Level = LogLevel.Warning, Message = "{Instance}: polling is for trials only: a message that is lost on its way from Zalo is lost, because the platform does not repeat it. For real use set ZaloBot:Mode=webhook")]
    private static partial void LogTrialsOnly(ILogger logger, string instance);

    [LoggerMessage(EventId = 15, Level = LogLevel.Warning, Message = "{Instance}: a webhook was set for this bot and has been removed, because the bot polls")]
    private static partial void LogWebhookRemoved(ILogger logger, string instance);
}
