using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Petitions;

/// <summary>
/// Erasing what a person gave (Luật 91/2025/QH15). What is done loses its words, pictures, contact and the way back to the person; field, dates and outcome stay for the
/// office's figures. What the office still works on is kept until it has answered, then goes the same way.
/// </summary>
public static class Erasure
{
    /// <summary>Erases a petition's words.</summary>
    public static void Erase(StepContext step, Petition petition)
    {
        foreach (var file in petition.AllFiles)
        {
            if (StoredFile.Records.Get(step.View, file) is { } stored)
                StoredFile.Records.Put(step.View, stored with { State = FileState.Erased, Name = null });
        }

        Petition.Records.Put(step.View, petition with
        {
            Content = "",
            Place = null,
            PlaceLabel = null,
            Files = [],
            Phone = null,
            Person = null,
            Lane = null,
            Question = null,
            Additions = [],
            Answer = null,
            EraseWhenDone = false,
            ErasedAt = step.AcceptedAt,
        });
    }

    /// <summary>Erases everything of a person that is done, marks the rest, and forgets the person as far as nothing is left.</summary>
    /// <returns>How many petitions are kept until they are answered.</returns>
    public static int EraseAll(StepContext step, Person person)
    {
        var kept = 0;
        var mine = Petition.Records.All(
            step.View, Storage.RecordQuery.StartingWith(step.Office, Petition.Records.Name, "person", person.Id + "|")).Select(p => p.Id).ToList();
        foreach (var id in mine)
        {
            if (Petition.Records.Get(step.View, id) is not { } petition || petition.Person != person.Id)
                continue;
            if (petition.IsOpen)
            {
                kept++;
                Petition.Records.Put(step.View, petition with { EraseWhenDone = true });
            }
            else
            {
                Erase(step, petition);
            }
        }

        step.Chat = step.Chat with { LastText = null, Asked = [] };
        return kept;
    }
}
