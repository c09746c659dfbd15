using System.Collections.Concurrent;

namespace DanVanBot.Tests.Commands;

/// <summary>Standard input typed line by line: tells when it is read, and gives what it is told to.</summary>
public sealed class LineQueue : TextReader
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCollection<string?> _lines = [];

    /// <summary>Completes when somebody waits for the first line.</summary>
    public Task AskedAsync() => _asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>A line, or null for the end.</summary>
    public void Say(string? line) => _lines.Add(line);

    public override string? ReadLine()
    {
        _asked.TrySetResult();
        return _lines.Take();
    }

    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        base.Dispose(disposing);
    }
}
