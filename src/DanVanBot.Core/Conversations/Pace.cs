namespace DanVanBot.Core.Conversations;

/// <summary>How many messages a minute one chat may send: what is over it is answered once, then dropped.</summary>
public static class Pace
{
    /// <summary>Counts this message and says whether it is handled.</summary>
    public static bool Allows(StepContext step)
    {
        var limit = step.Data.Limits.MessagesPerMinute;
        var at = step.AcceptedAt.ToUnixTimeMilliseconds();
        var recent = step.Chat.Pace.Where(t => t > at - 60_000).ToList();
        if (recent.Count < limit)
        {
            recent.Add(at);
            step.Chat = step.Chat with { Pace = recent, IsSlowed = false };
            return true;
        }

        if (!step.Chat.IsSlowed)
            step.Say(step.World.Dialogs.Phrases.Say("too-many", step.Model()));
        step.Chat = step.Chat with { Pace = recent, IsSlowed = true };
        return false;
    }
}
