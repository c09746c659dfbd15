using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DanVanBot.Hosting;

/// <summary>
/// The last thing a log line passes: whatever looks like a bot token, and every secret a channel named, is blotted out, so that a mistake
/// anywhere else does not become a leak. One line an event.
/// </summary>
public sealed partial class RedactingConsoleFormatter(TimeProvider time, Secrets secrets) : ConsoleFormatter(FormatterName)
{
    /// <summary>Its name among formatters.</summary>
    public const string FormatterName = "redacting";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } e)
            text += $" [{e.GetType().Name}: {e.Message}]";
        var category = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        textWriter.WriteLine($"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Level(logEntry.LogLevel)} {category}: {secrets.Redact(text).ReplaceLineEndings(" | ")}");
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRIT",
        LogLevel.Error => "ERR ",
        LogLevel.Warning => "WARN",
        LogLevel.Information => "INFO",
        _ => "DBG ",
    };
}

/// <summary>Strings that must not be shown, and the shape of a token.</summary>
public sealed partial class Secrets
{
    private volatile IReadOnlyList<string> _known = [];

    /// <summary>Adds what a channel or a setting calls secret.</summary>
    public void Add(IEnumerable<string> secrets) => _known = [.. _known, .. secrets.Where(s => s.Length >= 6)];

    /// <summary>The text without them.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _known)
            text = text.Replace(secret, "<secret>", StringComparison.Ordinal);
        return Token().Replace(text, "<token>");
    }

    [GeneratedRegex(@"\d{6,12}(:|%3A)[A-Za-z0-9_-]{30,}")]
    private static partial Regex Token();
}
