using System.Text.RegularExpressions;

namespace DanVanBot.Dialogs;

/// <summary>
/// Compares expected texts with messages and remembers what they capture: <c>{code}</c> in an expected text stands for
/// one run of characters without blanks (nor a final stop) the first time, and for the same one ever after.
/// One instance lasts for one run of a transcript.
/// </summary>
public sealed partial class TranscriptMatch
{
    private readonly Dictionary<string, string> _captured = new(StringComparer.Ordinal);

    /// <summary>What was captured so far, by name; a runner may put more in (an invitation's code).</summary>
    public IDictionary<string, string> Captured => _captured;

    /// <summary>A text to send, captured names filled in.</summary>
    public string Fill(string text) =>
        Names().Replace(text, m => _captured.GetValueOrDefault(m.Groups[1].Value, m.Value));

    /// <summary>Whether a message contains the fragment (or, exact, is the text); captures on success.</summary>
    public bool Matches(string message, string expected, bool exact)
    {
        List<string> fresh = [];
        string pattern = string.Concat(Parts(expected).Select(part =>
        {
            if (part.Name is null)
                return Regex.Escape(part.Text);
            if (_captured.TryGetValue(part.Name, out string? known))
                return Regex.Escape(known);
            if (fresh.Contains(part.Name))
                return $@"\k<{part.Name}>";
            fresh.Add(part.Name);
            return $@"(?<{part.Name}>[^\s.,;]+)";
        }));
        Match match = Regex.Match(message, exact ? $@"\A{pattern}\z" : pattern, RegexOptions.CultureInvariant);
        if (!match.Success)
            return false;
        foreach (string name in fresh)
            _captured[name] = match.Groups[name].Value;
        return true;
    }

    private static IEnumerable<(string Text, string? Name)> Parts(string text)
    {
        int at = 0;
        foreach (Match m in Names().Matches(text))
        {
            yield return (text[at..m.Index], null);
            yield return ("", m.Groups[1].Value);
            at = m.Index + m.Length;
        }

        yield return (text[at..], null);
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9]*)\}")]
    private static partial Regex Names();
}
