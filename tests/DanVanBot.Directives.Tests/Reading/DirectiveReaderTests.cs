using CsCheck;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Reading;

public sealed class DirectiveReaderTests
{
    private static readonly Directive Letter = Fixtures.Read("thu/muc/thu-45.txt", Fixtures.Letter);
    private static readonly Directive Report = Fixtures.Read("bao-cao.txt", Fixtures.Report);

    [Fact]
    public void Read_Letter_FindsWhatItsHeadSays()
    {
        Letter.File.Should().Be("thu-45.txt");
        Letter.Type.Should().Be("Công văn");
        Letter.Number.Should().Be("45-CV/ĐU");
        Letter.Date.Should().Be(new DateOnly(2024, 2, 5));
        Letter.Year.Should().Be(2024);
        Letter.Subject.Should().Be("về phong trào trồng cây đầu năm 2024");
        Letter.Issuer.Should().Be("Đảng ủy xã Hoa Mai");
        Letter.Signer.Should().Be("Trần Thị Lựu");
        Letter.SignerRole.Should().Be("PHÓ BÍ THƯ");
        Letter.Addressees.Should().Equal("Ủy ban nhân dân xã", "Mặt trận và các đoàn thể xã", "Các chi bộ trực thuộc");
        Letter.CopiesTo.Should().Equal("Như trên", "Ban Thường vụ Huyện ủy", "Lưu Văn phòng");
    }

    [Fact]
    public void Read_Report_LeavesNullWhatIsMissing()
    {
        Report.Number.Should().BeNull();
        Report.Date.Should().BeNull();
        Report.Year.Should().Be(2024);
        Report.Period.Should().Be("6 tháng đầu năm");
        Report.Issuer.Should().Be("UBND xã Hoa Mai");
        Report.Doubts.Select(d => d.Code).Should().Contain(["no-number", "no-date", "issuer-inferred"]);
    }

    [Fact]
    public void Read_RepeatedNumbers_KeepTheirParents() =>
        Report.Sections.Select(s => s.Id).Should().ContainInOrder("đầu trang", "mở đầu", "A", "B", "B.I", "B.I.1", "B.I.2", "B.II", "B.II.1", "B.II.2", "B.III", "B.III.1", "B.III.2", "kết", "Nơi nhận", "ký");

    [Fact]
    public void Read_HyphenAtTheBeginningOfAWrappedLine_IsNoBullet() =>
        Report.Blocks.Should().ContainSingle(b => b.SectionId == "A" && b.Text.Contains("đoàn thể chính trị - xã hội hoạt động"));

    [Fact]
    public void Read_SymbolBrokenOverLines_IsJoined() =>
        Report.References.Should().Contain(r => r.Number == "17/CT-TTg" && r.Date == new DateOnly(2024, 1, 10) && r.Issuer == "Thủ tướng Chính phủ");

    [Fact]
    public void Read_Tasks_GoToTheUnitsOfTheirTitles()
    {
        Letter.Tasks.Where(t => t.SectionId == "2.1").Should().HaveCount(2).And.OnlyContain(t => t.Units.Single() == "Ủy ban nhân dân xã");
        Letter.Tasks.Where(t => t.SectionId == "2.2").Should().OnlyContain(t => t.Units.Single() == "Các chi bộ trực thuộc");
        Letter.Tasks.Where(t => t.SectionId == "1").Should().OnlyContain(t => t.Units.Single().Contains("các chi bộ"));
        Report.Tasks.Select(t => t.SectionId).Should().Equal("B.III.1", "B.III.2");
    }

    [Fact]
    public void Read_ReportDuty_HasDayCycleRecipientAndWay()
    {
        var duty = Letter.ReportDuties.Should().ContainSingle().Which;
        duty.SectionId.Should().Be("kết");
        duty.ReportTo.Should().Be("Ban Thường vụ Đảng ủy");
        duty.Via.Should().Be("Văn phòng Đảng ủy");
        duty.Deadline.Should().Contain("30/6/2024");
        duty.Recurrence.Should().Be("hằng quý");
        Report.ReportDuties.Should().BeEmpty("a report imposes no duty to report");
    }

    [Fact]
    public void Read_Statistics_HaveUnitAndFraction()
    {
        Report.Statistics.Should().Contain(s => s.Value == "77,5" && s.Unit == "%" && s.Numerator == "6.200" && s.Denominator == "8.000" && s.Flag == null);
        Report.Statistics.Select(s => (s.Value, s.Unit)).Should().Contain([("1.250", "ha"), ("09", "thôn"), ("48", "buổi")]);
        Report.Statistics.Should().NotContain(s => s.Value == "05", "a breakdown in brackets repeats the figure before it");
    }

    [Fact]
    public void Read_PercentageThatDoesNotAddUp_IsFlagged() =>
        Fixtures.Read("r.txt", Fixtures.Report.Replace("77,5%", "87,5%")).Statistics.Should().Contain(s => s.Value == "87,5" && s.Flag == "percent-differs");

    [Fact]
    public void Read_FootnoteInMidSentence_IsLiftedOut()
    {
        var text = Fixtures.Letter.Replace("- Giữ vườn ươm sạch sâu bệnh.", "- Giữ vườn ươm<sup>1</sup> theo cách làm của\n\n<sup>1</sup> Vườn ở thôn Gò Sim.\n\nHội Làm vườn huyện.");
        var read = Fixtures.Read("n.txt", text);
        read.Blocks.Should().Contain(b => b.SectionId == "2.1" && b.Text == "- Giữ vườn ươm theo cách làm của Hội Làm vườn huyện.");
        read.Blocks.Should().Contain(b => b.SectionId == "chú thích 1" && b.Kind == BlockKind.Footnote && b.Text == "Vườn ở thôn Gò Sim.");
    }

    [Fact]
    public void Read_BlankNumberAndDate_AreNullWithTheEvidence()
    {
        var read = Fixtures.Read("b.txt", Fixtures.Letter.Replace("Số 45-CV/ĐU", "Số      -CV/ĐU").Replace("ngày 05 tháng 02 năm 2024", "ngày   tháng   năm 2024"));
        read.Number.Should().BeNull();
        read.Date.Should().BeNull();
        read.Year.Should().Be(2024);
        read.Doubts.Should().Contain(d => d.Code == "number-blank" && d.Evidence!.Contains("CV/ĐU"));
    }

    [Fact]
    public void Read_DecomposedMarkdownAndPageNumbers_GiveTheSameBlocks()
    {
        var odd = Fixtures.Letter.Replace("ã", "a\u0303").Replace("2.1. Ủy", "**2.1. Ủy").Replace("dân xã\n\n- Chuẩn", "dân xã**\n\n- 2 -\n\n- Chuẩn").Replace("\n", "\r\n");
        var read = Fixtures.Read("o.txt", odd);
        read.Blocks.Select(b => b.Text).Should().Equal(Letter.Blocks.Select(b => b.Text));
        read.ContentHash.Should().Be(Letter.ContentHash);
    }

    [Fact]
    public void Read_Articles_AreSections()
    {
        var read = Fixtures.Read("q.txt", "QUY CHẾ\nhoạt động của tổ trồng cây\n\nĐiều 1. Phạm vi\n\n1. Quy chế này nói về vườn ươm.\n\n2. Áp dụng trong xã Hoa Mai.\n\nĐiều 2. Trách nhiệm\n\na) Tổ trưởng giữ chìa khóa.\n\nb) Tổ viên tưới cây.\n\nNơi nhận:\n- Lưu VT.\n\nCHỦ TỊCH\n\nLê Văn Quýt\n");
        read.Sections.Select(s => s.Id).Should().Contain(["Điều 1", "Điều 1.1", "Điều 1.2", "Điều 2", "Điều 2.a", "Điều 2.b"]);
    }

    [Theory]
    [InlineData("", RefusalReason.Empty)]
    [InlineData(" \n\u200B\uFEFF \n", RefusalReason.Empty)]
    [InlineData("%PDF-1.7 abc", RefusalReason.Binary)]
    [InlineData("a\0b", RefusalReason.Binary)]
    [InlineData("<!DOCTYPE html><html></html>", RefusalReason.Html)]
    [InlineData("{\"a\": 1}", RefusalReason.Json)]
    [InlineData("[{\"a\": 1}]", RefusalReason.Json)]
    [InlineData("Mua hai ký cam, một bó rau và ít hành.", RefusalReason.NotADirective)]
    public void Read_WhatIsNoDocument_IsRefusedWithAReason(string text, RefusalReason reason)
    {
        var result = DirectiveReader.Read("x.txt", text);
        result.IsRead.Should().BeFalse();
        result.Refusal.Should().Be(reason);
        result.Detail.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("MẬT")]
    [InlineData("TỐI MẬT")]
    [InlineData("TUYỆT MẬT")]
    public void Read_ClassifiedMark_IsRefusedInAnyCase(string mark) =>
        DirectiveReader.Read("m.txt", mark + "\n" + Fixtures.Letter, new ReadOptions(AllowInternal: true)).Refusal.Should().Be(RefusalReason.Classified);

    [Fact]
    public void Read_InternalMark_IsRefusedUnlessAllowed()
    {
        var text = "Lưu hành nội bộ\n" + Fixtures.Letter;
        DirectiveReader.Read("n.txt", text).Refusal.Should().Be(RefusalReason.InternalOnly);
        DirectiveReader.Read("n.txt", text, new ReadOptions(AllowInternal: true)).IsRead.Should().BeTrue();
    }

    [Fact]
    public void Read_EveryTaskDutyAndReference_LiesInItsBlock()
    {
        foreach (var directive in new[] { Letter, Report })
        {
            var blocks = directive.Blocks.ToDictionary(b => b.Id);
            foreach (var task in directive.Tasks) blocks[task.BlockId].Text.Substring(task.Offset, task.Text.Length).Should().Be(task.Text);
            foreach (var duty in directive.ReportDuties) blocks[duty.BlockId].Text.Substring(duty.Offset, duty.Text.Length).Should().Be(duty.Text);
            foreach (var figure in directive.Statistics) blocks[figure.BlockId].Text.Substring(figure.Offset, figure.Sentence.Length).Should().Be(figure.Sentence);
            foreach (var reference in directive.References) (reference.Offset + reference.Length).Should().BeLessThanOrEqualTo(blocks[reference.BlockId].Text.Length);
        }
    }

    [Fact]
    public void Read_Offsets_LeadBackToTheOriginal()
    {
        // The head loses its line of stars; every other block is the text between its offsets with white space collapsed.
        foreach (var block in Letter.Blocks.Where(b => b.Kind != BlockKind.Header))
            VietnameseText.CollapseSpaces(Fixtures.Letter[block.Start..block.End]).Should().Be(block.Text);
    }

    [Fact]
    public void Read_AnyMixOfLines_NeverThrows()
    {
        var lines = (Fixtures.Letter + "\n" + Fixtures.Report).Split('\n');
        Gen.Int[0, lines.Length - 1].Array[0, 40].Sample(
            picks => DirectiveReader.Read("mix.txt", string.Join('\n', picks.Select(i => lines[i]))) is { } r && (r.IsRead || r.Detail is not null), iter: 300);
        Gen.String.Sample(text => DirectiveReader.Read("any.txt", text) is { } r && (r.IsRead || r.Detail is not null), iter: 300);
    }

    [Fact]
    public void Serialize_Document_ComesBackWhole()
    {
        var json = DirectiveJson.Serialize(Letter);
        DirectiveJson.Serialize(DirectiveJson.Deserialize(json)).Should().Be(json);
        DirectiveJson.Deserialize(json).Should().BeEquivalentTo(Letter);
    }
}
