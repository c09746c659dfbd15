namespace DanVanBot.Core.Storage;

/// <summary>What to do when nobody knows whether a message arrived.</summary>
public enum SendPolicy
{
    /// <summary>Send it again: receipts, reminders, open questions. A second copy carries the same code.</summary>
    Repeat,

    /// <summary>Let it go: progress and other words on which nothing depends.</summary>
    Drop,
}

/// <summary>What goes first when the channel's allowance is short.</summary>
public enum SendUrgency
{
    /// <summary>An answer to somebody who waits.</summary>
    Reply,

    /// <summary>A message nobody waits for: reminders, digests.</summary>
    Reminder,
}

/// <summary>A message to send.</summary>
/// <param name="Id">Derived from the mail that caused it; deduplicates. At most 200 ASCII characters.</param>
/// <param name="Lane">The chat; not a system lane. Rows of one lane are sent in the order they were written; a row whose time has not come stands aside and holds up nobody.</param>
/// <param name="Body">JSON of the message; sealed at rest, emptied when the row has ended.</param>
/// <param name="Policy">For unknown outcomes.</param>
/// <param name="Urgency">For pacing.</param>
/// <param name="NotBefore">Not offered earlier.</param>
/// <param name="Edits">Id of the row (of the same lane) whose message this one edits; naming an edit means the message that one edits.</param>
public sealed record NewOutbox(
    string Id, LaneId Lane, string Body, SendPolicy Policy, SendUrgency Urgency, DateTimeOffset NotBefore, string? Edits = null);

/// <summary>A row being sent.</summary>
/// <param name="Office">The office.</param>
/// <param name="Id">As written.</param>
/// <param name="Lane">As written.</param>
/// <param name="Address">The lane's address now.</param>
/// <param name="Body">As written.</param>
/// <param name="Policy">As written.</param>
/// <param name="Urgency">As written.</param>
/// <param name="Attempt">1 at first; fences the outcome.</param>
/// <param name="EditsMessageId">The channel's id of the message to edit; null for a new message, also where the first one was sent on a channel that gave no id.</param>
public sealed record OutboxItem(
    OfficeId Office, string Id, LaneId Lane, string Address, string Body, SendPolicy Policy, SendUrgency Urgency, int Attempt, string? EditsMessageId)
{
    /// <summary>Set by the store, handed back as it is: an outcome from before a restart or a restore is told by it even when id and attempt are the same.</summary>
    public long Fence { get; init; }
}

/// <summary>What came of an attempt to send.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The channel has it.</summary>
    /// <param name="MessageId">The channel's id, needed to edit it; null where there is none.</param>
    public sealed record Sent(string? MessageId) : SendOutcome;

    /// <summary>The channel does not have it, and takes it later.</summary>
    public sealed record RetryAt(DateTimeOffset When, string Reason) : SendOutcome;

    /// <summary>The person is not to be reached there (blocked, gone). The row ends, and so do all others that wait in the lane.</summary>
    public sealed record Unreachable(string Reason) : SendOutcome;

    /// <summary>The channel will never take this message. The row ends.</summary>
    public sealed record Rejected(string Reason) : SendOutcome;

    /// <summary>No answer came: it arrived or not. By policy the row is offered again or ends.</summary>
    /// <param name="Again">When to offer it again, where the policy says so.</param>
    /// <param name="Reason">For the log.</param>
    public sealed record Unknown(DateTimeOffset Again, string Reason) : SendOutcome;

    /// <summary>The chat has another address now; the lane keeps it and the row is offered again at once.</summary>
    public sealed record Moved(string Address) : SendOutcome;
}

/// <summary>Where a row stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its turn or its time.</summary>
    Pending,

    /// <summary>Under way.</summary>
    Sending,

    /// <summary>The channel has it.</summary>
    Sent,

    /// <summary>Ended unsent: nobody there.</summary>
    Unreachable,

    /// <summary>Ended unsent: refused.</summary>
    Rejected,

    /// <summary>Ended with an unknown outcome, or replaced by a newer edit.</summary>
    Dropped,
}

/// <summary>State of one row.</summary>
public sealed record OutboxStatus(OutboxState State, int Attempt, string? MessageId, string? Reason);

/// <summary>A file to fetch from a channel.</summary>
/// <param name="Id">Derived; deduplicates. Also the id the file is known by to dialogs and slices.</param>
/// <param name="Lane">Who is told.</param>
/// <param name="FileRef">What the channel needs to find it; sealed at rest.</param>
public sealed record NewFetch(string Id, LaneId Lane, string FileRef);

/// <summary>A file being fetched.</summary>
public sealed record FetchItem(OfficeId Office, string Id, LaneId Lane, string FileRef, int Attempt)
{
    /// <inheritdoc cref="OutboxItem.Fence" />
    public long Fence { get; init; }
}
