using System.Globalization;
using System.Text;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Directives.Tests.Fitting;

/// <summary>
/// With DANVANBOT_FIT set to the path of weights.yaml the weights are fitted anew and written there, and five-fold figures beside it (DANVANBOT_MISSES, a folder).
/// DANVANBOT_PULL says how strongly they are pulled to those in force. Without, the weights in force are held to what they reach on the same questions.
/// </summary>
public sealed class FitTests(ITestOutputHelper output)
{
    private static readonly double Pull = double.Parse(Environment.GetEnvironmentVariable("DANVANBOT_PULL") ?? "1", CultureInfo.InvariantCulture);
    private const int Folds = 5;

    [Fact]
    public void Weights_OnTheQuestionsTheyWereFittedOn_ChooseAndJudgeAsTheyDid()
    {
        var trials = TrainingSets.All();
        var (rank, answer) = InForce();
        if (Environment.GetEnvironmentVariable("DANVANBOT_FIT") is { } path)
        {
            Report(trials, rank, answer);
            (rank, answer) = Fit(trials, rank, answer);
            File.WriteAllText(path, Yaml(rank, answer, Judge.Default.Least));
        }

        var figures = Score(trials, rank, answer, Judge.Default.Least);
        output.WriteLine(figures.ToString());
        figures.Chosen.Should().BeGreaterThan(90, "the first sum puts a right passage first, % of the questions that have one among those searched");
        figures.Ordered.Should().BeGreaterThan(.9, "the second sum gives a right answer a higher likelihood than a wrong one (area under the curve)");
    }

    private static (double[] Rank, double[] Answer) Fit(IReadOnlyList<Trial> trials, double[] rankFrom, double[] answerFrom)
    {
        var rank = Fitter.Rank([.. trials.Select(t => t.Choice)], rankFrom, Pull);
        return (rank, Fitter.Answer([.. trials.Select(t => t.Judged(rank))], answerFrom, Pull));
    }

    private void Report(IReadOnlyList<Trial> trials, double[] rank, double[] answer)
    {
        var lines = new List<string>();
        foreach (var set in trials.Select(t => t.Set).Distinct().Append("all"))
        {
            var inSet = trials.Where(t => set == "all" || t.Set == set).ToList();
            lines.Add($"in force   {set}: {Score(inSet, rank, answer, Judge.Default.Least)}");
        }

        List<Trial>[] folds = [.. Enumerable.Range(0, Folds).Select(f => trials.Where(t => Fold(t.Gold.Text) == f).ToList())];
        List<(Trial, double[], double[])> unseen = [];
        for (var f = 0; f < Folds; f++)
        {
            var (r, a) = Fit([.. trials.Where(t => Fold(t.Gold.Text) != f)], rank, answer);
            unseen.AddRange(folds[f].Select(t => (t, r, a)));
        }

        foreach (var set in trials.Select(t => t.Set).Distinct().Append("all"))
        {
            foreach (var least in new[] { .4, .45, .48, .5, .55, .6 })
                lines.Add($"five-fold  {set} at {least.ToString(CultureInfo.InvariantCulture)}: {Score([.. unseen.Where(u => set == "all" || u.Item1.Set == set)], least)}");
        }

        if (Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is { } folder) File.WriteAllLines(Path.Combine(folder, "fit.txt"), lines);
        lines.ForEach(output.WriteLine);
    }

    private static Judged Score(IReadOnlyList<Trial> trials, double[] rank, double[] answer, double least) => Score([.. trials.Select(t => (t, rank, answer))], least);

    private static Judged Score(IReadOnlyList<(Trial Trial, double[] Rank, double[] Answer)> trials, double least)
    {
        var judged = trials.Select(t => (t.Trial, Judgement: t.Trial.Judged(t.Rank), t.Answer)).Select(t => (t.Trial, t.Judgement.IsSo, Likelihood: Fitter.Likelihood(t.Answer, t.Judgement.Measured))).ToList();
        var right = judged.Where(j => j.IsSo).Select(j => j.Likelihood).ToList();
        var wrong = judged.Where(j => !j.IsSo).Select(j => j.Likelihood).ToList();
        var ordered = right.Count == 0 || wrong.Count == 0 ? 1 : right.Average(r => wrong.Average(w => r > w ? 1 : r < w ? 0 : .5));
        var choosable = judged.Where(j => j.Trial.Right.Contains(true)).ToList();
        var answerable = judged.Where(j => j.Trial.Gold.IsAnswerable).ToList();
        var not = judged.Where(j => !j.Trial.Gold.IsAnswerable).ToList();
        return new Judged(
            judged.Count,
            100.0 * choosable.Count(j => j.IsSo) / Math.Max(1, choosable.Count),
            ordered,
            100.0 * answerable.Count(j => j.IsSo && j.Likelihood >= least) / Math.Max(1, answerable.Count),
            100.0 * not.Count(j => j.Likelihood >= least) / Math.Max(1, not.Count));
    }

    /// <summary>By the words, so that one question among other documents stays with itself.</summary>
    private static int Fold(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return (int)((hash >> 9) % Folds);
    }

    private static (double[] Rank, double[] Answer) InForce()
    {
        var judge = Judge.Default;
        return ([.. judge.RankWeights.Select(w => (double)w)], [.. judge.AnswerWeights.Select(w => (double)w), judge.Bias]);
    }

    private static string Yaml(double[] rank, double[] answer, float least)
    {
        var yaml = new StringBuilder("# What passages are weighed with (Answering/Judge.cs). Fitted on the question sets, not written by hand: docs/decisions/0007.\nrank:\n");
        for (var i = 0; i < Signals.Names.Length; i++) yaml.Append(CultureInfo.InvariantCulture, $"  {Signals.Names[i]}: {rank[i]:F4}\n");
        yaml.Append("answer:\n");
        for (var i = 0; i < Judge.AnswerNames.Length; i++) yaml.Append(CultureInfo.InvariantCulture, $"  {Judge.AnswerNames[i]}: {answer[i]:F4}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"bias: {answer[^1]:F4}\n# An answer is given from this likelihood on.\nleast: {least:F2}\n");
        return yaml.ToString();
    }

    private sealed record Judged(int Count, double Chosen, double Ordered, double Answered, double Wrong)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} searched: right first {Chosen:F1} %, ordered {Ordered:F3}, rightly answered {Answered:F1} %, wrongly {Wrong:F1} %");
    }
}
