using DanVanBot.Core.Storage;

namespace DanVanBot.Tests.WebChat;

/// <summary>The real store with a switch: when it is down every call fails as the real one does when its disk is gone.</summary>
internal sealed class FaultyStore(IBotStore inner) : IBotStore
{
    /// <summary>Nothing answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>Calls of <see cref="AcceptAsync"/> that fail, as when we die between log and inbox.</summary>
    public int AcceptsToFail { get; set; }

    /// <summary>Commits that are written and whose answer is lost.</summary>
    public int CommitAnswersToLose { get; set; }

    /// <summary>Outcomes of sends that are never noted, as when we die after sending.</summary>
    public int NotesToLose { get; set; }

    public event Action<StoreWork>? WorkArrived
    {
        add => inner.WorkArrived += value;
        remove => inner.WorkArrived -= value;
    }

    public Task<IReadOnlyList<bool>> AcceptAsync(IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        if (AcceptsToFail > 0)
        {
            AcceptsToFail--;
            throw new StoreUnavailableException("accept fails in this test");
        }

        return Up().AcceptAsync(mail, ct);
    }

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(OfficeId office, long after, int limit, CancellationToken ct = default) =>
        Up().ListDeadLettersAsync(office, after, limit, ct);

    public Task<bool> ReplayDeadLetterAsync(OfficeId office, long number, CancellationToken ct = default) =>
        Up().ReplayDeadLetterAsync(office, number, ct);

    public async Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken ct = default)
    {
        var result = await Up().CommitAsync(commit, ct);
        if (CommitAnswersToLose > 0)
        {
            CommitAnswersToLose--;
            throw new StoreUnavailableException("the answer is lost in this test");
        }

        return result;
    }

    public Task<IReadOnlyList<LaneClaim>> ClaimAsync(int maxLanes, int maxMail, DateTimeOffset now, CancellationToken ct = default) =>
        Up().ClaimAsync(maxLanes, maxMail, now, ct);

    public Task ReleaseAsync(LaneClaim claim, CancellationToken ct = default) => Up().ReleaseAsync(claim, ct);

    public Task FailMailAsync(LaneClaim claim, string mailId, string reason, DateTimeOffset? retryAt, CancellationToken ct = default) =>
        Up().FailMailAsync(claim, mailId, reason, retryAt, ct);

    public Task<long> SerialAsync(OfficeId office, string counter, string owner, CancellationToken ct = default) =>
        Up().SerialAsync(office, counter, owner, ct);

    public Task<StoreRecord?> GetAsync(OfficeId office, string kind, string id, CancellationToken ct = default) => Up().GetAsync(office, kind, id, ct);

    public Task<RecordPage> ListAsync(RecordQuery query, CancellationToken ct = default) => Up().ListAsync(query, ct);

    public Task<IReadOnlyList<OutboxItem>> BeginSendsAsync(
        string channel, DateTimeOffset now, int max, IReadOnlySet<LaneId> resting, CancellationToken ct = default) =>
        Up().BeginSendsAsync(channel, now, max, resting, ct);

    public Task CompleteSendAsync(OutboxItem item, SendOutcome outcome, DateTimeOffset now, IReadOnlyList<NewMail> mail, CancellationToken ct = default)
    {
        if (NotesToLose == 0)
            return Up().CompleteSendAsync(item, outcome, now, mail, ct);
        NotesToLose--;
        throw new StoreUnavailableException("the outcome is not noted in this test");
    }

    public Task<int> RecoverSendsAsync(string channel, DateTimeOffset now, CancellationToken ct = default) => Up().RecoverSendsAsync(channel, now, ct);

    public Task<OutboxStatus?> GetOutboxAsync(OfficeId office, string id, CancellationToken ct = default) => Up().GetOutboxAsync(office, id, ct);

    public Task<int> FireTimersAsync(DateTimeOffset now, int max, CancellationToken ct = default) => Up().FireTimersAsync(now, max, ct);

    public Task<DateTimeOffset?> NextTimerAsync(CancellationToken ct = default) => Up().NextTimerAsync(ct);

    public Task<IReadOnlyList<FetchItem>> BeginFetchesAsync(string channel, DateTimeOffset now, int max, CancellationToken ct = default) =>
        Up().BeginFetchesAsync(channel, now, max, ct);

    public Task CompleteFetchAsync(FetchItem item, DateTimeOffset? retryAt, IReadOnlyList<NewMail> mail, CancellationToken ct = default) =>
        Up().CompleteFetchAsync(item, retryAt, mail, ct);

    public Task<int> RecoverFetchesAsync(string channel, CancellationToken ct = default) => Up().RecoverFetchesAsync(channel, ct);

    public Task<string> PutAttachmentAsync(OfficeId office, ReadOnlyMemory<byte> content, CancellationToken ct = default) =>
        Up().PutAttachmentAsync(office, content, ct);

    public Task<ReadOnlyMemory<byte>?> GetAttachmentAsync(OfficeId office, string name, CancellationToken ct = default) =>
        Up().GetAttachmentAsync(office, name, ct);

    public Task DeleteAttachmentAsync(OfficeId office, string name, CancellationToken ct = default) => Up().DeleteAttachmentAsync(office, name, ct);

    public Task<bool> DeleteAttachmentAsync(OfficeId office, string name, DateTimeOffset putBefore, CancellationToken ct = default) =>
        Up().DeleteAttachmentAsync(office, name, putBefore, ct);

    public Task<IReadOnlyList<string>> ListAttachmentsAsync(OfficeId office, DateTimeOffset putBefore, string? after, int limit, CancellationToken ct = default) =>
        Up().ListAttachmentsAsync(office, putBefore, after, limit, ct);

    public Task<int> PurgeAsync(DateTimeOffset now, int max, CancellationToken ct = default) => Up().PurgeAsync(now, max, ct);

    public Task<StoreFigures> FiguresAsync(CancellationToken ct = default) => Up().FiguresAsync(ct);

    public Task BackupAsync(string file, CancellationToken ct = default) => Up().BackupAsync(file, ct);

    public Task RestoreAsync(string file, CancellationToken ct = default) => Up().RestoreAsync(file, ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IBotStore Up() => IsDown ? throw new StoreUnavailableException("the store is down in this test") : inner;
}
