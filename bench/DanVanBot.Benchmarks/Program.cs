using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace DanVanBot.Benchmarks;

/// <summary><c>--quick</c>: percentiles within a minute. <c>--large</c>: also 100,000 blocks. <c>--each</c>: every question by itself. Everything else goes to BenchmarkDotNet.</summary>
internal static class Program
{
    public static bool Each { get; private set; }

    public static IReadOnlyList<int> Sizes { get; private set; } = [122, 12_000];

    private static void Main(string[] args)
    {
        if (args.Contains("--large")) Sizes = [.. Sizes, 100_000];
        Each = args.Contains("--each");
        if (args.Contains("--quick"))
        {
            QuickRun.Run(Sizes);
            return;
        }

        // In this process: no second project is written, restored and built, which would need a registry.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(a => a != "--large")], config);
    }
}
