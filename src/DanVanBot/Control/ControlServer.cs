using System.Collections.Concurrent;
using System.Net.Sockets;
using DanVanBot.Commands;
using DanVanBot.Hosting;

namespace DanVanBot.Control;

/// <summary>
/// Does commands for other processes of the same user while this one holds the data folder: they send their arguments over a socket in that folder and are asked
/// for lines and files as the command needs them.
/// </summary>
public sealed partial class ControlServer : IHostedService, IAsyncDisposable
{
    private readonly Site _site;
    private readonly IConfiguration _configuration;
    private readonly ILogger<ControlServer> _log;
    private readonly string _version;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;

    /// <param name="site">The data. To be made before any pump runs: it adds a topic to its slices.</param>
    /// <param name="configuration">All settings.</param>
    /// <param name="log">For what an operator of the service must know.</param>
    /// <param name="version">What a caller must be too; this build's where null.</param>
    public ControlServer(Site site, IConfiguration configuration, ILogger<ControlServer> log, string? version = null)
    {
        (_site, _configuration, _log, _version) = (site, configuration, log, version ?? ProgramVersion.Current);
        Terminal.TerminalMark.Register(site.World.Current.Slices);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = _site.Settings.Data;
        if (ControlSocket.IsOpenToOthers(folder))
            LogOpenFolder(folder);
        try
        {
            (_socket, _) = ControlSocket.Listen(folder);
            _accepting = AcceptAsync(_socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            // The bot goes on without: only commands beside it are refused.
            LogNoSocket(folder, e.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_sessions.Keys).ConfigureAwait(false);
        if (_socket is not null)
            ControlSocket.Remove(_site.Settings.Data);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listening)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listening.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                var session = Task.Run(() => ServeAsync(socket), CancellationToken.None);
                _sessions[session] = 0;
                _ = session.ContinueWith(t => _sessions.TryRemove(t, out _), TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                if (!_stopping.IsCancellationRequested)
                    LogTrouble(e.SocketErrorCode.ToString());
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var connection = new ControlConnection(socket);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                if (!ControlSocket.IsOurs(socket, rootToo: true))
                    return;
                if (await connection.ReadAsync(_stopping.Token).ConfigureAwait(false) is not { Kind: ControlFrame.Hello } hello)
                    return;
                if (hello.Version != _version)
                {
                    await connection.SendAsync(new ControlFrame
                    {
                        Kind = ControlFrame.Failed,
                        Text = $"The running service is version {_version} and this command is version {hello.Version}. Restart the service, or use its own program.",
                    }).ConfigureAwait(false);
                    return;
                }

                await connection.SendAsync(new ControlFrame { Kind = ControlFrame.Welcome }).ConfigureAwait(false);
                await RunAsync(connection, hello).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (!_stopping.IsCancellationRequested)
                    LogTrouble(e.GetType().Name);
            }
        }
    }

    private async Task RunAsync(ControlConnection connection, ControlFrame hello)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var io = new RemoteIo(connection, hello.Directory ?? "/", hello.IsTerminal ?? false);
        var reading = ReadAnswersAsync(connection, io, gone);
        var code = await CommandLine.RunInServiceAsync(hello.Arguments ?? [], io, _site, _configuration, gone.Token).ConfigureAwait(false);
        if (_stopping.IsCancellationRequested)
            await io.ErrorAsync("The service is stopping.").ConfigureAwait(false);
        await connection.SendAsync(new ControlFrame { Kind = ControlFrame.Exit, Code = code }).ConfigureAwait(false);
        await gone.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private static async Task ReadAnswersAsync(ControlConnection connection, RemoteIo io, CancellationTokenSource gone)
    {
        try
        {
            while (await connection.ReadAsync(gone.Token).ConfigureAwait(false) is { } answer)
                io.Take(answer);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidDataException)
        {
            // Ended by this side, or spoken to in another language: over in both cases.
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }

    [LoggerMessage(3001, LogLevel.Warning, "The data folder {Folder} can be written by other users; they could take over its files. Run: chmod 700 on it")]
    private partial void LogOpenFolder(string folder);

    [LoggerMessage(3002, LogLevel.Error, "No control socket in {Folder}, so that commands are refused while the service runs: {Why}")]
    private partial void LogNoSocket(string folder, string why);

    [LoggerMessage(3003, LogLevel.Warning, "A command over the control socket ended with {Error}")]
    private partial void LogTrouble(string error);
}
