using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Delivery;

/// <summary>
/// Three buckets of one channel: over all chats, a chat, a group. In memory only: after a restart they are empty of debts, and what is too much comes back as
/// "retry after". Not thread-safe but for <see cref="Note"/> and <see cref="Rest"/>.
/// </summary>
public sealed class PaceKeeper(ChannelPace pace)
{
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _lastSecond = new();
    private readonly Dictionary<LaneId, DateTimeOffset> _resting = [];
    private readonly Dictionary<LaneId, Queue<DateTimeOffset>> _groups = [];

    /// <summary>How many messages may start now.</summary>
    public int Available(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (pace.PerSecond is not { } limit)
                return int.MaxValue;
            while (_lastSecond.Count > 0 && _lastSecond.Peek() <= now - TimeSpan.FromSeconds(1))
                _lastSecond.Dequeue();
            return limit - _lastSecond.Count;
        }
    }

    /// <summary>Chats that must wait.</summary>
    public IReadOnlySet<LaneId> Resting(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var lane in _resting.Where(r => r.Value <= now).Select(r => r.Key).ToList())
                _resting.Remove(lane);
            return _resting.Keys.ToHashSet();
        }
    }

    /// <summary>When a bucket has room again that has none now; null when all have.</summary>
    public DateTimeOffset? NextLook(DateTimeOffset now)
    {
        lock (_lock)
        {
            DateTimeOffset? next = null;
            foreach (var until in _resting.Values)
            {
                if (until > now && (next is null || until < next))
                    next = until;
            }

            if (pace.PerSecond is { } limit && _lastSecond.Count >= limit)
            {
                var room = _lastSecond.Peek() + TimeSpan.FromSeconds(1);
                if (next is null || room < next)
                    next = room;
            }

            return next;
        }
    }

    /// <summary>A message to this chat starts.</summary>
    public void Note(LaneId lane, string address, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (pace.PerSecond is not null)
                _lastSecond.Enqueue(now);
            if (pace.PerChatSecond is { } perSecond)
                RestLocked(lane, now + TimeSpan.FromSeconds(1 / perSecond));
            if (pace.PerGroupMinute is not { } perMinute || !address.StartsWith('-'))
                return;
            if (!_groups.TryGetValue(lane, out var sent))
                _groups[lane] = sent = new Queue<DateTimeOffset>();
            sent.Enqueue(now);
            while (sent.Peek() <= now - TimeSpan.FromMinutes(1))
                sent.Dequeue();
            if (sent.Count >= perMinute)
                RestLocked(lane, sent.Peek() + TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>The channel asked to leave this chat alone for a while.</summary>
    public void Rest(LaneId lane, DateTimeOffset until)
    {
        lock (_lock)
        {
            RestLocked(lane, until);
        }
    }

    private void RestLocked(LaneId lane, DateTimeOffset until)
    {
        if (!_resting.TryGetValue(lane, out var known) || known < until)
            _resting[lane] = until;
    }
}
