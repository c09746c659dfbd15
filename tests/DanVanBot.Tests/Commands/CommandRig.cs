using System.Text;
using DanVanBot.Commands;
using DanVanBot.Control;
using DanVanBot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Tests.Commands;

/// <summary>What a command said and how it ended.</summary>
public sealed record Said(int Code, string Out, string Error);

/// <summary>
/// A data folder, free or held by a running service (its site, pumps and control socket, in this process), and commands on it as an operator types them:
/// the same test runs both ways.
/// </summary>
public sealed class CommandRig : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("danvanbot-commands-");
    private Site? _site;
    private PumpService? _pumps;
    private ControlServer? _control;

    private CommandRig(string data)
    {
        Data = Path.Combine(_folder.FullName, data);
        Work = Path.Combine(_folder.FullName, "work");
        Directory.CreateDirectory(Work);
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>The working directory of the commands.</summary>
    public string Work { get; }

    /// <summary>The running service's site.</summary>
    public Site Site => _site ?? throw new InvalidOperationException("No service runs.");

    /// <summary>An empty folder nobody has.</summary>
    public static CommandRig Empty() => new("data");

    /// <summary>An empty folder whose path no socket address can hold.</summary>
    public static CommandRig Deep() => new(Path.Combine(new string('a', 60), new string('b', 60)));

    /// <summary>A folder after its first start, in sample mode.</summary>
    /// <param name="inService">A service has it.</param>
    /// <param name="version">What the service says it is.</param>
    public static async Task<CommandRig> StartAsync(bool inService, string? version = null)
    {
        var rig = Empty();
        await rig.OpenAsync(version);
        if (!inService)
            await rig.StopAsync();
        return rig;
    }

    /// <summary>The path of a file in the working directory with this content.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Work, name);
        File.WriteAllText(path, content, new UTF8Encoding(false));
        return path;
    }

    /// <summary>Runs a command; <paramref name="arguments"/> without the data folder.</summary>
    public Task<Said> RunAsync(params string[] arguments) => RunWithAsync("", arguments);

    /// <summary>Runs a command with something on standard input.</summary>
    public async Task<Said> RunWithAsync(string input, params string[] arguments)
    {
        using var reader = new StringReader(input);
        return await RunWithAsync(reader, arguments);
    }

    /// <summary>Runs a command with a live standard input.</summary>
    public async Task<Said> RunWithAsync(TextReader input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var io = new LocalIo(input, output, error, Work, isTerminal: false);
        var code = await CommandLine.RunAsync(arguments.Contains("--data") ? arguments : [.. arguments, "--data", Data], io, NoService, TimeProvider.System, TestContext.Current.CancellationToken);
        return new Said(code, output.ToString(), error.ToString());
    }

    /// <summary>Ends the service.</summary>
    public async Task StopAsync()
    {
        if (_control is not null)
            await _control.DisposeAsync();
        if (_pumps is not null)
            await _pumps.StopAsync(CancellationToken.None);
        _pumps?.Dispose();
        if (_site is not null)
            await _site.DisposeAsync();
        (_control, _pumps, _site) = (null, null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Starts the service on the folder.</summary>
    public async Task OpenAsync(string? version = null)
    {
        var configuration = ProgramSettings.Load(Work);
        _site = await Site.OpenAsync(Settings.Read(configuration, Data, null), withSamples: true, TimeProvider.System, NullLoggerFactory.Instance);
        _control = new ControlServer(_site, configuration, NullLogger<ControlServer>.Instance, version);
        _pumps = new PumpService(_site.Store, _site.Sealer, _site.World, [], TimeProvider.System, NullLoggerFactory.Instance);
        await _pumps.StartAsync(CancellationToken.None);
        await _control.StartAsync(CancellationToken.None);
    }

    private static Task<int> NoService(Settings settings, IConfiguration configuration, bool withSamples, CancellationToken ct) =>
        throw new InvalidOperationException("These tests start no service by the command line.");
}
