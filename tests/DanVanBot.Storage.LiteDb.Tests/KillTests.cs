using System.Diagnostics;
using System.Globalization;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>Real processes, really killed: 15 times in the ordinary run, 100 with <c>DANVAN_LONG=1</c>.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
    private static readonly OfficeId Office = OfficeId.Default;
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-kill-").FullName;
    private readonly Random _random = new(20261123);

    private string Folder => Path.Combine(_root, "data");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Kill_AtAnyPoint_LosesNothingAcknowledgedAndLeavesNothingHalfDone()
    {
        var rounds = Environment.GetEnvironmentVariable("DANVAN_LONG") == "1" ? 100 : 15;
        var acknowledged = new List<(string What, string Id)>();
        for (var round = 0; round < rounds; round++)
        {
            acknowledged.AddRange(await RunAndKillAsync(round));
            await ExpectAllOfAsync(acknowledged);
        }

        foreach (var what in new[] { "accepted", "stepped", "sent", "numbered", "put" })
            acknowledged.Count(line => line.What == what).Should().BeGreaterThan(rounds, what);
        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} acknowledgements, none lost", rounds, acknowledged.Count);
    }

    [Fact]
    public async Task Open_WhileAnotherProcessHasIt_IsRefusedAndWorksOnceThatIsKilled()
    {
        using var victim = Start("0");
        (await victim.StandardOutput.ReadLineAsync(Ct)).Should().Be("open now");
        var open = () => OpenAsync();
        (await open.Should().ThrowAsync<DataFolderInUseException>()).WithMessage($"*{Folder}*");
        victim.Kill();
        await victim.WaitForExitAsync(Ct);
        await using var store = await OpenAsync();
    }

    private async Task<List<(string What, string Id)>> RunAndKillAsync(int round)
    {
        using var victim = Start(round.ToString(CultureInfo.InvariantCulture));
        var lines = new List<(string What, string Id)>();
        var enough = _random.Next(1, 150);
        while (lines.Count < enough && await victim.StandardOutput.ReadLineAsync(Ct) is { } line)
            lines.Add(Victim.Read(line));
        Thread.SpinWait(_random.Next(200_000));
        victim.Kill();

        // What was written before the kill is still in the pipe. The last line may be cut off.
        var rest = await victim.StandardOutput.ReadToEndAsync(Ct);
        await victim.WaitForExitAsync(Ct);
        lines.Count.Should().Be(enough, "it was killed, it did not end by itself: {0}", rest);
        var whole = rest[..(rest.LastIndexOf('\n') + 1)];
        lines.AddRange(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Victim.Read));
        return lines;
    }

    private async Task ExpectAllOfAsync(List<(string What, string Id)> acknowledged)
    {
        await using (var store = await OpenAsync())
        {
            var waiting = new HashSet<string>();
            foreach (var claim in await store.ClaimAsync(256, int.MaxValue, Now, Ct))
            {
                waiting.UnionWith(claim.Mail.Select(mail => mail.Id));
                await store.ReleaseAsync(claim, Ct);
            }

            foreach (var (what, id) in acknowledged)
                await ExpectAsync(store, waiting, what, id);
            var cases = await CasesAsync(store);
            foreach (var id in cases)
            {
                waiting.Should().NotContain(id);
                (await store.GetOutboxAsync(Office, "out " + id, Ct)).Should().NotBeNull();
            }

            var figures = await store.FiguresAsync(Ct);
            figures.Timers.Should().Be(cases.Count, "a step sets one timer");
            var sum = await store.GetAsync(Office, "sum", "all", Ct);
            (sum?.Body ?? "0").Should().Be(cases.Count.ToString(CultureInfo.InvariantCulture), "a step adds one");
            foreach (var (what, id) in acknowledged.Where(line => line.What == "stepped"))
                cases.Should().Contain(id, what);
        }

        Audit.Check(Path.Combine(Folder, "danvan.db"), KeyFile.LoadOrCreate(Victim.KeyOf(Folder), databaseExists: true));
    }

    private static async Task ExpectAsync(LiteDbStore store, HashSet<string> waiting, string what, string id)
    {
        switch (what)
        {
            case "accepted":
                (waiting.Contains(id) || await store.GetAsync(Office, "case", id, Ct) != null).Should().BeTrue("accepted {0}", id);
                break;
            case "sent":
                (await store.GetOutboxAsync(Office, id, Ct))!.State.Should().Be(OutboxState.Sent, id);
                break;
            case "sending":
                (await store.GetOutboxAsync(Office, id, Ct))!.Attempt.Should().BePositive(id);
                break;
            case "numbered":
                (await store.SerialAsync(Office, "PA", id.Split('=')[0], Ct)).ToString(CultureInfo.InvariantCulture).Should().Be(id.Split('=')[1]);
                break;
            case "put":
                (await store.GetAttachmentAsync(Office, id, Ct)).Should().NotBeNull(id);
                break;
        }
    }

    private static async Task<HashSet<string>> CasesAsync(LiteDbStore store)
    {
        var cases = new HashSet<string>();
        string? after = null;
        do
        {
            var page = await store.ListAsync(new RecordQuery(Office, "case", "code", Limit: 200, After: after), Ct);
            cases.UnionWith(page.Records.Select(record => record.Id));
            after = page.Next;
        }
        while (after != null);
        return cases;
    }

    private Task<LiteDbStore> OpenAsync() => LiteDbStore.OpenAsync(
        new LiteDbStoreOptions { Folder = Folder, Sealer = KeyFile.LoadOrCreate(Victim.KeyOf(Folder), LiteDbStore.HasData(Folder)) });

    private Process Start(string round)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DanVanBot.Storage.LiteDb.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return Process.Start(new ProcessStartInfo(program, [Victim.Argument, Folder, round]) { RedirectStandardOutput = true })!;
    }
}
