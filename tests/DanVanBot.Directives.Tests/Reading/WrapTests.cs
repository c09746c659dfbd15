using System.Text;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Cutting the lines of a document that has them whole changes nothing of what is read.</summary>
public sealed class WrapTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(67)]
    [InlineData(74)]
    [InlineData(81)]
    [InlineData(90)]
    [InlineData(99)]
    public void Read_RealDocumentsWrapped_PutsEveryWordIntoItsSection(int width)
    {
        foreach (var file in Shared.Seeds())
        {
            var text = File.ReadAllText(file);
            if (text.Split('\n').Max(l => l.Length) < 300) continue;
            Words(DirectiveReader.Read(file, Wrapped(text, width)).Directive!).Should().Equal(Words(DirectiveReader.Read(file, text).Directive!), "{0} at {1}", Path.GetFileName(file), width);
        }
    }

    /// <summary>As law web sites give them: every paragraph behind a blank line, its first line cut far too early.</summary>
    [Fact]
    public void Read_RealDocumentsCutLikeWebCopies_PutsEveryWordIntoItsSection()
    {
        foreach (var file in Shared.Seeds())
        {
            var text = File.ReadAllText(file);
            if (text.Split('\n').Max(l => l.Length) < 300) continue;
            var cut = string.Join('\n', text.Split('\n').Select(l => Wrapped(l.Trim(), 26).TrimEnd('\n').Split('\n', 2) is [var first, var rest] ? first + "\n" + Wrapped(rest.Replace('\n', ' '), 78) : l.Trim() + "\n"));
            Words(DirectiveReader.Read(file, cut).Directive!).Should().Equal(Words(DirectiveReader.Read(file, text).Directive!), Path.GetFileName(file));
        }
    }

    [Theory]
    [InlineData(70)]
    [InlineData(88)]
    public void Read_NoteThatCutsASentenceWithoutBlankLines_LetsTheSentenceGoOn(int width)
    {
        const string Text = "ĐẢNG ỦY XÃ VƯỜN ƯƠM\nSố 8-CV/ĐU\nVườn Ươm, ngày 01 tháng 3 năm 2026\nKính gửi: Các chi bộ.\nĐảng ủy yêu cầu các chi bộ thực hiện một số nội dung sau:\n"
            + "1. Tiếp tục làm theo các văn bản<sup>1</sup> của cấp trên về vườn ươm, trọng tâm là những việc nêu trong nghị quyết đại hội và trong kế hoạch của\n<sup>1</sup> Kế hoạch số 3-KH/ĐU ngày 02/02/2026 của Đảng ủy xã về vườn ươm; các văn bản khác về giống cây.\n"
            + "Đảng ủy xã, gắn với việc giữ sạch lối đi giữa các luống cây và trước cổng vườn của từng hộ.\n2. Báo cáo kết quả về Đảng ủy xã trước ngày 01/9/2026.\nNơi nhận:\n- Như trên.\nT/M ĐẢNG ỦY\nBÍ THƯ\nLê Thị Mận";
        var read = DirectiveReader.Read("n.txt", Wrapped(Text, width)).Directive!;
        read.Blocks.Single(b => b.SectionId == "1").Text.Should().EndWith("kế hoạch của Đảng ủy xã, gắn với việc giữ sạch lối đi giữa các luống cây và trước cổng vườn của từng hộ.");
        read.Blocks.Single(b => b.Kind == BlockKind.Footnote).Text.Should().EndWith("giống cây.");
    }

    private static List<string> Words(Directive directive) =>
        [.. directive.Blocks.GroupBy(b => b.SectionId).Select(g => g.Key + ": " + VietnameseText.CollapseSpaces(string.Join(' ', g.Select(b => b.Text))))];

    private static string Wrapped(string text, int width)
    {
        var result = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var length = 0;
            foreach (var word in line.TrimEnd('\r').Split(' '))
            {
                if (length > 0 && length + word.Length > width)
                {
                    result.Append('\n');
                    length = 0;
                }
                else if (length > 0) result.Append(' ');
                result.Append(word);
                length += word.Length + 1;
            }

            result.Append('\n');
        }

        return result.ToString();
    }
}
