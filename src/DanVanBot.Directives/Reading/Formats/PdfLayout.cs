using System.Text;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>Puts printed lines into reading order and paragraphs: running heads and page numbers go, two columns of a head follow each other, wrapped lines are joined.</summary>
internal sealed partial class PdfLayout
{
    private readonly ReadingRules _rules = ReadingRules.Default;
    private readonly List<string> _margins = [];
    private readonly List<string> _out = [];
    private readonly List<string> _notes = [];
    private readonly double _bodySize;
    private readonly double _right;
    private readonly double _left;
    private readonly double _pitch;
    private readonly StringBuilder _paragraph = new();
    private PdfLine? _last;
    private PdfLine? _first;

    private PdfLayout(List<PdfPageText> pages)
    {
        var lines = pages.SelectMany(p => p.Lines).ToList();
        _bodySize = Weighted(lines.Select(l => (l.Size, l.Text.Length)));
        var body = lines.Where(l => Math.Abs(l.Size - _bodySize) < 1.2 && l.Segments.Count == 1).ToList();
        var rights = body.Select(l => l.Right).Order().ToList();
        _right = rights.Count > 0 ? rights[(int)((rights.Count - 1) * .95)] : 550;
        var lefts = body.Where(l => l.Right > _right - (3 * _bodySize)).Select(l => l.Left).Order().ToList();
        _left = lefts.Count > 0 ? lefts[lefts.Count / 10] : 0;
        var steps = pages.SelectMany(p => p.Lines.Zip(p.Lines.Skip(1), (a, b) => a.Base - b.Base)).Where(s => s > 4 && s < 60).Order().ToList();
        _pitch = steps.Count > 0 ? steps[steps.Count * 2 / 5] : _bodySize * 1.3;
    }

    public static FileText Read(List<PdfPageText> pages)
    {
        var layout = new PdfLayout(pages);
        var kept = new PdfMargins(pages, layout._bodySize, layout._pitch, layout._left).Without(layout._margins);
        layout._wrapped = layout.AreWrapped(kept);
        for (var i = 0; i < kept.Count; i++) layout.Page(pages[i], kept[i], i == 0);
        layout.Flush();
        layout.EndTail();
        layout._out.AddRange(layout._notes);
        // A mark of secrecy may stand across the page, or beside the name of the issuer.
        layout._margins.AddRange(pages.Select(p => p.Slanted).Where(t => t.Length > 0));
        layout._margins.AddRange(pages.SelectMany(p => p.Lines).Where(l => l.Segments.Count > 1).SelectMany(l => l.Segments).Select(s => s.Text));
        return new FileText(string.Join('\n', layout._out), layout._wrapped ? TextShape.Lines : TextShape.Paragraphs, layout._margins);
    }

    private static double Weighted(IEnumerable<(double Size, int Weight)> sizes) =>
        sizes.GroupBy(s => Math.Round(s.Size * 2) / 2).OrderByDescending(g => g.Sum(s => s.Weight)).Select(g => g.Key).FirstOrDefault(12);

    private void Page(PdfPageText page, List<PdfLine> lines, bool isFirst)
    {
        lines = Footnotes(page, lines);
        var at = TailGoesOn(lines);
        if (isFirst && PdfColumns.Head(lines, page, _rules) is { } head)
        {
            Columns(lines, 0, head.End, head.Gutter);
            at = head.End;
        }

        var tail = PdfColumns.Tail(lines, at, page, _rules);
        for (; at < (tail?.Start ?? lines.Count); at++) Line(lines[at]);
        if (tail is { } found) BeginTail(lines, found.Start, found.Gutter);
    }

    private void Columns(List<PdfLine> lines, int from, int to, double gutter)
    {
        Flush();
        foreach (var left in (bool[])[true, false])
        {
            for (var i = from; i < to; i++)
            {
                var text = string.Join(' ', lines[i].Segments.Where(s => (s.Left + s.Right) / 2 < gutter == left).Select(s => s.Text));
                if (text.Length > 0) _out.Add(text);
            }
        }
    }

    /// <summary>Small type at the foot of a page that begins with a figure is a note; it waits until the sentence above is whole.</summary>
    private List<PdfLine> Footnotes(PdfPageText page, List<PdfLine> lines)
    {
        var start = lines.Count;
        while (start > 0 && lines[start - 1].Size < _bodySize * .9 && lines[start - 1].Base < page.Height * .5) start--;
        while (start < lines.Count && !StartsNote(lines[start].Text)) start++;
        if (start == lines.Count) return lines;
        foreach (var line in lines.Skip(start))
        {
            if (StartsNote(line.Text)) _notes.Add(NoteText(line.Text));
            else _notes[^1] += " " + line.Text;
        }

        return lines[..start];
    }

    private static bool StartsNote(string text) => text.StartsWith("<sup>", StringComparison.Ordinal) || (text.Length > 3 && char.IsAsciiDigit(text[0]) && (text[1] == ' ' || (char.IsAsciiDigit(text[1]) && text[2] == ' ')));

    private static string NoteText(string text)
    {
        if (text.StartsWith("<sup>", StringComparison.Ordinal)) return text;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return $"<sup>{text[..space]}</sup>{text[space..]}";
    }

    private void Line(PdfLine line)
    {
        if (line.Segments.Count >= 3 && line.Segments.All(s => s.Text.Length < 80))
        {
            Flush();
            _out.Add("| " + string.Join(" | ", line.Segments.Select(s => s.Text.Replace('|', '/'))) + " |");
            return;
        }

        if (_last is { } last && (_wrapped ? EndsWritten(last, line) : Breaks(last, line))) Flush();
        if (_paragraph.Length > 0) Join(line.Text);
        else
        {
            _paragraph.Append(line.Text);
            _first = line;
        }

        _last = line;
    }

    private void Join(string text)
    {
        // A symbol broken at its hyphen is put together again; the dash of "chính trị - xã hội" is not one.
        var broken = _paragraph.Length > 1 && _paragraph[^1] == '-' && (((char.IsAsciiDigit(_paragraph[^2]) || char.IsUpper(_paragraph[^2])) && char.IsUpper(text[0])) || (char.IsLetterOrDigit(_paragraph[^2]) && char.IsAsciiDigit(text[0])));
        if (!broken) _paragraph.Append(' ');
        _paragraph.Append(text);
    }

    private bool Breaks(PdfLine last, PdfLine line)
    {
        var samePage = last.Page == line.Page;
        var step = last.Base - line.Base;
        var size = Math.Max(last.Size, line.Size);
        if (Math.Abs(last.Size - line.Size) > 0.12 * size) return true;
        if (samePage && step > Math.Max(_pitch * 1.45, size * 1.75)) return true;
        var marker = Markers.Read(Plain(line.Text), _rules);
        var marked = marker.Kind != MarkerKind.None;
        var before = Plain(_paragraph.ToString());
        var centred = Math.Abs(last.Left + last.Right - line.Left - line.Right) < size && last.Left > _left + (3 * size) && line.Left > _left + size;
        // Centred lines are a head or a title: each is handed on by itself, what belongs together is told by words.
        if (centred && !marked) return true;
        if (HadRoom(last, line)) return true;
        var ended = before.Length == 0 || before[^1] is '.' or ':' or ';' or '!' or '?' or '…' or '”' or '"';
        var sure = marker.Kind == MarkerKind.Bullet ? char.IsUpper(Plain(line.Text)[marker.Length]) : marker.Kind is MarkerKind.Dotted or MarkerKind.Alpha or MarkerKind.Article or MarkerKind.Chapter or MarkerKind.Annex;
        if (marked && (ended || sure)) return true;
        if (line.Text.Length > 5 && LineJoiner.IsCapitals(before) != LineJoiner.IsCapitals(line.Text)) return true;
        var indented = line.Left > _left + (0.8 * size);
        var hanging = _first is { } first && Markers.Read(Plain(first.Text), _rules).Kind != MarkerKind.None && line.Left > first.Left + 1;
        if (marked && line.Left < last.Left - 2 && _first is { } start && Math.Abs(start.Left - line.Left) < 2) return true;
        if (indented && !hanging && (ended || line.Left > last.Left + (0.8 * size))) return char.IsUpper(Plain(line.Text).FirstOrDefault('a')) || marked || ended;
        return samePage && ended && step > _pitch * 1.2;
    }

    private static string Plain(string text) => text.Replace("<sup>", string.Empty, StringComparison.Ordinal).Replace("</sup>", string.Empty, StringComparison.Ordinal);

    private void Flush()
    {
        if (_paragraph.Length > 0)
        {
            var text = _paragraph.ToString();
            _out.Add(text);
            _paragraph.Clear();
            // The notes named in it follow it.
            for (var i = 0; i < _notes.Count; i++)
            {
                var mark = _notes[i][..(_notes[i].IndexOf("</sup>", StringComparison.Ordinal) + 6)];
                if (text.IndexOf(mark, StringComparison.Ordinal) <= 0) continue;
                _out.Add(_notes[i]);
                _notes.RemoveAt(i--);
            }
        }

        _last = null;
        _first = null;
    }
}
