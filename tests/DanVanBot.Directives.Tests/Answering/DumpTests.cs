using System.Globalization;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class DumpTests
{
    [Fact]
    public void Dump()
    {
        if (Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is not { } folder) return;
        var corpus = FreshSetTests.Seeds();
        List<string> lines = [];
        foreach (var q in GoldSets.Development().Concat(GoldSets.Fresh(false)))
        {
            var turn = Answerer.Run(q.Question, corpus);
            if (turn.Best is not { } b) continue;
            var terms = turn.Question.Terms;
            var topic = terms.Where(t => t.IsTopic).Select(t => t.Folded).Distinct().Count();
            var oov = terms.Where(t => t.IsTopic && t.Term < 0).Select(t => t.Folded).Distinct().Count();
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{q.Id}\t{(q.IsAnswerable ? 1 : 0)}\t{turn.Finish(Scorer.Today).Reason}\tbc {b.Passage.BlockCoverage:F2}\tt {b.Passage.Topic:F2}\tcp {b.Passage.ContentPairs:F2}\tpc {b.Passage.PairCoverage:F2}\tn {topic}\toov {oov}\t{q.Text}"));
        }

        File.WriteAllLines(Path.Combine(folder, "dump.tsv"), lines);
    }
}
