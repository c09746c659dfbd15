using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// Pictures of one album come as separate messages with no word how many there are. Each is taken at once; what is said waits until
/// no more has come for a moment, so that five pictures are answered once.
/// </summary>
internal static class Albums
{
    /// <summary>The timer that ends the wait.</summary>
    public const string Timer = "album";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1.5);

    public static void Take(StepContext step, string album, DialogInput input)
    {
        var open = step.Chat.Dialog!;
        var turn = step.World.Engine.Advance(open, input, step.LocalNow(), step, step.Chat.Nonce);
        if (turn.Then is not null || turn.State is null)
        {
            ChatStep.Take(step, turn);
            return;
        }

        step.Chat = step.Chat with
        {
            Dialog = turn.State,
            Nonce = Math.Max(turn.NextNonce, step.Chat.Nonce),
            Album = new AlbumWait(album, turn.Messages),
        };
        step.Wake($"album:{step.Lane}", step.Now + Wait, Timer, album);
    }

    public static void Finish(StepContext step, string? album)
    {
        if (step.Chat.Album?.Album == album)
            Flush(step);
    }

    /// <summary>Whoever goes on before the wait is over hears first what the album has led to: later it would stand below a question that has come since.</summary>
    public static void Flush(StepContext step)
    {
        if (step.Chat.Album is not { } waiting)
            return;
        step.Chat = step.Chat with { Album = null };
        foreach (var message in waiting.Messages)
            step.Say(message);
    }
}
