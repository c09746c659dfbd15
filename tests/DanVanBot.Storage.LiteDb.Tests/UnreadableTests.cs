using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>A body somebody changed behind the store's back: it is put aside, and nothing else waits for it.</summary>
public sealed class UnreadableTests : IAsyncDisposable
{
    private static readonly LaneId Lan = new("tg:lan");
    private static readonly LaneId Minh = new("tg:minh");
    private static readonly DateTimeOffset Then = DateTimeOffset.UnixEpoch.AddYears(60);
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-unreadable-").FullName;
    private readonly Sealer _sealer = new(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Claim_MailThatCannotBeOpened_BecomesADeadLetterAndAllOthersAreOffered()
    {
        await using (var store = await OpenAsync())
            await store.AcceptAsync([Mail("1", Lan), Mail("2", Lan), Mail("3", Minh)], Ct);
        Spoil(Schema.Mail, "b", row => row["i"].AsString == "1");

        await using (var store = await OpenAsync())
        {
            var claims = await store.ClaimAsync(10, 10, Then, Ct);
            claims.Select(c => string.Join(',', c.Mail.Select(m => m.Id))).Should().Equal("2", "3");
            var letter = (await store.ListDeadLettersAsync(OfficeId.Default, 0, 10, Ct)).Should().ContainSingle().Subject;
            letter.Should().BeEquivalentTo(new { Id = "1", Body = (string?)null, Reason = "mail-unreadable" });
        }
    }

    [Fact]
    public async Task Claim_LaneWhoseOnlyMailOrStateCannotBeOpened_IsNotHeldForEver()
    {
        await using (var store = await OpenAsync())
        {
            await store.AcceptAsync([Mail("1", Lan), Mail("2", Minh)], Ct);
            var claim = (await store.ClaimAsync(1, 1, Then, Ct))[0];
            await store.CommitAsync(new StoreCommit { Office = OfficeId.Default, Claim = claim, MailDone = ["1"], LaneState = "{}" }, Ct);
            await store.ReleaseAsync(claim, Ct);
            await store.AcceptAsync([Mail("4", Lan), Mail("5", Minh)], Ct);
        }

        Spoil(Schema.Lanes, "s", _ => true);
        Spoil(Schema.Mail, "b", row => row["i"].AsString == "2");
        await using (var store = await OpenAsync())
        {
            (await store.ClaimAsync(10, 1, Then, Ct)).Should().BeEmpty();
            (await store.ClaimAsync(10, 1, Then, Ct)).Should().ContainSingle().Which.Mail.Should().ContainSingle().Which.Id.Should().Be("5");
            (await store.ListDeadLettersAsync(OfficeId.Default, 0, 10, Ct)).Select(l => (l.Id, l.Reason, l.Body is null))
                .Should().BeEquivalentTo([("4", "state-unreadable", false), ("2", "mail-unreadable", true)]);
        }
    }

    [Fact]
    public async Task BeginSends_RowThatCannotBeOpened_EndsAndTheNextOfItsLaneIsOffered()
    {
        await using (var store = await OpenAsync())
        {
            await store.AcceptAsync([Mail("1", Lan)], Ct);
            await store.CommitAsync(
                new StoreCommit { Office = OfficeId.Default, Outbox = [Message("a"), Message("b")] }, Ct);
        }

        Spoil(Schema.Outbox, "b", row => row["_id"].AsString.EndsWith('a'));
        await using (var store = await OpenAsync())
        {
            (await store.BeginSendsAsync("tg", Then, 10, new HashSet<LaneId>(), Ct)).Should().BeEmpty();
            (await store.GetOutboxAsync(OfficeId.Default, "a", Ct))!.State.Should().Be(OutboxState.Rejected);
            (await store.BeginSendsAsync("tg", Then, 10, new HashSet<LaneId>(), Ct)).Should().ContainSingle().Which.Id.Should().Be("b");
        }
    }

    private static NewMail Mail(string id, LaneId lane) => new(OfficeId.Default, lane, id, "{}", DateTimeOffset.UnixEpoch, "address");

    private static NewOutbox Message(string id) => new(id, Lan, "{}", SendPolicy.Repeat, SendUrgency.Reply, DateTimeOffset.UnixEpoch);

    private Task<LiteDbStore> OpenAsync() => LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = _root, Sealer = _sealer }, Ct);

    private void Spoil(string table, string field, Func<LiteDB.BsonDocument, bool> which)
    {
        var path = Path.Combine(_root, DataFolder.DatabaseName);
        using var file = LiteFile.Open(path);
        Schema.Attach(file, path, _sealer);
        var rows = new List<LiteDB.BsonDocument>();
        file.Scan(table, row => rows.Add(row));
        file.Begin();
        foreach (var row in rows.Where(which))
        {
            var box = row[field].AsBinary;
            box[^1] ^= 1;
            row[field] = box;
            file.Update(table, row);
        }

        file.Commit();
    }
}
