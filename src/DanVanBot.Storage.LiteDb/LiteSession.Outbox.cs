using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

internal sealed partial class LiteSession
{
    private void AddOutbox(SealedOutbox row, long now)
    {
        var key = Keys.Of(row.Lane.Office, row.Id);
        if (File.Has(Schema.Outbox, key) || File.Has(Schema.Ended, key))
            return;

        var due = row.NotBefore <= now ? 0 : row.NotBefore;
        string? edits = null;
        if (row.Edits != null)
        {
            var targetKey = Keys.Of(row.Lane.Office, row.Edits);
            var live = File.Find(Schema.Outbox, targetKey);
            edits = (live ?? File.Find(Schema.Ended, targetKey))?.TextOrNull("e") ?? row.Edits;
            foreach (var older in Board.Rows(row.Lane).Where(other => other.Edits == edits && !other.Sending).ToList())
                End(row.Lane, older, OutboxState.Dropped, null, null, now);

            // An edit does not overtake the message it edits.
            if (File.Find(Schema.Outbox, Keys.Of(row.Lane.Office, edits)) is { } first && Board.Row(row.Lane, first.Long("q")) is { Tried: false } waiting)
                due = Math.Max(due, waiting.Due);
        }

        var document = new BsonDocument
        {
            ["_id"] = key,
            ["q"] = Next(),
            ["l"] = row.Lane.Lane,
            ["b"] = row.Body,
            ["p"] = (int)row.Policy,
            ["u"] = (int)row.Urgency,
            ["n"] = due,
            ["e"] = edits.OrNull(),
        };
        File.Insert(Schema.Outbox, document);
        Board.AddRow(row.Lane, OutOf(document));
    }

    public List<SendRow> BeginSends(string channel, long now, int max, IReadOnlySet<string> resting)
    {
        var rows = new List<SendRow>();
        foreach (var lane in Board.Offered(channel, now))
        {
            if (rows.Count == max)
                break;
            if (resting.Contains(lane.Lane))
                continue;
            SendRow? next = null;
            while (next == null && Board.Front(lane, now) is { } front)
                next = Begin(lane, front, now);
            if (next != null)
                rows.Add(next);
        }

        return rows;
    }

    // Null: the row ended instead, and the lane may have another.
    private SendRow? Begin(LaneKey lane, OutRef front, long now)
    {
        string? messageId = null;
        if (front.Edits != null)
        {
            if (File.Find(Schema.Ended, Keys.Of(lane.Office, front.Edits)) is not { } first || first.Int("s") != (int)OutboxState.Sent)
            {
                End(lane, front, OutboxState.Dropped, null, null, now);
                return null;
            }

            messageId = first.TextOrNull("m");
        }

        if (File.Find(Schema.Doors, lane.Key)?.Box("a") is not { } address)
        {
            End(lane, front, OutboxState.Unreachable, null, null, now);
            return null;
        }

        var row = File.Find(Schema.Outbox, Keys.Of(lane.Office, front.Id))!;
        row["g"] = true;
        row["w"] = true;
        row["k"] = front.Attempt + 1;
        var begun = Replace(lane, front, row);
        return new SendRow(row.Text("_id"), lane, address, row.Box("b")!, begun, (SendPolicy)row.Int("p"), messageId);
    }

    /// <returns>False when the outcome came too late and nothing was changed.</returns>
    public bool CompleteSend(LaneKey lane, string id, int attempt, long fence, SendOutcome outcome, byte[]? reason, (byte[] Box, string Hash)? address, long now)
    {
        if (fence != Run || File.Find(Schema.Outbox, Keys.Of(lane.Office, id)) is not { } row || !row.Flag("g") || row.Int("k") != attempt)
            return false;
        var sending = Board.Row(lane, row.Long("q"))!;
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                End(lane, sending, OutboxState.Sent, sent.MessageId, null, now);
                break;
            case SendOutcome.RetryAt retry:
                Reopen(lane, sending, row, Ms(retry.When), reason, now);
                break;
            case SendOutcome.Rejected:
                End(lane, sending, OutboxState.Rejected, null, reason, now);
                break;
            case SendOutcome.Unknown unknown when sending.Repeat:
                Reopen(lane, sending, row, Ms(unknown.Again), reason, now);
                break;
            case SendOutcome.Unknown:
                End(lane, sending, OutboxState.Dropped, null, reason, now);
                break;
            case SendOutcome.Moved:
                SetAddress(lane, address!.Value.Box, address.Value.Hash);
                Reopen(lane, sending, row, 0, null, now);
                break;
            case SendOutcome.Unreachable:
                foreach (var each in Board.Rows(lane).ToList())
                    End(lane, each, OutboxState.Unreachable, null, each == sending ? reason : null, now);
                break;
            default:
                throw new ArgumentException($"Unknown outcome {outcome.GetType().Name}.");
        }

        return true;
    }

    public int RecoverSends(string channel, long now)
    {
        var left = Board.SendingOf(channel);
        foreach (var (lane, sending) in left)
            Recover(lane, sending, now);
        return left.Count;
    }

    /// <summary>After a restore: what the copy shows as under way is not under way any more.</summary>
    public void RecoverAll(long now)
    {
        var channels = new HashSet<string>(StringComparer.Ordinal);
        File.Scan(Schema.Outbox, row => channels.Add(RowLane(row).Channel));
        File.Scan(Schema.Fetches, row => channels.Add(RowLane(row).Channel));
        foreach (var channel in channels)
        {
            RecoverSends(channel, now);
            RecoverFetches(channel);
        }
    }

    private void Recover(LaneKey lane, OutRef sending, long now)
    {
        if (sending.Repeat)
            Reopen(lane, sending, File.Find(Schema.Outbox, Keys.Of(lane.Office, sending.Id))!, 0, null, now);
        else
            End(lane, sending, OutboxState.Dropped, null, null, now);
    }

    public (BsonDocument Row, bool Live)? GetOutbox(string office, string id) =>
        File.Find(Schema.Outbox, Keys.Of(office, id)) is { } live ? (live, true)
        : File.Find(Schema.Ended, Keys.Of(office, id)) is { } ended ? (ended, false)
        : null;

    private void Reopen(LaneKey lane, OutRef sending, BsonDocument row, long due, byte[]? reason, long now)
    {
        // While it was under way a newer edit of the same message may have been written: that one stands.
        if (sending.Edits != null && Board.Rows(lane).Any(other => other.Edits == sending.Edits && other.Seq > sending.Seq))
        {
            End(lane, sending, OutboxState.Dropped, null, reason, now);
            return;
        }

        row["g"] = false;
        row["n"] = due;
        row["r"] = reason.OrNull();
        Replace(lane, sending, row);
    }

    private OutRef Replace(LaneKey lane, OutRef old, BsonDocument row)
    {
        var changed = OutOf(row);
        File.Update(Schema.Outbox, row);
        Board.ReplaceRow(lane, old, changed);
        return changed;
    }

    // The body does not go along: what ended needs no words any more.
    private void End(LaneKey lane, OutRef row, OutboxState state, string? messageId, byte[]? reason, long now)
    {
        var key = Keys.Of(lane.Office, row.Id);
        File.Delete(Schema.Outbox, key);
        File.Insert(Schema.Ended, new BsonDocument
        {
            ["_id"] = key,
            ["s"] = (int)state,
            ["k"] = row.Attempt,
            ["m"] = messageId.OrNull(),
            ["e"] = row.Edits.OrNull(),
            ["r"] = reason.OrNull(),
            ["t"] = now,
        });
        Board.RemoveRow(lane, row);
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
