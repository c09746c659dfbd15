using System.Globalization;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>What a question was understood as and what was weighed: DANVANBOT_EXPLAIN is a question, or several with "|" between them (of the seeds, or the documents of the folder DANVANBOT_AMONG); the text goes to the folder DANVANBOT_MISSES.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void Explain_AQuestion_NamesWhatWasWeighed()
    {
        var asked = Environment.GetEnvironmentVariable("DANVANBOT_EXPLAIN") ?? "mô hình giữ gìn môi trường ở Đức Phổ";
        var corpus = Environment.GetEnvironmentVariable("DANVANBOT_AMONG") is { } folder
            ? Corpus.Build(Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(f => DirectiveReader.Read(f, File.ReadAllText(f)).Directive).OfType<Directive>())
            : FreshSetTests.Seeds();

        var lines = asked.Split('|').SelectMany(a => Explain(Answerer.Run(new Question(a.Trim()), corpus))).ToList();

        lines.Should().Contain(l => l.Contains("likelihood", StringComparison.Ordinal)).And.Contain(l => l.Contains("score=", StringComparison.Ordinal), "what was weighed is named");
        if (Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is { } to) File.WriteAllLines(Path.Combine(to, "explain.txt"), lines);
    }

    private static IEnumerable<string> Explain(Turn turn)
    {
        var q = turn.Question;
        var answer = turn.Finish(Scoring.Scorer.Today, WarningTable.Default);
        yield return $"{q.Text} | {q.Intents} | places {string.Join(',', q.Places)} | locals {string.Join(',', q.Locals.Select(l => l.Head + " " + string.Join(' ', l.Words)))} | asked {string.Join(',', q.AskedNouns.Select(n => string.Join('/', n.AnyOf) + "+" + string.Join(' ', n.Words)))} | periods {string.Join(',', q.Periods)} | units {string.Join(',', q.Units)} | types {string.Join(',', q.Types)}";
        yield return $"  content {string.Join(' ', q.Terms.Where(t => t.IsContent).Select(t => t.Folded))} | topic {string.Join(' ', q.Terms.Where(t => t.IsTopic).Select(t => t.Folded))} | focus {string.Join(' ', q.Tokens.Where((_, i) => q.Focus[i]).Select(t => t.Folded))}";
        yield return string.Create(CultureInfo.InvariantCulture, $"  {answer.Route} {answer.Reason}, likelihood {turn.Likelihood:F2}{(answer.Citations.Count > 0 ? ": " + answer.Citations[0].Document[..3] + " " + answer.Citations[0].Section + " " + answer.Citations[0].Quote : string.Empty)}");
        foreach (var c in turn.Searched.Take(4))
        {
            var weighed = Signals.Names.Zip(c.Signals!, (name, value) => (name, value)).Where(s => s.value != 0).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.name}={s.value:F2}"));
            yield return $"    {c.Block.Document.Directive.File[..3]} {c.Block.Block.SectionId} {Evidence.Missing(c, q, QuestionRules.Default)?.Reason} {string.Join(' ', weighed)}";
        }
    }
}
