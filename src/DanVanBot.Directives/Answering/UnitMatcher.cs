using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>A task of a unit with the range of its block that is quoted.</summary>
internal sealed record UnitTask(CorpusBlock Block, int Start, int End, bool IsOwn);

/// <summary>Finds the tasks of the unit a question names: those given to the unit by name first, then those given to a group it belongs to.</summary>
internal static class UnitMatcher
{
    private const float LeastBeside = 0.6f;
    private const float Own = 0.3f;
    private const float PerTask = 0.001f;
    private const float AboutIt = 0.5f;

    public static List<UnitTask> Tasks(UnitMention unit, Corpus corpus, Ranker ranker, Understanding question, Query query, QuestionRules rules)
    {
        if (!corpus.Tables.Units.TryGetValue(rules.CanonicalHead(unit.Head), out var entries)) return [];
        var beside = Beside(unit, question, query);
        var weight = query.Weight(beside);
        List<UnitTask> best = [];
        var bestScore = 0f;
        // The entries stand document by document; most documents cannot win and are passed over.
        for (var from = 0; from < entries.Length;)
        {
            var document = entries[from].Block.Document;
            var to = from + 1;
            while (to < entries.Length && entries[to].Block.Document == document) to++;
            var of = entries.AsSpan(from, to - from);
            from = to;
            var fit = ranker.Only is not null && !ranker.Only.Contains(document) ? 0 : ranker.Fit(document);
            if (fit <= 0 || fit + Own + AboutIt + (of.Length * PerTask) <= bestScore) continue;
            // What is asked beside the unit may be what the whole document is about.
            if (weight > 0) fit += AboutIt * query.Weight(query.WithAlternatives(query.WordsIn(of[0].Block.Context) | BestOf(of, query, beside)) & beside) / weight;
            if (fit + Own + (of.Length * PerTask) <= bestScore) continue;
            var tasks = Of(of, unit, document, ranker, rules);
            if (tasks.Count == 0) continue;
            var score = fit + (tasks.Exists(t => t.IsOwn) ? Own : 0) + (tasks.Count * PerTask);
            if (score <= bestScore) continue;
            bestScore = score;
            best = tasks;
        }

        return [.. best.OrderBy(t => t.IsOwn ? 0 : 1)];
    }

    /// <summary>What the task that says most of the words says of them.</summary>
    private static ulong BestOf(ReadOnlySpan<UnitEntry> entries, Query query, ulong beside)
    {
        ulong best = 0;
        var most = 0f;
        foreach (var entry in entries)
        {
            var words = query.WithAlternatives(query.WordsIn(entry.Block.Body)) & beside;
            if (query.Weight(words) is var weight && weight > most)
            {
                most = weight;
                best = words;
            }
        }

        return best;
    }

    private static List<UnitTask> Of(ReadOnlySpan<UnitEntry> entries, UnitMention unit, CorpusDocument document, Ranker ranker, QuestionRules rules)
    {
        var tasks = new List<UnitTask>();
        foreach (var entry in entries)
        {
            if (!IsSame(entry, unit, document, rules) || !ranker.IsConsistent(entry.Block)) continue;
            if (!tasks.Exists(t => t.Block == entry.Block && t.Start == entry.Task.Offset))
                tasks.Add(new UnitTask(entry.Block, entry.Task.Offset, entry.Task.Offset + entry.Task.Text.Length, !entry.IsGroup));
        }

        return tasks;
    }

    /// <summary>How much of what the question asks beside the unit a task covers; 0 when it asks nothing beside.</summary>
    public static float Topic(UnitTask task, UnitMention unit, Understanding question, Query query, float highestIdf)
    {
        // What the whole document is about need not be said again.
        var mask = Beside(unit, question, query) & ~query.WordsIn(task.Block.Context);
        var total = query.Weight(mask);
        if (total < LeastBeside * highestIdf) return 0;
        return query.Weight(query.WithAlternatives(query.WordsIn(task.Block.Body)) & mask) / total;
    }

    public static float TopicWeight(UnitMention unit, CorpusBlock of, Understanding question, Query query) => query.Weight(Beside(unit, question, query) & ~query.WordsIn(of.Context));

    private static ulong Beside(UnitMention unit, Understanding question, Query query)
    {
        var terms = new List<int>();
        for (var i = 0; i < question.Terms.Length; i++)
        {
            if (!question.Terms[i].IsContent || (i >= unit.From && i < unit.To + 1) || question.Tokens[i].IsNumber) continue;
            if (question.Terms[i].Term >= 0) terms.Add(question.Terms[i].Term);
        }

        return query.WordsIn([.. terms]);
    }

    private static bool IsSame(UnitEntry entry, UnitMention unit, CorpusDocument document, QuestionRules rules)
    {
        if (unit.Qualifier is null || entry.Qualifier is null || entry.Qualifier == unit.Qualifier || entry.FoldedName.Contains(unit.Qualifier, StringComparison.Ordinal)) return true;
        var asked = rules.LevelOf(unit.Qualifier);
        return asked == document.Directive.Origin.Level && asked == rules.LevelOf(entry.Qualifier);
    }
}
