using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.WebChat;

namespace DanVanBot.Hosting;

/// <summary>
/// Deletes the content of files that nothing names: what a chat's step gave up (<see cref="FileState.Stray"/>), what a web log had before it was purged, and uploads whose
/// message was never written because the process died. A pass goes through the names page by page, a page a step, a few passes a day; nobody's message waits for it.
/// <para>
/// What may name an attachment is listed in <see cref="Names"/>, each found by a key. Waiting mail may too: nothing is younger than the grace before the oldest of it is
/// looked at. So may dead letters, which are few and are read.
/// </para>
/// </summary>
public sealed class FileSweep(Site site)
{
    private const int PageSize = 100;
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    // Records by kind and the key that holds an attachment's name.
    private static readonly (string Kind, string Key)[] Names = [(StoredFile.Records.Name, "attachment"), (WebLog.Kind, WebLog.FileKey)];

    private Pass? _pass;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    private IBotStore Store => site.Store;

    /// <summary>Does a portion when there is something to do.</summary>
    /// <returns>True while the pass goes on.</returns>
    public async Task<bool> StepAsync(CancellationToken ct)
    {
        if (_pass is null)
        {
            if (site.Time.GetUtcNow() < _next)
                return false;
            _next = site.Time.GetUtcNow() + Every;
            _pass = await BeginAsync(ct).ConfigureAwait(false);
        }

        var page = await Store.ListAttachmentsAsync(site.Office, _pass.PutBefore, _pass.After, PageSize, ct).ConfigureAwait(false);
        foreach (var name in page)
        {
            if (!_pass.DeadLetters.Exists(body => body.Contains(name, StringComparison.Ordinal)) && !await IsNamedAsync(name, ct).ConfigureAwait(false))
                await Store.DeleteAttachmentAsync(site.Office, name, _pass.PutBefore, ct).ConfigureAwait(false);
        }

        _pass = page.Count < PageSize ? null : _pass with { After = page[^1] };
        return _pass is not null;
    }

    // Mail first: what becomes a dead letter meanwhile was waiting before.
    private async Task<Pass> BeginAsync(CancellationToken ct)
    {
        var now = site.Time.GetUtcNow();
        var oldest = (await Store.FiguresAsync(ct).ConfigureAwait(false)).OldestMail ?? now;
        var letters = await DeadLettersAsync(ct).ConfigureAwait(false);
        await ForgetStraysAsync(ct).ConfigureAwait(false);
        return new Pass((oldest < now ? oldest : now) - site.World.Current.Office.Limits.StrayFiles, null, letters);
    }

    private async Task ForgetStraysAsync(CancellationToken ct)
    {
        var query = RecordQuery.Exactly(site.Office, StoredFile.Records.Name, "state", StoredFile.Word(FileState.Stray), PageSize);
        do
        {
            var page = await Store.ListAsync(query, ct).ConfigureAwait(false);
            foreach (var record in page.Records)
            {
                if (StoredFile.Records.Read(record).ShownIn is { } message
                    && await Store.GetOutboxAsync(site.Office, message, ct).ConfigureAwait(false) is { State: OutboxState.Pending or OutboxState.Sending })
                    continue;
                await Store.CommitAsync(
                    new StoreCommit
                    {
                        Office = site.Office,
                        Reads = [new ReadStamp(record.Kind, record.Id, record.Version)],
                        Writes = [new RecordWrite.Delete(record.Kind, record.Id)],
                    },
                    ct).ConfigureAwait(false);
            }

            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    private async Task<bool> IsNamedAsync(string name, CancellationToken ct)
    {
        foreach (var (kind, key) in Names)
        {
            if ((await Store.ListAsync(RecordQuery.Exactly(site.Office, kind, key, name, 1), ct).ConfigureAwait(false)).Records.Count > 0)
                return true;
        }

        return false;
    }

    private async Task<List<string>> DeadLettersAsync(CancellationToken ct)
    {
        var bodies = new List<string>();
        for (var after = 0L; ;)
        {
            var page = await Store.ListDeadLettersAsync(site.Office, after, PageSize, ct).ConfigureAwait(false);
            bodies.AddRange(page.Select(letter => letter.Body).OfType<string>());
            if (page.Count < PageSize)
                return bodies;
            after = page[^1].Number;
        }
    }

    private sealed record Pass(DateTimeOffset PutBefore, string? After, List<string> DeadLetters);
}
