namespace DanVanBot.Storage.Compliance;

/// <summary>Records: what was read must still stand, keys are unique where they say so, all or nothing.</summary>
public abstract class RecordTests : StoreTests
{
    [Fact]
    public async Task Commit_Put_IsReadBackWithItsKeysAndCountsVersions()
    {
        await CommitAsync(writes: [Put("1", "\"một\"", new IndexKey("field", "rác thải"), new IndexKey("code", "DV-1", Unique: true))]);
        var record = await Store.GetAsync(Office, "case", "1", Ct);
        record.Should().BeEquivalentTo(new StoreRecord("case", "1", 1, "\"một\"", [new("field", "rác thải"), new("code", "DV-1", true)]));
        await CommitAsync(writes: [Put("1", "\"hai\"")]);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.GetAsync(Office, "case", "1", Ct)).Should().BeEquivalentTo(new StoreRecord("case", "1", 2, "\"hai\"", []));
        (await Store.GetAsync(Office, "duty", "1", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Commit_TwoChatsAgainstOneRecord_RefusesTheSecondWhole()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(writes: [Put("1", "\"free\"")]);
        await Store.AcceptAsync([Mail("a"), Mail("b", Minh)], Ct);
        var claims = await Store.ClaimAsync(10, 10, Now, Ct);
        var results = new List<CommitResult>();
        foreach (var claim in claims)
        {
            results.Add(await Store.CommitAsync(
                new StoreCommit
                {
                    Office = Office,
                    Claim = claim,
                    MailDone = [claim.Mail[0].Id],
                    LaneState = $"\"{claim.Lane}\"",
                    Reads = [new ReadStamp("case", "1", 1)],
                    Writes = [Put("1", $"\"{claim.Lane}\""), Put("of " + claim.Mail[0].Id)],
                    Outbox = [Message("out " + claim.Mail[0].Id, claim.Lane)],
                    Timers = [new NewTimer("timer " + claim.Mail[0].Id, claim.Lane, Now, "{}")],
                    Mail = [Mail("mail " + claim.Mail[0].Id, LaneId.System("x"))],
                    Fetches = [new NewFetch("fetch " + claim.Mail[0].Id, claim.Lane, "ref")],
                },
                Ct));
            await Store.ReleaseAsync(claim, Ct);
        }

        results.Select(result => result.Status).Should().Equal(CommitStatus.Committed, CommitStatus.Stale);
        (await Store.GetAsync(Office, "case", "1", Ct))!.Body.Should().Be("\"tg:lan\"");
        (await Store.GetAsync(Office, "case", "of b", Ct)).Should().BeNull();
        (await StateAsync("out a")).Should().Be(OutboxState.Pending);
        (await StateAsync("out b")).Should().BeNull();
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Select(fetch => fetch.Id).Should().Equal("fetch a");
        (await Store.FireTimersAsync(Now, 10, Ct)).Should().Be(1);
        var left = await Store.ClaimAsync(10, 10, Now, Ct);
        left.Single(claim => claim.Lane == Minh).Should().BeEquivalentTo(new { State = (string?)null });
        left.Single(claim => claim.Lane == Minh).Mail.Select(mail => mail.Id).Should().Equal("b");
        left.Single(claim => claim.Lane.IsSystem).Mail.Select(mail => mail.Id).Should().Equal("mail a");
        left.Single(claim => claim.Lane == Lan).State.Should().Be("\"tg:lan\"");
    }

    [Fact]
    public async Task Commit_OfficerAnswersWhileTheCitizenTypes_BothAreKeptInTheCitizensOrder()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(writes: [Put("case1", "\"open\"")]);

        // The citizen's step is under way while the officer's answer is committed: it goes to her lane as mail, not into her state.
        await AcceptAsync("typed");
        var typing = await ClaimOneAsync();
        await AcceptAsync("answer", Minh);
        var officer = await ClaimOneAsync();
        (await Store.CommitAsync(
            new StoreCommit
            {
                Office = Office,
                Claim = officer,
                MailDone = ["answer"],
                Reads = [new ReadStamp("case", "case1", 1)],
                Writes = [Put("case1", "\"answered\"")],
                Mail = [Mail("answered case1", Lan)],
            },
            Ct)).Done.Should().BeTrue();
        await Store.ReleaseAsync(officer, Ct);

        (await Store.CommitAsync(
            new StoreCommit { Office = Office, Claim = typing, MailDone = ["typed"], LaneState = "\"typed\"", Reads = [new ReadStamp("case", "case1", 1)] }, Ct))
            .Status.Should().Be(CommitStatus.Stale);
        (await Store.CommitAsync(
            new StoreCommit { Office = Office, Claim = typing, MailDone = ["typed"], LaneState = "\"typed\"", Reads = [new ReadStamp("case", "case1", 2)] }, Ct))
            .Done.Should().BeTrue();
        await Store.ReleaseAsync(typing, Ct);
        var next = await ClaimOneAsync();
        next.State.Should().Be("\"typed\"");
        next.Mail.Select(mail => mail.Id).Should().Equal("answered case1");
    }

    [Fact]
    public async Task Commit_TwoPeopleJoinOneCaseAtOnce_BothAreInItAtTheEnd()
    {
        await CommitAsync(writes: [Put("1", "0")]);
        async Task Join()
        {
            while (true)
            {
                var record = (await Store.GetAsync(Office, "case", "1", Ct))!;
                var joined = int.Parse(record.Body, System.Globalization.CultureInfo.InvariantCulture) + 1;
                if ((await CommitAsync([new ReadStamp("case", "1", record.Version)], [Put("1", $"{joined}")])).Done)
                    return;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(Join)));
        (await Store.GetAsync(Office, "case", "1", Ct))!.Body.Should().Be("20");
    }

    [Fact]
    public async Task Commit_ReadThatChangedWasDeletedOrCreatedSince_IsStale()
    {
        await CommitAsync(writes: [Put("changed"), Put("deleted")]);
        await CommitAsync(writes: [Put("changed"), new RecordWrite.Delete("case", "deleted"), Put("created")]);
        foreach (var (id, read) in new[] { ("changed", 1L), ("deleted", 1L), ("created", 0L) })
        {
            var result = await CommitAsync([new ReadStamp("case", id, read)], [Put("new of " + id)]);
            result.Status.Should().Be(CommitStatus.Stale, id);
            result.Detail.Should().Contain(id);
            (await Store.GetAsync(Office, "case", "new of " + id, Ct)).Should().BeNull();
        }

        (await CommitAsync([new ReadStamp("case", "deleted", 0), new ReadStamp("case", "changed", 2), new ReadStamp("case", "created", 1)])).Done.Should().BeTrue();
    }

    [Fact]
    public async Task Commit_RecordDeletedAndMadeAgain_IsNotTakenForTheOldOne()
    {
        await CommitAsync(writes: [Put("1", "\"old\"")]);
        await CommitAsync(writes: [new RecordWrite.Delete("case", "1")]);
        await CommitAsync(writes: [Put("1", "\"new\"")]);
        (await CommitAsync([new ReadStamp("case", "1", 1)])).Status.Should().Be(CommitStatus.Stale);
        (await CommitAsync([new ReadStamp("case", "1", 2)])).Done.Should().BeTrue();
    }

    [Fact]
    public async Task Commit_UniqueKeyOfAnotherRecord_IsRefusedWhole()
    {
        await CommitAsync(writes: [Put("1", "{}", new IndexKey("code", "A", true))]);
        var result = await CommitAsync(writes: [Put("0"), Put("2", "{}", new IndexKey("code", "A", true))]);
        result.Status.Should().Be(CommitStatus.KeyTaken);
        (await Store.GetAsync(Office, "case", "0", Ct)).Should().BeNull();
        (await CommitAsync(writes: [Put("1", "\"again\"", new IndexKey("code", "A", true))])).Done.Should().BeTrue();
        (await CommitAsync(writes: [Put("2", "{}", new IndexKey("other", "A", true))])).Done.Should().BeTrue();
        (await CommitAsync(writes: [new RecordWrite.Put("duty", "2", "{}", [new IndexKey("code", "A", true)])])).Done.Should().BeTrue();
        (await CommitAsync(writes: [Put("2", "{}", new IndexKey("code", "a", true), new IndexKey("code", "A ", true))])).Done.Should().BeTrue();
    }

    [Fact]
    public async Task Commit_UniqueKeyThatIsFreedInTheSameCommit_IsTaken()
    {
        await CommitAsync(writes: [Put("1", "{}", new IndexKey("code", "A", true))]);
        (await CommitAsync(writes: [new RecordWrite.Delete("case", "1"), Put("2", "{}", new IndexKey("code", "A", true))])).Done.Should().BeTrue();
        (await CommitAsync(writes: [Put("2"), Put("3", "{}", new IndexKey("code", "A", true))])).Done.Should().BeTrue();
        (await CommitAsync(writes: [Put("4", "{}", new IndexKey("code", "B", true)), Put("5", "{}", new IndexKey("code", "B", true))]))
            .Status.Should().Be(CommitStatus.KeyTaken);
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "code", "A"), Ct)).Records.Select(record => record.Id).Should().Equal("3");
    }

    [Fact]
    public async Task Commit_UniqueAndPlainKeyOfOneValue_DoNotMeet()
    {
        await CommitAsync(writes: [Put("1", "{}", new IndexKey("code", "A"))]);
        (await CommitAsync(writes: [Put("2", "{}", new IndexKey("code", "A", true))])).Status.Should().Be(CommitStatus.KeyTaken);
        (await CommitAsync(writes: [Put("2", "{}", new IndexKey("code", "A"))])).Done.Should().BeTrue();
        await CommitAsync(writes: [Put("3", "{}", new IndexKey("code", "B", true))]);
        (await CommitAsync(writes: [Put("4", "{}", new IndexKey("code", "B"))])).Status.Should().Be(CommitStatus.KeyTaken);
    }

    [Fact]
    public async Task Commit_UniqueKeyManyAtOnce_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => CommitAsync(writes: [Put($"{i}", "{}", new IndexKey("code", "A", true))]))));
        results.Count(result => result.Done).Should().Be(1);
        results.Count(result => result.Status == CommitStatus.KeyTaken).Should().Be(19);
    }

    [Fact]
    public async Task Commit_SameRecordTwice_CountsBothInOrder()
    {
        await CommitAsync(writes: [Put("1", "1", new IndexKey("a", "1")), Put("1", "2", new IndexKey("a", "2"))]);
        (await Store.GetAsync(Office, "case", "1", Ct)).Should().BeEquivalentTo(new StoreRecord("case", "1", 2, "2", [new("a", "2")]));
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "a", "1"), Ct)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task Commit_ThatRanAgain_SkipsWhatIsThereAlready()
    {
        await KnowAsync(Lan);
        await AcceptAsync("1");
        var claim = await ClaimOneAsync();
        var step = new StoreCommit
        {
            Office = Office,
            Claim = claim,
            MailDone = ["1"],
            Outbox = [Message("out", body: "\"first\"")],
            Mail = [Mail("derived", Minh)],
            Fetches = [new NewFetch("file", Lan, "ref")],
        };
        (await Store.CommitAsync(step, Ct)).Done.Should().BeTrue();
        var sent = await BeginOneAsync();
        await CompleteAsync(sent, new SendOutcome.Sent("m1"));
        var fetch = (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single();
        await Store.CompleteFetchAsync(fetch, null, [], Ct);
        await DrainAsync(Minh);

        (await Store.CommitAsync(step with { Outbox = [Message("out", body: "\"second\"")] }, Ct)).Done.Should().BeTrue();
        (await BeginAsync()).Should().BeEmpty();
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Should().BeEmpty();
        (await Store.ClaimAsync(10, 10, Now, Ct)).Should().BeEmpty();
        (await StateAsync("out")).Should().Be(OutboxState.Sent);
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(1_000_000)]
    public async Task Commit_BigBody_IsReadBack(int length)
    {
        var body = string.Concat(Enumerable.Range(0, length / 10).Select(i => $"{i,10}"));
        (await CommitAsync(writes: [Put("1", body), Put("2", "\"small\"")])).Done.Should().BeTrue();
        await CommitAsync(writes: [Put("1", body + "."), Put("3", "\"small\"")]);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.GetAsync(Office, "case", "1", Ct))!.Body.Should().Be(body + ".");
        (await Store.GetAsync(Office, "case", "3", Ct))!.Body.Should().Be("\"small\"");
    }

    [Fact]
    public async Task Commit_BeyondTheLimits_IsRefusedBeforeAnythingIsDone()
    {
        var tooBig = () => CommitAsync(writes: [Put("1"), Put("2", new string('x', (1 << 20) + 1))]);
        await tooBig.Should().ThrowAsync<ArgumentException>();
        var longKey = () => CommitAsync(writes: [Put("1", "{}", new IndexKey("a", new string('ế', 101)))]);
        await longKey.Should().ThrowAsync<ArgumentException>();
        var control = () => CommitAsync(writes: [Put("1", "{}", new IndexKey("a", "\u0000"))]);
        await control.Should().ThrowAsync<ArgumentException>();
        var stateWithoutLane = () => Store.CommitAsync(new StoreCommit { Office = Office, LaneState = "{}", Writes = [Put("1")] }, Ct);
        await stateWithoutLane.Should().ThrowAsync<ArgumentException>();
        (await Store.GetAsync(Office, "case", "1", Ct)).Should().BeNull();
        (await CommitAsync(writes: [Put(new string('i', 200), "{}", new IndexKey(new string('n', 64), new string('ế', 100), true))])).Done.Should().BeTrue();
    }

    [Fact]
    public async Task Serial_OwnersAtOnce_GetNumbersOfTheirOwnForEver()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 90).Select(i => Task.Run(() => Store.SerialAsync(Office, "PA-26", $"owner{i % 30}", Ct))));
        numbers.Distinct().Order().Should().Equal(Enumerable.Range(1, 30).Select(i => (long)i));
        Store = await Fixture.KillAndOpenAsync();
        for (var i = 0; i < 30; i++)
            (await Store.SerialAsync(Office, "PA-26", $"owner{i}", Ct)).Should().Be(numbers[i]);
        (await Store.SerialAsync(Office, "PA-26", "new", Ct)).Should().Be(31);
        (await Store.SerialAsync(Office, "BC-26", "new", Ct)).Should().Be(1);
    }
}
