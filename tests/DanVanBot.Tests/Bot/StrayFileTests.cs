using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Hosting;
using DanVanBot.WebChat;
using Microsoft.Extensions.Options;

namespace DanVanBot.Tests.Bot;

/// <summary>Files that belong to nothing go after their time; nothing that a record, an open dialog or a message on its way names ever does.</summary>
public sealed class StrayFileTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Photo_SentOutsideADialog_IsGoneAfterADayAndNotBefore()
    {
        await using var rig = await BotRig.StartAsync();
        await PhotoAsync(rig, "p");
        await PassAsync(rig, TimeSpan.FromHours(23));
        (await ContentAsync(rig)).Should().ContainSingle();
        await PassAsync(rig, TimeSpan.FromHours(9));
        (await ContentAsync(rig)).Should().BeEmpty();
        (await rig.Site.Store.ListAsync(new RecordQuery(rig.Site.Office, "file"), Ct)).Records.Should().BeEmpty();
    }

    [Fact]
    public async Task Photo_OfACancelledPetition_IsGone()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await PhotoAsync(rig, "p");
        await rig.SayAsync("an", "/huy");
        await PassAsync(rig, 2 * Day);
        (await ContentAsync(rig)).Should().BeEmpty();
    }

    [Fact]
    public async Task Photo_OfAKeptPetition_StaysForGood()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await PhotoAsync(rig, "p");
        await SubmitAsync(rig);
        for (var i = 0; i < 40; i++)
            await PassAsync(rig, Day);
        (await ContentAsync(rig)).Should().ContainSingle();
    }

    [Fact]
    public async Task Photo_AddedToAPetitionLater_StaysForGood()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await rig.SayAsync("an", "bỏ qua");
        await rig.SayAsync("an", "bỏ qua");
        await rig.PressAsync("an", "Gửi phản ánh");
        await rig.PressAsync("an", "Bổ sung");
        await rig.GiveAsync("an", new Inbound.Sent(AttachmentKind.Photo, "p", null, 10, "nắp cống vẫn hở", null));
        (await rig.PressAsync("an", "Gửi bổ sung"))[^1].Text.Should().Contain("Đã ghi bổ sung");
        await PassAsync(rig, 3 * Day);
        await PassAsync(rig, 3 * Day);
        (await ContentAsync(rig)).Should().ContainSingle();
    }

    [Fact]
    public async Task File_OfAReport_StaysForGood()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("bt", "secretary");
        await rig.SayAsync("bt", "/baocao");
        foreach (var answer in (string[])["1", "2", "5", "vận động 12 hộ hiến đất mở đường", "bỏ qua", "đề nghị hỗ trợ loa lưu động"])
            await rig.SayAsync("bt", answer);
        await rig.GiveAsync("bt", new Inbound.Sent(AttachmentKind.Document, "bao-cao", "bao-cao.pdf", 10, null, null));
        (await rig.PressAsync("bt", "Nộp báo cáo"))[^1].Text.Should().Contain("mã biên nhận");
        (await rig.Site.Store.ListAsync(new RecordQuery(rig.Site.Office, "submission"), Ct)).Records.Should().ContainSingle();
        for (var i = 0; i < 10; i++)
            await PassAsync(rig, Day);
        (await ContentAsync(rig)).Should().ContainSingle();
    }

    [Fact]
    public async Task Photo_OfAnOpenDraft_StaysAsLongAsTheDraft()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await PhotoAsync(rig, "p");
        for (var i = 0; i < 10; i++)
            await PassAsync(rig, Day);
        (await ContentAsync(rig)).Should().ContainSingle();
        await rig.RestartAsync();
        await SubmitAsync(rig);
        await PassAsync(rig, 3 * Day);
        (await ContentAsync(rig)).Should().ContainSingle();
    }

    [Fact]
    public async Task Photo_ThatTwoPeopleSent_StaysForTheOneWhoKeepsIt()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await PhotoAsync(rig, "same");
        await SubmitAsync(rig);
        await PhotoAsync(rig, "same", "binh");
        await PassAsync(rig, 3 * Day);
        (await ContentAsync(rig)).Should().ContainSingle();
        (await rig.Site.Store.ListAsync(new RecordQuery(rig.Site.Office, "file"), Ct)).Records.Should().ContainSingle();
    }

    [Fact]
    public async Task Upload_WhoseMessageWasNeverWritten_IsGoneAfterADay()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.Site.Store.PutAttachmentAsync(rig.Site.Office, new byte[] { 1, 2, 3 }, Ct);
        await PassAsync(rig, TimeSpan.FromHours(23));
        (await ContentAsync(rig)).Should().ContainSingle();
        await rig.RestartAsync();
        await PassAsync(rig, TimeSpan.FromHours(8));
        (await ContentAsync(rig)).Should().BeEmpty();
    }

    [Fact]
    public async Task Upload_InAWebLog_StaysUntilTheLogIsPurged()
    {
        await using var rig = await BotRig.StartAsync();
        var log = new WebLog(rig.Site.Store, rig.Site.Sealer, rig.Time, Options.Create(new WebChatOptions()));
        var name = await rig.Site.Store.PutAttachmentAsync(rig.Site.Office, new byte[] { 1, 2, 3 }, Ct);
        await log.AppendAsync(log.LaneOf("an"), "1", new LogEntry { At = rig.Time.GetUtcNow(), Files = [new LogFile(name, "a.jpg", "image/jpeg", 3)] }, Ct);
        await PassAsync(rig, 60 * Day);
        (await ContentAsync(rig)).Should().ContainSingle();
        rig.Time.Advance(32 * Day);
        (await log.PurgeAsync(rig.Time.GetUtcNow(), 100, Ct)).Should().Be(1);
        await PassAsync(rig, Day);
        (await ContentAsync(rig)).Should().BeEmpty();
    }

    [Fact]
    public async Task Attachment_NamedByMailThatStillWaits_Stays()
    {
        await using var rig = await BotRig.StartAsync();
        var name = await rig.Site.Store.PutAttachmentAsync(rig.Site.Office, new byte[] { 1, 2, 3 }, Ct);
        await rig.Site.Store.AcceptAsync(
            [new NewMail(rig.Site.Office, new LaneId("web:x"), "m", new Inbound.Fetched("f", name, 3, null).ToJson(), rig.Time.GetUtcNow(), "x")], Ct);
        rig.Time.Advance(5 * Day);
        await SweepAsync(rig);
        (await ContentAsync(rig)).Should().ContainSingle("nobody has handled the mail yet");
    }

    [Fact]
    public async Task Photo_InAMessageThatStillWaits_StaysUntilItHasGone()
    {
        await using var rig = await BotRig.StartAsync();
        await PhotoAsync(rig, "p");
        var file = StoredFile.Records.Read((await rig.Site.Store.ListAsync(new RecordQuery(rig.Site.Office, "file"), Ct)).Records[0]);
        var lane = rig.Site.Sealer.LaneOf(rig.Site.Office, new Door(RigChannel.Name, "an"));
        await rig.Site.Store.AcceptAsync([new NewMail(rig.Site.Office, lane, "show", "{}", rig.Time.GetUtcNow())], Ct);
        var claim = (await rig.Site.Store.ClaimAsync(1, 1, rig.Time.GetUtcNow(), Ct))[0];
        var step = new StepContext
        {
            World = rig.Site.World.Current,
            View = new StepView(rig.Site.Store, rig.Site.Office),
            Sealer = rig.Site.Sealer,
            Lane = lane,
            MailId = "show",
            AcceptedAt = rig.Time.GetUtcNow(),
            Now = rig.Time.GetUtcNow(),
            Chat = ChatState.Parse(claim.State),
        };
        step.Say(new BotMessage("ảnh", [], [], AskFor.None, [file.Id]), notBefore: rig.Time.GetUtcNow() + 3 * Day);
        (await rig.Site.Store.CommitAsync(step.ToCommit(claim), Ct)).Done.Should().BeTrue();
        await rig.Site.Store.ReleaseAsync(claim, Ct);

        await PassAsync(rig, 2 * Day);
        (await ContentAsync(rig)).Should().ContainSingle("the message that shows it was not sent yet");
        await PassAsync(rig, 2 * Day);
        rig.Channel.To("an")[^1].Attachments.Should().Equal(file.Id);
        (await ContentAsync(rig)).Should().BeEmpty();
    }

    private static async Task ToThePhotosAsync(BotRig rig)
    {
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước");
        await rig.SayAsync("an", "tổ 5");
    }

    private static Task PhotoAsync(BotRig rig, string name, string who = "an") => rig.GiveAsync(who, new Inbound.Sent(AttachmentKind.Photo, name, null, 10, null, null));

    private static async Task SubmitAsync(BotRig rig)
    {
        await rig.SayAsync("an", "xong");
        await rig.SayAsync("an", "bỏ qua");
        (await rig.PressAsync("an", "Gửi phản ánh"))[^1].Text.Should().Contain("mã tra cứu");
    }

    private static async Task PassAsync(BotRig rig, TimeSpan time)
    {
        await rig.PassAsync(time);
        await SweepAsync(rig);
    }

    private static async Task SweepAsync(BotRig rig)
    {
        var sweep = new FileSweep(rig.Site);
        while (await sweep.StepAsync(Ct))
        {
            // Page by page.
        }
    }

    private static Task<IReadOnlyList<string>> ContentAsync(BotRig rig) =>
        rig.Site.Store.ListAttachmentsAsync(rig.Site.Office, rig.Time.GetUtcNow() + Day, null, 100, Ct);
}
