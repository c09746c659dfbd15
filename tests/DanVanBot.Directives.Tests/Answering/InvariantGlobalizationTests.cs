using System.Diagnostics;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class InvariantGlobalizationTests
{
    /// <summary>The container image has no ICU: reading, searching and composing must give the same there.</summary>
    [Theory]
    [InlineData("DanVanBot.Directives.Tests.Answering.AnswererTests")]
    [InlineData("DanVanBot.Directives.Tests.Text.VietnameseTextTests")]
    [InlineData("DanVanBot.Directives.Tests.Reading.DirectiveReaderTests")]
    public async Task Tests_WithoutIcu_PassAsWell(string tests) => await RunWithoutIcuAsync(tests, []);

    /// <summary>Every question of every set, to the letter.</summary>
    [Fact]
    public async Task Answers_WithoutIcu_AreTheSame()
    {
        var file = Path.GetTempFileName();
        try
        {
            await RunWithoutIcuAsync("DanVanBot.Directives.Tests.Answering.AllAnswers", [(AllAnswers.Variable, file)]);
            File.ReadAllText(file).Should().Be(AllAnswers.Written());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RunWithoutIcuAsync(string tests, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(InvariantGlobalizationTests).Assembly.Location);
        start.ArgumentList.Add("-class");
        start.ArgumentList.Add(tests);
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var run = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var errors = run.StandardError.ReadToEndAsync(cancel);
        var output = await run.StandardOutput.ReadToEndAsync(cancel);
        await run.WaitForExitAsync(cancel);
        run.ExitCode.Should().Be(0, "{0}{1}", output, await errors);
        output.Should().NotContain("Total: 0");
    }
}
