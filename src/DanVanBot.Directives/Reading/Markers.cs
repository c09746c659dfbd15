using System.Globalization;

namespace DanVanBot.Directives.Reading;

internal enum MarkerKind
{
    None,
    Bullet,
    Letter,
    Roman,
    Number,
    Dotted,
    Step,
    Alpha,
    Article,
    Chapter,
    Annex,
}

/// <summary>What a line begins with: "B.", "II.", "3.", "2.1.", "a)", "-", or a word like the one for an article.</summary>
/// <param name="Value">The label without punctuation: "B", "II", "3", "2.1", "a".</param>
/// <param name="Length">Characters up to the text that follows.</param>
internal readonly record struct Marker(MarkerKind Kind, string Value, int Length)
{
    public static readonly Marker None = new(MarkerKind.None, string.Empty, 0);

    public int LastNumber => int.Parse(Value[(Value.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture);
}

internal static class Markers
{
    private const string RomanDigits = "IVXL";

    public static Marker Read(string line, ReadingRules rules)
    {
        if (line.Length < 2) return Marker.None;
        if (line[0] is '-' or '–' or '—' or '+' or '•' or '·' or '▪' or '●' or '○' or '►' or '*')
        {
            var after = 1;
            while (after < line.Length && line[after] == ' ') after++;
            return after < line.Length ? new Marker(MarkerKind.Bullet, "-", after) : Marker.None;
        }

        if (char.IsAsciiDigit(line[0])) return ReadNumber(line);
        if (Named(line, rules.Article) is { } article) return new Marker(MarkerKind.Article, article.Label, article.Length);
        if (Named(line, rules.Chapter) is { } chapter) return new Marker(MarkerKind.Chapter, chapter.Label, chapter.Length);
        if (Named(line, rules.Annex) is { } annex) return new Marker(MarkerKind.Annex, annex.Label, annex.Length);
        // In capitals it is a part of the document, else one within the numbered parts.
        if (Named(line, rules.StepWord) is { } step) return new Marker(line.StartsWith(rules.StepWord, StringComparison.Ordinal) ? MarkerKind.Step : MarkerKind.Chapter, step.Label, step.Length);
        foreach (var word in rules.PartWords)
        {
            foreach (var ordinal in rules.Ordinals)
            {
                if (line.StartsWith(word + " " + ordinal, StringComparison.OrdinalIgnoreCase) && (line.Length == word.Length + 1 + ordinal.Length || line[word.Length + 1 + ordinal.Length] is '.' or ':'))
                    return new Marker(MarkerKind.Chapter, line[..(word.Length + 1 + ordinal.Length)], Math.Min(line.Length, SkipSpaces(line, Math.Min(line.Length, word.Length + 2 + ordinal.Length))));
            }

            if (Named(line, word) is { } part) return new Marker(MarkerKind.Chapter, part.Label, part.Length);
        }

        var letters = 0;
        while (letters < line.Length && char.IsLetter(line[letters])) letters++;
        if (letters is 0 or > 6 || letters >= line.Length) return Marker.None;
        var label = line[..letters];
        if (line[letters] is '.' or ')' or '/' || IsDash(line, letters))
        {
            var text = SkipSpaces(line, letters + 1);
            if (text == line.Length || text == letters + 1) return Marker.None;
            if (line[letters] != ')' && label.All(c => RomanDigits.Contains(c, StringComparison.Ordinal)) && StartsText(line, text))
                return new Marker(MarkerKind.Roman, label, text);
            if (line[letters] != ')' && letters == 1 && label[0] is >= 'A' and <= 'H' && StartsText(line, text))
                return new Marker(MarkerKind.Letter, label, text);
            if (letters == 1 && (label[0] is >= 'a' and <= 'z' or 'đ') && line[letters] is ')' or '.' && StartsText(line, text))
                return new Marker(MarkerKind.Alpha, label, text);
        }

        return Marker.None;
    }

    public static int RomanValue(string roman)
    {
        var total = 0;
        for (var i = 0; i < roman.Length; i++)
        {
            var value = Digit(roman[i]);
            total += i + 1 < roman.Length && Digit(roman[i + 1]) > value ? -value : value;
        }

        return total;

        static int Digit(char c) => c switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, _ => 0 };
    }

    private static Marker ReadNumber(string line)
    {
        var i = 0;
        var parts = 0;
        while (true)
        {
            var begin = i;
            while (i < line.Length && char.IsAsciiDigit(line[i])) i++;
            if (i == begin || i - begin > 2) return Marker.None;
            parts++;
            if (i + 1 < line.Length && line[i] == '.' && char.IsAsciiDigit(line[i + 1])) i++;
            else break;
        }

        var value = line[..i];
        var closed = i < line.Length && line[i] is '.' or ')' or '/';
        closed |= IsDash(line, i);
        if (closed) i++;
        if (!closed && parts == 1) return Marker.None;
        var text = SkipSpaces(line, i);
        if (text == i || text >= line.Length || !StartsText(line, text)) return Marker.None;
        return new Marker(parts == 1 ? MarkerKind.Number : MarkerKind.Dotted, value, text);
    }

    private static (string Label, int Length)? Named(string line, string word)
    {
        if (!line.StartsWith(word, StringComparison.OrdinalIgnoreCase) || line.Length <= word.Length + 1 || line[word.Length] != ' ') return null;
        var i = word.Length + 1;
        while (i < line.Length && (char.IsAsciiDigit(line[i]) || RomanDigits.Contains(line[i], StringComparison.Ordinal))) i++;
        if (i == word.Length + 1) return null;
        if (i < line.Length && char.IsLetter(line[i])) return null;
        var label = word + " " + line[(word.Length + 1)..i];
        if (i < line.Length && line[i] is '.' or ':') i++;
        else if (i < line.Length) return null;
        return (label, SkipSpaces(line, i));
    }

    private static bool StartsText(string line, int at) =>
        char.IsUpper(line[at]) || char.IsDigit(line[at]) || line[at] is '"' or '“' or '\'' or '(' or '‘';

    /// <summary>"I- ", "1- ": a dash closes a label only where it stands close to it and away from what follows.</summary>
    private static bool IsDash(string line, int at) => at + 1 < line.Length && line[at] is '-' or '–' && line[at + 1] == ' ';

    private static int SkipSpaces(string line, int i)
    {
        while (i < line.Length && line[i] == ' ') i++;
        return i;
    }
}
