using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DanVanBot.Tests.Commands;

/// <summary>The built program as an operator starts it: what it refuses, and a command beside it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("danvanbot-program-");

    [Fact]
    public async Task Commands_BesideTheRunningProgram_AreDoneByIt()
    {
        await using var service = await ServiceProcess.StartAsync(Data);

        var health = await RunAsync([], "health", "--url", service.Url);
        var list = await RunAsync([], "units", "list", "--data", Data);
        var second = await RunAsync([], "run", "--data", Data, "--url", $"http://127.0.0.1:{ServiceProcess.FreePort()}");

        health.Code.Should().Be(0, health.Error);
        list.Code.Should().Be(0, list.Error);
        list.Out.Should().Contain("Chi bộ Tổ dân phố 5");
        second.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        second.Error.Should().Contain($"{Data} is in use by").And.NotContain("   at ");
    }

    [Fact]
    public async Task Run_OnAPortInUse_SaysWhichAndEndsWith1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var run = await RunAsync([], "run", "--data", Data, "--url", url);

        run.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        run.Error.Trim().Should().Be($"The address {url} is in use by another program. Stop that one, or choose another with --url http://localhost:5081", "nothing else is said");
    }

    [Fact]
    public async Task Run_WithAProxyThatIsNoAddress_SaysHowOneIsWritten()
    {
        var run = await RunAsync([("Http__KnownProxies", "172.17.0.0/16, proxy.local")], "run", "--data", Data, "--url", "http://127.0.0.1:0");

        run.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        run.Error.Should().Contain("'proxy.local' is neither").And.NotContain("172.17.0.0/16'").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("http://localhost:99999")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("nonsense")]
    public async Task Run_OnAnAddressThatIsNone_SaysHowOneIsWritten(string url)
    {
        var run = await RunAsync([], "run", "--data", Data, "--url", url);

        run.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        run.Error.Should().Contain($"cannot listen at {url}").And.Contain("http://localhost:5080").And.NotContain("should not happen");
    }

    [Fact]
    public async Task Run_BehindAProxyOnThisMachine_KnowsWhoAsksAndThatItIsHttps()
    {
        await using var service = await ServiceProcess.StartAsync(Data);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        async Task<HttpResponseMessage> OpenAsync(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, service.Url + "/chat/session");
            request.Headers.Add("X-Forwarded-For", "198.51.100.1, " + from);
            request.Headers.Add("X-Forwarded-Proto", "https");
            return await http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        // More new visitors than one address may bring in a minute; a proxy's address must not stand for all of them.
        for (var i = 1; i <= 60; i++)
        {
            using var answer = await OpenAsync($"203.0.113.{i}");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Headers.GetValues("Set-Cookie").Single().Should().Contain("secure");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("\"trialRoles\":[]");
        }

        var refused = 0;
        for (var i = 1; i <= 60; i++)
        {
            using var answer = await OpenAsync("203.0.113.200");
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        refused.Should().BePositive("one household has a limit");
    }

    [Fact]
    public async Task Run_WithATokenThatIsNone_SaysSoWithoutTellingIt()
    {
        var run = await RunAsync(
            [("Telegram__BotToken", "my-token-is-wrong")], "run", "--data", Data, "--url", $"http://127.0.0.1:{ServiceProcess.FreePort()}");

        run.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        run.Error.Should().Contain("Telegram:BotToken").And.NotContain("my-token").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("run", "--nonsense")]
    [InlineData("fly")]
    [InlineData("run", "extra")]
    public async Task Run_WronglyUsed_EndsWith2(params string[] arguments)
    {
        var run = await RunAsync([], [.. arguments, "--data", Data]);

        run.Should().BeEquivalentTo(new { Code = 2, Out = "" });
        Directory.Exists(Data).Should().BeFalse();
    }

    [Fact]
    public async Task Help_GoesToStandardOutput()
    {
        var help = await RunAsync([], "--help");

        help.Should().BeEquivalentTo(new { Code = 0, Error = "" });
        foreach (var command in new[] { "run", "chat", "ask", "directives", "dialogs", "office", "units", "invite", "petitions", "reports", "mail", "backup", "restore", "doctor", "health" })
            help.Out.Should().MatchRegex($@"(?m)^\s+{command}\b");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Data => Path.Combine(_folder.FullName, "data");

    private async Task<Said> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _folder.FullName };
        foreach (var argument in (string[])[ServiceProcess.Program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return new Said(process.ExitCode, await output, await error);
    }
}
