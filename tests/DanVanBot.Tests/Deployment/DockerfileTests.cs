using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DanVanBot.Tests.Deployment;

/// <summary>
/// No container engine is at hand, so the Dockerfile is read line by line, and what it says is done here: the same publish, the same start as an
/// unprivileged user on a fresh volume with a program folder that cannot be written, the same health check.
/// </summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "Dockerfile"));

    [Fact]
    public void Dockerfile_Stages_BuildWithTheSdkAndRunOnTheRuntime()
    {
        Lines.Where(l => l.StartsWith("FROM ", StringComparison.Ordinal)).Should().HaveCount(2);
        Lines.Should().Contain(l => Regex.IsMatch(l, @"^FROM \S+/sdk:10\.0 AS build$")).And.Contain(l => Regex.IsMatch(l, @"^FROM \S+/aspnet:10\.0$"));
        Lines.Should().Contain("COPY --from=build /app .");
    }

    [Fact]
    public void Dockerfile_Runtime_IsAnOrdinaryUserWithAVolumeAndAHealthCheckByTheProgramItself()
    {
        Lines.Should().Contain("USER 1654").And.Contain("VOLUME /data").And.Contain("EXPOSE 5080");
        Lines.Should().Contain(l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && l.EndsWith("CMD [\"dotnet\", \"DanVanBot.dll\", \"health\"]", StringComparison.Ordinal));
        Lines.Should().Contain("ENTRYPOINT [\"dotnet\", \"DanVanBot.dll\"]").And.Contain("CMD [\"run\"]");
        var text = string.Join('\n', Lines);
        text.Should().Contain("Http__Url=http://0.0.0.0:5080", "it listens on all addresses").And.Contain("Data__Path=/data").And.Contain("--read-only");
        text.Should().NotContainAny("curl", "wget", "ADD http");
    }

    [Fact]
    public async Task Publish_StartedAsAnUnprivilegedUserOnAFreshVolume_IsHealthy()
    {
        Repository.SkipUnless(OperatingSystem.IsLinux(), "Linux");
        var folder = Directory.CreateTempSubdirectory("danvan-publish-").FullName;
        var (app, data) = (Path.Combine(folder, "app"), Path.Combine(folder, "data"));
        try
        {
            var publish = PublishLine().Match(string.Join('\n', Lines)).Groups["arguments"].Value.Replace("/app", app, StringComparison.Ordinal);
            await RunAsync("dotnet", publish.Split(' ', StringSplitOptions.RemoveEmptyEntries), Repository.Root);
            File.Exists(Path.Combine(app, "DanVanBot.dll")).Should().BeTrue();
            Directory.Exists(Path.Combine(app, "dialogs", "phan-anh")).Should().BeTrue("dialogs are published beside the program");
            Directory.GetFiles(Path.Combine(app, "directives")).Should().NotBeEmpty();

            Directory.CreateDirectory(data);
            var asRoot = Environment.UserName == "root";
            if (asRoot)
            {
                // The user of the image; the folder of the program belongs to root and is not writable for it.
                await RunAsync("chown", ["-R", "1654:1654", data], folder);
                await RunAsync("chmod", ["-R", "go+rX,go-w", folder], folder);
            }

            var port = ServiceProcess.FreePort();
            var environment = new Dictionary<string, string>
            {
                ["Data__Path"] = data,
                ["Http__Url"] = $"http://0.0.0.0:{port}",
                ["HOME"] = "/nonexistent",
                ["DOTNET_EnableDiagnostics"] = "0",
            };
            using var service = Start(asRoot, app, environment, "run");
            try
            {
                var lines = service.StandardError;
                while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line && !line.StartsWith("DanVanBot is running", StringComparison.Ordinal))
                {
                    // Read on until it runs.
                }

                service.HasExited.Should().BeFalse();
                using var health = Start(asRoot, app, environment, "health");
                await health.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
                health.ExitCode.Should().Be(0);
            }
            finally
            {
                service.Kill(true);
                await service.WaitForExitAsync();
            }

            using var after = Start(asRoot, app, environment, "health");
            await after.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            after.ExitCode.Should().Be(1, "nobody answers any more");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static Process Start(bool asRoot, string app, Dictionary<string, string> environment, string command)
    {
        string[] program = ["dotnet", Path.Combine(app, "DanVanBot.dll"), command];
        var start = asRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=1654", "--regid=1654", "--clear-groups", .. program])
            : new ProcessStartInfo(program[0], program[1..]);
        start.WorkingDirectory = app;
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await output + await errors);
    }

    [GeneratedRegex("^RUN dotnet (?<arguments>publish .*)$", RegexOptions.Multiline)]
    private static partial Regex PublishLine();
}
