using System.Text.RegularExpressions;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Tests.Reading.Made2;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>What copies from law web sites do to a text: lines cut behind labels and in names, items glued to one another; and nothing of any text may get lost.</summary>
public sealed partial class WebCopyTests
{
    private const string Head = "ỦY BAN NHÂN\nDÂN\nXÃ VƯỜN ƯƠM\n\nCỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 8/NQ-UBND\n\nVườn Ươm, ngày 01 tháng 3 năm 2026\n\nNGHỊ QUYẾT\n\nVỀ VIỆC CHĂM SÓC\nVƯỜN ƯƠM\n\n";

    [Fact]
    public void Read_ItemsGluedWithoutABlank_AreItemsOfTheirOwn() =>
        Sections("1. Giao Phòng Kinh tế chia cây giống, công khai, minh bạch, không để xảy ra tiêu cực.2. Giao Văn phòng theo dõi.\n\n3. Đề nghị Hội Nông dân xã vận động hội viên.")
            .Should().Equal(("Điều 9.1", "1. Giao Phòng Kinh tế chia cây giống, công khai, minh bạch, không để xảy ra tiêu cực."), ("Điều 9.2", "2. Giao Văn phòng theo dõi."), ("Điều 9.3", "3. Đề nghị Hội Nông dân xã vận động hội viên."));

    [Fact]
    public void Read_ItemsOnOneLine_ArePartedWhereTheNextItemGoesOn() =>
        Sections("1. Chia cây giống cho các thôn. 2. Làm cỏ các luống.\n\n3. Tưới cây mỗi chiều.").Select(s => s.Id).Should().Equal("Điều 9.1", "Điều 9.2", "Điều 9.3");

    [Fact]
    public void Read_NumberThatOnlyLooksLikeAnItem_StaysInTheSentence() =>
        Sections("1. Chăm sóc cây theo mục 1. 2. Các luống sau nhà.\n\n2. Tưới cây mỗi chiều.").Select(s => s.Id).Should().Equal("Điều 9.1", "Điều 9.2");

    [Fact]
    public void Read_FigureUnderItsColon_StaysWithWhatItIsOf() =>
        Sections("1. Hệ số chăm sóc:\n\na) Cây trồng từ hai năm đến dưới năm năm:\n1.5\n\nb) Cây trồng từ năm năm trở lên: 2.0")
            .Should().ContainInOrder(("Điều 9.1.a", "a) Cây trồng từ hai năm đến dưới năm năm: 1.5"), ("Điều 9.1.b", "b) Cây trồng từ năm năm trở lên: 2.0"));

    [Theory]
    [InlineData("Điều\n9. Tổ chức thực hiện")]
    [InlineData("Điều 9.\nTổ chức thực hiện")]
    [InlineData("Điều 9. Tổ\nchức thực hiện")]
    [InlineData("Điều 9.\n\nTổ chức thực hiện")]
    public void Read_ArticleCutBehindItsLabel_IsAnArticle(string title)
    {
        var read = Read(title, "1. Chia cây giống.\n\n2. Tưới cây.");
        read.Sections.Single(s => s.Id == "Điều 9").Title.Should().Be("Tổ chức thực hiện");
        read.Issuer.Should().Be("Ủy ban nhân dân xã Vườn Ươm");
        read.Subject.Should().Be("VỀ VIỆC CHĂM SÓC VƯỜN ƯƠM");
    }

    [Fact]
    public void Read_LettersWithoutAHead_AreLettersOfTheBodyThatAsks()
    {
        const string Letter = "Kính gửi:\n- Trạm Y tế xã;\n- Các cơ sở y tế trên địa bàn xã.\n\nThời gian qua, các vườn thuốc nam của xã xanh tốt trở lại nhờ người trồng chăm sóc.\n\nỦy ban nhân dân (UBND) xã Vườn Ươm yêu cầu các đơn vị thực hiện một số nội dung sau:\n\n1. Trạm Y tế xã\n\n- Chia cây giống.\n\n2. Các cơ sở y tế trên địa bàn xã\n\n- Trồng cây theo quy định tại các Điều: 3, 4, 7 Nghị quyết của Hội đồng.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Mận\n";
        var read = DirectiveReader.Read("letter.txt", Letter).Directive!;
        read.Issuer.Should().Be("Ủy ban nhân dân xã Vườn Ươm");
        read.Type.Should().Be("Công văn");
        read.Doubts.Select(d => d.Code).Should().Contain(["type-inferred", "issuer-inferred", "no-number", "no-date"]);
        read.Tasks.Where(t => t.SectionId == "2").Should().ContainSingle().Which.Units.Should().Equal("Các cơ sở y tế trên địa bàn xã");
        read.Statistics.Should().BeEmpty();
    }

    [Fact]
    public void Read_ArticlesCitedBehindAColon_AreNoTextUnderATitle()
    {
        var read = Read("Điều 9. Kinh phí", "1. Kinh phí ươm cây cho các thôn tại các Điều:\n3, 4, 7 Nghị quyết này do ngân sách xã bảo đảm.\n\n2. Cá nhân, tổ chức khi nhận cây\nký tên vào sổ.");
        read.Blocks.Single(b => b.SectionId == "Điều 9.1").Text.Should().Be("1. Kinh phí ươm cây cho các thôn tại các Điều: 3, 4, 7 Nghị quyết này do ngân sách xã bảo đảm.");
        read.Statistics.Should().BeEmpty();
    }

    [Fact]
    public void Read_LineThatBeginsWithAnArticleOfALaw_IsNoArticle()
    {
        var read = Read("Điều 9. Tổ chức thực hiện", "1. Không chặt cây; phổ biến\nĐiều 215. Tội hủy hoại rừng của Bộ luật trong Nhân dân.\n\n2. Tưới cây theo\nĐiều 3, Điều 4 của Nghị quyết này.");
        read.Sections.Select(s => s.Id).Where(id => id.Contains("Điều", StringComparison.Ordinal)).Should().Equal("Điều 8", "Điều 8.1", "Điều 8.2", "Điều 9", "Điều 9.1", "Điều 9.2");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("whole")]
    [InlineData("wrapped")]
    [InlineData("apart")]
    [InlineData("web")]
    public void Read_MarkedDocuments_LosesNoWord(string? layout)
    {
        foreach (var name in MarkedDocument.Names)
        {
            var text = MarkedDocument.Load(name, layout).Text;
            var read = DirectiveReader.Read(name, text).Directive!;
            var kept = read.Blocks.SelectMany(b => Words(b.Text)).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var lost = Words(PageLine().Replace(Tag().Replace(text, " "), " ")).GroupBy(w => w).Where(g => g.Count() > kept.GetValueOrDefault(g.Key)).Select(g => g.Key).ToList();
            // The numbers of notes and pages are no text.
            lost.Where(w => !w.All(char.IsAsciiDigit)).Should().BeEmpty(name);
        }
    }

    private static Directive Read(string title, string items) =>
        DirectiveReader.Read("web.txt", Head + "Căn cứ Luật Lâm nghiệp và ý\nkiến của các thôn về việc ươm\ncây bản địa;\n\nĐiều 8. Cây giống\n\n1. Cây giống được ươm từ hạt của\nrừng đầu nguồn.\n\n2. Mỗi luống có biển ghi tên\ncây và ngày gieo.\n\n" + title + "\n\n" + items + "\n\nNơi nhận:\n- Như Điều 9;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN\nDÂN\nCHỦ TỊCH\nLê Thị Mận\n").Directive!;

    private static List<(string Id, string Text)> Sections(string items) =>
        [.. Read("Điều 9. Tổ chức thực hiện", items).Blocks.Where(b => b.SectionId.StartsWith("Điều 9.", StringComparison.Ordinal)).Select(b => (b.SectionId, b.Text))];

    private static IEnumerable<string> Words(string text) => Word().Matches(VietnameseText.ToNfc(text)).Select(m => m.Value);

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^.*Trang \d.*$", RegexOptions.Multiline)]
    private static partial Regex PageLine();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
