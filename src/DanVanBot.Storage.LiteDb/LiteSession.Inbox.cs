using LiteDB;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    /// <returns>True when it was new.</returns>
    public bool Accept(SealedMail mail, long now)
    {
        if (mail.Address != null && File.Find(Schema.Doors, mail.Lane.Key)?.Text("h") != mail.AddressHash)
            SetAddress(mail.Lane, mail.Address, mail.AddressHash!);

        var key = Keys.Of(mail.Lane.Office, mail.Id);
        if (File.Has(Schema.Seen, key))
            return false;
        File.Insert(Schema.Seen, new BsonDocument { ["_id"] = key, ["t"] = now });
        var row = new BsonDocument
        {
            ["_id"] = Next(),
            ["o"] = mail.Lane.Office,
            ["l"] = mail.Lane.Lane,
            ["i"] = mail.Id,
            ["b"] = mail.Body,
            ["t"] = mail.AcceptedAt,
            ["a"] = now,
        };
        File.Insert(Schema.Mail, row);
        Board.AddMail(mail.Lane, MailOf(row));
        return true;
    }

    public IReadOnlyList<ClaimRow> Claim(int maxLanes, int maxMail, long now)
    {
        var claims = new List<ClaimRow>();
        while (claims.Count < maxLanes)
        {
            var token = Next();
            if (Board.Claim(now, token, maxMail) is not var (lane, mail))
                break;
            var bodies = mail.Select(each => (each, File.Find(Schema.Mail, each.Seq)!.Box("b")!)).ToList();
            claims.Add(new ClaimRow(
                lane, token, File.Find(Schema.Doors, lane.Key)?.Box("a"), File.Find(Schema.Lanes, lane.Key)?.Box("s"), bodies));
        }

        return claims;
    }

    public bool Release(LaneKey lane, long token) => Board.Release(lane, token);

    public void FailMail(LaneKey lane, long token, string id, byte[] reason, long? retryAt, long now)
    {
        if (!Board.Holds(lane, token) || Board.MailOf(lane, id) is not { } mail)
            return;
        var row = File.Find(Schema.Mail, mail.Seq)!;
        row["f"] = mail.Failures + 1;
        if (retryAt is { } at)
        {
            row["n"] = at;
            File.Update(Schema.Mail, row);
            Board.ReplaceMail(lane, mail, MailOf(row));
            return;
        }

        row["r"] = reason;
        row["s"] = row["t"];
        row["t"] = now;
        row.Remove("n");
        File.Insert(Schema.Dead, row);
        File.Delete(Schema.Mail, mail.Seq);
        Board.RemoveMail(lane, mail);
        Board.DeadLetters++;
    }

    /// <summary>Dead letters of an office above a number, in its order.</summary>
    public List<BsonDocument> DeadLetters(string office, long after, int limit)
    {
        var found = new List<BsonDocument>();
        while (true)
        {
            var rows = File.Range(Schema.Dead, "_id", after + 1, long.MaxValue, descending: false, limit);
            found.AddRange(rows.Where(row => row.Text("o") == office).Take(limit - found.Count));
            if (rows.Count < limit || found.Count == limit)
                return found;
            after = rows[^1].Long("_id");
        }
    }

    public bool Replay(string office, long number, long now)
    {
        if (File.Find(Schema.Dead, number) is not { } row || row.Text("o") != office)
            return false;
        File.Delete(Schema.Dead, number);
        Board.DeadLetters--;
        row["_id"] = Next();
        row["t"] = DeadAcceptedAt(row);
        foreach (var field in new[] { "f", "r", "s", "n" })
            row.Remove(field);
        File.Insert(Schema.Mail, row);
        // Its id may have been forgotten meanwhile: it is waiting again, and so accepted.
        File.Upsert(Schema.Seen, new BsonDocument { ["_id"] = Keys.Of(office, row.Text("i")), ["t"] = now });
        Board.AddMail(LaneOf(row), MailOf(row));
        return true;
    }

    public static long DeadAcceptedAt(BsonDocument row) => row["s"].IsNumber ? row.Long("s") : row.Long("a");

    private void SetAddress(LaneKey lane, byte[] address, string hash) =>
        File.Upsert(Schema.Doors, new BsonDocument { ["_id"] = lane.Key, ["a"] = address, ["h"] = hash });
}
