using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Hosting;

namespace DanVanBot.Tests.Bot;

/// <summary>A step that throws: the person is told at once that the message is kept, the chat goes on within a minute, and an operator can have it handled later.</summary>
public sealed class PoisonTests
{
    private const string Question = "công văn nào nói về báo cáo dân vận 6 tháng";
    private const string Kept = "Tin đã được giữ lại";
    private const string Aside = "người phụ trách kỹ thuật";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_ThatThrowsOnce_SaysThatTheMessageIsKeptAndAnswersASecondLater()
    {
        await using var rig = await BotRig.StartAsync();
        var mend = Break(rig);
        (await rig.SayAsync("an", Question)).Should().ContainSingle().Which.Text.Should().Contain(Kept).And.NotContain("!");
        mend();
        var before = rig.Channel.To("an").Count;
        await rig.PassAsync(TimeSpan.FromSeconds(1));
        rig.Channel.To("an").Skip(before).Should().NotBeEmpty().And.NotContain(m => m.Text.Contains(Kept) || m.Text.Contains(Aside));
        (await rig.Site.Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { DeadLetters = 0, MailWaiting = 0 });
    }

    [Fact]
    public async Task Step_ThatAlwaysThrows_HoldsUpItsChatForLessThanAMinuteAndNoOther()
    {
        await using var rig = await BotRig.StartAsync();
        Break(rig);
        await rig.SayAsync("an", Question);
        await rig.SayAsync("an", "/trogiup");
        await rig.SayAsync("an", "/dulieu");
        (await rig.SayAsync("binh", "/trogiup")).Should().NotBeEmpty();
        rig.Channel.To("an").Should().ContainSingle("what came later waits its turn");
        foreach (var seconds in new[] { 1, 5, 30 })
            await rig.PassAsync(TimeSpan.FromSeconds(seconds));

        var said = rig.Channel.To("an").Select(m => m.Text).ToList();
        said.Count(t => t.Contains(Kept)).Should().Be(1);
        said.Count(t => t.Contains(Aside)).Should().Be(1);
        said.FindIndex(t => t.Contains(Aside)).Should().BeLessThan(said.FindIndex(t => t.Contains("/hoi")), "order is kept");
        said[^1].Should().NotContain(Aside);
        (await rig.Site.Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { DeadLetters = 1, MailWaiting = 0 });
    }

    [Fact]
    public async Task DeadLetter_ReplayedWhenTheCauseIsGone_IsAnswered()
    {
        await using var rig = await BotRig.StartAsync();
        var mend = Break(rig);
        await rig.SayAsync("an", Question);
        for (var i = 0; i < 4; i++)
            await rig.PassAsync(TimeSpan.FromSeconds(30));
        var letter = (await rig.Site.Store.ListDeadLettersAsync(rig.Site.Office, 0, 10, Ct)).Should().ContainSingle().Subject;
        Inbound.Parse(letter.Body!).Should().BeOfType<Inbound.Said>().Which.Text.Should().Be(Question);
        letter.Should().BeEquivalentTo(new { Reason = "ArgumentNullException", Failures = 4 });

        mend();
        var before = rig.Channel.To("an").Count;
        (await rig.Site.Store.ReplayDeadLetterAsync(rig.Site.Office, letter.Number, Ct)).Should().BeTrue();
        await rig.SettleAsync();
        rig.Channel.To("an").Skip(before).Should().NotBeEmpty();
        (await rig.Site.Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { DeadLetters = 0, MailWaiting = 0 });
    }

    [Fact]
    public async Task DeadLetter_OfAPhoto_KeepsItsContentForTheReplay()
    {
        await using var rig = await BotRig.StartAsync();
        var name = await rig.Site.Store.PutAttachmentAsync(rig.Site.Office, new byte[] { 1, 2, 3 }, Ct);
        await rig.Site.Store.AcceptAsync(
            [new NewMail(rig.Site.Office, new LaneId("web:x"), "m", new Inbound.Fetched("f", name, 3, null).ToJson(), rig.Time.GetUtcNow(), "x")], Ct);
        var claim = (await rig.Site.Store.ClaimAsync(1, 1, rig.Time.GetUtcNow(), Ct))[0];
        await rig.Site.Store.FailMailAsync(claim, "m", "x", null, Ct);
        await rig.Site.Store.ReleaseAsync(claim, Ct);
        rig.Time.Advance(TimeSpan.FromDays(30));
        (await new FileSweep(rig.Site).StepAsync(Ct)).Should().BeFalse();
        (await rig.Site.Store.GetAttachmentAsync(rig.Site.Office, name, Ct)).Should().NotBeNull();
    }

    // Every question throws from here on; nothing else does.
    private static Action Break(BotRig rig)
    {
        var corpus = rig.Site.World.Current.Corpus;
        rig.Site.World.Change(w => w with { Corpus = null! });
        return () => rig.Site.World.Change(w => w with { Corpus = corpus });
    }
}
