namespace DanVanBot.Directives.Reading;

/// <summary>The marks of secrecy a document carries, as lines of their own in its text or its page margins.</summary>
internal readonly record struct SecrecyMarks(string? Classified, string? Internal)
{
    private const int LongestMark = 60;

    public static SecrecyMarks Find(IEnumerable<string> lines, ReadingRules rules)
    {
        string? secret = null, inner = null;
        foreach (var line in lines)
        {
            // In a table of the head the mark may be a cell.
            foreach (var part in line.Split(['|', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (part.Length > LongestMark) continue;
                var text = IsSpacedOut(part) ? part.Replace(" ", string.Empty, StringComparison.Ordinal) : part;
                if (rules.Classified.IsMatch(text)) secret ??= part;
                else if (rules.Internal.IsMatch(text)) inner ??= part;
            }
        }

        return new SecrecyMarks(secret, inner);
    }

    /// <summary>"M Ậ T" is how stamps are set.</summary>
    private static bool IsSpacedOut(string text) => text.Length >= 5 && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => w.Length == 1);
}
