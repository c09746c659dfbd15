using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Answering;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Fitting;

/// <summary>One question of a set, searched: what was found, and which of it is right.</summary>
internal sealed record Trial(string Set, GoldQuestion Gold, IReadOnlyList<Candidate> Found, bool[] Right, bool Leans, double Weight)
{
    public Choice Choice { get; } = new([.. Found.Select(c => c.Signals!)], Right, Weight);

    /// <summary>What the second sum is asked, when the first has these weights.</summary>
    public Judgement Judged(double[] rank)
    {
        var order = Enumerable.Range(0, Found.Count).OrderByDescending(i => Fitter.Sum(rank, Found[i].Signals!)).ToList();
        return new Judgement(Judge.Measured([.. order.Select(i => Found[i])], Leans), Right[order[0]], Weight);
    }
}

/// <summary>
/// The questions the weights are fitted on: all sets but <c>sets/exam-*</c> and the fifth of the development set that is kept out. DANVANBOT_FIT_MORE names a folder with further ones over other
/// documents (<c>docs/</c>, <c>blind.jsonl</c>): real documents are not kept here.
/// </summary>
internal static class TrainingSets
{
    private const double Half = 0.5;

    public static List<Trial> All()
    {
        var seeds = FreshSetTests.Seeds();
        var both = FreshSetTests.SeedsAndMade();
        List<Trial> trials = [];
        void Add(string name, IEnumerable<GoldQuestion> questions, Corpus corpus, double weight = 1) => trials.AddRange(questions.Select(q => Try(name, q, corpus, weight)).OfType<Trial>());
        var development = GoldSets.Development().Where(q => !GoldSets.IsKeptOut(q)).ToList();
        Add("dev", development, seeds, Half);
        Add("dev-among", development, both, Half);
        Add("fresh", [.. GoldSets.Fresh(heldOut: false), .. GoldSets.Fresh(heldOut: true)], seeds);
        Add("exam", [.. GoldSets.Exam(), .. GoldSets.Last()], seeds);
        foreach (var batch in new[] { "farmer", "youth", "chain", "blind" }) Add(batch, GoldSets.Batch(batch), both);
        foreach (var set in GoldSets.Fitted())
        {
            Add(set, GoldSets.Set(set), seeds, Half);
            Add(set + "-among", GoldSets.Set(set), both, Half);
        }

        if (Environment.GetEnvironmentVariable("DANVANBOT_FIT_MORE") is { } folder)
        {
            var documents = Directory.GetFiles(Path.Combine(folder, "docs")).Order(StringComparer.Ordinal).Select(f => DirectiveReader.Read(f, File.ReadAllText(f)).Directive).OfType<Directive>();
            Add("more", GoldSets.ReadFile(Path.Combine(folder, "blind.jsonl")), Corpus.Build(documents));
        }

        return trials;
    }

    /// <summary>Null where the answer was looked up or refused before anything was searched: nothing is weighed there.</summary>
    private static Trial? Try(string set, GoldQuestion gold, Corpus corpus, double weight)
    {
        var turn = Answerer.Run(gold.Question, corpus);
        if (turn.Searched.Count == 0) return null;
        var right = turn.Searched.Select(c =>
        {
            var citation = Citations.Of(c);
            return gold.Accepted.Any(p => Scorer.Fits(p, citation, citation.Quote));
        }).ToArray();
        return new Trial(set, gold, turn.Searched, right, gold.History.Count > 0, weight);
    }
}
