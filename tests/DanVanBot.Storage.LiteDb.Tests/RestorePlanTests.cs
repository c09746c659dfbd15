using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>A process that dies while it puts a restored copy in place: afterwards it is the old data or the new, whole.</summary>
public sealed class RestorePlanTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-plan-").FullName;
    private readonly Sealer _sealer = new(RandomNumberGenerator.GetBytes(32));

    private string Folder => Path.Combine(_root, "data");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(0, "old")] // the copy lies there, unconfirmed
    [InlineData(1, "new")] // confirmed, nothing moved yet
    [InlineData(2, "new")] // the old database is away, the new one not in place
    [InlineData(3, "new")] // the new database is in place, its attachments are not
    [InlineData(4, "new")] // all in place, not yet ended
    public async Task Open_AfterACrashAtThisPoint_IsWholeAndLeavesNothingBehind(int point, string expected)
    {
        var attachments = new Dictionary<string, string>
        {
            ["old"] = await FillAsync(Folder, "old"),
            ["new"] = await FillAsync(Path.Combine(Folder, "restore-new"), "new"),
        };
        File.Delete(Path.Combine(Folder, "restore-new", "danvan.lock"));
        if (point > 0)
            await File.WriteAllTextAsync(Path.Combine(Folder, "restore.commit"), "", Ct);
        Directory.CreateDirectory(Path.Combine(Folder, "restore-old"));
        if (point > 1)
            Move("danvan.db", "restore-old/danvan.db");
        if (point > 2)
            Move("restore-new/danvan.db", "danvan.db");
        if (point > 3)
        {
            Move("attachments", "restore-old/attachments");
            Move("restore-new/attachments", "attachments");
        }

        for (var twice = 0; twice < 2; twice++)
        {
            await using var store = await OpenAsync(Folder);
            (await store.GetAsync(OfficeId.Default, "case", "1", Ct))!.Body.Should().Be(expected);
            (await store.GetAttachmentAsync(OfficeId.Default, attachments[expected], Ct)).Should().NotBeNull();
            (await store.GetAttachmentAsync(OfficeId.Default, attachments[expected == "old" ? "new" : "old"], Ct)).Should().BeNull();
            Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Should().NotContain(name => name!.StartsWith("restore"));
        }
    }

    [Fact]
    public async Task Restore_OfficeFiles_ComeBackAsTheyWere()
    {
        var office = Path.Combine(Folder, "office", "fields");
        await using var store = await OpenAsync(Folder);
        Directory.CreateDirectory(office);
        await File.WriteAllTextAsync(Path.Combine(office, "a.yaml"), "a: 1", Ct);
        await File.WriteAllTextAsync(Path.Combine(office, "x.key"), "secret", Ct);
        var file = Path.Combine(_root, "backup");
        await store.BackupAsync(file, Ct);
        await File.WriteAllTextAsync(Path.Combine(office, "a.yaml"), "a: 2", Ct);
        await File.WriteAllTextAsync(Path.Combine(office, "b.yaml"), "b: 1", Ct);
        await store.RestoreAsync(file, Ct);
        (await File.ReadAllTextAsync(Path.Combine(office, "a.yaml"), Ct)).Should().Be("a: 1");
        Directory.GetFiles(office).Should().ContainSingle("no key goes into a backup, and what came later is gone");
    }

    [Fact]
    public async Task Backup_File_IsForItsOwnerOnlyAndLeavesNoScratch()
    {
        await using var store = await OpenAsync(Folder);
        var file = Path.Combine(_root, "backup");
        await store.BackupAsync(file, Ct);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(_root).Select(Path.GetFileName).Should().BeEquivalentTo("backup", "data");
        Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Should().NotContain(name => name!.StartsWith("backup"));
    }

    private void Move(string from, string to) => Directory.Move(Path.Combine(Folder, from), Path.Combine(Folder, to));

    private async Task<string> FillAsync(string folder, string body)
    {
        await using var store = await OpenAsync(folder);
        await store.CommitAsync(new StoreCommit { Office = OfficeId.Default, Writes = [new RecordWrite.Put("case", "1", body, [])] }, Ct);
        return await store.PutAttachmentAsync(OfficeId.Default, System.Text.Encoding.UTF8.GetBytes(body), Ct);
    }

    private Task<LiteDbStore> OpenAsync(string folder) => LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = folder, Sealer = _sealer }, Ct);
}
