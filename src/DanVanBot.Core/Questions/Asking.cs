using DanVanBot.Core.Conversations;
using DanVanBot.Core.Units;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Questions;

/// <summary>Answers a text from the directives, or says what else can be done with it.</summary>
public static class Asking
{
    private const int MaxQuestion = 1000;
    private const int SureAnswer = 2;

    /// <summary>A text outside any dialog, or the argument of the ask command.</summary>
    public static void Answer(StepContext step, string text)
    {
        if (!VietnameseText.Fold(text).Any(char.IsLetterOrDigit))
        {
            NotUnderstood(step, text);
            return;
        }

        var before = Alive(step);
        var answer = Ask(step, text, before);
        Remember(step, answer);
        var kind = KindOf(step, text, answer);
        var known = kind is TextKind.Question or TextKind.Nothing ? Known(step, text, answer) : null;
        if (known is not null)
            kind = TextKind.Question;
        if (kind == TextKind.Question)
            NoteGap(step, text, answer, known);
        step.Chat = step.Chat with { Misses = kind == TextKind.Nothing ? step.Chat.Misses : 0 };
        switch (kind)
        {
            case TextKind.Petition:
                step.SayMenu("looks-like-petition", ("text", LastTexts.Keep(step, text)));
                break;
            case TextKind.Denunciation:
                Denunciations.Refuse(step, text);
                break;
            case TextKind.Greeting:
                ChatStep.Start(step, Names.Begin, null);
                break;
            case TextKind.Nothing:
                NotUnderstood(step, text);
                break;
            case TextKind.Complaint:
                step.SayMenu("complaint");
                break;
            default:
                step.SayMenu(known ?? AnswerMessage.Compose(step, answer, text, before));
                break;
        }
    }

    /// <summary>What a text outside any dialog is, as far as its words tell. Says and remembers nothing.</summary>
    public static TextKind Judge(StepContext step, string text) =>
        VietnameseText.Fold(text).Any(char.IsLetterOrDigit) ? KindOf(step, text, Ask(step, text, Alive(step))) : TextKind.Nothing;

    /// <summary>A text that did not fit an open question: if the directives answer it, it is answered and the question repeated.</summary>
    /// <returns>False when it is no question they answer; nothing was said then.</returns>
    public static bool TryAnswerInDialog(StepContext step, string text)
    {
        if (!step.World.Cues.Question.IsEnough(text))
            return false;
        var before = Alive(step);
        var answer = Ask(step, text, before);
        if (answer.Route != AnswerRoute.Answer)
            return false;
        step.SayMenu(AnswerMessage.Compose(step, answer, text, before));
        return true;
    }

    /// <summary>For the ask dialog: the answer as messages, without touching the chat.</summary>
    public static (bool IsAnswered, IReadOnlyList<BotMessage> Messages) ForDialog(StepContext step, string text)
    {
        var before = Alive(step);
        var answer = Ask(step, text, before);
        Remember(step, answer);
        var known = Known(step, text, answer);
        NoteGap(step, text, answer, known);
        return (known is not null || answer.Route == AnswerRoute.Answer, [known ?? AnswerMessage.Compose(step, answer, text, before)]);
    }

    /// <summary>What earlier questions would have left, asked one after the other just now: for those who ask without a chat.</summary>
    public static QuestionContext? Replay(StepContext step, IReadOnlyList<string> history)
    {
        QuestionContext? context = null;
        foreach (var earlier in history.Where(q => !string.IsNullOrWhiteSpace(q)))
        {
            var answer = Answerer.Answer(new Question(earlier, Context: context), step.World.Corpus, step.Data.Calendar.DayOf(step.AcceptedAt));
            context = QuestionContext.After(answer, context, step.AcceptedAt);
        }

        return context;
    }

    /// <summary>What an answer did not show for want of room, best first; asked as it was asked then.</summary>
    public static IReadOnlyList<Citation> More(StepContext step, string text, QuestionContext? before) => AnswerRest.Of(Ask(step, text, before));

    private static Answer Ask(StepContext step, string text, QuestionContext? before)
    {
        var question = new Question(text.Length > MaxQuestion ? text[..MaxQuestion] : text, UserUnit: UnitOf(step), Context: before);
        return Answerer.Answer(question, step.World.Corpus, step.Data.Calendar.DayOf(step.AcceptedAt), step.World.Warnings);
    }

    private static QuestionContext? Alive(StepContext step) => step.Chat.Context is { } context && context.IsAlive(step.AcceptedAt) ? context : null;

    // Who "chi bộ tôi" is, for one who is bound to a unit.
    private static string? UnitOf(StepContext step) =>
        step.Who is null || People.RolesOf(step).FirstOrDefault(r => r.Unit is not null) is not { Unit: { } unit } ? null : Unit.Records.Get(step.View, unit)?.Name;

    // Guards of the answering part first; then a danger or the cues of a petition; only then what the search made of it.
    private static TextKind KindOf(StepContext step, string text, Answer answer)
    {
        switch (answer.Route)
        {
            case AnswerRoute.Denunciation:
                return TextKind.Denunciation;
            case AnswerRoute.Complaint:
            case AnswerRoute.Abstain when answer.Reason == "legal-advice":
                return TextKind.Complaint;
        }

        if (step.World.Dialogs.Words.Danger.Find(text).Count > 0)
            return TextKind.Petition;
        var cues = step.World.Cues;
        if (cues.Complaint.IsEnough(text))
            return TextKind.Complaint;
        // A question that the documents answer with evidence is a petition only where it says so clearly: "giải quyết bức xúc của dân" stands in every directive.
        var doubt = answer.Route == AnswerRoute.Answer && cues.Question.Score(text) > 0 ? SureAnswer : 0;
        if (answer.Route == AnswerRoute.Petition || cues.Petition.IsEnough(text, doubt))
            return TextKind.Petition;
        return answer.Route switch
        {
            AnswerRoute.PersonalData => TextKind.PersonalData,
            AnswerRoute.Help => TextKind.Greeting,
            AnswerRoute.Abstain or AnswerRoute.Answer when IsNoQuestion(step, text, answer) => TextKind.Nothing,
            _ => TextKind.Question,
        };
    }

    // A word or two that no document knows is no question of anything: better to ask what was meant than to say that it was not found.
    private static bool IsNoQuestion(StepContext step, string text, Answer answer) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 4 && step.World.Cues.Question.Score(text) <= 0
        || answer is { Reason: "not-found" or "empty" or "no-documents" or "out-of-domain", Suggestions.Count: 0 } && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < 3;

    // A denunciation is remembered nowhere, not even as a question of before.
    private static void Remember(StepContext step, Answer answer)
    {
        if (answer.Route is not (AnswerRoute.Answer or AnswerRoute.Abstain or AnswerRoute.AskBack))
            return;
        step.Chat = step.Chat with { Context = QuestionContext.After(answer, Alive(step), step.AcceptedAt) };
    }

    // What an officer answered stands in for "not found"; before an answer of the documents it goes only where the same was asked.
    private static BotMessage? Known(StepContext step, string text, Answer answer)
    {
        if (answer.Route is not (AnswerRoute.Answer or AnswerRoute.Abstain) || step.World.Known.Find(text) is not var (known, isSame))
            return null;
        return !isSame && answer.Route == AnswerRoute.Answer ? null : step.World.Dialogs.Phrases.Say("known-answer", step.Model(
            ("question", known.Question), ("isSame", isSame), ("answer", known.Text), ("source", known.Source), ("day", step.Data.Words.Dates.Day(known.Day)),
            ("text", LastTexts.Keep(step, text))));
    }

    private static void NoteGap(StepContext step, string text, Answer answer, BotMessage? known)
    {
        if (known is null && answer.Route == AnswerRoute.Abstain && answer.Reason is not ("empty" or "out-of-domain" or "legal-advice"))
            Gap.Note(step, text, answer.Reason);
    }

    // First the likeliest meanings as buttons, then an example and a human's telephone number.
    private static void NotUnderstood(StepContext step, string text)
    {
        step.Chat = step.Chat with { Misses = step.Chat.Misses + 1 };
        step.SayMenu(step.Chat.Misses < 2 ? "not-understood" : "not-understood-again", ("text", LastTexts.Keep(step, text)));
    }
}

/// <summary>What a text outside any dialog is.</summary>
public enum TextKind
{
    /// <summary>A question, answered or not.</summary>
    Question,

    /// <summary>Something the office is to do: offered as a petition.</summary>
    Petition,

    /// <summary>A complaint or dispute: shown the way.</summary>
    Complaint,

    /// <summary>Signs of a denunciation: nothing is kept.</summary>
    Denunciation,

    /// <summary>Asks for somebody's data: refused.</summary>
    PersonalData,

    /// <summary>A greeting, or "what can you do".</summary>
    Greeting,

    /// <summary>Not understood.</summary>
    Nothing,
}
