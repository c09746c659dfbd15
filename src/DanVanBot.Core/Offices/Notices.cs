using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Offices;

/// <summary>Words nobody in the chat asked for just now.</summary>
public static class Notices
{
    /// <summary>Phrases the slices say by name. Each must exist: the dialog check and a test hold this.</summary>
    public static readonly IReadOnlyList<string> Phrases =
    [
        "new-case", "case-added", "case-withdrawn", "case-answered", "case-asked",
        "reminder", "reminder-today", "reminder-overdue", "reminder-digest", "escalation",
        "after-answer", "after-no-answer", "after-guard", "ask-back", "known-answer", "new-inquiry", "inquiry-answered", "inquiry-closed",
        "import-reading", "import-waiting", "import-gone", "import-ready", "not-taken", "directive-refused-other",
        "trial-citizen", "trial-secretary", "trial-officer",
    ];

    /// <summary>
    /// Says a phrase. Without an open dialog its buttons can be chosen by number; with one the phrase is said without them and the open question follows, so that
    /// "2" still means the second answer of the question.
    /// </summary>
    public static void Notify(this StepContext step, string phrase, SendUrgency urgency, params ReadOnlySpan<(string Name, object? Value)> model)
    {
        var message = step.World.Dialogs.Phrases.Say(phrase, step.Model(model));
        if (step.Chat.Dialog is { } open)
        {
            step.Say(message with { Buttons = [] }, SendPolicy.Repeat, urgency);
            ChatStep.Take(step, step.World.Engine.Repeat(open, step.LocalNow(), step, step.Chat.Nonce));
            return;
        }

        step.Say(message, SendPolicy.Repeat, urgency);
        step.Chat = step.Chat with { Menu = message.Buttons };
    }
}
