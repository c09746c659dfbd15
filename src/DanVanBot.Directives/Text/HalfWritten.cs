namespace DanVanBot.Directives.Text;

/// <summary>
/// Words of two syllables of which only the second is written out: "tchức", "k/quả", "thtục", "h.động". Made of one list of words, so that none of these
/// forms is an entry of its own.
/// </summary>
internal static class HalfWritten
{
    private static readonly string[] Clusters = ["ngh", "ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"];
    private static readonly string[] Joints = ["", "/", "."];

    /// <summary>Each form with the words it may mean, in the order of the list; with all marks, without any, or without those of either part.</summary>
    public static IEnumerable<(string Key, string[] Words)> Of(IEnumerable<string> compounds) =>
        compounds.SelectMany(c => Forms(c).Select(f => (Form: f, Word: c))).GroupBy(f => f.Form, StringComparer.Ordinal).Select(g => (g.Key, g.Select(f => f.Word).Distinct(StringComparer.Ordinal).ToArray()));

    private static IEnumerable<string> Forms(string compound)
    {
        var space = compound.IndexOf(' ', StringComparison.Ordinal);
        var (first, second) = (compound[..space], compound[(space + 1)..]);
        string[] heads = [first[..1], VietnameseText.Fold(first[..1]), .. Clusters.Where(c => first.StartsWith(c, StringComparison.Ordinal))];
        string[] rests = [second, VietnameseText.Fold(second)];
        return heads.Distinct(StringComparer.Ordinal).SelectMany(h => rests.Distinct(StringComparer.Ordinal).SelectMany(r => Joints.Select(j => h + j + r)));
    }
}
