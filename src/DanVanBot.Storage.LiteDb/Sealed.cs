using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

// What the caller's side hands to the owner thread: checked, sealed, with keys made. The owner thread runs no cipher.

internal sealed record SealedMail(LaneKey Lane, string Id, byte[] Body, long AcceptedAt, byte[]? Address, string? AddressHash);

internal sealed record SealedOutbox(string Id, LaneKey Lane, byte[] Body, SendPolicy Policy, SendUrgency Urgency, long NotBefore, string? Edits);

internal sealed record SealedTimer(string Id, LaneKey Lane, long Due, byte[] Body);

internal sealed record SealedFetch(string Id, LaneKey Lane, byte[] FileRef);

/// <summary>A change of a record: without a body it is a deletion.</summary>
internal sealed record SealedWrite(string Kind, string Id, byte[]? Body, IReadOnlyList<SealedKey> Keys);

internal sealed record SealedKey(string Name, string Value, byte[] Bytes, bool Unique);

internal sealed record SealedCommit(
    string Office, LaneKey? Lane, long Token, IReadOnlyList<string> MailDone, byte[]? LaneState, IReadOnlyList<ReadStamp> Reads, IReadOnlyList<SealedWrite> Writes,
    IReadOnlyList<SealedOutbox> Outbox, IReadOnlyList<SealedTimer> Timers, IReadOnlyList<string> TimersCancelled, IReadOnlyList<SealedMail> Mail,
    IReadOnlyList<SealedFetch> Fetches);

internal sealed record ClaimRow(LaneKey Lane, long Token, byte[]? Address, byte[]? State, IReadOnlyList<(MailRef Mail, byte[] Body)> Mail);

internal sealed record RecordRow(string Id, long Version, byte[] Body, IReadOnlyList<IndexKey> Keys);

internal sealed record SendRow(string Key, LaneKey Lane, byte[] Address, byte[] Body, OutRef Row, SendPolicy Policy, string? MessageId);

internal sealed record FetchRow(string Key, LaneKey Lane, byte[] FileRef, int Attempt);

/// <summary>Kind and id every box is sealed for: what stands in one place cannot be opened in another.</summary>
internal static class Place
{
    public const string Mail = "mail", State = "state", Address = "address", Outbox = "outbox", Fetch = "fetch", Reason = "reason", Attachment = "attachment";

    public static string Record(string kind) => "record:" + kind;

    public static string TimerMail(string id, long due) => FormattableString.Invariant($"timer:{id}:{due}");
}
