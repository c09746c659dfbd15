using System.Collections.Concurrent;
using DanVanBot.Commands;

namespace DanVanBot.Control;

/// <summary>The streams and files of the caller at the other end of the control socket.</summary>
internal sealed class RemoteIo(ControlConnection connection, string directory, bool isTerminal) : CommandIo
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<ControlFrame>> _asked = new();
    private int _lastId;

    public override string Directory { get; } = directory;

    public override bool IsTerminal { get; } = isTerminal;

    public override Task OutAsync(string line) => connection.SendAsync(new ControlFrame { Kind = ControlFrame.Out, Text = line });

    public override Task ErrorAsync(string line) => connection.SendAsync(new ControlFrame { Kind = ControlFrame.Error, Text = line });

    public override Task ProgressAsync(string line) =>
        IsTerminal ? connection.SendAsync(new ControlFrame { Kind = ControlFrame.Progress, Text = line }) : Task.CompletedTask;

    public override async Task<string?> ReadLineAsync(string prompt, CancellationToken ct) =>
        (await AskAsync(new ControlFrame { Kind = ControlFrame.AskLine, Text = prompt }, ct).ConfigureAwait(false)).Text;

    public override async Task<byte[]> ReadFileAsync(string path, CancellationToken ct) =>
        (await AskAsync(new ControlFrame { Kind = ControlFrame.ReadFile, Path = path }, ct).ConfigureAwait(false)).Content ?? [];

    public override async Task<IReadOnlyList<string>> ListFilesAsync(string path, CancellationToken ct) =>
        (await AskAsync(new ControlFrame { Kind = ControlFrame.ListFiles, Path = path }, ct).ConfigureAwait(false)).Files ?? [];

    public override Task WriteFileAsync(string path, byte[] content, CancellationToken ct) =>
        AskAsync(new ControlFrame { Kind = ControlFrame.WriteFile, Path = path, Content = content }, ct);

    /// <summary>An answer came.</summary>
    public void Take(ControlFrame answer)
    {
        if (answer.Id is not { } id || !_asked.TryRemove(id, out var asked))
            return;
        if (answer.Kind == ControlFrame.Failed)
            asked.TrySetException(new RefusedException(answer.Text ?? "The caller could not do this."));
        else
            asked.TrySetResult(answer);
    }

    private async Task<ControlFrame> AskAsync(ControlFrame question, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var asked = _asked[id] = new TaskCompletionSource<ControlFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.SendAsync(question with { Id = id }).ConfigureAwait(false);
        return await asked.Task.WaitAsync(ct).ConfigureAwait(false);
    }
}
