using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// Sealed files <c>attachments/OFFICE/ab/ab…</c>, named by a keyed hash of what is in them. Written under another name, flushed, renamed, and the
/// folders flushed, before anybody is told the name; so a name in a record always has its file.
/// </summary>
internal sealed class AttachmentFolder(string root, Sealer sealer, TimeProvider time)
{
    // Between looking and acting: what somebody just put again is not deleted as old.
    private readonly Lock _names = new();

    private const string TempName = ".tmp"; // no office starts with a dot

    public string Put(string office, ReadOnlySpan<byte> content)
    {
        var name = sealer.Lookup(Place.Attachment + " " + office, content);
        var path = PathOf(office, name);
        var folder = Path.GetDirectoryName(path)!;
        MakeFolder(folder);
        if (!Touch(path))
        {
            var temp = Path.Combine(root, TempName, Path.GetRandomFileName());
            MakeFolder(Path.GetDirectoryName(temp)!);
            Durable.Write(temp, sealer.Seal(Place.Attachment, Keys.Of(office, name), content));
            File.SetLastWriteTimeUtc(temp, time.GetUtcNow().UtcDateTime);
            File.Move(temp, path, overwrite: true);
        }

        // Also when it was there: who put it may not have come to this line yet.
        DurableFolder.Flush(folder);
        return name;
    }

    /// <exception cref="InvalidDataException">What is there is not what was put.</exception>
    public byte[]? Get(string office, string name)
    {
        if (!IsName(name))
            return null;
        byte[] box;
        try
        {
            box = File.ReadAllBytes(PathOf(office, name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            return sealer.OpenBytes(Place.Attachment, Keys.Of(office, name), box);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"Attachment {name} was changed from outside.", e);
        }
    }

    public void Delete(string office, string name)
    {
        if (!IsName(name) || !File.Exists(PathOf(office, name)))
            return;
        File.Delete(PathOf(office, name));
        DurableFolder.Flush(Path.GetDirectoryName(PathOf(office, name))!);
    }

    /// <returns>False when it was put at that instant or later, and stays.</returns>
    public bool Delete(string office, string name, DateTimeOffset putBefore)
    {
        if (!IsName(name))
            return true;
        lock (_names)
        {
            if (File.Exists(PathOf(office, name)) && File.GetLastWriteTimeUtc(PathOf(office, name)) >= putBefore.UtcDateTime)
                return false;
            Delete(office, name);
            return true;
        }
    }

    /// <summary>In order; only folders from the cursor on are read.</summary>
    public IReadOnlyList<string> List(string office, DateTimeOffset putBefore, string? after, int limit)
    {
        var folder = Path.Combine(root, office);
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Where(part => after is null || string.CompareOrdinal(Path.GetFileName(part), after[..Math.Min(2, after.Length)]) >= 0)
                .SelectMany(part => Directory.EnumerateFiles(part).Order(StringComparer.Ordinal))
                .Where(file => IsName(Path.GetFileName(file)) && (after is null || string.CompareOrdinal(Path.GetFileName(file), after) > 0))
                .Where(file => File.GetLastWriteTimeUtc(file) < putBefore.UtcDateTime)
                .Select(file => Path.GetFileName(file))
                .Take(limit),
        ];
    }

    /// <summary>Half-written files of a process that is gone.</summary>
    public static void CleanUp(string root)
    {
        var temp = Path.Combine(root, TempName);
        if (Directory.Exists(temp))
            Directory.Delete(temp, recursive: true);
    }

    /// <summary>Office and name of every attachment.</summary>
    public static IEnumerable<(string Office, string Name)> All(string root) =>
        !Directory.Exists(root) ? [] : Directory.EnumerateDirectories(root).Where(office => Path.GetFileName(office) != TempName)
            .SelectMany(office => Directory.EnumerateFiles(office, "*", SearchOption.AllDirectories).Select(file => (Path.GetFileName(office), Path.GetFileName(file))))
            .Where(file => IsName(file.Item2));

    public static bool IsName(string? name) => name is { Length: 26 } && name.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c));

    public static string Relative(string office, string name) => Path.Combine(office, name[..2], name);

    private string PathOf(string office, string name) => Path.Combine(root, Relative(office, name));

    // The time of the file is when its content was last put.
    private bool Touch(string path)
    {
        lock (_names)
        {
            if (!File.Exists(path))
                return false;
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder)!;
        MakeFolder(parent);
        Directory.CreateDirectory(folder);
        DurableFolder.Flush(parent);
    }
}

/// <summary>Files that are on the disk when the call returns.</summary>
internal static class Durable
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
