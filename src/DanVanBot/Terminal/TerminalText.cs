using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Terminal;

/// <summary>A message as lines of a terminal: the text as it is, then a numbered line a button, then the files' names.</summary>
public static class TerminalText
{
    /// <summary>Its lines; an empty one at the end sets messages apart.</summary>
    public static IEnumerable<string> Lines(OutboundMessage message)
    {
        foreach (var line in Clean(message.Message.Text).Split('\n'))
            yield return line;
        foreach (var file in message.Files)
            yield return string.Create(CultureInfo.InvariantCulture, $"  <{Clean(file.Name)}, {file.Content.Length:N0} B>");
        var number = 0;
        foreach (var button in message.Message.Buttons)
        {
            number++;
            var label = Clean(button.Label);
            yield return button.Action is ButtonAction.Open open ? $"  [{number}] {label}: {Clean(open.Url)}" : $"  [{number}] {label}";
        }

        yield return "";
    }

    // What people write may hold codes that would move the cursor or rename the window.
    private static string Clean(string text) =>
        text.Any(c => char.IsControl(c) && c is not '\n') ? string.Concat(text.Where(c => !char.IsControl(c) || c is '\n')) : text;
}
