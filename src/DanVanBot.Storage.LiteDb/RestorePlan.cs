using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// Puts a restored copy in the place of the data. The whole copy lies verified in <c>restore-new</c> before a marker file says that it counts; a crash
/// after that is finished at the next start, a crash before it leaves the old data.
/// </summary>
internal static class RestorePlan
{
    public const string NewName = "restore-new";
    private const string OldName = "restore-old";
    private const string MarkerName = "restore.commit";
    private static readonly string[] Parts = [DataFolder.DatabaseName, DataFolder.AttachmentsName, DataFolder.OfficeName];

    /// <summary>At start, before the database is opened.</summary>
    public static void Finish(DataFolder folder)
    {
        if (File.Exists(folder.At(MarkerName)))
            MoveIn(folder);
        Forget(folder);
    }

    /// <summary>From here on the copy counts. The database is closed.</summary>
    public static void Swap(DataFolder folder)
    {
        Durable.Write(folder.At(MarkerName), []);
        DurableFolder.Flush(folder.Root);
        MoveIn(folder);
    }

    /// <summary>The copy could not be opened after all: everything goes back.</summary>
    public static void TakeBack(DataFolder folder)
    {
        File.Delete(folder.Log);
        foreach (var part in Parts.Where(part => Exists(Old(folder, part))))
        {
            if (Exists(folder.At(part)))
                Move(folder.At(part), New(folder, part));
            Move(Old(folder, part), folder.At(part));
        }

        Forget(folder);
    }

    /// <summary>Ends the plan: the marker first, so that no later start repeats it.</summary>
    public static void Forget(DataFolder folder)
    {
        File.Delete(folder.At(MarkerName));
        DurableFolder.Flush(folder.Root);
        foreach (var name in new[] { NewName, OldName })
        {
            if (Directory.Exists(folder.At(name)))
                Directory.Delete(folder.At(name), recursive: true);
        }
    }

    private static void MoveIn(DataFolder folder)
    {
        Directory.CreateDirectory(folder.At(OldName));
        foreach (var part in Parts.Where(part => Exists(New(folder, part))))
        {
            if (Exists(folder.At(part)))
                Move(folder.At(part), Old(folder, part));

            // LiteDB would replay the old log into the new file (its issue #2785).
            if (part == DataFolder.DatabaseName)
                File.Delete(folder.Log);
            Move(New(folder, part), folder.At(part));
        }

        DurableFolder.Flush(folder.Root);
    }

    private static string New(DataFolder folder, string part) => Path.Combine(folder.At(NewName), part);

    private static string Old(DataFolder folder, string part) => Path.Combine(folder.At(OldName), part);

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to);
    }
}
