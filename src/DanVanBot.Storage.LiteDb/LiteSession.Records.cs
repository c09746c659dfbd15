using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    public RecordRow? Get(string office, string kind, string id) =>
        File.Find(Schema.Records, Keys.Of(office, kind, id)) is { } row ? RecordOf(row, id) : null;

    /// <summary>Records whose key lies from low to below high, both of them ends of a range that never leaves its office, kind and key.</summary>
    public List<RecordRow> ListById(string office, string kind, BsonValue low, BsonValue high, bool descending, int limit)
    {
        var prefix = Keys.Of(office, kind, "").Length;
        return [.. File.Range(Schema.Records, "_id", low, high, descending, limit).Select(row => RecordOf(row, row.Text("_id")[prefix..]))];
    }

    /// <summary>The same by entries of a key; the entry is handed out with its record, for the cursor.</summary>
    public List<(byte[] Entry, RecordRow Record)> ListByKey(string office, string kind, byte[] low, byte[] high, bool descending, int limit)
    {
        var found = new List<(byte[], RecordRow)>();
        foreach (var entry in File.Range(Schema.RecordKeys, "_id", low, high, descending, limit))
        {
            var bytes = entry["_id"].AsBinary;
            found.Add((bytes, Get(office, kind, Keys.RecordOf(bytes))!));
        }

        return found;
    }

    public long Serial(string office, string counter, string owner)
    {
        var key = Keys.Of(office, counter, owner);
        if (File.Find(Schema.Serials, key) is { } given)
            return given.Long("n");
        var counterKey = Keys.Of(office, counter);
        var number = (File.Find(Schema.Counters, counterKey)?.Long("n") ?? 0) + 1;
        File.Upsert(Schema.Counters, new BsonDocument { ["_id"] = counterKey, ["n"] = number });
        File.Insert(Schema.Serials, new BsonDocument { ["_id"] = key, ["n"] = number });
        return number;
    }

    private static RecordRow RecordOf(BsonDocument row, string id) => new(id, row.Long("v"), row.Box("b")!, KeysOf(row));
}
