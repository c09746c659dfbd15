namespace DanVanBot.Storage.Compliance;

/// <summary>
/// The contract in its plainest form: lists that are searched from the front. Slow, in memory, for one office and one channel; what
/// <see cref="ModelTests"/> holds a store against.
/// </summary>
internal sealed class StoreModel
{
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, long> _lastVersions = [];

    public sealed class Letter
    {
        public required string Id { get; init; }

        public required LaneId Lane { get; init; }

        public required string Body { get; init; }

        public int Failures { get; set; }

        public DateTimeOffset RetryAt { get; set; }
    }

    public sealed class Row
    {
        public required NewOutbox New { get; init; }

        public string? Edits { get; init; }

        public DateTimeOffset Due { get; set; }

        public bool Tried { get; set; }

        public OutboxState State { get; set; }

        public int Attempt { get; set; }

        public string? MessageId { get; set; }

        public bool Waits => State is OutboxState.Pending or OutboxState.Sending;
    }

    public List<Letter> Mail { get; } = [];

    public Dictionary<LaneId, long> Claims { get; } = [];

    public Dictionary<LaneId, string> States { get; } = [];

    public SortedDictionary<string, StoreRecord> Records { get; } = new(StringComparer.Ordinal);

    public List<Row> Outbox { get; } = [];

    public Dictionary<string, NewTimer> Timers { get; } = [];

    public int DeadLetters { get; set; }

    public bool Accept(LaneId lane, string id, string body)
    {
        if (!_seen.Add(id))
            return false;
        Mail.Add(new Letter { Id = id, Lane = lane, Body = body });
        return true;
    }

    /// <summary>The lane a claim of one lane gets, and the ids of its mail.</summary>
    public (LaneId Lane, string[] Mail)? Claim(DateTimeOffset now, int maxMail)
    {
        var heads = Mail.GroupBy(mail => mail.Lane).Where(lane => !Claims.ContainsKey(lane.Key) && lane.First().RetryAt <= now).ToList();
        if (heads.Count == 0)
            return null;
        var lane = heads.MinBy(each => Mail.IndexOf(each.First()))!;
        return (lane.Key, [.. lane.TakeWhile(mail => mail.RetryAt <= now).Take(maxMail).Select(mail => mail.Id)]);
    }

    public void Fail(LaneClaim claim, string id, DateTimeOffset? retryAt)
    {
        var mail = Mail.Find(each => each.Id == id && each.Lane == claim.Lane);
        if (mail == null || !Holds(claim))
            return;
        mail.Failures++;
        if (retryAt is { } at)
        {
            mail.RetryAt = at;
            return;
        }

        Mail.Remove(mail);
        DeadLetters++;
    }

    public bool Holds(LaneClaim claim) => Claims.TryGetValue(claim.Lane, out var token) && token == claim.Token;

    public CommitStatus Commit(StoreCommit step, DateTimeOffset now)
    {
        if (step.Claim != null && !Holds(step.Claim))
            return CommitStatus.ClaimLost;
        if (step.Reads.Any(read => (Records.GetValueOrDefault(read.Id)?.Version ?? 0) != read.Version))
            return CommitStatus.Stale;
        var after = new SortedDictionary<string, StoreRecord>(Records, StringComparer.Ordinal);
        var versions = new Dictionary<string, long>(_lastVersions);
        foreach (var write in step.Writes)
        {
            after.Remove(write.Id);
            if (write is not RecordWrite.Put put)
                continue;
            var taken = put.Keys.Any(key => after.Values.Any(other => other.Keys.Any(theirs => theirs.Name == key.Name && theirs.Value == key.Value && (theirs.Unique || key.Unique))));
            if (taken)
                return CommitStatus.KeyTaken;
            versions[put.Id] = versions.GetValueOrDefault(put.Id) + 1;
            after[put.Id] = new StoreRecord(put.Kind, put.Id, versions[put.Id], put.Body, put.Keys);
        }

        Records.Clear();
        foreach (var (id, record) in after)
            Records[id] = record;
        foreach (var (id, version) in versions)
            _lastVersions[id] = version;
        if (step.Claim is { } claim)
        {
            Mail.RemoveAll(mail => mail.Lane == claim.Lane && step.MailDone.Contains(mail.Id));
            if (step.LaneState != null)
                States[claim.Lane] = step.LaneState;
        }

        foreach (var row in step.Outbox)
            Add(row, now);
        foreach (var id in step.TimersCancelled)
            Timers.Remove(id);
        foreach (var timer in step.Timers)
            Timers[timer.Id] = timer;
        foreach (var mail in step.Mail)
            Accept(mail.Lane, mail.Id, mail.Body);
        return CommitStatus.Committed;
    }

    public int Fire(DateTimeOffset now, int max)
    {
        var due = Timers.Values.Where(timer => timer.DueAt <= now).OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id, StringComparer.Ordinal).Take(max).ToList();
        foreach (var timer in due)
        {
            Timers.Remove(timer.Id);
            Accept(timer.Lane, $"timer:{timer.Id}:{timer.DueAt.ToUnixTimeMilliseconds()}", timer.Body);
        }

        return due.Count;
    }

    /// <summary>Begins everything that may be begun. Ids, attempts and the messages to edit.</summary>
    public List<(string Id, int Attempt, string? EditsMessageId)> Begin(DateTimeOffset now, IReadOnlySet<LaneId> resting)
    {
        var begun = new List<(string, int, string?)>();
        foreach (var lane in Outbox.Where(row => row.Waits).Select(row => row.New.Lane).Distinct().Where(lane => !resting.Contains(lane)).ToList())
        {
            if (Outbox.Any(row => row.New.Lane == lane && row.State == OutboxState.Sending))
                continue;
            while (Front(lane, now) is { } front)
            {
                var first = front.Edits == null ? null : Outbox.Find(row => row.New.Id == front.Edits);
                if (front.Edits != null && first?.State != OutboxState.Sent)
                {
                    front.State = OutboxState.Dropped;
                    continue;
                }

                (front.State, front.Tried, front.Attempt) = (OutboxState.Sending, true, front.Attempt + 1);
                begun.Add((front.New.Id, front.Attempt, first?.MessageId));
                break;
            }
        }

        return begun;
    }

    /// <returns>True when the outcome still counted.</returns>
    public bool Complete(OutboxItem item, SendOutcome outcome)
    {
        var row = Outbox.Find(each => each.New.Id == item.Id)!;
        if (row.State != OutboxState.Sending || row.Attempt != item.Attempt)
            return false;
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                (row.State, row.MessageId) = (OutboxState.Sent, sent.MessageId);
                break;
            case SendOutcome.RetryAt retry:
                Reopen(row, retry.When);
                break;
            case SendOutcome.Rejected:
                row.State = OutboxState.Rejected;
                break;
            case SendOutcome.Moved:
                Reopen(row, default);
                break;
            case SendOutcome.Unknown unknown:
                Unknown(row, unknown.Again);
                break;
            default:
                Outbox.FindAll(each => each.New.Lane == row.New.Lane && each.Waits).ForEach(each => each.State = OutboxState.Unreachable);
                break;
        }

        return true;
    }

    public int Recover()
    {
        var left = Outbox.FindAll(row => row.State == OutboxState.Sending);
        left.ForEach(row => Unknown(row, default));
        return left.Count;
    }

    private static Row? FirstDue(IEnumerable<Row> rows, DateTimeOffset now)
    {
        foreach (var row in rows)
        {
            if (row.Due <= now)
                return row;
            if (row.Tried)
                return null;
        }

        return null;
    }

    private Row? Front(LaneId lane, DateTimeOffset now) => FirstDue(Outbox.Where(row => row.New.Lane == lane && row.Waits), now);

    private void Unknown(Row row, DateTimeOffset again)
    {
        if (row.New.Policy == SendPolicy.Repeat)
            Reopen(row, again);
        else
            row.State = OutboxState.Dropped;
    }

    private void Reopen(Row row, DateTimeOffset due)
    {
        var replaced = row.Edits != null && Outbox.Skip(Outbox.IndexOf(row) + 1).Any(other => other.Waits && other.New.Lane == row.New.Lane && other.Edits == row.Edits);
        (row.State, row.Due) = (replaced ? OutboxState.Dropped : OutboxState.Pending, due);
    }

    private void Add(NewOutbox row, DateTimeOffset now)
    {
        if (Outbox.Exists(other => other.New.Id == row.Id))
            return;
        var due = row.NotBefore <= now ? default : row.NotBefore;
        string? edits = null;
        if (row.Edits != null)
        {
            edits = Outbox.Find(other => other.New.Id == row.Edits)?.Edits ?? row.Edits;
            Outbox.FindAll(other => other.New.Lane == row.Lane && other.Edits == edits && other.State == OutboxState.Pending).ForEach(other => other.State = OutboxState.Dropped);
            if (Outbox.Find(other => other.New.Id == edits) is { State: OutboxState.Pending, Tried: false } first && first.New.Lane == row.Lane && first.Due > due)
                due = first.Due;
        }

        Outbox.Add(new Row { New = row, Edits = edits, Due = due });
    }
}
