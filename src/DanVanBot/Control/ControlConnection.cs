using System.Net.Sockets;
using System.Text;

namespace DanVanBot.Control;

/// <summary>One end of the control socket: frames out, from any thread; frames in, read by one.</summary>
internal sealed class ControlConnection : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly SemaphoreSlim _sending = new(1, 1);

    public ControlConnection(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, new UTF8Encoding(false), false, 32 * 1024, leaveOpen: true);
    }

    /// <summary>Sends a frame. A gone other side is no error here: reading finds it out.</summary>
    public async Task SendAsync(ControlFrame frame)
    {
        var line = Encoding.UTF8.GetBytes(frame.ToLine() + "\n");
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(line).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // See above.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next frame, null when the other side is gone.</summary>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    public async Task<ControlFrame?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await _reader.ReadLineAsync(ct).ConfigureAwait(false) is { } line ? ControlFrame.Parse(line) : null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
    }
}
