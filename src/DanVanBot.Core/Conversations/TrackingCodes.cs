using System.Globalization;
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

    [GeneratedRegex(@"(?<![0-9A-Za-z])[A-Za-z]{2}[- .]?(?<year>[0-9]{2})[- .]?[0-9A-Za-z]{3}[- .]?[0-9A-Za-z]{3}(?![0-9A-Za-z])")]
    private static partial Regex Shape();
}
