namespace DanVanBot.Directives.Tests.Fitting;

/// <summary>What is to be chosen among: the signals of each candidate, and which of them are right (none, where the question cannot be answered).</summary>
/// <param name="Weight">What it counts; a question asked of two registers counts half in each.</param>
internal sealed record Choice(float[][] Candidates, bool[] Right, double Weight = 1);

/// <summary>One judgement: what was measured, and whether it turned out to be so.</summary>
internal sealed record Judgement(float[] Measured, bool IsSo, double Weight = 1);

/// <summary>
/// Fits the two sums of <see cref="Answering.Judge"/>: the first by the likelihood of a right candidate among all of its question (softmax), the second by logistic
/// regression. Both are pulled towards the weights they start from, so that a few new questions mend and do not overturn what many earlier ones taught.
/// </summary>
internal static class Fitter
{
    private const int Steps = 1500;
    private const double Rate = 0.05;

    public static double[] Rank(IReadOnlyList<Choice> choices, double[] from, double pull)
    {
        var learnable = choices.Where(c => c.Right.Contains(true) && c.Right.Contains(false)).ToList();
        return Descend(from, pull, (weights, gradient) =>
        {
            foreach (var choice in learnable)
            {
                var sums = choice.Candidates.Select(c => Sum(weights, c)).ToArray();
                var highest = sums.Max();
                var all = 0.0;
                var right = 0.0;
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] = Math.Exp(sums[i] - highest);
                    all += sums[i];
                    if (choice.Right[i]) right += sums[i];
                }

                for (var i = 0; i < sums.Length; i++)
                {
                    var share = (sums[i] / all) - (choice.Right[i] ? sums[i] / Math.Max(right, 1e-12) : 0);
                    for (var k = 0; k < weights.Length; k++) gradient[k] += choice.Weight * share * choice.Candidates[i][k];
                }
            }
        });
    }

    /// <returns>The weights, the bias last.</returns>
    public static double[] Answer(IReadOnlyList<Judgement> judgements, double[] from, double pull) => Descend(from, pull, (weights, gradient) =>
    {
        foreach (var judgement in judgements)
        {
            var share = judgement.Weight * (Likelihood(weights, judgement.Measured) - (judgement.IsSo ? 1 : 0));
            for (var k = 0; k < judgement.Measured.Length; k++) gradient[k] += share * judgement.Measured[k];
            gradient[^1] += share;
        }
    });

    public static double Likelihood(double[] weights, float[] measured) => 1 / (1 + Math.Exp(-Sum(weights, measured) - weights[^1]));

    public static double Sum(double[] weights, float[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += weights[i] * values[i];
        return sum;
    }

    /// <summary>Adam; the functions are convex (the first nearly), so where it starts decides nothing but the pull.</summary>
    private static double[] Descend(double[] from, double pull, Action<double[], double[]> slope)
    {
        var weights = (double[])from.Clone();
        var mean = new double[weights.Length];
        var square = new double[weights.Length];
        var gradient = new double[weights.Length];
        for (var step = 1; step <= Steps; step++)
        {
            Array.Clear(gradient);
            slope(weights, gradient);
            var rate = Rate * (1 - ((double)step / (Steps + 1)));
            for (var k = 0; k < weights.Length; k++)
            {
                var g = gradient[k] + (pull * (weights[k] - from[k]));
                mean[k] = (.9 * mean[k]) + (.1 * g);
                square[k] = (.999 * square[k]) + (.001 * g * g);
                weights[k] -= rate * (mean[k] / (1 - Math.Pow(.9, step))) / (Math.Sqrt(square[k] / (1 - Math.Pow(.999, step))) + 1e-8);
            }
        }

        return weights;
    }
}
