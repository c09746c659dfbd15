using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<OutboxItem>> BeginSendsAsync(
        string channel, DateTimeOffset now, int max, IReadOnlySet<LaneId> resting, CancellationToken ct = default)
    {
        Check.Name(channel, "A channel");
        Check.Between(max, 1, 256, nameof(max));
        var leave = resting.Select(lane => lane.Value).ToHashSet(StringComparer.Ordinal);
        var (run, rows) = await RunAsync(WorkMode.Write, session => (session.Run, session.BeginSends(channel, Ms(now), max, leave)), ct).ConfigureAwait(false);
        var items = new List<OutboxItem>(rows.Count);
        foreach (var row in rows)
        {
            if (TryOpen(Place.Address, row.Lane.Key, row.Address, out var address) && TryOpen(Place.Outbox, row.Key, row.Body, out var body))
            {
                items.Add(new OutboxItem(
                    new OfficeId(row.Lane.Office), row.Row.Id, new LaneId(row.Lane.Lane), address!, body!, row.Policy,
                    row.Row.Reply ? SendUrgency.Reply : SendUrgency.Reminder, row.Row.Attempt, row.MessageId)
                {
                    Fence = run,
                });
                continue;
            }

            // Left in Sending it would hold up its lane, and all that was begun with it, until the next start.
            var reason = Seal(Place.Reason, row.Lane.Office, row.Row.Id, "unreadable");
            await RunAsync(
                WorkMode.Write,
                session => session.CompleteSend(row.Lane, row.Row.Id, row.Row.Attempt, run, new SendOutcome.Rejected("unreadable"), reason, null, Ms(now)),
                CancellationToken.None).ConfigureAwait(false);
            _options.Log.LogError("A message on {Channel} cannot be opened and was given up", channel);
        }

        return items;
    }

    /// <inheritdoc />
    public async Task CompleteSendAsync(
        OutboxItem item, SendOutcome outcome, DateTimeOffset now, IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        var lane = Check.ChatLane(item.Office, item.Lane);
        var boxes = SealMail(mail);
        var text = outcome switch
        {
            SendOutcome.RetryAt retry => retry.Reason,
            SendOutcome.Unreachable unreachable => unreachable.Reason,
            SendOutcome.Rejected rejected => rejected.Reason,
            SendOutcome.Unknown unknown => unknown.Reason,
            _ => null,
        };
        var reason = text == null ? null : Seal(Place.Reason, lane.Office, item.Id, Check.Body(text, "A reason"));
        (byte[], string)? address = outcome is SendOutcome.Moved moved ? SealAddress(lane, moved.Address) : null;
        var accepted = Now;
        var done = await RunAsync(
            WorkMode.Write,
            session =>
            {
                if (!session.CompleteSend(lane, item.Id, item.Attempt, item.Fence, outcome, reason, address, Ms(now)))
                    return false;
                foreach (var box in boxes)
                    session.Accept(box, accepted);
                return true;
            },
            ct).ConfigureAwait(false);
        Hint(StoreWork.Outbox, done);
        Hint(StoreWork.Mail, done && boxes.Length > 0);
    }

    /// <inheritdoc />
    public async Task<int> RecoverSendsAsync(string channel, DateTimeOffset now, CancellationToken ct = default)
    {
        Check.Name(channel, "A channel");
        var found = await RunAsync(WorkMode.Write, session => session.RecoverSends(channel, Ms(now)), ct).ConfigureAwait(false);
        Hint(StoreWork.Outbox, found > 0);
        return found;
    }

    /// <inheritdoc />
    public async Task<OutboxStatus?> GetOutboxAsync(OfficeId office, string id, CancellationToken ct = default)
    {
        var (o, i) = (Check.Office(office), Check.Id(id, "The id of a message"));
        if (await RunAsync(WorkMode.Read, session => session.GetOutbox(o, i), ct).ConfigureAwait(false) is not var (row, live))
            return null;
        var state = !live ? (OutboxState)row.Int("s") : row.Flag("g") ? OutboxState.Sending : OutboxState.Pending;
        return new OutboxStatus(state, row.Int("k"), live ? null : row.TextOrNull("m"), OpenOrNull(Place.Reason, Keys.Of(o, i), row.Box("r")));
    }
}
