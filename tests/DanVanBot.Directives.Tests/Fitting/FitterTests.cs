namespace DanVanBot.Directives.Tests.Fitting;

public sealed class FitterTests
{
    private static readonly double[] Nothing = [0, 0, 0];

    [Fact]
    public void Rank_OneSignalDecides_LearnsThatOne()
    {
        var random = new Random(7);
        var choices = Enumerable.Range(0, 80).Select(_ =>
        {
            float[][] candidates = [.. Enumerable.Range(0, 6).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];
            var highest = candidates.Max(c => c[1]);
            return new Choice(candidates, [.. candidates.Select(c => c[1] == highest)]);
        }).ToList();

        var weights = Fitter.Rank(choices, Nothing, 0.1);

        weights[1].Should().BeGreaterThan(5);
        Math.Abs(weights[0]).Should().BeLessThan(1);
        Math.Abs(weights[2]).Should().BeLessThan(1);
    }

    [Fact]
    public void Answer_ASignalOverAHalf_IsJudgedSo()
    {
        var random = new Random(11);
        var judgements = Enumerable.Range(0, 200).Select(_ => new[] { random.NextSingle(), random.NextSingle() }).Select(m => new Judgement(m, m[0] > .5f)).ToList();

        var weights = Fitter.Answer(judgements, Nothing, 0.01);

        Fitter.Likelihood(weights, [.9f, .1f]).Should().BeGreaterThan(.9);
        Fitter.Likelihood(weights, [.1f, .9f]).Should().BeLessThan(.1);
    }

    [Fact]
    public void Answer_AStrongPullAndFewQuestions_StaysWhereItWas()
    {
        var weights = Fitter.Answer([new Judgement([1, 0], false)], [2, 1, -1], 1000);

        weights.Should().Equal([2, 1, -1], (a, b) => Math.Abs(a - b) < .01);
    }
}
