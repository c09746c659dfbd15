using System.Globalization;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>Figures must not hang on the five documents at hand: on changed ones, with the questions changed alike, they stay.</summary>
public sealed class VariantTests(ITestOutputHelper output)
{
    private const int Variants = 6;
    private const double Near = 2;

    [Fact]
    public void Answer_ChangedDocumentsAndQuestions_StaysWithinTwoPoints()
    {
        var dev = GoldSets.Development();
        var real = Scorer.Score("dev", dev, FreshSetTests.Seeds());
        List<Figures> all = [];
        List<string> misses = [];
        for (var seed = 1; seed <= Variants; seed++)
        {
            var variant = new Variant(seed, Shared.Seeds());
            misses.Add("variant " + seed.ToString(CultureInfo.InvariantCulture));
            var figures = Scorer.Score("variant " + seed.ToString(CultureInfo.InvariantCulture), [.. variant.Of(dev)], variant.Documents, misses);
            output.WriteLine(figures.ToString());
            all.Add(figures);
        }

        if (Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is { } folder) File.WriteAllLines(Path.Combine(folder, "variants.txt"), misses);
        var mean = string.Create(CultureInfo.InvariantCulture, $"mean: hit@1 {all.Average(f => f.Hit1):F1}, hit@3 {all.Average(f => f.Hit3):F1}, answered {all.Average(f => f.AnsweredShare):F1}, wrong {all.Average(f => f.WrongShare):F1}");
        output.WriteLine(mean);
        all.Average(f => f.Hit1).Should().BeGreaterThanOrEqualTo(real.Hit1 - Near, mean);
        all.Average(f => f.Hit3).Should().BeGreaterThanOrEqualTo(real.Hit3 - Near, mean);
        all.Average(f => f.AnsweredShare).Should().BeGreaterThanOrEqualTo(real.AnsweredShare - Near, mean);
        all.Average(f => f.WrongShare).Should().BeLessThanOrEqualTo(real.WrongShare + Near, mean);
        all.Sum(f => f.GuardedWrong).Should().Be(0);
    }

    [Fact]
    public void Variant_SameSeed_IsTheSame()
    {
        var one = new Variant(3, Shared.Seeds()).Documents.Directives.SelectMany(d => d.Blocks).Select(b => b.Text);
        var other = new Variant(3, Shared.Seeds()).Documents.Directives.SelectMany(d => d.Blocks).Select(b => b.Text);
        one.Should().Equal(other);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Variant_OfTheSeeds_NamesNeitherTheirPlacesNorTheirPeople(int seed)
    {
        var text = string.Join('\n', new Variant(seed, Shared.Seeds()).Documents.Directives.SelectMany(d => d.Blocks).Select(b => b.Text));
        foreach (var name in (string[])["Đức Phổ", "Bình Sơn", "Quảng Ngãi", "Bùi Văn Lý", "121-CV"]) text.Should().NotContain(name);
    }
}
