using System.Collections.Concurrent;
using System.Text.Json;
using DanVanBot.Core.Storage;

namespace DanVanBot.Channels.Zalo;

/// <summary>
/// Reads an answer as an outcome. The rule: only what Zalo itself refused, or what certainly never left, may be sent again at once. No refusal is known that
/// means "this person is not to be reached", so none is read as that.
/// </summary>
internal sealed class ZaloBotOutcomes(ZaloBotHealth health, TimeProvider time)
{
    /// <summary>A wrong token is not cured by asking often.</summary>
    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(5);

    /// <summary>403 and 404 are "internal" and "not found" in the platform's documents, and neither says whether it passes: so many tries, then the message ends.</summary>
    private const int DoubtfulTries = 6;
    private const int Remembered = 1000;
    private readonly ConcurrentDictionary<string, int> _doubtful = new(StringComparer.Ordinal);

    /// <summary>The outcome of a send.</summary>
    public SendOutcome Read(ApiAnswer answer, string outboxId)
    {
        switch (answer)
        {
            case ApiAnswer.Done done:
                health.Taken();
                _doubtful.TryRemove(outboxId, out _);
                return new SendOutcome.Sent(MessageId(done.Result));
            case ApiAnswer.Refused refused:
                return Read(refused, outboxId);
            case ApiAnswer.NotSent nothing:
                Unreached(nothing);
                return new SendOutcome.RetryAt(Later(), $"not sent: {nothing.Reason}");
            case ApiAnswer.Strange { Status: 429 } page:
                // The server in front of the platform answers with a page of its own.
                return new SendOutcome.RetryAt(Pause(page.RetryAfter), "HTTP 429");
            case ApiAnswer.Strange { Status: >= 300 and < 500 and not 408 } strange:
                Foreign(strange);
                return new SendOutcome.RetryAt(Later(), $"HTTP {strange.Status} from something that is not Zalo");
            case ApiAnswer.Strange strange:
                return new SendOutcome.Unknown(Later(), $"HTTP {strange.Status}");
            default:
                return new SendOutcome.Unknown(Later(), ((ApiAnswer.Silent)answer).Reason);
        }
    }

    /// <summary>What a failure means for calls that are not sends: reports what an operator must know, and when to try again.</summary>
    public DateTimeOffset RetryAfter(ApiAnswer answer)
    {
        switch (answer)
        {
            case ApiAnswer.Refused { Code: 401 or 404 }:
                TokenRefused();
                return time.GetUtcNow() + TokenPause;
            case ApiAnswer.Refused { Code: 429 } slow:
                return Pause(slow.RetryAfter);
            case ApiAnswer.Strange { Status: 429 } page:
                return Pause(page.RetryAfter);
            case ApiAnswer.Refused refused:
                health.Report(ZaloBotTrouble.NoConnection, $"Zalo answers with error {refused.Code}.");
                return Later();
            case ApiAnswer.NotSent nothing:
                Unreached(nothing);
                return Later();
            case ApiAnswer.Strange strange:
                Foreign(strange);
                return Later();
            case ApiAnswer.Silent silent:
                health.Report(ZaloBotTrouble.NoConnection, $"Zalo does not answer ({silent.Reason}).");
                return Later();
            default:
                health.Answered();
                return time.GetUtcNow();
        }
    }

    private SendOutcome Read(ApiAnswer.Refused refused, string outboxId)
    {
        var reason = $"{refused.Code} {refused.Description}";
        switch (refused.Code)
        {
            case 401:
                TokenRefused();
                return new SendOutcome.RetryAt(time.GetUtcNow() + TokenPause, reason);
            case 408:
                // On a send this is no empty poll: something behind the platform did not answer it in time.
                return new SendOutcome.Unknown(Later(), reason);
            case 429:
                return new SendOutcome.RetryAt(Pause(refused.RetryAfter), reason);
            case >= 500:
                health.Report(ZaloBotTrouble.NoConnection, $"Zalo answers with error {refused.Code}.");
                return new SendOutcome.RetryAt(Later(), reason);
            case 403 or 404 when Doubt(outboxId) < DoubtfulTries:
                return new SendOutcome.RetryAt(Later(), reason);
        }

        _doubtful.TryRemove(outboxId, out _);
        health.Answered();
        return new SendOutcome.Rejected(reason);
    }

    private int Doubt(string outboxId)
    {
        if (_doubtful.Count > Remembered)
            _doubtful.Clear();
        return _doubtful.AddOrUpdate(outboxId, 1, (_, n) => n + 1);
    }

    private static string? MessageId(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("message_id", out var id) ? id.ToString() : null;

    private DateTimeOffset Pause(TimeSpan? asked)
    {
        health.Report(
            ZaloBotTrouble.QuotaUsed, "Zalo takes no more messages for now (429): too many at once, or the month's allowance (3,000 on the Basic plan) is used up. They wait and are tried again.");
        var pause = asked ?? health.QuotaBackOff();
        return time.GetUtcNow() + (pause > TimeSpan.FromSeconds(1) ? pause : TimeSpan.FromSeconds(1));
    }

    private void TokenRefused() =>
        health.Report(ZaloBotTrouble.TokenRefused, "Zalo does not accept the bot token; set ZaloBot:BotToken to the one the platform shows, see that ZaloBot:ApiBaseUrl is right, and restart.");

    private void Unreached(ApiAnswer.NotSent nothing) => health.Report(ZaloBotTrouble.NoConnection, $"Zalo cannot be reached ({nothing.Reason}).");

    private void Foreign(ApiAnswer.Strange strange) => health.Report(
        ZaloBotTrouble.NoConnection, $"Something that is not Zalo answers with HTTP {strange.Status}; check ZaloBot:ApiBaseUrl and the proxy.");

    private DateTimeOffset Later() => time.GetUtcNow() + health.BackOff();
}
