using System.Text.RegularExpressions;

namespace DanVanBot.Commands.Transcripts;

/// <summary>Choices as they are rendered where there are no buttons: a line "2. label" each, or the labels in quotation marks on the last line, after an empty line.</summary>
internal static partial class Numbered
{
    /// <summary>What is typed for a label of a text: its number, or itself. Null: it is not there.</summary>
    public static string? TypedFor(string text, string label)
    {
        foreach (Match line in Line().Matches(text))
        {
            var shown = line.Groups["label"].Value.TrimEnd();
            if (shown == label || shown.StartsWith(label + ": ", StringComparison.Ordinal))
                return line.Groups["number"].Value;
        }

        return Words().Match(text).Value.Contains($"“{label}”", StringComparison.Ordinal) ? label : null;
    }

    /// <summary>The text without them.</summary>
    public static string Without(string text) => text.LastIndexOf("\n\n1. ", StringComparison.Ordinal) is >= 0 and var at ? text[..at] : Words().Replace(text, "");

    [GeneratedRegex(@"^(?<number>\d{1,2})\. (?<label>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"\n\n[^\n“]*(“[^”\n]+”, )*“[^”\n]+”\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
