using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>The numbers and bullets that Word shows and does not store: counted as Word counts them, level by level.</summary>
internal sealed class DocxNumbering
{
    private readonly Dictionary<string, List> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counters = new(StringComparer.Ordinal);

    public DocxNumbering(XElement? numbering, XElement? styles)
    {
        foreach (var style in styles?.Elements().Where(e => e.Is("style")) ?? [])
        {
            if (style.W("styleId") is { } id) _styles[id] = style;
        }

        var drafts = (numbering?.Elements().Where(e => e.Is("abstractNum")) ?? []).Where(a => a.W("abstractNumId") is not null)
            .GroupBy(a => a.W("abstractNumId")!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var num in numbering?.Elements().Where(e => e.Is("num")) ?? [])
        {
            if (num.W("numId") is not { } id || num.Child("abstractNumId").W("val") is not { } draftId || !drafts.TryGetValue(draftId, out var draft)) continue;
            // A list may borrow its levels from a list style.
            if (draft.Child("numStyleLink").W("val") is { } link && drafts.Values.FirstOrDefault(d => d.Child("styleLink").W("val") == link) is { } linked) draft = linked;
            _lists[id] = new List(draftId, Levels(draft, num));
        }
    }

    /// <summary>What Word shows before a paragraph: "1.", "a)", "-"; null where nothing.</summary>
    /// <param name="p">The paragraph.</param>
    /// <param name="isEmpty">An empty paragraph is numbered by Word but is no item: it neither shows nor counts here.</param>
    public string? Prefix(XElement p, bool isEmpty)
    {
        var (numId, level) = NumberOf(p);
        if (numId is null or "0" || isEmpty || !_lists.TryGetValue(numId, out var list) || !list.Levels.TryGetValue(level, out var look)) return null;
        if (look.Format == "none" && look.Text.Length == 0) return null;
        if (look.Format == "bullet") return look.Text is "+" or "*" ? look.Text : "-";
        // Lists made from one draft go on counting; an override restarts them.
        var key = look.Restarted ? numId : list.Draft;
        if (!_counters.TryGetValue(key, out var counters)) _counters[key] = counters = new int[9];
        counters[level] = counters[level] == 0 ? look.Start : counters[level] + 1;
        for (var deeper = level + 1; deeper < 9; deeper++) counters[deeper] = 0;
        return Show(look, list, counters);
    }

    private static string Show(Level look, List list, int[] counters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < look.Text.Length; i++)
        {
            if (look.Text[i] == '%' && i + 1 < look.Text.Length && look.Text[i + 1] is >= '1' and <= '9')
            {
                var of = look.Text[++i] - '1';
                var value = counters[of] == 0 ? list.Levels.GetValueOrDefault(of)?.Start ?? 1 : counters[of];
                text.Append(Figure(value, look.Legal ? "decimal" : list.Levels.GetValueOrDefault(of)?.Format ?? "decimal"));
            }
            else text.Append(look.Text[i]);
        }

        return text.ToString().Trim();
    }

    private (string? NumId, int Level) NumberOf(XElement p)
    {
        var own = p.Child("pPr");
        string? numId = own.Child("numPr").Child("numId").W("val"), level = own.Child("numPr").Child("ilvl").W("val");
        var style = own.Child("pStyle").W("val");
        for (var i = 0; i < 12 && style is not null && numId is null && _styles.TryGetValue(style, out var at); i++)
        {
            var inherited = at.Child("pPr").Child("numPr");
            numId = inherited.Child("numId").W("val");
            level ??= inherited.Child("ilvl").W("val");
            // A level may be bound to the style itself.
            if (numId is not null && level is null && _lists.TryGetValue(numId, out var list))
                level = list.Levels.FirstOrDefault(l => l.Value.Style == style) is { Value: not null } bound ? bound.Key.ToString(CultureInfo.InvariantCulture) : null;
            style = at.Child("basedOn").W("val");
        }

        return (numId, int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 9 ? n : 0);
    }

    private static Dictionary<int, Level> Levels(XElement draft, XElement num)
    {
        var levels = new Dictionary<int, Level>();
        foreach (var level in draft.Elements().Where(e => e.Is("lvl"))) Add(level, restarted: false);
        foreach (var change in num.Elements().Where(e => e.Is("lvlOverride")))
        {
            if (change.Child("lvl") is { } replaced) Add(replaced, restarted: true);
            if (Number(change.W("ilvl")) is { } at && levels.TryGetValue(at, out var kept) && Number(change.Child("startOverride").W("val")) is { } start)
                levels[at] = kept with { Start = start, Restarted = true };
        }

        if (levels.Values.Any(l => l.Restarted))
        {
            foreach (var at in levels.Keys.ToList()) levels[at] = levels[at] with { Restarted = true };
        }

        return levels;

        void Add(XElement level, bool restarted)
        {
            if (Number(level.W("ilvl")) is not { } at) return;
            levels[at] = new Level(
                level.Child("numFmt").W("val") ?? "decimal", level.Child("lvlText").W("val") ?? string.Empty, Number(level.Child("start").W("val")) ?? 1,
                level.On("isLgl"), level.Child("pStyle").W("val"), restarted);
        }
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 100_000 ? value : null;

    private static string Figure(int value, string format) => format switch
    {
        "upperRoman" => Roman(value),
        "lowerRoman" => Roman(value).ToLowerInvariant(),
        "upperLetter" => Letter(value).ToUpperInvariant(),
        "lowerLetter" => Letter(value),
        "decimalZero" => value.ToString("00", CultureInfo.InvariantCulture),
        "none" or "bullet" => string.Empty,
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Letter(int value) => value is < 1 or > 780 ? value.ToString(CultureInfo.InvariantCulture) : new string((char)('a' + ((value - 1) % 26)), ((value - 1) / 26) + 1);

    private static string Roman(int value)
    {
        if (value is < 1 or > 399) return value.ToString(CultureInfo.InvariantCulture);
        (int Value, string Text)[] steps = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = new StringBuilder();
        foreach (var (step, letters) in steps)
        {
            for (; value >= step; value -= step) text.Append(letters);
        }

        return text.ToString();
    }

    private sealed record List(string Draft, Dictionary<int, Level> Levels);

    private sealed record Level(string Format, string Text, int Start, bool Legal, string? Style, bool Restarted);
}
