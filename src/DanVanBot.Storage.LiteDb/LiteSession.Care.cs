using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    private const long Day = 24L * 60 * 60 * 1000;

    /// <summary>Large transactions are slow and grow the cache for good; the caller comes again until nothing is left.</summary>
    private const int Portion = 500;

    public int Purge(long now, int max)
    {
        var left = Math.Min(max, Portion);
        var gone = 0;
        gone += PurgeSeen(now - (7 * Day), left - gone);
        gone += PurgeOld(Schema.Gone, now - (7 * Day), left - gone);
        gone += PurgeOld(Schema.Ended, now - (30 * Day), left - gone);
        gone += PurgeOld(Schema.Fetched, now - (30 * Day), left - gone);
        var dead = PurgeOld(Schema.Dead, now - (90 * Day), left - gone);
        Board.DeadLetters -= dead;
        return gone + dead;
    }

    // The id of mail that still waits (it failed, and fails) stays: taken in again it would be handled twice.
    private int PurgeSeen(long before, int max)
    {
        if (max == 0)
            return 0;
        var ids = File.Range(Schema.Seen, "t", long.MinValue, before, descending: false, max + Board.WaitingSince(before))
            .Select(row => row.Text("_id")).Where(id => !Board.IsWaiting(id)).Take(max).ToList();
        ids.ForEach(id => File.Delete(Schema.Seen, id));
        return ids.Count;
    }

    private int PurgeOld(string table, long before, int max)
    {
        if (max == 0)
            return 0;
        var ids = File.Range(table, "t", long.MinValue, before, descending: false, max).Select(row => row["_id"]).ToList();
        ids.ForEach(id => File.Delete(table, id));
        return ids.Count;
    }

    public StoreFigures Figures() => new(
        Board.MailWaiting, Board.OutboxWaiting, Board.OutboxSending, Board.FetchesWaiting, Board.Timers, Board.DeadLetters, Board.Records,
        Board.OldestMail is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest) : null);
}
