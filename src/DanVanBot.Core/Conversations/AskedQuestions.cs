using System.Globalization;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// What "more" under an answer goes on with: the question and what it leaned on when it was asked. The last few are kept, so that the button of an older answer shows the
/// rest of its own list.
/// </summary>
public static class AskedQuestions
{
    private const char Mark = '+';
    private const int Most = 8;

    /// <summary>Keeps a question and returns what a button carries for the first page of its rest.</summary>
    public static string Keep(StepContext step, string text, QuestionContext? before)
    {
        var id = step.Derive("asked")[..8];
        step.Chat = step.Chat with { Asked = [.. step.Chat.Asked.Where(a => a.Id != id).TakeLast(Most - 1), new AskedQuestion(id, text, before)] };
        return Mark + id;
    }

    /// <summary>What a button carries for a later page.</summary>
    public static string Page(AskedQuestion asked, int page) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{asked.Id}|{page}");

    /// <summary>The question a button names and the page of its rest; null when it is not kept any more, or the button names none.</summary>
    public static (AskedQuestion Asked, int Page)? Find(StepContext step, string? argument)
    {
        if (argument is null || !argument.StartsWith(Mark))
            return null;
        var parts = argument[1..].Split('|');
        var page = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 1000 ? n : 1;
        return step.Chat.Asked.FirstOrDefault(a => a.Id == parts[0]) is { } asked ? (asked, page) : null;
    }
}
