using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Conversations;

/// <summary>Finds a tracking code in what somebody typed, alone or inside a sentence.</summary>
public static partial class TrackingCodes
{
    /// <summary>The code as it is written, or null: the check character must be right, so that a number by chance is none.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="letters">The head of the office's codes.</param>
    public static string? Find(string text, string letters)
    {
        foreach (Match match in Shape().Matches(text))
        {
            var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
            if (TrackingCode.TryParse(match.Value, letters, year, out var code))
                return code.Value.ToString();
        }

        return null;
    }

    /// <summary>
    /// What somebody plainly meant as a code, right or not: one of this office mistyped (a wrong or missing character, O for 0) alone or in a sentence, or anything of a
    /// code's shape as the whole message. It is for the look-up to say what is wrong with it.
    /// </summary>
    /// <returns>As typed, or null.</returns>
    public static string? Meant(string text, string letters)
    {
        if (Find(text, letters) is { } right)
            return right;
        // Written with its dashes it is a code without a digit too; "dp 26 toi nay" is not.
        var own = Regex.Match(text, OwnShape(letters), RegexOptions.CultureInvariant);
        if (own.Success && (own.Value.Contains('-', StringComparison.Ordinal) || own.Groups["tail"].ValueSpan.ContainsAnyInRange('0', '9')))
            return own.Value;
        var whole = WholeShape().Match(text);
        return whole.Success && whole.Groups["tail"].Value is var tail && tail.Any(char.IsAsciiDigit) && tail.Any(char.IsAsciiLetter) ? whole.Groups["code"].Value : null;
    }

    // The office's letters, with 0 typed for O and 1 for I; a year; four to eight characters, in any groups of three or four.
    private static string OwnShape(string letters)
    {
        var head = new StringBuilder();
        foreach (var letter in letters)
            head.Append('[').Append(letter).Append(char.ToLowerInvariant(letter)).Append(letter switch { 'O' => "0", 'I' => "1lL", _ => "" }).Append(']');
        return $"(?<![0-9A-Za-z]){head}[-. ]?[0-9OoIl]{{2}}[-. ]?(?<tail>[0-9A-Za-z]{{4,8}}|[0-9A-Za-z]{{3}}[-. ][0-9A-Za-z]{{2,4}})(?![0-9A-Za-z])";
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z])[A-Za-z]{2}[- .]?(?<year>[0-9]{2})[- .]?[0-9A-Za-z]{3}[- .]?[0-9A-Za-z]{3}(?![0-9A-Za-z])")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[\s#""'(]*(?<code>[A-Za-z]{2}[-. ]?[0-9OoIl]{2}[-. ]?(?<tail>[0-9A-Za-z]{3}[-. ]?[0-9A-Za-z]{3}))[\s.,;:!?""')]*$")]
    private static partial Regex WholeShape();
}
