using System.Collections.Immutable;

namespace DanVanBot.Storage.LiteDb;

/// <summary>A row and when it is due; equal times go by <see cref="Seq"/>, then by key.</summary>
internal readonly record struct Due(long At, long Seq, string Key) : IComparable<Due>
{
    public int CompareTo(Due other)
    {
        var order = At.CompareTo(other.At);
        order = order != 0 ? order : Seq.CompareTo(other.Seq);
        return order != 0 ? order : string.CompareOrdinal(Key, other.Key);
    }
}

internal sealed partial class Board
{
    private ImmutableDictionary<string, long> _timerDue = ImmutableDictionary<string, long>.Empty;
    private ImmutableSortedSet<Due> _timers = [];
    private ImmutableDictionary<string, ImmutableSortedSet<Due>> _fetches = ImmutableDictionary<string, ImmutableSortedSet<Due>>.Empty;
    private ImmutableDictionary<string, ImmutableHashSet<string>> _fetching = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    public long Timers => _timers.Count;

    public long FetchesWaiting => _fetches.Values.Sum(set => set.Count) + _fetching.Values.Sum(set => set.Count);

    public long? NextTimer => _timers.IsEmpty ? null : _timers.Min.At;

    public string? DueTimer(long now) => !_timers.IsEmpty && _timers.Min.At <= now ? _timers.Min.Key : null;

    public void SetTimer(string key, long due)
    {
        DropTimer(key);
        _timerDue = _timerDue.Add(key, due);
        _timers = _timers.Add(new Due(due, 0, key));
    }

    /// <returns>True when there was one.</returns>
    public bool DropTimer(string key)
    {
        if (!_timerDue.TryGetValue(key, out var due))
            return false;
        _timerDue = _timerDue.Remove(key);
        _timers = _timers.Remove(new Due(due, 0, key));
        return true;
    }

    public string? DueFetch(string channel, long now) =>
        _fetches.GetValueOrDefault(channel) is { IsEmpty: false } waiting && waiting.Min.At <= now ? waiting.Min.Key : null;

    public IEnumerable<string> Fetching(string channel) => _fetching.GetValueOrDefault(channel, []);

    public void AddFetch(string channel, Due due) => _fetches = _fetches.SetItem(channel, _fetches.GetValueOrDefault(channel, []).Add(due));

    public void DropFetch(string channel, Due due) => _fetches = _fetches.SetItem(channel, _fetches.GetValueOrDefault(channel, []).Remove(due));

    public void AddFetching(string channel, string key) => _fetching = _fetching.SetItem(channel, _fetching.GetValueOrDefault(channel, []).Add(key));

    public void DropFetching(string channel, string key) => _fetching = _fetching.SetItem(channel, _fetching.GetValueOrDefault(channel, []).Remove(key));
}
