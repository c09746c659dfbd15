namespace DanVanBot.Core.Storage;

/// <summary>
/// Something to be handled by one lane.
/// </summary>
/// <param name="Office">The office.</param>
/// <param name="Lane">The lane that handles it.</param>
/// <param name="Id">Deduplicates: from outside <c>instance:id</c> of the channel's own update id, from inside derived from what caused it. At most 200 ASCII characters.</param>
/// <param name="Body">JSON; sealed at rest.</param>
/// <param name="AcceptedAt">When it came in.</param>
/// <param name="Address">The address behind the lane, where the sender knows it; kept sealed with the lane, the newest stands. Null from inside.</param>
public sealed record NewMail(OfficeId Office, LaneId Lane, string Id, string Body, DateTimeOffset AcceptedAt, string? Address = null);

/// <summary>Mail as a claim hands it out.</summary>
/// <param name="Id">As accepted.</param>
/// <param name="Seq">Grows in order of acceptance over the whole store.</param>
/// <param name="Body">As accepted.</param>
/// <param name="AcceptedAt">When it came in.</param>
/// <param name="Failures">How often a step over it failed before.</param>
public sealed record MailItem(string Id, long Seq, string Body, DateTimeOffset AcceptedAt, int Failures);

/// <summary>The right to run the steps of one lane, with what they start from.</summary>
/// <param name="Office">The office.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Token">Fences: a commit under a token that is no longer current is refused.</param>
/// <param name="Address">The address behind the lane, null for system lanes.</param>
/// <param name="State">The lane's state, JSON, or null at first.</param>
/// <param name="Mail">Waiting mail, oldest first.</param>
public sealed record LaneClaim(OfficeId Office, LaneId Lane, long Token, string? Address, string? State, IReadOnlyList<MailItem> Mail);

/// <summary>Mail that no step could handle, put aside.</summary>
/// <param name="Number">Names it among dead letters; they are in the order their mail was accepted.</param>
/// <param name="Lane">Whose it was.</param>
/// <param name="Id">As accepted.</param>
/// <param name="Body">As accepted; null when it cannot be opened.</param>
/// <param name="Reason">What the last failure was, never anybody's words; null when it cannot be opened.</param>
/// <param name="Failures">How often it was tried.</param>
/// <param name="AcceptedAt">When it came in.</param>
/// <param name="At">When it was put aside.</param>
public sealed record DeadLetter(
    long Number, LaneId Lane, string Id, string? Body, string? Reason, int Failures, DateTimeOffset AcceptedAt, DateTimeOffset At);
