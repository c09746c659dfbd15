using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>The register for those outside a step: commands and the search index.</summary>
public sealed class DirectiveRegister(IBotStore store, OfficeId office, TimeProvider time)
{
    /// <summary>Every document, summaries included.</summary>
    public async Task<IReadOnlyList<Directive>> AllAsync(CancellationToken ct = default)
    {
        var all = new List<Directive>();
        await foreach (var record in RecordsAsync(ct).ConfigureAwait(false))
            all.Add(RegisterBook.Read(record).Directive);
        return all;
    }

    /// <summary>Takes documents in, each in a commit of its own: what is said of one before another is refused stays true.</summary>
    /// <exception cref="StoreUnavailableException">The store is closed, or others keep changing the same documents.</exception>
    public async Task<IReadOnlyList<ImportResult>> ImportAsync(IReadOnlyList<Directive> documents, CancellationToken ct = default)
    {
        var results = new List<ImportResult>();
        foreach (var document in documents)
        {
            var (result, isDone) = await store.ChangeAsync(office, view => RegisterBook.Import(view, document, time.GetUtcNow(), "operator"), ct).ConfigureAwait(false);
            if (!isDone)
                throw new StoreUnavailableException("Others keep changing the same documents.");
            results.Add(result);
        }

        return results;
    }

    /// <summary>Gives documents of an earlier release their keys. Two that are one by today's rules stay two, as the office knows them.</summary>
    public async Task UpgradeAsync(CancellationToken ct = default)
    {
        await foreach (var record in RecordsAsync(ct).ConfigureAwait(false))
        {
            if (record.Keys.Count > 0)
                continue;
            var keys = RegisterBook.KeysOf(RegisterBook.Read(record).Directive);
            var done = await CommitAsync(keys).ConfigureAwait(false);
            if (!done.Done)
                await CommitAsync([.. keys.Where(k => !k.Unique)]).ConfigureAwait(false);

            Task<CommitResult> CommitAsync(IReadOnlyList<IndexKey> with) => store.CommitAsync(
                new StoreCommit
                {
                    Office = office,
                    Reads = [new ReadStamp(record.Kind, record.Id, record.Version)],
                    Writes = [new RecordWrite.Put(record.Kind, record.Id, record.Body, with)],
                },
                ct);
        }
    }

    private async IAsyncEnumerable<StoreRecord> RecordsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await store.ListAsync(new RecordQuery(office, RegisterBook.Kind, Limit: 100, After: after), ct).ConfigureAwait(false);
            foreach (var record in page.Records)
                yield return record;
            after = page.Next;
        }
        while (after is not null);
    }
}
