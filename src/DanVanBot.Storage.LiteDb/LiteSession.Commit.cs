using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    public CommitResult Commit(SealedCommit step, long now)
    {
        if (step.Lane is { } held && !Board.Holds(held, step.Token))
            return new(CommitStatus.ClaimLost, held.Lane);
        foreach (var read in step.Reads)
        {
            if ((File.Find(Schema.Records, Keys.Of(step.Office, read.Kind, read.Id))?.Long("v") ?? 0) != read.Version)
                return new(CommitStatus.Stale, $"{read.Kind} {read.Id}");
        }

        if (FirstTaken(step) is { } taken)
            return new(CommitStatus.KeyTaken, taken);

        // Nothing is refused from here on.
        foreach (var write in step.Writes)
            Write(step.Office, write, now);
        if (step.Lane is { } lane)
        {
            foreach (var mail in step.MailDone.Select(id => Board.MailOf(lane, id)).OfType<MailRef>())
            {
                File.Delete(Schema.Mail, mail.Seq);
                Board.RemoveMail(lane, mail);
            }

            if (step.LaneState != null)
                File.Upsert(Schema.Lanes, new BsonDocument { ["_id"] = lane.Key, ["s"] = step.LaneState });
        }

        foreach (var row in step.Outbox)
            AddOutbox(row, now);
        foreach (var id in step.TimersCancelled)
            CancelTimer(Keys.Of(step.Office, id));
        foreach (var timer in step.Timers)
            SetTimer(timer);
        foreach (var mail in step.Mail)
            Accept(mail, now);
        foreach (var fetch in step.Fetches)
            AddFetch(fetch);
        return CommitResult.Committed;
    }

    /// <summary>Goes through the writes in order, with what they free and take, and names the first key that another record has.</summary>
    private string? FirstTaken(SealedCommit step)
    {
        if (!step.Writes.Any(write => write.Keys.Count > 0))
            return null;
        var keysNow = new Dictionary<(string Kind, string Id), IReadOnlyList<SealedKey>>();
        foreach (var write in step.Writes)
        {
            foreach (var key in write.Keys)
            {
                if (IsTaken(step.Office, write, key, keysNow))
                    return $"{write.Kind} {key.Name}";
            }

            keysNow[(write.Kind, write.Id)] = write.Keys;
        }

        return null;
    }

    private bool IsTaken(string office, SealedWrite write, SealedKey key, Dictionary<(string Kind, string Id), IReadOnlyList<SealedKey>> keysNow)
    {
        foreach (var ((kind, id), keys) in keysNow)
        {
            if (kind == write.Kind && id != write.Id && keys.Any(other => other.Name == key.Name && other.Value == key.Value && (other.Unique || key.Unique)))
                return true;
        }

        // Two are enough when only this record and one more can be there; a key that is not unique may have many, of which a unique one is the exception.
        var low = Keys.Join(Keys.EntryPrefix(office, write.Kind, key.Name), [.. key.Bytes, 0]);
        var high = Keys.Join(Keys.EntryPrefix(office, write.Kind, key.Name), [.. key.Bytes, 1]);
        var limit = 2 + keysNow.Count;
        return File.Range(Schema.RecordKeys, "_id", low, high, descending: false, limit).Any(entry =>
        {
            var id = Keys.RecordOf(entry["_id"].AsBinary);
            return id != write.Id && !keysNow.ContainsKey((write.Kind, id)) && (key.Unique || entry.Flag("u"));
        });
    }

    private void Write(string office, SealedWrite write, long now)
    {
        var key = Keys.Of(office, write.Kind, write.Id);
        var old = File.Find(Schema.Records, key);
        var oldKeys = old == null ? [] : KeysOf(old).ToDictionary(each => Keys.Entry(office, write.Kind, each.Name, Check.KeyValue(each.Value), write.Id), ByBytes);
        var entries = write.Keys.ToDictionary(each => Keys.Entry(office, write.Kind, each.Name, each.Bytes, write.Id), each => each, ByBytes);
        foreach (var entry in oldKeys.Keys.Where(entry => !entries.ContainsKey(entry)))
            File.Delete(Schema.RecordKeys, entry);
        foreach (var (entry, each) in entries)
        {
            if (!oldKeys.TryGetValue(entry, out var same))
                File.Insert(Schema.RecordKeys, new BsonDocument { ["_id"] = entry, ["u"] = each.Unique });
            else if (same.Unique != each.Unique)
                File.Update(Schema.RecordKeys, new BsonDocument { ["_id"] = entry, ["u"] = each.Unique });
        }

        if (write.Body == null)
        {
            if (old == null)
                return;
            File.Delete(Schema.Records, key);
            File.Upsert(Schema.Gone, new BsonDocument { ["_id"] = key, ["v"] = old.Long("v"), ["t"] = now });
            Board.Records--;
            return;
        }

        var version = (old ?? File.Find(Schema.Gone, key))?.Long("v") ?? 0;
        var row = new BsonDocument
        {
            ["_id"] = key,
            ["v"] = version + 1,
            ["b"] = write.Body,
            ["k"] = new BsonArray(write.Keys.Select(each => new BsonArray(each.Name, each.Value, each.Unique))),
        };
        if (old != null)
        {
            File.Update(Schema.Records, row);
            return;
        }

        File.Insert(Schema.Records, row);
        if (version > 0)
            File.Delete(Schema.Gone, key);
        Board.Records++;
    }

    private static readonly IEqualityComparer<byte[]> ByBytes = EqualityComparer<byte[]>.Create((a, b) => a.AsSpan().SequenceEqual(b), HashOf);

    private static int HashOf(byte[] bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    public static IReadOnlyList<IndexKey> KeysOf(BsonDocument row) =>
        [.. row["k"].AsArray.Select(each => new IndexKey(each[0].AsString, each[1].AsString, each[2].AsBoolean))];
}
