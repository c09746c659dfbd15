using System.Net.Sockets;
using DanVanBot.Commands;

namespace DanVanBot.Control;

/// <summary>Has a command done by the service that holds the data folder, and serves it the caller's streams and files.</summary>
internal static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command there; the result is its exit code.</summary>
    /// <exception cref="RefusedException">Nobody answers, or somebody else, or another version.</exception>
    public static async Task<int> RunAsync(string folder, IReadOnlyList<string> arguments, CommandIo io, string version, TimeProvider time, CancellationToken ct)
    {
        var connection = await ConnectAsync(folder, ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await connection.SendAsync(new ControlFrame
            {
                Kind = ControlFrame.Hello,
                Version = version,
                Arguments = arguments,
                Directory = io.Directory,
                IsTerminal = io.IsTerminal,
            }).ConfigureAwait(false);
            await WelcomeAsync(connection, folder, time, ct).ConfigureAwait(false);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
            try
            {
                while (await connection.ReadAsync(ct).ConfigureAwait(false) is { } frame)
                {
                    if (frame.Kind == ControlFrame.Exit)
                        return frame.Code ?? 1;
                    await ServeAsync(connection, frame, io, ended.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
            }

            throw new RefusedException("The service ended before the command was done.");
        }
    }

    private static async Task<ControlConnection> ConnectAsync(string folder, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathOf(folder)), ct).ConfigureAwait(false);
            if (!ControlSocket.IsOurs(socket, rootToo: false))
                throw new RefusedException($"The service that has {folder} belongs to another user; run this command as that user.");
            return new ControlConnection(socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            throw new RefusedException(NotAnswering(folder), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task WelcomeAsync(ControlConnection connection, string folder, TimeProvider time, CancellationToken ct)
    {
        ControlFrame? first;
        try
        {
            first = await connection.ReadAsync(ct).WaitAsync(Patience, time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new RefusedException(NotAnswering(folder), e);
        }

        if (first is { Kind: ControlFrame.Failed })
            throw new RefusedException(first.Text ?? "The service refused the command.");
        if (first is not { Kind: ControlFrame.Welcome })
            throw new RefusedException(NotAnswering(folder));
    }

    // Lines and files are asked for side by side: a chat waits for its next line while a photo is read.
    private static async Task ServeAsync(ControlConnection connection, ControlFrame frame, CommandIo io, CancellationToken ct)
    {
        switch (frame.Kind)
        {
            case ControlFrame.Out:
                await io.OutAsync(frame.Text ?? "").ConfigureAwait(false);
                break;
            case ControlFrame.Error:
                await io.ErrorAsync(frame.Text ?? "").ConfigureAwait(false);
                break;
            case ControlFrame.Progress:
                await io.ProgressAsync(frame.Text ?? "").ConfigureAwait(false);
                break;
            default:
                _ = AnswerAsync(connection, frame, io, ct);
                break;
        }
    }

    private static async Task AnswerAsync(ControlConnection connection, ControlFrame frame, CommandIo io, CancellationToken ct)
    {
        var answer = new ControlFrame { Kind = ControlFrame.Reply, Id = frame.Id };
        try
        {
            switch (frame.Kind)
            {
                case ControlFrame.AskLine:
                    answer = answer with { Text = await io.ReadLineAsync(frame.Text ?? "", ct).ConfigureAwait(false) };
                    break;
                case ControlFrame.ReadFile:
                    answer = answer with { Content = await io.ReadFileAsync(frame.Path ?? "", ct).ConfigureAwait(false) };
                    break;
                case ControlFrame.ListFiles:
                    answer = answer with { Files = await io.ListFilesAsync(frame.Path ?? "", ct).ConfigureAwait(false) };
                    break;
                case ControlFrame.WriteFile:
                    await io.WriteFileAsync(frame.Path ?? "", frame.Content ?? [], ct).ConfigureAwait(false);
                    break;
                default:
                    answer = answer with { Kind = ControlFrame.Failed, Text = $"unknown request {frame.Kind}" };
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            answer = answer with { Kind = ControlFrame.Failed, Text = e.Message };
        }

        await connection.SendAsync(answer).ConfigureAwait(false);
    }

    private static string NotAnswering(string folder) =>
        $"The data folder {folder} is in use, and the service that has this folder is not answering.\nIf it was started a moment ago, try again; else stop that process.";
}
