namespace DanVanBot.Core.Storage;

/// <summary>
/// Everything the service remembers. The guarantees below are the contract; one compliance suite proves them for every store.
/// <list type="bullet">
/// <item>What a method says is done is durable when its task completes: it survives <c>kill -9</c>.</item>
/// <item>Every method is atomic: all of it happened or nothing.</item>
/// <item>Bodies (mail, lane state, records, outbox, fetches, dead letters, addresses, attachments) are sealed at rest by <see cref="Sealer"/>;
/// keys are not, so no key may be personal.</item>
/// <item>The store knows no slice: a record is (office, kind, id, version, declared keys, body).</item>
/// <item>Methods may be called from any thread, at any time, any number at once. None runs a caller's code on the thread that owns the data.</item>
/// <item>Instants are kept in whole milliseconds, UTC.</item>
/// <item>Limits, else <see cref="ArgumentException"/> before anything is done: offices 64 of <c>A-Z a-z 0-9 . _ -</c>; ids, lanes, owners 200 and kinds, names, counters
/// 64 printable ASCII characters (timer ids 170); bodies 1 MB in UTF-8.</item>
/// </list>
/// A failure of the medium throws <see cref="StoreUnavailableException"/>; the call may then have happened or not, and is safe to repeat.
/// </summary>
public interface IBotStore : IAsyncDisposable
{
    /// <summary>Raised after a change made new work (from any thread, must not block). A hint: pumps also look by themselves from time to time.</summary>
    event Action<StoreWork>? WorkArrived;

    // ---- inbox -------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Takes mail in. Mail whose (office, id) was accepted in the last 7 days is ignored, also when it was handled meanwhile.
    /// Order within a lane is the order of acceptance. The first mail of a lane makes the lane and keeps <see cref="NewMail.Address"/>.
    /// </summary>
    /// <returns>For each item in order: true when it was new.</returns>
    Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<NewMail> mail, CancellationToken ct = default);

    /// <summary>
    /// Claims up to <paramref name="maxLanes"/> lanes that have mail and are claimed by nobody. A lane is claimed once at a time; a claim ends with
    /// <see cref="ReleaseAsync"/>, or when the process that holds it is gone. Mail that failed is not offered before its time, nor is what came after it in its lane.
    /// Mail that cannot be opened (changed from outside), or whose lane's state cannot, becomes a dead letter here; all other mail is offered as if it were not there.
    /// </summary>
    /// <param name="maxLanes">1 to 256.</param>
    /// <param name="maxMail">At most so many pieces of mail a lane, oldest first.</param>
    /// <param name="now">Failed mail whose time has come by then is offered again.</param>
    /// <param name="ct">Cancels the wait, not a claim already made.</param>
    Task<IReadOnlyList<LaneClaim>> ClaimAsync(int maxLanes, int maxMail, DateTimeOffset now, CancellationToken ct = default);

    /// <summary>Ends a claim. Lanes that still have mail are offered again.</summary>
    Task ReleaseAsync(LaneClaim claim, CancellationToken ct = default);

    /// <summary>
    /// Notes that a step over this mail failed. It is offered again at <paramref name="retryAt"/>; with null it becomes a dead letter
    /// (kept sealed, 90 days) and the lane goes on.
    /// </summary>
    Task FailMailAsync(LaneClaim claim, string mailId, string reason, DateTimeOffset? retryAt, CancellationToken ct = default);

    /// <summary>Dead letters of an office, the oldest first.</summary>
    /// <param name="office">The office.</param>
    /// <param name="after">The last number of the page before, 0 at first.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="ct">Cancels the wait.</param>
    Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(OfficeId office, long after, int limit, CancellationToken ct = default);

    /// <summary>
    /// Makes mail of a dead letter again: at the end of its lane, under its own id, as if it had never failed. Its id counts as accepted today.
    /// </summary>
    /// <returns>False when there is no dead letter of this number (any more).</returns>
    Task<bool> ReplayDeadLetterAsync(OfficeId office, long number, CancellationToken ct = default);

    // ---- the one commit ----------------------------------------------------------------------------------------------------

    /// <summary>
    /// Writes the outcome of one step, all or nothing. Refused whole, with nothing written, when a read is stale, a unique key is taken,
    /// or the claim is no longer held. Outbox rows, timers, fetches and mail whose id exists already are skipped (a step that ran again);
    /// a timer with a known id is replaced.
    /// </summary>
    Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken ct = default);

    /// <summary>
    /// A number for <paramref name="owner"/> from the office's counter, starting at 1. The same owner gets the same number for ever,
    /// two owners never the same. A number whose owner never came to be stays a gap.
    /// </summary>
    Task<long> SerialAsync(OfficeId office, string counter, string owner, CancellationToken ct = default);

    // ---- reading -----------------------------------------------------------------------------------------------------------

    /// <summary>One record, or null.</summary>
    Task<StoreRecord?> GetAsync(OfficeId office, string kind, string id, CancellationToken ct = default);

    /// <summary>A page of records in key order. Lists are for showing: a decision is taken on a record read by id, whose version the commit checks.</summary>
    Task<RecordPage> ListAsync(RecordQuery query, CancellationToken ct = default);

    // ---- outbox ------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Marks up to <paramref name="max"/> rows of one channel instance as Sending, durably, and returns them. Only the oldest unsent row of a lane
    /// is offered, one a lane; one that cannot be opened ends as <see cref="OutboxState.Rejected"/>; rows whose time has not come and that were never tried do not count. Replies go before reminders, and so does what stands
    /// before a reply in its lane. An edit whose first message was never sent is dropped; of two unsent edits of one message the newer stands.
    /// A row whose lane has no address ends as <see cref="OutboxState.Unreachable"/>.
    /// </summary>
    /// <param name="channel">The channel instance.</param>
    /// <param name="now">Rows due by then.</param>
    /// <param name="max">1 to 256.</param>
    /// <param name="resting">Lanes to leave out this time (their bucket is empty). Replaceable by an empty set.</param>
    /// <param name="ct">Cancels the wait.</param>
    Task<IReadOnlyList<OutboxItem>> BeginSendsAsync(string channel, DateTimeOffset now, int max, IReadOnlySet<LaneId> resting, CancellationToken ct = default);

    /// <summary>
    /// Notes the outcome of one attempt and, in the same commit, takes in <paramref name="mail"/> (what the lane must be told). Fenced by (id, attempt):
    /// a late outcome of an earlier attempt changes nothing.
    /// </summary>
    Task CompleteSendAsync(OutboxItem item, SendOutcome outcome, DateTimeOffset now, IReadOnlyList<NewMail> mail, CancellationToken ct = default);

    /// <summary>
    /// To be called once at start, before the first <see cref="BeginSendsAsync"/> of a channel: rows left in Sending by a process that is gone have an
    /// unknown outcome and follow their policy: <see cref="SendPolicy.Repeat"/> is offered again, <see cref="SendPolicy.Drop"/> is dropped.
    /// </summary>
    /// <returns>How many rows were found in Sending.</returns>
    Task<int> RecoverSendsAsync(string channel, DateTimeOffset now, CancellationToken ct = default);

    /// <summary>What became of a row, or null when it is not known (never written, or purged 30 days after it ended).</summary>
    Task<OutboxStatus?> GetOutboxAsync(OfficeId office, string id, CancellationToken ct = default);

    // ---- timers ------------------------------------------------------------------------------------------------------------

    /// <summary>Turns up to <paramref name="max"/> due timers into mail of their lanes, each exactly once. Earliest first.</summary>
    Task<int> FireTimersAsync(DateTimeOffset now, int max, CancellationToken ct = default);

    /// <summary>When the next timer is due, or null.</summary>
    Task<DateTimeOffset?> NextTimerAsync(CancellationToken ct = default);

    // ---- files -------------------------------------------------------------------------------------------------------------

    /// <summary>Like <see cref="BeginSendsAsync"/> for files to be fetched from a channel.</summary>
    Task<IReadOnlyList<FetchItem>> BeginFetchesAsync(string channel, DateTimeOffset now, int max, CancellationToken ct = default);

    /// <summary>Ends an attempt: with <paramref name="retryAt"/> it is tried again then, with null it is over. <paramref name="mail"/> is taken in with it.</summary>
    Task CompleteFetchAsync(FetchItem item, DateTimeOffset? retryAt, IReadOnlyList<NewMail> mail, CancellationToken ct = default);

    /// <summary>Fetches left open by a process that is gone are offered again.</summary>
    Task<int> RecoverFetchesAsync(string channel, CancellationToken ct = default);

    /// <summary>Keeps a file, sealed, under a name that is a keyed hash of its content: the same content twice is kept once. Durable before it returns.</summary>
    Task<string> PutAttachmentAsync(OfficeId office, ReadOnlyMemory<byte> content, CancellationToken ct = default);

    /// <summary>The content of an attachment, or null when there is none of that name. Throws <see cref="InvalidDataException"/> when it is not what was put.</summary>
    Task<ReadOnlyMemory<byte>?> GetAttachmentAsync(OfficeId office, string name, CancellationToken ct = default);

    /// <summary>Forgets an attachment, whoever put it. No error when it is gone already. Waits while a backup is being written.</summary>
    Task DeleteAttachmentAsync(OfficeId office, string name, CancellationToken ct = default);

    /// <summary>
    /// Forgets an attachment unless somebody put it (also: the same content again) at <paramref name="putBefore"/> or later: what is being sent at this moment is not
    /// taken away from under it. Waits while a backup is being written.
    /// </summary>
    /// <returns>True when it is gone, also when it was gone already.</returns>
    Task<bool> DeleteAttachmentAsync(OfficeId office, string name, DateTimeOffset putBefore, CancellationToken ct = default);

    /// <summary>Names of attachments that were last put before an instant, in the order of their bytes.</summary>
    /// <param name="office">The office.</param>
    /// <param name="putBefore">Younger ones are left out.</param>
    /// <param name="after">The last name of the page before, or null.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="ct">Cancels the wait.</param>
    Task<IReadOnlyList<string>> ListAttachmentsAsync(OfficeId office, DateTimeOffset putBefore, string? after, int limit, CancellationToken ct = default);

    // ---- care --------------------------------------------------------------------------------------------------------------

    /// <summary>Deletes what has served: seen ids after 7 days (not those of mail that still waits), ended outbox rows and fetches after 30, dead letters after 90. In small portions; returns how many rows went.</summary>
    Task<int> PurgeAsync(DateTimeOffset now, int max, CancellationToken ct = default);

    /// <summary>Figures for <c>doctor</c> and <c>/health</c>. Throws <see cref="StoreUnavailableException"/> when the store does not answer.</summary>
    Task<StoreFigures> FiguresAsync(CancellationToken ct = default);

    /// <summary>Writes a consistent copy of everything but the key to <paramref name="file"/> while the service goes on. Existing files are not overwritten.</summary>
    Task BackupAsync(string file, CancellationToken ct = default);

    /// <summary>
    /// Replaces everything by the copy in <paramref name="file"/>, or changes nothing and throws <see cref="InvalidDataException"/> with the reason
    /// (no backup, another key, damaged). Claims and sends under way are fenced off.
    /// </summary>
    Task RestoreAsync(string file, CancellationToken ct = default);
}

/// <summary>What kind of work a change made.</summary>
public enum StoreWork
{
    /// <summary>A lane has mail.</summary>
    Mail,

    /// <summary>A message waits to be sent.</summary>
    Outbox,

    /// <summary>A timer was set.</summary>
    Timer,

    /// <summary>A file waits to be fetched.</summary>
    Fetch,
}

/// <summary>The store does not answer: disk, database, or shut down. The caller did not get what it asked for and may repeat it later.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
