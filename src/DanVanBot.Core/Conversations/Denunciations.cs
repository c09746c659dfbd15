namespace DanVanBot.Core.Conversations;

/// <summary>
/// A denunciation is made in writing or in person (Luật Tố cáo 2018, Điều 22): its text is not kept, the right place is named, and an open dialog goes on as it was.
/// </summary>
internal static class Denunciations
{
    public static void Refuse(StepContext step, string text)
    {
        var group = step.World.Dialogs.Words.Denunciation.Find(text) is { Count: > 0 } hits ? hits[0].Id : "person";
        step.Chat = step.Chat with { LastText = null };
        step.SayMenu("denunciation-" + group);
    }
}
