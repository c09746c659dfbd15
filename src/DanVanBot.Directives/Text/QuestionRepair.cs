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

    /// <summary>Some document writes the word with these very marks.</summary>
    bool HasSpelling(string word);

    IEnumerable<string> Words { get; }
}

/// <summary>
/// Repairs a question before it is searched: abbreviations and chat spelling by table, initials of places, words half written out, Telex and VNI left-overs,
/// chat letters, then single typing errors in words that are no Vietnamese syllable. Numbers and document symbols are never touched.
/// </summary>
internal sealed class QuestionRepair
{
    private const int LongestQuestion = 1500;
    private const int MostTokens = 160;
    private static readonly Lazy<QuestionRepair> Loaded = new(() => new QuestionRepair(DataNode.Embedded("abbreviations.yaml"), DataNode.Embedded("synonyms.yaml")));
    private readonly FrozenDictionary<string, Abbreviation[]> _accented;
    private readonly FrozenDictionary<string, Abbreviation[]> _folded;
    private readonly int _longestKey;
    private readonly FrozenDictionary<string, (string[] Words, string[] Marked, string[] Mean)[]> _synonyms;
    private readonly FrozenSet<string> _rimes;
    private readonly string[] _onsets;
    private readonly ChatLetters _letters;
    private readonly FrozenSet<string> _placeNouns;
    private readonly FrozenSet<string> _bodyNouns;

    private QuestionRepair(DataNode root, DataNode synonyms)
    {
        _onsets = root.Strings("onsets");
        _rimes = root.Strings("rimes").ToFrozenSet(StringComparer.Ordinal);
        _placeNouns = root.Strings("place_nouns").Select(VietnameseText.Fold).ToFrozenSet(StringComparer.Ordinal);
        _bodyNouns = root.Strings("body_nouns").Select(VietnameseText.Fold).ToFrozenSet(StringComparer.Ordinal);
        var entries = root["abbreviations"].Items.Select(Abbreviation.Read).ToList();
        var written = entries.Select(e => VietnameseText.Fold(e.Key)).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(HalfWritten.Of(root.Strings("compounds")).Where(e => !written.Contains(VietnameseText.Fold(e.Key)) && !IsSyllable(VietnameseText.Fold(e.Key))).Select(e => new Abbreviation(e.Key, e.Words)));
        _accented = ByKey(entries, e => e.Key);
        _folded = ByKey(entries, e => VietnameseText.Fold(e.Key));
        _longestKey = entries.Max(e => e.Key.Split(' ').Length);
        var groups = synonyms["groups"].Items.Select(g => g.AsStrings()).SelectMany(g => g.Select(say => (Say: say, Mean: g.Where(other => other != say).ToArray())));
        var says = root["synonyms"].Items.Select(i => (Say: i["say"].Text, Mean: i.Strings("mean"))).Concat(groups)
            .Concat(synonyms["says"].Items.Select(g => g.AsStrings()).Select(g => (Say: g[0], Mean: g[1..]))).ToList();
        _synonyms = says
            .Select(s => (Words: s.Say.Split(' ').Select(Tokenizer.Key).ToArray(), Marked: s.Say.Split(' '), Mean: s.Mean.Select(Keys).ToArray()))
            .GroupBy(s => s.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var known = entries.SelectMany(e => e.To).Concat(says.Select(s => s.Say)).Concat(synonyms.Strings("everyday")).SelectMany(w => w.Split(' '));
        _letters = new ChatLetters(root["letters"], known);
    }

    /// <summary>Entries that ask for a context are tried before those that fit everywhere.</summary>
    private static FrozenDictionary<string, Abbreviation[]> ByKey(List<Abbreviation> entries, Func<Abbreviation, string> key) =>
        entries.GroupBy(key, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(e => e.HasContext).ToArray(), StringComparer.Ordinal);

    public static QuestionRepair Default => Loaded.Value;

    /// <param name="places">The places whose initials may stand for them; none when null.</param>
    public RepairedQuestion Repair(string question, IWordList words, PlaceInitials? places = null)
    {
        var typed = VietnameseText.Clean(question.Length > LongestQuestion * 4 ? question[..(LongestQuestion * 4)] : question);
        if (typed.Length > LongestQuestion) typed = typed[..LongestQuestion];
        typed = Squeeze(typed);
        var text = VietnameseText.Lower(typed);
        var shouted = !typed.Any(char.IsLower);
        var marked = VietnameseText.HasMarks(text);
        var tokens = Tokenizer.Tokenize(text);
        if (tokens.Count > MostTokens) tokens.RemoveRange(MostTokens, tokens.Count - MostTokens);
        var symbols = DocumentSymbols.Find(text).ToList();
        var result = new StringBuilder();
        var alternatives = new List<Alternative>();
        var repaired = 0;
        var last = 0;
        var shortened = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            // "tp.Quảng Ngãi": the full stop of an abbreviation ends no sentence.
            var afterShort = shortened && token.Start == last + 1 && text[last] == '.';
            if (afterShort) result.Append(' ');
            else result.Append(text, last, token.Start - last);
            shortened = false;
            last = token.Start;
            var symbol = symbols.Find(s => token.Start >= s.Start && token.End <= s.Start + s.Length);
            if (symbol.Length > 0 || token.IsNumber)
            {
                result.Append(text, token.Start, token.Length);
            }
            else if (places is not null && Place(tokens, text, typed, i, LastWord(result), shouted, afterShort, places) is { } place)
            {
                result.Append(place);
            }
            else if (Find(tokens, text, typed, i, marked, words, places, LastWord(result), out var count) is { } entry)
            {
                var beforeNumber = i + count < tokens.Count && tokens[i + count].IsNumber;
                var atEnd = i + count >= tokens.Count;
                var reading = entry.Read(beforeNumber, atEnd);
                if (reading is not null && reading == entry.To[0]) reading = Known(entry, words, LastWord(result), i + count < tokens.Count && !tokens[i + count].Breaks ? tokens[i + count].Folded : null);
                // "nha" in mid-sentence is "nhà": a word that may be left out and is typed without its marks stays, unless it ends the sentence.
                if (reading is null && !atEnd && token.Length > 2 && !marked && IsSyllable(token.Folded) && !tokens[i + count].Breaks) reading = text.Substring(token.Start, token.Length);
                // "5tr" is two words.
                if (reading is not null && result.Length > 0 && char.IsAsciiDigit(result[^1])) result.Append(' ');
                if (reading is not null) result.Append(reading);
                if (!beforeNumber && reading is not null) alternatives.AddRange(entry.To.Where(r => r != reading).Select(r => new Alternative(Keys(reading), Keys(r))));
                // In capitals it may as well be the place.
                if (reading is not null && count == 1 && places?.Of(token.Folded) is { } name && !shouted && IsCapital(typed, token)) alternatives.Add(new Alternative(Keys(reading), Keys(name)));
                token = tokens[i + count - 1];
                i += count - 1;
                shortened = true;
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

    private Abbreviation? Find(List<Token> tokens, string text, string typed, int at, bool marked, IWordList words, PlaceInitials? places, string before, out int count)
    {
        for (count = Math.Min(_longestKey, tokens.Count - at); count > 0; count--)
        {
            var span = text[tokens[at].Start..tokens[at + count - 1].End].Replace('-', ' ');
            foreach (var entry in _accented.GetValueOrDefault(span, []))
            {
                if (entry.Fits(tokens, text, typed, at, count, before, places) && !IsRealWord(entry, span, marked, words)) return entry;
            }

            var folded = VietnameseText.Fold(span);
            var bare = !VietnameseText.HasMarks(span);
            foreach (var entry in _folded.GetValueOrDefault(folded, []))
            {
                if ((bare || PhraseSet.SameSpelling(span, entry.Key)) && entry.Fits(tokens, text, typed, at, count, before, places) && !IsRealWord(entry, folded, marked, words)) return entry;
            }
        }

        return null;
    }

    /// <summary>
    /// A key such as "da" that is a syllable of its own is an abbreviation only where its own marks are typed;
    /// one that asks for a context also where no marks are typed at all and the context is there.
    /// </summary>
    private bool IsRealWord(Abbreviation entry, string folded, bool marked, IWordList words) =>
        !folded.Contains(' ', StringComparison.Ordinal)
        && VietnameseText.HasMarks(entry.Key) && !VietnameseText.HasMarks(folded)
        && (marked || (!entry.HasContext && words.HasWord(folded))) && IsSyllable(folded);

    /// <summary>The first reading, unless the documents know another beside both its neighbours and the first beside fewer: one neighbour alone says little.</summary>
    private static string Known(Abbreviation entry, IWordList words, string before, string? after)
    {
        if (entry.To.Length == 1 || entry.HasContext || before.Length == 0 || after is null) return entry.To[0];
        return KnownSides(entry.To[0]) == 2 ? entry.To[0] : entry.To.Skip(1).FirstOrDefault(r => KnownSides(r) == 2) ?? entry.To[0];

        int KnownSides(string reading)
        {
            var space = reading.IndexOf(' ', StringComparison.Ordinal);
            return (words.HasPair(Tokenizer.Key(before), Tokenizer.Key(space < 0 ? reading : reading[..space])) ? 1 : 0)
                + (words.HasPair(Tokenizer.Key(reading[(reading.LastIndexOf(' ') + 1)..]), after) ? 1 : 0);
        }
    }

    /// <summary>
    /// "tx ĐP", "huyện bs": the one place of the register with these initials. They stand after the noun of a place or in capitals, and where the table
    /// has another reading of them both are asked for, only capitals or a noun that is not itself a body that acts will do ("xã kh" is a plan of the commune).
    /// </summary>
    private string? Place(List<Token> tokens, string text, string typed, int at, string before, bool shouted, bool afterShort, PlaceInitials places)
    {
        var token = tokens[at];
        if (token.Length is < 2 or > 4) return null;
        var letters = text.Substring(token.Start, token.Length);
        if (places.Of(letters) is not { } place) return null;
        var afterNoun = (!token.Breaks || afterShort) && IsPlaceNoun(tokens, at, before);
        var capital = !shouted && IsCapital(typed, token);
        var written = Array.Exists(_folded.GetValueOrDefault(VietnameseText.Fold(letters), []), e => !e.HasContext);
        if (!written) return (afterNoun && !IsSyllable(token.Folded)) || capital ? place : null;
        return afterNoun && (capital || (places.IsOrigin(place) && !_bodyNouns.Contains(NounBefore(tokens, at, before)))) ? place : null;
    }

    private bool IsPlaceNoun(List<Token> tokens, int at, string before) => before.Length > 0 && _placeNouns.Contains(NounBefore(tokens, at, before));

    /// <summary>The noun of a place as it was written out ("tx" is "thị xã"), folded; of one or two words.</summary>
    private string NounBefore(List<Token> tokens, int at, string before)
    {
        var one = VietnameseText.Fold(before);
        var typed = at > 0 ? tokens[at - 1].Folded : string.Empty;
        if (typed.Length > 0 && typed != Tokenizer.Key(before) && _placeNouns.Contains(typed)) return typed;
        var two = at > 1 ? tokens[at - 2].Folded + " " + one : string.Empty;
        return _placeNouns.Contains(two) ? two : one;
    }

    private static bool IsCapital(string typed, Token token)
    {
        for (var i = token.Start; i < token.End; i++)
        {
            if (!char.IsUpper(typed[i])) return false;
        }

        return true;
    }

    private static string LastWord(StringBuilder written)
    {
        var end = written.Length;
        while (end > 0 && written[end - 1] == ' ') end--;
        var start = end;
        while (start > 0 && char.IsLetter(written[start - 1])) start--;
        return written.ToString(start, end - start);
    }

    private string? RepairWord(string word, string folded, List<Token> tokens, int at, bool marked, IWordList words)
    {
        if (words.HasWord(folded) || folded.Length < 2) return null;
        var syllable = IsSyllable(folded);
        if (!VietnameseText.HasMarks(word) && (!syllable || folded.Length > 5) && Telex.Decode(folded) is { } decoded && words.HasWord(VietnameseText.Fold(decoded))) return decoded;
        if (_letters.Read(word, syllable, words, at > 0 ? tokens[at - 1].Folded : null, at + 1 < tokens.Count ? tokens[at + 1].Folded : null, IsSyllable) is { } spelled) return spelled;
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

    /// <summary>"okkkk" is "ok": no Vietnamese word has a letter three times. Capitals stay.</summary>
    private static string Squeeze(string typed)
    {
        var text = VietnameseText.Lower(typed);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i >= 2 && char.IsLetter(text[i]) && text[i] == text[i - 1] && text[i] == text[i - 2])
            {
                // Of three or more of a letter one is left.
                if (result.Length >= 2 && VietnameseLetters.Lower(result[^1]) == text[i] && VietnameseLetters.Lower(result[^2]) == text[i]) result.Length--;
                continue;
            }

            result.Append(typed[i]);
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
}
