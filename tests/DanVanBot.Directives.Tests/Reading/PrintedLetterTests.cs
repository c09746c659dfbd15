using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>The same letter on paper and as a file is the same letter.</summary>
public sealed class PrintedLetterTests
{
    [Fact]
    public void Read_ColumnsHalfALineApartAndAnEndOverTwoPages_AreThoseOfTheFile()
    {
        using var pdf = new PrintedPages();
        pdf.Put(90, 790, 18, "ĐẢNG BỘ XÃ ĐỒI CHÈ", "ĐẢNG ỦY XÃ ĐỒI CHÈ").Put(150, 754, "*").Put(110, 736, "Số: 45-CV/ĐU").Put(85, 718, "V/v trồng chè năm 2026");
        pdf.Put(330, 763, 18, "ĐẢNG CỘNG SẢN VIỆT NAM", "Đồi Chè, ngày 05 tháng 02 năm 2026");
        pdf.Put(85, 680, 22, "Kính gửi: Các chi bộ trực thuộc Đảng ủy.", "Đảng ủy xã yêu cầu các chi bộ thực hiện các nội dung sau:", "1. Chọn giống chè trước ngày 30/3/2026.", "2. Làm cỏ mỗi tháng một lần.");
        pdf.Put(85, 120, "Nơi nhận:").Put(360, 120, "T/M ĐẢNG ỦY").Put(385, 100, "BÍ THƯ");
        pdf.Page().Put(85, 790, 18, "- Như trên;", "- Lưu VT.").Put(360, 720, "Trần Văn Mít");
        var read = DocumentFile.Read("a.pdf", pdf.Build()).Directive!;
        (read.Number, read.Date, read.Issuer, read.Subject).Should().Be(("45-CV/ĐU", new DateOnly(2026, 2, 5), "Đảng ủy xã Đồi Chè", "trồng chè năm 2026"));
        read.CopiesTo.Should().Equal("Như trên", "Lưu VT");
        (read.SignerRole, read.Signer).Should().Be(("BÍ THƯ", "Trần Văn Mít"));
        read.Blocks.Single(b => b.Kind == BlockKind.Signature).Text.Should().Be("T/M ĐẢNG ỦY BÍ THƯ Trần Văn Mít");
    }

    [Fact]
    public void Read_NumberAndSubjectBehindTheDateOnOneLine_AreRead()
    {
        var read = Fixtures.Read("a.txt", Fixtures.Letter.Replace("Số 45-CV/ĐU\nvề phong trào trồng cây đầu năm 2024\nHoa Mai, ngày 05 tháng 02 năm 2024", "Hoa Mai, ngày 05 tháng 02 năm 2024 Số: 45-CV/ĐU V/v phong trào trồng cây đầu năm 2024").ReplaceLineEndings("\n"));
        (read.Number, read.Date, read.Subject).Should().Be(("45-CV/ĐU", new DateOnly(2024, 2, 5), "phong trào trồng cây đầu năm 2024"));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(16)]
    public void Read_PdfOfCutLines_IsTheText(double step)
    {
        const string Text = "Hoa Mai, ngày 05 tháng 02 năm 2024\nKính gửi: Các chi bộ trực thuộc Đảng ủy.\nThực hiện Kế hoạch về phủ xanh đồi trọc của Ban Thường vụ\nHuyện ủy; Đảng ủy xã yêu cầu các chi bộ, chính quyền và Mặt\ntrận thực hiện các việc sau:\n1. Vận động mỗi hộ trồng ít nhất 03 cây bóng mát theo Nghị\nquyết Đại hội Đảng bộ xã. Tổ chức chăm cây theo Chỉ thị số 12-\nCT/TU của Tỉnh ủy và theo tinh thần của\nBan Thường vụ Huyện ủy về trồng cây, giữ cho cây\nxanh tốt quanh năm ở mọi nơi.\n2. Phân công đảng viên kèm từng nhóm hộ, ghi sổ số cây\nsống sau ba tháng và báo lại trong buổi sinh hoạt chi bộ hằng\ntháng của thôn.\nNơi nhận:\n- Như trên.\nT/M ĐẢNG ỦY\nBÍ THƯ\nLê Văn Quýt";
        using var pdf = new PrintedPages();
        pdf.Put(85, 790, step, Text.Split('\n'));
        var printed = DocumentFile.Read("a.pdf", pdf.Build()).Directive!;
        printed.Blocks.Select(b => (b.SectionId, b.Text)).Should().Equal(Fixtures.Read("a.txt", Text).Blocks.Select(b => (b.SectionId, b.Text)));
    }
}
