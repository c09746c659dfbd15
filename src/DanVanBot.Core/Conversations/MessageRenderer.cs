using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// Fits a message to what a channel can do: buttons become numbers or words where there are none, long text is split between paragraphs, sentences or words.
/// </summary>
/// <param name="abilitiesOf">What the channel of this instance can do; null for one that is not running, which is treated as the plainest.</param>
/// <param name="phrases">For the sentence "answer 1, 2, 3".</param>
public sealed class MessageRenderer(Func<string, ChannelAbilities?> abilitiesOf, Phrases phrases)
{
    private static readonly ChannelAbilities Plainest = new(false, 0, false, false, false, false, 2000);

    /// <summary>One or more messages, in order.</summary>
    public IReadOnlyList<BotMessage> Render(string channel, BotMessage message)
    {
        var can = abilitiesOf(channel) ?? Plainest;
        if (!can.Buttons && message.Buttons.Count > 0)
            message = message.Buttons.All(IsWord) ? WithWords(message) : WithNumbers(message);
        if (message.AskFor == AskFor.Location && !can.AskLocation || message.AskFor == AskFor.Contact && !can.AskContact)
            message = message with { AskFor = AskFor.None };
        return message.Text.Length <= can.MaxText ? [message] : Split(message, can.MaxText);
    }

    // Under an open question a number may be the answer ("how many meetings?" - 2): what else can be done is said in words, which are understood at every step.
    private BotMessage WithWords(BotMessage message)
    {
        var labels = string.Join(", ", message.Buttons.Select(b => $"“{b.Label}”"));
        return message with { Text = $"{message.Text}\n\n{phrases.Say("answer-or-word", new { labels }).Text}", Buttons = [] };
    }

    private static bool IsWord(Button button) => button.Action is ButtonAction.Answer { Value: "!back" or "!skip" or "!cancel" or "!done" or "!keep" };

    private BotMessage WithNumbers(BotMessage message)
    {
        var lines = new List<string>();
        var number = 0;
        foreach (var button in message.Buttons)
        {
            number++;
            var label = button.Action is ButtonAction.Open open ? $"{button.Label}: {open.Url}" : button.Label;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{number}. {label}"));
        }

        var hint = phrases.Say("answer-by-number", new { count = number });
        return message with { Text = $"{message.Text}\n\n{string.Join('\n', lines)}\n{hint.Text}", Buttons = [] };
    }

    private static List<BotMessage> Split(BotMessage message, int max)
    {
        var parts = new List<BotMessage>();
        var start = 0;
        while (start < message.Text.Length)
        {
            var end = Math.Min(start + max, message.Text.Length);
            if (end < message.Text.Length)
                end = BreakBefore(message.Text, start, end);
            var isLast = end == message.Text.Length;
            var spans = message.Spans
                .Where(s => s.Offset < end && s.Offset + s.Length > start)
                .Select(s =>
                {
                    var from = Math.Max(s.Offset, start);
                    return new TextSpan(from - start, Math.Min(s.Offset + s.Length, end) - from, s.Kind);
                })
                .Where(s => s.Length > 0);
            parts.Add(new BotMessage(
                message.Text[start..end], [.. spans], isLast ? message.Buttons : [], isLast ? message.AskFor : AskFor.None, isLast ? message.Attachments : []));
            start = end;
            while (start < message.Text.Length && message.Text[start] is '\n' or ' ')
                start++;
        }

        return parts;
    }

    // The nicest place to break in the last half: an empty line, a sentence, a line, a word; never inside a surrogate pair.
    private static int BreakBefore(string text, int start, int end)
    {
        var from = start + (end - start) / 2;
        foreach (var mark in new[] { "\n\n", ". ", "\n", " " })
        {
            var at = text.LastIndexOf(mark, end - 1, end - from, StringComparison.Ordinal);
            if (at > from)
                return mark == ". " ? at + 1 : at;
        }

        return char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
