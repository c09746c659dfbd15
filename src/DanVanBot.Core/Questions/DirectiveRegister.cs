using DanVanBot.Core.Storage;
using DanVanBot.Directives;
using Directive = DanVanBot.Directives.Directive;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Register;

namespace DanVanBot.Core.Questions;

/// <summary>The register of directives in the store: one record a document, by the name of its file.</summary>
public sealed class DirectiveRegister(IBotStore store, OfficeId office)
{
    /// <summary>Kind of the records.</summary>
    public const string Kind = "directive";

    /// <summary>Every document, summaries included.</summary>
    public async Task<IReadOnlyList<Directive>> AllAsync(CancellationToken ct = default)
    {
        var all = new List<Directive>();
        string? after = null;
        do
        {
            var page = await store.ListAsync(new RecordQuery(office, Kind, Limit: 100, After: after), ct).ConfigureAwait(false);
            all.AddRange(page.Records.Select(r => DirectiveJson.Deserialize(r.Body)));
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>
    /// Takes documents in. The same text twice changes nothing; another text under the same file name replaces it; a real document replaces the summaries
    /// that stand for it.
    /// </summary>
    public async Task<IReadOnlyList<ImportResult>> ImportAsync(IReadOnlyList<Directive> documents, CancellationToken ct = default)
    {
        var known = await AllAsync(ct).ConfigureAwait(false);
        var results = new List<ImportResult>();
        foreach (var document in documents)
        {
            var same = known.FirstOrDefault(d => !d.IsSummary && d.ContentHash == document.ContentHash);
            if (same is not null)
            {
                results.Add(new ImportResult(document, ImportChange.Unchanged, same.File));
                continue;
            }

            var earlier = known.FirstOrDefault(d => !d.IsSummary && d.File == document.File);
            var summaries = known.Where(d => d.IsSummary && DirectiveIdentity.StandsFor(d, document)).ToList();
            var writes = new List<RecordWrite> { ToWrite(document) };
            writes.AddRange(summaries.Select(s => new RecordWrite.Delete(Kind, IdOf(s))));
            var done = await store.CommitAsync(new StoreCommit { Office = office, Writes = writes }, ct).ConfigureAwait(false);
            if (!done.Done)
                throw new StoreUnavailableException($"An import was refused: {done.Status} {done.Detail}");
            results.Add(new ImportResult(document, earlier is null ? ImportChange.Added : ImportChange.Replaced, summaries.FirstOrDefault()?.File));
        }

        return results;
    }

    /// <summary>Writes one document in a view.</summary>
    public static void Put(Conversations.StepView view, Directive directive) => view.Put(Kind, IdOf(directive), DirectiveJson.Serialize(directive), []);

    /// <summary>One document as a write.</summary>
    public static RecordWrite ToWrite(Directive directive) => new RecordWrite.Put(Kind, IdOf(directive), DirectiveJson.Serialize(directive), []);

    // File names may hold any letter; ids are short ASCII.
    private static string IdOf(Directive directive) => (directive.IsSummary ? "s" : "d")
        + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(directive.File)))[..32];
}

/// <summary>What an import changed.</summary>
public enum ImportChange
{
    /// <summary>New in the register.</summary>
    Added,

    /// <summary>Another text under the same file name.</summary>
    Replaced,

    /// <summary>The same text is there already.</summary>
    Unchanged,
}

/// <summary>One document of an import.</summary>
/// <param name="Directive">As read.</param>
/// <param name="Change">What it changed.</param>
/// <param name="Other">The file it is the same as, or the summary it replaced.</param>
public sealed record ImportResult(Directive Directive, ImportChange Change, string? Other);
