using System.Globalization;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers;

/// <summary>The fakes as a program, so that a client in any language can be pointed at them.</summary>
public static class CommandLine
{
    private const string Usage = "usage: DanVanBot.FakeServers telegram [--port N] [--token T] [--no-limits]";

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
            await using var fake = await FakeTelegram.StartAsync(options);
            Console.WriteLine($"telegram {fake.BaseUrl} token {fake.Token} control {fake.BaseUrl}/__control");
            var stop = new TaskCompletionSource();
            using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, End);
            using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, End);
            await stop.Task;
            return 0;

            void End(System.Runtime.InteropServices.PosixSignalContext context)
            {
                context.Cancel = true;
                stop.TrySetResult();
            }
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Cannot listen on port {options.Port}: {e.Message}");
            return 1;
        }
    }

    private static FakeTelegramOptions? Parse(string[] args)
    {
        if (args.Length == 0 || args[0] != "telegram")
        {
            return null;
        }

        var options = new FakeTelegramOptions { Port = 8081 };
        for (var i = 1; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535:
                    options = options with { Port = port };
                    i++;
                    break;
                case "--token" when value is not null && IsToken(value):
                    options = options with { Token = value };
                    i++;
                    break;
                case "--no-limits":
                    options = options with { RateLimits = false };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static bool IsToken(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < token.Length - 1 && token[0] != '0' && token[..colon].All(char.IsAsciiDigit) && colon < 16
            && !token.Contains('/', StringComparison.Ordinal);
    }
}
