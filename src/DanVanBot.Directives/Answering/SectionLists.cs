using System.Globalization;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>Answers "những hạn chế gì", "nguyên nhân là gì" with the items of the section that is headed so.</summary>
internal static class SectionLists
{
    private const int Characters = 1500;
    private const int MostItems = 5;

    public static Answer? Find(Corpus corpus, Understanding question, Query query, Ranker ranker, QuestionRules rules)
    {
        if (!rules.ListAsked.IsIn(question.Tokens, question.Text) || question.Has(Intents.Number | Intents.Date | Intents.WhichDocument)) return null;
        List<CorpusBlock>? best = null;
        var bestScore = 0f;
        foreach (var document in corpus.Documents)
        {
            if (ranker.Only is not null && !ranker.Only.Contains(document)) continue;
            var end = document.FirstBlock + document.BlockCount;
            for (var i = document.FirstBlock; i < end; i++)
            {
                var heading = corpus.Blocks[i];
                if (heading.Block.Kind != BlockKind.Heading || heading.Terms.Length > 12) continue;
                var items = new List<CorpusBlock>();
                for (var j = i + 1; j < end && corpus.Blocks[j].Block.SectionId == heading.Block.SectionId; j++)
                {
                    if (corpus.Blocks[j].Block.Kind is BlockKind.Bullet or BlockKind.Paragraph) items.Add(corpus.Blocks[j]);
                }

                if (items.Count < 2 || !items.TrueForAll(ranker.IsConsistent)) continue;
                // The title must be in the question, and the question must be about little else than the title and its document.
                var inTitle = query.WithAlternatives(query.WordsIn(heading.Terms)) & query.Content;
                var around = query.WordsIn(heading.ContextTerms) | query.WordsIn(heading.CrumbTerms);
                var said = TitleShare(heading, question, corpus);
                var asked = query.Coverage(inTitle | around);
                if (inTitle == 0 || said < .75f || asked < .7f) continue;
                var score = (said + asked) * ranker.Fit(document);
                if (score <= bestScore) continue;
                bestScore = score;
                best = items;
            }
        }

        if (best is null) return null;
        var citations = new List<Citation>();
        var length = 0;
        foreach (var item in best)
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
            Data = new Dictionary<string, string> { ["more"] = (best.Count - citations.Count).ToString(CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>How much of the title the question says; the marker ("a", "2") does not count.</summary>
    private static float TitleShare(CorpusBlock heading, Understanding question, Corpus corpus)
    {
        float total = 0, said = 0;
        for (var i = 0; i < heading.Terms.Length; i++)
        {
            var token = heading.Tokens[i];
            if (token.IsNumber || (i == 0 && token.Length == 1)) continue;
            var idf = corpus.Index.IdfOf(heading.Terms[i]);
            total += idf;
            if (Array.Exists(question.Terms, t => t.Term == heading.Terms[i])) said += idf;
        }

        return total <= 0 ? 0 : said / total;
    }
}
