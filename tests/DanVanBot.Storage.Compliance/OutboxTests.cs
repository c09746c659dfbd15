namespace DanVanBot.Storage.Compliance;

/// <summary>Messages out: what state follows from what, and which row of which lane goes next.</summary>
public abstract class OutboxTests : StoreTests
{
    [Fact]
    public async Task BeginSends_NewRow_IsSendingDurablyAndOfferedOnce()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1", body: "\"chào\"", policy: SendPolicy.Drop, urgency: SendUrgency.Reminder)]);
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Pending, 0, null, null));
        var item = await BeginOneAsync();
        item.Should().BeEquivalentTo(
            new { Office, Id = "1", Lane = Lan, Address = "address of tg:lan", Body = "\"chào\"", Policy = SendPolicy.Drop, Urgency = SendUrgency.Reminder, Attempt = 1, EditsMessageId = (string?)null });
        (await BeginAsync()).Should().BeEmpty();
        Store = await Fixture.KillAndOpenAsync();
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Sending, 1, null, null));
        (await BeginAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task BeginSends_OtherChannel_GetsNothing()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1")]);
        (await Store.BeginSendsAsync("t", Now, 10, NoneRests, Ct)).Should().BeEmpty();
        (await Store.BeginSendsAsync("tg2", Now, 10, NoneRests, Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task CompleteSend_Sent_EndsTheRowWithItsMessageId()
    {
        await SendAsync(new SendOutcome.Sent("m1"));
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Sent, 1, "m1", null));
        (await BeginAsync(now: Now.AddYears(1))).Should().BeEmpty();
    }

    [Fact]
    public async Task CompleteSend_RetryAt_IsOfferedThenWithTheNextAttempt()
    {
        await SendAsync(new SendOutcome.RetryAt(Now.AddSeconds(5), "429"));
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Pending, 1, null, "429"));
        (await BeginAsync(now: Now.AddSeconds(5).AddMilliseconds(-1))).Should().BeEmpty();
        Store = await Fixture.KillAndOpenAsync();
        (await BeginAsync()).Should().BeEmpty();
        (await BeginOneAsync(Now.AddSeconds(5))).Attempt.Should().Be(2);
    }

    [Theory]
    [InlineData(SendPolicy.Repeat, OutboxState.Pending)]
    [InlineData(SendPolicy.Drop, OutboxState.Dropped)]
    public async Task CompleteSend_Unknown_FollowsThePolicy(SendPolicy policy, OutboxState state)
    {
        await SendAsync(new SendOutcome.Unknown(Now.AddSeconds(3), "timeout"), policy);
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(state, 1, null, "timeout"));
        (await BeginAsync(now: Now.AddSeconds(2))).Should().BeEmpty();
        (await BeginAsync(now: Now.AddSeconds(3))).Should().HaveCount(policy == SendPolicy.Repeat ? 1 : 0);
    }

    [Fact]
    public async Task CompleteSend_Rejected_EndsTheRowAndTheLaneGoesOn()
    {
        await SendAsync(new SendOutcome.Rejected("too long"), SendPolicy.Repeat, Message("2"));
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Rejected, 1, null, "too long"));
        (await BeginOneAsync()).Id.Should().Be("2");
    }

    [Fact]
    public async Task CompleteSend_Unreachable_EndsAllThatWaitsInTheLaneAndTellsIt()
    {
        await SendAsync(
            new SendOutcome.Unreachable("blocked"), SendPolicy.Repeat, Message("2"), Message("tomorrow", notBefore: Now.AddDays(1)), Message("minh", Minh), Message("zalo", new LaneId("zalo:lan")));
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Unreachable, 1, null, "blocked"));
        (await StateAsync("2")).Should().Be(OutboxState.Unreachable);
        (await StateAsync("tomorrow")).Should().Be(OutboxState.Unreachable);
        (await StateAsync("minh")).Should().Be(OutboxState.Sending);
        (await StateAsync("zalo")).Should().Be(OutboxState.Pending);
        (await WaitingAsync()).Should().ContainSingle().Which.Mail.Should().Equal("told of 1");
        await CommitAsync(outbox: [Message("later")]);
        (await BeginOneAsync()).Id.Should().Be("later");
    }

    [Fact]
    public async Task CompleteSend_Moved_KeepsTheAddressAndOffersTheRowAtOnce()
    {
        await SendAsync(new SendOutcome.Moved("new address"));
        var again = await BeginOneAsync();
        again.Should().BeEquivalentTo(new { Id = "1", Address = "new address", Attempt = 2, Lane = Lan });
        Store = await Fixture.KillAndOpenAsync();
        (await ClaimOneAsync()).Address.Should().Be("new address");
    }

    [Fact]
    public async Task CompleteSend_LateOutcomeOfAnEarlierAttempt_ChangesNothing()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1")]);
        var first = await BeginOneAsync();
        await CompleteAsync(first, new SendOutcome.RetryAt(Now, "again"));
        await CompleteAsync(first, new SendOutcome.Sent("late"), Mail("late"));
        (await StateAsync("1")).Should().Be(OutboxState.Pending);
        var second = await BeginOneAsync();
        await CompleteAsync(first, new SendOutcome.Rejected("late"), Mail("late"));
        (await StateAsync("1")).Should().Be(OutboxState.Sending);
        await CompleteAsync(second, new SendOutcome.Sent("m1"));
        await CompleteAsync(second, new SendOutcome.Sent("m2"));
        await CompleteAsync(first, new SendOutcome.Unreachable("late"), Mail("late"));
        (await Store.GetOutboxAsync(Office, "1", Ct)).Should().Be(new OutboxStatus(OutboxState.Sent, 2, "m1", null));
        (await WaitingAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task CompleteSend_OfAProcessThatIsGone_ChangesNothing()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1")]);
        var old = await BeginOneAsync();
        Store = await Fixture.KillAndOpenAsync();
        await CompleteAsync(old, new SendOutcome.Sent("late"));
        (await StateAsync("1")).Should().Be(OutboxState.Sending);
        (await Store.RecoverSendsAsync("tg", Now, Ct)).Should().Be(1);
        (await BeginOneAsync()).Attempt.Should().Be(2);
    }

    [Fact]
    public async Task RecoverSends_RowsOfAProcessThatIsGone_FollowTheirPolicy()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(outbox: [Message("repeat"), Message("drop", Minh, policy: SendPolicy.Drop), Message("after drop", Minh)]);
        (await BeginAsync()).Should().HaveCount(2);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.RecoverSendsAsync("zalo", Now, Ct)).Should().Be(0);
        (await Store.RecoverSendsAsync("tg", Now, Ct)).Should().Be(2);
        (await Store.RecoverSendsAsync("tg", Now, Ct)).Should().Be(0);
        (await StateAsync("drop")).Should().Be(OutboxState.Dropped);
        (await BeginAsync()).Select(item => (item.Id, item.Attempt)).Should().BeEquivalentTo([("repeat", 2), ("after drop", 1)]);
    }

    [Fact]
    public async Task BeginSends_Lane_GivesItsHeadOnlyAndInOrder()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1"), Message("2")]);
        await CommitAsync(outbox: [Message("3")]);
        foreach (var id in new[] { "1", "2", "3" })
        {
            var item = await BeginOneAsync();
            item.Id.Should().Be(id);
            (await BeginAsync()).Should().BeEmpty();
            await CompleteAsync(item, new SendOutcome.RetryAt(Now.AddMinutes(1), "wait"));
            (await BeginAsync()).Should().BeEmpty("a row that is tried again is not overtaken");
            Time.Advance(TimeSpan.FromMinutes(1));
            await CompleteAsync(await BeginOneAsync(), new SendOutcome.Sent(null));
        }
    }

    [Fact]
    public async Task BeginSends_RowWhoseTimeHasNotCome_HoldsUpNobody()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("morning", urgency: SendUrgency.Reminder, notBefore: Now.AddHours(8))]);
        (await BeginAsync()).Should().BeEmpty();
        await CommitAsync(outbox: [Message("answer")]);
        await CompleteAsync(await BeginOneAsync(), new SendOutcome.Sent(null));
        (await StateAsync("answer")).Should().Be(OutboxState.Sent);
        (await BeginAsync()).Should().BeEmpty();
        await CommitAsync(outbox: [Message("answer of the morning", notBefore: Now.AddHours(8))]);
        Store = await Fixture.KillAndOpenAsync();
        Time.Advance(TimeSpan.FromHours(8));
        (await BeginOneAsync()).Id.Should().Be("morning");
    }

    [Fact]
    public async Task BeginSends_RepliesBeforeReminders_OldestFirst()
    {
        LaneId[] lanes = [.. Enumerable.Range(0, 6).Select(i => new LaneId($"tg:{i}"))];
        await KnowAsync(lanes);
        for (var i = 0; i < 6; i++)
            await CommitAsync(outbox: [Message($"{i}", lanes[i], urgency: i % 2 == 0 ? SendUrgency.Reminder : SendUrgency.Reply)]);
        await CommitAsync(outbox: [Message("answer behind 4", lanes[4])]);
        (await BeginAsync(2)).Select(item => item.Id).Should().Equal("1", "3");
        (await BeginAsync()).Select(item => item.Id).Should().Equal("4", "5", "0", "2");
    }

    [Fact]
    public async Task BeginSends_RestingLanes_AreLeftOutAndTakeNoPlace()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(outbox: [Message("1"), Message("2", Minh)]);
        (await BeginAsync(1, resting: Lan)).Select(item => item.Id).Should().Equal("2");
        (await BeginAsync(1, resting: Lan)).Should().BeEmpty();
        (await BeginAsync(1)).Select(item => item.Id).Should().Equal("1");
    }

    [Fact]
    public async Task BeginSends_ManyAtOnce_NeverGivesARowTwice()
    {
        LaneId[] lanes = [.. Enumerable.Range(0, 30).Select(i => new LaneId($"tg:{i}"))];
        await KnowAsync(lanes);
        await CommitAsync(outbox: [.. lanes.Select(lane => Message("to " + lane, lane))]);
        var items = (await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => BeginAsync(5))))).SelectMany(each => each).ToList();
        items.Select(item => item.Id).Should().OnlyHaveUniqueItems().And.HaveCount(30);
    }

    [Fact]
    public async Task BeginSends_LaneWithoutAnAddress_EndsItsRow()
    {
        await CommitAsync(outbox: [Message("1")]);
        (await BeginAsync()).Should().BeEmpty();
        (await StateAsync("1")).Should().Be(OutboxState.Unreachable);
    }

    [Fact]
    public async Task Commit_MessageToASystemLane_IsRefused()
    {
        var commit = () => CommitAsync(outbox: [Message("1", LaneId.System("x"))]);
        await commit.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Edit_OfASentRow_NamesItsMessage()
    {
        await SendAsync(new SendOutcome.Sent("m1"));
        await CommitAsync(outbox: [Message("edit", edits: "1")]);
        var edit = await BeginOneAsync();
        edit.EditsMessageId.Should().Be("m1");
        await CompleteAsync(edit, new SendOutcome.Sent(null));
        await CommitAsync(outbox: [Message("edit of the edit", edits: "edit")]);
        (await BeginOneAsync()).EditsMessageId.Should().Be("m1");
    }

    [Fact]
    public async Task Edit_WrittenBeforeItsMessageIsSent_GoesAfterItWithItsId()
    {
        await KnowAsync(Lan);
        await CommitAsync(outbox: [Message("1", notBefore: Now.AddMinutes(5)), Message("edit", edits: "1")]);
        (await BeginAsync()).Should().BeEmpty("an edit does not overtake its message");
        Time.Advance(TimeSpan.FromMinutes(5));
        await CompleteAsync(await BeginOneAsync(), new SendOutcome.Sent("m1"));
        (await BeginOneAsync()).Should().BeEquivalentTo(new { Id = "edit", EditsMessageId = "m1" });
    }

    [Fact]
    public async Task Edit_OfAMessageThatWasNeverSent_IsDropped()
    {
        await SendAsync(new SendOutcome.Rejected("no"), SendPolicy.Repeat, Message("edit", edits: "1"), Message("edit of nothing", edits: "unknown"), Message("next"));
        (await BeginOneAsync()).Id.Should().Be("next");
        (await StateAsync("edit")).Should().Be(OutboxState.Dropped);
        (await StateAsync("edit of nothing")).Should().Be(OutboxState.Dropped);
    }

    [Fact]
    public async Task Edit_NewerOne_ReplacesTheOlderThatWaits()
    {
        await SendAsync(new SendOutcome.Sent("m1"), SendPolicy.Repeat, Message("other"));
        await CommitAsync(outbox: [Message("old edit", edits: "1")]);
        await CommitAsync(outbox: [Message("edit of other", edits: "other"), Message("new edit", edits: "1")]);
        (await StateAsync("old edit")).Should().Be(OutboxState.Dropped);
        await CompleteAsync(await BeginOneAsync(), new SendOutcome.Sent("m2"));
        await CompleteAsync(await BeginOneAsync(), new SendOutcome.Sent("m2"));
        (await BeginOneAsync()).Should().BeEquivalentTo(new { Id = "new edit", EditsMessageId = "m1" });
        (await StateAsync("edit of other")).Should().Be(OutboxState.Sent);
    }

    [Fact]
    public async Task Edit_NewerOneWhileTheOlderIsUnderWay_LetsTheOlderNotComeBack()
    {
        await SendAsync(new SendOutcome.Sent("m1"));
        await CommitAsync(outbox: [Message("old edit", edits: "1")]);
        var old = await BeginOneAsync();
        await CommitAsync(outbox: [Message("new edit", edits: "1")]);
        await CompleteAsync(old, new SendOutcome.RetryAt(Now, "429"));
        (await StateAsync("old edit")).Should().Be(OutboxState.Dropped);
        (await BeginOneAsync()).Id.Should().Be("new edit");
    }

    [Fact]
    public async Task GetOutbox_ThirtyDaysAfterTheEnd_IsKnownNoMoreAndWaitingRowsStay()
    {
        await SendAsync(new SendOutcome.Sent("m1"));
        await CommitAsync(outbox: [Message("waits", notBefore: Now.AddYears(1))]);
        Time.Advance(TimeSpan.FromDays(29));
        await PurgeAllAsync();
        (await StateAsync("1")).Should().Be(OutboxState.Sent);
        Time.Advance(TimeSpan.FromDays(2));
        await PurgeAllAsync();
        (await StateAsync("1")).Should().BeNull();
        (await StateAsync("waits")).Should().Be(OutboxState.Pending);
    }

    private async Task PurgeAllAsync()
    {
        while (await Store.PurgeAsync(Now, 3, Ct) > 0)
        {
        }
    }

    // Sends row 1 of Lan with this outcome; other rows are written with it, and all that may go with it is begun.
    private async Task SendAsync(SendOutcome outcome, SendPolicy policy = SendPolicy.Repeat, params NewOutbox[] others)
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(outbox: [Message("1", policy: policy), .. others]);
        var item = (await BeginAsync()).Single(each => each.Id == "1");
        await CompleteAsync(item, outcome, Mail("told of 1"));
        if (outcome is not SendOutcome.Unreachable and not SendOutcome.Moved)
            await DrainAsync(Lan);
    }
}
