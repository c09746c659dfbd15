using System.CommandLine;
using System.CommandLine.Parsing;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary>What a command works on.</summary>
public enum CommandNeeds
{
    /// <summary>Files and settings only: it runs beside a running service without asking it.</summary>
    Settings,

    /// <summary>Data where there is some; it runs also where there is none, or where it cannot be opened.</summary>
    DataIfAny,

    /// <summary>Data that is there already.</summary>
    Data,

    /// <summary>Data, made now where there is none.</summary>
    NewData,

    /// <summary>Data, made now and filled with the samples where there is none.</summary>
    NewDataWithSamples,
}

/// <summary>A command with what it needs and what it does.</summary>
internal sealed class BotCommand : Command
{
    /// <param name="name">As typed.</param>
    /// <param name="description">One line of help.</param>
    /// <param name="needs">What it works on.</param>
    /// <param name="run">Does it; the result is the exit code.</param>
    public BotCommand(string name, string description, CommandNeeds needs, Func<CommandContext, Task<int>> run)
        : base(name, description)
    {
        (Needs, Run) = (needs, run);
        SetAction(_ => CommandLine.Done);
    }

    /// <summary>What it works on.</summary>
    public CommandNeeds Needs { get; }

    /// <summary>Does it.</summary>
    public Func<CommandContext, Task<int>> Run { get; }

    /// <summary>Why it must not even open the data, or null.</summary>
    public Func<Settings, string?>? RefuseBefore { get; init; }

    /// <summary>This command with an argument.</summary>
    public BotCommand With(Argument argument)
    {
        Arguments.Add(argument);
        return this;
    }

    /// <summary>This command with options.</summary>
    public BotCommand With(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            Options.Add(option);
        return this;
    }
}

/// <summary>What a validator sees of an option or argument as typed. The library's own values throw while there are other mistakes.</summary>
internal static class Typed
{
    /// <summary>Its last text, null where it was not typed.</summary>
    public static string? TextOf(this CommandResult result, Option option) => result.GetResult(option)?.Tokens is { Count: > 0 } tokens ? tokens[^1].Value : null;

    /// <inheritdoc cref="TextOf(CommandResult, Option)" />
    public static string? TextOf(this CommandResult result, Argument argument) => result.GetResult(argument)?.Tokens is { Count: > 0 } tokens ? tokens[^1].Value : null;

    /// <summary>Whether it was typed.</summary>
    public static bool Has(this CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}

/// <summary>One call of a command.</summary>
public sealed class CommandContext
{
    private readonly Site? _site;

    /// <param name="arguments">As parsed.</param>
    /// <param name="io">The caller's streams and files.</param>
    /// <param name="settings">Where things are.</param>
    /// <param name="configuration">All settings.</param>
    /// <param name="site">The opened data, for commands that need it.</param>
    /// <param name="isInService">The pumps of a running service are at work on the same data.</param>
    /// <param name="ct">The caller gave up, or the service stops.</param>
    public CommandContext(ParseResult arguments, CommandIo io, Settings settings, IConfiguration configuration, Site? site, bool isInService, CancellationToken ct)
    {
        (Arguments, Io, Settings, Configuration, _site, IsInService, Cancelled) = (arguments, io, settings, configuration, site, isInService, ct);
    }

    /// <summary>As parsed.</summary>
    public ParseResult Arguments { get; }

    /// <summary>The caller's streams and files.</summary>
    public CommandIo Io { get; }

    /// <summary>Where things are.</summary>
    public Settings Settings { get; }

    /// <summary>All settings.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>Whether there is data to work on.</summary>
    public bool HasSite => _site is not null;

    /// <summary>Why the data could not be opened; null where it could or there is none.</summary>
    public string? Trouble { get; init; }

    /// <summary>The opened data.</summary>
    public Site Site => _site ?? throw new InvalidOperationException("This command was not declared to need data.");

    /// <summary>The pumps of a running service are at work on the same data.</summary>
    public bool IsInService { get; }

    /// <summary>The caller gave up, or the service stops.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>The value of an option.</summary>
    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    /// <summary>The value of an argument.</summary>
    public T Get<T>(Argument<T> argument) => Arguments.GetValue(argument)!;
}
