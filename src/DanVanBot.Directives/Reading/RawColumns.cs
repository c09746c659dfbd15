using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>A physical line before its spaces are collapsed, with the offset in the original of each character.</summary>
internal sealed record RawLine(string Text, int[] Offsets)
{
    public RawLine Part(int from, int to) => new(Text[from..to], Offsets[from..to]);

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>
/// Undoes what is set in two columns by spaces, tabs or a Markdown table: the head of a letter, and its distribution list beside the signature.
/// A wide gap alone parts nothing, since blanks are left for numbers and days; what stands right of it must look like a column's.
/// </summary>
internal sealed partial class RawColumns(ReadingRules rules)
{
    private const int HeadLines = 40;
    private const int RightColumn = 18;

    public List<RawLine> Undo(List<RawLine> lines) => Signers(Tail(Head(Issuers(new TextTables(rules).Undo(Tables(lines))))));

    /// <summary>Markdown tables that hold a frame of the letter become their columns, one cell's lines after the other.</summary>
    private List<RawLine> Tables(List<RawLine> lines)
    {
        var result = new List<RawLine>(lines.Count);
        for (var i = 0; i < lines.Count;)
        {
            var end = i;
            while (end < lines.Count && lines[end].Text.TrimStart().StartsWith('|')) end++;
            if (end == i)
            {
                result.Add(lines[i++]);
                continue;
            }

            var rows = lines[i..end].Where(l => !TableRule().IsMatch(l.Text)).Select(Cells).ToList();
            var columns = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
            if (columns is 2 or 3 && rows.Exists(r => r.Exists(c => c.Exists(l => IsFrame(Bare(l.Text))))))
            {
                for (var column = 0; column < columns; column++)
                {
                    foreach (var row in rows) if (column < row.Count) result.AddRange(row[column]);
                }
            }
            else result.AddRange(lines[i..end]);

            i = end;
        }

        return result;
    }

    private static List<List<RawLine>> Cells(RawLine line)
    {
        var cells = new List<List<RawLine>>();
        var bars = BarPattern().Matches(line.Text).Select(m => m.Index).ToList();
        if (line.Text.TrimEnd()[^1] != '|') bars.Add(line.Text.Length);
        for (var b = 0; b + 1 < bars.Count; b++)
        {
            var cell = new List<RawLine>();
            var from = bars[b] + 1;
            foreach (Match br in BreakPattern().Matches(line.Text[..bars[b + 1]]))
            {
                if (br.Index < from) continue;
                cell.Add(line.Part(from, br.Index));
                from = br.Index + br.Length;
            }

            cell.Add(line.Part(from, bars[b + 1]));
            cells.Add(cell);
        }

        return cells;
    }

    private List<RawLine> Head(List<RawLine> lines)
    {
        int first = -1, last = -1, seen = 0;
        for (var i = 0; i < lines.Count && seen < HeadLines; i++)
        {
            if (lines[i].IsBlank) continue;
            seen++;
            if (rules.AddresseesMark.IsMatch(Bare(lines[i].Text))) break;
            if (Cut(lines[i].Text, IsHeadRight) < 0) continue;
            if (first < 0) first = i;
            last = i;
        }

        if (first < 0) return lines;
        // What stands under the left column without a partner still belongs to it.
        var result = lines[..first];
        List<RawLine> left = [], right = [];
        for (var i = first; i <= last; i++) Sort(lines[i], IsHeadRight, left, right);
        var next = last + 1;
        while (next < lines.Count && next < last + 5 && Cut(lines[next].Text, _ => true) < 0 && rules.SubjectMark.IsMatch(Bare(left.LastOrDefault(l => !l.IsBlank)?.Text ?? "")) && !lines[next].IsBlank && char.IsLower(Bare(lines[next].Text)[0]))
            left.Add(lines[next++]);
        result.AddRange(left.Where(l => !l.IsBlank));
        result.AddRange(right.Where(l => !l.IsBlank));
        result.AddRange(lines[next..]);
        return result;
    }

    private List<RawLine> Tail(List<RawLine> lines)
    {
        var start = lines.FindLastIndex(l => rules.CopiesMark.IsMatch(Bare(l.Text)));
        if (start < 0) return lines;
        var end = Math.Min(lines.Count, start + 40);
        // What is annexed behind the signature has its own lines.
        var annex = lines.FindIndex(start, end - start, l => Bare(l.Text) is { Length: > 0 } text && ((LineJoiner.IsCapitals(text) && rules.AnnexTitles.IsMatch(text)) || rules.AnnexedTo.IsMatch(text) || LineJoiner.IsTable(text)));
        if (annex >= 0) end = annex;
        var parted = false;
        for (var i = start; i < end; i++) parted |= Cut(lines[i].Text, IsTailRight) >= 0;
        if (!parted) return lines;
        List<RawLine> left = [], right = [];
        for (var i = start; i < end; i++) Sort(lines[i], IsTailRight, left, right);
        return [.. lines[..start], .. left, .. right, .. lines[end..]];
    }

    /// <summary>Two bodies that issue together stand side by side at the very top, each over its place.</summary>
    private List<RawLine> Issuers(List<RawLine> lines)
    {
        var first = lines.FindIndex(l => !l.IsBlank);
        if (first < 0 || Cut(lines[first].Text, IsBody) < 0 || !IsBody(Bare(lines[first].Text[..Cut(lines[first].Text, IsBody)]))) return lines;
        List<RawLine> left = [], right = [];
        var end = first;
        for (; end < lines.Count && !lines[end].IsBlank && Cut(lines[end].Text, IsCapitalLine) is >= 0 and var at && IsCapitalLine(Bare(lines[end].Text[..at])); end++)
        {
            left.Add(lines[end].Part(0, at));
            right.Add(lines[end].Part(at, lines[end].Text.Length));
        }

        return [.. lines[..first], .. left, .. right, .. lines[end..]];
    }

    private bool IsCapitalLine(string text) => text.Length < 90 && LineJoiner.IsCapitals(text) && !rules.Mottoes.Any(m => m.IsMatch(text));

    private bool IsBody(string text) => IsCapitalLine(text) && (rules.BodyWords.IsMatch(text) || rules.BodyStart.IsMatch(text));

    /// <summary>Two who sign side by side: from the line of their names up as far as lines hold nothing but what stands over a name.</summary>
    private List<RawLine> Signers(List<RawLine> lines)
    {
        for (var names = lines.Count - 1; names > 0; names--)
        {
            var cut = Cut(lines[names].Text, text => MetadataReader.IsPerson(text, rules));
            if (cut < 0 || !MetadataReader.IsPerson(Bare(lines[names].Text[..cut]), rules)) continue;
            var middle = cut - (lines[names].Text[..cut].Length - lines[names].Text[..cut].TrimEnd().Length) / 2;
            var start = names;
            while (start > 0 && (lines[start - 1].IsBlank || GapPattern().Split(lines[start - 1].Text.Trim()).All(p => IsTailRight(Bare(p))))) start--;
            List<RawLine> left = [], right = [];
            for (var i = start; i <= names; i++)
            {
                var at = i == names ? cut : Cut(lines[i].Text, IsTailRight);
                if (at >= 0)
                {
                    left.Add(lines[i].Part(0, at));
                    right.Add(lines[i].Part(at, lines[i].Text.Length));
                }
                else (((lines[i].Text.Length - lines[i].Text.TrimStart().Length) + lines[i].Text.TrimEnd().Length) / 2 < middle ? left : right).Add(lines[i]);
            }

            // The blank line over a signature parts it from the text.
            return [.. lines[..start], new RawLine(string.Empty, []), .. left.Where(l => !l.IsBlank), .. right.Where(l => !l.IsBlank), .. lines[(names + 1)..]];
        }

        return lines;
    }

    private static void Sort(RawLine line, Func<string, bool> isRight, List<RawLine> left, List<RawLine> right)
    {
        var cut = Cut(line.Text, isRight);
        if (cut >= 0)
        {
            left.Add(line.Part(0, cut));
            right.Add(line.Part(cut, line.Text.Length));
            return;
        }

        var indent = 0;
        for (var i = 0; i < line.Text.Length && char.IsWhiteSpace(line.Text[i]); i++) indent += line.Text[i] == '\t' ? 8 : 1;
        (indent >= RightColumn ? right : left).Add(line);
    }

    /// <summary>Where the right column begins; -1 where the line has one column only.</summary>
    private static int Cut(string text, Func<string, bool> isRight)
    {
        foreach (Match gap in GapPattern().Matches(text))
        {
            if (string.IsNullOrWhiteSpace(text[..gap.Index])) continue;
            var at = gap.Index + gap.Length;
            if (at < text.Length && isRight(Bare(text[at..]))) return at;
        }

        return -1;
    }

    private bool IsHeadRight(string text) =>
        text.Length < 90 && (rules.Mottoes.Any(m => m.IsMatch(text)) || (rules.Date.Match(text) is { Success: true, Index: < 3 } date && date.Length > text.Length - 6));

    private bool IsTailRight(string text) =>
        text.Length < 80 && (rules.Authority.IsMatch(text) || rules.Roles.Contains(text.Trim(' ', '.', ',')) || LineJoiner.IsCapitals(text) || MetadataReader.IsName(text) || (text[0] == '(' && text[^1] == ')'));

    private bool IsFrame(string line) => IsHeadRight(line) || (line.Length < 90 && (rules.CopiesMark.IsMatch(line) || rules.Authority.IsMatch(line) || rules.AddresseesMark.IsMatch(line)));

    private static string Bare(string text) => text.Replace("*", string.Empty, StringComparison.Ordinal).Replace('\t', ' ').Trim();

    [GeneratedRegex(@"\s*\t\s*| {3,}", RegexOptions.CultureInvariant)]
    private static partial Regex GapPattern();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.CultureInvariant)]
    private static partial Regex BarPattern();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BreakPattern();

    [GeneratedRegex(@"^\s*\|[\s:|-]+\|?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex TableRule();
}
