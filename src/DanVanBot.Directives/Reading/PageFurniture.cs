using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>
/// Tells the numbers and running heads of pages from the text between them. What stands in the middle of a page, or could be a figure of the text, stays:
/// a line too many can be seen, one that is gone cannot.
/// </summary>
internal sealed class PageFurniture(List<SourceLine> lines, string original, ReadingRules rules)
{
    /// <summary>A page of 14 pt type holds about 2,000 characters, one of short items half of that.</summary>
    private const int ShortestPage = 900;
    private const double UnlikePages = 2.2;

    /// <summary>What stands that far from the left edge is centred or set to the right, as no wrapped line is.</summary>
    private const int SetApart = 20;
    private const int ShortestCut = 45;
    private readonly bool[] _gone = new bool[lines.Count];

    /// <summary>Running heads that were taken out, each once: the officer reads of them.</summary>
    public List<string> Heads { get; } = [];

    public List<SourceLine> Remove()
    {
        Numbers();
        RunningHeads();
        if (!Array.Exists(_gone, g => g)) return lines;
        var kept = new List<SourceLine>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            // The blank lines about a page number are the page's.
            if (!_gone[i]) kept.Add(i > 0 && _gone[i - 1] ? lines[i] with { BlankBefore = 0 } : lines[i]);
        }

        return kept;
    }

    private sealed record Mark(int Line, int Number, string Head, bool Sure);

    private void Numbers()
    {
        var marks = new List<Mark>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (rules.PageNumber.Match(text) is { Success: true } alone) marks.Add(new Mark(i, Value(alone), string.Empty, BreakAt(i) || BreakAt(i + 1) || lines[i].Indent >= SetApart || alone.Groups["sure"].Success));
            else if (text.Length is > 4 and < 90 && rules.PageLine.Match(text) is { Success: true } line)
                marks.Add(new Mark(i, Value(line), line.Groups["head"].Value, BreakAt(i) || BreakAt(i + 1) || !line.Groups["head"].Success || IsNamed(line.Groups["head"].Value)));
        }

        if (marks.Count == 0) return;
        foreach (var mark in Ascending(marks)) _gone[mark.Line] = true;
        // The one number of a letter of two pages.
        if (!Array.Exists(_gone, g => g) && marks.FindAll(m => m.Sure && m.Number <= 2) is [var only]) _gone[only.Line] = true;
        // Letters number from page 2: a 2 that stands apart and cuts a sentence in two is that number where there is no other.
        else if (!Array.Exists(_gone, g => g) && marks is [{ Number: 2 } second] && CutsSentence(second.Line)) _gone[second.Line] = true;
    }

    /// <summary>A foot that begins with a line of the head: the issuer's name.</summary>
    private bool IsNamed(string head) => lines.Take(20).Any(l => l.Text == head.Trim());

    private static int Value(Match match) => int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The longest row of numbers that go up by one; a page lies between any two that nothing else marks as a page's.</summary>
    private List<Mark> Ascending(List<Mark> marks)
    {
        var best = new List<Mark>();
        var rows = new List<Mark>[marks.Count];
        for (var i = 0; i < marks.Count; i++)
        {
            var before = new List<Mark>();
            for (var j = 0; j < i; j++)
            {
                if (marks[j].Number + 1 == marks[i].Number && marks[j].Head == marks[i].Head && rows[j].Count > before.Count && ((marks[i].Sure && marks[j].Sure) || Between(marks[j].Line, marks[i].Line) >= ShortestPage || EndsText(marks[i])))
                    before = rows[j];
            }

            rows[i] = [.. before, marks[i]];
            if (rows[i].Count > best.Count) best = rows[i];
        }

        if (best.Count < 2) return [];
        return best.TrueForAll(m => m.Sure) || ((best[0].Number <= 2 || best.Count > 2) && PagesAreAlike(best)) ? best : [];
    }

    private bool PagesAreAlike(List<Mark> row)
    {
        var pages = row.Zip(row.Skip(1)).Where(p => !EndsText(p.Second)).Select(p => Between(p.First.Line, p.Second.Line)).ToList();
        if (row[0].Number == 2) pages.Add(Between(-1, row[0].Line));
        return pages.Count > 0 && pages.Min() >= ShortestPage && pages.Max() <= pages.Min() * UnlikePages;
    }

    /// <summary>Without a blank line before it: behind a line that the paper ended, since the word after such a number would have stood beside it.</summary>
    private bool CutsSentence(int line) =>
        line > 0 && line + 1 < lines.Count && (lines[line].BlankBefore > 0 || lines[line - 1].Text.Length >= ShortestCut) && char.IsLetter(lines[line - 1].Text[^1]) && char.IsLower(lines[line + 1].Text[0]);

    private bool EndsText(Mark mark) => mark.Line == lines.Count - 1;

    private int Between(int from, int to) => lines.Take(to).Skip(from + 1).Sum(l => l.Text.Length + 1);

    /// <summary>Whether a form feed stands right before a line; the ends of the text are no ends of pages within it.</summary>
    private bool BreakAt(int line)
    {
        if (line <= 0 || line >= lines.Count) return false;
        var from = lines[line - 1].End;
        var length = lines[line].Start - from;
        return length > 0 && original.IndexOf('\f', from, length) >= 0;
    }

    /// <summary>A line that comes back at the ends of pages goes, but for the first time, when it may be the head of the document itself.</summary>
    private void RunningHeads()
    {
        var repeated = Enumerable.Range(0, lines.Count).Where(i => !_gone[i] && MayRun(lines[i].Text))
            .GroupBy(i => lines[i].Text, StringComparer.Ordinal).Where(g => g.Count() >= 3).Select(g => g.ToList()).ToList();
        // Heads of two lines: the second stands beside the first once that is known.
        for (var more = true; more;)
        {
            more = false;
            foreach (var places in repeated)
            {
                var ends = IsRegular(places) ? places : places.FindAll(i => !_gone[i] && AtPageEnd(i));
                if (ends.Count < 2) continue;
                foreach (var i in ends.Where(i => i != places[0] && !_gone[i])) _gone[i] = more = true;
                if (!Heads.Contains(lines[places[0]].Text)) Heads.Add(lines[places[0]].Text);
            }
        }
    }

    /// <summary>A head is a name: no sentence, no rest of one, no item of a list.</summary>
    private static bool MayRun(string text) => text.Length is >= 8 and <= 90 && char.IsUpper(text[0]) && text[^1] is not ('.' or ';' or ',' or ':');

    private bool AtPageEnd(int line) => BreakAt(line) || BreakAt(line + 1) || (line > 0 && _gone[line - 1]) || (line + 1 < lines.Count && _gone[line + 1]);

    /// <summary>Without any sign of pages: four times or more, a page apart each time.</summary>
    private bool IsRegular(List<int> places)
    {
        if (places.Count < 4) return false;
        var pages = places.Zip(places.Skip(1)).Select(p => Between(p.First, p.Second)).ToList();
        return pages.Min() >= ShortestPage && pages.Max() <= pages.Min() * 1.35;
    }
}
