using System.Text.RegularExpressions;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Tests.Telegram;

/// <summary>The three jobs end to end on Telegram: the built program as a process of its own, against the strict fake, by polling and by webhook.</summary>
public sealed partial class TelegramScenarioTests
{
    public static TheoryData<string> Modes => ["polling", "webhook"];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AskPetitionAndReport_OnTelegram_EndToEnd(string mode)
    {
        await using var world = await TelegramWorld.StartAsync(mode);
        var telegram = world.Telegram;

        // Everybody asks.
        var an = new Talk(telegram, 1001);
        await an.SayAsync("/start", "Bà con cần việc gì");
        await an.SayAsync("nam 2023 chi bo phai lam gi", "Nguồn:");

        // A citizen sends a petition, with a picture, a late press and a text that is no answer.
        await an.SayAsync("/phananh", "Bà con đồng ý không");
        var consent = an.Last;
        await an.PressAsync("Đồng ý", "Phản ánh về việc gì");
        await telegram.User(1001).PressAsync(consent, "Không");
        await an.ExpectAsync("đã qua");
        await an.SayAsync("1", "Xin kể rõ việc gì");
        await an.SayAsync("cống trước nhà bị nghẹt, mưa là nước tràn vô nhà", "Việc ở đâu");
        await telegram.User(1001).SendLocationAsync(14.81, 108.95);
        await an.ExpectAsync("Có ảnh thì gửi");
        await telegram.User(1001).SendPhotoAsync(Pictures.Jpeg);
        await an.ExpectAsync("1 tệp");
        await an.SayAsync("xong", "Cán bộ gọi lại số nào");
        await telegram.User(1001).SendContactAsync("84905000111", ofUser: 1001);
        await an.ExpectAsync("Xin xem lại trước khi gửi");
        var review = an.Last;
        await an.PressAsync("Gửi phản ánh", "Đã tiếp nhận phản ánh");
        var code = Code().Match(an.Last.Text).Value;
        code.Should().NotBeEmpty();
        await telegram.User(1001).PressAsync(review, "Gửi phản ánh");
        await an.SayAsync(code.ToLowerInvariant(), "đã tiếp nhận");

        // Somebody else may not see it.
        var binh = new Talk(telegram, 1002);
        await binh.SayAsync(code, "không");
        binh.Last.Text.Should().NotContain("cống trước nhà");

        // An officer, by invitation, answers; the sender is told.
        var officer = new Talk(telegram, 1003);
        await officer.SayAsync("/start " + await world.InviteAsync("officer", null), "liên kết");
        await officer.SayAsync("/hangdoi", code);
        await officer.SayUntilAsync("1", "Đồng chí làm gì với phản ánh này");
        officer.AllText.Should().Contain("cống trước nhà");
        await officer.PressAsync("Trả lời", "Xin viết câu trả lời");
        await officer.SayAsync("Tổ công tác đã thông cống sáng nay.", "");
        if (!officer.Last.Text.Contains("Đã trả lời", StringComparison.Ordinal) && officer.Last.Buttons.Count > 0)
            await officer.PressAsync(officer.Last.Buttons[0].Text, "");
        await an.ExpectAsync("Tổ công tác đã thông cống sáng nay");

        // A secretary links, hands the report in, and the officer sees who has and has not.
        var secretary = new Talk(telegram, 1004);
        await secretary.SayAsync("/start " + await world.InviteAsync("secretary", "Chi bộ Tổ dân phố 1"), "Chi bộ Tổ dân phố 1");
        await secretary.SayAsync("/baocao", "");
        for (var i = 0; i < 14 && !secretary.AllText.Contains("mã biên nhận", StringComparison.Ordinal); i++)
        {
            var buttons = secretary.Last.Buttons.Select(b => b.Text).ToList();
            if (buttons.Contains("Nộp báo cáo"))
                await secretary.PressAsync("Nộp báo cáo", "");
            else if (buttons.Contains("Bỏ qua"))
                await secretary.PressAsync("Bỏ qua", "");
            else
                await secretary.SayAsync(secretary.Last.Text.Contains("Kết quả", StringComparison.Ordinal) ? "Đã họp dân ba buổi, giải quyết xong việc ngập." : "1", "");
        }

        secretary.AllText.Should().Contain("mã biên nhận BC-");
        await officer.SayAsync("/tinhhinh", "Chi bộ Tổ dân phố 1");

        // Everything delivered twice changes nothing.
        (await world.CommandAsync("petitions", "list", "--json")).Should().ContainAll(code);
        Regex.Matches(await world.CommandAsync("petitions", "list", "--json"), Regex.Escape(code)).Should().HaveCount(1);
        world.Service.Log.Should().NotContain(telegram.Token.Split(':')[1]).And.NotContain("cống trước nhà");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Updates_DeliveredAgainAndAgain_MakeOnePetition(string mode)
    {
        await using var world = await TelegramWorld.StartAsync(mode);
        var telegram = world.Telegram;
        if (mode == "polling")
            telegram.DuplicateUpdates(5);
        else
            telegram.DuplicatePushes(5);
        var an = new Talk(telegram, 2001);
        await an.SayAsync("/phananh", "Bà con đồng ý không");
        await an.PressAsync("Đồng ý", "Phản ánh về việc gì");
        await an.SayAsync("1", "Xin kể rõ việc gì");
        await an.SayAsync("đèn đường tổ 5 hư cả tháng nay", "Việc ở đâu");
        await an.PressAsync("Bỏ qua", "Có ảnh thì gửi");
        await an.PressAsync("Bỏ qua", "Cán bộ gọi lại số nào");
        await an.PressAsync("Bỏ qua", "Xin xem lại trước khi gửi");
        await an.PressAsync("Gửi phản ánh", "Đã tiếp nhận phản ánh");
        Regex.Matches(await world.CommandAsync("petitions", "list", "--json"), "[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}").Select(m => m.Value).Distinct().Should().ContainSingle();
        telegram.MessagesTo(2001).Count(m => m.Text.Contains("Đã tiếp nhận", StringComparison.Ordinal)).Should().Be(1);
    }

    [GeneratedRegex("[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}")]
    private static partial Regex Code();
}
