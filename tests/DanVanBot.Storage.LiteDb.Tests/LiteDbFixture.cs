using DanVanBot.Core.Storage;
using DanVanBot.Storage.Compliance;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>A data folder under the temporary folder.</summary>
internal sealed class LiteDbFixture(TimeProvider time, Sealer sealer) : IStoreFixture
{
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-test-").FullName;
    private readonly List<LiteDbStore> _open = [];
    private int _number;
    private LiteDbStore? _store;

    public string Folder => Path.Combine(_root, "data");

    public async Task<IBotStore> OpenAsync()
    {
        if (_store != null)
            await _store.DisposeAsync();
        return _store = await OpenAsync(Folder);
    }

    /// <summary>
    /// The files as they are while the store runs, at another place: what a process that was killed now would leave behind. (Killed processes
    /// proper are in KillTests.)
    /// </summary>
    public async Task<IBotStore> KillAndOpenAsync()
    {
        var left = Path.Combine(_root, $"killed{++_number}");
        Copy(Folder, left);
        await _store!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        Directory.Move(left, Folder);
        return _store = await OpenAsync(Folder);
    }

    public async Task<IBotStore> OpenEmptyAsync()
    {
        var store = await OpenAsync(Path.Combine(_root, $"empty{++_number}"));
        _open.Add(store);
        return store;
    }

    public string NewFileName() => Path.Combine(_root, $"file{++_number}");

    public IEnumerable<(string Name, byte[] Content)> EverythingAtRest() =>
        DataFiles(_root).Select(file => (file, ReadAll(file)));

    public void TamperWithAttachment(OfficeId office, string name)
    {
        var path = Path.Combine(Folder, "attachments", office.Value, name[..2], name);
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store != null)
            await _store.DisposeAsync();
        foreach (var store in _open)
            await store.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in DataFiles(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, ReadAll(file));
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(file));
        }
    }

    private Task<LiteDbStore> OpenAsync(string folder) => LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = folder, Sealer = sealer, Time = time });

    // All but the lock, which nobody can open while it is held, and which is empty.
    private static IEnumerable<string> DataFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "danvan.lock");

    private static byte[] ReadAll(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
