using System.Collections.Concurrent;
using System.Globalization;

namespace DanVanBot.Simulation;

/// <summary>
/// Many lives of the service under virtual time: 12 seeds in the ordinary run, 200 with <c>DANVAN_LONG=1</c>; <c>DANVAN_SEED=n</c> replays one.
/// Seeds run side by side (each waits for its disk most of the time) and share nothing.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<int> Seeds =
        int.TryParse(Environment.GetEnvironmentVariable("DANVAN_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed)
            ? [seed]
            : [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("DANVAN_LONG") == "1" ? 200 : 12)];

    [Fact]
    public async Task Service_WhateverFails_LosesNothingAndDoublesNothing()
    {
        var failed = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Seeds, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (seed, _) =>
        {
            await using var scenario = await Scenario.StartAsync(seed);
            try
            {
                await scenario.RunAsync();
            }
            catch (Exception e)
            {
                failed.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Seed {seed} (DANVAN_SEED={seed} replays it): {e}"));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {scenario.Figures}"));
        });
        if (!failed.IsEmpty)
            Assert.Fail(string.Join("\n\n", failed));
    }
}
