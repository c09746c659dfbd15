namespace DanVanBot.Core.Conversations;

/// <summary>
/// A button carries 64 bytes, a message may be longer: the text stays in the chat's state and the button names it. A button of an earlier message finds
/// nothing and asks afresh.
/// </summary>
public static class LastTexts
{
    private const char Mark = '~';

    /// <summary>Keeps a text and returns what a button carries for it.</summary>
    public static string Keep(StepContext step, string text)
    {
        var id = Mark + step.Derive("text")[..8];
        step.Chat = step.Chat with { LastText = new LastText(id, text) };
        return id;
    }

    /// <summary>The argument of a button, or the text it names; null when that text is gone.</summary>
    public static string? Resolve(StepContext step, string? argument)
    {
        if (argument is null || !argument.StartsWith(Mark))
            return argument;
        return step.Chat.LastText is { } last && last.Id == argument ? last.Text : null;
    }
}
