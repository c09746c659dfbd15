using System.CommandLine;

namespace DanVanBot.Commands;

/// <summary>Every command (HOUSE §6). Parsed on both sides of the control socket, by the same build.</summary>
public sealed class CommandTree
{
    /// <summary>Builds it.</summary>
    public CommandTree()
    {
        Root = new RootCommand("DanVanBot: the assistant of a ward's mass-mobilisation work, on the web, on Telegram and in the terminal.");
        Root.Directives.Clear();
        Root.Options.Add(Global.Data);
        Root.Options.Add(Global.Url);
        Root.Options.Add(Global.NoSamples);
        // The library takes a command without an action for one that needs a subcommand; what is done is decided in CommandLine.
        Root.SetAction(_ => CommandLine.Done);
        var run = new Command("run", "The service: web chat, channels, reminders (default).");
        run.SetAction(_ => CommandLine.Done);
        Root.Subcommands.Add(run);
        foreach (var command in (IReadOnlyList<Command>)
        [
            ChatCommand.Make(), AskCommand.Make(Global), DirectiveCommands.Make(Global), DialogCommands.Make(), OfficeCommand.Make(), UnitCommands.Make(Global),
            InviteCommand.Make(), PetitionCommands.Make(Global), ReportCommands.Make(Global), MailCommands.Make(Global), .. CareCommands.Make(),
        ])
            Root.Subcommands.Add(command);
    }

    /// <summary>Options every command takes.</summary>
    public GlobalOptions Global { get; } = new();

    /// <summary>The root; called alone it is <c>run</c>.</summary>
    public RootCommand Root { get; }
}
