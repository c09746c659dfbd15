using System.Collections.Concurrent;
using System.Globalization;

namespace DanVanBot.Storage.Compliance;

/// <summary>Many callers, all methods mixed: what must hold whatever the order was.</summary>
public abstract class ParallelTests : StoreTests
{
    private const int Lanes = 8;
    private const int Each = 20;

    [Fact]
    public async Task Everything_AtOnce_HandlesEachMailOnceInOrderAndSendsEachMessageOnce()
    {
        var handled = new ConcurrentDictionary<LaneId, ConcurrentQueue<string>>();
        var sent = new ConcurrentBag<string>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var helpers = new List<Task>
        {
            Task.Run(() => RepeatAsync(() => StepAsync(handled), done.Token), Ct),
            Task.Run(() => RepeatAsync(() => StepAsync(handled), done.Token), Ct),
            Task.Run(() => RepeatAsync(() => StepAsync(handled), done.Token), Ct),
            Task.Run(() => RepeatAsync(() => SendAsync(sent), done.Token), Ct),
            Task.Run(() => RepeatAsync(() => SendAsync(sent), done.Token), Ct),
            Task.Run(() => RepeatAsync(ReadAsync, done.Token), Ct),
            Task.Run(() => RepeatAsync(FilesAsync, done.Token), Ct),
            Task.Run(() => RepeatAsync(async () => await Store.FireTimersAsync(Now.AddDays(1), 3, Ct), done.Token), Ct),
        };

        // Each lane has its own sender, so that the order of acceptance is known; each piece comes in twice.
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => FeedAsync(lane), Ct)));
        var expected = Lanes * Each * 2;
        while ((await Store.ListAsync(new RecordQuery(Office, "sum"), Ct)).Records.Sum(record => long.Parse(record.Body, CultureInfo.InvariantCulture)) < expected || sent.Count < expected)
            helpers.Should().NotContain(helper => helper.IsFaulted, "{0}", helpers.Find(helper => helper.IsFaulted)?.Exception);
        await done.CancelAsync();
        await Task.WhenAll(helpers);

        handled.Should().HaveCount(Lanes);
        foreach (var (lane, ids) in handled)
        {
            ids.Should().OnlyHaveUniqueItems();
            ids.Where(id => !id.StartsWith("timer:", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, Each).Select(i => $"{lane}-{i}"));
            ids.Should().HaveCount(Each * 2);
        }

        sent.Should().OnlyHaveUniqueItems().And.HaveCount(expected);
        (await Store.GetAsync(Office, "sum", "all", Ct))!.Body.Should().Be(expected.ToString(CultureInfo.InvariantCulture));
        (await Store.FiguresAsync(Ct)).Should().BeEquivalentTo(new { MailWaiting = 0, OutboxWaiting = 0, OutboxSending = 0, Timers = 0 });
    }

    private static async Task RepeatAsync(Func<Task> work, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            await work();
            await Task.Yield();
        }
    }

    private async Task FeedAsync(int number)
    {
        var lane = new LaneId($"tg:{number}");
        for (var i = 0; i < Each; i++)
            (await Store.AcceptAsync([Mail($"{lane}-{i}", lane, address: "a"), Mail($"{lane}-{i}", lane)], Ct)).Should().Equal(true, false);
    }

    private async Task StepAsync(ConcurrentDictionary<LaneId, ConcurrentQueue<string>> handled)
    {
        foreach (var claim in await Store.ClaimAsync(3, 4, Now, Ct))
        {
            foreach (var mail in claim.Mail)
            {
                CommitResult result;
                do
                {
                    var sum = await Store.GetAsync(Office, "sum", "all", Ct);
                    var number = long.Parse(sum?.Body ?? "0", CultureInfo.InvariantCulture) + 1;
                    result = await Store.CommitAsync(
                        new StoreCommit
                        {
                            Office = Office,
                            Claim = claim,
                            MailDone = [mail.Id],
                            LaneState = $"\"{mail.Id}\"",
                            Reads = [new ReadStamp("sum", "all", sum?.Version ?? 0)],
                            Writes = [new RecordWrite.Put("sum", "all", $"{number}", []), Put(mail.Id, "{}", new IndexKey("number", $"{number}", Unique: true))],
                            Outbox = [Message("out " + mail.Id, claim.Lane)],
                            Timers = mail.Id.StartsWith("timer:", StringComparison.Ordinal) ? [] : [new NewTimer(mail.Id, claim.Lane, Now, "{}")],
                        },
                        Ct);
                }
                while (result.Status == CommitStatus.Stale);
                result.Done.Should().BeTrue("{0}", result);
                handled.GetOrAdd(claim.Lane, _ => new()).Enqueue(mail.Id);
            }

            await Store.ReleaseAsync(claim, Ct);
        }
    }

    private async Task SendAsync(ConcurrentBag<string> sent)
    {
        foreach (var item in await BeginAsync(4))
        {
            await CompleteAsync(item, new SendOutcome.Sent("m"));
            sent.Add(item.Id);
        }
    }

    private async Task ReadAsync()
    {
        var page = await Store.ListAsync(new RecordQuery(Office, "case", "number", Limit: 50, Descending: true), Ct);
        page.Records.Should().OnlyHaveUniqueItems(record => record.Id);
        foreach (var record in page.Records.Take(3))
            (await Store.GetAsync(Office, "case", record.Id, Ct)).Should().BeEquivalentTo(record);
        (await Store.FiguresAsync(Ct)).MailWaiting.Should().BeGreaterThanOrEqualTo(0);
    }

    private async Task FilesAsync()
    {
        var name = await Store.PutAttachmentAsync(Office, new byte[5000], Ct);
        (await Store.GetAttachmentAsync(Office, name, Ct))!.Value.Length.Should().Be(5000);
        await Store.SerialAsync(Office, "PA", name, Ct);
    }
}
