using DanVanBot.Core.Storage;

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
        try
        {
            return [.. rows.Select(Open)];
        }
        catch
        {
            // Nobody is told of these claims, so nobody could end them.
            foreach (var row in rows)
                await RunAsync(WorkMode.Read, session => session.Release(row.Lane, row.Token), CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private LaneClaim Open(ClaimRow row)
    {
        var mail = row.Mail.Select(each => new MailItem(
            each.Mail.Id, each.Mail.Seq, Open(Place.Mail, Keys.Of(row.Lane.Office, each.Mail.Id), each.Body), Time(each.Mail.AcceptedAt), each.Mail.Failures)).ToList();
        return new LaneClaim(
            new OfficeId(row.Lane.Office), new LaneId(row.Lane.Lane), row.Token, OpenOrNull(Place.Address, row.Lane.Key, row.Address),
            OpenOrNull(Place.State, row.Lane.Key, row.State), mail);
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
