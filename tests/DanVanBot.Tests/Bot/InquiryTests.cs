using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Directives.Reading;
using DanVanBot.Tests.Commands;

namespace DanVanBot.Tests.Bot;

/// <summary>Questions the documents do not answer: noted, passed on, answered once, kept, forgotten on request; and what the buttons under an answer open.</summary>
public sealed class InquiryTests
{
    private const string Vain = "họp tổ dân phố tháng này vào ngày nào vậy, gọi tôi số 0905 123 456";

    [Fact]
    public async Task Question_InVain_IsCountedOnceAQuestionAndWithoutNumbersOfPeople()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/hoi " + Vain);
        await rig.SayAsync("binh", "/hoi " + Vain.ToUpperInvariant());
        await rig.SayAsync("an", "/hoi tôi tố cáo chủ tịch phường nhận hối lộ");

        var gaps = Gap.Records.All(View(rig), new RecordQuery(rig.Site.Office, Gap.Records.Name)).ToList();

        var gap = gaps.Should().ContainSingle().Subject;
        gap.Count.Should().Be(2);
        gap.Text.Should().Contain("họp tổ dân phố").And.NotContain("0905").And.NotContain("456");
    }

    [Fact]
    public async Task Gaps_NobodyAskedForHalfAYear_AreForgotten()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.SayAsync("an", "/hoi " + Vain);
        rig.Time.Advance(TimeSpan.FromDays(Gap.KeepDays - 1));
        (await Gap.SweepAsync(rig.Site.Store, rig.Site.Office, rig.Time.GetUtcNow())).Should().Be(0);
        rig.Time.Advance(TimeSpan.FromDays(2));
        (await Gap.SweepAsync(rig.Site.Store, rig.Site.Office, rig.Time.GetUtcNow())).Should().Be(1);
    }

    [Fact]
    public async Task Inquiry_SentTwiceByOneChat_IsOneAndFiveAreTheMost()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("canbo", "officer");
        for (var i = 1; i <= 5; i++)
            (await PassOnAsync(rig, "an", $"câu hỏi thứ {i} về họp tổ dân phố"))[^1].Text.Should().Contain("Đã chuyển");
        (await PassOnAsync(rig, "an", "câu hỏi thứ 1 về họp tổ dân phố"))[^1].Text.Should().Contain("đã chuyển cho cán bộ rồi");
        (await PassOnAsync(rig, "an", "câu hỏi thứ 6 về họp tổ dân phố"))[^1].Text.Should().Contain("5 câu hỏi chờ");
        (await PassOnAsync(rig, "binh", "câu hỏi thứ 1 về họp tổ dân phố"))[^1].Text.Should().Contain("Đã chuyển");

        rig.Channel.To("canbo").Count(m => m.Text.StartsWith("Có câu hỏi mới", StringComparison.Ordinal)).Should().Be(6);
    }

    [Fact]
    public async Task Inquiry_TwoOfficersAtOnce_TheSecondIsTold()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("mot", "officer");
        await rig.BecomeAsync("hai", "officer");
        await PassOnAsync(rig, "an", "họp tổ dân phố tháng này vào ngày nào");
        foreach (var officer in new[] { "mot", "hai" })
        {
            await rig.PressAsync(officer, "Trả lời câu hỏi");
            await rig.PressAsync(officer, "Trả lời");
            await rig.SayAsync(officer, $"thứ Sáu tuần này, {officer}");
            await rig.PressAsync(officer, "Bỏ qua");
            await rig.PressAsync(officer, "Chỉ người này");
        }

        (await rig.PressAsync("mot", "Gửi trả lời"))[^1].Text.Should().Contain("Đã gửi câu trả lời");
        (await rig.PressAsync("hai", "Gửi trả lời"))[^1].Text.Should().Contain("Vừa có người khác xử lý");
        rig.Channel.To("an").Count(m => m.Text.StartsWith("Cán bộ đã trả lời", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Inquiry_OfOneWhoErasedThemselves_IsGoneAndNobodyIsTold()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("canbo", "officer");
        await PassOnAsync(rig, "an", "họp tổ dân phố tháng này vào ngày nào");
        await rig.SayAsync("an", "/xoa");
        await rig.PressAsync("an", "Xóa dữ liệu");
        (await rig.PressAsync("an", "Xóa dữ liệu"))[^1].Text.Should().Contain("xóa");
        var before = rig.Channel.To("an").Count;

        (await rig.PressAsync("canbo", "Trả lời câu hỏi"))[^1].Text.Should().Contain("không còn chờ trả lời");
        Inquiry.Records.All(View(rig), new RecordQuery(rig.Site.Office, Inquiry.Records.Name)).Should().BeEmpty();
        rig.Channel.To("an").Count.Should().Be(before);
    }

    [Fact]
    public async Task Section_OfALongDocument_IsShownWholeInPagesAndVerbatim()
    {
        await using var rig = await BotRig.StartAsync(samples: false);
        var lines = Enumerable.Range(1, 40).Select(i => $"- Việc thứ {i}: chi bộ {i} chăm sóc vườn hoa công cộng số {i} và báo lại kết quả cho khối.");
        var text = $"""
            ĐẢNG ỦY PHƯỜNG SAO MAI
            Số 77-CV/ĐU
            Sao Mai, ngày 05 tháng 3 năm 2026
            V/v chăm sóc vườn hoa công cộng năm 2026

            1. Phân công chăm sóc vườn hoa
            {string.Join("\n", lines)}
            2. Báo cáo kết quả về Khối Dân vận trước ngày 20 hằng tháng.
            """;
        var directive = DirectiveReader.Read("vuon-hoa.txt", text).Directive!;
        await rig.Site.Register.ImportAsync([directive]);
        await rig.Site.ReloadCorpusAsync();
        await rig.SayAsync("an", "/hoi chi bộ 7 chăm sóc vườn hoa công cộng số mấy");

        var shown = (await rig.PressAsync("an", "Xem cả mục"))[^1].Text;
        var guard = 0;
        while (rig.Channel.To("an")[^1].Buttons.Any(b => b.Label == "Xem tiếp") && guard++ < 20)
            shown += "\n" + (await rig.PressAsync("an", "Xem tiếp"))[^1].Text;

        rig.Channel.To("an").Should().OnlyContain(m => m.Text.Length <= 2000);
        foreach (var block in directive.Blocks.Where(b => b.SectionId.StartsWith('1')))
            shown.Should().Contain(block.Text);
    }

    [Fact]
    public async Task Document_AnOfficerCalledOver_IsShownSo()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        rig.Write("a.txt", """
            ĐẢNG ỦY PHƯỜNG SAO MAI
            Số 77-CV/ĐU
            Sao Mai, ngày 05 tháng 3 năm 2026
            V/v chăm sóc vườn hoa công cộng năm 2026

            1. Các chi bộ phân công đảng viên tưới vườn hoa công cộng vào sáng thứ Bảy hằng tuần.
            """);
        await rig.RunAsync("directives", "import", "a.txt");
        await rig.RunAsync("directives", "status", "77-CV/ĐU", "over");

        var chat = await rig.RunWithAsync("/hoi công văn 77-CV/ĐU giao việc tưới vườn hoa cho ai\n1\n", "chat");

        chat.Out.Should().Contain("Cán bộ ghi nhận: văn bản này đã hết hiệu lực.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GapsCommand_AfterQuestionsInVain_ListsThem(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        (await rig.RunAsync("directives", "gaps")).Error.Should().Contain("Nobody has asked in vain");
        await rig.RunWithAsync("/hoi họp tổ dân phố tháng này vào ngày nào\n", "chat");

        var gaps = await rig.RunAsync("directives", "gaps");
        var json = await rig.RunAsync("directives", "gaps", "--json");

        gaps.Out.Should().Contain("    1  ").And.Contain("họp tổ dân phố tháng này");
        json.Out.Should().StartWith("[").And.Contain("\"count\": 1");
    }

    private static StepView View(BotRig rig) => new(rig.Site.Store, rig.Site.Office);

    private static async Task<IReadOnlyList<Dialogs.BotMessage>> PassOnAsync(BotRig rig, string who, string text)
    {
        // Nobody writes more than so many messages a minute.
        await rig.PassAsync(TimeSpan.FromMinutes(1));
        await rig.SayAsync(who, "hỏi cán bộ");
        await rig.SayAsync(who, text);
        return await rig.PressAsync(who, "Gửi cán bộ");
    }
}
