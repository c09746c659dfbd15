namespace DanVanBot.FakeServers.Telegram;

/// <summary>
/// A clock that runs with another one and can be set forward: timers that become due on the way fire at once.
/// It is how a test in another process lets a minute or a day go by. It cannot be stopped or set back.
/// </summary>
public sealed class ControlClock(TimeProvider inner) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ShiftedTimer> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return inner.GetUtcNow() + _ahead;
        }
    }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return inner.GetTimestamp() + (long)(_ahead.TotalSeconds * inner.TimestampFrequency);
        }
    }

    /// <summary>Sets the clock forward and fires what became due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ShiftedTimer[] timers;
        lock (_gate)
        {
            _ahead += by;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Shift();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ShiftedTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ShiftedTimer : ITimer
    {
        private readonly ControlClock _clock;
        private readonly ITimer _inner;
        private readonly Lock _own = new();
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public ShiftedTimer(ControlClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _inner = clock.Inner.CreateTimer(_ => Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        // The inner timer is touched outside the lock: a fake clock may run the callback on this very thread.
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_own)
            {
                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            }

            return _inner.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Shift()
        {
            TimeSpan left;
            lock (_own)
            {
                if (_due is not { } due)
                {
                    return;
                }

                left = due - _clock.GetUtcNow();
            }

            _inner.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
            }

            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(TimerCallback callback, object? state)
        {
            var next = Timeout.InfiniteTimeSpan;
            lock (_own)
            {
                if (_period > TimeSpan.Zero)
                {
                    (_due, next) = (_clock.GetUtcNow() + _period, _period);
                }
                else if (_due <= _clock.GetUtcNow())
                {
                    _due = null;
                }
            }

            if (next != Timeout.InfiniteTimeSpan)
            {
                _inner.Change(next, Timeout.InfiniteTimeSpan);
            }

            callback(state);
        }
    }

    private TimeProvider Inner => inner;
}
