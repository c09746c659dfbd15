using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Delivery;

/// <summary>Turns due timers into mail, and clears away what has served.</summary>
public sealed class TimerPump(IBotStore store, TimeProvider time)
{
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMinutes(10);
    private DateTimeOffset _nextPurge = DateTimeOffset.MinValue;

    /// <summary>When the next timer is due, as of the last step.</summary>
    public DateTimeOffset? NextLook { get; private set; }

    /// <summary>Fires what is due; returns how many timers fired.</summary>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var fired = await store.FireTimersAsync(now, 100, ct).ConfigureAwait(false);
        if (now >= _nextPurge)
        {
            // In small portions: as long as a portion was full there is more.
            var purged = await store.PurgeAsync(now, 200, ct).ConfigureAwait(false);
            _nextPurge = purged < 200 ? now + PurgeEvery : now + TimeSpan.FromSeconds(1);
        }

        NextLook = await store.NextTimerAsync(ct).ConfigureAwait(false);
        return fired;
    }
}
