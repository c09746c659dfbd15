using System.IO.Compression;
using System.Text;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Files that are broken, made to harm or not to be read are refused with a reason, and none of them brings the reader down.</summary>
public sealed class HostileFileTests
{
    private static readonly MadeDocument Made = DocumentMaker.Make(7);

    [Fact]
    public void Read_ZipBomb_IsRefusedBeforeItIsUnpacked()
    {
        var bomb = Package(("word/document.xml", s =>
        {
            var zeros = new byte[1024 * 1024];
            Array.Fill(zeros, (byte)' ');
            for (var i = 0; i < 600; i++) s.Write(zeros);
        }
        ));
        bomb.Length.Should().BeLessThan(2 * 1024 * 1024);
        // Of this thread: other tests run beside it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused("a.docx", bomb, RefusalReason.Harmful).Should().Contain("zip bomb");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(200L * 1024 * 1024, "600 MB were never unpacked");
    }

    [Fact]
    public void Read_PackageOfManyParts_IsRefused()
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 5000; i++) zip.CreateEntry($"word/{i}.xml", CompressionLevel.NoCompression);
        }

        Refused("a.docx", buffer.ToArray(), RefusalReason.Harmful).Should().Contain("5000 parts");
    }

    [Fact]
    public void Read_FileOverTheLimit_IsRefusedByItsLengthAlone() =>
        Refused("a.txt", new byte[DocumentFile.Largest + 1], RefusalReason.TooLarge).Should().Contain("25 MB");

    [Fact]
    public void Read_EntityExpansion_IsRefused()
    {
        var xml = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + WordFile.Document(WordFile.Paragraph("x")).Replace(">x<", ">&b;<", StringComparison.Ordinal);
        Refused("a.docx", WordFile.Pack(("word/document.xml", xml)), RefusalReason.Harmful).Should().Contain("DTD");
    }

    [Fact]
    public void Read_FileReadThroughAnEntity_IsRefused() =>
        Refused("a.docx", WordFile.Pack(("word/document.xml", "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><w>&a;</w>")), RefusalReason.Harmful);

    [Fact]
    public void Read_XmlNestedWithoutEnd_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 20_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 20_000));
        Refused("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(deep))), RefusalReason.Harmful).Should().Contain("nested");
    }

    [Fact]
    public void Read_Macros_AreRefusedWhateverTheNameSays()
    {
        var body = WordFile.Document(WordFile.Paragraph("Kính gửi"));
        Refused("a.docx", WordFile.Pack(("word/document.xml", body), ("word/vbaProject.bin", "x")), RefusalReason.Macros);
        using var docm = new MemoryStream();
        docm.Write(WordFile.Pack(("word/document.xml", body)));
        using (var zip = new ZipArchive(docm, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("[Content_Types].xml")!.Delete();
            using var types = new StreamWriter(zip.CreateEntry("[Content_Types].xml").Open());
            types.Write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>");
        }

        Refused("a.docx", docm.ToArray(), RefusalReason.Macros).Should().Contain(".docm");
    }

    [Fact]
    public void Read_WordBehindAPassword_IsRefused() =>
        Refused("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512], .. Encoding.Unicode.GetBytes("EncryptedPackage")], RefusalReason.Encrypted).Should().Contain("password");

    [Fact]
    public void Read_WordOfOldTimes_IsRefusedWithAdvice() =>
        Refused("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512], .. Encoding.Unicode.GetBytes("WordDocument")], RefusalReason.OldFormat).Should().Contain(".docx");

    [Theory]
    [InlineData("{\\rtf1\\ansi Kinh gui}", RefusalReason.OldFormat)]
    [InlineData("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj", RefusalReason.Damaged)]
    [InlineData("%PDF-1.4 trống không", RefusalReason.Damaged)]
    public void Read_WhatTheFirstBytesSay_CountsAndNotTheName(string content, RefusalReason reason) => Refused("a.txt", Encoding.UTF8.GetBytes(content), reason);

    [Fact]
    public void Read_CutOffWordFile_IsRefusedAtEveryLength()
    {
        var whole = WordFile.Of(Made);
        for (var length = 1; length < whole.Length - 22; length += Math.Max(1, whole.Length / 60))
            DocumentFile.Read("a.docx", whole.AsMemory(0, length)).Refusal.Should().BeOneOf([RefusalReason.Damaged, RefusalReason.NotADirective, RefusalReason.OldEncoding, RefusalReason.Binary], "cut at {0}", length);
    }

    [Fact]
    public void Read_CutOffPdf_IsRefusedOrReadButNeverThrows()
    {
        var whole = PdfFile.Of(Made);
        for (var length = 20; length < whole.Length; length += whole.Length / 12)
        {
            var result = DocumentFile.Read("a.pdf", whole.AsMemory(0, length));
            (result.IsRead || result.Detail is { Length: > 10 }).Should().BeTrue();
        }

        DocumentFile.Read("a.pdf", whole.AsMemory(0, whole.Length / 2)).IsRead.Should().BeFalse();
    }

    [Fact]
    public void Read_BytesChangedAnywhere_NeverThrows()
    {
        var random = new Random(5);
        foreach (var whole in new[] { WordFile.Of(Made), PdfFile.Of(Made) })
        {
            for (var n = 0; n < 60; n++)
            {
                var changed = whole.ToArray();
                for (var i = 0; i < 12; i++) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var result = DocumentFile.Read("a", changed);
                (result.IsRead || result.Detail is { Length: > 5 }).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Read_PdfBehindAPassword_IsRefused()
    {
        // An encryption dictionary that no empty password opens.
        const string Pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n4 0 obj\n<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF> /U <FFEEDDCCBBAA99887766554433221100FFEEDDCCBBAA99887766554433221100> >>\nendobj\n";
        var offsets = new[] { 1, 2, 3, 4 }.Select(n => Pdf.IndexOf($"{n} 0 obj", StringComparison.Ordinal)).ToList();
        var xref = $"xref\n0 5\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>] >>\nstartxref\n{Pdf.Length}\n%%EOF\n";
        Refused("a.pdf", Encoding.ASCII.GetBytes(Pdf + xref), RefusalReason.Encrypted).Should().Contain("password");
    }

    [Fact]
    public void Read_ScannedPdf_IsRefusedWithTheAdviceToRunOcr()
    {
        using var pdf = new PdfDocumentBuilder();
        var page = pdf.AddPage(PageSize.A4);
        page.AddJpeg(TinyJpeg(), new PdfRectangle(0, 0, 595, 842));
        Refused("a.pdf", pdf.Build(), RefusalReason.Scanned).Should().Contain("OCR");
    }

    [Fact]
    public void Read_PdfWithOneScannedPage_IsRefusedAndNamesThePage()
    {
        using var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        pdf.AddPage(PageSize.A4).AddText("Kinh gui cac chi bo truc thuoc Dang uy", 12, new PdfPoint(60, 700), font);
        pdf.AddPage(PageSize.A4).AddJpeg(TinyJpeg(), new PdfRectangle(0, 0, 595, 842));
        Refused("a.pdf", pdf.Build(), RefusalReason.Scanned).Should().Contain("Page 2");
    }

    [Fact]
    public void Read_PdfStreamThatUnpacksWithoutEnd_IsRefused()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var blanks = new byte[1024 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (var i = 0; i < 300; i++) zlib.Write(blanks);
        }

        var head = $"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Filter /FlateDecode /Length {packed.Length} >>\nstream\n";
        var offsets = new[] { 1, 2, 3, 4 }.Select(n => head.IndexOf($"{n} 0 obj", StringComparison.Ordinal)).ToList();
        var tail = $"\nendstream\nendobj\nxref\n0 5\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{head.Length + packed.Length + "\nendstream\nendobj\n".Length}\n%%EOF\n";
        Refused("a.pdf", [.. Encoding.ASCII.GetBytes(head), .. packed.ToArray(), .. Encoding.ASCII.GetBytes(tail)], RefusalReason.Harmful).Should().Contain("bomb");
    }

    [Fact]
    public void Read_LinksOfAWordFile_AreNeverFetched()
    {
        // A template from the network, a linked picture and a chunk of another file: read as if they were not there.
        var body = "<w:altChunk r:id=\"rId9\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>" + string.Concat(Fixtures.Letter.Split('\n').Select(l => WordFile.Paragraph(l.TrimEnd())));
        var links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:9/evil.dotm\" TargetMode=\"External\"/></Relationships>";
        var result = DocumentFile.Read("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(body)), ("word/_rels/document.xml.rels", links)));
        result.Directive!.Number.Should().Be("45-CV/ĐU");
    }

    [Theory]
    [InlineData("Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc kÝnh göi c¸c chi bé trùc thuéc §¶ng ñy vÒ viÖc tæ chøc thùc hiÖn n¨m nay cña c¸c c¬ quan")]
    [InlineData("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc kính göûi caùc chi boä tröïc thuoäc Ñaûng uûy veà vieäc toå chöùc thöïc hieän naêm nay")]
    public void Read_VietnameseOfOldFonts_IsRefusedAndNotStoredAsNonsense(string text) => Refused("a.txt", Encoding.UTF8.GetBytes(text), RefusalReason.OldEncoding);

    [Fact]
    public void Read_OldFontBytes_AreRefused() => Refused("a.txt", [.. "C"u8, 0xE9, .. "ng h"u8, 0xDF, .. "a"u8], RefusalReason.OldEncoding);

    [Theory]
    [InlineData("MẬT")]
    [InlineData("Tối mật")]
    [InlineData("M Ậ T")]
    [InlineData("Độ mật: Tuyệt mật")]
    [InlineData("| TỐI MẬT | |")]
    public void Read_MarkOfSecrecy_IsRefusedAlsoInAHeaderOrWatermark(string mark)
    {
        var letter = string.Concat(Fixtures.Letter.Split('\n').Select(l => WordFile.Paragraph(l.TrimEnd())));
        Refused("a.txt", Encoding.UTF8.GetBytes(mark + "\n" + Fixtures.Letter), RefusalReason.Classified);
        Refused("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(letter)), ("word/header2.xml", WordFile.Document(WordFile.Paragraph(mark)))), RefusalReason.Classified);
        var watermark = WordFile.Document($"<w:p><w:r><w:pict><v:shape><v:textpath string=\"{mark.Trim('|', ' ')}\"/></v:shape></w:pict></w:r></w:p>");
        Refused("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(letter)), ("word/header3.xml", watermark)), RefusalReason.Classified);
    }

    [Theory]
    [InlineData("ĐẢNG ỦY XÃ VƯỜN ƯƠM          TỐI MẬT")]
    [InlineData("ĐẢNG ỦY XÃ VƯỜN ƯƠM\tMẬT")]
    [InlineData("**TUYỆT MẬT**")]
    public void Read_MarkOfSecrecyBesideTheIssuer_IsRefused(string line)
    {
        var text = line + "\n" + Fixtures.Letter;
        Refused("a.txt", Encoding.UTF8.GetBytes(text), RefusalReason.Classified);
        Refused("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(string.Concat(text.Split('\n').Select(l => WordFile.Paragraph(l.TrimEnd())))))), RefusalReason.Classified);
    }

    [Theory]
    [InlineData("- Giữ bí mật thông tin của người gửi đơn.")]
    [InlineData("- Bảo vệ bí mật nhà nước trong phạm vi xã.")]
    [InlineData("Độ mật: không")]
    [InlineData("- Tối mật;")]
    [InlineData("- Bí mật.")]
    [InlineData("- Bà con nuôi ong lấy mật.")]
    [InlineData("- Tài liệu đóng dấu “Mật” do văn thư giữ.")]
    public void Read_WordsAboutSecrets_AreNoMark(string line) =>
        DocumentFile.Read("a.txt", Encoding.UTF8.GetBytes(Fixtures.Letter.Replace("- Giữ vườn ươm sạch sâu bệnh.", line, StringComparison.Ordinal))).IsRead.Should().BeTrue();

    [Fact]
    public void Read_InternalDocumentThatIsAllowed_KeepsItsMark()
    {
        var bytes = Encoding.UTF8.GetBytes("LƯU HÀNH NỘI BỘ\n" + Fixtures.Letter);
        Refused("a.txt", bytes, RefusalReason.InternalOnly).Should().Contain("--allow-internal");
        var allowed = DocumentFile.Read("a.txt", bytes, new ReadOptions(AllowInternal: true)).Directive!;
        allowed.InternalMark.Should().Be("LƯU HÀNH NỘI BỘ");
        DirectiveJson.Deserialize(DirectiveJson.Serialize(allowed)).InternalMark.Should().Be("LƯU HÀNH NỘI BỘ");
        DocumentFile.Read("a.txt", Encoding.UTF8.GetBytes(Fixtures.Letter)).Directive!.InternalMark.Should().BeNull();
    }

    [Fact]
    public void RefusalKey_OfEveryReason_IsAPhraseName()
    {
        DocumentFile.Read("a.txt", ReadOnlyMemory<byte>.Empty).RefusalKey.Should().Be("directive-refused-empty");
        DocumentFile.Read("a.txt", Encoding.UTF8.GetBytes("Mua rau.")).RefusalKey.Should().Be("directive-refused-not-a-directive");
        DocumentFile.Read("a.txt", Encoding.UTF8.GetBytes(Fixtures.Letter)).RefusalKey.Should().BeNull();
    }

    private static string Refused(string name, byte[] content, RefusalReason reason)
    {
        var result = DocumentFile.Read(name, content);
        result.Refusal.Should().Be(reason, result.Detail);
        return result.Detail!;
    }

    private static byte[] Package(params (string Name, Action<Stream> Write)[] parts)
    {
        using var buffer = new MemoryStream();
        buffer.Write(WordFile.Pack());
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                write(entry);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>The head of a JPEG of one grey point: enough for a page to carry a picture.</summary>
    private static byte[] TinyJpeg() => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==");
}
