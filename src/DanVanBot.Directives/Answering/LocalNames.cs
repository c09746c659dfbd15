using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A part of a place named in a text ("thôn Hạ", "khu phố 3"): what stands before the name, and the name's words.</summary>
internal sealed record LocalName(string Head, string[] Words, int From, int To);

/// <summary>Villages, quarters, markets. No table knows their names: they are what stands behind such a word, and the figure of one is never given for another.</summary>
internal static class LocalNames
{
    private const int LongestName = 2;

    public static List<LocalName> In(IReadOnlyList<Token> tokens, string text, bool marked, Corpus corpus, QuestionRules rules)
    {
        var found = new List<LocalName>();
        var units = rules.UnitHeads.Matches(tokens, text);
        foreach (var (from, to) in rules.LocalHeads.Matches(tokens, text))
        {
            // A name of two words is one the documents have, or the first word alone is.
            if (to >= tokens.Count || tokens[to].Breaks) continue;
            // "Ban Quản lý" is no "bản", in a question typed with marks or by the name of a unit.
            if (marked && rules.HasMarkedLocal(tokens[to - 1].Folded) && !VietnameseText.HasMarks(text.Substring(tokens[to - 1].Start, tokens[to - 1].Length))) continue;
            if (units.Exists(u => u.From <= from && u.To > to)) continue;
            // "… mấy tổ dân phố chứ": what ends a question is no name.
            if (to + 1 == tokens.Count && rules.IsWeakWord(tokens[to], text, marked)) continue;
            if (tokens[to].IsNumber)
            {
                // "đơn 6 tháng": typed without marks, and no "đồn 6".
                if (to + 1 < tokens.Count && rules.NotAfterNumber.Contains(tokens[to + 1].Folded)) continue;
                found.Add(new LocalName(tokens[to - 1].Folded, [tokens[to].Folded], from, to + 1));
                continue;
            }

            if (!corpus.Index.HasPair(tokens[to - 1].Folded, tokens[to].Folded) || (marked && rules.IsFunctionWord(tokens[to], text, marked))) continue;
            if (!IsName(tokens[to - 1].Folded, tokens[to].Folded, corpus)) continue;
            var words = new List<string> { tokens[to].Folded };
            for (var i = to + 1; i < tokens.Count && words.Count < LongestName && !tokens[i].Breaks && !tokens[i].IsNumber; i++)
            {
                if (!corpus.Index.HasPair(tokens[i - 1].Folded, tokens[i].Folded) || !IsName(tokens[i - 1].Folded, tokens[i].Folded, corpus)) break;
                words.Add(tokens[i].Folded);
            }

            found.Add(new LocalName(tokens[to - 1].Folded, [.. words], from, to + words.Count));
        }

        return found;
    }

    /// <summary>The second word stands with a capital where the documents have it behind the first; a title all in capitals says nothing of it.</summary>
    private static bool IsName(string first, string second, Corpus corpus)
    {
        foreach (var (text, _, at) in SideBySide(first, second, corpus))
        {
            if (!char.IsUpper(text[at.Start])) return false;
            if (at.Length < 2 || !char.IsUpper(text[at.Start + 1])) return true;
        }

        return false;
    }

    /// <summary>The two words stand side by side somewhere, both with capitals.</summary>
    internal static bool StandsAsName(string first, string second, Corpus corpus) =>
        SideBySide(first, second, corpus).Any(p => char.IsUpper(p.Text[p.First.Start]) && char.IsUpper(p.Text[p.Second.Start]));

    private static IEnumerable<(string Text, Token First, Token Second)> SideBySide(string first, string second, Corpus corpus)
    {
        int a = corpus.Index.Term(first), b = corpus.Index.Term(second);
        foreach (var number in corpus.Index.BlocksOf(corpus.Index.Pair(first, second)).ToArray())
        {
            var block = corpus.Blocks[number];
            for (var j = 0; j + 1 < block.Terms.Length; j++)
            {
                if (block.Terms[j] == a && block.Terms[j + 1] == b) yield return (block.Block.Text, block.Tokens[j], block.Tokens[j + 1]);
            }
        }
    }

    /// <summary>True when the passage's figure is that of the place: its clause names it, its titles do, or no other place of the kind is spoken of.</summary>
    public static bool IsOf(CorpusBlock block, int from, int to, LocalName place, Understanding question, QuestionRules rules)
    {
        if (IsTitled(block, place)) return true;
        var text = block.Block.Text;
        var named = false;
        var others = false;
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && !block.Tokens[end].Breaks && !IsComma(text, block.Tokens[end - 1], block.Tokens[end])) end++;
            // "Thôn Hạ: 12 hộ": a label belongs to what follows.
            if (end < to && text.AsSpan(block.Tokens[end - 1].End, block.Tokens[end].Start - block.Tokens[end - 1].End).Contains(':'))
            {
                end++;
                while (end < to && !block.Tokens[end].Breaks && !IsComma(text, block.Tokens[end - 1], block.Tokens[end])) end++;
            }

            for (var i = start; i + 1 < end; i++)
            {
                // A figure of "buôn Kla" is not one of "thôn Hạ" either.
                if (!rules.LocalWords.Contains(block.Tokens[i].Folded) || !(char.IsUpper(text[block.Tokens[i + 1].Start]) || block.Tokens[i + 1].IsNumber)) continue;
                if (block.Tokens[i].Folded != place.Head || !Stands(block, i + 1, place.Words))
                {
                    others = true;
                    continue;
                }

                named = true;
                if (AnswerTypes.IsSatisfied(block, start, end, question, rules)) return true;
            }

            start = end;
        }

        return named && !others;
    }

    private static bool IsComma(string text, Token before, Token after) => text.AsSpan(before.End, after.Start - before.End).Contains(',');

    private static bool Stands(CorpusBlock block, int at, string[] words)
    {
        for (var k = 0; k < words.Length; k++)
        {
            if (at + k >= block.Tokens.Length || block.Tokens[at + k].Folded != words[k]) return false;
        }

        return true;
    }

    private static bool IsTitled(CorpusBlock block, LocalName place)
    {
        var title = block.Section.Title;
        return title is not null && (" " + VietnameseText.Fold(title) + " ").Contains(" " + place.Head + " " + string.Join(' ', place.Words) + " ", StringComparison.Ordinal);
    }
}
