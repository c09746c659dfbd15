namespace DanVanBot.FakeServers.Telegram;

/// <summary>How one fake Bot API server behaves. The defaults are the limits of the real one.</summary>
public sealed record FakeTelegramOptions
{
    /// <summary>The only token accepted. Its digits before the colon are the bot's user id.</summary>
    public string Token { get; init; } = "123456:FAKE-token-of-the-tests";

    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Everything that waits or expires (long polls, buckets, back-off, retention, dates) follows this clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string BotName { get; init; } = "Fake bot";

    public string BotUsername { get; init; } = "danvan_fake_bot";

    /// <summary>Seeds ids, the shuffle and the back-off's random part: the same seed plays the same.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>False switches the three buckets off, for tests that are not about pacing.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Messages a second over all chats (the FAQ's "about 30").</summary>
    public int OverallPerSecond { get; init; } = 30;

    /// <summary>A chat refills one message a second; this many may go at once ("short bursts tolerated").</summary>
    public int ChatBurst { get; init; } = 3;

    /// <summary>Messages a minute in one group.</summary>
    public int GroupPerMinute { get; init; } = 20;

    /// <summary>In groups only commands, mentions and replies reach a bot that is not an administrator.</summary>
    public bool PrivacyMode { get; init; } = true;

    /// <summary>True refuses plain http and odd ports for webhooks, as the public server does; a locally run server accepts both.</summary>
    public bool CloudWebhookRules { get; init; }

    /// <summary>Largest file getFile hands out, in bytes.</summary>
    public long MaxDownloadBytes { get; init; } = 20 * 1024 * 1024;

    internal long BotId => long.Parse(Token.AsSpan(0, Token.IndexOf(':', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
}
