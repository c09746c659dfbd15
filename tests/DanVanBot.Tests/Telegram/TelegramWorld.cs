using System.Diagnostics;
using System.Text.RegularExpressions;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Tests.Telegram;

/// <summary>FakeTelegram and the built program that talks to it.</summary>
internal sealed partial class TelegramWorld : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("danvan-telegram-").FullName;

    public required FakeTelegram Telegram { get; init; }

    public ServiceProcess Service { get; private set; } = null!;

    public static async Task<TelegramWorld> StartAsync(string mode)
    {
        var telegram = await FakeTelegram.StartAsync(new FakeTelegramOptions());
        var world = new TelegramWorld { Telegram = telegram };
        var url = $"http://127.0.0.1:{ServiceProcess.FreePort()}";
        var settings = new Dictionary<string, string>
        {
            ["Telegram__BotToken"] = telegram.Token,
            ["Telegram__ApiBaseUrl"] = telegram.BaseUrl,
            ["Telegram__Mode"] = mode,
        };
        if (mode == "webhook")
        {
            settings["Telegram__WebhookUrl"] = url + "/webhooks/telegram";
            settings["Telegram__WebhookSecret"] = "a-secret-of-the-tests_1";
        }

        // A duty of every month is open on any day these tests are run.
        Directory.CreateDirectory(Path.Combine(world._data, "office"));
        var months = string.Join('\n', Enumerable.Range(1, 12).Select(m => $"      - {{ period: M{m:00}, label: \"tháng {m}/{{year}}\", month: {m}, day: 28 }}"));
        await File.WriteAllTextAsync(Path.Combine(world._data, "office", "duties.yaml"), $"""
            duties:
              - id: dan-van
                title: Báo cáo công tác dân vận
                recurrence: month
                due:
            {months}
                unit-kind: party-cell
                form: dan-van
                source: lịch của văn phòng
                ladder: [3, 1, 0]
                remind-at: "08:00"
                opens-before: 40
                closes-after: 10
            """);
        world.Service = await ServiceProcess.StartAsync(world._data, settings, url);
        return world;
    }

    /// <summary>Runs a command beside the running service.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[ServiceProcess.Program, .. arguments, "--data", _data])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, errors);
        return await output;
    }

    /// <summary>Real units: they end sample mode.</summary>
    public async Task ImportUnitsAsync()
    {
        var file = Path.Combine(_data, "units.csv");
        await File.WriteAllTextAsync(file, "id,name,kind\ncb1,Chi bộ Tổ dân phố 1,party-cell\ncb2,Chi bộ Tổ dân phố 2,party-cell\n");
        await CommandAsync("units", "import", file);
    }

    /// <summary>An invitation code for the deep link.</summary>
    public async Task<string> InviteAsync(string role, string? unit)
    {
        var printed = unit is null ? await CommandAsync("invite", "--role", role) : await CommandAsync("invite", "--role", role, "--unit", unit);
        printed.Should().Contain($"https://t.me/{new FakeTelegramOptions().BotUsername}?start=", "Telegram has said what the bot is called");
        return Invitation().Match(printed).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Telegram.DisposeAsync();
        Directory.Delete(_data, true);
    }

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{2,4}){4,7}")]
    private static partial Regex Invitation();
}

/// <summary>Small real files.</summary>
internal static class Pictures
{
    /// <summary>The head of a JPEG, enough to be known as one.</summary>
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];
}
