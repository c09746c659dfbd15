using System.Collections.Immutable;
using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// What the owner thread works on: the open file and the board. Every method runs on that thread, inside the transaction of its batch; it decides
/// everything before it writes anything, because LiteDB cannot take back a part of a transaction.
/// </summary>
internal sealed partial class LiteSession(LiteFile file, long run) : IDisposable
{
    private long _last = run << 40;

    public LiteFile File { get; } = file;

    public Board Board { get; set; } = new();

    /// <summary>Number of this opening of the data; fences what an earlier one handed out.</summary>
    public long Run { get; } = run;

    // Starts above everything an earlier run gave out, so nothing has to be looked up or written to be sure of it.
    public long Next() => ++_last;

    public void Dispose() => File.Dispose();

    /// <summary>Rebuilds the board from the tables.</summary>
    public void Load()
    {
        var board = new Board { Records = File.Count(Schema.Records), DeadLetters = File.Count(Schema.Dead) };
        File.Scan(Schema.Mail, row => board.AddMail(LaneOf(row), MailOf(row)));
        File.Scan(Schema.Outbox, row => board.AddRow(RowLane(row), OutOf(row)));
        File.Scan(Schema.Timers, row => board.SetTimer(row.Text("_id"), row.Long("d")));
        File.Scan(Schema.Fetches, row =>
        {
            if (row.Flag("g"))
                board.AddFetching(RowLane(row).Channel, row.Text("_id"));
            else
                board.AddFetch(RowLane(row).Channel, DueOf(row));
        });
        Board = board;
    }

    private static LaneKey LaneOf(BsonDocument row) => new(row.Text("o"), row.Text("l"));

    private static LaneKey RowLane(BsonDocument row) => new(Keys.Office(row.Text("_id")), row.Text("l"));

    private static MailRef MailOf(BsonDocument row) => new(row.Long("_id"), row.Text("i"), row.Long("t"), row.Long("a"), row.Int("f"), row.Long("n"));

    private static Due DueOf(BsonDocument row) => new(row.Long("n"), row.Long("q"), row.Text("_id"));

    private static OutRef OutOf(BsonDocument row) => new(
        row.Long("q"), Keys.Id(row.Text("_id")), row.Int("u") == (int)SendUrgency.Reply, row.Int("p") == (int)SendPolicy.Repeat,
        row.Long("n"), row.Flag("w"), row.Flag("g"), row.Int("k"), row.TextOrNull("e"));
}
