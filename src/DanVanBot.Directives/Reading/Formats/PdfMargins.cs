using System.Globalization;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>Parts page numbers and running heads from the text. They stand apart from it and come back at one height; the last line of a page, whatever it says, is text.</summary>
internal sealed class PdfMargins(List<PdfPageText> pages, double bodySize, double pitch, double left)
{
    private const double Band = 0.09;

    /// <summary>The height of a running head is the same on every page, but for the rounding of printers.</summary>
    private const double SameHeight = 3;
    private readonly ReadingRules _rules = ReadingRules.Default;

    /// <summary>The lines of each page that are text; the others are added to <paramref name="margins"/>.</summary>
    public List<List<PdfLine>> Without(List<string> margins)
    {
        var running = pages.SelectMany(p => p.Lines.Where(l => InBand(p, l)).Select(l => (Bare: Bare(l.Text), l.Base, l.Page))).Where(l => l.Bare.Length > 0).ToLookup(l => l.Bare, l => (l.Base, l.Page), StringComparer.Ordinal);
        var numbers = pages.SelectMany(p => p.Lines.Where(l => InBand(p, l)).Select(l => Number(l.Text) - p.Number).OfType<int>().Distinct()).CountBy(n => n).ToDictionary();
        var kept = new List<List<PdfLine>>();
        foreach (var page in pages)
        {
            var lines = page.Lines;
            var first = 0;
            while (first < lines.Count && IsMargin(page, lines[first])) first++;
            var last = lines.Count;
            while (last > first && IsMargin(page, lines[last - 1])) last--;
            // What is set on with the text is of the text.
            while (first > 0 && first < lines.Count && GoesOn(lines[first - 1], lines[first])) first--;
            while (last > 0 && last < lines.Count && GoesOn(lines[last - 1], lines[last])) last++;
            margins.AddRange(lines.Take(first).Concat(lines.Skip(last)).Select(l => l.Text));
            kept.Add(last > first ? lines[first..last] : []);
        }

        return kept;

        bool IsMargin(PdfPageText page, PdfLine line)
        {
            // Small type at the very edge is the printer's: a date, an address, a page of pages.
            if (line.Size < bodySize * .8 && (line.Base > page.Height * .955 || line.Base < page.Height * .045)) return true;
            if (!InBand(page, line)) return false;
            if (!line.Text.Any(char.IsLetterOrDigit)) return true;
            if (Number(line.Text) is { } number) return number == page.Number || numbers[number - page.Number] >= 2;
            var same = running[Bare(line.Text)].Where(l => Math.Abs(l.Base - line.Base) <= SameHeight).Select(l => l.Page).Distinct().Count();
            return same >= 2 && same * 2 >= pages.Count - 1;
        }
    }

    private bool GoesOn(PdfLine above, PdfLine below) => above.Base - below.Base < pitch * 1.1 && Math.Abs(above.Size - below.Size) < 1 && Math.Abs(above.Left - left) < bodySize * 4 && Math.Abs(below.Left - left) < bodySize * 4;

    private int? Number(string text) =>
        (_rules.PageNumber.Match(text) is { Success: true } alone ? alone : _rules.PageLine.Match(text)) is { Success: true } match && match.Groups["n"] is var number
            ? int.Parse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static bool InBand(PdfPageText page, PdfLine line) => line.Base > page.Height * (1 - Band) || line.Base < page.Height * Band;

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetter));
}
