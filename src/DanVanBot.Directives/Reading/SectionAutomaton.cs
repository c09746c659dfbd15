namespace DanVanBot.Directives.Reading;

/// <summary>
/// Turns paragraphs into sections and blocks. Numbered parts nest by the kind of their marker (chapter, article, A, I, 1, 2.1, a), so that a "1." under "III."
/// is another than the one under "II."; the unnumbered parts come from what surrounds them.
/// </summary>
internal sealed partial class SectionAutomaton
{
    private const int LongestTitle = 420;
    private readonly ReadingRules _rules;
    private readonly List<Paragraph> _paragraphs;
    private readonly Structure _out = new();
    private string? _annex;
    private readonly List<(MarkerKind Kind, string Id, string Label)> _path = [];

    private SectionAutomaton(List<Paragraph> paragraphs, ReadingRules rules)
    {
        _paragraphs = paragraphs;
        _rules = rules;
    }

    public static Structure Build(List<Paragraph> paragraphs, ReadingRules rules)
    {
        var automaton = new SectionAutomaton(paragraphs, rules);
        automaton.Run();
        return automaton._out;
    }

    private void Run()
    {
        var at = Head(0);
        var tail = FindTail(at);
        at = Addressees(at, tail);
        at = PreambleTo(at, tail);
        var closing = FindClosing(at, tail);
        Body(at, closing);
        for (var i = closing; i < tail; i++)
        {
            if (_paragraphs[i].FootnoteMark is { } mark) AddFootnote(_paragraphs[i], mark);
            else AddSpecial(_rules.Closing, BlockKind.Closing, _paragraphs[i]);
        }

        var annex = FindAnnex(tail);
        Tail(tail, annex);
        Annexes(annex);
    }

    /// <summary>The head ends at the addressees, at the first long paragraph or at the first numbered part.</summary>
    private int Head(int from)
    {
        var at = from;
        bool afterType = false, typed = false;
        while (at < _paragraphs.Count)
        {
            var p = _paragraphs[at];
            if (p.FootnoteMark is not null)
            {
                at++;
                continue;
            }

            if (_rules.AddresseesMark.IsMatch(p.Text) || p.Marker.Kind is not MarkerKind.None and not MarkerKind.Bullet) break;
            if (typed && _rules.BasisStarts.Any(w => p.Text.AsSpan(p.Marker.Length).StartsWith(w, StringComparison.Ordinal))) break;
            var title = afterType && p.Text[^1] is not ('.' or ':') && p.Text.Length < 320;
            if (!title && !LineJoiner.IsCapitals(p.Text) && StartsBody(p.Text)) break;
            afterType = LineJoiner.IsCapitals(p.Text) && _rules.TypeNames.Any(t => p.Text.StartsWith(t, StringComparison.OrdinalIgnoreCase));
            typed |= afterType;
            at++;
        }

        var head = _paragraphs.Take(at).Where(p => p.FootnoteMark is null).ToList();
        _out.HeaderLines.AddRange(head.Select(p => p.Text));
        if (head.Count > 0) AddJoined(_rules.Header, BlockKind.Header, head);
        return at;
    }

    private bool StartsBody(string text) =>
        text.Length >= 130
        || (text.Length >= 60 && (text[^1] is '.' or ':' || _rules.PreambleStarts.Any(s => text.StartsWith(s, StringComparison.Ordinal))));

    private int Addressees(int at, int tail)
    {
        if (at >= tail || !_rules.AddresseesMark.IsMatch(_paragraphs[at].Text)) return at;
        var parts = new List<Paragraph> { _paragraphs[at++] };
        while (at < tail && _paragraphs[at] is { FootnoteMark: null } p
            && (p.Marker.Kind == MarkerKind.Bullet || (p.Marker.Kind == MarkerKind.None && p.Text.Length < 100 && !StartsBody(p.Text))))
        {
            parts.Add(p);
            at++;
        }

        AddJoined(_rules.AddresseesLabel, BlockKind.Addressees, parts);
        var first = _rules.AddresseesMark.Replace(parts[0].Text, string.Empty);
        foreach (var item in parts.Skip(1).Select(p => p.Text).Prepend(first)) AddItem(_out.AddresseeItems, item);
        return at;
    }

    private int PreambleTo(int at, int tail)
    {
        while (at < tail && (_paragraphs[at].Marker.Kind is MarkerKind.None || (_paragraphs[at].Marker.Kind is MarkerKind.Bullet && HasNumberedAfter(at, tail))))
        {
            if (_paragraphs[at].FootnoteMark is { } mark) AddFootnote(_paragraphs[at], mark);
            else AddSpecial(_rules.Preamble, BlockKind.Preamble, _paragraphs[at]);
            at++;
        }

        return at;
    }

    private bool HasNumberedAfter(int at, int tail)
    {
        for (var i = at; i < tail; i++)
        {
            if (_paragraphs[i].Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet)) return true;
        }

        return false;
    }

    private int FindClosing(int from, int tail)
    {
        var at = tail;
        for (var i = tail - 1; i >= from; i--)
        {
            // Notes may stand behind the end as they do behind any page.
            if (_paragraphs[i].FootnoteMark is not null) continue;
            if (_paragraphs[i] is not { Marker.Kind: MarkerKind.None } p || (i > from && IsOnlyTextOf(p, _paragraphs[i - 1])) || !(IsClosing(p.Text) || (i > from && LeavesTheParts(p, _paragraphs[i - 1])))) break;
            if (at == tail && GoesOnWithPart(from, i)) break;
            at = i;
        }

        return at;
    }

    /// <summary>
    /// The last of several plain paragraphs under a numbered sentence, which ends as documents do but neither asks anybody for anything nor speaks of the document: it goes on
    /// about what they do.
    /// </summary>
    private bool GoesOnWithPart(int from, int at)
    {
        var p = _paragraphs[at];
        if (HasClosingWords(p.Text) || ReportDutyReader.IsDuty(p.Text, _rules) || _rules.Responsible.IsMatch(p.Text) || _rules.Charge.IsMatch(p.Text)) return false;
        var i = at - 1;
        while (i >= from && _paragraphs[i] is { Marker.Kind: MarkerKind.None, FootnoteMark: null } && !HasClosingWords(_paragraphs[i].Text)) i--;
        return i < at - 2 && i >= from && _paragraphs[i].Marker.Kind is MarkerKind.Number or MarkerKind.Dotted or MarkerKind.Alpha && _paragraphs[i].Text[^1] == '.' && _paragraphs[i].Text.Length > 120;
    }

    /// <summary>Right under a title without a sentence stands what that part says, however it begins.</summary>
    private bool IsOnlyTextOf(Paragraph p, Paragraph before) =>
        before.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet) && before.Text[^1] is not ('.' or ';' or ':' or ',') && before.Text.Length < 80 && !p.Text.EndsWith("./.", StringComparison.Ordinal) && !_rules.ClosingPattern.IsMatch(p.Text);

    /// <summary>After an item of a list, a paragraph that charges somebody with the whole, or asks for a report, stands outside the list.</summary>
    private bool LeavesTheParts(Paragraph p, Paragraph before) =>
        before.Marker.Kind != MarkerKind.None && before.Text.Length > before.Marker.Length + 40
        && (ReportDutyReader.IsDuty(p.Text, _rules) || _rules.Responsible.IsMatch(p.Text) || _rules.Request.Match(p.Text) is { Success: true, Index: < 20 });

    private bool IsClosing(string text) =>
        text.EndsWith("./.", StringComparison.Ordinal) || HasClosingWords(text);

    private bool HasClosingWords(string text) =>
        _rules.ClosingPattern.IsMatch(text)
        || (_rules.Unit.Match(text) is { Success: true, Index: 0 } unit && _rules.ClosingAsks.Match(text, unit.Length) is { Success: true } asks && asks.Index == unit.Length)
        || _rules.ClosingStarts.Any(s => text.StartsWith(s, StringComparison.Ordinal));

    private void Body(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var p = _paragraphs[i];
            if (p.FootnoteMark is { } mark)
            {
                AddFootnote(p, mark);
                continue;
            }

            if (p.Marker.Kind is MarkerKind.None or MarkerKind.Bullet)
            {
                var id = _path.Count > 0 ? _path[^1].Id : _rules.Preamble;
                if (_path.Count == 0) EnsureSection(id, null, null);
                var kind = LineJoiner.IsTable(p.Text) ? BlockKind.Table : p.Marker.Kind == MarkerKind.Bullet ? BlockKind.Bullet : BlockKind.Paragraph;
                _out.Blocks.Add(new DraftBlock(id, kind, p.Text, p.Offsets));
                continue;
            }

            if (Numbered(p, i + 1 < to ? _paragraphs[i + 1] : null)) i++;
        }
    }

    /// <summary>True when the next paragraph was the title: "Chương I" has it on a line of its own.</summary>
    private bool Numbered(Paragraph p, Paragraph? next)
    {
        var (id, parent) = Enter(p.Marker);
        if (p.Marker.Kind is MarkerKind.Chapter or MarkerKind.Annex && p.Text.Length <= p.Marker.Length + 1
            && next is { Marker.Kind: MarkerKind.None, FootnoteMark: null } line && (LineJoiner.IsCapitals(line.Text) || (line.Text.Length < 100 && line.Text[^1] is not ('.' or ';' or ':'))))
        {
            EnsureSection(id, parent, line.Text);
            AddJoined(id, BlockKind.Heading, [p, line]);
            return true;
        }

        var text = p.Text[p.Marker.Length..];
        var titleEnd = TitleLength(text, next, p.Marker);
        var title = titleEnd > 0 ? text[..titleEnd].TrimEnd(':', ' ', '.') : null;
        EnsureSection(id, parent, title);
        if (titleEnd == 0)
        {
            _out.Blocks.Add(new DraftBlock(id, text.Length == 0 ? BlockKind.Heading : BlockKind.Paragraph, p.Text, p.Offsets));
            return false;
        }

        var cut = p.Marker.Length + titleEnd;
        _out.Blocks.Add(new DraftBlock(id, BlockKind.Heading, p.Text[..cut].TrimEnd(), p.Offsets[..p.Text[..cut].TrimEnd().Length]));
        var rest = cut;
        while (rest < p.Text.Length && p.Text[rest] is ' ') rest++;
        if (rest < p.Text.Length) _out.Blocks.Add(new DraftBlock(id, BlockKind.Paragraph, p.Text[rest..], p.Offsets[rest..]));
        return false;
    }

    /// <summary>How much of a numbered paragraph is its title: all, the part up to a colon, or nothing.</summary>
    private int TitleLength(string text, Paragraph? next, Marker marker)
    {
        if (text.Length == 0) return 0;
        if (marker.Kind is MarkerKind.Chapter or MarkerKind.Annex) return text.Length;
        if (_rules.ChargedTitle.IsMatch(text)) return 0;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < 60 && _rules.TitleTime.IsMatch(text.AsSpan(colon + 1).TrimStart())) return text.Length;
        // "b) Từ đủ 80 tuổi trở lên: 2,0": a figure of it, and no text under a title.
        if (colon > 0 && text[^1] != ':' && !text.Skip(colon).Any(char.IsLetter)) return 0;
        if (colon > 0 && colon < text.Length - 2 && colon < 130 && text.AsSpan(0, colon).IndexOfAny('.', ';') < 0 && (char.IsUpper(text[colon + 2]) || char.IsDigit(text[colon + 2])) && !_rules.TitleOpen.IsMatch(text.AsSpan(0, colon)))
            return colon + 1;
        if (text[^1] == ':') return text.Length < LongestTitle ? text.Length : 0;
        if ((text[^1] is not ('.' or ';' or ',' or '…' or '!') || EndsInSlip(text)) && !text.EndsWith("./.", StringComparison.Ordinal)) return text.Length < LongestTitle ? text.Length : 0;
        // "1. Sở Y tế." and bullets under it: a name is a title with a full stop, too.
        if (next is { Marker.Kind: MarkerKind.Bullet } && text.Length < 100 && text[^1] == '.' && !_rules.UnitTitleEnd.IsMatch(text) && TaskReader.UnitsIn(text.TrimEnd('.'), _rules).Count > 0) return text.Length;
        // One sentence with a full stop is a title only when parts of it follow.
        var oneSentence = text.AsSpan(0, text.Length - 1).IndexOf(". ") < 0;
        return oneSentence && text.Length < LongestTitle && next is not null && IsDeeper(next.Marker.Kind, marker.Kind) ? text.Length : 0;
    }

    /// <summary>Two full stops are neither the end of a sentence nor dots.</summary>
    private static bool EndsInSlip(string text) => text.EndsWith("..", StringComparison.Ordinal) && !text.EndsWith("...", StringComparison.Ordinal);

    private static bool IsDeeper(MarkerKind next, MarkerKind current) =>
        next is not (MarkerKind.None or MarkerKind.Bullet) && Depth(next) > Depth(current);

    private static int Depth(MarkerKind kind) => kind switch
    {
        MarkerKind.Annex => 0,
        MarkerKind.Chapter => 1,
        MarkerKind.Letter => 2,
        MarkerKind.Roman => 3,
        MarkerKind.Article => 4,
        MarkerKind.Number => 5,
        MarkerKind.Dotted => 6,
        MarkerKind.Step => 7,
        MarkerKind.Alpha => 8,
        _ => 9,
    };

    private (string Id, string? Parent) Enter(Marker marker)
    {
        if (marker.Kind == MarkerKind.Dotted)
        {
            // "2.1" stands under "2", "2.1.3" under "2.1", wherever these stand.
            var head = marker.Value[..marker.Value.LastIndexOf('.')];
            while (_path.Count > 0 && _path[^1].Label != head && Depth(_path[^1].Kind) >= Depth(MarkerKind.Number)) _path.RemoveAt(_path.Count - 1);
        }
        else
        {
            while (_path.Count > 0 && Depth(_path[^1].Kind) >= Depth(marker.Kind)) _path.RemoveAt(_path.Count - 1);
        }

        var parent = _path.Count > 0 ? _path[^1] : default;
        // Articles are numbered through a document, so chapters are no part of their name; "2.1" says its parent itself.
        var prefix = marker.Kind switch
        {
            MarkerKind.Annex => null,
            MarkerKind.Article or MarkerKind.Chapter => _annex,
            MarkerKind.Dotted => PrefixOfDotted(),
            _ => parent.Id,
        };
        var id = prefix is null ? marker.Value : prefix + "." + marker.Value;
        if (_out.Find(id) is not null && marker.Kind is not MarkerKind.Alpha) id = Unique(id);
        if (marker.Kind == MarkerKind.Annex) _annex = id;
        _path.Add((marker.Kind, id, marker.Value));
        return (id, parent.Id);
    }

    private string? PrefixOfDotted()
    {
        for (var i = _path.Count - 1; i >= 0; i--)
        {
            if (_path[i].Kind is MarkerKind.Letter or MarkerKind.Roman or MarkerKind.Article or MarkerKind.Annex) return _path[i].Id;
        }

        return null;
    }

    private string Unique(string id)
    {
        for (var n = 2; ; n++)
        {
            var candidate = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id} ({n})");
            if (_out.Find(candidate) is null) return candidate;
        }
    }

    private static void AddItem(List<string> items, string text)
    {
        var item = text.Trim().TrimStart('-', '–', '+', '•', '*', ':', ' ').TrimEnd(';', ',', '.', ' ');
        if (item.Length > 1) items.Add(item);
    }

    private void AddFootnote(Paragraph p, string mark) => AddSpecial(_rules.Footnote + " " + mark, BlockKind.Footnote, p);

    private void AddSpecial(string id, BlockKind kind, Paragraph p)
    {
        EnsureSection(id, null, null);
        _out.Blocks.Add(new DraftBlock(id, kind, p.Text, p.Offsets));
    }

    private void AddJoined(string id, BlockKind kind, List<Paragraph> parts)
    {
        EnsureSection(id, null, null);
        var offsets = new List<int>();
        foreach (var p in parts)
        {
            if (offsets.Count > 0) offsets.Add(p.Start);
            offsets.AddRange(p.Offsets);
        }

        _out.Blocks.Add(new DraftBlock(id, kind, string.Join(' ', parts.Select(p => p.Text)), [.. offsets]));
    }

    private void EnsureSection(string id, string? parent, string? title)
    {
        if (_out.Find(id) is null) _out.Sections.Add(new Section(id, parent, title));
    }
}
