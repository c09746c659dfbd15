using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>What Word shows and does not store, and what paper does to lines.</summary>
public sealed class WordAndPdfTests
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    [Fact]
    public void Extract_NumbersThatWordMakes_AreCountedLevelByLevelAndRestarted()
    {
        const string Numbering = $"""
            <w:numbering {W}>
              <w:abstractNum w:abstractNumId="0">
                <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
                <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
                <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
                <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
              </w:abstractNum>
              <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
              <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            </w:numbering>
            """;
        string body = Item("một", 1, 0) + Item("hai", 1, 1) + Item("ba", 1, 1) + Item("bốn", 1, 2) + Item("năm", 1, 3) + Item("sáu", 1, 3) + Item("bảy", 1, 0) + Item("tám", 1, 1) + Item("", 1, 1) + Item("chín", 2, 0) + Item("mười", 2, 0);
        Lines(body, ("word/numbering.xml", Numbering)).Should().Equal("I. một", "1. hai", "2. ba", "1.2.1 bốn", "a) năm", "b) sáu", "II. bảy", "1. tám", "V. chín", "VI. mười");
    }

    [Fact]
    public void Extract_NumberOfAStyle_IsInherited()
    {
        const string Numbering = $"<w:numbering {W}><w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Điều %1.\"/><w:pStyle w:val=\"Dieu\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>";
        const string Styles = $"<w:styles {W}><w:style w:styleId=\"Goc\"><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"Dieu\"><w:basedOn w:val=\"Goc\"/></w:style></w:styles>";
        var body = WordFile.Paragraph("Phạm vi", null, "<w:pPr><w:pStyle w:val=\"Dieu\"/></w:pPr>") + WordFile.Paragraph("Nguyên tắc", null, "<w:pPr><w:pStyle w:val=\"Dieu\"/></w:pPr>");
        Lines(body, ("word/numbering.xml", Numbering), ("word/styles.xml", Styles)).Should().Equal("Điều 1. Phạm vi", "Điều 2. Nguyên tắc");
    }

    [Fact]
    public void Extract_DeletedHiddenAndFieldText_IsNotRead() =>
        Lines("<w:p><w:r><w:t>giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:rPr><w:caps/></w:rPr><w:t xml:space=\"preserve\"> hoa</w:t></w:r></w:p>").Should().Equal("giữ thêm HOA");

    [Fact]
    public void Extract_TableWithLines_IsOneLineARow()
    {
        static string Row(params string[] cells) => "<w:tr>" + string.Concat(cells.Select(c => $"<w:tc>{WordFile.Paragraph(c)}</w:tc>")) + "</w:tr>";
        Lines("<w:tbl>" + Row("TT", "Việc", "Đơn vị") + Row("1", "Tưới hoa", "Chi đoàn") + "</w:tbl>").Should().Equal("| TT | Việc | Đơn vị |", "| 1 | Tưới hoa | Chi đoàn |");
    }

    [Fact]
    public void Read_FootnoteOfWord_IsABlockOfItsOwnAndItsSentenceStaysWhole()
    {
        var body = string.Concat(Fixtures.Letter.Split('\n').Select(l => l.StartsWith("- Giữ vườn ươm", StringComparison.Ordinal)
            ? "<w:p><w:r><w:t>- Giữ vườn ươm</w:t></w:r><w:r><w:footnoteReference w:id=\"4\"/></w:r><w:r><w:t xml:space=\"preserve\"> sạch sâu bệnh.</w:t></w:r></w:p>" : WordFile.Paragraph(l.TrimEnd())));
        var notes = $"<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"4\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> Vườn ở thôn Gò Sim.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        var read = DocumentFile.Read("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(body)), ("word/footnotes.xml", notes))).Directive!;
        read.Blocks.Should().Contain(b => b.SectionId == "2.1" && b.Text == "- Giữ vườn ươm sạch sâu bệnh.");
        read.Blocks.Should().Contain(b => b.SectionId == "chú thích 1" && b.Text == "Vườn ở thôn Gò Sim.");
    }

    [Fact]
    public void Read_LetterInWordAndText_IsTheSameLetter()
    {
        var text = Fixtures.Read("a.txt", Fixtures.Letter);
        var word = DocumentFile.Read("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(string.Concat(Fixtures.Letter.Split('\n').Select(l => WordFile.Paragraph(l.TrimEnd()))))))).Directive!;
        word.Blocks.Select(b => (b.SectionId, b.Text)).Should().Equal(text.Blocks.Select(b => (b.SectionId, b.Text)));
        word.ContentHash.Should().Be(text.ContentHash, "the same words are the same document, whatever carries them");
    }

    [Fact]
    public void Extract_RunningFootAndPageNumbersOfAPdf_AreNoText()
    {
        var made = Enumerable.Range(1, 200).Select(DocumentMaker.Make).Where(m => m.Parts.Count > 24).Take(6).ToList();
        made.Should().NotBeEmpty();
        foreach (var one in made)
        {
            var text = DocumentFile.Extract(PdfFile.Of(one));
            text.Text.Should().NotContain("bản in để lưu").And.NotMatchRegex("(?m)^\\s*\\d{1,2}\\s*$");
        }
    }

    [Fact]
    public void Extract_NoteOfAPdf_FollowsItsParagraphAndTheSentenceGoesOn()
    {
        // Helvetica has no Vietnamese letters; places and sizes are what this is about.
        using var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        var first = pdf.AddPage(PageSize.A4);
        void Put(PdfPageBuilder page, string text, double x, double y, double size) => page.AddText(text, size, new PdfPoint(x, y), font);
        Put(first, "Kinh gui cac chi bo truc thuoc Dang uy phuong va cac doan the tai dia ban.", 85, 700, 13);
        Put(first, "To chuc trong hoa ven kenh theo cach lam cua khu pho", 113, 680, 13);
        Put(first, "1", 428, 685, 8);
        Put(first, "va ghi so theo doi ro", 436, 680, 13);
        Put(first, "1 Khu pho dat giai nam truoc.", 85, 90, 9);
        Put(first, "12/3/26, 9:00", 40, 20, 8);
        var second = pdf.AddPage(PageSize.A4);
        Put(second, "2", 300, 815, 12);
        Put(second, "rang tung nhom ho.", 85, 780, 13);
        DocumentFile.Extract(pdf.Build()).Text.Split('\n').Should().ContainInOrder(
            "To chuc trong hoa ven kenh theo cach lam cua khu pho<sup>1</sup> va ghi so theo doi ro rang tung nhom ho.", "<sup>1</sup> Khu pho dat giai nam truoc.").And.HaveCount(3);
    }

    [Fact]
    public void Extract_Utf16WithEitherMark_IsText()
    {
        foreach (var encoding in new[] { System.Text.Encoding.Unicode, System.Text.Encoding.BigEndianUnicode })
            DocumentFile.Read("a.txt", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(Fixtures.Letter)]).Directive!.Number.Should().Be("45-CV/ĐU");
    }

    private static string Item(string text, int list, int level) =>
        WordFile.Paragraph(text, null, $"<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>");

    private static string[] Lines(string body, params (string, string)[] parts) =>
        DocumentFile.Extract(WordFile.Pack([("word/document.xml", WordFile.Document(body)), .. parts])).Text.Split('\n');
}
