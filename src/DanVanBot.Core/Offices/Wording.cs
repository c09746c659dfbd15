namespace DanVanBot.Core.Offices;

/// <summary>
/// Single words and patterns in the office's language (<c>words.yaml</c>); sentences live in the dialogs.
/// </summary>
/// <param name="Dates">Dates as people say them.</param>
/// <param name="Status">States of a petition, by their id (<c>in-progress</c>).</param>
/// <param name="Events">What can happen to a petition, by its id.</param>
/// <param name="Roles">citizen, secretary, officer.</param>
/// <param name="Reach">Whether a secretary can be reached: none, linked, unreachable.</param>
/// <param name="Labels">Short labels with places: <c>case</c>.</param>
public sealed record Wording(
    DateSpeech Dates,
    IReadOnlyDictionary<string, string> Status,
    IReadOnlyDictionary<string, string> Events,
    IReadOnlyDictionary<string, string> Roles,
    IReadOnlyDictionary<string, string> Reach,
    IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Events every words file names.</summary>
    public static readonly IReadOnlyList<string> EventIds =
        ["received", "taken", "asked", "added", "answered", "reopened", "withdrawn", "forwarded", "refused", "closed"];

    /// <summary>Keys of <see cref="Reach"/>.</summary>
    public static readonly IReadOnlyList<string> ReachIds = ["none", "linked", "unreachable"];

    /// <summary>Keys of <see cref="Labels"/>, each with the places it may have.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> LabelIds = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["case"] = ["{code}", "{d}", "{M}"],
        ["photo-only"] = [],
        ["position"] = ["{lat}", "{lon}"],
        ["erased"] = [],
        ["duty"] = ["{title}", "{period}"],
        ["law"] = ["{days}", "{source}"],
    };

    /// <summary>A pattern with its places filled.</summary>
    public static string Fill(string pattern, params ReadOnlySpan<(string Place, string Value)> values)
    {
        foreach (var (place, value) in values)
            pattern = pattern.Replace("{" + place + "}", value, StringComparison.Ordinal);
        return pattern;
    }

    /// <summary>An enum value as the files spell it: <c>in-progress</c>.</summary>
    public static string Id<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>A text cut at a word, with an ellipsis, to so many characters.</summary>
    public static string Shorten(string text, int max)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= max)
            return line;
        var at = line.LastIndexOf(' ', max - 1);
        var end = at > max / 2 ? at : max - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end] + "…";
    }
}
