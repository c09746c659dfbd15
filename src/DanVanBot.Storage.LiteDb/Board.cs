using System.Collections.Immutable;

namespace DanVanBot.Storage.LiteDb;

/// <summary>A piece of waiting mail.</summary>
internal sealed record MailRef(long Seq, string Id, long AcceptedAt, long TakenAt, int Failures, long RetryAt);

/// <summary>A lane's place in a queue.</summary>
internal readonly record struct Turn(long Order, LaneKey Lane) : IComparable<Turn>
{
    public int CompareTo(Turn other)
    {
        var order = Order.CompareTo(other.Order);
        return order != 0 ? order : Lane.CompareTo(other.Lane);
    }
}

/// <summary>
/// What waits, in memory: rebuilt from the tables at start, changed by the owner thread only. Every part is immutable, so that the board of before
/// a batch is kept by a plain copy and a rolled back batch costs one assignment. Claims live here alone: a crash frees them.
/// </summary>
internal sealed partial class Board
{
    private ImmutableDictionary<LaneKey, ImmutableList<MailRef>> _mail = ImmutableDictionary<LaneKey, ImmutableList<MailRef>>.Empty;
    private ImmutableDictionary<LaneKey, long> _claims = ImmutableDictionary<LaneKey, long>.Empty;
    private ImmutableSortedSet<Turn> _ready = [];
    private ImmutableSortedSet<Turn> _resting = [];
    private ImmutableHashSet<string> _mailIds = [];

    public long DeadLetters { get; set; }

    public long Records { get; set; }

    public long MailWaiting => _mailIds.Count;

    public long? OldestMail => _mail.IsEmpty ? null : _mail.Values.Min(list => list[0].AcceptedAt);

    public Board Copy() => (Board)MemberwiseClone();

    public bool IsWaiting(string mailKey) => _mailIds.Contains(mailKey);

    /// <summary>How many pieces of mail were taken in up to then and still wait.</summary>
    public int WaitingSince(long takenAt) => _mail.Values.Sum(list => list.Count(mail => mail.TakenAt <= takenAt));

    public bool Holds(LaneKey lane, long token) => _claims.TryGetValue(lane, out var held) && held == token;

    public MailRef? MailOf(LaneKey lane, string id) => _mail.GetValueOrDefault(lane)?.Find(mail => mail.Id == id);

    public void AddMail(LaneKey lane, MailRef mail)
    {
        _mailIds = _mailIds.Add(Keys.Of(lane.Office, mail.Id));
        SetMail(lane, _mail.GetValueOrDefault(lane, []).Add(mail));
    }

    public void RemoveMail(LaneKey lane, MailRef mail)
    {
        _mailIds = _mailIds.Remove(Keys.Of(lane.Office, mail.Id));
        SetMail(lane, _mail[lane].Remove(mail));
    }

    public void ReplaceMail(LaneKey lane, MailRef old, MailRef mail) => SetMail(lane, _mail[lane].Replace(old, mail));

    /// <summary>Claims the lane that has waited longest and may run now, or none.</summary>
    public (LaneKey Lane, IReadOnlyList<MailRef> Mail)? Claim(long now, long token, int maxMail)
    {
        while (!_resting.IsEmpty && _resting.Min.Order <= now)
        {
            var due = _resting.Min;
            _resting = _resting.Remove(due);
            _ready = _ready.Add(new Turn(_mail[due.Lane][0].Seq, due.Lane));
        }

        if (_ready.IsEmpty)
            return null;
        var lane = _ready.Min.Lane;
        Unlist(lane);
        _claims = _claims.Add(lane, token);
        return (lane, _mail[lane].TakeWhile(mail => mail.RetryAt <= now).Take(maxMail).ToList());
    }

    /// <returns>True when the lane still has mail.</returns>
    public bool Release(LaneKey lane, long token)
    {
        if (!Holds(lane, token))
            return false;
        _claims = _claims.Remove(lane);
        List(lane);
        return _mail.ContainsKey(lane);
    }

    private void SetMail(LaneKey lane, ImmutableList<MailRef> mail)
    {
        Unlist(lane);
        _mail = mail.IsEmpty ? _mail.Remove(lane) : _mail.SetItem(lane, mail);
        List(lane);
    }

    private void Unlist(LaneKey lane)
    {
        if (!_mail.TryGetValue(lane, out var mail))
            return;
        _ready = _ready.Remove(new Turn(mail[0].Seq, lane));
        _resting = _resting.Remove(new Turn(mail[0].RetryAt, lane));
    }

    private void List(LaneKey lane)
    {
        if (_claims.ContainsKey(lane) || !_mail.TryGetValue(lane, out var mail))
            return;
        if (mail[0].RetryAt == 0)
            _ready = _ready.Add(new Turn(mail[0].Seq, lane));
        else
            _resting = _resting.Add(new Turn(mail[0].RetryAt, lane));
    }
}
