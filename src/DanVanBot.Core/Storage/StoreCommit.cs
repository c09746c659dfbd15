namespace DanVanBot.Core.Storage;

/// <summary>The outcome of one step, written all or nothing.</summary>
public sealed record StoreCommit
{
    /// <summary>The office of every key in it.</summary>
    public required OfficeId Office { get; init; }

    /// <summary>The claim the step ran under; null for a command of an operator, which has no lane.</summary>
    public LaneClaim? Claim { get; init; }

    /// <summary>Mail of the claim that is done.</summary>
    public IReadOnlyList<string> MailDone { get; init; } = [];

    /// <summary>The lane's new state, JSON; null leaves it.</summary>
    public string? LaneState { get; init; }

    /// <summary>Every record read by id: the commit is refused when one has another version now.</summary>
    public IReadOnlyList<ReadStamp> Reads { get; init; } = [];

    /// <summary>Records written, in order.</summary>
    public IReadOnlyList<RecordWrite> Writes { get; init; } = [];

    /// <summary>Messages to send.</summary>
    public IReadOnlyList<NewOutbox> Outbox { get; init; } = [];

    /// <summary>Timers set or moved.</summary>
    public IReadOnlyList<NewTimer> Timers { get; init; } = [];

    /// <summary>Timers taken back; no error when they are gone.</summary>
    public IReadOnlyList<string> TimersCancelled { get; init; } = [];

    /// <summary>Mail for lanes (other ones or this one), with derived ids.</summary>
    public IReadOnlyList<NewMail> Mail { get; init; } = [];

    /// <summary>Files to fetch from a channel.</summary>
    public IReadOnlyList<NewFetch> Fetches { get; init; } = [];
}

/// <summary>Whether a commit was written, and why not.</summary>
public enum CommitStatus
{
    /// <summary>Written and durable.</summary>
    Committed,

    /// <summary>A record read has changed since: run the step again.</summary>
    Stale,

    /// <summary>A unique key belongs to another record: run the step again, it will see that.</summary>
    KeyTaken,

    /// <summary>The claim is not held any more: leave it to who holds it now.</summary>
    ClaimLost,
}

/// <summary>The answer to a commit.</summary>
/// <param name="Status">Written, or why not.</param>
/// <param name="Detail">Which record or key, for the log.</param>
public sealed record CommitResult(CommitStatus Status, string? Detail = null)
{
    /// <summary>Written.</summary>
    public static readonly CommitResult Committed = new(CommitStatus.Committed);

    /// <summary>True when it was written.</summary>
    public bool Done => Status == CommitStatus.Committed;
}

/// <summary>Due mail. A timer with the same id is replaced.</summary>
/// <param name="Id">Short ASCII.</param>
/// <param name="Lane">Whose mail it becomes; the mail's id is <c>timer:ID:due in Unix ms</c>.</param>
/// <param name="DueAt">When.</param>
/// <param name="Body">Body of the mail.</param>
public sealed record NewTimer(string Id, LaneId Lane, DateTimeOffset DueAt, string Body);

/// <summary>Figures of a store.</summary>
public sealed record StoreFigures(
    long MailWaiting, long OutboxWaiting, long OutboxSending, long FetchesWaiting, long Timers, long DeadLetters, long Records, DateTimeOffset? OldestMail);
