using System.Globalization;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>A way of numbering parts, and where the counting stands.</summary>
internal sealed class Outline
{
    private readonly string[] _levels;
    private readonly int[] _counts = new int[8];
    private readonly string?[] _ids = new string?[8];

    private Outline(string[] levels, bool capitals)
    {
        _levels = levels;
        CapitalTitles = capitals;
    }

    public bool CapitalTitles { get; }

    public static Outline Any(Random random)
    {
        string[][] ways = [["I.", "1.", "a)"], ["1.", "1.1.", "-"], ["A.", "I.", "1."], ["1.", "a)", "-"], ["I.", "1.", "1.1."], ["I.", "1.", "-"], ["1)", "1.1)", "-"], ["I-", "1-", "-"], ["Phần I.", "1.", "-"]];
        var way = ways[random.Next(ways.Length)];
        return new Outline(way, way[0][0] is 'I' or 'A' or 'P' && random.Next(4) > 0);
    }

    public static Outline Articles() => new(["Điều 1.", "1.", "a)"], false);

    /// <summary>Begins a part and gives its id.</summary>
    public string Open(int level, string text, List<Part> parts)
    {
        _counts[level]++;
        Array.Clear(_counts, level + 1, _counts.Length - level - 1);
        var (marker, own) = Label(level);
        var parent = level > 0 ? _ids[level - 1] : null;
        var id = _levels[level].Contains("1.1", StringComparison.Ordinal) && level > 0 ? Dotted(level) : parent is null ? own : parent + "." + own;
        _ids[level] = id;
        parts.Add(new Part(id, marker, text, level));
        return id;
    }

    /// <summary>An item below a part: numbered where the way of numbering goes so deep, else a dash or a plain paragraph.</summary>
    public string Leaf(string section, int level, string text, List<Part> parts, Random random, bool numbered = false)
    {
        if (level < _levels.Length && _levels[level] != "-" && (numbered || random.Next(2) == 0 || (parts.Count > 0 && parts[^1].Depth == level && parts[^1].Marker.Length > 1))) return Open(level, text, parts);
        // After a numbered item of this level a dash would belong to that item.
        if (parts.Count > 0 && parts[^1].Depth == level && parts[^1].Marker.Length > 1) return Open(level, text, parts);
        parts.Add(new Part(section, random.Next(5) == 0 ? "+" : "-", text, level));
        return section;
    }

    private string Dotted(int level)
    {
        var top = level >= 2 ? _ids[level - 2] + "." : "";
        return $"{top}{_counts[level - 1].ToString(CultureInfo.InvariantCulture)}.{_counts[level].ToString(CultureInfo.InvariantCulture)}";
    }

    private (string Marker, string Own) Label(int level)
    {
        var n = _counts[level];
        var look = _levels[level];
        var figure = n.ToString(CultureInfo.InvariantCulture);
        if (look.StartsWith("Điều", StringComparison.Ordinal)) return ($"Điều {figure}.", $"Điều {figure}");
        if (look.StartsWith("Phần", StringComparison.Ordinal)) return ($"Phần {Roman(n)}.", $"Phần {Roman(n)}");
        var end = look[^1..];
        if (look.Contains("1.1", StringComparison.Ordinal))
        {
            var dotted = $"{_counts[level - 1].ToString(CultureInfo.InvariantCulture)}.{figure}";
            return (dotted + end, dotted);
        }

        var own = look[0] switch
        {
            'I' => Roman(n),
            'A' => ((char)('A' + n - 1)).ToString(),
            'a' => "abcdđeghik"[n - 1].ToString(),
            '-' => "-",
            _ => figure,
        };
        return (own == "-" ? "-" : own + end, own);
    }

    private static string Roman(int n) => n switch { 1 => "I", 2 => "II", 3 => "III", 4 => "IV", 5 => "V", 6 => "VI", _ => "VII" };
}
