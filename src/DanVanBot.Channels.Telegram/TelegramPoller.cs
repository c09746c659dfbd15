using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Requests;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// Asks Telegram for updates. The offset, which tells Telegram to forget, moves only after the inbox holds them; so whatever ends the process in
/// between, they come again. A hosted loop repeats <see cref="StepAsync"/>; one caller at a time.
/// </summary>
public sealed class TelegramPoller
{
    private const int Batch = 100;

    /// <summary>Two pollers would throw each other out all the time; the other one is given time to end.</summary>
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TooQuick = TimeSpan.FromSeconds(1);
    private readonly TelegramChannel _channel;
    private readonly TelegramIntake _intake;
    private bool _webhookGone;
    private int? _offset;

    /// <param name="channel">The bot.</param>
    /// <param name="inbox">Where updates go.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    public TelegramPoller(TelegramChannel channel, Inbox inbox, ILoggerFactory loggers)
    {
        _channel = channel;
        _intake = new TelegramIntake(channel, inbox, loggers.CreateLogger<TelegramPoller>());
    }

    /// <summary>Updates acknowledged without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _intake.Ignored;

    /// <summary>Completes when the presses accepted so far were answered.</summary>
    internal Task Hints => _intake.Hints;

    /// <summary>
    /// One request for updates, waiting up to <see cref="TelegramOptions.PollTime"/> for the first; before it, whatever start still lacks.
    /// </summary>
    /// <returns>How long to wait before the next step.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        if (await StartAsync(ct).ConfigureAwait(false) is { } retry)
            return Until(retry);
        var options = _channel.Options;
        var begun = _channel.Time.GetTimestamp();
        var request = new GetUpdatesRequest
        {
            Offset = _offset,
            Limit = Batch,
            Timeout = (int)options.PollTime.TotalSeconds,
            AllowedUpdates = TelegramUpdateReader.Wanted,
        };
        var answer = await _channel.Api.CallAsync(request, options.PollTime + options.CallTime, ct).ConfigureAwait(false);
        if (answer is ApiAnswer.Refused { Code: 409 } conflict)
            return Conflict(conflict);
        if (answer is not ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Array } updates })
            return Until(_channel.Outcomes.RetryAfter(answer is ApiAnswer.Done ? new ApiAnswer.Strange(200, "no updates") : answer));
        _channel.Health.Answered();
        _channel.Health.Clear(TelegramTrouble.AnotherPoller);

        if (updates.GetArrayLength() == 0)
        {
            // All before the offset is confirmed now. Going back to none finds updates whose numbers started anew after a quiet week.
            _offset = null;
            return _channel.Time.GetElapsedTime(begun) < TooQuick ? TooQuick : TimeSpan.Zero;
        }

        try
        {
            if (await _intake.AcceptAsync(updates.EnumerateArray(), ct).ConfigureAwait(false) is { } last)
                _offset = last + 1;
            return TimeSpan.Zero;
        }
        catch (StoreUnavailableException)
        {
            _channel.Health.Report(TelegramTrouble.StoreDown, "Updates cannot be stored; Telegram keeps them for up to 24 hours and they are asked for again.");
            return StorePause;
        }
    }

    private async Task<DateTimeOffset?> StartAsync(CancellationToken ct)
    {
        if (await _intake.GetReadyAsync(ct).ConfigureAwait(false) is { } retry)
            return retry;
        if (_webhookGone)
            return null;
        var answer = await _intake.CallAsync(new DeleteWebhookRequest(), ct).ConfigureAwait(false);
        if (answer is not ApiAnswer.Done)
            return _channel.Outcomes.RetryAfter(answer);
        _webhookGone = true;
        return null;
    }

    private TimeSpan Conflict(ApiAnswer.Refused conflict)
    {
        if (TelegramOutcomes.Says(conflict, "webhook"))
        {
            _webhookGone = false;
            _channel.Health.Report(TelegramTrouble.AnotherPoller, "A webhook was set for this bot while it polls; another service uses the same token. It is removed and tried again.");
        }
        else
        {
            _channel.Health.Report(TelegramTrouble.AnotherPoller, "Another program polls with the same bot token; stop one of the two. Tried again every 30 s.");
        }

        return ConflictPause;
    }

    private TimeSpan Until(DateTimeOffset when)
    {
        var pause = when - _channel.Time.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}
