using Microsoft.Extensions.Logging.Console;

namespace DanVanBot.Commands;

/// <summary>Where the parts of the service log while a command runs: warnings and worse, on standard error.</summary>
internal static class CommandLog
{
    public static ILoggerFactory ToStandardError() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddSimpleConsole(o => (o.SingleLine, o.ColorBehavior) = (true, LoggerColorBehavior.Disabled))
        .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
}
