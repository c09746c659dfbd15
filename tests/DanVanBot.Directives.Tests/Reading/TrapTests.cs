using System.Text.Json;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>
/// The traps a hand reading of the real documents noted ("issues" of the gold): each on the real text, which stands beside the repository, and on a look-alike
/// of ours where the trap is one of form. Errors of a document are shown as they are written; none is put right.
/// </summary>
public sealed class TrapTests
{
    private static readonly Lazy<Dictionary<string, Directive>> Seeds = new(() => Shared.Seeds().ToDictionary(s => Path.GetFileName(s)[..3], s => DocumentFile.Read(s, File.ReadAllBytes(s)).Directive!));

    private static Directive Seed(string number) => Seeds.Value[number];

    [Fact]
    public void Issues_OfTheGold_AreAllLookedAt()
    {
        // A new issue in the gold asks for a new test here.
        using var gold = JsonDocument.Parse(File.ReadAllText(Shared.Path("qa", "parse-gold.json")));
        gold.RootElement.GetProperty("documents").EnumerateArray().Sum(d => d.GetProperty("issues").GetArrayLength()).Should().Be(9 + 9 + 12);
        gold.RootElement.GetProperty("cross_document").GetArrayLength().Should().Be(8);
    }

    [Fact]
    public void Read_WhatTheHeadLost_IsNullWithADoubtAndTheIssuerComesFromTheText()
    {
        var seed = Seed("000");
        (seed.Number, seed.Subject).Should().Be((null, null));
        seed.Issuer.Should().Be(Gold("000").GetProperty("issuer").GetString());
        seed.Doubts.Select(d => d.Code).Should().Contain(["no-number", "no-subject", "type-inferred", "issuer-inferred"]);
        Seed("001").Date.Should().BeNull();
        Seed("003").Number.Should().BeNull();
        Seed("003").Date.Should().BeNull();
    }

    /// <summary>Wraps and pages in mid-sentence, slips of the pen, two ways of tone marks, unlike dashes and quotes, units of another level: the words stay, one by one.</summary>
    [Theory]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("003")]
    public void Read_EverySection_HasTheWordsOfTheDocumentNoneMoreNoneLess(string number)
    {
        using var check = JsonDocument.Parse(DirectiveJson.WriteCheck([Seed(number)]));
        var read = check.RootElement[0].GetProperty("sections").EnumerateArray().Select(s => (Id: s.GetProperty("section").GetString(), Words: Words(s.GetProperty("text").GetString()!))).ToList();
        foreach (var section in Gold(number).GetProperty("sections").EnumerateArray())
        {
            var words = Words(section.GetProperty("text").GetString()!);
            read.Should().Contain(r => r.Id == section.GetProperty("section").GetString() && r.Words == words);
        }
    }

    [Fact]
    public void Read_PageBreaksAndAFootnoteInMidSentence_LeaveOneBlock()
    {
        // Where one half ends on a page and the other begins on the next, the block holds both ends of the file's lines.
        foreach (var (seed, section) in new[] { ("002", "4"), ("004", "1"), ("004", "6") })
            Seed(seed).Blocks.Should().ContainSingle(b => b.SectionId == section, "section {0} of {1} is one paragraph", section, seed);
        Seed("004").Blocks.Should().ContainSingle(b => b.Kind == BlockKind.Footnote);
    }

    [Fact]
    public void Read_LettersTakenApart_AreComposed()
    {
        Shared.Seeds().Should().Contain(f => File.ReadAllText(f).Any(c => c >= '\u0300' && c <= '\u036F'), "or this test shows nothing");
        Seeds.Value.Values.SelectMany(d => d.Blocks).Should().NotContain(b => b.Text.Any(c => c >= '\u0300' && c <= '\u036F') || b.Text.Contains('*'));
    }

    [Fact]
    public void Read_Addressees_AreThoseOfTheGold()
    {
        foreach (var number in new[] { "000", "001" })
            Seed(number).Addressees.Should().Equal(Gold(number).GetProperty("addressees").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public void Read_SmallLetterAfterAFullStop_EndsNoBlock() =>
        Fixtures.Read("a.txt", Fixtures.Letter.Replace("bàn giao cho các thôn trước ngày 20/02/2024.", "bàn giao cho các thôn. rà lại sổ trước khi giao.", StringComparison.Ordinal))
            .Blocks.Should().ContainSingle(b => b.SectionId == "2.1" && b.Text.EndsWith("các thôn. rà lại sổ trước khi giao.", StringComparison.Ordinal));

    [Fact]
    public void Read_TitlesOfTheSameReference_AreEachAsItsDocumentHasThem()
    {
        foreach (var number in new[] { "000", "001" })
        {
            var wanted = Gold(number).GetProperty("references").EnumerateArray().Where(r => r.GetProperty("number").GetString() == "43-KL/TW").Select(r => r.GetProperty("title").GetString()!).First();
            Words(Seed(number).References.First(r => r.Number == "43-KL/TW").Title!).Should().StartWith(Words(wanted)[..20]);
        }

        Seed("000").References.First(r => r.Number == "43-KL/TW").Title.Should().NotBe(Seed("001").References.First(r => r.Number == "43-KL/TW").Title);
    }

    [Fact]
    public void Read_ReportWithoutADay_GetsNone()
    {
        Seed("000").ReportDuties.Should().HaveCount(2).And.OnlyContain(d => d.Deadline == null);
        Seed("000").ReportDuties[0].Recurrence.Should().Be(Gold("000").GetProperty("reporting_obligations")[0].GetProperty("recurrence").GetString());
        Seed("001").ReportDuties[0].Recurrence.Should().BeNull("the superior's letter of the year before has one, this one has none");
    }

    [Fact]
    public void Read_SymbolBrokenOverLinesAndNumbersInOne_AreDocumentsOfTheirOwn()
    {
        Seed("000").References.Should().Contain(r => r.Number == "33/CT-TTg");
        Seed("000").References.Where(r => r.Date == new DateOnly(2013, 12, 12)).Select(r => r.Number).Should().Equal("217-QĐ/TW", "218-QĐ/TW");
        var own = Fixtures.Read("a.txt", Fixtures.Letter.Replace("- Giữ vườn ươm sạch sâu bệnh.", "- Giữ vườn theo các Quyết định số 31, 32-QĐ/HU ngày 04/5/2023 của Ban Thường vụ Huyện ủy.", StringComparison.Ordinal));
        own.References.Where(r => r.SectionId == "2.1").Select(r => (r.Number, r.Date, r.Issuer)).Should().Equal(("31-QĐ/HU", new DateOnly(2023, 5, 4), "Ban Thường vụ Huyện ủy"), ("32-QĐ/HU", new DateOnly(2023, 5, 4), "Ban Thường vụ Huyện ủy"));
    }

    [Fact]
    public void Read_SameNumberOfTwoDates_StaysTwoDocumentsAndAnUnnamedIssuerStaysUnnamed()
    {
        DateOnly? first = Seed("000").References.First(r => r.Number == "08-CT/TU").Date, second = Seed("004").References.First(r => r.Number == "08-CT/TU").Date;
        first.Should().Be(new DateOnly(2021, 5, 25));
        second.Should().Be(new DateOnly(2021, 7, 27));
        ReferenceReader.Distinct(Seed("000").References.Concat(Seed("004").References)).Count(r => r.Number == "08-CT/TU").Should().Be(2);
        Seed("000").References.Single(r => r.Number == "316-CV/TU").Issuer.Should().BeNull("the text does not say whose it is");
    }

    [Fact]
    public void Read_NumberWithABlankBeforeItsHyphen_IsTheNumber()
    {
        Seed("001").Number.Should().Be("121-CV/ĐU");
        Fixtures.Read("a.txt", Fixtures.Letter.Replace("Số 45-CV/ĐU", "Số 45 -CV/ĐU", StringComparison.Ordinal)).Number.Should().Be("45-CV/ĐU");
    }

    [Fact]
    public void Read_NumberCutShortByASlip_IsTheSameDocument() =>
        ReferenceReader.Distinct(Seed("003").References).Where(r => r.Number.StartsWith("34/2007", StringComparison.Ordinal)).Should().ContainSingle().Which.Number.Should().Be("34/2007/PL-UBTVQH11");

    [Fact]
    public void Read_SameTitleTwiceAndNumbersThatStartAgain_FollowTheirParents()
    {
        var ids = Seed("003").Sections.Select(s => s.Id).ToList();
        ids.Should().ContainInOrder("B.II.2", "B.II.2.a", "B.II.2.b", "B.II.3").And.Contain(["B.III.1", "B.III.2.a", "B.III.2.b", "B.IV.1", "B.IV.4"]).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Read_PercentCutInsteadOfRounded_IsNoError()
    {
        Seed("003").Statistics.Should().NotContain(s => s.Flag != null, "every percentage of this report adds up");
        Seed("003").Statistics.Should().Contain(s => s.Value == "88,5").And.Contain(s => s.Value == "54" && s.Unit == "vụ").And.Contain(s => s.Value == "53" && s.Unit == "vụ");
    }

    private static JsonElement Gold(string number)
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(Shared.Path("qa", "parse-gold.json")));
        return gold.RootElement.GetProperty("documents").EnumerateArray().Single(d => d.GetProperty("file").GetString()!.StartsWith(number, StringComparison.Ordinal)).Clone();
    }

    /// <summary>The letters and figures only: the gold puts heads together with dashes of its own.</summary>
    private static string Words(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
