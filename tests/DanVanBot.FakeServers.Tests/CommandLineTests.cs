using System.Diagnostics;
using System.Net.Http.Json;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests;

/// <summary>The fakes as a program, started as a program.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("viber")]
    [InlineData("telegram --port abc")]
    [InlineData("telegram --port")]
    [InlineData("telegram --token nonsense")]
    [InlineData("telegram --verbose")]
    [InlineData("zalo-bot --no-limits")]
    [InlineData("zalo-bot --token nonsense")]
    public async Task Program_WrongArguments_PrintsOneLineAndEndsWith2(string arguments)
    {
        using var process = Start(arguments);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(2);
        errors.TrimEnd().Should().StartWith("usage: ").And.NotContain("\n");
    }

    [Fact]
    public async Task Program_Telegram_ListensAndIsDrivenFromOutside()
    {
        using var process = Start("telegram --port 0 --token 42:abc");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var control = new FakeTelegramControl(line!.Split(' ')[1]);
            await control.SendTextAsync(7, "xin chào", TestContext.Current.CancellationToken);

            line.Should().MatchRegex("^telegram http://127\\.0\\.0\\.1:\\d+ token 42:abc control http");
            (await control.StateAsync(TestContext.Current.CancellationToken)).PendingUpdates.Should().Be(1);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Program_ZaloBot_ListensAndIsDrivenFromOutside()
    {
        using var process = Start("zalo-bot --port 0 --token 42:abc");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            line.Should().MatchRegex("^zalo-bot http://127\\.0\\.0\\.1:\\d+ token 42:abc control http");
            using var http = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[1]) };
            (await http.PostAsJsonAsync("/__control/text", new { user = "u1", name = "An", text = "xin chào" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

            using var polled = await http.PostAsJsonAsync("/bot42:abc/getUpdates", new { timeout = 1 }, TestContext.Current.CancellationToken);
            (await polled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("message.text.received").And.Contain("xin chào");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Program_PortInUse_SaysSoAndEndsWith1()
    {
        await using var first = await FakeTelegram.StartAsync();
        using var process = Start($"telegram --port {new Uri(first.BaseUrl).Port}");
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(1);
        errors.Should().StartWith("Cannot listen on port ").And.NotContain("   at ");
    }

    private static Process Start(string arguments)
    {
        var program = Path.ChangeExtension(typeof(CommandLine).Assembly.Location, null);
        return Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? program + ".exe" : program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
