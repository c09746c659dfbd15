using LiteDB;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    private void SetTimer(SealedTimer timer)
    {
        var key = Keys.Of(timer.Lane.Office, timer.Id);
        File.Upsert(Schema.Timers, new BsonDocument { ["_id"] = key, ["l"] = timer.Lane.Lane, ["d"] = timer.Due, ["b"] = timer.Body });
        Board.SetTimer(key, timer.Due);
    }

    private void CancelTimer(string key)
    {
        if (Board.DropTimer(key))
            File.Delete(Schema.Timers, key);
    }

    public int FireTimers(long now, int max)
    {
        var fired = 0;
        for (; fired < max && Board.DueTimer(now) is { } key; fired++)
        {
            var row = File.Find(Schema.Timers, key)!;
            CancelTimer(key);
            Accept(new SealedMail(RowLane(row), Place.TimerMail(Keys.Id(key), row.Long("d")), row.Box("b")!, now, null, null), now);
        }

        return fired;
    }

    private void AddFetch(SealedFetch fetch)
    {
        var key = Keys.Of(fetch.Lane.Office, fetch.Id);
        if (File.Has(Schema.Fetches, key) || File.Has(Schema.Fetched, key))
            return;
        var row = new BsonDocument { ["_id"] = key, ["q"] = Next(), ["l"] = fetch.Lane.Lane, ["b"] = fetch.FileRef, ["n"] = 0L };
        File.Insert(Schema.Fetches, row);
        Board.AddFetch(fetch.Lane.Channel, DueOf(row));
    }

    public List<FetchRow> BeginFetches(string channel, long now, int max)
    {
        var rows = new List<FetchRow>();
        while (rows.Count < max && Board.DueFetch(channel, now) is { } key)
        {
            var row = File.Find(Schema.Fetches, key)!;
            Board.DropFetch(channel, DueOf(row));
            Board.AddFetching(channel, key);
            row["g"] = true;
            row["k"] = row.Int("k") + 1;
            File.Update(Schema.Fetches, row);
            rows.Add(new FetchRow(key, RowLane(row), row.Box("b")!, row.Int("k")));
        }

        return rows;
    }

    public bool CompleteFetch(string office, string id, int attempt, long fence, long? retryAt, long now)
    {
        var key = Keys.Of(office, id);
        if (fence != Run || File.Find(Schema.Fetches, key) is not { } row || !row.Flag("g") || row.Int("k") != attempt)
            return false;
        if (retryAt is { } at)
        {
            Offer(row, at);
            return true;
        }

        File.Delete(Schema.Fetches, key);
        File.Insert(Schema.Fetched, new BsonDocument { ["_id"] = key, ["t"] = now });
        Board.DropFetching(RowLane(row).Channel, key);
        return true;
    }

    public int RecoverFetches(string channel)
    {
        var left = Board.Fetching(channel).ToList();
        foreach (var key in left)
            Offer(File.Find(Schema.Fetches, key)!, 0);
        return left.Count;
    }

    private void Offer(BsonDocument row, long at)
    {
        row["g"] = false;
        row["n"] = at;
        File.Update(Schema.Fetches, row);
        Board.DropFetching(RowLane(row).Channel, row.Text("_id"));
        Board.AddFetch(RowLane(row).Channel, DueOf(row));
    }
}
