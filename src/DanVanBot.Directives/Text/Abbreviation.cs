using System.Collections.Frozen;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Text;

/// <summary>One entry of the table of abbreviations: what is typed, what it means, and where it does.</summary>
internal sealed class Abbreviation
{
    private const string Number = "#";
    private const string End = "$";
    private const string Place = "@";
    private readonly Neighbours? _before;
    private readonly Neighbours? _after;
    private readonly Neighbours? _notBefore;
    private readonly Neighbours? _notAfter;
    private readonly string? _beforeNumber;
    private readonly string? _atEnd;
    private readonly bool _drop;
    private readonly bool _marked;
    private readonly bool? _capitals;

    public Abbreviation(string key, string[] to)
    {
        Key = key;
        To = to;
    }

    private Abbreviation(DataNode node)
        : this(node["key"].Text, node.Strings("to"))
    {
        _before = Neighbours.Read(node, "before");
        _after = Neighbours.Read(node, "after");
        _notBefore = Neighbours.Read(node, "not_before");
        _notAfter = Neighbours.Read(node, "not_after");
        _beforeNumber = node.TextOrNull("before_number");
        _atEnd = node.TextOrNull("at_end");
        _drop = Flag(node, "drop") ?? false;
        _marked = Flag(node, "marked") ?? false;
        _capitals = Flag(node, "capitals");
        if (!_drop && To.Length == 0) throw node.Error("an abbreviation needs 'to' or 'drop'");
    }

    public string Key { get; }

    /// <summary>The readings, the most usual first.</summary>
    public string[] To { get; }

    /// <summary>It is read only beside certain words.</summary>
    public bool HasContext => _before is not null || _after is not null || _capitals is true;

    public static Abbreviation Read(DataNode node)
    {
        node.OnlyKeys("key", "to", "before_number", "at_end", "before", "after", "not_before", "not_after", "marked", "capitals", "drop");
        return new Abbreviation(node);
    }

    /// <summary>Null when the word is left out.</summary>
    public string? Read(bool beforeNumber, bool atEnd) =>
        _drop ? null : beforeNumber && _beforeNumber is not null ? _beforeNumber : atEnd && _atEnd is not null ? _atEnd : To[0];

    /// <summary>
    /// True when the spelling and the neighbours are such that it may be meant. <paramref name="typed"/> is the text with its capitals,
    /// <paramref name="written"/> the word before it in its full form.
    /// </summary>
    public bool Fits(List<Token> tokens, string text, string typed, int at, int count, string written, PlaceInitials? places)
    {
        var next = at + count;
        var (start, end) = (tokens[at].Start, tokens[next - 1].End);
        if (_marked && !VietnameseText.HasMarks(text[start..end])) return false;
        // Capitals say nothing where all is typed in them, nor the first at the head of a question.
        if (_capitals is true && (!typed.Any(char.IsLower) || typed[start..end].Any(char.IsLower))) return false;
        if (_capitals is false && at > 0 && char.IsUpper(typed[start]) && typed.Any(char.IsLower)) return false;
        return (_notBefore is null || !_notBefore.HasAfter(tokens, text, next, places))
            && (_notAfter is null || !_notAfter.HasBefore(tokens, text, at, written))
            && (_before is null || (next >= tokens.Count || (tokens[next].Breaks && tokens[next].Start != end + 1) ? _before.HasEnd : _before.HasAfter(tokens, text, next, places)))
            && (_after is null || (at == 0 || tokens[at].Breaks ? _after.HasEnd : _after.HasBefore(tokens, text, at, written)));
    }

    private static bool? Flag(DataNode node, string key) => node.TextOrNull(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw node.Error($"'{key}' is true or false"),
    };

    /// <summary>
    /// Words or phrases beside it; "#" is a number, "@" the name of a place of the register, "$" the end of the sentence.
    /// A word typed with marks must be the one that stands here.
    /// </summary>
    private sealed class Neighbours(string[] phrases)
    {
        private readonly string[][] _phrases = [.. phrases.Where(p => p.Contains(' ', StringComparison.Ordinal)).Select(p => p.Split(' '))];
        private readonly FrozenDictionary<string, string[]> _words = phrases.GroupBy(Tokenizer.Key, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

        public bool HasEnd => _words.ContainsKey(End);

        public static Neighbours? Read(DataNode node, string key) => node.Strings(key) is { Length: > 0 } words ? new Neighbours(words) : null;

        public bool HasAfter(List<Token> tokens, string text, int at, PlaceInitials? places) =>
            at < tokens.Count && (Has(tokens, text, at) || (_words.ContainsKey(Place) && places is not null && at + 1 < tokens.Count && places.IsName(tokens[at].Folded, tokens[at + 1].Folded))
                || Array.Exists(_phrases, p => IsAt(p, tokens, text, at)));

        public bool HasBefore(List<Token> tokens, string text, int at, string written) =>
            at > 0 && (Has(tokens, text, at - 1) || (written.Length > 0 && Has(Tokenizer.Key(written), written)) || Array.Exists(_phrases, p => IsAt(p, tokens, text, at - p.Length)));

        private bool Has(List<Token> tokens, string text, int at) =>
            tokens[at].IsNumber ? _words.ContainsKey(Number) : Has(tokens[at].Folded, text.Substring(tokens[at].Start, tokens[at].Length));

        private bool Has(string folded, string typed) => _words.TryGetValue(folded, out var known) && Array.Exists(known, k => IsSpelled(typed, k));

        private static bool IsAt(string[] phrase, List<Token> tokens, string text, int at)
        {
            if (at < 0 || at + phrase.Length > tokens.Count) return false;
            for (var i = 0; i < phrase.Length; i++)
            {
                if (tokens[at + i].Folded != Tokenizer.Key(phrase[i]) || !IsSpelled(text.Substring(tokens[at + i].Start, tokens[at + i].Length), phrase[i])) return false;
            }

            return true;
        }

        private static bool IsSpelled(string typed, string word) => !VietnameseText.HasMarks(typed) || Tokenizer.Accented(word) == Tokenizer.Accented(typed);
    }
}
