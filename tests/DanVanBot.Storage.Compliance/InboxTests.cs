namespace DanVanBot.Storage.Compliance;

/// <summary>Mail: deduplicated, in order, one lane at a time, and what fails holds up its own lane only.</summary>
public abstract class InboxTests : StoreTests
{
    [Fact]
    public async Task Accept_SameIdTwiceInOneCall_TakesTheFirst()
    {
        (await Store.AcceptAsync([Mail("1", body: "\"first\""), Mail("1", body: "\"second\""), Mail("2")], Ct)).Should().Equal(true, false, true);
        (await ClaimOneAsync()).Mail.Select(mail => mail.Body).Should().Equal("\"first\"", "{}");
    }

    [Fact]
    public async Task Accept_DeliveredAHundredTimes_IsTakenOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AcceptAsync("tg:77")));
        answers.Count(fresh => fresh).Should().Be(1);
        (await WaitingAsync()).Should().ContainSingle().Which.Mail.Should().Equal("tg:77");
    }

    [Fact]
    public async Task Accept_AfterItWasHandled_IsIgnored()
    {
        await AcceptAsync("1");
        await DrainAsync(Lan);
        (await AcceptAsync("1")).Should().BeFalse();
        Store = await Fixture.OpenAsync();
        (await AcceptAsync("1")).Should().BeFalse();
        (await WaitingAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Accept_AfterSevenDaysAndPurge_IsNewAgain()
    {
        await AcceptAsync("1");
        await DrainAsync(Lan);
        Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        (await Store.PurgeAsync(Now, 100, Ct)).Should().Be(0);
        (await AcceptAsync("1")).Should().BeFalse();
        Time.Advance(TimeSpan.FromMilliseconds(2));
        (await Store.PurgeAsync(Now, 100, Ct)).Should().Be(1);
        (await AcceptAsync("1")).Should().BeTrue();
    }

    [Fact]
    public async Task Accept_OfMailThatStillWaitsAfterSevenDays_IsIgnoredAlsoAfterPurge()
    {
        await Store.AcceptAsync([Mail("done", Minh), Mail("waits")], Ct);
        await DrainAsync(Minh);
        Time.Advance(TimeSpan.FromDays(8));
        (await Store.PurgeAsync(Now, 1, Ct)).Should().Be(1);
        (await AcceptAsync("waits")).Should().BeFalse();
        (await WaitingAsync()).Should().ContainSingle().Which.Mail.Should().Equal("waits");
    }

    [Fact]
    public async Task Accept_Acknowledged_SurvivesTheProcess()
    {
        await AcceptAsync("1", body: "\"một\"", address: "123");
        Store = await Fixture.KillAndOpenAsync();
        var claim = await ClaimOneAsync();
        claim.Address.Should().Be("123");
        claim.Mail.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = "1", Body = "\"một\"", AcceptedAt = Now, Failures = 0 });
    }

    [Fact]
    public async Task Accept_NewerAddress_StandsAndNullLeavesIt()
    {
        await AcceptAsync("1", address: "old");
        await AcceptAsync("2", address: "new");
        await AcceptAsync("3");
        (await ClaimOneAsync()).Address.Should().Be("new");
    }

    [Fact]
    public async Task Claim_SystemLane_HasNoAddress()
    {
        await AcceptAsync("1", LaneId.System("reminders"));
        (await ClaimOneAsync()).Should().BeEquivalentTo(new { Address = (string?)null, State = (string?)null });
    }

    [Fact]
    public async Task Claim_ManyPieces_AreInOrderOfAcceptanceWithGrowingSeq()
    {
        for (var i = 0; i < 30; i++)
            await AcceptAsync($"{i * 7 % 30}", i % 2 == 0 ? Lan : Minh);
        var claims = await Store.ClaimAsync(10, 100, Now, Ct);
        claims.Single(claim => claim.Lane == Lan).Mail.Select(mail => mail.Id).Should().Equal(Enumerable.Range(0, 15).Select(i => $"{i * 14 % 30}"));
        claims.SelectMany(claim => claim.Mail).OrderBy(mail => mail.Seq).Select(mail => mail.Id).Should().Equal(Enumerable.Range(0, 30).Select(i => $"{i * 7 % 30}"));
    }

    [Fact]
    public async Task Claim_OrderAndSeq_GoOnAfterReopening()
    {
        await AcceptAsync("a");
        var first = (await ClaimOneAsync()).Mail[0].Seq;
        Store = await Fixture.KillAndOpenAsync();
        await AcceptAsync("b");
        var mail = (await ClaimOneAsync()).Mail;
        mail.Select(each => each.Id).Should().Equal("a", "b");
        mail[0].Seq.Should().Be(first);
        mail[1].Seq.Should().BeGreaterThan(first);
    }

    [Fact]
    public async Task Claim_LimitOfMail_GivesTheOldest()
    {
        await Store.AcceptAsync([Mail("1"), Mail("2"), Mail("3")], Ct);
        var claim = (await Store.ClaimAsync(1, 2, Now, Ct)).Single();
        claim.Mail.Select(mail => mail.Id).Should().Equal("1", "2");
    }

    [Fact]
    public async Task Claim_LaneThatIsClaimed_IsNotOfferedToAnybodyElse()
    {
        await AcceptAsync("1");
        var claim = await ClaimOneAsync();
        await AcceptAsync("2");
        (await Store.ClaimAsync(10, 10, Now, Ct)).Should().BeEmpty();
        await Store.ReleaseAsync(claim, Ct);
        (await ClaimOneAsync()).Mail.Select(mail => mail.Id).Should().Equal("1", "2");
    }

    [Fact]
    public async Task Claim_ManyAtOnce_NeverGivesALaneTwice()
    {
        await Store.AcceptAsync([.. Enumerable.Range(0, 60).Select(i => Mail($"{i}", new LaneId($"tg:{i % 20}")))], Ct);
        var claims = (await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.ClaimAsync(3, 10, Now, Ct))))).SelectMany(each => each).ToList();
        claims.Select(claim => claim.Lane).Should().OnlyHaveUniqueItems().And.HaveCount(20);
        claims.Select(claim => claim.Token).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Claim_ManyLanes_StartsWithTheOneThatWaitedLongest()
    {
        await AcceptAsync("1", Minh);
        await AcceptAsync("2", Lan);
        (await Store.ClaimAsync(1, 10, Now, Ct)).Single().Lane.Should().Be(Minh);
    }

    [Fact]
    public async Task Claim_OfAProcessThatIsGone_IsFreeAndItsCommitRefused()
    {
        await AcceptAsync("1");
        var old = await ClaimOneAsync();
        Store = await Fixture.KillAndOpenAsync();
        var current = await ClaimOneAsync();
        var late = await Store.CommitAsync(new StoreCommit { Office = Office, Claim = old, MailDone = ["1"], LaneState = "\"old\"", Writes = [Put("1")] }, Ct);
        late.Status.Should().Be(CommitStatus.ClaimLost);
        await Store.ReleaseAsync(old, Ct);
        await Store.FailMailAsync(old, "1", "late", null, Ct);
        (await Store.ClaimAsync(1, 1, Now, Ct)).Should().BeEmpty();
        (await Store.GetAsync(Office, "case", "1", Ct)).Should().BeNull();
        (await Store.CommitAsync(new StoreCommit { Office = Office, Claim = current, MailDone = ["1"] }, Ct)).Done.Should().BeTrue();
    }

    [Fact]
    public async Task Commit_AfterRelease_IsRefused()
    {
        await AcceptAsync("1");
        var claim = await ClaimOneAsync();
        await Store.ReleaseAsync(claim, Ct);
        (await Store.CommitAsync(new StoreCommit { Office = Office, Claim = claim, MailDone = ["1"] }, Ct)).Status.Should().Be(CommitStatus.ClaimLost);
        (await WaitingAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Release_Twice_DoesNotFreeTheNextClaim()
    {
        await AcceptAsync("1");
        var first = await ClaimOneAsync();
        await Store.ReleaseAsync(first, Ct);
        await ClaimOneAsync();
        await Store.ReleaseAsync(first, Ct);
        (await Store.ClaimAsync(1, 1, Now, Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task FailMail_WithATime_HoldsUpItsLaneUntilThenAndNoOther()
    {
        await Store.AcceptAsync([Mail("1"), Mail("2"), Mail("3", Minh)], Ct);
        var claims = await Store.ClaimAsync(10, 10, Now, Ct);
        await Store.FailMailAsync(claims.Single(claim => claim.Lane == Lan), "1", "no", Now.AddMinutes(1), Ct);
        foreach (var claim in claims)
            await Store.ReleaseAsync(claim, Ct);

        (await WaitingAsync()).Select(lane => lane.Lane).Should().Equal(Minh);
        (await WaitingAsync(Now.AddMinutes(1).AddMilliseconds(-1))).Select(lane => lane.Lane).Should().Equal(Minh);
        Store = await Fixture.KillAndOpenAsync();
        (await WaitingAsync()).Select(lane => lane.Lane).Should().Equal(Minh);
        var again = (await Store.ClaimAsync(10, 10, Now.AddMinutes(1), Ct)).Single(claim => claim.Lane == Lan);
        again.Mail.Select(mail => (mail.Id, mail.Failures)).Should().Equal(("1", 1), ("2", 0));
    }

    [Fact]
    public async Task FailMail_InTheMiddle_LetsWhatIsBeforeItGo()
    {
        await Store.AcceptAsync([Mail("1"), Mail("2"), Mail("3")], Ct);
        var claim = await ClaimOneAsync();
        await Store.FailMailAsync(claim, "2", "no", Now.AddMinutes(1), Ct);
        await Store.ReleaseAsync(claim, Ct);
        (await WaitingAsync()).Single().Mail.Should().Equal("1");
    }

    [Fact]
    public async Task FailMail_WithoutATime_MakesADeadLetterAndTheLaneGoesOn()
    {
        await Store.AcceptAsync([Mail("1"), Mail("2")], Ct);
        var claim = await ClaimOneAsync();
        await Store.FailMailAsync(claim, "1", "never", null, Ct);
        await Store.ReleaseAsync(claim, Ct);
        (await WaitingAsync()).Single().Mail.Should().Equal("2");
        (await Store.FiguresAsync(Ct)).DeadLetters.Should().Be(1);
        (await AcceptAsync("1")).Should().BeFalse();
    }

    [Fact]
    public async Task DeadLetters_OfAnOffice_AreListedWithTheirWordsPageByPage()
    {
        await Store.AcceptAsync([Mail("1", body: "một"), Mail("2", body: "hai"), Mail("3", Minh, "ba"), Mail("x", office: Other)], Ct);
        var accepted = Now;
        Time.Advance(TimeSpan.FromMinutes(5));
        await FailAllAsync("never");
        Store = await Fixture.KillAndOpenAsync();

        var first = await Store.ListDeadLettersAsync(Office, 0, 2, Ct);
        var second = await Store.ListDeadLettersAsync(Office, first[^1].Number, 2, Ct);

        first.Concat(second).Select(letter => (letter.Id, letter.Lane, letter.Body)).Should().Equal(("1", Lan, "một"), ("2", Lan, "hai"), ("3", Minh, "ba"));
        first[0].Should().BeEquivalentTo(new { Reason = "never", Failures = 1, AcceptedAt = accepted, At = Now });
        (await Store.ListDeadLettersAsync(Other, 0, 2, Ct)).Should().ContainSingle().Which.Id.Should().Be("x");
    }

    [Fact]
    public async Task ReplayDeadLetter_IsMailAgainAtTheEndOfItsLaneAsIfItHadNeverFailed()
    {
        await Store.AcceptAsync([Mail("1", body: "một"), Mail("2")], Ct);
        await FailAllAsync("never");
        await AcceptAsync("3");
        var letters = await Store.ListDeadLettersAsync(Office, 0, 10, Ct);
        Time.Advance(TimeSpan.FromDays(30));
        while (await Store.PurgeAsync(Now, 100, Ct) > 0)
        {
            // The ids of the dead letters are forgotten.
        }

        (await Store.ReplayDeadLetterAsync(Other, letters[0].Number, Ct)).Should().BeFalse();
        (await Store.ReplayDeadLetterAsync(Office, letters[0].Number, Ct)).Should().BeTrue();
        (await Store.ReplayDeadLetterAsync(Office, letters[0].Number, Ct)).Should().BeFalse("it is mail again");
        (await AcceptAsync("1")).Should().BeFalse("it waits");
        Store = await Fixture.KillAndOpenAsync();
        var claim = await ClaimOneAsync();
        claim.Mail.Select(mail => (mail.Id, mail.Failures)).Should().Equal(("3", 0), ("1", 0));
        claim.Mail[1].Should().BeEquivalentTo(new { Body = "một", letters[0].AcceptedAt });
        (await Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { DeadLetters = 1, MailWaiting = 2 });
        var backup = Fixture.NewFileName();
        await Store.BackupAsync(backup, Ct);
        File.Exists(backup).Should().BeTrue("the data is whole");
    }

    private async Task FailAllAsync(string reason)
    {
        foreach (var claim in await Store.ClaimAsync(256, 100, Now, Ct))
        {
            foreach (var mail in claim.Mail)
                await Store.FailMailAsync(claim, mail.Id, reason, null, Ct);
            await Store.ReleaseAsync(claim, Ct);
        }
    }

    [Fact]
    public async Task WorkArrived_NewMail_IsToldAndAThrowingListenerSpoilsNothing()
    {
        var told = new List<StoreWork>();
        Store.WorkArrived += work =>
        {
            told.Add(work);
            throw new InvalidOperationException("listener");
        };
        (await AcceptAsync("1")).Should().BeTrue();
        (await AcceptAsync("1")).Should().BeFalse();
        told.Should().Equal(StoreWork.Mail);
    }

    [Theory]
    [InlineData("", "tg:lan", "office")]
    [InlineData("mã", "tg:lan", "office")]
    [InlineData("a\u0001b", "tg:lan", "office")]
    [InlineData("1", "lan", "office")]
    [InlineData("1", "tg:lan", "")]
    [InlineData("1", "tg:lan", "../x")]
    public async Task Accept_IdsThatCannotBeKeys_AreRefusedBeforeAnythingIsDone(string id, string lane, string office)
    {
        var accept = () => Store.AcceptAsync([Mail("good"), Mail(id, new LaneId(lane), office: new OfficeId(office))], Ct);
        await accept.Should().ThrowAsync<ArgumentException>();
        (await AcceptAsync("good")).Should().BeTrue();
    }
}
