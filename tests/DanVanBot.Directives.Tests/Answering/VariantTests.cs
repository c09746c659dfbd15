using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>Figures must not hang on the five documents at hand: on changed ones, with the questions changed alike, they stay.</summary>
public sealed class VariantTests(ITestOutputHelper output)
{
    private const int Variants = 6;

    [Fact]
    public void Answer_ChangedDocumentsAndQuestions_KeepTheFigures()
    {
        var dev = GoldSets.Development();
        var real = Scorer.Score("dev", dev, FreshSetTests.Seeds());
        List<Figures> all = [];
        List<string> misses = [];
        for (var seed = 1; seed <= Variants; seed++)
        {
            var variant = new Variant(seed, Shared.Seeds());
            misses.Add("variant " + seed);
            var figures = Scorer.Score("variant " + seed, [.. variant.Of(dev)], variant.Documents, misses);
            output.WriteLine(figures.ToString());
            all.Add(figures);
        }

        if (Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is { } folder) File.WriteAllLines(Path.Combine(folder, "variants.txt"), misses);
        output.WriteLine($"mean: hit@1 {all.Average(f => f.Hit1):F1}, hit@3 {all.Average(f => f.Hit3):F1}, answered {all.Average(f => f.AnsweredShare):F1}, wrong {all.Average(f => f.WrongShare):F1}; real: {real}");
    }
}
