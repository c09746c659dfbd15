using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Petitions;

/// <summary>
/// Erasing what a person gave (Luật 91/2025/QH15). What is done loses its words, pictures, contact and sender; field, dates and outcome stay for the office's figures.
/// What the office still works on loses its sender at once, keeps its words until the office is done with it, and then loses them too.
/// </summary>
public static class Erasure
{
    /// <summary>Erases a petition's words and sender.</summary>
    public static void Erase(StepContext step, Petition petition)
    {
        foreach (var file in petition.AllFiles)
        {
            if (StoredFile.Records.Get(step.View, file) is { } stored)
                StoredFile.Records.Put(step.View, stored with { State = FileState.Erased, Name = null });
        }

        Petition.Records.Put(step.View, WithoutSender(petition) with
        {
            Content = "",
            Place = null,
            PlaceLabel = null,
            Files = [],
            Question = null,
            Additions = [],
            Answer = null,
            EraseWhenDone = false,
            ErasedAt = step.AcceptedAt,
        });
    }

    /// <summary>Erases everything of a person.</summary>
    /// <returns>How many petitions keep their words, without a sender, until they are answered.</returns>
    public static int EraseAll(StepContext step, Person person)
    {
        var kept = 0;
        var mine = Petition.Records
            .All(step.View, RecordQuery.StartingWith(step.Office, Petition.Records.Name, "person", person.Id + "|"))
            .Select(p => p.Id).ToList();
        foreach (var id in mine)
        {
            if (Petition.Records.Get(step.View, id) is not { } petition || petition.Person != person.Id)
                continue;
            if (petition.IsOpen)
            {
                kept++;
                Petition.Records.Put(step.View, WithoutSender(petition) with { EraseWhenDone = true });
            }
            else
            {
                Erase(step, petition);
            }
        }

        step.Chat = step.Chat with { LastText = null, Context = null, Asked = [] };
        return kept;
    }

    private static Petition WithoutSender(Petition petition) => petition with { Person = null, Lane = null, Phone = null };
}

/// <summary>Deletes the content of erased files: a step deletes no attachments. For the host, from time to time; safe to repeat.</summary>
public static class ErasedFiles
{
    /// <summary>Deletes what waits, except content that another file shares: the same picture may have been sent by two people.</summary>
    /// <returns>How many files were cleared away.</returns>
    public static async Task<int> SweepAsync(IBotStore store, OfficeId office, CancellationToken ct = default)
    {
        var view = new StepView(store, office);
        var waiting = StoredFile.Records.Where(view, "state", StoredFile.Word(FileState.Erased), 200);
        foreach (var file in waiting)
        {
            var isShared = file.Attachment is not null
                && StoredFile.Records.Where(view, "attachment", file.Attachment, 200).Any(f => f.State is not (FileState.Erased or FileState.Stray));
            if (file.Attachment is not null && !isShared)
                await store.DeleteAttachmentAsync(office, file.Attachment, ct).ConfigureAwait(false);
            await store.CommitAsync(
                new StoreCommit { Office = office, Writes = [new RecordWrite.Delete(StoredFile.Records.Name, file.Id)] }, ct).ConfigureAwait(false);
        }

        return waiting.Count;
    }
}
