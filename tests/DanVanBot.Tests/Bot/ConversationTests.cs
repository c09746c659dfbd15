using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Directives.Reading;

namespace DanVanBot.Tests.Bot;

/// <summary>What the chat's step does around the dialogs.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Dialog_AfterDays_AsksAgainInsteadOfTakingAFewWordsAsAnswer()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        await rig.PassAsync(TimeSpan.FromDays(3));
        var said = await rig.SayAsync("an", "alo có ai ở đó");
        said[0].Text.Should().Contain("làm dở");
        said[^1].Text.Should().Contain("Xin kể rõ việc gì");
        (await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước"))[^1].Text.Should().Contain("Việc ở đâu");
        await rig.PassAsync(TimeSpan.FromDays(3));
        (await rig.SayAsync("an", "tra cứu"))[^1].Text.Should().NotContain("Việc ở đâu");
    }

    [Fact]
    public async Task Text_LikeAPetition_IsOfferedAsOneAndNothingIsTypedTwice()
    {
        await using var rig = await BotRig.StartAsync();
        var said = await rig.SayAsync("an", "đường trước nhà tôi ở tổ 4 ngập cả tháng, nhờ phường xử lý");
        said[^1].Text.Should().Contain("giống một phản ánh");
        await rig.PressAsync("an", "Gửi phản ánh");
        await rig.PressAsync("an", "Đồng ý");
        (await rig.SayAsync("an", "1"))[^1].Text.Should().Contain("Việc ở đâu", "the text is the content already");
    }

    [Fact]
    public async Task Album_OfFivePictures_IsAnsweredOnce()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước");
        await rig.SayAsync("an", "tổ 5");
        var before = rig.Channel.To("an").Count;
        for (var i = 0; i < 5; i++)
            await rig.GiveAsync("an", new Inbound.Sent(Dialogs.AttachmentKind.Photo, $"ref{i}", null, 10, null, "album-1"));
        rig.Channel.To("an").Count.Should().Be(before, "more pictures may come");
        await rig.PassAsync(TimeSpan.FromSeconds(2));
        rig.Channel.To("an").Skip(before).Should().ContainSingle().Which.Text.Should().ContainAny("5 tệp", "5 ảnh", "Cán bộ gọi lại số nào");
    }

    [Fact]
    public async Task Album_AnsweredBeforeItsWaitIsOver_IsToldBeforeTheNextQuestion()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        for (var i = 0; i < 2; i++)
            await rig.GiveAsync("an", new Inbound.Sent(Dialogs.AttachmentKind.Photo, $"ref{i}", null, 10, null, "album-1"));
        var said = await rig.SayAsync("an", "xong");
        said[0].Text.Should().Contain("2 tệp");
        said[^1].Text.Should().Contain("Cán bộ gọi lại số nào");
        var before = rig.Channel.To("an").Count;
        await rig.PassAsync(TimeSpan.FromSeconds(2));
        rig.Channel.To("an").Count.Should().Be(before);
    }

    [Fact]
    public async Task Answer_Quotation_IsMarkedWithItsMarksAndItsDash()
    {
        await using var rig = await BotRig.StartAsync();
        await ImportAsync(rig);
        var said = await rig.SayAsync("an", "các chi bộ phải làm gì năm 2026?");
        var answer = said[^1];
        answer.Text.Should().Contain("“").And.Contain("Nguồn: ");
        foreach (var quote in answer.Spans.Where(s => s.Kind == Dialogs.SpanKind.Quote))
        {
            // A channel sets it apart in lines of its own: a mark outside would stand there alone.
            (quote.Offset == 0 || answer.Text[quote.Offset - 1] == '\n').Should().BeTrue();
            (quote.Offset + quote.Length == answer.Text.Length || answer.Text[quote.Offset + quote.Length] == '\n').Should().BeTrue();
        }

        answer.Spans.Should().Contain(s => s.Kind == Dialogs.SpanKind.Quote);
    }

    [Fact]
    public async Task Button_OfTheNearestSection_NamesItAsTheSentenceAboveDoes()
    {
        await using var rig = await BotRig.StartAsync();
        var answer = (await rig.SayAsync("an", "lương tổ trưởng tổ dân phố là bao nhiêu?"))[^1];
        answer.Text.Should().Contain("phần kết");
        answer.Buttons.Select(b => b.Label).Should().Contain("Xem phần kết", "it is no numbered section").And.OnlyContain(l => l.Length <= 20);
    }

    [Theory]
    [InlineData("Xem cả mục", "50 cây xanh")]
    [InlineData("Báo cáo phải nộp", "Việc báo cáo nêu trong")]
    [InlineData("Hỏi cán bộ", "nhắn riêng")]
    public async Task Button_UnderAnAnswerInAGroup_ShowsWhatIsPublicAndNothingElse(string label, string expected)
    {
        await using var rig = await BotRig.StartAsync();
        await ImportAsync(rig);
        var inGroup = new Speaker("an", IsPrivate: false, "an");
        var answer = (await rig.GiveAsync("nhóm", new Inbound.Said("chi bộ trồng bao nhiêu cây xanh?") { By = inGroup }))[^1];
        var data = ButtonCodec.Write(answer.Buttons.Single(b => b.Label == label).Action)!;
        (await rig.GiveAsync("nhóm", new Inbound.Pressed(data) { By = inGroup }))[^1].Text.Should().Contain(expected);
    }

    [Fact]
    public async Task Question_ForANumberWithoutButtons_OffersWordsForTheWayBack()
    {
        await using var rig = await BotRig.StartAsync(abilities: new ChannelAbilities(false, 0, false, false, false, false, 2000));
        await rig.BecomeAsync("bí thư", "secretary");
        await rig.SayAsync("bí thư", "/baocao");
        var asked = (await rig.SayAsync("bí thư", "1"))[^1].Text;
        // "2" is two meetings here: it must not be offered as the way out.
        asked.Should().Contain("mấy buổi").And.NotContain("2. Hủy").And.NotContain("Trả lời bằng số").And.Contain("“Hủy”");
        (await rig.SayAsync("bí thư", "hủy"))[^1].Text.Should().Contain("Đã dừng");
    }

    [Fact]
    public async Task Voice_SentWithAPetition_IsGivenToTheOfficer()
    {
        await using var rig = await BotRig.StartAsync();
        rig.Channel.Contents["v"] = "OggS and sound"u8.ToArray();
        rig.Channel.Contents["p"] = [0xFF, 0xD8, 0xFF, 0xE0];
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        await rig.GiveAsync("an", new Inbound.Sent(Dialogs.AttachmentKind.Voice, "v", null, 14, null, null));
        await rig.GiveAsync("an", new Inbound.Sent(Dialogs.AttachmentKind.Photo, "p", null, 4, null, null));
        await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước");
        await rig.SayAsync("an", "bỏ qua");
        await rig.SayAsync("an", "bỏ qua");
        await rig.SayAsync("an", "bỏ qua");
        await rig.BecomeAsync("cán bộ", "officer");
        await rig.PressAsync("an", "Gửi phản ánh");
        await rig.PressAsync("cán bộ", "Xem phản ánh");

        var files = rig.Channel.FilesTo("cán bộ");
        files.Select(f => f.ContentType).Should().Equal("image/jpeg", "audio/ogg");
        files[1].Name.Should().EndWith(".ogg", "a phone opens it by its ending");
    }

    [Fact]
    public async Task Caption_LikeADenunciation_IsRefusedAndKeptNowhere()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        var said = await rig.GiveAsync(
            "an", new Inbound.Sent(Dialogs.AttachmentKind.Photo, "ref", null, 10, "tôi tố cáo chủ tịch phường nhận hối lộ", null));
        said[0].Text.Should().Contain("Luật Tố cáo");
        said[^1].Text.Should().Contain("Xin kể rõ việc gì", "the question is still open");
    }

    [Theory]
    [InlineData("/trogiup", "/hoi")]
    [InlineData("/hangdoi", "dành cho cán bộ")]
    public async Task Command_ThatOnlyTells_LosesNoHalfPetition(string command, string told)
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        var said = await rig.SayAsync("an", command);
        said[0].Text.Should().Contain(told);
        said[^1].Text.Should().Contain("Có ảnh thì gửi");
        (await rig.SayAsync("an", "bỏ qua"))[^1].Text.Should().Contain("Cán bộ gọi lại số nào");
    }

    [Fact]
    public async Task Code_TypedByAnOfficer_OpensTheCase()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await rig.SayAsync("an", "bỏ qua");
        await rig.SayAsync("an", "bỏ qua");
        var receipt = (await rig.PressAsync("an", "Gửi phản ánh"))[^1].Text;
        var code = System.Text.RegularExpressions.Regex.Match(receipt, "[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}").Value;
        await rig.BecomeAsync("cán bộ", "officer");
        (await rig.SayAsync("cán bộ", code))[^1].Text.Should().Contain("Đồng chí làm gì với phản ánh này");
        (await rig.SayAsync("an", code))[^1].Buttons.Should().Contain(b => b.Label == "Bổ sung");
    }

    [Theory]
    [InlineData("DP-26-ZZKKS8")]
    [InlineData("dp 26 zzk ks8")]
    [InlineData("xem giúp tôi mã dp-26-zzkks8 với")]
    public async Task Code_Mistyped_IsToldSoByTheLookUpAndTheRightOneMayFollow(string typed)
    {
        await using var rig = await BotRig.StartAsync();
        (await rig.SayAsync("an", typed)).Should().ContainSingle().Which.Text.Should().Contain("Mã này chưa đúng").And.Contain("Xin gõ mã tra cứu");
        (await rig.SayAsync("an", "DP-26-ZZKKS9"))[^1].Text.Should().Contain("không tìm thấy phản ánh nào gửi từ đây");
    }

    [Fact]
    public async Task Code_OfSomebodyElse_IsAnsweredLikeOneThatDoesNotExist()
    {
        await using var rig = await BotRig.StartAsync();
        await ToThePhotosAsync(rig);
        await rig.SayAsync("an", "bỏ qua");
        await rig.SayAsync("an", "bỏ qua");
        var receipt = (await rig.PressAsync("an", "Gửi phản ánh"))[^1].Text;
        var code = System.Text.RegularExpressions.Regex.Match(receipt, "[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}").Value;
        var theirs = await rig.SayAsync("binh", code);
        (await rig.SayAsync("binh", "DP-26-ZZKKS9")).Should().BeEquivalentTo(theirs);
    }

    [Fact]
    public async Task Messages_TooManyAMinute_AreAnsweredOnceThenDropped()
    {
        await using var rig = await BotRig.StartAsync();
        var limit = rig.Site.World.Current.Office.Limits.MessagesPerMinute;
        for (var i = 0; i < limit; i++)
            await rig.SayAsync("an", "xin chào");
        (await rig.SayAsync("an", "xin chào")).Should().ContainSingle().Which.Text.Should().Contain("chờ một phút");
        (await rig.SayAsync("an", "xin chào")).Should().BeEmpty();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        (await rig.SayAsync("an", "xin chào")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Person_WhoBlocksTheBot_IsLeftAloneUntilTheyComeBack()
    {
        await using var rig = await BotRig.StartAsync();
        rig.Channel.Outcomes.Enqueue(new SendOutcome.Unreachable("blocked"));
        (await rig.SayAsync("an", "xin chào")).Should().BeEmpty();
        (await rig.SayAsync("an", "xin chào")).Should().NotBeEmpty("who writes is there again");
    }

    [Fact]
    public async Task Group_OnlyWhenAddressed_AndOnlyWhatIsForEverybody()
    {
        await using var rig = await BotRig.StartAsync();
        var number = 0;
        async Task<IReadOnlyList<Dialogs.BotMessage>> Group(string text, bool addressed)
        {
            var before = rig.Channel.To("-100").Count;
            var inbox = new Inbox(rig.Site.Store, rig.Site.Sealer, rig.Time);
            var what = new Inbound.Said(text) { By = new Speaker("An", false, "an", addressed) };
            await inbox.AcceptAsync(rig.Site.Office, [new Received(new Door(RigChannel.Name, "-100"), $"g{number++}", what)]);
            await rig.SettleAsync();
            return [.. rig.Channel.To("-100").Skip(before)];
        }

        (await Group("các chi bộ phải làm gì năm 2023", false)).Should().BeEmpty();
        (await Group("các chi bộ phải làm gì năm 2023", true))[^1].Text.Should().Contain("Nguồn");
        (await Group("/phananh", true))[^1].Text.Should().Contain("nhắn riêng");
        (await Group("/hangdoi", true))[^1].Text.Should().Contain("nhắn riêng");
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("\u0000\u0007\u202Eabc")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData("/////")]
    [InlineData("<b>đậm</b> {{office.phone}} *x*")]
    public async Task Nonsense_AnywhereInADialog_IsAnsweredPolitelyAndLosesNothing(string nonsense)
    {
        await using var rig = await BotRig.StartAsync();
        (await rig.SayAsync("an", nonsense)).Should().NotBeEmpty();
        await rig.SayAsync("an", "/phananh");
        (await rig.SayAsync("an", nonsense)).Should().NotBeEmpty();
        await rig.PressAsync("an", "Đồng ý");
        (await rig.SayAsync("an", nonsense)).Should().NotBeEmpty();
        await rig.SayAsync("an", "1");
        (await rig.SayAsync("an", new string('a', 10_000)))[0].Text.Should().Contain("10.000");
        (await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước"))[^1].Text.Should().Contain("Việc ở đâu");
        (await rig.Site.Store.FiguresAsync()).DeadLetters.Should().Be(0);
    }

    [Fact]
    public async Task Mail_NobodyCanRead_BecomesADeadLetterAndTheChatGoesOn()
    {
        await using var rig = await BotRig.StartAsync();
        var lane = rig.Site.Sealer.LaneOf(rig.Site.Office, new Door(RigChannel.Name, "an"));
        await rig.Site.Store.AcceptAsync([new NewMail(rig.Site.Office, lane, "broken", "{\"t\":\"no-such-kind\"}", rig.Time.GetUtcNow(), "an")]);
        await rig.SettleAsync();
        for (var i = 0; i < 6; i++)
            await rig.PassAsync(TimeSpan.FromMinutes(20));
        (await rig.Site.Store.FiguresAsync()).DeadLetters.Should().Be(1);
        (await rig.SayAsync("an", "xin chào")).Should().NotBeEmpty();
    }

    private static async Task ToThePhotosAsync(BotRig rig)
    {
        await rig.SayAsync("an", "/phananh");
        await rig.PressAsync("an", "Đồng ý");
        await rig.SayAsync("an", "1");
        await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước");
        await rig.SayAsync("an", "tổ 5");
    }

    [Fact]
    public async Task Erasure_OfOnesOwnData_TakesTheChatsLogAlong()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/xoa");
        await rig.PressAsync("an", "Xóa dữ liệu");
        await rig.PressAsync("an", "Xóa dữ liệu");
        (await Waiting(rig)).Should().Be(1, "the log of the chat is to be erased");

        static async Task<int> Waiting(BotRig rig) =>
            (await rig.Site.Store.ListAsync(new RecordQuery(rig.Site.Office, "erased-chat"))).Records.Count;
    }

    private static async Task ImportAsync(BotRig rig)
    {
        const string text = """
            ĐẢNG ỦY PHƯỜNG BÌNH AN
            Số: 45-CV/ĐU
            Bình An, ngày 12 tháng 3 năm 2026
            V/v triển khai phong trào trồng cây xanh năm 2026
            Kính gửi: Các chi bộ
            1. Các chi bộ trồng ít nhất 50 cây xanh dọc tuyến đường liên tổ trước ngày 30/4/2026.
            2. Các chi bộ phân công đảng viên chăm sóc cây, thay cây chết trong mùa mưa.
            3. Các chi bộ báo cáo kết quả về Đảng ủy qua Khối Dân vận trước ngày 15/5/2026.
            """;
        await rig.Site.Register.ImportAsync([DirectiveReader.Read("45.txt", text).Directive!]);
        await rig.Site.ReloadCorpusAsync();
    }
}
