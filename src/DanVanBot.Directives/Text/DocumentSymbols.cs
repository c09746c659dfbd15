using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Text;

/// <summary>A document symbol in a text, for example number 121 with code CV/ĐU, in canonical folded form "121-cv-du".</summary>
/// <param name="Start">Offset of the first character of the symbol in the text it was found in.</param>
public readonly record struct DocumentSymbol(string Number, string Code, string Canonical, int Start, int Length);

/// <summary>Finds document symbols. Works on accented and unaccented text; spaces around hyphen and slash are forgiven.</summary>
public static partial class DocumentSymbols
{
    public static IEnumerable<DocumentSymbol> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 200_000) yield break;
        foreach (Match match in Pattern().Matches(text))
        {
            var code = Compact(match.Groups["code"].Value);
            var folded = VietnameseText.Fold(code);
            if (!IsCode(folded)) continue;
            // "217, 218-QĐ/TW" names two documents.
            foreach (Capture number in match.Groups["n"].Captures)
                yield return new DocumentSymbol(number.Value, code, Canonical(number.Value, folded), number.Index, match.Index + match.Length - number.Index);
        }
    }

    /// <summary>The symbol as a key: folded, without spaces and leading zeros: "08-CT/TU" and "8-ct/tu" are the same, and so are hyphen and slash.</summary>
    public static string Canonical(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var compact = VietnameseText.Fold(Compact(number));
        var digits = 0;
        while (digits < compact.Length && char.IsAsciiDigit(compact[digits])) digits++;
        return Canonical(compact[..digits], compact[digits..]);
    }

    private static string Canonical(string number, string foldedCode) => number.TrimStart('0') + foldedCode.Replace('/', '-');

    private static string Compact(string text) => string.Concat(text.Where(c => c != ' ')).Replace('–', '-');

    /// <summary>A date or a fraction is no symbol: a code has at least two letters and no other digits than a year or a legislature.</summary>
    private static bool IsCode(string folded)
    {
        var letters = folded.Count(char.IsAsciiLetter);
        return letters >= 2;
    }

    internal static DateOnly? Date(string day, string month, string year) =>
        DateOnly.TryParseExact(
            string.Create(CultureInfo.InvariantCulture, $"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    [GeneratedRegex(@"(?<![\p{L}\d./,-])(?:(?<n>\d{1,5})\s*(?:,|và|va|&)\s*){0,3}(?<n>\d{1,5})(?<code>(?:\s?/\s?(?:19|20)\d\d)?\s?[-–/]\s?\p{L}[\p{L}\d]{0,12}(?:\s?[-–/]\s?\p{L}[\p{L}\d]{0,12}){0,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
