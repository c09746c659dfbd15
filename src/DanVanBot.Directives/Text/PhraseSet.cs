using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Text;

/// <summary>
/// Patterns of words as the data files write them: "a|b" a choice of words, "(a b|c)" of phrases, "*" up to six words, "**" up to sixteen, "&lt;n&gt;" a number, "^" the beginning, "$" the end.
/// Matched without marks; a word of the text that carries marks must carry the pattern's.
/// </summary>
internal sealed class PhraseSet
{
    private const int LongestGap = 6;
    private const int LongestStretch = 16;
    private static readonly Element[][] None = [];
    private readonly Dictionary<string, Element[][]> _byFirst;
    private readonly Element[][] _others;

    public PhraseSet(IEnumerable<string> patterns)
    {
        var parsed = patterns.SelectMany(Expand).Select(Parse).Where(p => p.Length > 0).ToList();
        _others = [.. parsed.Where(p => p[0].Kind != 'w')];
        _byFirst = parsed.Where(p => p[0].Kind == 'w')
            .SelectMany(p => p[0].Folded.Distinct(StringComparer.Ordinal).Select(first => (first, p)))
            .GroupBy(x => x.first, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(x => x.p).ToArray(), StringComparer.Ordinal);
    }

    private readonly record struct Element(char Kind, string[] Folded, string[] Accented);

    /// <summary>Where the first pattern matches, as a range of tokens; null when none does.</summary>
    public (int From, int To)? Match(IReadOnlyList<Token> tokens, string text)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var end = LongestAt(tokens, at, text);
            if (end >= 0) return (at, end);
        }

        return null;
    }

    public bool IsIn(IReadOnlyList<Token> tokens, string text) => Match(tokens, text) is not null;

    /// <summary>All matches, longest first at each place, without overlaps.</summary>
    public List<(int From, int To)> Matches(IReadOnlyList<Token> tokens, string text)
    {
        var found = new List<(int, int)>();
        for (var at = 0; at < tokens.Count; at++)
        {
            var best = LongestAt(tokens, at, text);
            if (best <= at) continue;
            found.Add((at, best));
            at = best - 1;
        }

        return found;
    }

    private int LongestAt(IReadOnlyList<Token> tokens, int at, string text)
    {
        var best = -1;
        foreach (var pattern in _byFirst.GetValueOrDefault(tokens[at].Folded, None)) best = Math.Max(best, MatchAt(pattern, 0, tokens, at, text));
        foreach (var pattern in _others) best = Math.Max(best, MatchAt(pattern, 0, tokens, at, text));
        return best;
    }

    private static int MatchAt(Element[] pattern, int element, IReadOnlyList<Token> tokens, int at, string text)
    {
        while (true)
        {
            if (element == pattern.Length) return at;
            var e = pattern[element];
            switch (e.Kind)
            {
                case '^':
                    if (at != 0) return -1;
                    break;
                case '$':
                    if (at != tokens.Count) return -1;
                    break;
                case '*' or '~':
                    var most = e.Kind == '*' ? LongestGap : LongestStretch;
                    for (var gap = 0; gap <= most && at + gap <= tokens.Count; gap++)
                    {
                        var end = MatchAt(pattern, element + 1, tokens, at + gap, text);
                        if (end >= 0) return end;
                    }

                    return -1;
                default:
                    if (at >= tokens.Count || !Matches(e, tokens[at], text)) return -1;
                    at++;
                    break;
            }

            element++;
        }
    }

    private static bool Matches(Element element, Token token, string text)
    {
        if (element.Kind == '#') return token.IsNumber;
        for (var i = 0; i < element.Folded.Length; i++)
        {
            if (element.Folded[i] == token.Folded && SameMarks(element.Accented[i], token, text)) return true;
        }

        return false;
    }

    private static bool SameMarks(string accented, Token token, string text)
    {
        var word = VietnameseText.Lower(text.Substring(token.Start, token.Length));
        return !VietnameseText.HasMarks(word) || SameSpelling(word, accented);
    }

    /// <summary>"uỷ" and "ủy" are the same word: the tone may stand on either vowel.</summary>
    internal static bool SameSpelling(string a, string b)
    {
        if (a == b) return true;
        if (a.Length != b.Length) return false;
        int toneA = 0, toneB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var knownA = VietnameseLetters.TryGetCell(a[i], out var vowelA, out var t1);
            var knownB = VietnameseLetters.TryGetCell(b[i], out var vowelB, out var t2);
            if (knownA != knownB || (!knownA && a[i] != b[i]) || (vowelA != vowelB && !(vowelA is 5 or 11 && vowelB is 5 or 11))) return false;
            if (t1 > 0) toneA = t1;
            if (t2 > 0) toneB = t2;
        }

        return toneA == toneB;
    }

    /// <summary>"(cơ quan|đơn vị) nào" is two patterns.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : pattern.IndexOf(')', open);
        if (close < 0) return [pattern];
        return pattern[(open + 1)..close].Split('|').SelectMany(choice => Expand(pattern[..open] + choice + pattern[(close + 1)..]));
    }

    private static Element[] Parse(string pattern) =>
        [.. pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch
        {
            "**" => new Element('~', [], []),
            "*" or "^" or "$" => new Element(word[0], [], []),
            "<n>" => new Element('#', [], []),
            _ => new Element('w', [.. word.Split('|').Select(Tokenizer.Key)], [.. word.Split('|').Select(VietnameseText.Lower)]),
        })];
}
