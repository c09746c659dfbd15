using System.Collections.Immutable;

namespace DanVanBot.Storage.LiteDb;

/// <summary>A row of the outbox that has not ended. Due 0 means at once.</summary>
internal sealed record OutRef(long Seq, string Id, bool Reply, bool Repeat, long Due, bool Tried, bool Sending, int Attempt, string? Edits);

/// <summary>The unsent rows of a lane, and where it stands among the lanes of its channel.</summary>
internal sealed record OutLane(ImmutableSortedDictionary<long, OutRef> Rows, int Replies, int Sending, long DueAt)
{
    public static readonly OutLane Empty = new(ImmutableSortedDictionary<long, OutRef>.Empty, 0, 0, 0);

    /// <summary>
    /// The oldest row that is due, not counting rows that were never tried and whose time has not come: a reminder held back until the morning
    /// does not hold up an answer of tonight. A row that was tried holds up all after it, so that order survives a retry.
    /// </summary>
    public OutRef? Front(long now)
    {
        foreach (var row in Rows.Values)
        {
            if (row.Due <= now)
                return row;
            if (row.Tried)
                return null;
        }

        return null;
    }

    /// <summary>When <see cref="Front"/> has an answer at the earliest.</summary>
    public long FirstDue()
    {
        var first = long.MaxValue;
        foreach (var row in Rows.Values)
        {
            first = Math.Min(first, row.Due);
            if (row.Tried || first == 0)
                break;
        }

        return first;
    }
}

/// <summary>The lanes of one channel instance: those whose time comes later by that time, those to be offered by rank (a lane with a reply first) and age.</summary>
internal sealed record OutChannel(ImmutableSortedSet<Turn> Later, ImmutableSortedSet<Turn> Replies, ImmutableSortedSet<Turn> Reminders, int Sending)
{
    public static readonly OutChannel Empty = new([], [], [], 0);
}

internal sealed partial class Board
{
    private ImmutableDictionary<LaneKey, OutLane> _out = ImmutableDictionary<LaneKey, OutLane>.Empty;
    private ImmutableDictionary<string, OutChannel> _channels = ImmutableDictionary<string, OutChannel>.Empty;

    public long OutboxWaiting { get; private set; }

    public long OutboxSending { get; private set; }

    public OutRef? Row(LaneKey lane, long seq) => _out.GetValueOrDefault(lane)?.Rows.GetValueOrDefault(seq);

    public OutRef? Front(LaneKey lane, long now) => _out.GetValueOrDefault(lane) is { Sending: 0 } rows ? rows.Front(now) : null;

    public IEnumerable<OutRef> Rows(LaneKey lane) => _out.GetValueOrDefault(lane, OutLane.Empty).Rows.Values;

    public IReadOnlyList<(LaneKey Lane, OutRef Row)> SendingOf(string channel) =>
        _channels.GetValueOrDefault(channel, OutChannel.Empty).Sending == 0 ? [] :
            [.. _out.Where(lane => lane.Value.Sending > 0 && lane.Key.Channel == channel)
                .SelectMany(lane => lane.Value.Rows.Values.Where(row => row.Sending).Select(row => (lane.Key, row)))];

    /// <summary>Lanes of a channel with something to offer now, best first. A picture of this moment: the board may change while it is read.</summary>
    public IEnumerable<LaneKey> Offered(string channel, long now)
    {
        var lanes = _channels.GetValueOrDefault(channel, OutChannel.Empty);
        while (!lanes.Later.IsEmpty && lanes.Later.Min.Order <= now)
        {
            var turn = lanes.Later.Min;
            var rows = _out[turn.Lane];
            var place = new Turn(rows.Front(now)!.Seq, turn.Lane);
            lanes = lanes with { Later = lanes.Later.Remove(turn) };
            lanes = rows.Replies > 0 ? lanes with { Replies = lanes.Replies.Add(place) } : lanes with { Reminders = lanes.Reminders.Add(place) };
            _out = _out.SetItem(turn.Lane, rows with { DueAt = -place.Order });
        }

        _channels = _channels.SetItem(channel, lanes);
        return lanes.Replies.Concat(lanes.Reminders).Select(turn => turn.Lane);
    }

    public void AddRow(LaneKey lane, OutRef row) => Change(lane, null, row);

    public void ReplaceRow(LaneKey lane, OutRef old, OutRef row) => Change(lane, old, row);

    public void RemoveRow(LaneKey lane, OutRef row) => Change(lane, row, null);

    // A lane's place is either in Later under DueAt, or, once its time came, in one of the others under the negated DueAt; 0 is nowhere.
    private void Change(LaneKey lane, OutRef? old, OutRef? row)
    {
        var before = _out.GetValueOrDefault(lane, OutLane.Empty);
        var rows = before.Rows;
        if (old != null)
            rows = rows.Remove(old.Seq);
        if (row != null)
            rows = rows.Add(row.Seq, row);
        var sending = Count(row, r => r.Sending) - Count(old, r => r.Sending);
        var after = new OutLane(rows, before.Replies + Count(row, r => r.Reply) - Count(old, r => r.Reply), before.Sending + sending, 0);

        var channel = _channels.GetValueOrDefault(lane.Channel, OutChannel.Empty);
        channel = channel with { Sending = channel.Sending + sending };
        if (before.DueAt > 0)
            channel = channel with { Later = channel.Later.Remove(new Turn(before.DueAt, lane)) };
        else if (before.DueAt < 0)
            channel = channel with { Replies = channel.Replies.Remove(new Turn(-before.DueAt, lane)), Reminders = channel.Reminders.Remove(new Turn(-before.DueAt, lane)) };
        if (after is { Sending: 0, Rows.IsEmpty: false })
        {
            after = after with { DueAt = Math.Max(1, after.FirstDue()) };
            channel = channel with { Later = channel.Later.Add(new Turn(after.DueAt, lane)) };
        }

        _channels = _channels.SetItem(lane.Channel, channel);
        _out = rows.IsEmpty ? _out.Remove(lane) : _out.SetItem(lane, after);
        OutboxSending += sending;
        OutboxWaiting += Count(row, r => !r.Sending) - Count(old, r => !r.Sending);
    }

    private static int Count(OutRef? row, Func<OutRef, bool> test) => row != null && test(row) ? 1 : 0;
}
