using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Text;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// One step of one chat: takes one piece of mail and says, through its <see cref="StepContext"/>, everything that follows from it.
/// Pure: the same mail, state and records give the same effects.
/// </summary>
public static class ChatStep
{
    private const int MaxHandOvers = 5;

    /// <summary>Runs the step.</summary>
    public static void Run(StepContext step, Inbound what)
    {
        switch (what)
        {
            case Inbound.Told told:
                Handle(step.World.Slices.TopicOf(told.Topic), step, told.Argument);
                return;
            case Inbound.Fired fired when fired.Timer == Albums.Timer:
                Albums.Finish(step, fired.Argument);
                return;
            case Inbound.Fired fired when fired.Timer == Pace.Timer:
                Pace.Over(step);
                return;
            case Inbound.Fired fired when fired.Timer == Files.GraceTimer:
                Files.GraceOver(step, fired.Argument);
                return;
            case Inbound.Fired fired:
                Handle(step.World.Slices.TimerOf(fired.Timer), step, fired.Argument);
                return;
            case Inbound.Fetched fetched:
                Files.Arrived(step, fetched);
                return;
            case Inbound.Left or Inbound.NotReached:
                SetClosed(step, true);
                return;
            case Inbound.CameBack:
                SetClosed(step, false);
                return;
        }

        if (step.By is { IsAddressed: false })
            return;
        SetClosed(step, false);
        if (!Pace.Allows(step, what))
            return;
        if (what is not Inbound.Sent { Album: { } album } || album != step.Chat.Album?.Album)
            Albums.Flush(step);

        switch (what)
        {
            case Inbound.Said said:
                Router.Route(step, VietnameseText.Clean(said.Text).Trim());
                break;
            case Inbound.Pressed pressed:
                Press(step, pressed.Data);
                break;
            case Inbound.Placed placed:
                Give(step, new DialogInput.Place(placed.Latitude, placed.Longitude), "place-outside");
                break;
            case Inbound.GaveContact contact:
                Give(step, new DialogInput.Contact(contact.Phone, contact.IsOwn), "contact-outside");
                break;
            case Inbound.Sent sent:
                Files.Received(step, sent);
                break;
            case Inbound.Edited:
                step.Say(step.World.Dialogs.Phrases.Say("edited-late", step.Model()));
                break;
        }
    }

    // Who writes is there again, whatever a channel said before.
    private static void SetClosed(StepContext step, bool isClosed)
    {
        if (step.Chat.IsClosed == isClosed)
            return;
        step.Chat = step.Chat with { IsClosed = isClosed };
        step.World.Slices.TellReach(step, isClosed);
    }

    /// <summary>A button: answers the open question it belongs to, or starts a dialog.</summary>
    private static void Press(StepContext step, string data)
    {
        switch (ButtonCodec.Read(data))
        {
            case ButtonAction.Answer answer when step.Chat.Dialog is { } open:
                Take(step, step.World.Engine.Advance(open, new DialogInput.Press(answer.Nonce, answer.Value), step.LocalNow(), step, step.Chat.Nonce));
                break;
            case ButtonAction.Start start when step.World.Dialogs.Dialogs.ContainsKey(start.Dialog):
                Start(step, start.Dialog, start.Argument);
                break;
            default:
                step.SayMenu("stale-press-outside");
                break;
        }
    }

    /// <summary>Hands something that is no text to the open dialog; without one says what can be done with it.</summary>
    internal static void Give(StepContext step, DialogInput input, string withoutDialog)
    {
        if (step.Chat.Dialog is { } open)
            Take(step, step.World.Engine.Advance(open, input, step.LocalNow(), step, step.Chat.Nonce));
        else
            step.SayMenu(withoutDialog);
    }

    /// <summary>Starts a dialog; an open one is left, with its answers, when the new one asks something.</summary>
    internal static void Start(StepContext step, string dialog, string? argument)
    {
        if (step.By is { IsPrivate: false } && !Names.ForGroups.Contains(dialog))
        {
            step.Say(step.World.Dialogs.Phrases.Say("group-only-private", step.Model()));
            return;
        }

        var turn = step.World.Engine.Start(dialog, LastTexts.Resolve(step, argument), step.LocalNow(), step, step.Chat.Nonce);
        if (step.Chat.Dialog is { } open && dialog != Names.Begin && turn is { State: null, Then: null })
            GoOn(step, open, turn);
        else
            Take(step, turn);
    }

    // The new dialog only told something (help, a case, "not for you"): nobody loses half a petition over that, and its question is asked again.
    private static void GoOn(StepContext step, DialogState open, DialogTurn told)
    {
        step.Chat = step.Chat with { Nonce = Math.Max(told.NextNonce, step.Chat.Nonce) };
        foreach (var message in told.Messages)
            step.Say(message with { Buttons = [] });
        Take(step, step.World.Engine.Repeat(open, step.LocalNow(), step, step.Chat.Nonce));
    }

    /// <summary>Takes over what a turn of the engine did: state, messages, and the dialog that follows.</summary>
    internal static void Take(StepContext step, DialogTurn turn)
    {
        for (var handOver = 0; ; handOver++)
        {
            step.Chat = step.Chat with
            {
                Dialog = turn.State,
                Nonce = Math.Max(turn.NextNonce, step.Chat.Nonce),
                Menu = turn.State is null && turn.Messages.Count > 0 ? turn.Messages[^1].Buttons : [],
                Misses = 0,
            };
            foreach (var message in turn.Messages)
                step.Say(message);
            if (turn.Then is not { } next || handOver == MaxHandOvers || !step.World.Dialogs.Dialogs.ContainsKey(next.Dialog))
                return;
            turn = step.World.Engine.Start(next.Dialog, next.Argument, step.LocalNow(), step, step.Chat.Nonce);
        }
    }

    private static void Handle<T>(Action<StepContext, T>? handler, StepContext step, T argument)
    {
        // An unknown topic comes from a newer or older release.
        if (handler is null)
            step.IsDropped = true;
        else
            handler(step, argument);
    }
}
