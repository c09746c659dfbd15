using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;

namespace DanVanBot.Tests.Commands;

/// <summary><c>directives import</c> and <c>check</c> with files as offices have them: Word, folders, many, and some that are none.</summary>
public sealed class DocumentFileCommandTests
{
    // Made up for this test.
    private const string Letter = """
        ĐẢNG ỦY PHƯỜNG SAO HÔM
        *
        Số {0}-CV/ĐU
        Sao Hôm, ngày 05 tháng 3 năm 2026
        V/v chăm sóc vườn hoa số {0}

        Kính gửi: Các chi bộ trực thuộc.

        Đảng ủy phường yêu cầu các chi bộ thực hiện một số nội dung sau:
        1. Các chi bộ phân công đảng viên tưới vườn hoa số {0} vào sáng thứ Bảy.
        2. Báo cáo kết quả về Khối Dân vận trước ngày 20 hằng tháng.

        Nơi nhận:
        - Như trên,
        - Lưu Văn phòng.
        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_FolderOfManyKinds_TakesWhatIsReadableAndNamesTheRest(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        Put(rig, "cong-van/nam-2026/11.docx", Word(Text(11)));
        Put(rig, "cong-van/12.txt", Encoding.UTF8.GetBytes(Text(12)));
        Put(rig, "cong-van/13.md", Encoding.UTF8.GetBytes(Text(13)));
        Put(rig, "cong-van/lai-12.txt", Encoding.UTF8.GetBytes(Text(12).Replace("\n", "\r\n", StringComparison.Ordinal)));
        Put(rig, "cong-van/hong.docx", Word(Text(14))[..300]);
        Put(rig, "cong-van/cu.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        Put(rig, "cong-van/~$11.docx", [1, 2, 3]);

        var import = await rig.RunAsync("directives", "import", "cong-van");
        var list = await rig.RunAsync("directives", "list", "--json");

        import.Code.Should().Be(1, "two files were refused");
        import.Out.Should().BeEmpty();
        import.Error.Should().Contain("11.docx: added").And.Contain("12.txt: added").And.Contain("13.md: added").And.Contain("the same text").And.NotContain("~$")
            .And.Contain("hong.docx: ").And.Contain("cut off").And.Contain("cu.doc: ").And.Contain("Save it as .docx").And.Contain("4 read, 2 refused").And.NotContain("   at ");
        JsonDocument.Parse(list.Out).RootElement.EnumerateArray().Select(d => d.GetProperty("number").GetString()).Where(n => n?.EndsWith("-CV/ĐU", StringComparison.Ordinal) == true).Should().Contain(["11-CV/ĐU", "12-CV/ĐU", "13-CV/ĐU"]).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Check_WordFile_ShowsWhatWasReadAndStoresNothing()
    {
        await using var rig = CommandRig.Empty();
        Put(rig, "a.docx", Word(Text(21)));

        var check = await rig.RunAsync("directives", "check", "a.docx", "--json");

        check.Code.Should().Be(0);
        check.Error.Should().BeEmpty();
        var one = JsonDocument.Parse(check.Out).RootElement[0];
        one.GetProperty("number").GetString().Should().Be("21-CV/ĐU");
        one.GetProperty("reportingObligations")[0].GetProperty("reportTo").GetString().Should().Be("Khối Dân vận");
        Directory.Exists(rig.Data).Should().BeFalse("a check takes nothing in");
    }

    [Fact]
    public async Task Check_SomeFilesRefused_StillPrintsOneJsonArrayOfTheOthers()
    {
        await using var rig = CommandRig.Empty();
        Put(rig, "a.docx", Word(Text(22)));
        Put(rig, "b.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\nnot really"));

        var check = await rig.RunAsync("directives", "check", "b.pdf", "a.docx", "--json");

        check.Code.Should().Be(1);
        check.Error.Should().Contain("b.pdf: The PDF is cut off or damaged");
        JsonDocument.Parse(check.Out).RootElement.GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Import_FileOfTwoHundredMegabytes_IsRefusedUnread()
    {
        await using var rig = CommandRig.Empty();
        await using (var file = File.Create(Path.Combine(rig.Work, "lon.pdf")))
            file.SetLength(200L * 1024 * 1024);
        var before = GC.GetTotalAllocatedBytes();

        var check = await rig.RunAsync("directives", "check", "lon.pdf");

        check.Code.Should().Be(1);
        check.Error.Should().Contain("lon.pdf").And.Contain("larger than");
        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(100L * 1024 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_InternalDocument_NeedsTheWordOfTheOperatorAndKeepsItsMark(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("noi-bo.txt", "LƯU HÀNH NỘI BỘ\n" + Text(31));
        rig.Write("mat.txt", "MẬT\n" + Text(32));

        var without = await rig.RunAsync("directives", "import", "noi-bo.txt");
        var secret = await rig.RunAsync("directives", "import", "mat.txt", "--allow-internal");
        var with = await rig.RunAsync("directives", "import", "noi-bo.txt", "--allow-internal");
        var check = await rig.RunAsync("directives", "check", "noi-bo.txt", "--allow-internal");

        without.Code.Should().Be(1);
        without.Error.Should().Contain("--allow-internal");
        secret.Code.Should().Be(1);
        secret.Error.Should().Contain("classification mark");
        with.Code.Should().Be(0);
        check.Out.Should().Contain("allowed although marked: LƯU HÀNH NỘI BỘ");
    }

    private static string Text(int number) => Letter.Replace("{0}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static void Put(CommandRig rig, string name, byte[] content)
    {
        var path = Path.Combine(rig.Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private static byte[] Word(string text)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            var paragraphs = string.Concat(text.Split('\n').Select(l => $"<w:p><w:r><w:t>{SecurityElement.Escape(l.TrimEnd())}</w:t></w:r></w:p>"));
            Add("word/document.xml", $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>");

            void Add(string name, string xml)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return buffer.ToArray();
    }
}
