namespace DanVanBot.Directives.Reading.Formats;

/// <summary>Finds where a page is set in two columns: the head of a letter, and its distribution list beside the signature.</summary>
internal static class PdfColumns
{
    /// <summary>The head ends with the last line that has two parts, or a motto or date on the right.</summary>
    public static (int End, double Gutter)? Head(List<PdfLine> lines, PdfPageText page, ReadingRules rules)
    {
        var upper = lines.TakeWhile(l => l.Base > page.Height * .45).ToList();
        // Columns half a line apart have no line in common: what can only stand on the right says where they part.
        return Head(lines, Gutters(upper, page), page, rules)
            ?? Head(lines, upper.Where(l => l.Left > page.Width * .35 && IsRight(l.Segments[0], rules)).Select(l => l.Left - 1).ToList(), page, rules);
    }

    private static (int End, double Gutter)? Head(List<PdfLine> lines, IEnumerable<double> gutters, PdfPageText page, ReadingRules rules)
    {
        (int End, double Gutter)? best = null;
        foreach (var gutter in gutters)
        {
            var end = 0;
            for (var i = 0; i < lines.Count && lines[i].Segments.TrueForAll(s => s.Right <= gutter || s.Left >= gutter); i++)
            {
                var right = lines[i].Segments.FindAll(s => s.Left >= gutter);
                var both = right.Count > 0 && right.Count < lines[i].Segments.Count;
                if (both || right.Exists(s => IsRight(s, rules))) end = i + 1;
            }

            if (end > (best?.End ?? 0)) best = (Below(lines, end, gutter, page), gutter);
        }

        return best;
    }

    private static bool IsRight(PdfSegment segment, ReadingRules rules) => rules.Mottoes.Any(m => m.IsMatch(segment.Text)) || rules.Date.IsMatch(segment.Text);

    /// <summary>Lines under the left column, about its middle, are its own: the subject of a letter is often longer than what stands beside it.</summary>
    private static int Below(List<PdfLine> lines, int end, double gutter, PdfPageText page)
    {
        var column = lines.Take(end).SelectMany(l => l.Segments).Where(s => s.Right <= gutter).ToList();
        if (column.Count == 0) return end;
        var middle = column.Average(s => (s.Left + s.Right) / 2);
        while (end > 0 && end < lines.Count && lines[end].Right <= gutter && Math.Abs(((lines[end].Left + lines[end].Right) / 2) - middle) < page.Width * .05
            && lines[end - 1].Base - lines[end].Base < 2.2 * lines[end].Size) end++;
        return end;
    }

    public static (int Start, double Gutter)? Tail(List<PdfLine> lines, int from, PdfPageText page, ReadingRules rules)
    {
        var start = lines.FindLastIndex(l => rules.CopiesMark.IsMatch(l.Segments[0].Text));
        if (start < from) return null;
        (int Lines, double Gutter) best = (0, 0);
        foreach (var gutter in Gutters(lines.Skip(start), page))
        {
            // A long line of the list may reach over; it must be the odd one out.
            var whole = lines.Skip(start).Count(l => l.Segments.TrueForAll(s => s.Right <= gutter || s.Left >= gutter));
            if (whole > best.Lines) best = (whole, gutter);
        }

        if (best.Lines == 0)
        {
            // Not one line has both: the columns may still stand at different heights.
            var rightmost = lines.Skip(start).Where(l => l.Left > page.Width * .45).Select(l => l.Left).DefaultIfEmpty(0).Min();
            if (rightmost == 0) return null;
            best = (0, rightmost - 1);
        }

        while (start > from && lines[start - 1].Left >= best.Gutter && (rules.Authority.IsMatch(lines[start - 1].Text) || rules.Roles.Contains(lines[start - 1].Text))) start--;
        return (start, best.Gutter);
    }

    private static IEnumerable<double> Gutters(IEnumerable<PdfLine> lines, PdfPageText page) =>
        lines.Where(l => l.Segments.Count >= 2)
            .SelectMany(l => l.Segments.Zip(l.Segments.Skip(1), (a, b) => new[] { a.Right + 1, (a.Right + b.Left) / 2, b.Left - 1 }).SelectMany(g => g))
            .Where(g => g > page.Width * .22 && g < page.Width * .75).Distinct().Take(200).ToList();
}
