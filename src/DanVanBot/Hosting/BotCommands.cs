using DanVanBot.Channels.Telegram;
using DanVanBot.Dialogs;

namespace DanVanBot.Hosting;

/// <summary>The command menu a channel shows: every command of a dialog, described by the dialog's title.</summary>
public static class BotCommands
{
    /// <summary>One line a dialog, in the order of their names.</summary>
    public static IReadOnlyList<TelegramCommand> Of(DialogSet dialogs) =>
    [
        .. dialogs.Dialogs.Values
            .Where(d => d.Commands.Count > 0 && d.When.Count == 0)
            .OrderBy(d => d.Commands[0], StringComparer.Ordinal)
            .Select(d => new TelegramCommand(d.Commands[0].TrimStart('/'), d.Title)),
    ];
}
