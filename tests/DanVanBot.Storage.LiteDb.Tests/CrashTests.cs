using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>The images that a crash at each single write leaves behind, opened one by one.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-crash-").FullName;
    private readonly Sealer _sealer = new(RandomNumberGenerator.GetBytes(32));
    private readonly CrashJournal _journal = new();

    private static bool Long => Environment.GetEnvironmentVariable("DANVAN_LONG") == "1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Kill_AtEveryWrite_LeavesAConsistentFileWithEverythingAcknowledged()
    {
        var (start, end) = await WorkAsync();
        for (var point = start; point <= end; point += Long ? 1 : 3)
            Expect(_journal.Killed(point), point, "killed");
    }

    [Fact]
    public async Task PowerCut_AtEveryWrite_LeavesAConsistentFileWithEverythingAcknowledged()
    {
        var (start, end) = await WorkAsync();
        var random = new Random(7);
        for (var point = start; point <= end; point += Long ? 1 : 3)
            Expect(_journal.PowerCut(point, random), point, "power cut");
    }

    private async Task<(int Start, int End)> WorkAsync()
    {
        await using var store = await LiteDbStore.OpenAsync(
            new LiteDbStoreOptions
            {
                Folder = _root,
                Sealer = _sealer,
                Streams = () => (_journal.Open(0), _journal.Open(1)),
            },
            Ct);
        var start = _journal.Count;
        var now = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < (Long ? 40 : 15); i++)
        {
            await store.AcceptAsync([new NewMail(OfficeId.Default, new LaneId($"tg:{i % 3}"), $"{i}", new string('m', 300 * i), now, "address")], Ct);
            _journal.Acknowledge($"{i}");
            var claim = (await store.ClaimAsync(1, 1, now, Ct)).Single();
            (await store.CommitAsync(
                new StoreCommit
                {
                    Office = OfficeId.Default,
                    Claim = claim,
                    MailDone = [claim.Mail[0].Id],
                    LaneState = new string('s', 100 * i),
                    Writes =
                    [
                        new RecordWrite.Put("case", $"{i}", new string('r', 2000), [new IndexKey("code", $"{i}", true), new IndexKey("field", "f")]),
                        new RecordWrite.Delete("case", $"{i - 4}"),
                    ],
                    Outbox = [new NewOutbox($"out {i}", claim.Lane, "{}", SendPolicy.Repeat, SendUrgency.Reply, now)],
                },
                Ct)).Done.Should().BeTrue();
            _journal.Acknowledge($"out {i}");
            await store.ReleaseAsync(claim, Ct);
        }

        // Up to here: closing it well is no crash.
        return (start, _journal.Count);
    }

    private void Expect((MemoryStream Data, MemoryStream Log) image, int point, string how)
    {
        try
        {
            using var file = LiteFile.Open(image.Data, image.Log);
            Audit.Check(file, "image", _sealer);
            foreach (var id in _journal.AcknowledgedBefore(point))
            {
                var table = id.StartsWith("out", StringComparison.Ordinal) ? Schema.Outbox : Schema.Seen;
                file.Has(table, Keys.Of("office", id)).Should().BeTrue("{0} at write {1}: {2} was acknowledged", how, point, id);
            }
        }
        catch (Exception e) when (e is MediumException or StoreOpenException or InvalidDataException)
        {
            Assert.Fail($"{how} at write {point} of {_journal.Count}: {e}");
        }
    }
}
