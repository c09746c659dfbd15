using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    private const int TimerIdLimit = 170;

    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken ct = default)
    {
        var step = SealCommit(commit);
        var now = Now;
        var result = await RunAsync(WorkMode.Write, session => session.Commit(step, now), ct).ConfigureAwait(false);
        if (!result.Done)
            return result;
        Hint(StoreWork.Mail, step.Mail.Count > 0);
        Hint(StoreWork.Outbox, step.Outbox.Count > 0);
        Hint(StoreWork.Timer, step.Timers.Count > 0);
        Hint(StoreWork.Fetch, step.Fetches.Count > 0);
        return result;
    }

    private SealedCommit SealCommit(StoreCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var office = Check.Office(commit.Office);
        LaneKey? lane = commit.Claim == null ? null : Check.Lane(commit.Claim.Office, commit.Claim.Lane);
        if (lane is { } held && held.Office != office)
            throw new ArgumentException("The claim of a commit is of its office.");
        if (lane == null && (commit.MailDone.Count > 0 || commit.LaneState != null))
            throw new ArgumentException("Mail done and a lane's state need the claim of the lane.");
        if (commit.Mail.Any(mail => mail.Office != commit.Office))
            throw new ArgumentException("Mail of a commit is of its office.");
        foreach (var read in commit.Reads)
            Check.Id(read.Id, $"The id of a {Check.Name(read.Kind, "A kind")}");

        return new SealedCommit(
            office, lane, commit.Claim?.Token ?? 0, commit.MailDone,
            commit.LaneState == null ? null : Seal(Place.State, lane!.Value, Check.Body(commit.LaneState, "A lane's state")),
            commit.Reads, [.. commit.Writes.Select(write => SealWrite(office, write))],
            [.. commit.Outbox.Select(row => SealOutbox(commit.Office, row))],
            [.. commit.Timers.Select(timer => SealTimer(commit.Office, timer))],
            [.. commit.TimersCancelled.Select(id => Check.Id(id, "The id of a timer", TimerIdLimit))],
            SealMail(commit.Mail), [.. commit.Fetches.Select(fetch => SealFetch(commit.Office, fetch))]);
    }

    private SealedWrite SealWrite(string office, RecordWrite write)
    {
        var kind = Check.Name(write.Kind, "A kind");
        var id = Check.Id(write.Id, $"The id of a {kind}");
        if (write is not RecordWrite.Put put)
            return new SealedWrite(kind, id, null, []);
        var keys = put.Keys.Select(key => new SealedKey(Check.Name(key.Name, "The name of a key"), key.Value, Check.KeyValue(key.Value), key.Unique))
            .DistinctBy(key => (key.Name, key.Value)).ToList();
        return new SealedWrite(kind, id, _sealer.Seal(Place.Record(kind), Keys.Of(office, id), Check.Body(put.Body, $"The body of a {kind}")), keys);
    }

    private SealedOutbox SealOutbox(OfficeId office, NewOutbox row)
    {
        var lane = Check.ChatLane(office, row.Lane);
        var id = Check.Id(row.Id, "The id of a message");
        var edits = row.Edits == null ? null : Check.Id(row.Edits, "The id of the message to edit");
        return new SealedOutbox(
            id, lane, Seal(Place.Outbox, lane.Office, id, Check.Body(row.Body, "A message")), row.Policy, row.Urgency, Ms(row.NotBefore), edits);
    }

    // Sealed as the mail it will be: it becomes that on the owner thread, which runs no cipher.
    private SealedTimer SealTimer(OfficeId office, NewTimer timer)
    {
        var lane = Check.Lane(office, timer.Lane);
        var id = Check.Id(timer.Id, "The id of a timer", TimerIdLimit);
        var due = Ms(timer.DueAt);
        return new SealedTimer(id, lane, due, Seal(Place.Mail, lane.Office, Place.TimerMail(id, due), Check.Body(timer.Body, "The body of a timer")));
    }

    private SealedFetch SealFetch(OfficeId office, NewFetch fetch)
    {
        var lane = Check.ChatLane(office, fetch.Lane);
        var id = Check.Id(fetch.Id, "The id of a fetch");
        return new SealedFetch(id, lane, Seal(Place.Fetch, lane.Office, id, Check.Body(fetch.FileRef, "A file reference")));
    }
}
