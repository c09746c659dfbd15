using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Text;

namespace DanVanBot.Core.Conversations;

/// <summary>A file somebody sent: known by its id from the moment it is received, fetched by a pump.</summary>
public sealed record ReceivedFile
{
    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Derived from the mail it came with.</summary>
    public required string Id { get; init; }

    /// <summary>The chat it came from.</summary>
    public required LaneId Lane { get; init; }

    /// <summary>What kind.</summary>
    public required AttachmentKind Kind { get; init; }

    /// <summary>As the sender named it.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes, as told or as fetched.</summary>
    public long? Size { get; init; }

    /// <summary>Names the content in the store; null until fetched, and for ever when <see cref="IsGone"/>.</summary>
    public string? Attachment { get; init; }

    /// <summary>Found out from the content.</summary>
    public string? ContentType { get; init; }

    /// <summary>The channel does not have it any more.</summary>
    public bool IsGone { get; init; }
}

/// <summary>Files on their way in.</summary>
public static class Files
{
    /// <summary>Files by id.</summary>
    public static readonly RecordKind<ReceivedFile> Kind = new("file", f => f.Id, f => [new IndexKey("lane", f.Lane.Value)]);

    /// <summary>A file came with a message: it is fetched in any case, and given to the open dialog.</summary>
    internal static void Received(StepContext step, Inbound.Sent sent)
    {
        var id = step.Fetch(sent.FileRef);
        Kind.Put(step.View, new ReceivedFile { Id = id, Lane = step.Lane, Kind = sent.Kind, Name = sent.Name, Size = sent.Size });
        var input = new DialogInput.Attachment(sent.Kind, id, sent.Name, sent.Size, sent.Caption is null ? null : VietnameseText.Clean(sent.Caption).Trim());
        if (sent.Album is { } album && step.Chat.Dialog is not null)
            Albums.Take(step, album, input);
        else
            ChatStep.Give(step, input, sent.Kind switch
            {
                AttachmentKind.Photo => "photo-outside",
                AttachmentKind.Voice or AttachmentKind.Video => "voice-outside",
                AttachmentKind.Sticker => "sticker-outside",
                _ => "file-outside",
            });
    }

    /// <summary>The content is here, or never will be.</summary>
    internal static void Arrived(StepContext step, Inbound.Fetched fetched)
    {
        if (Kind.Get(step.View, fetched.File) is not { } file)
            return;
        Kind.Put(step.View, file with
        {
            Attachment = fetched.Attachment,
            Size = fetched.Attachment is null ? file.Size : fetched.Size,
            ContentType = fetched.ContentType ?? file.ContentType,
            IsGone = fetched.Attachment is null,
        });
    }
}
