using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>Who gets a free text.</summary>
public enum TextRoute
{
    /// <summary>Signs of a denunciation: nothing is kept, the way to the right place is shown.</summary>
    Denunciation,

    /// <summary>A command, also one nobody knows.</summary>
    Command,

    /// <summary>The open question of a dialog.</summary>
    Slot,

    /// <summary>The number or label of a button of the last message.</summary>
    Menu,

    /// <summary>A sentence that starts a dialog.</summary>
    Phrase,

    /// <summary>A tracking code, or what was plainly meant as one.</summary>
    Code,

    /// <summary>Everything else: the answering part tells petitions, questions and the rest apart.</summary>
    Question,
}

/// <summary>
/// The one ordered list of who gets a free text (HOUSE §3): danger words and denunciation guards; command; button; open slot; code; petition; question;
/// not understood. In a free-text slot everything after the first three is the answer.
/// </summary>
public static class Router
{
    private const int MeantAsAnswer = 25;
    private static readonly TimeSpan LongPause = TimeSpan.FromHours(12);

    /// <summary>Decides from the text and the chat's state alone; <paramref name="code"/> is the head of the office's tracking codes.</summary>
    public static TextRoute Of(string text, ChatState chat, DialogSet dialogs, string code)
    {
        if (dialogs.Words.Denunciation.Find(text).Count > 0)
            return TextRoute.Denunciation;
        if (text.StartsWith('/'))
            return TextRoute.Command;
        if (chat.Dialog is not null)
            return TextRoute.Slot;
        if (MenuButton(text, chat, dialogs) is not null)
            return TextRoute.Menu;
        if (dialogs.ByPhrase(text) is not null)
            return TextRoute.Phrase;
        return TrackingCodes.Meant(text, code) is not null ? TextRoute.Code : TextRoute.Question;
    }

    /// <summary>Routes a cleaned text.</summary>
    public static void Route(StepContext step, string text)
    {
        var world = step.World;
        if (text.Length == 0)
        {
            step.SayMenu("not-understood");
            return;
        }

        WarnOfDanger(step, text);
        switch (Of(text, step.Chat, world.Dialogs, step.Data.Profile.Code))
        {
            case TextRoute.Denunciation:
                Denunciations.Refuse(step, text);
                break;
            case TextRoute.Command:
                Command(step, text);
                break;
            case TextRoute.Slot:
                Slot(step, text);
                break;
            case TextRoute.Menu:
                Choose(step, MenuButton(text, step.Chat, world.Dialogs)!);
                break;
            case TextRoute.Phrase:
                ChatStep.Start(step, world.Dialogs.ByPhrase(text, out var named)!.Id, named);
                break;
            case TextRoute.Code:
                LookUp(step, TrackingCodes.Meant(text, step.Data.Profile.Code));
                break;
            default:
                Asking.Answer(step, text);
                break;
        }
    }

    // Said first, and only said: what was sent still takes its way, so that no report of a danger is lost.
    internal static void WarnOfDanger(StepContext step, string text)
    {
        foreach (var danger in step.World.Dialogs.Words.Danger.Find(text))
            step.Say(step.World.Dialogs.Phrases.Say("danger-" + danger.Id, step.Model(("numbers", danger.Numbers))));
    }

    private static void Command(StepContext step, string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (command, argument) = space < 0 ? (text, null) : (text[..space], text[(space + 1)..].Trim());
        var dialogs = step.World.Dialogs;
        if (string.Equals(command, "/huy", StringComparison.OrdinalIgnoreCase))
        {
            if (step.Chat.Dialog is { } open)
                ChatStep.Take(step, step.World.Engine.Cancel(open, step.LocalNow(), step, step.Chat.Nonce));
            else
                step.SayMenu("nothing-to-cancel");
            return;
        }

        if (dialogs.ByCommand(command) is not { } dialog)
            step.SayMenu("unknown-command");
        else if (dialog.Id == Names.Ask && !string.IsNullOrEmpty(argument))
            Asking.Answer(step, argument);
        else
            ChatStep.Start(step, dialog.Id, string.IsNullOrEmpty(argument) ? null : argument);
    }

    // A text that does not fit the open question may be a question of its own: it is answered, and the dialog goes on.
    private static void Slot(StepContext step, string text)
    {
        var open = step.Chat.Dialog!;
        if (step.Now - open.TouchedAt > LongPause && (step.World.Dialogs.ByPhrase(text) is not null || (text.Length < MeantAsAnswer && AsksForWords(step, open))))
        {
            Resume(step, open, text);
            return;
        }

        var turn = step.World.Engine.Advance(open, new DialogInput.Text(text), step.LocalNow(), step, step.Chat.Nonce);
        if (turn is { Outcome: TurnOutcome.Misfit, MayBeQuestion: true } && Asking.TryAnswerInDialog(step, text))
            return;
        ChatStep.Take(step, turn);
    }

    // After a long pause a few words are hardly the story a question asked for: it is asked again first (the engine says that it goes on from here).
    // A long text is what somebody sat down to write, and a short answer to a short question is one on any day.
    private static void Resume(StepContext step, DialogState open, string text)
    {
        if (step.World.Dialogs.ByPhrase(text, out var named) is { } dialog)
        {
            ChatStep.Start(step, dialog.Id, named);
            return;
        }

        ChatStep.Take(step, step.World.Engine.Repeat(open, step.LocalNow(), step, step.Chat.Nonce));
    }

    private static bool AsksForWords(StepContext step, DialogState open) =>
        step.World.Dialogs.Dialogs.TryGetValue(open.Dialog, out var dialog) && dialog.Find(open.Step) is AskStep { Type: SlotType.Text };

    private static void Choose(StepContext step, Button button)
    {
        if (button.Action is ButtonAction.Start start && step.World.Dialogs.Dialogs.ContainsKey(start.Dialog))
            ChatStep.Start(step, start.Dialog, start.Argument);
        else
            step.SayMenu("stale-press-outside");
    }

    // An officer who types the code of a case wants to work on it, not to add to it as its sender could.
    private static void LookUp(StepContext step, string? code)
    {
        var isCase = step.May(Actions.CaseView) && PetitionBook.Find(step.View, step.Data, step.Now, code) is { } petition && !petition.IsMine(step);
        ChatStep.Start(step, isCase ? Names.Case : Names.LookUp, code);
    }

    private static Button? MenuButton(string text, ChatState chat, DialogSet dialogs)
    {
        if (chat.Menu.Count == 0)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= 1 && number <= chat.Menu.Count ? chat.Menu[number - 1] : null;
        var folded = TextFold.Plain(text);
        var starts = chat.Menu.Where(b => b.Action is ButtonAction.Start).ToList();
        // "xem tiếp" is the button "Xem thêm" of the last message, whatever that was.
        return starts.Find(b => TextFold.Plain(b.Label) == folded)
            ?? (dialogs.Words.Control(text) == "more" ? starts.Find(b => dialogs.Words.Control(b.Label) == "more") : null);
    }
}
