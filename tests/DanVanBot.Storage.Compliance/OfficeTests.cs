namespace DanVanBot.Storage.Compliance;

/// <summary>Two offices in one store, with the same ids everywhere: they never meet, in any method.</summary>
public abstract class OfficeTests : StoreTests
{
    [Fact]
    public async Task Offices_SameMailAndLane_AreTwo()
    {
        (await AcceptAsync("1", body: "1", address: "one")).Should().BeTrue();
        (await AcceptAsync("1", body: "2", address: "two", office: Other)).Should().BeTrue();
        var claims = await Store.ClaimAsync(10, 10, Now, Ct);
        claims.Select(claim => (claim.Office, claim.Lane, claim.Address, claim.Mail.Single().Body)).Should().BeEquivalentTo([(Office, Lan, "one", "1"), (Other, Lan, "two", "2")]);
        var (mine, theirs) = (claims.Single(claim => claim.Office == Office), claims.Single(claim => claim.Office == Other));

        var foreign = () => Store.CommitAsync(new StoreCommit { Office = Other, Claim = mine, MailDone = ["1"] }, Ct);
        await foreign.Should().ThrowAsync<ArgumentException>();
        (await Store.CommitAsync(new StoreCommit { Office = Other, Claim = theirs with { Token = mine.Token }, MailDone = ["1"] }, Ct)).Status.Should().Be(CommitStatus.ClaimLost);
        (await Store.CommitAsync(new StoreCommit { Office = Office, Claim = mine, MailDone = ["1"], LaneState = "\"mine\"" }, Ct)).Done.Should().BeTrue();
        await Store.FailMailAsync(theirs, "1", "no", Now.AddMinutes(1), Ct);
        await Store.ReleaseAsync(theirs, Ct);
        var again = (await Store.ClaimAsync(10, 10, Now.AddMinutes(1), Ct)).Single();
        again.Should().BeEquivalentTo(new { Office = Other, State = (string?)null });
    }

    [Fact]
    public async Task Offices_SameRecordsKeysAndSerials_AreTwo()
    {
        (await CommitAsync(writes: [Put("1", "1", new IndexKey("code", "A", true))])).Done.Should().BeTrue();
        (await CommitAsync(writes: [Put("1", "2", new IndexKey("code", "A", true)), Put("1", "3", new IndexKey("code", "A", true))], office: Other)).Done.Should().BeTrue();
        (await Store.GetAsync(Office, "case", "1", Ct))!.Should().BeEquivalentTo(new { Version = 1, Body = "1" });
        (await Store.GetAsync(Other, "case", "1", Ct))!.Should().BeEquivalentTo(new { Version = 2, Body = "3" });
        foreach (var (office, body) in new[] { (Office, "1"), (Other, "3") })
        {
            (await Store.ListAsync(new RecordQuery(office, "case"), Ct)).Records.Select(record => record.Body).Should().Equal(body);
            (await Store.ListAsync(new RecordQuery(office, "case", "code"), Ct)).Records.Select(record => record.Body).Should().Equal(body);
        }

        (await CommitAsync([new ReadStamp("case", "1", 2)], office: Other)).Done.Should().BeTrue();
        (await CommitAsync([new ReadStamp("case", "1", 2)])).Status.Should().Be(CommitStatus.Stale);
        await CommitAsync(writes: [new RecordWrite.Delete("case", "1")]);
        (await Store.GetAsync(Other, "case", "1", Ct)).Should().NotBeNull();

        (await Store.SerialAsync(Office, "PA", "a", Ct)).Should().Be(1);
        (await Store.SerialAsync(Office, "PA", "b", Ct)).Should().Be(2);
        (await Store.SerialAsync(Other, "PA", "b", Ct)).Should().Be(1);
    }

    [Fact]
    public async Task Offices_OneIsThePrefixOfTheOther_StillDoNotMeet()
    {
        var longer = new OfficeId("office-2");
        await CommitAsync(writes: [Put("1")]);
        await CommitAsync(writes: [Put("2", "{}", new IndexKey("code", "A"))], office: longer);
        (await Store.ListAsync(new RecordQuery(Office, "case"), Ct)).Records.Select(record => record.Id).Should().Equal("1");
        (await Store.ListAsync(new RecordQuery(Office, "case", Descending: true), Ct)).Records.Select(record => record.Id).Should().Equal("1");
        (await Store.ListAsync(new RecordQuery(Office, "case", "code"), Ct)).Records.Should().BeEmpty();
        (await Store.ListAsync(new RecordQuery(longer, "cas"), Ct)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task Offices_SameMessagesTimersAndFetches_AreTwo()
    {
        await Store.AcceptAsync([Mail("h", address: "one"), Mail("h", address: "two", office: Other)], Ct);
        foreach (var office in new[] { Office, Other })
        {
            await CommitAsync(
                outbox: [Message("1", body: $"\"{office}\"")], timers: [new NewTimer("t", Lan, Now.AddHours(1), $"\"{office}\"")], fetches: [new NewFetch("f", Lan, $"{office}")], office: office);
        }

        var items = await BeginAsync();
        items.Select(item => (item.Office, item.Address, item.Body)).Should().BeEquivalentTo([(Office, "one", "\"office\""), (Other, "two", "\"phuong-2\"")]);
        await CompleteAsync(items.Single(item => item.Office == Office), new SendOutcome.Unreachable("blocked"));
        (await StateAsync("1")).Should().Be(OutboxState.Unreachable);
        (await StateAsync("1", Other)).Should().Be(OutboxState.Sending);
        await CompleteAsync(items.Single(item => item.Office == Other), new SendOutcome.Moved("three"));
        (await BeginOneAsync()).Should().BeEquivalentTo(new { Office = Other, Address = "three" });

        var fetches = await Store.BeginFetchesAsync("tg", Now, 10, Ct);
        fetches.Select(fetch => (fetch.Office, fetch.FileRef)).Should().BeEquivalentTo([(Office, "office"), (Other, "phuong-2")]);
        await Store.CompleteFetchAsync(fetches.Single(fetch => fetch.Office == Office), null, [], Ct);
        await Store.CompleteFetchAsync(fetches.Single(fetch => fetch.Office == Other), Now, [], Ct);
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single().Office.Should().Be(Other);

        await CommitAsync(cancel: ["t"]);
        await DrainAsync(Lan);
        (await Store.FireTimersAsync(Now.AddHours(1), 10, Ct)).Should().Be(1);
        (await ClaimOneAsync()).Should().BeEquivalentTo(new { Office = Other, Address = "three" });
    }

    [Fact]
    public async Task Offices_SameAttachment_IsTwo()
    {
        byte[] content = [1, 2, 3];
        var mine = await Store.PutAttachmentAsync(Office, content, Ct);
        (await Store.GetAttachmentAsync(Other, mine, Ct)).Should().BeNull();
        var theirs = await Store.PutAttachmentAsync(Other, content, Ct);
        await Store.DeleteAttachmentAsync(Other, mine, Ct);
        await Store.DeleteAttachmentAsync(Other, theirs, Ct);
        (await Store.GetAttachmentAsync(Office, mine, Ct))!.Value.ToArray().Should().Equal(content);
    }
}
