namespace DanVanBot.Commands.Transcripts;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Sets it, forward only: what was accepted later cannot become earlier.</summary>
    public void Set(DateTimeOffset now)
    {
        if (now.UtcTicks > Interlocked.Read(ref _ticks))
            Interlocked.Exchange(ref _ticks, now.UtcTicks);
    }
}
