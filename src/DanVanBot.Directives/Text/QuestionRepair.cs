using System.Collections.Frozen;
using System.Text;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Text;

/// <summary>A question in full words.</summary>
/// <param name="Text">Lower-case, abbreviations written out, Telex undone, typing errors repaired.</param>
/// <param name="Alternatives">Other readings of abbreviations, and synonyms; each searched beside the words it stands for.</param>
/// <param name="TypedMarks">The asker typed marks; those of written-out abbreviations do not count.</param>
/// <param name="Repaired">How many words were repaired by guessing (Telex or typing error); writing out an abbreviation is no guess.</param>
internal sealed record RepairedQuestion(string Text, IReadOnlyList<Alternative> Alternatives, int Repaired, bool TypedMarks);

/// <summary>What may stand for some words of a question; both sides folded.</summary>
internal sealed record Alternative(string Of, string Text);

/// <summary>The words that exist: of the documents, and whatever is built like a Vietnamese syllable.</summary>
internal interface IWordList
{
    bool HasWord(string folded);

    bool HasPair(string folded, string nextFolded);

    IEnumerable<string> Words { get; }
}

/// <summary>
/// Repairs a question before it is searched: abbreviations and chat spelling by table, Telex and VNI left-overs, then single typing errors in words
/// that are no Vietnamese syllable. Numbers and document symbols are never touched.
/// </summary>
internal sealed class QuestionRepair
{
    private const int LongestQuestion = 1500;
    private const int MostTokens = 160;
    private static readonly Lazy<QuestionRepair> Loaded = new(() => new QuestionRepair(DataNode.Embedded("abbreviations.yaml"), DataNode.Embedded("synonyms.yaml")));
    private readonly FrozenDictionary<string, Abbreviation> _accented;
    private readonly FrozenDictionary<string, Abbreviation> _folded;
    private readonly int _longestKey;
    private readonly FrozenDictionary<string, (string[] Words, string[] Marked, string[] Mean)[]> _synonyms;
    private readonly FrozenSet<string> _rimes;
    private readonly string[] _onsets;

    private QuestionRepair(DataNode root, DataNode synonyms)
    {
        var entries = root["abbreviations"].Items.Select(Abbreviation.Read).ToList();
        _accented = entries.GroupBy(e => e.Key).ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _folded = entries.GroupBy(e => VietnameseText.Fold(e.Key)).ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _longestKey = entries.Max(e => e.Key.Split(' ').Length);
        var groups = synonyms["groups"].Items.Select(g => g.AsStrings()).SelectMany(g => g.Select(say => (Say: say, Mean: g.Where(other => other != say).ToArray())));
        _synonyms = root["synonyms"].Items.Select(i => (Say: i["say"].Text, Mean: i.Strings("mean"))).Concat(groups)
            .Select(s => (Words: s.Say.Split(' ').Select(Tokenizer.Key).ToArray(), Marked: s.Say.Split(' '), Mean: s.Mean.Select(Keys).ToArray()))
            .GroupBy(s => s.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _onsets = root.Strings("onsets");
        _rimes = root.Strings("rimes").ToFrozenSet(StringComparer.Ordinal);
    }

    public static QuestionRepair Default => Loaded.Value;

    public RepairedQuestion Repair(string question, IWordList words)
    {
        var text = VietnameseText.Lower(VietnameseText.Clean(question.Length > LongestQuestion * 4 ? question[..(LongestQuestion * 4)] : question));
        if (text.Length > LongestQuestion) text = text[..LongestQuestion];
        text = Squeeze(text);
        var marked = VietnameseText.HasMarks(text);
        var tokens = Tokenizer.Tokenize(text);
        if (tokens.Count > MostTokens) tokens.RemoveRange(MostTokens, tokens.Count - MostTokens);
        var symbols = DocumentSymbols.Find(text).ToList();
        var result = new StringBuilder();
        var alternatives = new List<Alternative>();
        var repaired = 0;
        var last = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            result.Append(text, last, token.Start - last);
            last = token.Start;
            var symbol = symbols.Find(s => token.Start >= s.Start && token.End <= s.Start + s.Length);
            if (symbol.Length > 0 || token.IsNumber)
            {
                result.Append(text, token.Start, token.Length);
            }
            else if (Find(tokens, text, i, marked, words, out var count) is { } entry)
            {
                var beforeNumber = i + count < tokens.Count && tokens[i + count].IsNumber;
                var atEnd = i + count >= tokens.Count;
                var reading = entry.Read(beforeNumber, atEnd);
                // "nha" in mid-sentence is "nhà": a word that may be left out and is typed without its marks stays, unless it ends the sentence.
                if (reading is null && !atEnd && token.Length > 2 && !marked && IsSyllable(token.Folded) && !tokens[i + count].Breaks) reading = text.Substring(token.Start, token.Length);
                if (reading is not null) result.Append(reading);
                if (!beforeNumber && reading is not null) alternatives.AddRange(entry.To.Where(r => r != reading).Select(r => new Alternative(Keys(reading), Keys(r))));
                token = tokens[i + count - 1];
                i += count - 1;
            }
            else
            {
                var word = text.Substring(token.Start, token.Length);
                var better = RepairWord(word, token.Folded, tokens, i, marked, words);
                if (better is not null) repaired++;
                result.Append(better ?? word);
            }

            last = token.End;
        }

        if (last < text.Length && tokens.Count < MostTokens) result.Append(text, last, text.Length - last);
        var full = VietnameseText.CollapseSpaces(result.ToString());
        Synonyms(full, alternatives);
        return new RepairedQuestion(full, alternatives, repaired, marked);
    }

    /// <summary>Built like a Vietnamese syllable without marks.</summary>
    internal bool IsSyllable(string folded)
    {
        foreach (var onset in _onsets)
        {
            if (folded.StartsWith(onset, StringComparison.Ordinal) && _rimes.Contains(folded[onset.Length..])) return true;
        }

        return false;
    }

    private Abbreviation? Find(List<Token> tokens, string text, int at, bool marked, IWordList words, out int count)
    {
        for (count = Math.Min(_longestKey, tokens.Count - at); count > 0; count--)
        {
            var next = at + count < tokens.Count ? tokens[at + count].Folded : null;
            var span = text[tokens[at].Start..tokens[at + count - 1].End].Replace('-', ' ');
            if (_accented.TryGetValue(span, out var entry) && (next is null || entry.NotBefore != next) && !IsRealWord(entry, span, marked, words)) return entry;
            var folded = VietnameseText.Fold(span);
            if (_folded.TryGetValue(folded, out entry) && (next is null || entry.NotBefore != next) && (!VietnameseText.HasMarks(span) || PhraseSet.SameSpelling(span, entry.Key)) && !IsRealWord(entry, folded, marked, words)) return entry;
        }

        return null;
    }

    /// <summary>A key such as "da" that is a syllable of its own is an abbreviation only where its own marks are typed.</summary>
    private bool IsRealWord(Abbreviation entry, string folded, bool marked, IWordList words) =>
        !folded.Contains(' ', StringComparison.Ordinal)
        && VietnameseText.HasMarks(entry.Key) && !VietnameseText.HasMarks(folded)
        && (marked || words.HasWord(folded)) && IsSyllable(folded);

    private string? RepairWord(string word, string folded, List<Token> tokens, int at, bool marked, IWordList words)
    {
        if (words.HasWord(folded) || folded.Length < 2) return null;
        var syllable = IsSyllable(folded);
        if (!VietnameseText.HasMarks(word) && (!syllable || folded.Length > 5) && Telex.Decode(folded) is { } decoded && words.HasWord(VietnameseText.Fold(decoded))) return decoded;
        if (folded.Length < 3 || (marked && syllable)) return null;
        var before = at > 0 ? tokens[at - 1].Folded : null;
        var after = at + 1 < tokens.Count ? tokens[at + 1].Folded : null;
        string? best = null;
        var bestScore = 0;
        foreach (var candidate in words.Words)
        {
            if (Math.Abs(candidate.Length - folded.Length) > 1 || candidate.Length < 2 || !IsOneEdit(folded, candidate)) continue;
            var score = 1;
            if (before is not null && words.HasPair(before, candidate)) score += 2;
            if (after is not null && words.HasPair(candidate, after)) score += 2;
            // A real syllable is changed only when both neighbours know the other word.
            if (syllable && score < 5) continue;
            if (score > bestScore)
            {
                best = candidate;
                bestScore = score;
            }
        }

        return best;
    }

    private void Synonyms(string text, List<Alternative> alternatives)
    {
        var tokens = Tokenizer.Tokenize(text);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsNumber)
            {
                // "khóa 15" is written "khóa XV".
                if (int.TryParse(tokens[i].Folded, out var number) && number is > 0 and < 40) alternatives.Add(new Alternative(tokens[i].Folded, Roman(number)));
                continue;
            }

            foreach (var (words, marked, mean) in _synonyms.GetValueOrDefault(tokens[i].Folded, []))
            {
                if (i + words.Length > tokens.Count) continue;
                var j = 0;
                while (j < words.Length && tokens[i + j].Folded == words[j] && IsSpelled(text, tokens[i + j], marked[j])) j++;
                if (j == words.Length) alternatives.AddRange(mean.Select(m => new Alternative(string.Join(' ', words), m)));
            }
        }
    }

    /// <summary>A word typed with marks is the one of the table or another word.</summary>
    private static bool IsSpelled(string text, Token token, string marked)
    {
        var typed = text.Substring(token.Start, token.Length);
        return !VietnameseText.HasMarks(typed) || Tokenizer.Accented(typed) == Tokenizer.Accented(marked);
    }

    private static string Roman(int number)
    {
        ReadOnlySpan<(int Value, string Letters)> parts = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
        var result = new StringBuilder();
        foreach (var (value, letters) in parts)
        {
            for (; number >= value; number -= value) result.Append(letters);
        }

        return result.ToString();
    }

    private static string Keys(string phrase) => string.Join(' ', phrase.Split(' ').Select(Tokenizer.Key));

    /// <summary>"okkkk" is "ok": no Vietnamese word has a letter three times.</summary>
    private static string Squeeze(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i >= 2 && char.IsLetter(text[i]) && text[i] == text[i - 1] && text[i] == text[i - 2])
            {
                // Of three or more of a letter one is left.
                if (result.Length >= 2 && result[^1] == text[i] && result[^2] == text[i]) result.Length--;
                continue;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    /// <summary>One letter put in, left out, changed, or two neighbours swapped.</summary>
    internal static bool IsOneEdit(string a, string b)
    {
        if (a == b || Math.Abs(a.Length - b.Length) > 1) return false;
        var i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        if (a.Length == b.Length)
        {
            if (string.CompareOrdinal(a, i + 1, b, i + 1, a.Length) == 0) return true;
            return i + 1 < a.Length && a[i] == b[i + 1] && a[i + 1] == b[i] && string.CompareOrdinal(a, i + 2, b, i + 2, a.Length) == 0;
        }

        return a.Length > b.Length ? string.CompareOrdinal(a, i + 1, b, i, a.Length) == 0 : string.CompareOrdinal(a, i, b, i + 1, b.Length) == 0;
    }

    private sealed record Abbreviation(string Key, string[] To, string? BeforeNumber, string? AtEnd, string? NotBefore, bool Drop)
    {
        public static Abbreviation Read(DataNode node)
        {
            node.OnlyKeys("key", "to", "before_number", "at_end", "not_before", "drop");
            var entry = new Abbreviation(node["key"].Text, node.Strings("to"), node.TextOrNull("before_number"), node.TextOrNull("at_end"), node.TextOrNull("not_before") is { } word ? VietnameseText.Fold(word) : null, node.TextOrNull("drop") == "true");
            return entry.Drop || entry.To.Length > 0 ? entry : throw node.Error("an abbreviation needs 'to' or 'drop'");
        }

        public string? Read(bool beforeNumber, bool atEnd) =>
            Drop ? null : beforeNumber && BeforeNumber is not null ? BeforeNumber : atEnd && AtEnd is not null ? AtEnd : To[0];
    }
}
