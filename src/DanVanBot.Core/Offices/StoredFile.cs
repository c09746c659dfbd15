using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Offices;

/// <summary>
/// A file somebody sent: dialogs and slices know it by <see cref="Id"/>, which exists at once; its content comes later. The chat's step keeps the record
/// as files arrive and are fetched.
/// </summary>
/// <param name="Id">As the step's fetch gave it.</param>
/// <param name="Lane">The chat it was sent in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As the sender named it.</param>
/// <param name="Size">Bytes, null when unknown.</param>
/// <param name="Attachment">Its content in the store; null until it is fetched, or when it never will be.</param>
/// <param name="ContentType">As the channel says; null when unknown.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsLoose">No record names it so far. Whoever writes a record that does makes it kept, by itself (<see cref="Files.Keep"/>).</param>
/// <param name="ShownIn">The last message that shows it, while it is loose.</param>
public sealed record StoredFile(
    string Id, LaneId Lane, AttachmentKind Kind, string? Name, long? Size, string? Attachment, string? ContentType, FileState State = FileState.Waiting,
    bool IsLoose = false, string? ShownIn = null)
{
    /// <summary>Key <c>state</c> finds those to be cleared away; key <c>attachment</c> tells whether another file has the same content.</summary>
    public static readonly RecordKind<StoredFile> Records = new("file", f => f.Id, f =>
        f.Attachment is null ? [new IndexKey("state", Word(f.State))] : [new IndexKey("state", Word(f.State)), new IndexKey("attachment", f.Attachment)]);

    /// <summary>The value of key <c>state</c>.</summary>
    public static string Word(FileState state) => state.ToString().ToLowerInvariant();
}

/// <summary>Where a file stands.</summary>
public enum FileState
{
    /// <summary>To be fetched.</summary>
    Waiting,

    /// <summary>Kept.</summary>
    Kept,

    /// <summary>Will never come.</summary>
    Gone,

    /// <summary>Its owner had it erased: the content is to be deleted unless another file shares it, then this record.</summary>
    Erased,

    /// <summary>It belongs to nothing: this record is to be deleted once the message that shows it has ended, then the content when nothing else names it.</summary>
    Stray,
}
