using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// How many messages a minute one chat may send. What is over it is not taken, and that is said: at once for the first, and when the minute is over how many there were.
/// </summary>
public static class Pace
{
    /// <summary>The timer that ends the minute.</summary>
    internal const string Timer = "pace-over";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Who goes through the tasks of a document presses a button every other second, and is no flood.
    private const int OfficersTimes = 3;

    /// <summary>Counts this message and says whether it is handled.</summary>
    public static bool Allows(StepContext step, Inbound what)
    {
        var limit = step.Data.Limits.MessagesPerMinute;
        var at = step.AcceptedAt.ToUnixTimeMilliseconds();
        var recent = step.Chat.Pace.Where(t => t > at - 60_000).ToList();
        if (recent.Count < limit || (recent.Count < limit * OfficersTimes && step.IsPrivate() && step.Has(Role.Officer)))
        {
            recent.Add(at);
            step.Chat = step.Chat with { Pace = recent, IsSlowed = false };
            return true;
        }

        if (!step.Chat.IsSlowed)
            step.Say(step.World.Dialogs.Phrases.Say("too-many", step.Model()));
        if (step.Chat.NotTaken == 0)
            step.Wake($"{Timer}:{step.Lane}", step.Now + Minute, Timer);
        step.Chat = step.Chat with { Pace = recent, IsSlowed = true, NotTaken = step.Chat.NotTaken + 1, FilesNotTaken = step.Chat.FilesNotTaken + (what is Inbound.Sent ? 1 : 0) };
        return false;
    }

    /// <summary>The minute is over: says what was not taken.</summary>
    internal static void Over(StepContext step)
    {
        var (count, files) = (step.Chat.NotTaken, step.Chat.FilesNotTaken);
        step.Chat = step.Chat with { NotTaken = 0, FilesNotTaken = 0 };
        if (count > 0 && !step.Chat.IsClosed)
            step.Say(step.World.Dialogs.Phrases.Say("not-taken", step.Model(("count", count), ("files", files > 0 ? files : null), ("most", step.Data.Limits.MessagesPerMinute))));
    }
}
