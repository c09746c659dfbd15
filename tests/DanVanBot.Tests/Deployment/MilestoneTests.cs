using System.IO.Compression;
using DanVanBot.Tests.Commands;

namespace DanVanBot.Tests.Deployment;

/// <summary>
/// Data folders written by earlier milestones (key, office files and a half-finished conversation included; all of it made up), which every later program must open and go on with.
/// A milestone is never written anew: its folder is what an office of that time has.
/// </summary>
public sealed class MilestoneTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HouseOf202611_IsOpenedAndGoesOn(bool inService)
    {
        await using var rig = CommandRig.Empty();
        await ZipFile.ExtractToDirectoryAsync(
            Path.Combine(Repository.Root, "tests", "DanVanBot.Tests", "Deployment", "milestones", "2026-11-house.zip"), rig.Data, TestContext.Current.CancellationToken);
        if (inService)
            await rig.OpenAsync();

        var petitions = await rig.RunAsync("petitions", "list");
        var list = await rig.RunAsync("directives", "list");
        var again = await rig.RunAsync("directives", "import", rig.Write("vuon-hoa-2.txt", Letter));
        var history = await rig.RunAsync("directives", "history", "77-CV/ĐU");
        var ask = await rig.RunAsync("ask", "công văn 77-CV/ĐU giao việc tưới vườn hoa công cộng cho ai");
        var chat = await rig.RunWithAsync("bỏ qua\nbỏ qua\nbỏ qua\n1\n", "chat");
        var after = await rig.RunAsync("petitions", "list");
        var check = await rig.RunAsync("office", "check");

        petitions.Out.Should().Contain("DP-26-WDG71S").And.Contain("cống nghẹt trước nhà số 12");
        list.Out.Should().Contain("77-CV/ĐU").And.Contain("in-force").And.Contain("summary");
        again.Error.Should().Contain("a new text of vuon-hoa.txt", "the document is known by number, date and issuer");
        history.Out.Should().Contain("operator  text");
        ask.Out.Should().Contain("Chủ nhật").And.Contain("Nguồn:");
        chat.Out.Should().Contain("mã tra cứu DP-26-", "the petition that was half written when the milestone was made is finished");
        after.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
        check.Code.Should().Be(0, check.Error);
    }

    private const string Letter = """
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số 77-CV/ĐU
        Sao Mai, ngày 05 tháng 3 năm 2026
        V/v chăm sóc vườn hoa công cộng năm 2026

        Kính gửi: Các chi bộ trực thuộc.

        Đảng ủy phường yêu cầu các chi bộ thực hiện một số nội dung sau:
        1. Các chi bộ phân công đảng viên tưới vườn hoa công cộng vào sáng Chủ nhật hằng tuần.
        2. Báo cáo kết quả chăm sóc vườn hoa về Khối Dân vận trước ngày 20 hằng tháng.

        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;
}
