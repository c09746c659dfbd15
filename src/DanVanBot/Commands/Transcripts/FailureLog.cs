using System.Collections.Concurrent;

namespace DanVanBot.Commands.Transcripts;

/// <summary>Warnings and errors of the pumps: a step that throws says nothing to the chat, and must fail its transcript all the same.</summary>
internal sealed class FailureLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_lines.TryDequeue(out var line))
            taken.Add(line);
        return taken;
    }

    /// <summary>For one pump.</summary>
    public sealed class Of<T>(FailureLog log) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log._lines.Enqueue(formatter(state, exception));
        }
    }
}
