using System.Text.RegularExpressions;

namespace DanVanBot.Commands.Transcripts;

/// <summary>Choices as they are rendered where there are no buttons: a line "2. label" each, after an empty line.</summary>
internal static partial class Numbered
{
    /// <summary>The number of a label in a text, or null.</summary>
    public static string? NumberOf(string text, string label)
    {
        foreach (Match line in Line().Matches(text))
        {
            var shown = line.Groups["label"].Value.TrimEnd();
            if (shown == label || shown.StartsWith(label + ": ", StringComparison.Ordinal))
                return line.Groups["number"].Value;
        }

        return null;
    }

    /// <summary>The text without them.</summary>
    public static string Without(string text) => text.LastIndexOf("\n\n1. ", StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    [GeneratedRegex(@"^(?<number>\d{1,2})\. (?<label>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
