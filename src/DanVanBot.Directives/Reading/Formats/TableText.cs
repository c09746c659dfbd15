namespace DanVanBot.Directives.Reading.Formats;

/// <summary>Writes a table as lines: one that only sets the page in columns as the columns, another as "| a | b |" a row.</summary>
internal static class TableText
{
    public static void Write(List<List<List<string>>> rows, List<string> lines, ReadingRules rules)
    {
        rows = [.. rows.Where(r => r.Exists(c => c.Count > 0))];
        if (rows.Count == 0) return;
        var columns = rows.Max(r => r.Count);
        if (columns == 1 || IsLayout(rows, rules))
        {
            for (var column = 0; column < columns; column++)
            {
                foreach (var row in rows) if (column < row.Count) lines.AddRange(row[column]);
            }

            return;
        }

        foreach (var row in rows)
            lines.Add("| " + string.Join(" | ", row.Select(c => string.Join(' ', c.Select(l => l.Replace('|', '/').Replace('\t', ' ').Trim())))) + " |");
    }

    /// <summary>Official letters set their head, their addressees and their signature in a table without lines.</summary>
    public static bool IsLayout(List<List<List<string>>> rows, ReadingRules rules) =>
        rows.Count is > 0 and <= 8 && rows.Max(r => r.Count) <= 3 && !HasHeads(rows[0], rules) && rows.SelectMany(r => r).SelectMany(c => c).Any(l => IsFrame(l.Trim(), rules));

    /// <summary>A first row that says what the columns hold: what comes under it is no page.</summary>
    private static bool HasHeads(List<List<string>> row, ReadingRules rules) =>
        row.Count(c => c.Count > 0 && rules.TableHeads.Values.Any(h => h.IsMatch(string.Join(' ', c).Trim()))) >= 2;

    private static bool IsFrame(string line, ReadingRules rules) =>
        line.Length < 90
        && (rules.Mottoes.Any(m => m.IsMatch(line)) || rules.CopiesMark.IsMatch(line) || rules.Authority.IsMatch(line) || rules.AddresseesMark.IsMatch(line)
            || (rules.Number.Match(line) is { Success: true } number && number.Length > line.Length - 3)
            || (rules.Date.Match(line) is { Success: true, Index: < 3 } date && date.Length > line.Length - 6));
}
