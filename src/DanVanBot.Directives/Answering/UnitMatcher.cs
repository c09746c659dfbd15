using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A task of a unit with the range of its block that is quoted.</summary>
internal sealed record UnitTask(CorpusBlock Block, int Start, int End, bool IsOwn);

/// <summary>Finds the tasks of the unit a question names: those of the section headed by the unit first, then those given to a group it belongs to.</summary>
internal static class UnitMatcher
{
    public static List<UnitTask> Tasks(UnitMention unit, Understanding question, Corpus corpus, Ranker ranker, QuestionRules rules)
    {
        var best = new List<UnitTask>();
        var bestScore = 0f;
        foreach (var document in corpus.Documents)
        {
            if (ranker.Only is not null && !ranker.Only.Contains(document)) continue;
            var own = new List<UnitTask>();
            for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++)
            {
                var block = corpus.Blocks[i];
                foreach (var task in document.Directive.Tasks)
                {
                    if (task.BlockId != block.Block.Id || !task.Units.Any(u => Names(u, unit, document, rules))) continue;
                    own.Add(new UnitTask(block, task.Offset, task.Offset + task.Text.Length, true));
                }
            }

            if (own.Count == 0) continue;
            var score = ranker.Fit(document) + (own.Count * .001f);
            if (score <= bestScore) continue;
            bestScore = score;
            best = own;
        }

        return best;
    }

    /// <summary>How much of what the question asks beside the unit a task covers; 0 when it asks nothing beside.</summary>
    public static float Topic(UnitTask task, UnitMention unit, Understanding question, Query query)
    {
        ulong mask = Beside(unit, question, query);
        var total = query.Weight(mask);
        if (total < 6) return 0;
        return query.Weight(query.WithAlternatives(query.WordsIn(task.Block.Terms)) & mask) / total;
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

    private static bool Names(string name, UnitMention unit, CorpusDocument document, QuestionRules rules)
    {
        var text = VietnameseText.Lower(name);
        var tokens = Tokenizer.Tokenize(QuestionText(text, rules));
        foreach (var (from, to) in rules.UnitHeads.Matches(tokens, QuestionText(text, rules)))
        {
            var head = string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded));
            if (!rules.SameHead(head, unit.Head)) continue;
            // A group ("các chi bộ, chính quyền, Mặt trận …") names many: its tasks are general ones.
            if (tokens.Count > 14 && from > 2) continue;
            var qualifier = rules.QualifierAfter(tokens, QuestionText(text, rules), to);
            if (unit.Qualifier is null || qualifier is null || qualifier == unit.Qualifier || QuestionText(text, rules).Contains(unit.Qualifier, StringComparison.Ordinal) || VietnameseText.Fold(text).Contains(unit.Qualifier, StringComparison.Ordinal)) return true;
            if (rules.LevelOf(unit.Qualifier) == document.Directive.Origin.Level && rules.LevelOf(unit.Qualifier) == rules.LevelOf(qualifier)) return true;
        }

        return false;
    }

    private static string QuestionText(string lower, QuestionRules rules) => rules.WriteOut(lower);
}
