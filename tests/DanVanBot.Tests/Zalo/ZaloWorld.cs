using System.Diagnostics;
using System.Text.RegularExpressions;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.Tests.Zalo;

/// <summary>FakeZaloBot and the built program that talks to it.</summary>
internal sealed class ZaloWorld : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests";
    private readonly string _data = Directory.CreateTempSubdirectory("danvan-zalo-").FullName;

    public required FakeZaloBot Zalo { get; init; }

    public ServiceProcess Service { get; private set; } = null!;

    public string WebhookUrl => Service.Url + "/webhooks/zalo-bot";

    public static async Task<ZaloWorld> StartAsync(string mode)
    {
        var zalo = await FakeZaloBot.StartAsync();
        var world = new ZaloWorld { Zalo = zalo };
        var url = $"http://127.0.0.1:{ServiceProcess.FreePort()}";
        var settings = new Dictionary<string, string>
        {
            ["ZaloBot__BotToken"] = zalo.Token,
            ["ZaloBot__ApiBaseUrl"] = zalo.BaseUrl,
            ["ZaloBot__Mode"] = mode,
        };
        if (mode == "webhook")
        {
            settings["ZaloBot__WebhookUrl"] = url;
            settings["ZaloBot__WebhookSecret"] = Secret;
        }

        world.Service = await ServiceProcess.StartAsync(world._data, settings, url);
        if (mode == "webhook")
            await zalo.WaitUntilAsync(() => zalo.WebhookUrl.Length > 0);
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

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Zalo.DisposeAsync();
        Directory.Delete(_data, true);
    }
}

/// <summary>One person's chat with the bot: says something and waits for the message that answers it.</summary>
internal sealed partial class ZaloTalk(FakeZaloBot zalo, string id)
{
    private long _after;

    public FakeZaloUser User { get; } = zalo.User(id, "Người " + id);

    /// <summary>The message that came last and was waited for.</summary>
    public ZaloSent Last { get; private set; } = null!;

    public Task SayAsync(string text, string expected) => DoAsync(() => User.Say(text), expected);

    /// <summary>Answers with the number that the last message gives a choice.</summary>
    public Task ChooseAsync(string label, string expected)
    {
        var line = Choices().Matches(Last.Text).FirstOrDefault(m => m.Groups["label"].Value.Trim() == label);
        if (line is null)
            Last.Text.Split('\n')[^1].Should().Contain($"“{label}”", "it must be a numbered choice, or a word to type under an open question");
        return SayAsync(line?.Groups["number"].Value ?? label, expected);
    }

    public async Task DoAsync(Action act, string expected)
    {
        _after = zalo.Seq;
        act();
        await ExpectAsync(expected);
    }

    public async Task ExpectAsync(string expected)
    {
        Last = await zalo.WaitForMessageAsync(id, m => m.Text.Contains(expected, StringComparison.OrdinalIgnoreCase), TimeSpan.FromSeconds(40), _after);
        _after = Last.Seq - 1;
    }

    [GeneratedRegex(@"^(?<number>[0-9]+)\. (?<label>.+)$", RegexOptions.Multiline)]
    private static partial Regex Choices();
}
