using System.Globalization;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>Answers "những hạn chế gì", "nguyên nhân là gì" with the items of the section that is headed so.</summary>
internal static class SectionLists
{
    /// <summary>The share of a title that the question must say.</summary>
    internal const float LeastSaid = 0.75f;
    private const int Characters = 1500;
    private const int MostItems = 5;
    private const int Best = 4;
    private const int MostOfBest = 3;

    public static Answer? Find(Corpus corpus, Understanding question, Query query, Ranker ranker, QuestionRules rules)
    {
        if (!rules.ListAsked.IsIn(question.Tokens, question.Text) || question.Has(Intents.Number | Intents.Date | Intents.WhichDocument) || question.NamedKinds.Count > 0) return null;
        TitledList? best = null;
        var bestScore = 0f;
        var words = question.Terms.Select(t => t.Term).ToHashSet();
        foreach (var list in Candidates(corpus, question))
        {
            var heading = list.Heading;
            if (question.Types.Count > 0 && heading.Document.Directive.Type is { } type && !question.Types.Contains(type) && corpus.Types.Overlaps(question.Types)) continue;
            if (ranker.Only is not null && !ranker.Only.Contains(heading.Document)) continue;
            // The title must be in the question, and the question must be about little else than the title and its document.
            var said = TitleShare(heading, words, corpus);
            if (said < LeastSaid) continue;
            var inTitle = query.WithAlternatives(query.WordsIn(heading.Body)) & query.Content;
            var around = query.WordsIn(heading.Context) | query.WordsIn(heading.Crumb);
            var asked = query.Coverage(inTitle | around);
            if (inTitle == 0 || asked < .7f || !Array.TrueForAll(list.Items, ranker.IsConsistent)) continue;
            var score = (said + asked) * ranker.Fit(heading.Document);
            if (score <= bestScore) continue;
            bestScore = score;
            best = list;
        }

        if (best is null) return null;
        var citations = new List<Citation>();
        var length = 0;
        foreach (var item in best.Items)
        {
            var citation = Citations.Of(item);
            if (citations.Count >= MostItems || (citations.Count > 0 && length + citation.Length > Characters)) break;
            citations.Add(citation);
            length += citation.Length;
        }

        return new Answer
        {
            Route = AnswerRoute.Answer,
            Reason = "section",
            Citations = citations,
            Shown = citations.Count,
            Data = new Dictionary<string, string> { ["more"] = (best.Items.Length - citations.Count).ToString(CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>"gồm những nhóm nội dung nào": where most of what was found best are items of one list, the list is the answer and not its best item.</summary>
    public static Answer? Around(Corpus corpus, Candidate best, IReadOnlyList<Candidate> found)
    {
        if (best.Block.Block.Kind != BlockKind.Bullet || found.Take(Best).Count(c => IsItemBeside(c.Block, best.Block)) < MostOfBest) return null;
        var (first, last) = (best.Block.Number, best.Block.Number);
        while (first > best.Block.Document.FirstBlock && IsItemBeside(corpus.Blocks[first - 1], best.Block)) first--;
        while (last + 1 < best.Block.Document.FirstBlock + best.Block.Document.BlockCount && IsItemBeside(corpus.Blocks[last + 1], best.Block)) last++;
        var items = corpus.Blocks.Skip(first).Take(last - first + 1).ToList();
        // Of a list too long for a message the best item is shown.
        if (items.Count > MostItems || items.Sum(i => i.Block.Text.Length) > Characters) return null;
        return new Answer { Route = AnswerRoute.Answer, Reason = "section", Citations = [.. items.Select(Citations.Of)], Shown = items.Count };
    }

    private static bool IsItemBeside(CorpusBlock block, CorpusBlock other) =>
        block.Document == other.Document && block.Block.SectionId == other.Block.SectionId && block.Block.Kind == BlockKind.Bullet;

    /// <summary>The marker ("a", "2") is no word of the title.</summary>
    internal static bool IsTitleWord(CorpusBlock heading, int i) => !heading.Tokens[i].IsNumber && (i > 0 || heading.Tokens[i].Length > 1);

    private static IEnumerable<TitledList> Candidates(Corpus corpus, Understanding question) =>
        question.Terms.Where(t => t.IsContent && t.Term >= 0).SelectMany(t => corpus.Tables.ListsByTerm.GetValueOrDefault(t.Term, [])).Distinct();

    /// <summary>How much of the title the question says; the marker ("a", "2") does not count.</summary>
    private static float TitleShare(CorpusBlock heading, HashSet<int> words, Corpus corpus)
    {
        float total = 0, said = 0;
        for (var i = 0; i < heading.Terms.Length; i++)
        {
            if (!IsTitleWord(heading, i)) continue;
            var idf = corpus.Index.IdfOf(heading.Terms[i]);
            total += idf;
            if (words.Contains(heading.Terms[i])) said += idf;
        }

        return total <= 0 ? 0 : said / total;
    }
}
