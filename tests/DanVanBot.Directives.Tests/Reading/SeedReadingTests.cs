using System.Text.Json;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>The reader against the hand-made reading of the real documents: what was reached must not be lost.</summary>
public sealed class SeedReadingTests
{
    [Fact]
    public void Read_Seeds_KeepsTheFiguresReached()
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(Shared.Path("qa", "parse-gold.json")));
        int sections = 0, sectionsFound = 0, tasks = 0, tasksFound = 0, references = 0, referencesFound = 0, duties = 0, dutiesFound = 0, statistics = 0, statisticsFound = 0;
        foreach (var document in gold.RootElement.GetProperty("documents").EnumerateArray())
        {
            var file = document.GetProperty("file").GetString()!;
            var read = DirectiveReader.Read(file, File.ReadAllText(Shared.Path("seeds", file))).Directive!;
            Text(document, "type").Should().Be(read.Type);
            Text(document, "number").Should().Be(read.Number);
            Text(document, "date").Should().Be(read.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            Text(document, "signer").Should().Be(read.Signer);
            Text(document, "signer_role").Should().Be(read.SignerRole);
            foreach (var s in document.GetProperty("sections").EnumerateArray())
            {
                sections++;
                if (read.Blocks.Any(b => b.SectionId == Text(s, "section") && Overlap(b.Text, Text(s, "text")!) >= .8)) sectionsFound++;
            }

            Count(document, "tasks", t => read.Tasks.Any(x => Overlap(x.Text, Text(t, "text")!) >= .8), ref tasks, ref tasksFound);
            Count(document, "reporting_obligations", t => read.ReportDuties.Any(x => Overlap(x.Text, Text(t, "text")!) >= .8 && x.SectionId == Text(t, "section")), ref duties, ref dutiesFound);
            Count(document, "statistics", t => read.Statistics.Any(x => Digits(x.Value) == Digits(Text(t, "value")!)), ref statistics, ref statisticsFound);
            foreach (var r in document.GetProperty("references").EnumerateArray().Where(r => Text(r, "number") is not null))
            {
                references++;
                if (read.References.Any(x => DocumentSymbols.Canonical(x.Number) == DocumentSymbols.Canonical(Text(r, "number")!))) referencesFound++;
            }
        }

        // A title and its one paragraph are one block in the gold and two here, so a few sections overlap less.
        ((double)sectionsFound / sections).Should().BeGreaterThan(.93);
        ((double)tasksFound / tasks).Should().BeGreaterThan(.97);
        ((double)referencesFound / references).Should().BeGreaterThan(.97);
        ((double)dutiesFound / duties).Should().Be(1);
        ((double)statisticsFound / statistics).Should().BeGreaterThan(.97);
    }

    [Fact]
    public void Read_AllSeeds_AreDocumentsWithTypeIssuerAndSigner()
    {
        foreach (var seed in Shared.Seeds())
        {
            var read = DirectiveReader.Read(seed, File.ReadAllText(seed));
            read.IsRead.Should().BeTrue(read.Detail);
            read.Directive!.Type.Should().NotBeNull();
            read.Directive.Issuer.Should().NotBeNull();
            read.Directive.Signer.Should().NotBeNull();
        }
    }

    private static void Count(JsonElement document, string name, Func<JsonElement, bool> found, ref int all, ref int hits)
    {
        foreach (var item in document.GetProperty(name).EnumerateArray())
        {
            all++;
            if (found(item)) hits++;
        }
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name) is { ValueKind: JsonValueKind.String } s ? s.GetString() : null;

    private static string Digits(string s) => string.Concat(s.Where(c => char.IsAsciiDigit(c) || c is ',' or '.'));

    private static double Overlap(string a, string b)
    {
        HashSet<string> x = Words(a), y = Words(b);
        return (double)x.Intersect(y).Count() / Math.Max(1, x.Union(y).Count());
    }

    private static HashSet<string> Words(string text) => [.. VietnameseText.Fold(text).Split([' ', ',', '.', ';', ':', '-', '/', '(', ')', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries)];
}
