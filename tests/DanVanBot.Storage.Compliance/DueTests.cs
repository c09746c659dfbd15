namespace DanVanBot.Storage.Compliance;

/// <summary>Timers and files to fetch.</summary>
public abstract class DueTests : StoreTests
{
    [Fact]
    public async Task FireTimers_Due_BecomesMailOnceWithADerivedId()
    {
        await AcceptAsync("hello", address: "123");
        await DrainAsync(Lan);
        var due = Now.AddHours(1);
        await CommitAsync(timers: [new NewTimer("wake", Lan, due, "\"dậy\"")]);
        (await Store.NextTimerAsync(Ct)).Should().Be(due);
        (await Store.FireTimersAsync(due.AddMilliseconds(-1), 10, Ct)).Should().Be(0);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.FireTimersAsync(due, 10, Ct)).Should().Be(1);
        (await Store.FireTimersAsync(due, 10, Ct)).Should().Be(0);
        (await Store.NextTimerAsync(Ct)).Should().BeNull();
        Store = await Fixture.KillAndOpenAsync();
        var claim = await ClaimOneAsync();
        claim.Address.Should().Be("123");
        claim.Mail.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = $"timer:wake:{due.ToUnixTimeMilliseconds()}", Body = "\"dậy\"", AcceptedAt = due });
    }

    [Fact]
    public async Task Commit_TimerWithAKnownId_IsReplaced()
    {
        await CommitAsync(timers: [new NewTimer("wake", Lan, Now.AddHours(1), "1")]);
        await CommitAsync(timers: [new NewTimer("wake", Minh, Now.AddHours(2), "2")]);
        (await Store.NextTimerAsync(Ct)).Should().Be(Now.AddHours(2));
        (await Store.FireTimersAsync(Now.AddHours(3), 10, Ct)).Should().Be(1);
        var claim = await ClaimOneAsync();
        claim.Lane.Should().Be(Minh);
        claim.Mail.Single().Body.Should().Be("2");
    }

    [Fact]
    public async Task Commit_TimerCancelled_DoesNotFireAndOneSetInTheSameCommitDoes()
    {
        await CommitAsync(timers: [new NewTimer("a", Lan, Now, "1"), new NewTimer("b", Lan, Now, "1")]);
        await CommitAsync(cancel: ["a", "b", "never"], timers: [new NewTimer("b", Lan, Now, "2")]);
        (await Store.FiguresAsync(Ct)).Timers.Should().Be(1);
        (await Store.FireTimersAsync(Now, 10, Ct)).Should().Be(1);
        (await ClaimOneAsync()).Mail.Single().Body.Should().Be("2");
    }

    [Fact]
    public async Task FireTimers_ManyDue_GoEarliestFirstInPortions()
    {
        int[] minutes = [5, 1, 4, 2, 3];
        await CommitAsync(timers: [.. minutes.Select(minute => new NewTimer($"{minute}", Lan, Now.AddMinutes(minute), $"{minute}"))]);
        (await Store.FireTimersAsync(Now.AddMinutes(4), 3, Ct)).Should().Be(3);
        (await Store.FireTimersAsync(Now.AddMinutes(4), 3, Ct)).Should().Be(1);
        (await ClaimOneAsync()).Mail.Select(mail => mail.Body).Should().Equal("1", "2", "3", "4");
        (await Store.NextTimerAsync(Ct)).Should().Be(Now.AddMinutes(5));
    }

    [Fact]
    public async Task FireTimers_ManyAtOnce_FireEachOnce()
    {
        await CommitAsync(timers: [.. Enumerable.Range(0, 40).Select(i => new NewTimer($"{i}", Lan, Now, "{}"))]);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.FireTimersAsync(Now, 7, Ct))))).Sum().Should().Be(40);
        (await ClaimOneAsync()).Mail.Should().HaveCount(40);
    }

    [Fact]
    public async Task Fetch_New_IsOfferedOnceUntilItsAttemptEnds()
    {
        await CommitAsync(fetches: [new NewFetch("1", Lan, "ref 1"), new NewFetch("2", Lan, "ref 2")]);
        var items = await Store.BeginFetchesAsync("tg", Now, 10, Ct);
        items.Should().BeEquivalentTo([new { Office, Id = "1", Lane = Lan, FileRef = "ref 1", Attempt = 1 }, new { Office, Id = "2", Lane = Lan, FileRef = "ref 2", Attempt = 1 }]);
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Should().BeEmpty();
        (await Store.BeginFetchesAsync("zalo", Now, 10, Ct)).Should().BeEmpty();

        await Store.CompleteFetchAsync(items[0], Now.AddSeconds(5), [], Ct);
        await Store.CompleteFetchAsync(items[1], null, [Mail("fetched 2")], Ct);
        (await WaitingAsync()).Single().Mail.Should().Equal("fetched 2");
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Should().BeEmpty();
        Store = await Fixture.KillAndOpenAsync();
        (await Store.BeginFetchesAsync("tg", Now.AddSeconds(5), 10, Ct)).Single().Should().BeEquivalentTo(new { Id = "1", Attempt = 2 });
    }

    [Fact]
    public async Task CompleteFetch_Late_ChangesNothing()
    {
        await CommitAsync(fetches: [new NewFetch("1", Lan, "ref")]);
        var first = (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single();
        await Store.CompleteFetchAsync(first, Now, [], Ct);
        await Store.CompleteFetchAsync(first, null, [Mail("late")], Ct);
        var second = (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single();
        await Store.CompleteFetchAsync(first, null, [Mail("late")], Ct);
        await Store.CompleteFetchAsync(second, null, [Mail("done")], Ct);
        await Store.CompleteFetchAsync(second, Now, [Mail("late")], Ct);
        (await WaitingAsync()).Single().Mail.Should().Equal("done");
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task RecoverFetches_OfAProcessThatIsGone_AreOfferedAgain()
    {
        await CommitAsync(fetches: [new NewFetch("1", Lan, "ref")]);
        var old = (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single();
        Store = await Fixture.KillAndOpenAsync();
        await Store.CompleteFetchAsync(old, null, [Mail("late")], Ct);
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Should().BeEmpty();
        (await Store.RecoverFetchesAsync("zalo", Ct)).Should().Be(0);
        (await Store.RecoverFetchesAsync("tg", Ct)).Should().Be(1);
        (await Store.BeginFetchesAsync("tg", Now, 10, Ct)).Single().Attempt.Should().Be(2);
        (await WaitingAsync()).Should().BeEmpty();
    }
}
