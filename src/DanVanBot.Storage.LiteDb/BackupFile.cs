using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>What a backup says of itself. Files by path inside it, with the SHA-256 of what they hold.</summary>
internal sealed record BackupManifest(int Format, int Schema, string KeyId, DateTimeOffset CreatedAt, bool HasOffice, StoreFigures Figures, SortedDictionary<string, string> Files);

/// <summary>
/// A zip: <c>danvan.db</c>, <c>attachments/…</c>, <c>office/…</c>, <c>manifest.json</c> and <c>manifest.check</c>, a keyed hash of the manifest.
/// Never the key. What is personal in it is sealed as it is in the data folder; the files of <c>office/</c> are as the office wrote them.
/// </summary>
internal static class BackupFile
{
    public const int Format = 1;
    private const string ManifestName = "manifest.json";
    private const string CheckName = "manifest.check";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <param name="file">Where to; must not exist.</param>
    /// <param name="database">A copy that nobody writes.</param>
    /// <param name="folder">For attachments and office files.</param>
    /// <param name="sealer">Names the key, and signs.</param>
    /// <param name="manifest">Without its files.</param>
    public static void Write(string file, string database, DataFolder folder, Sealer sealer, BackupManifest manifest)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string source, CompressionLevel level)
            {
                using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var to = zip.CreateEntry(name, level).Open();
                manifest.Files[name] = CopyHashed(from, to);
            }

            Add(DataFolder.DatabaseName, database, CompressionLevel.Fastest);
            foreach (var (office, name) in AttachmentFolder.All(folder.Attachments))
            {
                var relative = AttachmentFolder.Relative(office, name);
                Add(Name(DataFolder.AttachmentsName, relative), Path.Combine(folder.Attachments, relative), CompressionLevel.NoCompression);
            }

            if (manifest.HasOffice)
            {
                foreach (var source in Directory.EnumerateFiles(folder.Office, "*", SearchOption.AllDirectories).Where(source => !source.EndsWith(".key", StringComparison.Ordinal)))
                    Add(Name(DataFolder.OfficeName, Path.GetRelativePath(folder.Office, source)), source, CompressionLevel.Fastest);
            }

            var text = JsonSerializer.SerializeToUtf8Bytes(manifest, Json);
            WriteEntry(zip, ManifestName, text);
            WriteEntry(zip, CheckName, System.Text.Encoding.ASCII.GetBytes(Sign(sealer, text)));
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Unpacks into an empty folder and checks everything: names, hashes, the key, every box in the database, every attachment.</summary>
    /// <exception cref="InvalidDataException">With the reason.</exception>
    public static BackupManifest Unpack(string file, string target, Sealer sealer)
    {
        var manifest = Extract(file, target, sealer);
        Audit.Check(Path.Combine(target, DataFolder.DatabaseName), sealer);
        var attachments = new AttachmentFolder(Path.Combine(target, DataFolder.AttachmentsName), sealer, TimeProvider.System);
        foreach (var (office, name) in AttachmentFolder.All(Path.Combine(target, DataFolder.AttachmentsName)))
            attachments.Get(office, name);
        Durable.Flush(Path.Combine(target, DataFolder.DatabaseName));
        return manifest;
    }

    private static BackupManifest Extract(string file, string target, Sealer sealer)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            var manifest = ReadManifest(zip, sealer);
            if (zip.Entries.Select(entry => entry.FullName).Except([ManifestName, CheckName]).ToHashSet(StringComparer.Ordinal) is var names && !names.SetEquals(manifest.Files.Keys))
                throw new BadBackup("it does not hold the files it should");

            Directory.CreateDirectory(Path.Combine(target, DataFolder.AttachmentsName));
            if (manifest.HasOffice)
                Directory.CreateDirectory(Path.Combine(target, DataFolder.OfficeName));
            var folders = new HashSet<string>(StringComparer.Ordinal) { target };
            foreach (var (name, hash) in manifest.Files)
                folders.Add(Extract(zip.GetEntry(name)!, hash, target));
            foreach (var folder in folders)
                DurableFolder.Flush(folder);
            return manifest;
        }
        catch (BadBackup e)
        {
            throw new InvalidDataException($"{file} cannot be restored: {e.Message}. Nothing was changed.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not EndOfStreamException))
        {
            throw new InvalidDataException($"{file} cannot be restored: {e.Message} Nothing was changed.", e);
        }
        catch (Exception e)
        {
            // A file that is no whole zip makes the library throw whatever it likes, in its own words.
            throw new InvalidDataException(
                $"{file} cannot be restored: it is no backup of this program, or it is damaged or was cut off when it was copied. Nothing was changed.", e);
        }
    }

    private static BackupManifest ReadManifest(ZipArchive zip, Sealer sealer)
    {
        if (zip.GetEntry(ManifestName) is not { } entry || zip.GetEntry(CheckName) is not { } check)
            throw new BadBackup("it is no backup of this program");
        var text = ReadEntry(entry);
        var manifest = JsonSerializer.Deserialize<BackupManifest>(text, Json) ?? throw new BadBackup("it is no backup of this program");
        if (manifest.Format > Format || manifest.Schema > LiteDb.Schema.Version)
            throw new BadBackup($"it was written by a newer program (format {manifest.Format}, data {manifest.Schema})");
        if (manifest.KeyId != sealer.KeyId)
            throw new BadBackup($"it was made under key {manifest.KeyId}, the key file here holds key {sealer.KeyId}");
        if (!CryptographicOperations.FixedTimeEquals(ReadEntry(check), System.Text.Encoding.ASCII.GetBytes(Sign(sealer, text))))
            throw new BadBackup("its list of files was changed");
        return manifest;
    }

    // The names come from a signed list, and still may only lead into the three places they are for.
    private static string Extract(ZipArchiveEntry entry, string hash, string target)
    {
        var path = Path.GetFullPath(Path.Combine(target, entry.FullName));
        var known = entry.FullName == DataFolder.DatabaseName || IsBelow(path, target, DataFolder.AttachmentsName) || IsBelow(path, target, DataFolder.OfficeName);
        if (!known)
            throw new BadBackup("it holds a file that belongs nowhere");
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using var from = entry.Open();
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (CopyHashed(from, to) != hash)
            throw new BadBackup($"{entry.FullName} in it is damaged");
        to.Flush(flushToDisk: true);
        return folder;
    }

    private static bool IsBelow(string path, string target, string name) =>
        path.StartsWith(Path.GetFullPath(Path.Combine(target, name)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string CopyHashed(Stream from, Stream to)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            sha.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static string Sign(Sealer sealer, byte[] manifest) => sealer.Lookup("backup manifest", manifest);

    private static string Name(string root, string relative) => root + "/" + relative.Replace(Path.DirectorySeparatorChar, '/');

    private static void WriteEntry(ZipArchive zip, string name, byte[] content)
    {
        using var to = zip.CreateEntry(name).Open();
        to.Write(content);
    }

    private static byte[] ReadEntry(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        using var memory = new MemoryStream();
        from.CopyTo(memory);
        return memory.ToArray();
    }

    private sealed class BadBackup(string message) : Exception(message);
}
