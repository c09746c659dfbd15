using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Page numbers and running heads go only where a page ends; nothing else is lost, whatever it looks like.</summary>
public sealed class PageFurnitureTests
{
    private const string Head = "ĐẢNG ỦY XÃ ĐỒI CHÈ\n*\nSố: 61-KH/ĐU\n\nĐồi Chè, ngày 10 tháng 3 năm 2026\n\nKẾ HOẠCH\ntrồng chè năm 2026\n\n";
    private const string End = "\n\nNơi nhận:\n- Các chi bộ.\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn Ổi\n";
    private const string Repeated = "1. Chi bộ thôn Đông\n\nTổ chức buổi trồng chè thứ nhất.\n\nHoàn thành trước ngày 30/6/2026.\n\n2. Chi bộ thôn Tây\n\nTổ chức buổi trồng chè thứ hai.\n\nHoàn thành trước ngày 30/6/2026.\n\n3. Chi bộ thôn Nam\n\nTổ chức buổi trồng chè thứ ba.\n\nHoàn thành trước ngày 30/6/2026.";

    [Fact]
    public void Read_SentenceThatComesBackInEverySection_StaysInText() => Deadlines(Fixtures.Read("a.txt", Head + Repeated + End)).Should().Equal("1", "2", "3");

    [Fact]
    public void Read_SentenceThatComesBackInEverySection_StaysInWord() =>
        Deadlines(DocumentFile.Read("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(string.Concat((Head + Repeated + End).Split('\n').Select(l => WordFile.Paragraph(l))))))).Directive!).Should().Equal("1", "2", "3");

    [Fact]
    public void Read_FigureOnALineOfItsOwn_Stays() =>
        Fixtures.Read("a.txt", Head + "1. Phấn đấu số đồi chè trồng mới là\n\n12\n\ntrong năm 2026.\n\n2. Tổ chức sinh hoạt chuyên đề." + End)
            .Blocks.Where(b => b.SectionId == "1").Select(b => b.Text).Should().ContainSingle(t => t.Contains("là 12 trong năm 2026."));

    [Fact]
    public void Read_ColumnOfNumbersCellByCell_Stays() =>
        string.Join(' ', Fixtures.Read("a.txt", Head + "1. Danh sách\n\n1\n\nĐồi Đông\n\n2\n\nĐồi Tây\n\n3\n\nĐồi Nam\n\n2. Tổ chức sinh hoạt chuyên đề." + End).Blocks.Select(b => b.Text)).Should().Contain("1 Đồi Đông").And.Contain("2 Đồi Tây").And.Contain("3 Đồi Nam");

    [Fact]
    public void Read_RunningHeadBesidePageNumbers_GoesAndTheOfficerReadsOfIt()
    {
        var pages = Enumerable.Range(2, 3).Select(n => $"{n}. Việc thứ {n} là chăm các luống chè ở đồi số {n} cho đến khi\n\f{n}\nKế hoạch trồng chè của xã\nhái được lứa đầu.\n");
        var read = Fixtures.Read("a.txt", Head + "1. Việc thứ nhất là chọn giống chè.\n" + string.Concat(pages) + "5. Tổng kết." + End);
        read.Blocks.Where(b => b.SectionId is "3" or "4").Select(b => b.Text).Should().Equal("3. Việc thứ 3 là chăm các luống chè ở đồi số 3 cho đến khi hái được lứa đầu.", "4. Việc thứ 4 là chăm các luống chè ở đồi số 4 cho đến khi hái được lứa đầu.");
        read.Doubts.Should().ContainSingle(d => d.Code == "running-head").Which.Evidence.Should().Be("Kế hoạch trồng chè của xã");
    }

    [Fact]
    public void Read_NumbersAPageApart_Go()
    {
        var body = string.Concat(Enumerable.Range(1, 40).Select(n => $"{n}. Chi bộ thôn {n} trồng chè trên đồi của thôn mình, làm cỏ mỗi tháng một lần và ghi sổ.\n{(n is 14 or 27 ? $"\n{(n / 13) + 1}\n\n" : "")}"));
        Fixtures.Read("a.txt", Head + body + End).Blocks.Select(b => b.Text).Should().NotContain(t => t == "2" || t == "3" || t.EndsWith(" 2") || t.EndsWith(" 3"));
    }

    [Fact]
    public void Extract_LastLineOfAPageThatIsAFigure_Stays()
    {
        using var pdf = new PrintedPages();
        pdf.Put(85, 88, 16, "Toàn xã đã trồng xong phần lớn các đồi chè của ba thôn, với tỷ lệ cây sống (đạt", "95%).");
        pdf.Put(300, 40, "1").Page().Put(300, 810, "2").Put(85, 780, "2. Tổ chức sinh hoạt chuyên đề.");
        DocumentFile.Extract(pdf.Build()).Text.Should().Contain("95%).").And.NotMatchRegex("(?m)^\\s*[12]\\s*$");
    }

    [Fact]
    public void Extract_NumberInTheMarginThatIsNoPages_Stays()
    {
        using var pdf = new PrintedPages();
        pdf.Put(85, 88, 16, "Toàn xã phấn đấu trong năm nay trồng mới được số đồi chè của cả ba thôn là", "15").Page().Put(85, 780, "Tổ chức sinh hoạt chuyên đề.");
        DocumentFile.Extract(pdf.Build()).Text.Should().MatchRegex("là\\s15");
    }

    private static IEnumerable<string> Deadlines(Directive read) => read.Blocks.Where(b => b.Text.EndsWith("Hoàn thành trước ngày 30/6/2026.", StringComparison.Ordinal)).Select(b => b.SectionId);
}
