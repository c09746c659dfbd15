using System.Text;
using DanVanBot.Directives.Reading.Formats;

namespace DanVanBot.Directives.Reading;

/// <summary>A paragraph after hard wraps were undone. <paramref name="Text"/> includes the marker it begins with.</summary>
internal sealed record Paragraph(string Text, int[] Offsets, Marker Marker, string? FootnoteMark)
{
    public int Start => Offsets.Length > 0 ? Offsets[0] : 0;

    public int End => Offsets.Length > 0 ? Offsets[^1] + 1 : 0;
}

/// <summary>
/// Re-joins hard-wrapped lines. Decides by what a line ends with, what the next begins with and whether the next word would have fitted;
/// blank lines count only where the file does not have them between all lines.
/// </summary>
internal sealed class LineJoiner
{
    private readonly ReadingRules _rules;
    private readonly List<SourceLine> _lines;
    private readonly bool _blankLinesMean;
    private readonly bool _wrapped;
    private readonly bool _whole;

    /// <summary>A blank line stands before every paragraph, as in copies from web pages: lines without one go on, however short the line before them is.</summary>
    private readonly bool _spaced;
    private readonly bool _indented;
    /// <summary>A page of 14 pt type holds 60 to 110 characters a line; longer "lines" are whole paragraphs.</summary>
    private const int LongestLine = 125;
    private readonly int _width;
    private readonly int _longest;

    /// <summary>The exact width of lines that were cut by counting letters; 0 where they were cut by a page.</summary>
    private readonly int _full;
    private readonly List<Building> _result = [];
    private int _lastNumber;
    private bool _tail;

    /// <summary>The paragraph that goes on behind a note; null where the last one does.</summary>
    private Building? _open;

    private LineJoiner(List<SourceLine> lines, ReadingRules rules, TextShape shape)
    {
        _rules = rules;
        _whole = shape == TextShape.Paragraphs;
        _lines = lines;
        // Rows of tables are as long as they are.
        var lengths = lines.Where(l => !IsTable(l.Text)).Select(l => l.Width).Order().ToArray();
        _longest = lengths.Length == 0 ? 0 : lengths[^1];
        _width = lengths.Length == 0 ? 80 : lengths[(int)((lengths.Length - 1) * .9)];
        // Wrapped lines go on in the middle of a sentence; where hardly one does, lines are short paragraphs.
        _wrapped = !_whole && lengths.Length >= 4 && _width < LongestLine && lines.Count(l => char.IsLower(l.Text[0]) && Markers.Read(l.Text, rules).Kind == MarkerKind.None) > lines.Count * .08;
        // Indented first lines tell paragraphs apart, if that is what indents are used for in this file.
        var indents = lines.Skip(1).Select((l, i) => (Line: l, Before: lines[i].Text)).Where(p => p.Line.Indent >= 2).ToList();
        _indented = indents.Count >= 3 && indents.Count < lines.Count * .8 && indents.Count(p => EndsSentence(p.Before) || IsCapitals(p.Before) || Markers.Read(p.Line.Text, rules).Kind != MarkerKind.None) > indents.Count * .75;
        // Where a sentence goes on in small letters a line was cut by the paper: so much fits a line, and blank lines there mean nothing anywhere.
        var cuts = lines.Zip(lines.Skip(1)).Where(p => p.Second.FootnoteMark is null && char.IsLower(p.Second.Text[0]) && !EndsSentence(p.First.Text) && !IsCapitals(p.First.Text) && Markers.Read(p.Second.Text, rules).Kind == MarkerKind.None).ToList();
        _blankLinesMean = lines.Count < 4 || !_wrapped || cuts.Count(p => p.Second.BlankBefore > 0) <= cuts.Count * .3;
        _spaced = _wrapped && _blankLinesMean && IsSpaced();
        var full = cuts.Count == 0 ? 0 : cuts.Max(p => p.First.Width);
        // Much shorter ones are of the head, or a page ended there.
        cuts.RemoveAll(p => p.First.Width < full * .8);
        _full = cuts.Count >= 4 && cuts.Count(p => p.First.Width + 1 + p.Second.FirstWidth > full) >= cuts.Count * .95 ? full : 0;
    }

    /// <summary>Parts and items begin behind blank lines and hardly ever without one; addressees and the end of a document are lists of their own.</summary>
    private bool IsSpaced()
    {
        int apart = 0, close = 0;
        var inTail = false;
        for (var i = 1; i < _lines.Count; i++)
        {
            var marker = Markers.Read(_lines[i].Text, _rules);
            inTail = (inTail && marker.Kind is not (MarkerKind.Article or MarkerKind.Chapter or MarkerKind.Annex)) || _rules.CopiesMark.IsMatch(_lines[i].Text);
            if (inTail || marker.Kind == MarkerKind.None || (apart == 0 && marker.Kind == MarkerKind.Bullet)) continue;
            if (_lines[i].BlankBefore > 0) apart++;
            else if (EndsSentence(_lines[i - 1].Text) || IsCapitals(_lines[i - 1].Text)) close++;
        }

        return apart >= 4 && close <= apart * .2;
    }

    public static List<Paragraph> Join(List<SourceLine> lines, ReadingRules rules, TextShape shape = TextShape.Lines)
    {
        var joiner = new LineJoiner(lines, rules, shape);
        joiner.Run();
        return [.. joiner._result.Select(b => b.Finish())];
    }

    private void Run()
    {
        SourceLine? previous = null;
        Building? interrupted = null;
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = _lines[i];
            var marker = Markers.Read(line.Text, _rules);
            var current = _open ?? (_result.Count > 0 ? _result[^1] : null);
            if (line.FootnoteMark is not null)
            {
                // A note at the foot of a page may cut a sentence in two: the sentence goes on after it.
                interrupted = !_whole && current is { Footnote: null } && !EndsSentence(current.Last) ? current : null;
                _result.Add(new Building(line, Marker.None, line.FootnoteMark));
                _open = null;
            }
            else if (current is null || previous is null)
            {
                Begin(line, marker);
            }
            else if (current.Footnote is not null && (_whole || line.BlankBefore > 0 || LeavesNote(current.LastLine, line, interrupted is not null)))
            {
                if (interrupted is not null && !Accept(marker, interrupted.LastLine, line))
                {
                    interrupted.Append(line);
                    _open = interrupted;
                }
                else Begin(line, Accept(marker, null, line) ? marker : Marker.None);
            }
            else if (Accept(marker, current.LastLine, line))
            {
                Begin(line, marker);
            }
            else if (Breaks(current, line, i + 1 < _lines.Count ? _lines[i + 1] : null))
            {
                Begin(line, Marker.None);
            }
            else
            {
                current.Append(line);
            }

            previous = line;
        }
    }

    /// <summary>Without a blank line behind it a note ends with its sentence: what goes on in small letters then is the text it cut in two.</summary>
    private bool LeavesNote(SourceLine note, SourceLine line, bool cuts) =>
        EndsSentence(note.Text) && (char.IsLower(line.Text[0]) ? cuts : HadRoom(note, line, .93));

    private void Begin(SourceLine line, Marker marker)
    {
        if (!_tail && marker.Kind is MarkerKind.None && (_rules.CopiesMark.IsMatch(line.Text) || _rules.Authority.IsMatch(line.Text))) _tail = true;
        // A text annexed behind the signature is a body again.
        if (_tail && marker.Kind is MarkerKind.Article or MarkerKind.Chapter or MarkerKind.Annex) _tail = false;
        if (marker.Kind == MarkerKind.Number) _lastNumber = marker.LastNumber;
        else if (marker.Kind is MarkerKind.Roman or MarkerKind.Letter or MarkerKind.Article or MarkerKind.Chapter) _lastNumber = 0;
        _result.Add(new Building(line, marker, null));
        _open = null;
    }

    /// <summary>A marker counts only where a new item can begin: "2025." or "- xã hội" at the start of a wrapped line is none.</summary>
    private bool Accept(Marker marker, SourceLine? last, SourceLine line)
    {
        if (marker.Kind == MarkerKind.None) return false;
        var before = last?.Text ?? ".";
        var apart = _whole || EndsSentence(before) || (_blankLinesMean && line.BlankBefore > 0);
        if (!apart && last is not null && GoesOn(line) && !IsCapitals(before)) return false;
        if (marker.Kind == MarkerKind.Bullet)
        {
            // "…, Chánh Văn phòng" / "- Thành viên.": the dash before what a member is, at the beginning of a line.
            if (!apart && _rules.MemberRole.IsMatch(line.Text[marker.Length..])) return false;
            var next = line.Text[marker.Length];
            return apart || char.IsUpper(next) || next is '"' or '“' || before.EndsWith(',');
        }

        if (!_whole && last is not null && !(_spaced && line.BlankBefore > 0) && EndsOpen(before) && !WasLeft(last, line)) return false;
        if (marker.Kind == MarkerKind.Number && !apart) return marker.LastNumber == 1 || marker.LastNumber == _lastNumber + 1;
        return true;
    }

    /// <summary>In a text whose paragraphs stand apart: a line of the body that follows without a blank one.</summary>
    private bool GoesOn(SourceLine line) => _spaced && !_tail && line.BlankBefore == 0 && !(_indented && line.Indent >= 2) && _result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet) || b.OpensBody(_rules));

    private bool Breaks(Building current, SourceLine line, SourceLine? after)
    {
        var last = current.LastLine;
        var before = last.Text;
        var text = line.Text;
        if (IsTable(text) || IsTable(before)) return true;
        var goesOn = GoesOn(line);
        if (goesOn && (current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet) || current.IsText(_rules))) return IsMark(text) || (current.IsCapitals && !IsCapitals(text) && !char.IsLower(text[0]));
        if (StartsSpecial(text) || IsAlone(before)) return true;
        // Under the title of an annex stands in small letters what it is annexed to.
        if (char.IsLower(text[0]) && IsCapitals(before) && _rules.AnnexTitles.IsMatch(before)) return true;
        // Under the name of a body in capitals a subject begins in small letters.
        if (char.IsLower(text[0]) && before.Length > 8 && IsCapitals(before) && !_result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet))) return true;
        if (goesOn) return current.IsCapitals && !IsCapitals(text) && !char.IsLower(text[0]);
        var upper = !char.IsLower(text[0]) && text[0] is not (')' or ',' or ';' or ':');
        if (!upper) return before.EndsWith("./.", StringComparison.Ordinal);
        if (_tail) return true;
        // "… trong quý" / "II/2026.": the rest of a sentence may be nothing but capitals.
        var rest = !IsCapitals(before) && EndsOpen(before) && _result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet));
        if (!rest && IsCapitals(before) != IsCapitals(text) && (IsCapitals(before) || IsCapitals(text)) && Math.Min(before.Length, text.Length) > 3) return true;
        if (IsCapitals(before) && IsCapitals(text))
        {
            // In the head each body has its line; only its place may stand under it. A title in capitals may take several lines.
            var inTitle = current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet);
            return inTitle ? _blankLinesMean && line.BlankBefore > 0 : !_rules.NameGoesOn.Any(w => text.StartsWith(w, StringComparison.Ordinal));
        }

        if (_lastNumber == 0 && current.Marker.Kind == MarkerKind.Bullet && _rules.PreambleStarts.Any(w => text.StartsWith(w, StringComparison.Ordinal))) return true;
        // Each thing a decision rests on has its line.
        if (_result.Count < 30 && !_result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)) && _rules.BasisStarts.Any(w => text.StartsWith(w, StringComparison.Ordinal))) return true;
        if (_whole) return true;
        if (_indented && line.Indent > 0 && (EndsSentence(before) || current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet))) return true;
        // Behind what a document rests on, the body that acts begins a paragraph.
        var standsApart = _spaced && line.BlankBefore > 0;
        if (before[^1] is ';' or ',' && (StartsWithActor(text) || (standsApart && StartsWithUnit(text))) && !_result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)) && (before[^1] == ';' || !_wrapped || standsApart || (_indented && line.Indent > 0) || HadRoom(last, line, _full > 0 ? 1 : .85))) return true;
        if (EndsOpen(before)) return current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet) && WasLeft(last, line);
        if (EndsSentence(before) && before[^1] != ';' && _rules.ClosingPattern.IsMatch(text)) return true;

        var blank = _blankLinesMean && line.BlankBefore > 0;
        if (EndsSentence(before))
        {
            if (blank || !_wrapped) return true;
            if (before[^1] == ':' && current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)) return true;
            if (HadRoom(last, line, .93)) return before[^1] is not ':' || HadRoom(last, line, .7);
            // The first line of a paragraph is indented: it breaks although the next word would have fitted an ordinary line.
            return before[^1] == '.' && after is not null && _full == 0 && HadRoom(line, after, .97);
        }

        // A page that ended within brackets.
        if (standsApart && text[0] == '(' && !HadRoom(last, line, .8)) return false;
        if (blank) return before.Length < 150 || !_wrapped;
        if (!_wrapped) return before.Length < 150 && !(_longest < LongestLine && last.Width + 1 + line.FirstWidth > _longest);
        if (current.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet) && StartsWithUnit(text) && !EndsInName(before) && (HadRoom(last, line, .97) || (current.IsOneLine && StartsWithActor(text)))) return true;
        return HadRoom(last, line, current.Marker.Kind is MarkerKind.None or MarkerKind.Bullet ? .8 : .87);
    }

    /// <summary>The line before ends where its writer ended it, not where the paper did.</summary>
    private bool WasLeft(SourceLine before, SourceLine next) => _wrapped ? HadRoom(before, next, .8) : before.Text.Length < 150;

    private bool IsMark(string text) => _rules.AddresseesMark.IsMatch(text) || _rules.CopiesMark.IsMatch(text) || _rules.Authority.IsMatch(text);

    private bool StartsSpecial(string text) =>
        IsMark(text)
        || (_result.Count < 14 && !_result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)) && _result[^1].Last.Length < 60 && _rules.SubjectMark.IsMatch(text))
        || (text.Length < 70 && _rules.Mottoes.Any(m => m.IsMatch(text)))
        || (MayBeHead(text) && IsNumberOrDate(text));

    private bool IsNumberOrDate(string text) =>
        (_rules.Number.Match(text) is { Success: true } number && number.Length > text.Length - 3)
        || (text.Length < 70 && _rules.Date.Match(text) is { Success: true, Index: < 3 } date && date.Length > text.Length - 6);

    private bool MayBeHead(string text) => InHead() || (char.IsUpper(text[0]) && !_result.Exists(b => b.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)));

    /// <summary>Nothing longer than a line of a head has come yet: in the text "ngày 22 tháng 01 năm 2026." may be the rest of a wrapped line.</summary>
    private bool InHead() => _result.Count < 20 && _result.TrueForAll(b => b.Marker.Kind is MarkerKind.None or MarkerKind.Bullet && (b.Last.Length < 60 || IsCapitals(b.Last)));

    /// <summary>A line that nothing is joined to: a number, a date line, the name of the document's type.</summary>
    private bool IsAlone(string text) =>
        (MayBeHead(text) && IsNumberOrDate(text))
        || (text.Length < 70 && _rules.Mottoes.Any(m => m.IsMatch(text)))
        || (IsCapitals(text) && _rules.TypeNames.Any(t => t.Length == text.Length && t.Equals(text, StringComparison.OrdinalIgnoreCase)));

    private bool EndsOpen(string text)
    {
        if (text[^1] is ',' or '(' or '-' or '–' or '/' or '“') return true;
        var word = LastWord(text);
        return _rules.OpenEndings.Contains(word);
    }

    private bool StartsWithUnit(string text) => _rules.Unit.Match(text) is { Success: true, Index: 0 };

    private bool StartsWithActor(string text)
    {
        if (_rules.Unit.Match(text) is not { Success: true, Index: 0 } unit) return false;
        var end = unit.Length;
        // Two bodies may act together.
        if (end + _rules.AndWord.Length + 2 < text.Length && string.CompareOrdinal(text, end + 1, _rules.AndWord + " ", 0, _rules.AndWord.Length + 1) == 0
            && _rules.Unit.Match(text, end + _rules.AndWord.Length + 2) is { Success: true } second && second.Index == end + _rules.AndWord.Length + 2) end = second.Index + second.Length;
        return end == text.Length || (_rules.IssuerVerbs.Match(text, end) is { Success: true } verb && verb.Index == end);
    }

    /// <summary>True when one of the last three words has a capital: a name may be going on in the next line.</summary>
    private static bool EndsInName(string text)
    {
        var words = text.Split(' ');
        return words.TakeLast(3).Any(w => w.Length > 0 && char.IsUpper(w[0]));
    }

    /// <summary>The next word would have fitted the line before: its writer ended it there.</summary>
    private bool HadRoom(SourceLine before, SourceLine next, double share)
    {
        var needed = before.Width + 1 + next.FirstWidth;
        return _full > 0 && share > .9 ? needed <= _full : needed < _width * share;
    }

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..].TrimStart('(');

    internal static bool EndsSentence(string text)
    {
        var end = text.TrimEnd('"', '”', '’', ')', ' ');
        return end.Length > 0 && end[^1] is '.' or ':' or ';' or '!' or '?' or '…' || text.EndsWith("./.", StringComparison.Ordinal);
    }

    internal static bool IsCapitals(string text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c)) return false;
            if (char.IsUpper(c)) letters++;
        }

        return letters >= 2;
    }

    internal static bool IsTable(string text) => text.Length > 2 && text[0] == '|' && text.IndexOf('|', 1) > 0;

    private sealed class Building(SourceLine first, Marker marker, string? footnote)
    {
        private readonly List<SourceLine> _lines = [first];

        public Marker Marker => marker;

        public string? Footnote => footnote;

        public string Last => _lines[^1].Text;

        public SourceLine LastLine => _lines[^1];

        public bool IsOneLine => _lines.Count == 1;

        public bool IsCapitals => _lines.TrueForAll(l => LineJoiner.IsCapitals(l.Text));

        /// <summary>Text as only a body has it.</summary>
        public bool IsText(ReadingRules rules) =>
            _lines.Sum(l => l.Text.Length) > 130 || Array.Exists(rules.PreambleStarts, w => first.Text.StartsWith(w, StringComparison.Ordinal)) || Array.Exists(rules.BasisStarts, w => first.Text.StartsWith(w, StringComparison.Ordinal));

        /// <summary>Text, or the name of the type, behind which no column of the head stands any more.</summary>
        public bool OpensBody(ReadingRules rules) => IsText(rules) || (IsOneLine && Array.Exists(rules.TypeNames, t => t.Equals(first.Text, StringComparison.OrdinalIgnoreCase)));

        public void Append(SourceLine line) => _lines.Add(line);

        public Paragraph Finish()
        {
            var text = new StringBuilder();
            var offsets = new List<int>();
            foreach (var line in _lines)
            {
                // A symbol broken at its hyphen ("33/CT-" + "TTg") is put together again; "chính trị -" is not.
                var broken = text.Length > 1 && text[^1] == '-' && (char.IsAsciiDigit(text[^2]) || char.IsUpper(text[^2]) || text[^2] == 'Đ') && char.IsUpper(line.Text[0]);
                if (text.Length > 0 && !broken)
                {
                    text.Append(' ');
                    offsets.Add(line.Start);
                }

                text.Append(line.Text);
                offsets.AddRange(line.Offsets);
            }

            return new Paragraph(text.ToString(), [.. offsets], marker, footnote);
        }
    }
}
