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
    [InlineData(15)]
    public void Read_PdfOfCutLines_IsTheText(double step)
    {
        // Lines of 66 letters on paper for 58: their last words go over.
        var typed = Fixtures.Letter.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0).SelectMany(l => Sheet.Wrapped(l, 66)).ToList();
        using var pdf = new PrintedPages();
        var y = 790.0;
        foreach (var line in typed)
        {
            var printed = Sheet.Wrapped(line, 58).ToArray();
            if (y - ((printed.Length - 1) * 15) < 90) (y, _) = (790, pdf.Page());
            pdf.Put(85, y, 15, printed);
            y -= ((printed.Length - 1) * 15) + step;
        }

        DocumentFile.Read("a.pdf", pdf.Build()).Directive!.Blocks.Select(b => (b.SectionId, b.Text)).Should().Equal(Fixtures.Read("a.txt", string.Join('\n', typed)).Blocks.Select(b => (b.SectionId, b.Text)));
    }
}
