using System.Text;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Reading;

/// <summary>One physical line without Markdown marks, with the offset in the original of each of its characters.</summary>
/// <param name="Width">How far the line reached on its page: with its indent and what marks it up.</param>
/// <param name="FirstWidth">How much room its first word took, with what marks it up.</param>
internal sealed record SourceLine(string Text, int[] Offsets, int BlankBefore, string? FootnoteMark, int Indent, int Width, int FirstWidth)
{
    public int Start => Offsets.Length > 0 ? Offsets[0] : 0;

    public int End => Offsets.Length > 0 ? Offsets[^1] + 1 : 0;
}

/// <summary>Cuts a text into lines: composed letters, no invisible characters, no Markdown; the way back to the original is kept.</summary>
internal static class SourceText
{
    private const int LargestIndent = 12;
    private const string Superscript = "<sup>";
    private const string SuperscriptEnd = "</sup>";
    private static readonly string[] SetType = ["b", "i", "u", "em", "strong", "center", "div", "p", "span", "br", "font", "sub"];

    public static List<SourceLine> Lines(string original, ReadingRules rules)
    {
        var raw = new List<RawLine>();
        var text = new StringBuilder();
        var offsets = new List<int>();
        for (var i = 0; i <= original.Length; i++)
        {
            var atEnd = i == original.Length;
            if (!atEnd && !(VietnameseText.IsLineBreak(original[i]) || original[i] == '\r'))
            {
                Append(original, ref i, text, offsets);
                continue;
            }

            if (!atEnd && original[i] == '\r' && i + 1 < original.Length && original[i + 1] == '\n') i++;
            raw.Add(new RawLine(text.ToString(), [.. offsets]));
            text.Clear();
            offsets.Clear();
        }

        var lines = new List<SourceLine>();
        var blanks = 0;
        foreach (var one in new RawColumns(rules).Undo(raw))
        {
            if (Finish(one.Text, one.Offsets, blanks) is { } line)
            {
                lines.Add(line);
                blanks = 0;
            }
            else blanks++;
        }

        return lines;
    }

    private static void Append(string original, ref int i, StringBuilder text, List<int> offsets)
    {
        var c = original[i];
        if (char.IsHighSurrogate(c) && i + 1 < original.Length && char.IsLowSurrogate(original[i + 1]))
        {
            text.Append(c).Append(original[i + 1]);
            offsets.Add(i);
            offsets.Add(i);
            i++;
            return;
        }

        // A tab is kept so far: it parts the columns of a head.
        if (c != '\t' && VietnameseText.IsSpace(c)) c = ' ';
        else if (VietnameseText.IsInvisible(c)) return;
        if (text.Length > 0 && VietnameseLetters.IsCombining(c))
        {
            var combined = VietnameseLetters.Combine(text[^1], c);
            if (combined != '\0')
            {
                text[^1] = combined;
                return;
            }
        }

        text.Append(c);
        offsets.Add(i);
    }

    private static SourceLine? Finish(string raw, int[] offsets, int blanks)
    {
        var text = new StringBuilder(raw.Length);
        var map = new List<int>(raw.Length);
        string? footnote = null;
        var line = raw.Replace('\t', ' ');
        var i = 0;
        while (i < line.Length && (line[i] == ' ' || (line[i] == '#' && text.Length == 0))) i++;
        // A single star before a blank opens an item; all others set type, or stand for a line.
        if (i + 2 < line.Length && line[i] == '*' && line[i + 1] == ' ' && line.AsSpan(i + 1).IndexOfAnyExcept('*', ' ') >= 0)
        {
            text.Append('*');
            map.Add(offsets[i++]);
        }

        for (; i < line.Length; i++)
        {
            if (line[i] == '*') continue;
            if (line[i] == '\\' && i + 1 < line.Length && (char.IsPunctuation(line[i + 1]) || line[i + 1] is '|' or '+')) continue;
            if (line[i] == '<' && TagLength(line, i) is > 0 and var tag)
            {
                i += tag - 1;
                continue;
            }

            if (line[i] == '<' && string.CompareOrdinal(line, i, Superscript, 0, Superscript.Length) == 0
                && line.IndexOf(SuperscriptEnd, i, StringComparison.Ordinal) is var close and > 0 && close - i < 12)
            {
                var mark = line[(i + Superscript.Length)..close];
                if (text.Length == 0) footnote = mark.Trim();
                i = close + SuperscriptEnd.Length - 1;
                continue;
            }

            if (line[i] == ' ' && (text.Length == 0 || text[^1] == ' ')) continue;
            text.Append(line[i]);
            map.Add(offsets[i]);
        }

        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
            map.RemoveAt(map.Count - 1);
        }

        var result = text.ToString();
        if (result.Length == 0 || IsRule(result)) return null;
        var indent = raw.TakeWhile(char.IsWhiteSpace).Sum(c => c == '\t' ? 4 : 1);
        // A centred line begins where it does for its looks.
        var width = Math.Max(result.Length, raw.TrimEnd().Length - (indent > LargestIndent ? indent : 0));
        var first = raw.AsSpan().Trim();
        return new SourceLine(result, [.. map], blanks, footnote, indent, width, first.IndexOfAny(' ', '\t') is var space and >= 0 ? space : first.Length);
    }

    /// <summary>The length of a tag that only sets type, as Markdown files have them; 0 for anything else.</summary>
    private static int TagLength(string line, int at)
    {
        var close = line.IndexOf('>', at);
        if (close < 0 || close - at > 60) return 0;
        var name = line[(at + 1)..close].TrimStart('/');
        var end = name.AsSpan().IndexOfAny(' ', '/');
        return Array.IndexOf(SetType, (end < 0 ? name : name[..end]).ToLowerInvariant()) >= 0 ? close - at + 1 : 0;
    }

    private static bool IsRule(string line) => line.All(c => c is '-' or '_' or '=' or '–' or '—' or '.' or '…' or ' ' or '|' or ':') && line.Length > 0 && line != "-";
}
