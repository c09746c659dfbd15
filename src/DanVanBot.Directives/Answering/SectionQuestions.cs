using System.Text.RegularExpressions;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A section the question names: "mục 2.3", "khoản 2 Điều 1".</summary>
/// <param name="Id">As section ids are written, folded: "2.3", "b.ii.3.a", "dieu 1.2.a".</param>
internal sealed record SectionMention(string Id, int From, int To);

/// <summary>Questions that name a section of a document: what it says, or where in it something stands.</summary>
internal static class SectionQuestions
{
    private const int Characters = 1500;
    private const int MostItems = 5;

    /// <summary>The section a question names; null when it names none.</summary>
    public static SectionMention? Find(IReadOnlyList<Token> tokens, string text, QuestionRules rules)
    {
        if (rules.SectionNamed.Match(text) is { Success: true } named) return Mention(named, VietnameseText.Fold(named.Groups["id"].Value).TrimEnd('.'));
        if (rules.ArticleNamed.Match(text) is not { Success: true } article) return null;
        var id = rules.ArticleWord + " " + article.Groups["article"].Value;
        if (Part(article, "clause") is { } clause) id += "." + clause;
        if (Part(article, "point") is { } point) id += "." + VietnameseText.Fold(point);
        return Mention(article, id);

        SectionMention Mention(Match match, string id)
        {
            var from = 0;
            while (from < tokens.Count && tokens[from].End <= match.Index) from++;
            var to = from;
            while (to < tokens.Count && tokens[to].Start < match.Index + match.Length) to++;
            return new SectionMention(id, from, to);
        }

        static string? Part(Match match, string name) => match.Groups[name] is { Success: true, Value: { } value } ? value : null;
    }

    /// <summary>Whether a section is the one named, or stands in it.</summary>
    public static bool IsOf(string sectionId, string named)
    {
        var id = VietnameseText.Fold(sectionId);
        for (var at = id.IndexOf(named, StringComparison.Ordinal); at >= 0; at = id.IndexOf(named, at + 1, StringComparison.Ordinal))
        {
            var end = at + named.Length;
            if ((at == 0 || (id[at - 1] == '.' && !char.IsAsciiDigit(named[0]))) && (end == id.Length || id[end] == '.')) return true;
        }

        return false;
    }

    /// <summary>What the named section of the document says, as far as there is room; null when no document that may be meant has it.</summary>
    public static Answer? Whole(Corpus corpus, SectionMention mention, IReadOnlyList<CorpusDocument> among)
    {
        foreach (var document in among)
        {
            var blocks = new List<CorpusBlock>();
            for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++)
            {
                if (IsOf(corpus.Blocks[i].Block.SectionId, mention.Id)) blocks.Add(corpus.Blocks[i]);
            }

            if (blocks.Count > 0) return List(blocks, "section");
        }

        return null;
    }

    /// <summary>What stands under a title, where the title alone was found; null when nothing does.</summary>
    public static Answer? Under(Corpus corpus, CorpusBlock heading)
    {
        var id = heading.Block.SectionId;
        var items = new List<CorpusBlock>();
        for (var i = heading.Number + 1; i < heading.Document.FirstBlock + heading.Document.BlockCount; i++)
        {
            var section = corpus.Blocks[i].Block.SectionId;
            if (section != id && !section.StartsWith(id + ".", StringComparison.Ordinal)) break;
            items.Add(corpus.Blocks[i]);
        }

        return items.Count == 0 ? null : List(items, "section");
    }

    private static Answer List(List<CorpusBlock> blocks, string reason)
    {
        var citations = new List<Citation>();
        var length = 0;
        foreach (var block in blocks)
        {
            var citation = Citations.Of(block);
            if (citations.Count >= MostItems || (citations.Count > 0 && length + citation.Length > Characters)) break;
            citations.Add(citation);
            length += citation.Length;
        }

        return new Answer
        {
            Route = AnswerRoute.Answer,
            Reason = reason,
            Citations = citations,
            Shown = citations.Count,
            Data = new Dictionary<string, string> { ["more"] = (blocks.Count - citations.Count).ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
    }
}
