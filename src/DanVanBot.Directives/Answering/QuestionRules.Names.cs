using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>How units and places are called.</summary>
internal sealed partial class QuestionRules
{
    /// <summary>"đoàn thể" and "tổ chức chính trị - xã hội" are one head; the table of equals is data.</summary>
    public string CanonicalHead(string head) => _equalHeads.FirstOrDefault(e => e.Contains(head, StringComparer.Ordinal)) is { } equals ? equals[0] : head;

    public bool HasOtherNames(string head) => Array.Exists(_equalHeads, e => e.Contains(head, StringComparer.Ordinal));

    /// <summary>A unit's whole name without "các" before it, folded and as written; null where it is no name of a few words.</summary>
    public (string Folded, string Written)? OwnName(IReadOnlyList<Token> tokens, string lower)
    {
        const int longest = 7;
        if (tokens.Count == 0 || lower.Contains(',', StringComparison.Ordinal) || tokens.Any(t => t.IsNumber)) return null;
        var words = tokens.Select(t => lower.Substring(t.Start, t.Length)).ToList();
        var from = Plural.Contains(words[0]) ? 1 : 0;
        return tokens.Count - from is < 2 or > longest ? null : (string.Join(' ', tokens.Skip(from).Select(t => t.Folded)), string.Join(' ', words.Skip(from)));
    }

    /// <summary>"UBND" in a document is the same unit as the words in full.</summary>
    public string WriteOut(string lower)
    {
        foreach (var (abbreviation, full) in _writtenOut) lower = lower.Replace(abbreviation, full, StringComparison.Ordinal);
        return lower;
    }

    /// <summary>
    /// Places a text names, folded. Without marks a name counts only after a word such as "tỉnh" or "ở": folded names are everywhere ("đã nâng cấp").
    /// </summary>
    public IEnumerable<PlaceMention> PlacesIn(IReadOnlyList<Token> tokens, string text, bool assumeMarks)
    {
        foreach (var (from, to) in _places.Matches(tokens, text))
        {
            var name = string.Join(' ', tokens.Skip(from).Take(to - from).Select(t => t.Folded));
            var marked = VietnameseText.HasMarks(text[tokens[from].Start..tokens[to - 1].End]);
            if (!marked && (assumeMarks || to - from == 1) && !AfterKind(tokens, from)) continue;
            yield return new PlaceMention(name, from, to);
        }
    }

    /// <summary>The name with its marks of a place that is written here without them.</summary>
    public string? PlaceName(string folded) => _placeNames.GetValueOrDefault(folded);

    /// <summary>After "xã", "tỉnh" and the like, not after "ở".</summary>
    public bool AfterPlaceKind(IReadOnlyList<Token> tokens, int at) =>
        _placeNouns.Contains(tokens[at - 1].Folded) || (at > 1 && _placeNouns.Contains(tokens[at - 2].Folded + " " + tokens[at - 1].Folded));

    public bool AfterKind(IReadOnlyList<Token> tokens, int at) =>
        (at > 0 && _placeKinds.Contains(tokens[at - 1].Folded)) || (at > 1 && _placeKinds.Contains(tokens[at - 2].Folded + " " + tokens[at - 1].Folded));
}
