using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Text;

namespace DanVanBot.Core.Conversations;

/// <summary>Files on their way in.</summary>
public static class Files
{
    /// <summary>A file came with a message: it is fetched in any case, and given to the open dialog.</summary>
    internal static void Received(StepContext step, Inbound.Sent sent)
    {
        // Words under a picture are words: the same guards stand before them, and a denounced person's picture is not fetched.
        var caption = sent.Caption is null ? null : VietnameseText.Clean(sent.Caption).Trim();
        if (caption is { Length: > 0 })
        {
            Router.WarnOfDanger(step, caption);
            if (step.World.Dialogs.Words.Denunciation.Find(caption).Count > 0)
            {
                Denunciations.Refuse(step, caption);
                return;
            }
        }

        var id = step.Fetch(sent.FileRef);
        var file = new StoredFile(id, step.Lane, sent.Kind, sent.Name, sent.Size, null, null);
        StoredFile.Records.Put(step.View, file);
        if (step.Chat.Dialog is null && step.World.Slices.TakeLoose(step, file))
            return;
        var input = new DialogInput.Attachment(sent.Kind, id, sent.Name, sent.Size, caption);
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
        if (StoredFile.Records.Get(step.View, fetched.File) is not { State: FileState.Waiting } file)
            return;
        file = file with
        {
            Attachment = fetched.Attachment,
            Size = fetched.Attachment is null ? file.Size : fetched.Size,
            ContentType = fetched.ContentType,
            State = fetched.Attachment is null ? FileState.Gone : FileState.Kept,
        };
        StoredFile.Records.Put(step.View, file);
        step.World.Slices.TellArrived(step, file);
    }
}
