namespace DanVanBot.Directives.Reading.Formats;

/// <summary>A text whose lines were cut before it was printed: each of them is a paragraph on paper. It is handed on as the lines it was typed in.</summary>
internal sealed partial class PdfLayout
{
    private bool _wrapped;

    /// <summary>A step larger than this parts typed lines; 0 where they stand as close as printed ones.</summary>
    private double _typedStep;

    /// <summary>The next word would have fitted: the writer went to a new line.</summary>
    private bool HadRoom(PdfLine last, PdfLine line)
    {
        var space = line.Text.IndexOf(' ', StringComparison.Ordinal);
        var word = (line.Right - line.Left) * (space < 0 ? 1 : (double)space / line.Text.Length);
        return _right - last.Right > word + (0.6 * Math.Max(last.Size, line.Size));
    }

    /// <summary>Paper cuts a line where it is full. Where sentences go on in small letters behind lines that had room, somebody else cut them.</summary>
    private bool AreWrapped(List<List<PdfLine>> pages)
    {
        var all = 0;
        List<double> early = [], steps = [];
        foreach (var lines in pages)
        {
            foreach (var (last, line) in lines.Zip(lines.Skip(1)))
            {
                if (last.Segments.Count > 1 || line.Segments.Count > 1 || Math.Abs(last.Size - _bodySize) > 1 || Math.Abs(line.Size - _bodySize) > 1 || last.Left > _left + (3 * _bodySize) || line.Left > _left + (3 * _bodySize)) continue;
                if (!char.IsLower(line.Text[0]) || last.Text[^1] is '.' or ':' or ';' or '!' or '?' || LineJoiner.IsCapitals(last.Text) || Markers.Read(line.Text, _rules).Kind != MarkerKind.None) continue;
                all++;
                steps.Add(last.Base - line.Base);
                if (HadRoom(last, line)) early.Add(last.Base - line.Base);
            }
        }

        if (early.Count < 4 || early.Count <= all * .1) return false;
        early.Sort();
        // The closest are the lines that paper cut.
        if (early[early.Count / 2] > steps.Min() * 1.2) _typedStep = (early[early.Count / 2] + steps.Min()) / 2;
        return true;
    }

    /// <summary>A typed line that was longer than the paper goes on in the next printed one, a usual step below it.</summary>
    private bool EndsWritten(PdfLine last, PdfLine line)
    {
        if (_typedStep > 0 && last.Page == line.Page) return last.Base - line.Base > _typedStep;
        if (last.Page != line.Page || HadRoom(last, line) || Math.Abs(last.Size - line.Size) > 0.12 * last.Size) return true;
        if (last.Base - line.Base > line.Size * 1.75) return true;
        return last.Text[^1] is '.' or ':' or ';' && !char.IsLower(line.Text[0]);
    }
}
