using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (mail.Count == 0)
            return [];
        var boxes = SealMail(mail);
        var now = Now;
        var fresh = await RunAsync(WorkMode.Write, session => boxes.Select(box => session.Accept(box, now)).ToArray(), ct).ConfigureAwait(false);
        Hint(StoreWork.Mail, fresh.Contains(true));
        return fresh;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<LaneClaim>> ClaimAsync(int maxLanes, int maxMail, DateTimeOffset now, CancellationToken ct = default)
    {
        Check.Between(maxLanes, 1, 256, nameof(maxLanes));
        Check.Between(maxMail, 1, int.MaxValue, nameof(maxMail));
        var rows = await RunAsync(WorkMode.Read, session => session.Claim(maxLanes, maxMail, Ms(now)), ct).ConfigureAwait(false);
        var claims = new List<LaneClaim>(rows.Count);
        try
        {
            foreach (var row in rows)
            {
                if (await OpenAsync(row).ConfigureAwait(false) is { } claim)
                    claims.Add(claim);
            }

            return claims;
        }
        catch
        {
            // Nobody is told of these claims, so nobody could end them.
            foreach (var row in rows)
                await RunAsync(WorkMode.Read, session => session.Release(row.Lane, row.Token), CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // What cannot be opened would make every claim of its lane fail for ever: it is put aside, and the rest goes on. Without its state a lane cannot go on at all;
    // its mail is put aside too, so that nothing is lost when the data is put right.
    private async Task<LaneClaim?> OpenAsync(ClaimRow row)
    {
        var hasState = TryOpen(Place.State, row.Lane.Key, row.State, out var state);
        var mail = new List<MailItem>(row.Mail.Count);
        var unreadable = new List<string>();
        foreach (var (each, body) in row.Mail)
        {
            if (hasState && TryOpen(Place.Mail, Keys.Of(row.Lane.Office, each.Id), body, out var text))
                mail.Add(new MailItem(each.Id, each.Seq, text!, Time(each.AcceptedAt), each.Failures));
            else
                unreadable.Add(each.Id);
        }

        if (unreadable.Count > 0)
            await PutAsideAsync(row, unreadable, hasState ? "mail-unreadable" : "state-unreadable").ConfigureAwait(false);
        if (mail.Count > 0)
            return new LaneClaim(
                new OfficeId(row.Lane.Office), new LaneId(row.Lane.Lane), row.Token, TryOpen(Place.Address, row.Lane.Key, row.Address, out var address) ? address : null, state, mail);
        var more = await RunAsync(WorkMode.Read, session => session.Release(row.Lane, row.Token), CancellationToken.None).ConfigureAwait(false);
        Hint(StoreWork.Mail, more);
        return null;
    }

    private async Task PutAsideAsync(ClaimRow row, List<string> ids, string reason)
    {
        var now = Now;
        var boxes = ids.Select(id => (Id: id, Reason: Seal(Place.Reason, row.Lane.Office, id, reason))).ToList();
        await RunAsync(
            WorkMode.Write,
            session =>
            {
                foreach (var (id, box) in boxes)
                    session.FailMail(row.Lane, row.Token, id, box, null, now);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        _options.Log.LogError("{Count} pieces of mail on {Channel} became dead letters: {Reason}", ids.Count, row.Lane.Channel, reason);
    }

    private bool TryOpen(string kind, string key, byte[]? box, out string? text)
    {
        try
        {
            text = OpenOrNull(kind, key, box);
            return true;
        }
        catch (InvalidDataException)
        {
            text = null;
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(OfficeId office, long after, int limit, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        Check.Between(limit, 1, 200, nameof(limit));
        var rows = await RunAsync(WorkMode.Read, session => session.DeadLetters(o, after, limit), ct).ConfigureAwait(false);
        return [.. rows.Select(row =>
        {
            var (id, key) = (row.Text("i"), Keys.Of(o, row.Text("i")));
            return new DeadLetter(
                row.Long("_id"), new LaneId(row.Text("l")), id, TryOpen(Place.Mail, key, row.Box("b"), out var body) ? body : null,
                TryOpen(Place.Reason, key, row.Box("r"), out var reason) ? reason : null, row.Int("f"), Time(LiteSession.DeadAcceptedAt(row)), Time(row.Long("t")));
        })];
    }

    /// <inheritdoc />
    public async Task<bool> ReplayDeadLetterAsync(OfficeId office, long number, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        var now = Now;
        var done = await RunAsync(WorkMode.Write, session => session.Replay(o, number, now), ct).ConfigureAwait(false);
        Hint(StoreWork.Mail, done);
        return done;
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(LaneClaim claim, CancellationToken ct = default)
    {
        var lane = Check.Lane(claim.Office, claim.Lane);
        var more = await RunAsync(WorkMode.Read, session => session.Release(lane, claim.Token), ct).ConfigureAwait(false);
        Hint(StoreWork.Mail, more);
    }

    /// <inheritdoc />
    public async Task FailMailAsync(LaneClaim claim, string mailId, string reason, DateTimeOffset? retryAt, CancellationToken ct = default)
    {
        var lane = Check.Lane(claim.Office, claim.Lane);
        var box = Seal(Place.Reason, lane.Office, mailId, Check.Body(reason, nameof(reason)));
        var now = Now;
        await RunAsync(
            WorkMode.Write,
            session =>
            {
                session.FailMail(lane, claim.Token, mailId, box, retryAt?.ToUnixTimeMilliseconds(), now);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    private SealedMail[] SealMail(IReadOnlyList<NewMail> mail) => [.. mail.Select(SealMail)];

    private SealedMail SealMail(NewMail mail)
    {
        var lane = Check.Lane(mail.Office, mail.Lane);
        var id = Check.Id(mail.Id, "The id of mail");
        var body = Seal(Place.Mail, lane.Office, id, Check.Body(mail.Body, "The body of mail"));
        var (box, hash) = mail.Address == null ? default : SealAddress(lane, mail.Address);
        return new SealedMail(lane, id, body, Ms(mail.AcceptedAt), box, hash);
    }

    private (byte[] Box, string Hash) SealAddress(LaneKey lane, string address) =>
        (Seal(Place.Address, lane, Check.Body(address, "An address")), _sealer.Lookup("address " + lane.Key, address));

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
