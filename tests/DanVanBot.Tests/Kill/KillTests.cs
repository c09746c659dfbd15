using System.Diagnostics;
using System.Text.RegularExpressions;
using DanVanBot.Core.Storage;
using DanVanBot.FakeServers.Telegram;
using DanVanBot.Storage.LiteDb;

namespace DanVanBot.Tests.Kill;

/// <summary>
/// The built program, fed over HTTP, is killed (SIGKILL) again and again while citizens send petitions. Nothing acknowledged is lost, nothing is doubled
/// in the store, and on the wire only what was being sent comes twice.
/// </summary>
public sealed partial class KillTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DANVAN_LONG") == "1";
    private readonly Dictionary<KillWindow, int> _hits = Enum.GetValues<KillWindow>().ToDictionary(w => w, _ => 0);
    private int _sendingAtKills;

    [Fact]
    public async Task Service_KilledAgainAndAgain_LosesNothingAndDoublesNothing()
    {
        var kills = IsLong ? 100 : 20;
        var data = Directory.CreateTempSubdirectory("danvan-kill-").FullName;
        await using var telegram = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        var settings = new Dictionary<string, string>
        {
            ["Telegram__BotToken"] = telegram.Token,
            ["Telegram__ApiBaseUrl"] = telegram.BaseUrl,
        };
        var citizens = new List<Citizen>();
        var random = new Random(20260615);
        try
        {
            for (var kill = 0; kill < kills || (IsLong && _hits.Values.Min() < 10 && kill < 3 * kills); kill++)
            {
                for (var i = 0; i < 6; i++)
                {
                    citizens.Add(new Citizen(telegram, 5000 + citizens.Count));
                    await citizens[^1].BeginAsync();
                }

                var window = (KillWindow)(kill % 4);
                await RunAndKillAsync(telegram, data, settings, citizens, window, random);
                await LookAtTheDeadAsync(data, window);
            }

            await using (var service = await ServiceProcess.StartAsync(data, settings))
            {
                await DriveAsync(telegram, citizens, () => citizens.All(c => c.IsDone), TimeSpan.FromSeconds(180));
                await telegram.WaitUntilAsync(t => t.PendingUpdates == 0, TimeSpan.FromSeconds(60));
                service.Kill();
            }

            await CheckAsync(telegram, data, citizens);
        }
        finally
        {
            output.WriteLine(string.Join(", ", _hits.Select(h => $"{h.Key}: {h.Value}")) + $"; {citizens.Count} citizens; {_sendingAtKills} messages were being sent at a kill");
            Directory.Delete(data, true);
        }
    }

    private static async Task RunAndKillAsync(
        FakeTelegram telegram, string data, Dictionary<string, string> settings, List<Citizen> citizens, KillWindow window, Random random)
    {
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await ServiceProcess.StartAsync(data, settings);
        var skip = random.Next(2, 12);
        void KillNow()
        {
            service.Kill();
            killed.TrySetResult();
        }

        switch (window)
        {
            case KillWindow.Sending:
                telegram.AddFault(new Fault { Kind = FaultKind.DropBefore, Method = "sendMessage", Skip = skip, When = _ => { KillNow(); return true; } });
                break;
            case KillWindow.SentNotNoted:
                telegram.AddFault(new Fault { Kind = FaultKind.DropAfter, Method = "sendMessage", Skip = skip, When = _ => { KillNow(); return true; } });
                break;
            case KillWindow.AcceptedNotStepped:
                // A higher offset comes back only after the batch before it is durable.
                telegram.AddFault(new Fault
                {
                    Kind = FaultKind.DropBefore,
                    Method = "getUpdates",
                    Skip = 1,
                    When = e => { KillNow(); return true; },
                });
                break;
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var driving = DriveAsync(telegram, citizens, () => killed.Task.IsCompleted, TimeSpan.FromSeconds(20));
        if (window == KillWindow.InCommit)
        {
            // The database's log holds pages only between the first write of a commit and its checkpoint: that is the moment.
            var log = new FileInfo(Path.Combine(data, "danvan-log.db"));
            var passed = random.Next(0, 25);
            var end = Stopwatch.GetTimestamp() + 20 * Stopwatch.Frequency;
            for (var commits = 0; commits <= passed && Stopwatch.GetTimestamp() < end;)
            {
                log.Refresh();
                if (log.Exists && log.Length > 0 && ++commits <= passed)
                {
                    for (; log.Exists && log.Length > 0; log.Refresh())
                        await Task.Yield();
                }

                if (commits <= passed)
                    await Task.Yield();
            }

            KillNow();
        }

        await driving;
        KillNow();
        await service.WaitAsync();
        telegram.ClearFaults();
    }

    private static async Task DriveAsync(FakeTelegram telegram, List<Citizen> citizens, Func<bool> isOver, TimeSpan atMost)
    {
        var end = Stopwatch.GetTimestamp() + (long)(atMost.TotalSeconds * Stopwatch.Frequency);
        while (!isOver() && Stopwatch.GetTimestamp() < end)
        {
            var seen = telegram.Seq;
            foreach (var citizen in citizens.Where(c => !c.IsDone))
                await citizen.LookAsync();
            try
            {
                await telegram.WaitUntilAsync(t => t.Seq > seen || isOver(), TimeSpan.FromMilliseconds(500));
            }
            catch (TimeoutException)
            {
                // Nothing happened: look at the clock and go on.
            }
        }
    }

    private async Task LookAtTheDeadAsync(string data, KillWindow aimedAt)
    {
        var log = new FileInfo(Path.Combine(data, "danvan-log.db"));
        if (log.Exists && log.Length > 0)
            _hits[KillWindow.InCommit]++;
        await using var store = await OpenAsync(data);
        var figures = await store.FiguresAsync();
        if (figures.MailWaiting > 0)
            _hits[KillWindow.AcceptedNotStepped]++;
        if (figures.OutboxSending > 0 && aimedAt is KillWindow.Sending or KillWindow.SentNotNoted)
            _hits[aimedAt]++;
        _sendingAtKills += (int)figures.OutboxSending;
    }

    private async Task CheckAsync(FakeTelegram telegram, string data, List<Citizen> citizens)
    {
        citizens.Where(c => !c.IsDone).Select(c => c.Id).Should().BeEmpty("every petition that was acknowledged is received in the end");
        await using var store = await OpenAsync(data);
        var figures = await store.FiguresAsync();
        figures.DeadLetters.Should().Be(0);
        figures.MailWaiting.Should().Be(0);
        var bodies = new List<string>();
        string? after = null;
        do
        {
            var page = await store.ListAsync(new RecordQuery(OfficeId.Default, "petition", Limit: 200, After: after));
            bodies.AddRange(page.Records.Select(r => Regex.Unescape(r.Body)));
            after = page.Next;
        }
        while (after is not null);
        foreach (var citizen in citizens)
        {
            var own = bodies.Where(b => b.Contains(Citizen.Content(citizen.Id) + "\"", StringComparison.Ordinal)).ToList();
            own.Should().ContainSingle($"citizen {citizen.Id} sent one petition");
            var codes = telegram.MessagesTo(citizen.Id).Select(m => Code().Match(m.Text).Value).Where(c => c.Length > 0).Distinct().ToList();
            codes.Should().ContainSingle("a repeated receipt carries the same code");
            own[0].Should().Contain(codes[0]);
        }

        var doubled = telegram.Sent.GroupBy(m => (m.ChatId, m.Text, Buttons: string.Join('|', m.Buttons.Select(b => b.Data)))).Sum(g => g.Count() - 1);
        doubled.Should().BeLessThanOrEqualTo(_sendingAtKills, "only what was being sent at a kill may come twice");
        _hits.Values.Should().OnlyContain(n => n >= (IsLong ? 10 : 1), "each window was hit");
    }

    private static async Task<LiteDbStore> OpenAsync(string data) => await LiteDbStore.OpenAsync(new LiteDbStoreOptions
    {
        Folder = data,
        Sealer = KeyFile.LoadOrCreate(Path.Combine(data, "danvan.key"), true),
    });

    [GeneratedRegex("[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}")]
    private static partial Regex Code();

    private enum KillWindow
    {
        AcceptedNotStepped,
        InCommit,
        Sending,
        SentNotNoted,
    }
}
