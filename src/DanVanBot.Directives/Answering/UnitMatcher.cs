using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>A task of a unit with the range of its block that is quoted.</summary>
internal sealed record UnitTask(CorpusBlock Block, int Start, int End, bool IsOwn);

/// <summary>Finds the tasks of the unit a question names: those given to the unit by name first, then those given to a group it belongs to.</summary>
internal static class UnitMatcher
{
    public static List<UnitTask> Tasks(UnitMention unit, Corpus corpus, Ranker ranker, QuestionRules rules)
    {
        if (!corpus.Tables.Units.TryGetValue(rules.CanonicalHead(unit.Head), out var entries)) return [];
        var byDocument = new Dictionary<CorpusDocument, List<UnitTask>>();
        foreach (var entry in entries)
        {
            var document = entry.Block.Document;
            if (ranker.Only is not null && !ranker.Only.Contains(document)) continue;
            if (!IsSame(entry, unit, document, rules) || !ranker.IsConsistent(entry.Block)) continue;
            if (!byDocument.TryGetValue(document, out var tasks)) byDocument[document] = tasks = [];
            if (!tasks.Exists(t => t.Block == entry.Block && t.Start == entry.Task.Offset))
                tasks.Add(new UnitTask(entry.Block, entry.Task.Offset, entry.Task.Offset + entry.Task.Text.Length, !entry.IsGroup));
        }

        List<UnitTask> best = [];
        var bestScore = 0f;
        foreach (var (document, tasks) in byDocument)
        {
            var score = ranker.Fit(document) + (tasks.Exists(t => t.IsOwn) ? .3f : 0) + (tasks.Count * .001f);
            if (score <= bestScore) continue;
            bestScore = score;
            best = [.. tasks.OrderBy(t => t.IsOwn ? 0 : 1)];
        }

        return best;
    }

    /// <summary>How much of what the question asks beside the unit a task covers; 0 when it asks nothing beside.</summary>
    public static float Topic(UnitTask task, UnitMention unit, Understanding question, Query query)
    {
        var mask = Beside(unit, question, query);
        var total = query.Weight(mask);
        if (total < 6) return 0;
        return query.Weight(query.WithAlternatives(query.WordsIn(task.Block.Body)) & mask) / total;
    }

    public static float TopicWeight(UnitMention unit, Understanding question, Query query) => query.Weight(Beside(unit, question, query));

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
