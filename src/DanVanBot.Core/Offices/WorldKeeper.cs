namespace DanVanBot.Core.Offices;

/// <summary>Holds the snapshot in force. A reload replaces it whole; steps under way keep the one they began with.</summary>
public sealed class WorldKeeper(World first)
{
    private World _current = first;

    /// <summary>The snapshot in force.</summary>
    public World Current => Volatile.Read(ref _current);

    /// <summary>Replaces it by one made from it; of two reloads at once none is lost.</summary>
    public World Change(Func<World, World> change)
    {
        while (true)
        {
            var before = Current;
            var after = change(before) with { Number = before.Number + 1 };
            if (Interlocked.CompareExchange(ref _current, after, before) == before)
                return after;
        }
    }
}
