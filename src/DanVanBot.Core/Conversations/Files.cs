using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Text;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// Files on their way in, and out again: a file belongs to nothing at first. A record that names it keeps it; one that is in no record and in no open dialog of its
/// chat when its time is over becomes <see cref="FileState.Stray"/>. The chat's own step decides that, so nobody can be about to send it at that moment.
/// </summary>
public static partial class Files
{
    /// <summary>The timer that ends the time a file may belong to nothing.</summary>
    internal const string GraceTimer = "file-grace";

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
        var file = new StoredFile(id, step.Lane, sent.Kind, sent.Name, sent.Size, null, null, IsLoose: true);
        StoredFile.Records.Put(step.View, file);
        WaitFor(step, id);
        if (!IsAskedFor(step) && step.World.Slices.TakeLoose(step, file))
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

    // The open question takes files: what comes is its answer.
    private static bool IsAskedFor(StepContext step) =>
        step.Chat.Dialog is { } open && step.World.Dialogs.Dialogs.TryGetValue(open.Dialog, out var dialog)
        && dialog.Find(open.Step) is AskStep ask && (ask.Type is SlotType.File or SlotType.Photos || ask.Keep.Count > 0);

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

    /// <summary>The time a file may belong to nothing is over.</summary>
    internal static void GraceOver(StepContext step, string? id)
    {
        if (id is null || StoredFile.Records.Get(step.View, id) is not { IsLoose: true, State: not (FileState.Erased or FileState.Stray) } file)
            return;
        // Half a petition may wait for days; it is asked after again.
        if (step.Chat.ToJson().Contains(id, StringComparison.Ordinal))
            WaitFor(step, id);
        else
            StoredFile.Records.Put(step.View, file with { State = FileState.Stray, Name = null });
    }

    /// <summary>
    /// Every file that a record written in this step names is kept from now on: no slice has to remember to. A message that shows a loose one is noted, so that it is not
    /// taken away from under it.
    /// </summary>
    internal static void Keep(StepView view, IEnumerable<NewOutbox> messages)
    {
        foreach (var put in view.Writes.OfType<RecordWrite.Put>().Where(w => w.Kind != StoredFile.Records.Name))
            Change(view, put.Body, static file => file with { IsLoose = false, ShownIn = null });
        foreach (var message in messages)
            Change(view, message.Body, file => file with { ShownIn = message.Id });
    }

    private static void Change(StepView view, string body, Func<StoredFile, StoredFile> change)
    {
        foreach (var match in FileId().EnumerateMatches(body))
        {
            if (StoredFile.Records.Get(view, body.Substring(match.Index, match.Length)) is { IsLoose: true } file)
                StoredFile.Records.Put(view, change(file));
        }
    }

    private static void WaitFor(StepContext step, string id) => step.Wake($"{GraceTimer}:{id}", step.Now + step.Data.Limits.StrayFiles, GraceTimer, id);

    // As StepContext.Fetch makes them.
    [GeneratedRegex("(?<![0-9A-Za-z])f[0-9a-z]{26}[0-9]{1,4}(?![0-9A-Za-z])")]
    private static partial Regex FileId();
}
