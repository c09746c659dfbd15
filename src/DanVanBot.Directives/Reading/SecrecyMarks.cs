using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>The marks of secrecy a document carries, as lines of their own in its text or its page margins.</summary>
internal readonly partial record struct SecrecyMarks(string? Classified, string? Internal)
{
    private const int LongestMark = 60;

    /// <param name="lines">As they stand in the file: what wide gaps part may be the two columns of a head.</param>
    /// <param name="rules">The marks.</param>
    public static SecrecyMarks Find(IEnumerable<string> lines, ReadingRules rules)
    {
        string? secret = null, inner = null;
        foreach (var line in lines)
        {
            // In a table of the head, or beside the name of the issuer, the mark may be a part of its line.
            foreach (var part in ColumnPattern().Split(line).Append(line).Select(p => p.Trim(' ', '*', '#', '_')))
            {
                if (part.Length is 0 or > LongestMark) continue;
                var text = IsSpacedOut(part) ? part.Replace(" ", string.Empty, StringComparison.Ordinal) : part;
                if (rules.Classified.IsMatch(text) && !IsItem(part)) secret ??= part;
                else if (rules.Internal.IsMatch(text) && !IsItem(part)) inner ??= part;
            }
        }

        return new SecrecyMarks(secret, inner);
    }

    /// <summary>"- Tối mật;" in a list of degrees is no mark: a mark is no item, and what is not in capitals ends no clause.</summary>
    private static bool IsItem(string text) => !LineJoiner.IsCapitals(text) && (text[0] is '-' or '–' or '+' or '•' || text[^1] is ';' or ',' || (text[^1] == '.' && text[0] != '('));

    [GeneratedRegex(@"[|\t]|[ \u00A0]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();

    /// <summary>"M Ậ T" is how stamps are set.</summary>
    private static bool IsSpacedOut(string text) => text.Length >= 5 && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => w.Length == 1);
}
