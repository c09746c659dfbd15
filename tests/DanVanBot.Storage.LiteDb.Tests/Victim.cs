using System.Globalization;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>
/// A process that works on a store from several tasks at once and says on its standard output what was acknowledged to it, until it is killed.
/// Every step writes a record, a message and a timer, and adds one to a shared record.
/// </summary>
internal static class Victim
{
    public const string Argument = "--be-killed";
    public const string Channel = "tg";
    private const int Lanes = 5;
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
    private static readonly string Big = new('b', 30_000);

    public static string KeyOf(string folder) => folder + ".key";

    public static async Task<int> RunAsync(string folder, string round)
    {
        var sealer = KeyFile.LoadOrCreate(KeyOf(folder), LiteDbStore.HasData(folder));
        await using var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = folder, Sealer = sealer });
        Say("open", "now");
        await store.RecoverSendsAsync(Channel, Now);
        await Task.WhenAll(AcceptAsync(store, round, 0), AcceptAsync(store, round, 1), StepAsync(store), StepAsync(store), SendAsync(store), CareAsync(store, round));
        return 0;
    }

    /// <summary>A line of what was acknowledged, of one word and an id.</summary>
    public static (string What, string Id) Read(string line) => line.Split(' ', 2) is [var what, var id] ? (what, id) : ("", "");

    private static void Say(string what, string id) => Console.Out.WriteLine($"{what} {id}");

    private static async Task AcceptAsync(LiteDbStore store, string round, int worker)
    {
        for (var i = 0; ; i++)
        {
            var lane = new LaneId($"{Channel}:{i % Lanes}");
            var ids = Enumerable.Range(0, 1 + (i % 3)).Select(part => $"{round}-{worker}-{i}-{part}").ToList();
            await store.AcceptAsync([.. ids.Select(id => new NewMail(OfficeId.Default, lane, id, i % 17 == 0 ? Big : "\"chào\"", Now, "address"))]);
            ids.ForEach(id => Say("accepted", id));
        }
    }

    private static async Task StepAsync(LiteDbStore store)
    {
        while (true)
        {
            foreach (var claim in await store.ClaimAsync(2, 3, Now))
            {
                foreach (var mail in claim.Mail)
                    await StepAsync(store, claim, mail);
                await store.ReleaseAsync(claim);
            }
        }
    }

    private static async Task StepAsync(LiteDbStore store, LaneClaim claim, MailItem mail)
    {
        CommitResult result;
        do
        {
            var sum = await store.GetAsync(OfficeId.Default, "sum", "all");
            var number = long.Parse(sum?.Body ?? "0", CultureInfo.InvariantCulture) + 1;
            result = await store.CommitAsync(new StoreCommit
            {
                Office = OfficeId.Default,
                Claim = claim,
                MailDone = [mail.Id],
                LaneState = $"\"{mail.Id}\"",
                Reads = [new ReadStamp("sum", "all", sum?.Version ?? 0)],
                Writes =
                [
                    new RecordWrite.Put("sum", "all", number.ToString(CultureInfo.InvariantCulture), []),
                    new RecordWrite.Put("case", mail.Id, mail.Body, [new IndexKey("code", "DV-" + mail.Id, Unique: true), new IndexKey("lane", claim.Lane.Value)]),
                ],
                Outbox = [new NewOutbox("out " + mail.Id, claim.Lane, "\"đã nhận\"", SendPolicy.Repeat, SendUrgency.Reply, Now)],
                Timers = [new NewTimer("t " + mail.Id, LaneId.System("timers"), Now.AddYears(1), "{}")],
            });
        }
        while (result.Status == CommitStatus.Stale);
        if (result.Done)
            Say("stepped", mail.Id);
    }

    private static async Task SendAsync(LiteDbStore store)
    {
        var none = new HashSet<LaneId>();
        while (true)
        {
            foreach (var item in await store.BeginSendsAsync(Channel, Now, 3, none))
            {
                Say("sending", item.Id);
                await store.CompleteSendAsync(item, new SendOutcome.Sent("m"), Now, []);
                Say("sent", item.Id);
            }
        }
    }

    private static async Task CareAsync(LiteDbStore store, string round)
    {
        for (var i = 0; ; i++)
        {
            var owner = $"{round}-{i}";
            Say("numbered", $"{owner}={await store.SerialAsync(OfficeId.Default, "PA", owner)}");
            Say("put", await store.PutAttachmentAsync(OfficeId.Default, System.Text.Encoding.UTF8.GetBytes(owner + Big)));
        }
    }
}
