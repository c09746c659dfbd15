using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Core.Delivery;

/// <summary>
/// Sends the outbox of one channel: marks rows as Sending, sends them side by side (never two of one chat), notes every outcome. Keeps to the channel's pace.
/// </summary>
public sealed partial class SendPump(IBotStore store, IChannel channel, TimeProvider time, ILogger<SendPump> log)
{
    private static readonly TimeSpan[] Backoff =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    // One chat whose server is silent must not hold up all others: a step waits so long for its sends, then goes on with the rest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // When the service stops, a message on the wire gets so long to be answered; else nobody would know whether it arrived.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(8);

    private readonly PaceKeeper _pace = new(channel.Pace);
    private readonly HashSet<Task> _underWay = [];
    private bool _isRecovered;

    /// <summary>When the pump should look again although nothing new came; null when only something new can help.</summary>
    public DateTimeOffset? NextLook { get; private set; }

    /// <summary>Waits until nothing is under way any more; for the end of the service.</summary>
    public Task DrainAsync() => Task.WhenAll(_underWay);

    /// <summary>Sends what may be sent now; returns how many attempts were begun.</summary>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_isRecovered)
        {
            var found = await store.RecoverSendsAsync(channel.Instance, now, ct).ConfigureAwait(false);
            if (found > 0)
                LogRecovered(channel.Instance, found);
            _isRecovered = true;
        }

        _underWay.RemoveWhere(t => t.IsCompletedSuccessfully);
        if (_underWay.FirstOrDefault(t => t.IsFaulted) is { } failed)
        {
            _underWay.Remove(failed);
            await failed.ConfigureAwait(false);
        }

        var allowed = Math.Min(_pace.Available(now), channel.Pace.Together - _underWay.Count);
        NextLook = Look(now);
        if (allowed <= 0)
            return 0;
        var items = await store.BeginSendsAsync(channel.Instance, now, allowed, _pace.Resting(now), ct).ConfigureAwait(false);
        if (items.Count == 0)
            return 0;
        // From here on rows are Sending: they are brought to an end even when the host stops.
        var begun = items.Select(SendAsync).ToList();
        _underWay.UnionWith(begun);
        var all = Task.WhenAll(begun);
        if (await Task.WhenAny(all, Task.Delay(Patience, time, CancellationToken.None)).ConfigureAwait(false) == all)
            await all.ConfigureAwait(false);
        NextLook = Look(time.GetUtcNow());
        return items.Count;

        // With sends under way an end of one of them is no event of the store: look again soon.
        DateTimeOffset? Look(DateTimeOffset at)
        {
            var next = _pace.NextLook(at);
            return _underWay.Any(t => !t.IsCompleted) && (next is null || next > at + Patience) ? at + Patience : next;
        }

        async Task SendAsync(OutboxItem item)
        {
            _pace.Note(item.Lane, item.Address, now);
            var outcome = await AttemptAsync(item, ct).ConfigureAwait(false);
            var ended = time.GetUtcNow();
            if (outcome is SendOutcome.RetryAt later)
                _pace.Rest(item.Lane, later.When);
            IReadOnlyList<NewMail> mail = outcome is SendOutcome.Unreachable gone
                ? [new NewMail(item.Office, item.Lane, "not-reached:" + item.Id, new Inbound.NotReached(gone.Reason).ToJson(), ended)]
                : [];
            await store.CompleteSendAsync(item, outcome, ended, mail, CancellationToken.None).ConfigureAwait(false);
            if (outcome is SendOutcome.Rejected or SendOutcome.Unknown)
                LogOutcome(channel.Instance, outcome.GetType().Name, item.Attempt);
        }
    }

    private async Task<SendOutcome> AttemptAsync(OutboxItem item, CancellationToken stopping)
    {
        using var grace = new CancellationTokenSource();
        await using var registration = stopping.Register(static state => ((CancellationTokenSource)state!).CancelAfter(StopGrace), grace).ConfigureAwait(false);
        try
        {
            var message = MessageJson.Read(item.Body);
            var files = await FilesAsync(item, message).ConfigureAwait(false);
            var outcome = await channel.SendAsync(new OutboundMessage(item.Id, item.Address, message, item.EditsMessageId, files), grace.Token).ConfigureAwait(false);
            return outcome is SendOutcome.RetryAt or SendOutcome.Unknown ? Later(outcome, item) : outcome;
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // A channel must not throw; if it does, or the host stops in the middle, nobody knows what arrived.
            return Later(new SendOutcome.Unknown(time.GetUtcNow(), e.GetType().Name), item);
        }
    }

    // A channel that says "later" without a reason to wait gets the ladder; its own retry_after stands.
    private SendOutcome Later(SendOutcome outcome, OutboxItem item)
    {
        var ladder = time.GetUtcNow() + Backoff[Math.Min(item.Attempt - 1, Backoff.Length - 1)];
        return outcome switch
        {
            SendOutcome.RetryAt retry when retry.When <= time.GetUtcNow() => retry with { When = ladder },
            SendOutcome.Unknown unknown when unknown.Again <= time.GetUtcNow() => unknown with { Again = ladder },
            _ => outcome,
        };
    }

    private async Task<IReadOnlyList<OutboundFile>> FilesAsync(OutboxItem item, Dialogs.BotMessage message)
    {
        var files = new List<OutboundFile>();
        foreach (var id in message.Attachments)
        {
            if (await store.GetAsync(item.Office, StoredFile.Records.Name, id).ConfigureAwait(false) is not { } record)
                continue;
            var file = StoredFile.Records.Read(record);
            if (file.Attachment is null)
                continue;
            try
            {
                if (await store.GetAttachmentAsync(item.Office, file.Attachment).ConfigureAwait(false) is { } content)
                    files.Add(new OutboundFile(
                        file.Name ?? file.Id + FileKind.ExtensionOf(file.ContentType), file.ContentType ?? "application/octet-stream", content));
            }
            catch (InvalidDataException)
            {
                LogDamaged(channel.Instance);
            }
        }

        return files;
    }

    [LoggerMessage(1101, LogLevel.Warning, "{Channel}: {Count} messages were being sent when the service ended; they follow their policy now")]
    private partial void LogRecovered(string channel, int count);

    [LoggerMessage(1102, LogLevel.Warning, "{Channel}: an attempt to send ended as {Outcome} (attempt {Attempt})")]
    private partial void LogOutcome(string channel, string outcome, int attempt);

    [LoggerMessage(1103, LogLevel.Error, "{Channel}: a stored file is damaged and was left out of a message")]
    private partial void LogDamaged(string channel);
}
