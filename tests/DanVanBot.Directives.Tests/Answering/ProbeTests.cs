using System.Globalization;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class ProbeTests
{
    [Fact]
    public void Probe()
    {
        if (Environment.GetEnvironmentVariable("PROBE") is not { } path) return;
        var corpus = FreshSetTests.Seeds();
        foreach (var line in File.ReadAllLines(path))
        {
            var parts = line.Split('\t');
            var turn = Answerer.Run(new Question(parts[0], parts[1..]), corpus);
            var q = turn.Question;
            var a = turn.Finish(Scorer.Today);
            Console.Error.WriteLine($"Q {q.Text}\n  intents {q.Intents} places {string.Join(',', q.Places)} units {string.Join(',', q.Units)} years {string.Join(',', q.Years)} nouns {string.Join(';', q.AskedNouns.Select(n => string.Join('|', n.AnyOf) + ":" + string.Join(' ', n.Qualifiers)))} attr {q.Attributes.Count} org {q.Organisations.Count} periods {string.Join(',', q.Periods)} unknown {q.UnknownPlace}\n  topic {string.Join(' ', q.Terms.Where(t => t.IsTopic).Select(t => t.Folded))} content {string.Join(' ', q.Terms.Where(t => t.IsContent && !t.IsTopic).Select(t => t.Folded))}");
            if (turn.Best is { } b) Console.Error.WriteLine($"  best {b.Block.Document.Directive.File[..3]} {b.Block.Block.SectionId} {b.Score:F2} {b.Passage}");
            Console.Error.WriteLine($"  => {a.Route} {a.Reason} " + string.Join(" || ", a.Citations.Take(4).Select(c => c.Document[..3] + " " + c.Section + ": " + c.Quote[..Math.Min(100, c.Quote.Length)])));
        }
    }
}
