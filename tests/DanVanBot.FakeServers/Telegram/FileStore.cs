using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>Files by id; getFile gives a relative path that works for an hour. Callers hold the world's lock.</summary>
internal sealed class FileStore(World world)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);
    private readonly Dictionary<string, StoredFile> _byId = [];
    private readonly Dictionary<string, (StoredFile File, DateTimeOffset Until)> _links = [];

    public StoredFile Add(byte[] content, string folder, string name, string mime, long? declaredSize = null)
    {
        var key = world.NextFileKey();
        var unique = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        var file = new StoredFile($"FAKE{world.Options.Seed}-{key}-{unique}", "AQAD" + unique, content, folder, name, mime, declaredSize ?? content.Length);
        return _byId[file.Id] = file;
    }

    public StoredFile? Find(string id) => _byId.GetValueOrDefault(id);

    public string Link(StoredFile file)
    {
        var extension = Path.GetExtension(file.Name) is { Length: > 1 } own ? own : file.Folder == "photos" ? ".jpg" : ".bin";
        var path = $"{file.Folder}/file_{file.UniqueId}{extension}";
        _links[path] = (file, world.Clock.GetUtcNow() + LinkLifetime);
        return path;
    }

    public StoredFile? Open(string path) =>
        _links.TryGetValue(path, out var link) && link.Until > world.Clock.GetUtcNow() ? link.File : null;

    public void Clear()
    {
        _byId.Clear();
        _links.Clear();
    }
}

internal sealed record StoredFile(string Id, string UniqueId, byte[] Content, string Folder, string Name, string Mime, long Size)
{
    public JsonObject ToJson() => new() { ["file_id"] = Id, ["file_unique_id"] = UniqueId, ["file_size"] = Size };
}
