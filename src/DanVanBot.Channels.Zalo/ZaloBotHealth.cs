using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>What keeps the channel from working, worst first.</summary>
public enum ZaloBotTrouble
{
    /// <summary>Zalo does not know the token.</summary>
    TokenRefused,

    /// <summary>The webhook's address is not taken, or Zalo could not reach it.</summary>
    WebhookRefused,

    /// <summary>What came in cannot be kept.</summary>
    StoreDown,

    /// <summary>Zalo takes no more messages for now: too many at once, or the month's allowance is used up.</summary>
    QuotaUsed,

    /// <summary>Zalo cannot be reached, or something on the way answers for it.</summary>
    NoConnection,
}

/// <summary>One trouble an operator should know of.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">What it is and what to do, in English, without secrets.</param>
/// <param name="Since">When it began.</param>
public sealed record ZaloBotProblem(ZaloBotTrouble Kind, string Text, DateTimeOffset Since);

/// <summary>Keeps the troubles of one channel. Each is logged when it begins and when it ends, not at every try.</summary>
internal sealed partial class ZaloBotHealth(string instance, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ZaloBotTrouble, ZaloBotProblem> _problems = [];
    private int _failures;
    private int _quotaRefusals;

    /// <summary>The worst trouble now, or null.</summary>
    public ZaloBotProblem? Worst
    {
        get
        {
            lock (_lock)
                return _problems.Count == 0 ? null : _problems.First().Value;
        }
    }

    public void Report(ZaloBotTrouble kind, string text)
    {
        lock (_lock)
        {
            var known = _problems.GetValueOrDefault(kind);
            _problems[kind] = new ZaloBotProblem(kind, text, known?.Since ?? time.GetUtcNow());
            if (known is not null)
                return;
        }

        LogBegan(logger, instance, kind, text);
    }

    public void Clear(ZaloBotTrouble kind)
    {
        lock (_lock)
        {
            if (!_problems.Remove(kind))
                return;
        }

        LogEnded(logger, instance, kind);
    }

    /// <summary>Zalo answered: the line and the token work.</summary>
    public void Answered()
    {
        Interlocked.Exchange(ref _failures, 0);
        Clear(ZaloBotTrouble.NoConnection);
        Clear(ZaloBotTrouble.TokenRefused);
    }

    /// <summary>A message was taken: there is allowance.</summary>
    public void Taken()
    {
        Answered();
        Interlocked.Exchange(ref _quotaRefusals, 0);
        Clear(ZaloBotTrouble.QuotaUsed);
    }

    /// <summary>How long to wait after one more failure of the line or the far side: 1, 2, 4 … 60 s, over all chats, back to 1 after an answer.</summary>
    public TimeSpan BackOff() => TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(6, Interlocked.Increment(ref _failures) - 1)));

    /// <summary>
    /// The same for "too many" without a time: half a minute, then double, up to an hour. A burst is over soon; a month's allowance is not.
    /// </summary>
    public TimeSpan QuotaBackOff() => TimeSpan.FromSeconds(Math.Min(3600, 30 << Math.Min(7, Interlocked.Increment(ref _quotaRefusals) - 1)));

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Instance}: {Kind}: {Text}")]
    private static partial void LogBegan(ILogger logger, string instance, ZaloBotTrouble kind, string text);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Instance}: {Kind} is over")]
    private static partial void LogEnded(ILogger logger, string instance, ZaloBotTrouble kind);
}
