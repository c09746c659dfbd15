using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>The end of a document: distribution list, signature, and what is annexed behind them.</summary>
internal sealed partial class SectionAutomaton
{
    /// <summary>Where the distribution list or the signature begins, whichever comes first.</summary>
    private int FindTail(int from)
    {
        for (var i = _paragraphs.Count - 1; i >= from; i--)
        {
            var p = _paragraphs[i];
            if (!_rules.CopiesMark.IsMatch(p.Text)) continue;
            // A signature may stand before the list where two columns were read one after the other.
            var begin = i;
            // Between who signs for whom and his office stands the body in capitals.
            while (begin > from && (IsSignatureLine(_paragraphs[begin - 1]) || (begin - 2 >= from && IsBodyLine(_paragraphs[begin - 1]) && IsSignatureLine(_paragraphs[begin - 2])))) begin--;
            return begin;
        }

        for (var i = from; i < _paragraphs.Count; i++)
        {
            if (_paragraphs[i].Marker.Kind == MarkerKind.None && IsSignatureStart(_paragraphs[i].Text)) return i;
        }

        return _paragraphs.Count;
    }

    private bool IsSignatureStart(string text) => text.Length < 80 && (_rules.Authority.IsMatch(text) || IsRole(text, _rules));

    internal static bool IsRole(string text, ReadingRules rules) => rules.Roles.Contains(text.Trim(' ', '.', ',')) || (LineJoiner.IsCapitals(text) && rules.RolePattern.IsMatch(text));

    private bool IsSignatureLine(Paragraph p) =>
        p.Marker.Kind == MarkerKind.None && p.FootnoteMark is null && p.Text.Length < 80 && (IsSignatureStart(p.Text) || MetadataReader.IsPerson(p.Text, _rules));

    private static bool IsBodyLine(Paragraph p) => p.Marker.Kind == MarkerKind.None && p.FootnoteMark is null && p.Text.Length < 80 && LineJoiner.IsCapitals(p.Text);

    /// <summary>Where an annexed text begins behind the signature; the number of paragraphs where none does.</summary>
    private int FindAnnex(int tail)
    {
        var signed = false;
        for (var i = tail; i < _paragraphs.Count; i++)
        {
            var p = _paragraphs[i];
            if (p.FootnoteMark is not null) continue;
            var opens = p.Marker.Kind is MarkerKind.Annex or MarkerKind.Article or MarkerKind.Chapter
                || (p.Marker.Kind == MarkerKind.None && LineJoiner.IsCapitals(p.Text) && _rules.AnnexTitles.IsMatch(p.Text))
                || _rules.AnnexedTo.IsMatch(p.Text);
            if (signed && opens) return i;
            signed |= MetadataReader.IsPerson(p.Text, _rules) || (p.Marker.Kind == MarkerKind.None && _rules.RolePattern.IsMatch(p.Text));
        }

        return _paragraphs.Count;
    }

    private void Annexes(int from)
    {
        for (var i = from; i < _paragraphs.Count;)
        {
            var begin = i;
            var head = new List<Paragraph>();
            var marker = _paragraphs[i].Marker;
            if (marker.Kind is not (MarkerKind.Article or MarkerKind.Chapter)) head.Add(_paragraphs[i++]);
            while (head.Count > 0 && i < _paragraphs.Count && _paragraphs[i] is { Marker.Kind: MarkerKind.None, FootnoteMark: null } p && p.Text.Length < 200 && !LineJoiner.IsTable(p.Text) && (LineJoiner.IsCapitals(p.Text) || p.Text[^1] is not ('.' or ';' or ':')))
                head.Add(_paragraphs[i++]);
            var name = marker.Kind == MarkerKind.Annex ? marker.Value
                : head.Count > 0 && _rules.TypeNames.FirstOrDefault(t => head[0].Text.StartsWith(t, StringComparison.OrdinalIgnoreCase)) is { } type ? type
                : _rules.Annex;
            _annex = _out.Find(name) is null ? name : Unique(name);
            _path.Clear();
            _path.Add((MarkerKind.Annex, _annex, _annex));
            EnsureSection(_annex, null, head.Count > 1 ? string.Join(' ', head.Skip(marker.Kind == MarkerKind.Annex || head[0].Text.Equals(_rules.Annex, StringComparison.OrdinalIgnoreCase) ? 1 : 0).Select(h => h.Text)) : null);
            if (head.Count > 0) AddJoined(_annex, BlockKind.Heading, head);
            var end = i;
            while (end < _paragraphs.Count && !(_paragraphs[end].Marker.Kind == MarkerKind.Annex || (end > i && _paragraphs[end - 1].Marker.Kind != MarkerKind.Chapter && LineJoiner.IsCapitals(_paragraphs[end].Text) && _paragraphs[end].Marker.Kind == MarkerKind.None && _rules.AnnexTitles.IsMatch(_paragraphs[end].Text)))) end++;
            Body(i, end);
            i = Math.Max(end, begin + 1);
        }
    }

    private void Tail(int from, int to)
    {
        var signature = new List<Paragraph>();
        var copies = new List<Paragraph>();
        var inCopies = false;
        for (var i = from; i < to; i++)
        {
            var p = _paragraphs[i];
            if (IsStamp(i, to)) continue;
            if (p.FootnoteMark is { } mark)
            {
                AddFootnote(p, mark);
            }
            else if (_rules.CopiesMark.IsMatch(p.Text))
            {
                inCopies = true;
                copies.Add(p);
            }
            else if (inCopies && copies.Count > 1 && p.Marker.Kind != MarkerKind.Bullet && copies[^1].Text[^1] is not (';' or ',' or '.' or ':') && GoesOn(i))
            {
                var last = copies[^1];
                copies[^1] = last with { Text = last.Text + " " + p.Text, Offsets = [.. last.Offsets, p.Start, .. p.Offsets] };
            }
            else if (inCopies && p.Marker.Kind != MarkerKind.Bullet && (IsSignatureStart(p.Text) || LineJoiner.IsCapitals(p.Text) || MetadataReader.IsPerson(p.Text, _rules)))
            {
                inCopies = false;
                signature.Add(p);
            }
            else if (!inCopies && signature.Exists(s => MetadataReader.IsPerson(s.Text, _rules)) && TypedNote().Match(p.Text) is { Success: true } note)
            {
                // Notes at the very end, as they fall out when a file is turned into text.
                AddFootnote(p, note.Groups[1].Value);
            }
            else (inCopies ? copies : signature).Add(p);
        }

        if (copies.Count > 0)
        {
            AddJoined(_rules.CopiesLabel, BlockKind.Copies, copies);
            var first = _rules.CopiesMark.Replace(copies[0].Text, string.Empty);
            foreach (var item in copies.Skip(1).Select(c => c.Text).Prepend(first)) AddItem(_out.CopyItems, item);
        }

        if (signature.Count > 0)
        {
            _out.SignatureLines.AddRange(signature.Select(s => s.Text));
            AddJoined(_rules.Signature, BlockKind.Signature, signature);
        }
    }

    /// <summary>The time a document was signed by a key, and the name of the body before it: they are the machine's, and date nothing.</summary>
    private bool IsStamp(int at, int to) =>
        _rules.StampTime.IsMatch(_paragraphs[at].Text)
        || (at + 1 < to && _rules.StampTime.IsMatch(_paragraphs[at + 1].Text) && IsBodyLine(_paragraphs[at]) && !IsSignatureStart(_paragraphs[at].Text));

    /// <summary>More of the list follows, so this line is the rest of a long item and no signature.</summary>
    private bool GoesOn(int at) => at + 1 < _paragraphs.Count && (_paragraphs[at + 1].Marker.Kind == MarkerKind.Bullet || (char.IsLower(_paragraphs[at].Text[0]) && !IsSignatureStart(_paragraphs[at].Text)));

    [GeneratedRegex(@"^(\d{1,2})\s+\p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex TypedNote();
}
