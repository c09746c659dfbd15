namespace DanVanBot.Directives.Reading;

/// <summary>
/// Puts together what was cut where no page cuts: copies from web pages break a line behind the label of a part ("Điều" / "7. …", "III." / "…") and in the middle of
/// a body's name. No wrapped line is that short, so what stands there alone belongs to the line under it.
/// </summary>
internal static class BrokenLines
{
    public static List<SourceLine> Mend(List<SourceLine> lines, ReadingRules rules)
    {
        var result = new List<SourceLine>(lines.Count);
        foreach (var line in lines)
        {
            var last = result.Count > 0 ? result[^1] : null;
            if (last is not null && line is { BlankBefore: <= 1, FootnoteMark: null } && last.FootnoteMark is null && (OpensPart(result, line, rules) || IsFigureOf(last.Text, line) || (line.BlankBefore == 0 && GoesOnWithName(last.Text, line.Text, rules))))
                result[^1] = Joined(last, line);
            else result.Add(line);
        }

        return result;
    }

    /// <summary>The last line is nothing but the label of a part, where one may begin, and this line is what the part is called or its number.</summary>
    private static bool OpensPart(List<SourceLine> lines, SourceLine next, ReadingRules rules)
    {
        var label = lines[^1];
        if (label.Text.Length > LongestLabel || (lines.Count > 1 && label.BlankBefore == 0 && !LineJoiner.EndsSentence(lines[^2].Text) && !LineJoiner.IsCapitals(lines[^2].Text))) return false;
        if (rules.NamedParts.Contains(label.Text)) return next.BlankBefore == 0 && StartsWithNumber(next.Text) && Markers.Read(label.Text + " " + next.Text, rules).Kind is MarkerKind.Article or MarkerKind.Chapter or MarkerKind.Annex;
        if (Markers.Read(next.Text, rules).Kind != MarkerKind.None) return false;
        return label.Text[^1] is '.' or ')' && Markers.Read(label.Text + " " + next.Text, rules) is { Kind: not (MarkerKind.None or MarkerKind.Bullet) } marker && marker.Length > label.Text.Length;
    }

    /// <summary>"b) Từ đủ 80 tuổi trở lên:" / "2,0": what a line stops before with a colon, and nothing but a figure. A whole number may be that of a page.</summary>
    private static bool IsFigureOf(string before, SourceLine line) =>
        line.BlankBefore == 0 && before[^1] == ':' && line.Text.IndexOfAny(['.', ',', '%']) > 0 && line.Text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '%');

    /// <summary>"ỦY BAN NHÂN" / "DÂN": the end of a line and the beginning of the next are one of the names that heads and signatures carry.</summary>
    private static bool GoesOnWithName(string before, string text, ReadingRules rules)
    {
        foreach (var name in rules.UnbrokenNames)
        {
            for (var cut = name.IndexOf(' ', StringComparison.Ordinal); cut > 0; cut = name.IndexOf(' ', cut + 1))
            {
                if (EndsWithWord(before, name.AsSpan(0, cut)) && StartsWithWord(text, name.AsSpan(cut + 1))) return true;
            }
        }

        return false;
    }

    private static bool EndsWithWord(string text, ReadOnlySpan<char> words) =>
        text.AsSpan().EndsWith(words, StringComparison.Ordinal) && (text.Length == words.Length || text[text.Length - words.Length - 1] == ' ');

    private static bool StartsWithWord(string text, ReadOnlySpan<char> words) =>
        text.AsSpan().StartsWith(words, StringComparison.Ordinal) && (text.Length == words.Length || text[words.Length] == ' ');

    private static bool StartsWithNumber(string text) => char.IsAsciiDigit(text[0]) || text[0] is 'I' or 'V' or 'X';

    private static SourceLine Joined(SourceLine first, SourceLine second)
    {
        var text = first.Text + " " + second.Text;
        return first with { Text = text, Offsets = [.. first.Offsets, second.Start, .. second.Offsets], Width = Math.Max(text.Length, second.Width) };
    }

    private const int LongestLabel = 10;
}
