using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>A client in Node that tells what it does, one JSON object a line.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly SemaphoreSlim Installing = new(1, 1);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "clients");
    private static string? _missing;
    private static bool _installed;

    private readonly Process _process;
    private readonly Channel<JsonElement> _steps = Channel.CreateUnbounded<JsonElement>();
    private readonly StringBuilder _errors = new();

    private NodeClient(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Installs the clients once. Without node or npm the test is skipped; under CI that is a failure.</summary>
    public static async Task<NodeClient> StartAsync(string script, string mode, FakeTelegram fake)
    {
        await InstallAsync();
        if (_missing is not null)
        {
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Fail(_missing);
            }

            Assert.Skip(_missing);
        }

        var start = new ProcessStartInfo("node", script) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FAKE_URL"] = fake.BaseUrl;
        start.Environment["FAKE_TOKEN"] = fake.Token;
        start.Environment["FAKE_MODE"] = mode;
        return new NodeClient(new Process { StartInfo = start });
    }

    /// <summary>The next thing the client tells, which must be this.</summary>
    public async Task<JsonElement> StepAsync(string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var step = await _steps.Reader.ReadAsync(patience.Token);
            return step.GetProperty("step").GetString() == name ? step : throw new InvalidOperationException($"Expected '{name}', the client told {step}. {Errors}");
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException($"The client never told '{name}'. {Errors}", e);
        }
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _steps.Writer.TryComplete();
        }
        else if (line.StartsWith('{'))
        {
            using var document = JsonDocument.Parse(line);
            _steps.Writer.TryWrite(document.RootElement.Clone());
        }
    }

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_installed || _missing is not null)
            {
                return;
            }

            var lockFile = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
            var marker = Path.Combine(Folder, "node_modules", ".installed");
            if (!File.Exists(marker) || await File.ReadAllTextAsync(marker) != lockFile)
            {
                _missing = await RunAsync("node", "--version") ?? await RunAsync("npm", "ci --ignore-scripts --no-audit --no-fund");
                if (_missing is not null)
                {
                    return;
                }

                await File.WriteAllTextAsync(marker, lockFile);
            }

            _installed = true;
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Null when it worked, or why it did not.</summary>
    private static async Task<string?> RunAsync(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : $"'{program} {arguments}' ended with {process.ExitCode}: {await errors}{await output}";
        }
        catch (Win32Exception)
        {
            return $"{program} is not installed: the clients nobody here wrote cannot be tried.";
        }
    }
}
