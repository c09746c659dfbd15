using System.Collections.Frozen;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// Weighs what is measured of passages (<see cref="Signals"/>): which is best, and how likely it is that the best one answers. Two sums with weights from <c>weights.yaml</c>,
/// fitted on the question sets by the tests (see docs/decisions/0007); nothing here knows a word of any question.
/// </summary>
internal sealed class Judge
{
    private static readonly Lazy<Judge> Loaded = new(() => new Judge(DataNode.Embedded("weights.yaml")));
    private static readonly string[] Margins = ["score", "covered", "pairs", "clause", "wide"];
    private static readonly int[] MarginSignals = [.. Margins.Select(m => Array.IndexOf(Signals.Names, m))];
    private readonly float[] _rank;
    private readonly float[] _answer;
    private readonly float _bias;

    private Judge(DataNode root)
    {
        _rank = Weights(root["rank"], Signals.Names);
        _answer = Weights(root["answer"], AnswerNames);
        _bias = root["bias"].Number;
        Least = root["least"].Number;
    }

    public static Judge Default => Loaded.Value;

    /// <summary>What the second sum weighs: the signals of the best passage, how far it is ahead of the best other section, and whether the question leans on another.</summary>
    public static string[] AnswerNames { get; } = [.. Signals.Names, .. Margins.Select(m => "ahead_" + m), "leans"];

    internal IReadOnlyList<float> RankWeights => _rank;

    internal IReadOnlyList<float> AnswerWeights => _answer;

    internal float Bias => _bias;

    /// <summary>The least likelihood with which an answer is given.</summary>
    public float Least { get; }

    /// <summary>Higher is better; only the order means anything.</summary>
    public float Rank(float[] signals) => Sum(_rank, signals);

    /// <summary>How likely the first of <paramref name="found"/> answers, from 0 to 1.</summary>
    public float Likelihood(IReadOnlyList<Candidate> found, bool leans)
    {
        var sum = _bias + Sum(_answer, Measured(found, leans));
        return 1 / (1 + MathF.Exp(-sum));
    }

    public static float[] Measured(IReadOnlyList<Candidate> found, bool leans)
    {
        var best = found[0];
        var measured = new float[AnswerNames.Length];
        best.Signals!.CopyTo(measured, 0);
        Candidate? next = null;
        for (var i = 1; i < found.Count && next is null; i++)
        {
            if (found[i].Block.Document != best.Block.Document || found[i].Block.Block.SectionId != best.Block.Block.SectionId) next = found[i];
        }

        for (var m = 0; m < MarginSignals.Length; m++) measured[Signals.Names.Length + m] = best.Signals[MarginSignals[m]] - (next?.Signals![MarginSignals[m]] ?? 0);
        measured[^1] = leans ? 1 : 0;
        return measured;
    }

    private static float Sum(float[] weights, float[] values)
    {
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * values[i];
        return sum;
    }

    private static float[] Weights(DataNode node, string[] names)
    {
        var given = node.Entries.ToFrozenDictionary(e => e.Key, e => e.Value.Number, StringComparer.Ordinal);
        if (given.Keys.FirstOrDefault(k => !names.Contains(k, StringComparer.Ordinal)) is { } unknown) throw node.Error("there is no signal '" + unknown + "'");
        return [.. names.Select(n => given.GetValueOrDefault(n))];
    }
}
