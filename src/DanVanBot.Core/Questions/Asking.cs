using DanVanBot.Core.Conversations;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Questions;

/// <summary>Answers a text from the directives, or says what else can be done with it.</summary>
public static class Asking
{
    // Follow-ups inherit for so long (retrieval: 15 minutes or 5 turns).
    private static readonly TimeSpan Inherits = TimeSpan.FromMinutes(15);
    private const int InheritsTurns = 5;
    private const int MaxQuestion = 1000;

    /// <summary>A text outside any dialog, or the argument of the ask command.</summary>
    public static void Answer(StepContext step, string text)
    {
        if (!VietnameseText.Fold(text).Any(char.IsLetterOrDigit))
        {
            NotUnderstood(step, text);
            return;
        }

        var answer = Ask(step, text);
        Remember(step, text, answer);
        switch (answer.Route)
        {
            case AnswerRoute.Answer:
                step.Chat = step.Chat with { Misses = 0 };
                step.SayMenu(Compose(step, answer));
                break;
            case AnswerRoute.Petition:
                step.Chat = step.Chat with { Misses = 0 };
                step.SayMenu("looks-like-petition", ("text", LastTexts.Keep(step, text)));
                break;
            case AnswerRoute.Denunciation:
                Denunciations.Refuse(step, text);
                break;
            case AnswerRoute.Help:
                ChatStep.Start(step, Names.Begin, null);
                break;
            case AnswerRoute.Abstain when IsNoQuestion(text, answer):
                NotUnderstood(step, text);
                break;
            default:
                step.Chat = step.Chat with { Misses = 0 };
                step.SayMenu(Compose(step, answer));
                break;
        }
    }

    /// <summary>A text that did not fit an open question: if the directives answer it, it is answered and the question repeated.</summary>
    /// <returns>False when it is no question they answer; nothing was said then.</returns>
    public static bool TryAnswerInDialog(StepContext step, string text)
    {
        var answer = Ask(step, text);
        if (answer.Route != AnswerRoute.Answer)
            return false;
        step.SayMenu(Compose(step, answer));
        return true;
    }

    /// <summary>For the ask dialog: the answer as messages, without touching the chat.</summary>
    public static (bool IsAnswered, IReadOnlyList<BotMessage> Messages) ForDialog(StepContext step, string text)
    {
        var answer = Ask(step, text);
        Remember(step, text, answer);
        return (answer.Route == AnswerRoute.Answer, [Compose(step, answer)]);
    }

    private static Answer Ask(StepContext step, string text)
    {
        var history = step.Chat.Asked.Where(q => step.AcceptedAt - q.At <= Inherits).Select(q => q.Text).ToList();
        var question = new Question(text.Length > MaxQuestion ? text[..MaxQuestion] : text, history, step.Who?.Roles.FirstOrDefault(r => r.Unit is not null)?.Unit);
        return Answerer.Answer(question, step.World.Corpus, step.Data.Calendar.DayOf(step.AcceptedAt));
    }

    // A word or two that no document knows is no question of anything: better to ask what was meant than to say that it was not found.
    private static bool IsNoQuestion(string text, Answer answer) =>
        answer is { Reason: "not-found" or "empty" or "no-documents" or "out-of-domain", Suggestions.Count: 0 } && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 3;

    // A denunciation is remembered nowhere, not even as a question of before.
    private static void Remember(StepContext step, string text, Answer answer)
    {
        if (answer.Route is not (AnswerRoute.Answer or AnswerRoute.Abstain))
            return;
        step.Chat = step.Chat with { Asked = [.. step.Chat.Asked.TakeLast(InheritsTurns - 1), new AskedBefore(text.Length > MaxQuestion ? text[..MaxQuestion] : text, step.AcceptedAt)] };
    }

    private static BotMessage Compose(StepContext step, Answer answer) => AnswerMessage.Compose(step, answer);

    // First the likeliest meanings as buttons, then an example and a human's telephone number.
    private static void NotUnderstood(StepContext step, string text)
    {
        step.Chat = step.Chat with { Misses = step.Chat.Misses + 1 };
        step.SayMenu(step.Chat.Misses < 2 ? "not-understood" : "not-understood-again", ("text", LastTexts.Keep(step, text)));
    }
}
