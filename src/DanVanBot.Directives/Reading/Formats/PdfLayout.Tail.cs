namespace DanVanBot.Directives.Reading.Formats;

/// <summary>The end of a document may go over to the next page: its two columns are read to their ends before the second follows the first.</summary>
internal sealed partial class PdfLayout
{
    private readonly List<string> _copies = [];
    private readonly List<string> _signature = [];
    private double _tailGutter;

    private void BeginTail(List<PdfLine> lines, int from, double gutter)
    {
        Flush();
        EndTail();
        _tailGutter = gutter;
        for (var i = from; i < lines.Count; i++) TailLine(lines[i]);
    }

    /// <summary>How many lines on top of a page still belong to the distribution list or the signature of the page before.</summary>
    private int TailGoesOn(List<PdfLine> lines)
    {
        if (_copies.Count + _signature.Count == 0) return 0;
        var at = 0;
        while (at < lines.Count && lines[at].Segments.TrueForAll(BelongsToTail)) TailLine(lines[at++]);
        if (at < lines.Count) EndTail();
        return at;
    }

    /// <summary>On the left an item of the list, on the right whatever comes before the name of who signs.</summary>
    private bool BelongsToTail(PdfSegment segment) =>
        segment.Left >= _tailGutter ? !_signature.Exists(s => MetadataReader.IsPerson(s, _rules)) : segment.Right <= _tailGutter * 1.3 && Markers.Read(segment.Text, _rules).Kind == MarkerKind.Bullet;

    private void TailLine(PdfLine line)
    {
        foreach (var left in (bool[])[true, false])
        {
            var text = string.Join(' ', line.Segments.Where(s => (s.Left + s.Right) / 2 < _tailGutter == left).Select(s => s.Text));
            if (text.Length > 0) (left ? _copies : _signature).Add(text);
        }
    }

    private void EndTail()
    {
        _out.AddRange(_copies);
        _out.AddRange(_signature);
        _copies.Clear();
        _signature.Clear();
    }
}
