using System.Collections.Concurrent;
using System.CommandLine;
using DanVanBot.Control;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;
using DanVanBot.Hosting;
using DanVanBot.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Commands;

/// <summary><c>chat</c>: the same bot in the terminal.</summary>
internal static class ChatCommand
{
    // One chat at a time holds a channel instance: two would send each other's messages.
    private static readonly ConcurrentDictionary<(Site Site, string Instance), byte> Open = new();

    public static BotCommand Make()
    {
        var role = new Option<string>("--as")
        {
            Description = "Who to be: citizen, secretary or officer; the last two only in sample mode.",
            HelpName = "ROLE",
            DefaultValueFactory = _ => "citizen",
        };
        role.AcceptOnlyFromAmong("citizen", "secretary", "officer");
        var name = new Option<string?>("--unit") { Description = "The unit of a secretary.", HelpName = "NAME" };
        return new BotCommand("chat", "The same bot in the terminal.", CommandNeeds.NewDataWithSamples, c => RunAsync(c, c.Get(role)!, c.Get(name))).With(role, name);
    }

    private static async Task<int> RunAsync(CommandContext context, string roleName, string? unitName)
    {
        var site = context.Site;
        var role = Enum.Parse<Role>(roleName, ignoreCase: true);
        if (role != Role.Citizen && !await SiteWork.IsSampleAsync(site).ConfigureAwait(false))
            throw new RefusedException("Roles for trial are offered in sample mode only, and this office has left it. Use `invite` and link the chat with the code.");
        var unit = unitName is null ? null : await site.UnitNamedAsync(unitName).ConfigureAwait(false);
        if (unit is not null && role != Role.Secretary)
            throw new RefusedException("--unit goes with --as secretary.");
        if (unit is not null and not { Kind: Unit.PartyCell, IsSample: true })
            throw new RefusedException($"{unit.Name} is no made-up party cell; see `units list`.");
        var instance = role == Role.Citizen ? "terminal" : unit is null ? $"terminal-{roleName}" : $"terminal-{roleName}-{unit.Id}";
        if (!Open.TryAdd((site, instance), 0))
            throw new RefusedException($"Another chat as {roleName} is open on this data already.");
        try
        {
            // A second window may join this one, as it would a running service.
            var control = context.IsInService ? null : new ControlServer(site, context.Configuration, NullLogger<ControlServer>.Instance);
            try
            {
                if (control is not null)
                {
                    await control.StartAsync(context.Cancelled).ConfigureAwait(false);
                    await Service.TellSlicesAsync(site, context.Cancelled).ConfigureAwait(false);
                }

                var chat = new TerminalChat(site, context.Io, instance, context.IsInService);
                await using (chat.ConfigureAwait(false))
                {
                    await chat.BeginAsync(role == Role.Citizen ? null : unit is null ? roleName : $"{roleName}|{unit.Id}", context.Cancelled).ConfigureAwait(false);
                    await chat.RunAsync(context.Cancelled).ConfigureAwait(false);
                }
            }
            finally
            {
                if (control is not null)
                    await control.DisposeAsync().ConfigureAwait(false);
            }

            return CommandLine.Done;
        }
        finally
        {
            Open.TryRemove((site, instance), out _);
        }
    }
}
