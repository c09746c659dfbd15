using System.Text;

namespace DanVanBot.Storage.Compliance;

/// <summary>Figures, purging, and what lies on the disk.</summary>
public abstract class CareTests : StoreTests
{
    [Fact]
    public async Task Figures_OfEverything_AreCountedAndSurvive()
    {
        (await Store.FiguresAsync(Ct)).Should().Be(new StoreFigures(0, 0, 0, 0, 0, 0, 0, null));
        await KnowAsync(Lan, Minh);
        var oldest = Now;
        await Store.AcceptAsync([Mail("1"), Mail("dead", Minh)], Ct);
        Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync("2");
        var claims = await Store.ClaimAsync(10, 10, Now, Ct);
        await Store.FailMailAsync(claims.Single(claim => claim.Lane == Minh), "dead", "no", null, Ct);
        await CommitAsync(
            writes: [Put("1"), Put("2"), Put("3"), new RecordWrite.Delete("case", "2")],
            outbox: [Message("a"), Message("b"), Message("c", Minh)],
            timers: [new NewTimer("t", Lan, Now.AddDays(1), "{}")],
            fetches: [new NewFetch("f", Lan, "ref"), new NewFetch("g", Lan, "ref")]);
        await BeginAsync(1);
        await Store.BeginFetchesAsync("tg", Now, 1, Ct);
        var expected = new StoreFigures(MailWaiting: 2, OutboxWaiting: 2, OutboxSending: 1, FetchesWaiting: 2, Timers: 1, DeadLetters: 1, Records: 2, OldestMail: oldest);
        (await Store.FiguresAsync(Ct)).Should().Be(expected);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.FiguresAsync(Ct)).Should().Be(expected);
    }

    [Fact]
    public async Task Purge_DeadLettersAndEndedFetches_GoAfterTheirTimeInPortions()
    {
        await Store.AcceptAsync([Mail("1"), Mail("2"), Mail("3")], Ct);
        var claim = await ClaimOneAsync();
        foreach (var mail in claim.Mail)
            await Store.FailMailAsync(claim, mail.Id, "no", null, Ct);
        await CommitAsync(fetches: [new NewFetch("f", Lan, "ref")]);
        await Store.CompleteFetchAsync((await Store.BeginFetchesAsync("tg", Now, 1, Ct)).Single(), null, [], Ct);

        Time.Advance(TimeSpan.FromDays(31));
        (await Store.PurgeAsync(Now, 100, Ct)).Should().Be(4, "three ids and one fetch");
        await CommitAsync(fetches: [new NewFetch("f", Lan, "ref")]);
        (await Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { FetchesWaiting = 1, DeadLetters = 3 });
        Time.Advance(TimeSpan.FromDays(60));
        (await Store.PurgeAsync(Now, 2, Ct)).Should().Be(2);
        (await Store.PurgeAsync(Now, 2, Ct)).Should().Be(1);
        (await Store.PurgeAsync(Now, 2, Ct)).Should().Be(0);
        (await Store.FiguresAsync(Ct)).DeadLetters.Should().Be(0);
    }

    [Fact]
    public async Task Purge_RecordsTimersAndWaitingRows_AreNeverTouched()
    {
        await KnowAsync(Lan);
        await AcceptAsync("1");
        await CommitAsync(writes: [Put("1", "{}", new IndexKey("k", "v"))], outbox: [Message("m")], timers: [new NewTimer("t", Lan, Now.AddYears(9), "{}")], fetches: [new NewFetch("f", Lan, "r")]);
        var before = await Store.FiguresAsync(Ct);
        Time.Advance(TimeSpan.FromDays(1000));
        while (await Store.PurgeAsync(Now, 1000, Ct) > 0)
        {
        }

        (await Store.FiguresAsync(Ct)).Should().Be(before);
        (await Store.SerialAsync(Office, "PA", "x", Ct)).Should().Be(1);
    }

    [Fact]
    public async Task AtRest_SentencesPutInByEveryDoor_AreNowhereReadable()
    {
        await FillByEveryDoorAsync();
        SearchEverything();
        Store = await Fixture.OpenAsync();
        SearchEverything();
        await Store.BackupAsync(Fixture.NewFileName(), Ct);
        SearchEverything();
    }

    [Fact]
    public async Task Methods_AfterDispose_SayUnavailable()
    {
        await Store.DisposeAsync();
        await ((Func<Task>)(() => AcceptAsync("1"))).Should().ThrowAsync<StoreUnavailableException>();
        await ((Func<Task>)(() => Store.FiguresAsync(Ct))).Should().ThrowAsync<StoreUnavailableException>();
        await ((Func<Task>)(() => Store.GetAsync(Office, "case", "1", Ct))).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task Methods_CancelledBefore_DoNothing()
    {
        await AcceptAsync("1");
        var cancelled = new CancellationToken(canceled: true);
        await ((Func<Task>)(() => Store.ClaimAsync(1, 1, Now, cancelled))).Should().ThrowAsync<OperationCanceledException>();
        await ((Func<Task>)(() => Store.AcceptAsync([Mail("2")], cancelled))).Should().ThrowAsync<OperationCanceledException>();
        (await ClaimOneAsync()).Mail.Should().ContainSingle();
    }

    private static string Say(string door) => $"Câu nói riêng của bà Lan qua cửa {door}";

    private async Task FillByEveryDoorAsync()
    {
        await Store.AcceptAsync([Mail("1", body: Say("thư"), address: Say("địa chỉ")), Mail("2", Minh, Say("thư chết"), Say("địa chỉ hai"))], Ct);
        var claims = await Store.ClaimAsync(10, 10, Now, Ct);
        await Store.FailMailAsync(claims.Single(claim => claim.Lane == Minh), "2", Say("lý do thư chết"), null, Ct);
        (await Store.CommitAsync(
            new StoreCommit
            {
                Office = Office,
                Claim = claims.Single(claim => claim.Lane == Lan),
                LaneState = Say("trạng thái"),
                Writes = [Put("1", Say("hồ sơ")), Put("2", Say("hồ sơ đã xóa")), new RecordWrite.Delete("case", "2")],
                Outbox = [Message("m", body: Say("tin gửi")), Message("n", body: Say("tin chờ")), Message("o", Minh, Say("tin khác"))],
                Timers = [new NewTimer("t", Lan, Now, Say("hẹn giờ")), new NewTimer("u", Lan, Now.AddDays(1), Say("hẹn giờ sau"))],
                Fetches = [new NewFetch("f", Lan, Say("tệp"))],
            },
            Ct)).Done.Should().BeTrue();
        await Store.PutAttachmentAsync(Office, Encoding.UTF8.GetBytes(Say("ảnh")), Ct);
        var items = await BeginAsync();
        await CompleteAsync(items.Single(item => item.Id == "m"), new SendOutcome.Rejected(Say("lý do")), Mail("3", body: Say("thư báo")));
        await CompleteAsync(items.Single(item => item.Id == "o"), new SendOutcome.Moved(Say("địa chỉ mới")));
        await Store.FireTimersAsync(Now, 10, Ct);
        (await ClaimAllBodiesAsync()).Should().Contain(Say("hẹn giờ"));
    }

    private async Task<List<string>> ClaimAllBodiesAsync()
    {
        Store = await Fixture.KillAndOpenAsync();
        return [.. (await Store.ClaimAsync(10, 10, Now, Ct)).SelectMany(claim => claim.Mail).Select(mail => mail.Body)];
    }

    private void SearchEverything()
    {
        byte[][] needles = [.. new[] { "riêng của bà", "của bà Lan" }.SelectMany(text => new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })];
        var searched = 0;
        foreach (var (name, content) in Fixture.EverythingAtRest())
        {
            searched++;
            needles.Any(needle => content.AsSpan().IndexOf(needle) >= 0).Should().BeFalse(name);
        }

        searched.Should().BeGreaterThan(1);
    }
}
