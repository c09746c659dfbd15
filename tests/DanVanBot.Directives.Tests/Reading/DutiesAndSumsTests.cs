using DanVanBot.Directives.Reading;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>A duty for every day a report is due, and a flag on what does not add up.</summary>
public sealed class DutiesAndSumsTests
{
    [Fact]
    public void Read_SentenceWithTwoReports_GivesEachItsCycleAndDay()
    {
        var read = Plan("1. Chế độ báo cáo: Các chi bộ báo cáo kết quả 6 tháng trước ngày 15/6/2026 và báo cáo năm trước ngày 05/12/2026 về Đảng ủy (qua Văn phòng Đảng ủy).");
        read.ReportDuties.Select(d => (d.Recurrence, d.Deadline, d.ReportTo, d.Text)).Should().Equal(
            ("6 tháng", "trước ngày 15/6/2026", "Đảng ủy", "Các chi bộ báo cáo kết quả 6 tháng trước ngày 15/6/2026"),
            ("năm", "trước ngày 05/12/2026", "Đảng ủy", "báo cáo năm trước ngày 05/12/2026 về Đảng ủy (qua Văn phòng Đảng ủy)."));
        foreach (var duty in read.ReportDuties) read.Blocks.Single(b => b.Id == duty.BlockId).Text.Substring(duty.Offset, duty.Text.Length).Should().Be(duty.Text);
    }

    [Fact]
    public void Read_TwoDaysOfOneCycle_StayOneDuty() => Plan("1. Các chi bộ báo cáo Đảng ủy xã trước ngày 15/6 và trước ngày 10/12 hằng năm.").ReportDuties.Should().ContainSingle();

    [Fact]
    public void Read_RowThatIsAReport_IsADuty()
    {
        var read = Plan("1. Phân công\n\n| TT | Nội dung | Đơn vị | Thời hạn |\n|---|---|---|---|\n| 1 | Niêm yết danh sách | Văn phòng | 15/6/2026 |\n| 2 | Báo cáo kết quả | Các thôn | hằng tháng |\n| 3 | Tổng hợp, báo cáo Đảng ủy xã | Văn phòng | 20/12/2026 |");
        read.ReportDuties.Select(d => (d.Text, d.Who, d.Recurrence, d.Deadline)).Should().Equal(("Báo cáo kết quả", "Các thôn", "hằng tháng", null), ("Tổng hợp, báo cáo Đảng ủy xã", "Văn phòng", null, "20/12/2026"));
    }

    [Theory]
    [InlineData("Toàn xã có 120 hộ trồng chè, trong đó thôn Đông 70 hộ, thôn Tây 40 hộ.", true)]
    [InlineData("Toàn xã có 120 hộ trồng chè, trong đó thôn Đông 70 hộ, thôn Tây 50 hộ.", false)]
    [InlineData("Hòa giải 20 vụ, thành 18, không thành 3.", true)]
    [InlineData("Hòa giải 20 vụ, hòa giải thành 18 vụ (90%), không thành 2 vụ.", false)]
    [InlineData("Tiếp nhận 50 đơn, trong đó 40 đơn đã giải quyết, 12 đơn chưa giải quyết.", true)]
    [InlineData("Đã họp 30 cuộc, gồm 12 cuộc của xã và 16 cuộc của thôn.", true)]
    [InlineData("Đã họp 30 cuộc, gồm 12 cuộc của xã và 18 cuộc của thôn.", false)]
    [InlineData("Có 120 hộ trồng chè, trong đó 70 hộ nghèo, 40 hộ cận nghèo.", false)]
    [InlineData("Có 100 đảng viên, trong đó có 40 đảng viên nữ, 30 đảng viên trẻ.", false)]
    [InlineData("Có 120 hộ, trong đó thôn Đông 30 hộ, thôn Tây 40 hộ; thôn Nam 50 hộ.", false)]
    [InlineData("Có 120 hộ, trong đó thôn 3 có 70 hộ, thôn 5 có 50 hộ.", false)]
    public void Read_PartsThatMakeAWhole_AreAddedUp(string sentence, bool flagged)
    {
        var read = Plan("1. Kết quả\n\n" + sentence);
        read.Statistics.Any(s => s.Flag == "sum-differs").Should().Be(flagged);
        read.Doubts.Where(d => d.Code == "sum-differs").Select(d => d.Evidence).Should().Equal(flagged ? [sentence] : Array.Empty<string>());
    }

    [Fact]
    public void Read_PercentInBrackets_IsAFigureAndIsCompared()
    {
        var read = Plan("1. Kết quả\n\nCó 40/45 hộ tham gia (95%). Toàn xã có 70 hộ trồng chè (đạt tỷ lệ 90%).");
        read.Statistics.Where(s => s.Unit == "%").Select(s => (s.Value, s.Numerator, s.Denominator, s.Flag)).Should().Equal(("95", "40", "45", "percent-differs"), ("90", null, null, null));
        read.Doubts.Should().ContainSingle(d => d.Code == "percent-differs").Which.Evidence.Should().Be("Có 40/45 hộ tham gia (95%).");
    }

    [Fact]
    public void Read_WrongTotalOfATable_IsADoubt() =>
        Plan("1. Kết quả\n\n| TT | Thôn | Số hộ |\n|---|---|---|\n| 1 | Đông | 70 |\n| 2 | Tây | 40 |\n| | Tổng cộng | 120 |").Doubts.Should().ContainSingle(d => d.Code == "sum-differs").Which.Evidence.Should().Contain("Tổng cộng");

    private static Directive Plan(string body) =>
        Fixtures.Read("k.txt", "ĐẢNG ỦY XÃ ĐỒI CHÈ\n*\nSố: 61-KH/ĐU\n\nĐồi Chè, ngày 10 tháng 3 năm 2026\n\nKẾ HOẠCH\ntrồng chè năm 2026\n\n" + body + "\n\n2. Tổ chức sinh hoạt chuyên đề.\n\nNơi nhận:\n- Các chi bộ.\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn Ổi\n");
}
