using DanVanBot.Core.Storage;

namespace DanVanBot.Channels.Telegram;

/// <summary>Reads an answer to a send as an outcome. The rule: only what Telegram itself said, or what certainly never left, may be sent again at once.</summary>
internal sealed class TelegramOutcomes(TelegramHealth health, TimeProvider time)
{
    /// <summary>A wrong token is not cured by asking often.</summary>
    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(5);

    private static readonly string[] Gone =
    [
        "chat not found", "user not found", "peer_id_invalid", "user is deactivated", "input_user_deactivated", "group chat was deactivated", "bot was kicked",
    ];

    /// <summary>The outcome, given the address it was sent to.</summary>
    public SendOutcome Read(ApiAnswer answer, TelegramAddress address)
    {
        switch (answer)
        {
            case ApiAnswer.Done done:
                health.Answered();
                return new SendOutcome.Sent(MessageId(done.Result));
            case ApiAnswer.Refused refused:
                return Read(refused, address);
            case ApiAnswer.NotSent nothing:
                health.Report(TelegramTrouble.NoConnection, $"Telegram cannot be reached ({nothing.Reason}).");
                return new SendOutcome.RetryAt(Later(), $"not sent: {nothing.Reason}");
            case ApiAnswer.Strange { Status: >= 300 and < 500 } strange:
                // A proxy or a wrong address refused: Telegram never saw it.
                health.Report(TelegramTrouble.NoConnection, $"Something that is not Telegram answers with HTTP {strange.Status}; check Telegram:ApiBaseUrl and the proxy.");
                return new SendOutcome.RetryAt(Later(), $"HTTP {strange.Status} from something that is not Telegram");
            case ApiAnswer.Strange strange:
                return new SendOutcome.Unknown(Later(), $"HTTP {strange.Status}: {strange.Reason}");
            default:
                return new SendOutcome.Unknown(Later(), ((ApiAnswer.Silent)answer).Reason);
        }
    }

    /// <summary>What a refusal means for calls that are not sends: reports what an operator must know, and when to try again.</summary>
    public DateTimeOffset RetryAfter(ApiAnswer answer)
    {
        switch (answer)
        {
            case ApiAnswer.Refused { Code: 401 or 404 }:
                TokenRefused();
                return time.GetUtcNow() + TokenPause;
            case ApiAnswer.Refused { Code: 429 } slow:
                health.Answered();
                return time.GetUtcNow().AddSeconds(slow.RetryAfter ?? 5);
            case ApiAnswer.Refused refused:
                return Later(refused.Code);
            case ApiAnswer.NotSent nothing:
                health.Report(TelegramTrouble.NoConnection, $"Telegram cannot be reached ({nothing.Reason}).");
                return Later();
            case ApiAnswer.Strange strange:
                health.Report(TelegramTrouble.NoConnection, $"Something that is not Telegram answers with HTTP {strange.Status}; check Telegram:ApiBaseUrl and the proxy.");
                return Later();
            case ApiAnswer.Silent silent:
                health.Report(TelegramTrouble.NoConnection, $"Telegram does not answer ({silent.Reason}).");
                return Later();
            default:
                health.Answered();
                return time.GetUtcNow();
        }
    }

    private SendOutcome Read(ApiAnswer.Refused refused, TelegramAddress address)
    {
        var reason = $"{refused.Code} {refused.Description}";
        switch (refused.Code)
        {
            case 429:
                health.Answered();
                return new SendOutcome.RetryAt(time.GetUtcNow().AddSeconds(Math.Max(1, refused.RetryAfter ?? 5)), reason);
            // A token of the wrong shape is a 404 of the path.
            case 401 or 404:
                TokenRefused();
                return new SendOutcome.RetryAt(time.GetUtcNow() + TokenPause, reason);
            case >= 500:
                return new SendOutcome.RetryAt(Later(refused.Code), reason);
            case 409:
                return new SendOutcome.RetryAt(Later(refused.Code), reason);
        }

        health.Answered();
        if (refused.MigrateTo is { } chat)
            return new SendOutcome.Moved(new TelegramAddress(chat, null).ToString());
        if (refused.Code == 403 || Says(refused, Gone))
            return new SendOutcome.Unreachable(reason);
        // The topic is gone, the group is not: go on in the group.
        if (address.Topic is not null && Says(refused, "message thread not found", "topic_deleted"))
            return new SendOutcome.Moved((address with { Topic = null }).ToString());
        return new SendOutcome.Rejected(reason);
    }

    internal static bool Says(ApiAnswer.Refused refused, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (refused.Description.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string? MessageId(System.Text.Json.JsonElement result)
    {
        if (result.ValueKind == System.Text.Json.JsonValueKind.Array && result.GetArrayLength() > 0)
            result = result[0];
        return result.ValueKind == System.Text.Json.JsonValueKind.Object && result.TryGetProperty("message_id", out var id) ? id.ToString() : null;
    }

    private void TokenRefused() =>
        health.Report(TelegramTrouble.TokenRefused, "Telegram does not accept the bot token; set Telegram:BotToken to the one BotFather shows and restart.");

    private DateTimeOffset Later(int code = 0)
    {
        if (code >= 500)
            health.Report(TelegramTrouble.NoConnection, $"Telegram answers with error {code}.");
        return time.GetUtcNow() + health.BackOff();
    }
}
