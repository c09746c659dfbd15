using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    /// <inheritdoc />
    public async Task<int> FireTimersAsync(DateTimeOffset now, int max, CancellationToken ct = default)
    {
        Check.Between(max, 1, int.MaxValue, nameof(max));
        var fired = await RunAsync(WorkMode.Write, session => session.FireTimers(Ms(now), max), ct).ConfigureAwait(false);
        Hint(StoreWork.Mail, fired > 0);
        return fired;
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextTimerAsync(CancellationToken ct = default) =>
        await RunAsync(WorkMode.Read, session => session.Board.NextTimer, ct).ConfigureAwait(false) is { } due ? Time(due) : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<FetchItem>> BeginFetchesAsync(string channel, DateTimeOffset now, int max, CancellationToken ct = default)
    {
        Check.Name(channel, "A channel");
        Check.Between(max, 1, 256, nameof(max));
        var (run, rows) = await RunAsync(WorkMode.Write, session => (session.Run, session.BeginFetches(channel, Ms(now), max)), ct).ConfigureAwait(false);
        return [.. rows.Select(row => new FetchItem(
            new OfficeId(row.Lane.Office), Keys.Id(row.Key), new LaneId(row.Lane.Lane), Open(Place.Fetch, row.Key, row.FileRef), row.Attempt)
        {
            Fence = run,
        })];
    }

    /// <inheritdoc />
    public async Task CompleteFetchAsync(FetchItem item, DateTimeOffset? retryAt, IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        var office = Check.Office(item.Office);
        var id = Check.Id(item.Id, "The id of a fetch");
        var boxes = SealMail(mail);
        var now = Now;
        var done = await RunAsync(
            WorkMode.Write,
            session =>
            {
                if (!session.CompleteFetch(office, id, item.Attempt, item.Fence, retryAt?.ToUnixTimeMilliseconds(), now))
                    return false;
                foreach (var box in boxes)
                    session.Accept(box, now);
                return true;
            },
            ct).ConfigureAwait(false);
        Hint(StoreWork.Mail, done && boxes.Length > 0);
    }

    /// <inheritdoc />
    public async Task<int> RecoverFetchesAsync(string channel, CancellationToken ct = default)
    {
        Check.Name(channel, "A channel");
        var found = await RunAsync(WorkMode.Write, session => session.RecoverFetches(channel), ct).ConfigureAwait(false);
        Hint(StoreWork.Fetch, found > 0);
        return found;
    }
}
