using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DanVanBot.Tests;

/// <summary>The built program as a process of its own, as an operator starts it.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process, string url)
    {
        _process = process;
        Url = url;
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.OutputDataReceived += (_, e) => Note(e.Data);
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The service ended before it was ready:\n{Log}"));
    }

    /// <summary>Where the web chat is.</summary>
    public string Url { get; }

    /// <summary>Everything it printed.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Path of the built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "DanVanBot.dll");

    /// <summary>A port nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it says that it is running.</summary>
    public static async Task<ServiceProcess> StartAsync(string data, IReadOnlyDictionary<string, string>? settings = null, string? url = null, params string[] arguments)
    {
        var service = Launch(data, settings, url, arguments);
        await service._ready.Task.WaitAsync(Patience);
        return service;
    }

    /// <summary>Starts it without waiting.</summary>
    public static ServiceProcess Launch(string data, IReadOnlyDictionary<string, string>? settings = null, string? url = null, params string[] arguments)
    {
        url ??= $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[Program, "run", "--data", data, "--url", url, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var service = new ServiceProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, url);
        service._process.Start();
        service._process.BeginErrorReadLine();
        service._process.BeginOutputReadLine();
        return service;
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was gone already.
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Kill();
        await WaitAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (line.StartsWith("DanVanBot is running", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
