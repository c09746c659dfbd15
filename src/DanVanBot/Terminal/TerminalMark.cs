using DanVanBot.Core.Conversations;
using DanVanBot.Dialogs;

namespace DanVanBot.Terminal;

/// <summary>
/// A mark travels the way of any message: into the lane, through its step, out by the outbox. Both keep their order, so when the mark comes by, everything that
/// was said because of earlier lines has been shown. It works the same whoever runs the pumps, and waits for nothing but the work itself.
/// </summary>
public static class TerminalMark
{
    /// <summary>The topic; its argument comes by.</summary>
    public const string Topic = "terminal-mark";

    // No person can send it: control characters are taken out of what comes in.
    private const string Head = "\u0002mark ";

    /// <summary>Registers the topic, before any pump runs.</summary>
    public static void Register(Slices slices)
    {
        if (slices.TopicOf(Topic) is null)
            slices.Topic(Topic, (step, mark) => step.Say(BotMessage.Plain(Head + mark)));
    }

    /// <summary>The mark a message is, or null.</summary>
    public static string? Of(BotMessage message) => message.Text.StartsWith(Head, StringComparison.Ordinal) ? message.Text[Head.Length..] : null;
}
