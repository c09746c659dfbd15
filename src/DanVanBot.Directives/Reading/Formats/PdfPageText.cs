using System.Text;
using UglyToad.PdfPig.Content;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>A piece of a printed line without a wide gap in it. Points, from the lower left corner of the page.</summary>
internal sealed record PdfSegment(double Left, double Right, string Text);

/// <summary>One printed line.</summary>
internal sealed record PdfLine(int Page, double Base, double Size, List<PdfSegment> Segments)
{
    public double Left => Segments[0].Left;

    public double Right => Segments[^1].Right;

    public string Text => string.Join(' ', Segments.Select(s => s.Text));
}

/// <summary>The lines of a page from top to bottom.</summary>
/// <param name="Slanted">What is set across the page, as a stamp or watermark is.</param>
internal sealed record PdfPageText(int Number, double Width, double Height, List<PdfLine> Lines, string Slanted)
{
    /// <summary>A gap of this many letter heights parts two columns; the gaps of justified type are narrower.</summary>
    private const double ColumnGap = 1.5;

    public static PdfPageText Of(Page page)
    {
        var glyphs = page.Letters.Where(l => l.TextOrientation == TextOrientation.Horizontal && l.Value.Length > 0).Select(Glyph.Of).Where(g => g.Size > 0.5).ToList();
        var rows = new List<Row>();
        foreach (var glyph in glyphs.OrderByDescending(g => g.Base).ThenBy(g => g.Left))
        {
            // Raised marks of notes belong to the line they stand in, smaller and higher.
            var row = rows.LastOrDefault() is { } last && last.Holds(glyph) ? last : rows.Count > 1 && rows[^2].Holds(glyph) ? rows[^2] : null;
            if (row is null) rows.Add(row = new Row());
            row.Add(glyph);
        }

        var lines = rows.Select(r => r.Finish(page.Number)).OfType<PdfLine>().OrderByDescending(l => l.Base).ToList();
        var slanted = string.Concat(page.Letters.Where(l => l.TextOrientation != TextOrientation.Horizontal).Select(l => l.Value)).Trim();
        return new PdfPageText(page.Number, page.Width, page.Height, lines, slanted);
    }

    private readonly record struct Glyph(double Left, double Right, double Base, double Size, string Text)
    {
        public bool IsSpace => string.IsNullOrWhiteSpace(Text);

        public bool IsMark => Text.Length == 1 && Text[0] is >= '\u0300' and <= '\u036F';

        /// <summary>A combining mark is sorted behind the letter it stands over.</summary>
        public double Order => IsMark ? ((Left + Right) / 2) + 0.01 : Left;

        /// <summary>Joined type ("ﬁ") is two letters.</summary>
        private static string Spelled(string text) => text.Length != 1 || text[0] is < '\uFB00' or > '\uFB04' ? text : text[0] switch { '\uFB00' => "ff", '\uFB01' => "fi", '\uFB02' => "fl", '\uFB03' => "ffi", _ => "ffl" };

        public static Glyph Of(Letter letter) => new(
            Math.Min(letter.StartBaseLine.X, letter.EndBaseLine.X), Math.Max(letter.StartBaseLine.X, letter.EndBaseLine.X), letter.StartBaseLine.Y, letter.PointSize > 0.5 ? letter.PointSize : letter.BoundingBox.Height, Spelled(letter.Value));
    }

    private sealed class Row
    {
        private readonly List<Glyph> _glyphs = [];
        private double _base;
        private double _size;

        public bool Holds(Glyph glyph) => Math.Abs(glyph.Base - _base) < 0.42 * Math.Max(glyph.Size, _size);

        public void Add(Glyph glyph)
        {
            _glyphs.Add(glyph);
            // The base of a line is that of its largest letters.
            if (glyph.Size > _size + 0.1 && !glyph.IsSpace) (_base, _size) = (glyph.Base, glyph.Size);
            else if (_glyphs.Count == 1) _base = glyph.Base;
        }

        public PdfLine? Finish(int page)
        {
            var segments = new List<PdfSegment>();
            var text = new StringBuilder();
            double left = 0, right = double.NaN;
            var raised = false;
            var spaced = false;
            foreach (var glyph in _glyphs.OrderBy(g => g.Order))
            {
                if (glyph.IsSpace)
                {
                    spaced = true;
                    continue;
                }

                var gap = double.IsNaN(right) ? 0 : glyph.Left - right;
                if (text.Length > 0 && gap > ColumnGap * _size && !glyph.IsMark) Close();
                var apart = text.Length > 0 && !glyph.IsMark && (spaced || gap > 0.17 * _size);
                // Doubled letters are how some printers make bold ones.
                if (text.Length > 0 && gap < -0.6 * (glyph.Right - glyph.Left) && text.ToString().EndsWith(glyph.Text, StringComparison.Ordinal) && !glyph.IsMark) continue;
                if (text.Length == 0) left = glyph.Left;
                var high = glyph.Size < 0.8 * _size && glyph.Base > _base + (0.12 * _size) && glyph.Text.All(char.IsAsciiDigit);
                // The mark of a note is closed before the blank behind it.
                if (raised && !high) text.Append("</sup>");
                if (apart) text.Append(' ');
                if (high && !raised) high = !EndsInMetre(text);
                if (high && !raised) text.Append("<sup>");
                raised = high;
                text.Append(glyph.Text);
                right = double.IsNaN(right) ? glyph.Right : Math.Max(right, glyph.Right);
                spaced = false;
            }

            Close();
            return segments.Count == 0 ? null : new PdfLine(page, _base, _size, segments);

            void Close()
            {
                if (raised) text.Append("</sup>");
                raised = false;
                var written = text.ToString().Trim();
                if (written.Length > 0) segments.Add(new PdfSegment(left, right, written));
                text.Clear();
                right = double.NaN;
            }
        }

        /// <summary>"m²" and "km²" are no notes.</summary>
        private static bool EndsInMetre(StringBuilder text) => text.Length > 0 && text[^1] == 'm' && (text.Length == 1 || !char.IsLetter(text[^2]) || text[^2] == 'k');
    }
}
