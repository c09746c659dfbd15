using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using DanVanBot.Channels.Telegram;
using DanVanBot.Channels.Zalo;
using DanVanBot.Control;
using DanVanBot.Core.Storage;
using DanVanBot.Hosting;
using DanVanBot.Storage.LiteDb;

namespace DanVanBot.Commands;

/// <summary>Runs the service (<c>run</c>, the default command) until it is stopped; the result is the exit code.</summary>
/// <param name="settings">Where things are.</param>
/// <param name="configuration">All settings, for channels and logging.</param>
/// <param name="withSamples">Whether an empty data folder gets the samples.</param>
/// <param name="ct">Stops it.</param>
public delegate Task<int> ServiceRunner(Settings settings, IConfiguration configuration, bool withSamples, CancellationToken ct);

/// <summary>
/// The command line (HOUSE §6). A command runs in this process when the data folder is free, else inside the service that holds it.
/// Exit codes: 0 done, 1 refused with a reason, 2 wrong use.
/// </summary>
public static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused, with a reason on standard error.</summary>
    public const int Refused = 1;

    /// <summary>Wrong use.</summary>
    public const int WrongUse = 2;

    private static readonly ParserConfiguration Parsing = new()
    {
        // A question may begin with "@"; nobody means a file by it.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    /// <summary>Runs the command of this process.</summary>
    public static async Task<int> RunAsync(string[] args, ServiceRunner runService)
    {
        using var stop = new CancellationTokenSource();
        // The first Ctrl+C (or a supervisor's word) ends in order, the second Ctrl+C at once.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, LocalIo.OfProcess(), runService, TimeProvider.System, stop.Token).ConfigureAwait(false);
    }

    /// <summary>Runs a command on given streams.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandIo io, ServiceRunner runService, TimeProvider time, CancellationToken ct)
    {
        var tree = new CommandTree();
        var parsed = tree.Root.Parse(args, Parsing);
        if (await OtherThanCommandAsync(parsed, io).ConfigureAwait(false) is { } code)
            return code;
        return await GuardAsync(io, async () =>
        {
            var configuration = ProgramSettings.Load(io.Directory);
            var data = parsed.GetValue(tree.Global.Data) ?? configuration["Data:Path"];
            var settings = Settings.Read(configuration, io.FullPath(string.IsNullOrWhiteSpace(data) ? "data" : data), parsed.GetValue(tree.Global.Url));
            var withSamples = !parsed.GetValue(tree.Global.NoSamples);
            if (parsed.CommandResult.Command is not BotCommand command)
                return await runService(settings, configuration, withSamples, ct).ConfigureAwait(false);
            if (command.Needs == CommandNeeds.Settings)
                return await command.Run(new CommandContext(parsed, io, settings, configuration, null, false, ct)).ConfigureAwait(false);
            return await OnDataAsync(command, parsed, args, io, settings, configuration, withSamples, time, ct).ConfigureAwait(false);
        }, ct).ConfigureAwait(false);
    }

    /// <summary>Runs a command that another process sent over the control socket.</summary>
    internal static async Task<int> RunInServiceAsync(IReadOnlyList<string> args, CommandIo io, Site site, IConfiguration configuration, CancellationToken ct)
    {
        var parsed = new CommandTree().Root.Parse(args, Parsing);
        if (await OtherThanCommandAsync(parsed, io).ConfigureAwait(false) is { } code)
            return code;
        if (parsed.CommandResult.Command is not BotCommand { Needs: not CommandNeeds.Settings } command)
        {
            await io.ErrorAsync("This command is not done by the service.").ConfigureAwait(false);
            return WrongUse;
        }

        return await GuardAsync(io, () => command.Run(new CommandContext(parsed, io, site.Settings, configuration, site, true, ct)), ct).ConfigureAwait(false);
    }

    private static async Task<int> OnDataAsync(
        BotCommand command, ParseResult parsed, IReadOnlyList<string> args, CommandIo io, Settings settings, IConfiguration configuration, bool withSamples,
        TimeProvider time, CancellationToken ct)
    {
        if (command.Needs == CommandNeeds.Data && !LiteDbStore.HasData(settings.Data))
            throw new RefusedException($"There is no data in {settings.Data} yet. Start the service once, or name another folder with --data.");
        if (command.RefuseBefore?.Invoke(settings) is { } reason)
            throw new RefusedException(reason);
        var isOptional = command.Needs == CommandNeeds.DataIfAny;
        if (isOptional && !LiteDbStore.HasData(settings.Data))
            return await command.Run(new CommandContext(parsed, io, settings, configuration, null, false, ct)).ConfigureAwait(false);
        Site site;
        using var logs = CommandLog.ToStandardError();
        try
        {
            bool? samples = command.Needs == CommandNeeds.NewDataWithSamples ? withSamples : null;
            site = await Site.OpenAsync(settings, samples, time, logs).ConfigureAwait(false);
        }
        catch (DataFolderInUseException)
        {
            return await ControlClient.RunAsync(settings.Data, args, io, ProgramVersion.Current, time, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (isOptional && e is StoreOpenException or SettingsException)
        {
            return await command.Run(new CommandContext(parsed, io, settings, configuration, null, false, ct) { Trouble = e.Message }).ConfigureAwait(false);
        }

        await using (site.ConfigureAwait(false))
            return await command.Run(new CommandContext(parsed, io, settings, configuration, site, false, ct)).ConfigureAwait(false);
    }

    // Help, version and mistakes.
    private static async Task<int?> OtherThanCommandAsync(ParseResult parsed, CommandIo io)
    {
        if (parsed.Action is { } action && action is not ParseErrorAction && action != parsed.CommandResult.Command.Action)
        {
            using var text = new StringWriter();
            var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = text, Error = text, EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
            await io.OutAsync(text.ToString().TrimEnd()).ConfigureAwait(false);
            return code;
        }

        if (parsed.Errors.Count == 0)
            return null;
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct())
            await io.ErrorAsync(message).ConfigureAwait(false);
        await io.ErrorAsync("Add --help to see how it is used.").ConfigureAwait(false);
        return WrongUse;
    }

    private static async Task<int> GuardAsync(CommandIo io, Func<Task<int>> work, CancellationToken ct)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Refused;
        }
        catch (Exception e)
        {
            await io.ErrorAsync(Explain(e)).ConfigureAwait(false);
            return Refused;
        }
    }

    // What these say was written for the operator. Anything else is a defect: its kind and place help to find it, its text might quote somebody.
    private static string Explain(Exception e) => e switch
    {
        RefusedException or SettingsException or StoreOpenException or StoreUnavailableException or TelegramSettingsException or ZaloBotSettingsException or InvalidDataException or IOException
            or UnauthorizedAccessException => e.Message,
        _ => $"This should not happen: {e.GetType().Name} in {new System.Diagnostics.StackTrace(e).GetFrame(0)?.GetMethod()?.DeclaringType?.FullName}. Please report it.",
    };
}
