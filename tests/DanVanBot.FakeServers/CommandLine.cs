using System.Globalization;
using DanVanBot.FakeServers.Telegram;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.FakeServers;

/// <summary>The fakes as a program, so that a client in any language can be pointed at them.</summary>
public static class CommandLine
{
    private const string Usage = "usage: DanVanBot.FakeServers telegram [--port N] [--token T] [--no-limits] | zalo-bot [--port N] [--token T]";

    /// <summary>Runs until Ctrl+C. Exit codes: 0 stopped, 1 could not listen, 2 wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            return options.Server == "telegram" ? await RunTelegramAsync(options) : await RunZaloAsync(options);
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Cannot listen on port {options.Port}: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> RunTelegramAsync(Arguments arguments)
    {
        var options = new FakeTelegramOptions { Port = arguments.Port, RateLimits = arguments.RateLimits };
        await using var fake = await FakeTelegram.StartAsync(arguments.Token is { } token ? options with { Token = token } : options);
        Console.WriteLine($"telegram {fake.BaseUrl} token {fake.Token} control {fake.BaseUrl}/__control");
        await StopAsync();
        return 0;
    }

    private static async Task<int> RunZaloAsync(Arguments arguments)
    {
        var options = new FakeZaloBotOptions { Port = arguments.Port };
        await using var fake = await FakeZaloBot.StartAsync(arguments.Token is { } token ? options with { Token = token } : options);
        Console.WriteLine($"zalo-bot {fake.BaseUrl} token {fake.Token} control {fake.BaseUrl}/__control");
        await StopAsync();
        return 0;
    }

    private static async Task StopAsync()
    {
        var stop = new TaskCompletionSource();
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, End);
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, End);
        await stop.Task;

        void End(System.Runtime.InteropServices.PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static Arguments? Parse(string[] args)
    {
        if (args.Length == 0 || args[0] is not ("telegram" or "zalo-bot"))
        {
            return null;
        }

        var options = new Arguments(args[0], args[0] == "telegram" ? 8081 : 8082, null, true);
        for (var i = 1; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535:
                    options = options with { Port = port };
                    i++;
                    break;
                case "--token" when value is not null && IsToken(value, args[0] == "telegram" ? 16 : 32):
                    options = options with { Token = value };
                    i++;
                    break;
                case "--no-limits" when args[0] == "telegram":
                    options = options with { RateLimits = false };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static bool IsToken(string token, int maxDigits)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < token.Length - 1 && token[0] != '0' && token[..colon].All(char.IsAsciiDigit) && colon < maxDigits
            && !token.Contains('/', StringComparison.Ordinal);
    }

    private sealed record Arguments(string Server, int Port, string? Token, bool RateLimits);
}
