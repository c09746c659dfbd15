using DanVanBot.Directives.Reading;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>What a careful clerk would write down of each of these documents.</summary>
public sealed class LifelikeDocumentTests
{
    private static readonly Directive Plan = Fixtures.Read("plan.txt", Lifelike.Plan);
    private static readonly Directive Decision = Fixtures.Read("decision.txt", Lifelike.Decision);
    private static readonly Directive Order = Fixtures.Read("order.txt", Lifelike.Directive);
    private static readonly Directive Report = Fixtures.Read("report.txt", Lifelike.CellReport);
    private static readonly Directive Guidance = Fixtures.Read("guidance.txt", Lifelike.Guidance);

    [Fact]
    public void Read_Plan_FindsItsHeadAndEnd()
    {
        Plan.Type.Should().Be("Kế hoạch");
        Plan.Number.Should().BeNull();
        Plan.Doubts.Should().Contain(d => d.Code == "number-blank" && d.Evidence!.Contains("KH-UBND"));
        Plan.Date.Should().Be(new DateOnly(2025, 2, 18));
        Plan.Issuer.Should().Be("Uỷ ban nhân dân xã Dừa Nước");
        Plan.Signer.Should().Be("Huỳnh Thị Bông Súng");
        Plan.SignerRole.Should().Be("PHÓ CHỦ TỊCH");
        Plan.CopiesTo.Should().Equal("UBND huyện (b/c)", "TT Đảng uỷ, HĐND xã", "Các ấp", "Lưu: VT");
    }

    [Fact]
    public void Read_Plan_GivesItsTasksToTheirUnitsAndNoTaskToTimeAndMoney()
    {
        Plan.Tasks.Should().Contain(t => t.SectionId == "IV.3" && t.Units.Single() == "Công an xã, Ban Chỉ huy Quân sự xã");
        Plan.Tasks.Where(t => t.SectionId == "IV.4").Should().HaveCount(2).And.OnlyContain(t => t.Units.Single() == "Trưởng các ấp");
        Plan.Tasks.Should().NotContain(t => t.SectionId == "III" || t.SectionId == "II.3" || t.SectionId.StartsWith("I."));
        var duty = Plan.ReportDuties.Should().ContainSingle().Which;
        (duty.Who, duty.ReportTo, duty.Deadline).Should().Be(("Công chức Văn hóa - Xã hội", "UBND xã", "trước ngày 05/4/2025"));
    }

    [Fact]
    public void Read_DecisionWithAnnex_KeepsTheAnnexApartFromTheSignature()
    {
        Decision.Number.Should().Be("412/QĐ-UBND");
        Decision.Subject.Should().Be("Về việc ban hành Quy chế hoạt động của Tổ tự quản đường hoa trên địa bàn phường");
        Decision.Signer.Should().Be("Đinh Công Sậy");
        Decision.Sections.Select(s => s.Id).Should().ContainInOrder("Điều 1", "Điều 2", "Điều 3", "Nơi nhận", "ký", "Quy chế", "Quy chế.Chương I", "Quy chế.Điều 1", "Quy chế.Điều 3", "Quy chế.Điều 3.1", "Quy chế.Điều 3.1.a", "Quy chế.Điều 4.2");
        Decision.Sections.Single(s => s.Id == "Quy chế.Chương II").Title.Should().Be("NHIỆM VỤ VÀ CÁCH LÀM VIỆC");
        Decision.Sections.Single(s => s.Id == "Quy chế.Điều 3").ParentId.Should().Be("Quy chế.Chương II");
        Decision.Tasks.Should().NotContain(t => t.SectionId == "Điều 1" || t.SectionId == "Điều 2");
    }

    [Fact]
    public void Read_DecisionWithAnnex_FindsReferencesWithDatesInWordsAndItsDuties()
    {
        Decision.References.Should().Contain(r => r.Number == "150/2025/NĐ-CP" && r.Date == new DateOnly(2025, 6, 12) && r.Issuer == "Chính phủ");
        Decision.References.Should().Contain(r => r.Number == "77/QĐ-UBND" && r.Date == new DateOnly(2023, 3, 20));
        var duty = Decision.ReportDuties.Single(d => d.SectionId == "Quy chế.Điều 4.2");
        (duty.Recurrence, duty.ReportTo, duty.Via, duty.Deadline).Should().Be(("hằng quý", "Ủy ban nhân dân phường", "Phòng Văn hóa - Xã hội", "trước ngày 20 của tháng cuối quý"));
    }

    [Fact]
    public void Read_TwoColumnsBySpacesAndAPageNumberInMidSentence_AreUndone()
    {
        Order.Number.Should().Be("12-CT/TU");
        Order.Date.Should().Be(new DateOnly(2026, 3, 3));
        Order.Issuer.Should().Be("Ban Thường vụ Tỉnh ủy Sông Trăng");
        Order.Subject.Should().Be("về tăng cường lãnh đạo phong trào \"Mỗi nhà một vườn thuốc nam\"");
        Order.Signer.Should().Be("Mai Hoàng Sen");
        Order.CopiesTo.Should().HaveCount(4);
        var duty = Order.ReportDuties.Should().ContainSingle().Which;
        (duty.Who, duty.Recurrence, duty.ReportTo).Should().Be(("Ban Tuyên giáo và Dân vận Tỉnh ủy", "6 tháng, hằng năm", "Ban Thường vụ Tỉnh ủy"));
        duty.Text.Should().EndWith("hằng năm báo cáo Ban Thường vụ Tỉnh ủy.");
        Order.Tasks.Should().Contain(t => t.Units.Single() == "Các đảng ủy trực thuộc Tỉnh ủy");
    }

    [Fact]
    public void Read_CellReport_NestsItsPartsAndFlagsWhatDoesNotAddUp()
    {
        Report.Issuer.Should().Be("Chi bộ ấp Bình Lụa");
        Report.Year.Should().Be(2025, "a report is of the year it tells of");
        Report.Sections.Select(s => s.Id).Should().ContainInOrder("Phần thứ nhất", "Phần thứ nhất.I", "Phần thứ nhất.II", "Phần thứ nhất.II.2", "Phần thứ nhất.II.2.1", "Phần thứ hai", "Phần thứ hai.3");
        Report.Tasks.Select(t => t.SectionId).Should().Equal("Phần thứ hai.1", "Phần thứ hai.2", "Phần thứ hai.3");
        Report.Statistics.Should().Contain(s => s.Value == "103,8" && s.Numerator == "623" && s.Denominator == "600" && s.Flag == null);
        Report.Statistics.Should().Contain(s => s.Value == "70" && s.Numerator == "02" && s.Denominator == "03" && s.Flag == "percent-differs");
        Report.Statistics.Should().Contain(s => s.Value == "1.150" && s.Unit == "m2");
    }

    [Fact]
    public void Read_Guidance_KeepsNoteDegreeAndReportCycles()
    {
        Guidance.Issuer.Should().Be("Ban Tuyên giáo và Dân vận Tỉnh ủy Sông Trăng");
        Guidance.Signer.Should().Be("Kiều Văn Lục Bình");
        Guidance.SignerRole.Should().Be("PHÓ TRƯỞNG BAN THƯỜNG TRỰC");
        Guidance.Date.Should().BeNull();
        Guidance.Doubts.Should().Contain(d => d.Code == "date-blank");
        Guidance.Blocks.Should().Contain(b => b.SectionId == "chú thích 1" && b.Kind == BlockKind.Footnote);
        Guidance.ReportDuties.Select(d => (d.SectionId, d.Recurrence, d.Deadline)).Should().Equal(("C.1", "quý", "trước ngày 20 của tháng cuối quý"), ("C.2", "năm", "trước ngày 20/11/2026"));
        Guidance.References[0].Title.Should().Be("chức năng, nhiệm vụ của Ban Tuyên giáo và Dân vận Tỉnh ủy");
    }

    [Fact]
    public void Read_EverySpan_IsInItsBlock()
    {
        foreach (var directive in new[] { Plan, Decision, Order, Report, Guidance })
        {
            var blocks = directive.Blocks.ToDictionary(b => b.Id);
            foreach (var task in directive.Tasks) blocks[task.BlockId].Text.Substring(task.Offset, task.Text.Length).Should().Be(task.Text);
            foreach (var duty in directive.ReportDuties) blocks[duty.BlockId].Text.Substring(duty.Offset, duty.Text.Length).Should().Be(duty.Text);
            foreach (var figure in directive.Statistics) blocks[figure.BlockId].Text.Substring(figure.Offset, figure.Sentence.Length).Should().Be(figure.Sentence);
        }
    }
}
