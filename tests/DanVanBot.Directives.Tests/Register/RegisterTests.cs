using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Register;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Register;

public sealed class RegisterTests
{
    private static readonly IReadOnlyList<Directive> Shipped = RegisterLoader.LoadFolder(Path.Combine(Shared.Root, "directives"));

    [Fact]
    public void LoadFolder_ShippedRegister_HoldsFiveSummaries()
    {
        Shipped.Should().HaveCount(5).And.OnlyContain(d => d.IsSummary && d.StandsFor != null && d.Blocks.Count > 5);
        Shipped.Select(DirectiveIdentity.Key).Should().OnlyHaveUniqueItems();
        foreach (var directive in Shipped)
        {
            var blocks = directive.Blocks.Select(b => b.Id).ToHashSet();
            directive.Tasks.Should().OnlyContain(t => blocks.Contains(t.BlockId));
            directive.ReportDuties.All(d => blocks.Contains(d.BlockId)).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("Năm 2022 Đảng ủy các xã, phường phải làm gì?", "thi-uy-duc-pho-2022.yaml", "2.3")]
    [InlineData("chi bo bao cao ket qua dan van nam 2023 cho ai", "dang-uy-phuong-2023.yaml", "kết")]
    [InlineData("hòa giải thành bao nhiêu vụ", "bao-cao-duc-pho-2023.yaml", "B.II.7")]
    public void Answer_FromASummary_IsLabelledAndNotInQuotationMarks(string question, string file, string section)
    {
        var answer = Answerer.Answer(new Question(question), Corpus.Build(Shipped), Fixtures.Today);
        answer.Citations[0].Document.Should().Be(file);
        answer.Citations[0].Section.Should().Be(section);
        answer.Citations.Should().OnlyContain(c => c.IsSummary);
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain("Tóm tắt, không phải nguyên văn").And.NotContain("“");
    }

    [Fact]
    public void Build_WithTheRealDocument_LeavesItsSummaryOut()
    {
        foreach (var seed in Shared.Seeds())
        {
            var real = DirectiveReader.Read(seed, File.ReadAllText(seed)).Directive!;
            var corpus = Corpus.Build([.. Shipped, real]);
            corpus.Directives.Should().HaveCount(5, "{0} replaces its summary and no other", real.File);
            corpus.Directives.Should().ContainSingle(d => !d.IsSummary);
        }
    }

    [Fact]
    public void StandsFor_ADocumentOfAnotherOffice_IsNo()
    {
        var other = Fixtures.Read("t.txt", Fixtures.Letter);
        Shipped.Should().OnlyContain(s => !DirectiveIdentity.StandsFor(s, other));
    }

    [Fact]
    public void Key_SameNumberOtherDate_IsAnotherDocument()
    {
        var one = Fixtures.Read("a.txt", Fixtures.Letter);
        var two = Fixtures.Read("b.txt", Fixtures.Letter.Replace("ngày 05 tháng 02", "ngày 06 tháng 02"));
        DirectiveIdentity.Key(one).Should().NotBe(DirectiveIdentity.Key(two));
        DirectiveIdentity.Key(one).Should().Be(DirectiveIdentity.Key(one with { File = "c.txt" }));
    }

    [Theory]
    [InlineData("type: Công văn\nsubject: x\nissuer: y\nstands_for: {}\nsections: []\ncolour: red\n", 6)]
    [InlineData("type: Công văn\nsubject: x\nissuer: y\nyear: hai\nstands_for: {}\nsections: []\n", 4)]
    [InlineData("type: Công văn\nsubject: x\nissuer: y\nlevel: Hamlet\nstands_for: {}\nsections: []\n", 4)]
    [InlineData("type: Công văn\nsubject: x\nissuer: y\nstands_for: {}\nsections:\n  - {id: '1', points: []}\n", 6)]
    [InlineData("type: [\n", 2)]
    public void Parse_BrokenEntry_NamesFileAndLine(string yaml, long line)
    {
        var broken = FluentActions.Invoking(() => RegisterLoader.Parse(yaml, "entry.yaml")).Should().Throw<DataFileException>().Which;
        broken.Message.Should().StartWith("entry.yaml, line ");
        broken.Line.Should().BeCloseTo(line, 1);
    }

    [Fact]
    public void Register_Shipped_CopiesNoSentenceOfADocument()
    {
        const int copied = 12;
        var sources = Shared.Seeds().SelectMany(s => Runs(File.ReadAllText(s), copied)).ToHashSet(StringComparer.Ordinal);
        foreach (var directive in Shipped)
        {
            foreach (var block in directive.Blocks.Where(b => b.Kind is BlockKind.Bullet or BlockKind.Closing or BlockKind.Preamble))
                Runs(block.Text, copied).Should().NotContain(r => sources.Contains(r), "{0} {1} is in our own words", directive.File, block.Id);
        }
    }

    private static IEnumerable<string> Runs(string text, int words)
    {
        var all = VietnameseText.Fold(VietnameseText.ToNfc(text)).Split([' ', '\n', '\r', '\t', ',', '.', ';', ':', '-', '(', ')', '"', '“', '”', '*'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + words <= all.Length; i++) yield return string.Join(' ', all, i, words);
    }
}
