using System.Text.Json;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class DumpTests
{
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
