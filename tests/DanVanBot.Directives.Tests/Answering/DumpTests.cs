using System.Text.Json;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class DumpTests
{
    [Fact]
    public void One()
    {
        if (Environment.GetEnvironmentVariable("DANVANBOT_ONE") is not { } text) return;
        var corpus = Environment.GetEnvironmentVariable("DANVANBOT_MADE") is null ? FreshSetTests.Seeds() : FreshSetTests.SeedsAndMade();
        var turn = Answerer.Run(new Question(text), corpus);
        var q = turn.Question;
        Console.WriteLine(q.Text + " | " + q.Intents + " | places " + string.Join(",", q.Places) + " | locals " + string.Join(",", q.Locals.Select(l => l.Head + " " + string.Join(' ', l.Words))) + " | nouns " + string.Join(",", q.AskedNouns.Select(n => string.Join('/', n.AnyOf) + "+" + string.Join(' ', n.Words))) + " | periods " + string.Join(",", q.Periods) + " | units " + string.Join(",", q.Units));
        Console.WriteLine("content " + string.Join(' ', q.Terms.Where(t => t.IsContent).Select(t => t.Folded)) + " | focus " + string.Join(' ', q.Tokens.Where((_, i) => q.Focus[i]).Select(t => t.Folded)) + " | topic " + string.Join(' ', q.Terms.Where(t => t.IsTopic).Select(t => t.Folded)));
        Console.WriteLine("likelihood " + turn.Likelihood);
        foreach (var c in turn.Searched.Take(4)) Console.WriteLine(c.Block.Document.Directive.File[..3] + " " + c.Block.Block.SectionId + " " + Evidence.Missing(c, q, QuestionRules.Default) + " type " + c.Passage.HasAskedType + " " + string.Join(' ', Signals.Names.Zip(c.Signals!, (n, v) => n + "=" + v.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)).Where(x => !x.EndsWith("=0.00", StringComparison.Ordinal))));
    }

    [Fact]
    public void Dump()
    {
        if (Environment.GetEnvironmentVariable("DANVANBOT_DUMP") is not { } folder) return;
        var seeds = FreshSetTests.Seeds();
        var both = FreshSetTests.SeedsAndMade();
        Write("dev", GoldSets.Development(), seeds);
        Write("devmade", GoldSets.Development(), both);
        Write("fresh", [.. GoldSets.Fresh(false), .. GoldSets.Fresh(true)], seeds);
        Write("exam", GoldSets.Exam(), seeds);
        Write("last", GoldSets.Last(), seeds);
        foreach (var b in new[] { "farmer", "youth", "chain", "blind" }) Write(b, GoldSets.Batch(b), both);
        foreach (var s in new[] { "blindA", "blindB" })
        {
            var f = "/work/scratch/" + s + "/blind.jsonl";
            if (File.Exists(f)) Write(s, GoldSets.ReadFile(f), seeds);
            if (File.Exists(f)) Write(s + "m", GoldSets.ReadFile(f), both);
        }

        if (File.Exists("/work/scratch/setD/blind.jsonl")) Write("setD", GoldSets.ReadFile("/work/scratch/setD/blind.jsonl"), both);
        if (File.Exists("/work/scratch/real/blind.jsonl"))
        {
            var docs = Directory.GetFiles("/work/scratch/real/docs", "*.txt").Order(StringComparer.Ordinal).Select(s => DirectiveReader.Read(s, File.ReadAllText(s)).Directive).Where(d => d is not null).Select(d => d!).ToList();
            Write("real", GoldSets.ReadFile("/work/scratch/real/blind.jsonl"), Corpus.Build(docs));
        }

        void Write(string name, List<GoldQuestion> questions, Corpus corpus)
        {
            List<string> misses = [];
            var figures = Scorer.Score(name, questions, corpus, misses);
            File.WriteAllLines(Path.Combine(folder, name + ".miss"), [figures.ToString(), .. misses]);
            using var file = new StreamWriter(Path.Combine(folder, name + ".jsonl"));
            foreach (var q in questions)
            {
                var turn = Answerer.Run(q.Question, corpus);
                var answer = turn.Finish(Scorer.Today, WarningTable.Default);
                file.WriteLine(JsonSerializer.Serialize(new
                {
                    set = name,
                    id = q.Id,
                    style = q.Style,
                    text = q.Text,
                    answerable = q.IsAnswerable,
                    route = answer.Route.ToString(),
                    reason = answer.Reason,
                    history = q.History.Count,
                    citations = answer.Citations.Count,
                    candidates = turn.Searched.Select(c => new { s = c.Signals, good = Good(q, c, answer), block = c.Block.Document.Directive.File[..3] + " " + c.Block.Block.SectionId, missing = Evidence.Missing(c, turn.Question, QuestionRules.Default)?.Reason }),
                }));
            }
        }

        static bool Good(GoldQuestion q, Candidate c, Answer a)
        {
            var citation = Citations.Of(c);
            return q.Accepted.Any(p => Scorer.Fits(p, citation, citation.Quote + " " + string.Empty));
        }
    }
}
