using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram;

/// <summary>What keeps the channel from working, worst first.</summary>
public enum TelegramTrouble
{
    /// <summary>Telegram does not know the token.</summary>
    TokenRefused,

    /// <summary>Somebody else polls with the same token.</summary>
    AnotherPoller,

    /// <summary>Telegram does not take the webhook's address.</summary>
    WebhookRefused,

    /// <summary>What came in cannot be kept; Telegram keeps it meanwhile.</summary>
    StoreDown,

    /// <summary>Telegram cannot be reached, or something on the way answers for it.</summary>
    NoConnection,
}

/// <summary>One trouble an operator should know of.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">What it is and what to do, in English, without secrets.</param>
/// <param name="Since">When it began.</param>
public sealed record TelegramProblem(TelegramTrouble Kind, string Text, DateTimeOffset Since);

/// <summary>Keeps the troubles of one channel. Each is logged when it begins and when it ends, not at every try.</summary>
internal sealed partial class TelegramHealth(string instance, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<TelegramTrouble, TelegramProblem> _problems = [];
    private int _failures;

    /// <summary>The worst trouble now, or null.</summary>
    public TelegramProblem? Worst
    {
        get
        {
            lock (_lock)
                return _problems.Count == 0 ? null : _problems.First().Value;
        }
    }

    public void Report(TelegramTrouble kind, string text)
    {
        lock (_lock)
        {
            var known = _problems.GetValueOrDefault(kind);
            _problems[kind] = new TelegramProblem(kind, text, known?.Since ?? time.GetUtcNow());
            if (known is not null)
                return;
        }

        LogBegan(logger, instance, kind, text);
    }

    public void Clear(TelegramTrouble kind)
    {
        lock (_lock)
        {
            if (!_problems.Remove(kind))
                return;
        }

        LogEnded(logger, instance, kind);
    }

    /// <summary>Telegram answered: the line and the token work.</summary>
    public void Answered()
    {
        Interlocked.Exchange(ref _failures, 0);
        Clear(TelegramTrouble.NoConnection);
        Clear(TelegramTrouble.TokenRefused);
    }

    /// <summary>How long to wait after one more failure of the line or the far side: 1, 2, 4 … 60 s, over all chats, back to 1 after an answer.</summary>
    public TimeSpan BackOff() => TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(6, Interlocked.Increment(ref _failures) - 1)));

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Instance}: {Kind}: {Text}")]
    private static partial void LogBegan(ILogger logger, string instance, TelegramTrouble kind, string text);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Instance}: {Kind} is over")]
    private static partial void LogEnded(ILogger logger, string instance, TelegramTrouble kind);
}
