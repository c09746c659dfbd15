using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>
/// The one door of a store that a channel uses, in memory, with a switch that takes the medium away. What a real store does with it is that store's
/// compliance suite; here only what the channel does before and after is in question.
/// </summary>
internal sealed class AcceptingStore : IBotStore
{
    private readonly List<NewMail> _kept = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public event Action<StoreWork>? WorkArrived;

    /// <summary>The medium is gone.</summary>
    public bool Down { get; set; }

    /// <summary>The next call keeps what it gets and then fails, as when the answer of a commit is lost.</summary>
    public bool FailAfterKeeping { get; set; }

    public int Calls { get; private set; }

    public IReadOnlyList<NewMail> Kept
    {
        get
        {
            lock (_kept)
                return [.. _kept];
        }
    }

    public IReadOnlyList<Inbound> Inbound => [.. Kept.Select(m => Core.Channels.Inbound.Parse(m.Body))];

    public IReadOnlyList<string> Texts => [.. Inbound.OfType<Core.Channels.Inbound.Said>().Select(s => s.Text)];

    public Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        lock (_kept)
        {
            Calls++;
            if (Down)
                throw new StoreUnavailableException("The disk is gone.");
            var isNew = new List<bool>();
            foreach (var one in mail)
            {
                isNew.Add(_seen.Add(one.Id));
                if (isNew[^1])
                    _kept.Add(one);
            }

            if (FailAfterKeeping)
            {
                FailAfterKeeping = false;
                throw new StoreUnavailableException("The disk went away.");
            }

            WorkArrived?.Invoke(StoreWork.Mail);
            return Task.FromResult<IReadOnlyList<bool>>(isNew);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<IReadOnlyList<LaneClaim>> ClaimAsync(int maxLanes, int maxMail, DateTimeOffset now, CancellationToken ct = default) => throw new NotSupportedException();

    public Task ReleaseAsync(LaneClaim claim, CancellationToken ct = default) => throw new NotSupportedException();

    public Task FailMailAsync(LaneClaim claim, string mailId, string reason, DateTimeOffset? retryAt, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(OfficeId office, long after, int limit, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<bool> ReplayDeadLetterAsync(OfficeId office, long number, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<long> SerialAsync(OfficeId office, string counter, string owner, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<StoreRecord?> GetAsync(OfficeId office, string kind, string id, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<RecordPage> ListAsync(RecordQuery query, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxItem>> BeginSendsAsync(string channel, DateTimeOffset now, int max, IReadOnlySet<LaneId> resting, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task CompleteSendAsync(OutboxItem item, SendOutcome outcome, DateTimeOffset now, IReadOnlyList<NewMail> mail, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<int> RecoverSendsAsync(string channel, DateTimeOffset now, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<OutboxStatus?> GetOutboxAsync(OfficeId office, string id, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<int> FireTimersAsync(DateTimeOffset now, int max, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextTimerAsync(CancellationToken ct = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<FetchItem>> BeginFetchesAsync(string channel, DateTimeOffset now, int max, CancellationToken ct = default) => throw new NotSupportedException();

    public Task CompleteFetchAsync(FetchItem item, DateTimeOffset? retryAt, IReadOnlyList<NewMail> mail, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<int> RecoverFetchesAsync(string channel, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<string> PutAttachmentAsync(OfficeId office, ReadOnlyMemory<byte> content, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>?> GetAttachmentAsync(OfficeId office, string name, CancellationToken ct = default) => throw new NotSupportedException();

    public Task DeleteAttachmentAsync(OfficeId office, string name, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<bool> DeleteAttachmentAsync(OfficeId office, string name, DateTimeOffset putBefore, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListAttachmentsAsync(OfficeId office, DateTimeOffset putBefore, string? after, int limit, CancellationToken ct = default) =>
        throw new NotSupportedException();

    public Task<int> PurgeAsync(DateTimeOffset now, int max, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<StoreFigures> FiguresAsync(CancellationToken ct = default) => throw new NotSupportedException();

    public Task BackupAsync(string file, CancellationToken ct = default) => throw new NotSupportedException();

    public Task RestoreAsync(string file, CancellationToken ct = default) => throw new NotSupportedException();
}
