using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>Figures for docs/decisions/0003: run the test program with <c>--measure</c>.</summary>
internal static class Measure
{
    public const string Argument = "--measure";
    private const int Rows = 10_000;
    private static readonly OfficeId Office = OfficeId.Default;
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
    private static readonly string Body = new('x', 800);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("danvan-measure-").FullName;
        try
        {
            await using var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = folder, Sealer = new Sealer(RandomNumberGenerator.GetBytes(32)) });
            foreach (var callers in new[] { 1, 8, 32, 64 })
                await StepsAsync(store, callers, Math.Min(2000, 300 * callers));
            await ManyRowsAsync(store);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database {new FileInfo(Path.Combine(folder, "danvan.db")).Length >> 20} MB, memory {Environment.WorkingSet >> 20} MB"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    // The realistic step: mail in (accepted apart), state, one record with two keys, one message, one timer, mail done.
    private static async Task StepsAsync(LiteDbStore store, int callers, int steps)
    {
        var latencies = new List<double>[callers];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            latencies[caller] = [];
            var lane = new LaneId($"tg:{callers}-{caller}");
            for (var i = 0; i < steps / callers; i++)
            {
                var id = $"{callers}-{caller}-{i}";
                await store.AcceptAsync([new NewMail(Office, lane, id, Body, Now, "address")]);
                LaneClaim? claim;
                while ((claim = (await store.ClaimAsync(1, 1, Now)).SingleOrDefault()) == null)
                    await Task.Yield();
                var begin = Stopwatch.GetTimestamp();
                await store.CommitAsync(new StoreCommit
                {
                    Office = Office,
                    Claim = claim,
                    MailDone = [claim.Mail[0].Id],
                    LaneState = Body,
                    Writes = [new RecordWrite.Put("case", id, Body, [new IndexKey("code", id, true), new IndexKey("field", "rác")])],
                    Outbox = [new NewOutbox("out " + id, claim.Lane, Body, SendPolicy.Repeat, SendUrgency.Reply, Now)],
                    Timers = [new NewTimer("t " + id, claim.Lane, Now.AddDays(1), "{}")],
                });
                latencies[caller].Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                await store.ReleaseAsync(claim);
            }
        })));
        var sorted = latencies.SelectMany(each => each).Order().ToList();
        Write($"{callers} callers", $"{sorted.Count / watch.Elapsed.TotalSeconds:0} accept+claim+commit+release/s, commit p50 {sorted[sorted.Count / 2]:0.0} ms, p99 {sorted[sorted.Count * 99 / 100]:0.0} ms");
    }

    private static async Task ManyRowsAsync(LiteDbStore store)
    {
        for (var i = 0; i < Rows; i += 200)
        {
            await store.AcceptAsync([.. Enumerable.Range(i, 200).Select(n => new NewMail(Office, new LaneId($"big:{n}"), $"big {n}", "{}", Now, "address"))]);
            await store.CommitAsync(new StoreCommit
            {
                Office = Office,
                Writes = [.. Enumerable.Range(i, 200).Select(n => new RecordWrite.Put("many", $"{n:00000}", Body, [new IndexKey("n", $"{n:00000}"), new IndexKey("unique", $"{n}", true)]))],
                Outbox = [.. Enumerable.Range(i, 200).Select(n => new NewOutbox($"big {n}", new LaneId($"big:{n}"), Body, SendPolicy.Repeat, SendUrgency.Reminder, Now))],
            });
        }

        var none = new HashSet<LaneId>();
        await TimeAsync($"BeginSends of 10 among {Rows} rows", () => store.BeginSendsAsync("big", Now, 10, none));
        await TimeAsync($"Claim of 10 among {Rows} lanes", () => store.ClaimAsync(10, 10, Now));
        await TimeAsync($"Get among {Rows}", () => store.GetAsync(Office, "many", "05000"));
        await TimeAsync($"List 50 by key in the middle of {Rows}", () => store.ListAsync(new RecordQuery(Office, "many", "n", From: "05000")));
        await TimeAsync($"List 50 by id, descending, in the middle of {Rows}", () => store.ListAsync(new RecordQuery(Office, "many", Below: "05000", Descending: true)));
        await TimeAsync("Put with two keys", () => store.CommitAsync(new StoreCommit { Office = Office, Writes = [new RecordWrite.Put("many", "05000", Body, [new IndexKey("n", "05000"), new IndexKey("unique", "5000", true)])] }));
        await TimeAsync("Put of 200 KB", () => store.CommitAsync(new StoreCommit { Office = Office, Writes = [new RecordWrite.Put("large", "1", new string('x', 200_000), [])] }));
        await TimeAsync("Figures", () => store.FiguresAsync());
    }

    private static async Task TimeAsync(string what, Func<Task> work)
    {
        await work();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            await work();
        Write(what, $"{watch.Elapsed.TotalMilliseconds / 20:0.00} ms");
    }

    private static void Write(string what, FormattableString figure) => Console.WriteLine(what + ": " + FormattableString.Invariant(figure));
}
