using System.Collections.Frozen;
using DanVanBot.Directives.Data;

namespace DanVanBot.Directives.Text;

/// <summary>
/// Spelling by sound as the young write it: "z" for "d", "gi" or "v", "f" for "ph", "w" for "qu", "k" for "c" or "kh", a last "g" for "ng" or "k" for "ch",
/// letters written twice. Only for what is no word; the result must be one.
/// </summary>
internal sealed class ChatLetters
{
    private readonly Rule[] _onsets;
    private readonly Rule[] _endings;
    private readonly FrozenSet<string> _known;

    /// <param name="known">Words that exist although no document has them.</param>
    public ChatLetters(DataNode root, IEnumerable<string> known)
    {
        _onsets = [.. root["onsets"].Items.Select(Rule.Read)];
        _endings = [.. root["endings"].Items.Select(Rule.Read)];
        _known = known.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The word that is meant, or null. Of several the one known beside a neighbour, else the first of the rules.</summary>
    public string? Read(string word, bool syllable, IWordList words, string? before, string? after, Func<string, bool> isSyllable)
    {
        string? best = null;
        var most = -1;
        foreach (var candidate in Candidates(word, syllable))
        {
            var folded = VietnameseText.Fold(candidate);
            if (!isSyllable(folded)) continue;
            if (!_known.Contains(candidate) && !words.HasSpelling(candidate)) continue;
            var known = (before is not null && words.HasPair(before, folded) ? 1 : 0) + (after is not null && words.HasPair(folded, after) ? 1 : 0);
            if (known <= most) continue;
            best = candidate;
            most = known;
        }

        return best;
    }

    /// <summary>All spellings the word may stand for; never the word itself.</summary>
    private IEnumerable<string> Candidates(string word, bool syllable)
    {
        var single = Single(word);
        if (single != word && !syllable) yield return single;
        foreach (var start in Apply(_onsets, word, syllable, atStart: true).Prepend(word))
        {
            foreach (var whole in Apply(_endings, start, syllable, atStart: false).Prepend(start))
            {
                if (whole != word) yield return whole;
            }
        }
    }

    private static IEnumerable<string> Apply(Rule[] rules, string word, bool syllable, bool atStart)
    {
        foreach (var rule in rules)
        {
            if (syllable && !rule.InSyllables) continue;
            if (word.Length <= rule.Typed.Length) continue;
            if (atStart ? !word.StartsWith(rule.Typed, StringComparison.Ordinal) : !word.EndsWith(rule.Typed, StringComparison.Ordinal)) continue;
            var beside = VietnameseLetters.Fold(atStart ? word[rule.Typed.Length] : word[^(rule.Typed.Length + 1)]);
            if (rule.Beside.Length > 0 && !rule.Beside.Contains(beside, StringComparison.Ordinal)) continue;
            foreach (var meant in rule.For) yield return atStart ? meant + word[rule.Typed.Length..] : word[..^rule.Typed.Length] + meant;
        }
    }

    /// <summary>"hoii", "khongg": a letter twice is one.</summary>
    private static string Single(string word)
    {
        var result = new System.Text.StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (result.Length == 0 || result[^1] != c) result.Append(c);
        }

        return result.ToString();
    }

    /// <param name="Beside">Letters, without marks, one of which follows (at the end: stands before); any where empty.</param>
    /// <param name="InSyllables">Also in what is built like a syllable: the spelling exists in no word of the language.</param>
    private sealed record Rule(string Typed, string[] For, string Beside, bool InSyllables)
    {
        public static Rule Read(DataNode node)
        {
            node.OnlyKeys("typed", "for", "beside", "in_syllables");
            return new Rule(node["typed"].Text, node.Strings("for"), node.TextOrNull("beside") ?? string.Empty, node.TextOrNull("in_syllables") == "true");
        }
    }
}
