using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Directives;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Register;
using DanVanBot.Directives.Text;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>
/// The register of directives as records. A document is known by number, date and issuer (<see cref="DirectiveIdentity"/>), its text by its hash and its citation by its
/// file name: each is a unique key, so that two imports at once cannot make two of one document. Its id stays through corrected versions.
/// </summary>
public static class RegisterBook
{
    /// <summary>Kind of the records; the body is the document as <see cref="DirectiveJson"/> stores it.</summary>
    public const string Kind = "directive";

    private const string ByText = "text";
    private const string ByIdentity = "identity";
    private const string ByFile = "file";
    private const string ByNumber = "number";
    private const string Summaries = "summary";

    /// <summary>
    /// Takes a document in. The same text changes nothing, and neither does an earlier version of a document that was replaced since; a new text of a known document
    /// (by identity, else by file name where nothing contradicts) takes its place and the old one goes to its history; a real document replaces the summaries that stand for it.
    /// </summary>
    /// <param name="view">Its writes are to be committed before the next import.</param>
    /// <param name="document">As read.</param>
    /// <param name="now">When.</param>
    /// <param name="by">A person's id, or "operator".</param>
    public static ImportResult Import(StepView view, Directive document, DateTimeOffset now, string by)
    {
        if (Find(view, ByText, document.ContentHash) is { } same)
            return new ImportResult(document, ImportChange.Unchanged, same.Directive.File) { Id = same.Id };
        if (DirectiveVersion.Records.Where(view, ByText, document.ContentHash, 1) is [{ } former] && Get(view, former.Document) is { } later)
            return new ImportResult(document, ImportChange.Earlier, later.Directive.File) { Id = later.Id };

        var known = Find(view, ByIdentity, IdentityOf(document)) ?? SameFile(view, document);
        var summaries = view.List(RecordQuery.Exactly(view.Office, Kind, Summaries, "1", 200)).Records
            .Select(Read).Where(s => DirectiveIdentity.StandsFor(s.Directive, document)).ToList();
        foreach (var summary in summaries)
            view.Delete(Kind, summary.Id);

        if (known is null)
        {
            var added = document with { File = FreeName(view, document.File), Status = summaries.Count == 0 ? document.Status : summaries[0].Directive.Status };
            var entry = new RegisterEntry("d" + document.ContentHash[..32], added);
            Put(view, entry);
            return new ImportResult(added, ImportChange.Added, summaries.Count == 0 ? null : summaries[0].Directive.File) { Id = entry.Id };
        }

        var text = Corrections.Carry(known.Directive, document) with
        {
            File = known.Directive.File,
            Status = known.Directive.Status,
            ReplacedBy = known.Directive.ReplacedBy,
        };
        Keep(view, known, now, by, "text");
        Put(view, known with { Directive = text });
        return new ImportResult(text, ImportChange.Replaced, summaries.Count == 0 ? null : summaries[0].Directive.File) { Id = known.Id };
    }

    /// <summary>Changes what an officer knows better than the text: status, metadata. The history says what stood there before.</summary>
    /// <param name="view">To read and write.</param>
    /// <param name="entry">As it is.</param>
    /// <param name="changed">As it is to be; the same text.</param>
    /// <param name="now">When.</param>
    /// <param name="by">A person's id, or "operator".</param>
    /// <param name="what">In a word, for the history: "status in-force", "number".</param>
    public static void Change(StepView view, RegisterEntry entry, Directive changed, DateTimeOffset now, string by, string what)
    {
        Keep(view, entry, now, by, what);
        Put(view, entry with { Directive = changed });
    }

    /// <summary>Whether another document has what would then be this one's number, date and issuer: the register cannot hold two such.</summary>
    public static bool IsTaken(StepView view, RegisterEntry entry, Directive changed) => Find(view, ByIdentity, IdentityOf(changed)) is { } other && other.Id != entry.Id;

    /// <summary>Sets whether a document is in force. The history says what stands now, and by what it was replaced.</summary>
    /// <param name="view">To read and write.</param>
    /// <param name="entry">As it is.</param>
    /// <param name="status">As it is to be.</param>
    /// <param name="replacedBy">With replaced: number or file name of the successor; null when nobody says.</param>
    /// <param name="now">When.</param>
    /// <param name="by">A person's id, or "operator".</param>
    public static void SetStatus(StepView view, RegisterEntry entry, DirectiveStatus status, string? replacedBy, DateTimeOffset now, string by)
    {
        var successor = status == DirectiveStatus.Replaced ? replacedBy : null;
        Change(view, entry, entry.Directive with { Status = status, ReplacedBy = successor }, now, by, $"status {Wording.Id(status)}{(successor is null ? "" : " by " + successor)}");
    }

    /// <summary>Writes a document under its id, and tells whoever holds the search.</summary>
    public static void Put(StepView view, RegisterEntry entry)
    {
        view.Put(Kind, entry.Id, DirectiveJson.Serialize(entry.Directive), KeysOf(entry.Directive));
        SearchHead.Touch(view);
    }

    /// <summary>Writes a summary of the shipped register, unless the document it stands for is there already.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool PutSummary(StepView view, Directive summary, IReadOnlyList<Directive> known)
    {
        if (known.Any(d => DirectiveIdentity.StandsFor(summary, d)))
            return false;
        Put(view, new RegisterEntry("s" + Hash(summary.File), summary));
        return true;
    }

    /// <summary>One document, read again by id so that the commit checks it.</summary>
    public static RegisterEntry? Get(StepView view, string id) => view.Get(Kind, id) is { } record ? Read(record) : null;

    /// <summary>The document citations call by this file name.</summary>
    public static RegisterEntry? OfFile(StepView view, string file) => Find(view, ByFile, Hash(file));

    /// <summary>Documents of a number ("08-CT/TU" may be two), or the one of a file name.</summary>
    public static IReadOnlyList<RegisterEntry> Named(StepView view, string name) =>
        OfFile(view, name) is { } byFile
            ? [byFile]
            : [.. view.List(RecordQuery.Exactly(view.Office, Kind, ByNumber, Short(DocumentSymbols.Canonical(name)), 50)).Records.Select(r => Get(view, r.Id)).OfType<RegisterEntry>()];

    /// <summary>
    /// Other documents of the same number that may be this one although the rule takes them for others: of the same day with another issuer, or of the same issuer where
    /// one says no day. An officer should look.
    /// </summary>
    public static IReadOnlyList<Directive> Twins(StepView view, Directive document) => document.Number is not { } number
        ? []
        : [.. Named(view, number).Select(e => e.Directive).Where(d => !d.IsSummary && d.File != document.File && d.ContentHash != document.ContentHash && DirectiveIdentity.Key(d) != DirectiveIdentity.Key(document) && MayBeOne(d, document))];

    private static bool MayBeOne(Directive one, Directive other) => one.Date is { } day && other.Date is { } date
        ? day == date
        : one.Issuer is not { } issuer || other.Issuer is not { } by || VietnameseText.Fold(issuer) == VietnameseText.Fold(by);

    /// <summary>What a document was before, newest change first.</summary>
    /// <param name="view">To read.</param>
    /// <param name="id">Of the document.</param>
    /// <param name="limit">Most changes; each holds the whole document as it was.</param>
    public static IReadOnlyList<DirectiveVersion> History(StepView view, string id, int limit = 200) =>
        DirectiveVersion.Records.List(view, RecordQuery.StartingWith(view.Office, DirectiveVersion.Records.Name, null, id + "|", limit) with { Descending = true });

    /// <summary>From the store's form.</summary>
    internal static RegisterEntry Read(StoreRecord record) => new(record.Id, DirectiveJson.Deserialize(record.Body));

    /// <summary>The keys of a document.</summary>
    internal static IReadOnlyList<IndexKey> KeysOf(Directive directive)
    {
        List<IndexKey> keys = [new IndexKey(ByFile, Hash(directive.File), Unique: true)];
        if (directive.Number is { } number)
            keys.Add(new IndexKey(ByNumber, Short(DocumentSymbols.Canonical(number))));
        if (directive.IsSummary)
            return [.. keys, new IndexKey(Summaries, "1")];
        return [.. keys, new IndexKey(ByText, directive.ContentHash, Unique: true), new IndexKey(ByIdentity, IdentityOf(directive), Unique: true)];
    }

    private static RegisterEntry? Find(StepView view, string key, string value) =>
        view.List(RecordQuery.Exactly(view.Office, Kind, key, value, 1)).Records is [{ } record] ? Get(view, record.Id) : null;

    // A file of the same name is the same document only where nothing that both say contradicts it: many offices call every scan "cong van.txt".
    private static RegisterEntry? SameFile(StepView view, Directive document) =>
        OfFile(view, document.File) is { Directive.IsSummary: false } known && DirectiveIdentity.MayBeSame(known.Directive, document) ? known : null;

    private static string FreeName(StepView view, string file)
    {
        var free = file;
        for (var n = 2; OfFile(view, free) is not null; n++)
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)} ({n}){Path.GetExtension(file)}");
        return free;
    }

    private static void Keep(StepView view, RegisterEntry before, DateTimeOffset now, string by, string what)
    {
        var seq = History(view, before.Id, 1) is [{ } last] ? last.Seq + 1 : 1;
        DirectiveVersion.Records.Put(view, new DirectiveVersion(before.Id, seq, now, by, what, before.Directive.ContentHash, DirectiveJson.Serialize(before.Directive)));
    }

    private static string IdentityOf(Directive directive) => Hash(DirectiveIdentity.Key(directive));

    private static string Short(string value) => value.Length <= 80 ? value : Hash(value);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}

/// <summary>A document with its id in the register, which stays through its versions.</summary>
public sealed record RegisterEntry(string Id, Directive Directive);

/// <summary>What a document was before a change.</summary>
/// <param name="Document">Id of the document.</param>
/// <param name="Seq">1 for the first change.</param>
/// <param name="At">When it was changed.</param>
/// <param name="By">A person's id, or "operator".</param>
/// <param name="What">In a word what was changed: "text", "status over".</param>
/// <param name="Text">Hash of the text it had.</param>
/// <param name="Before">The document before, as <see cref="DirectiveJson"/> stores it.</param>
public sealed record DirectiveVersion(string Document, int Seq, DateTimeOffset At, string By, string What, string Text, string Before)
{
    /// <summary>By document in order; key <c>text</c> tells whether a text was there before.</summary>
    public static readonly RecordKind<DirectiveVersion> Records = new(
        "directive-version", v => string.Create(CultureInfo.InvariantCulture, $"{v.Document}|{v.Seq:D6}"), v => [new IndexKey("text", v.Text)]);
}

/// <summary>What an import changed.</summary>
public enum ImportChange
{
    /// <summary>New in the register.</summary>
    Added,

    /// <summary>Another text of a known document; the earlier one is in its history.</summary>
    Replaced,

    /// <summary>The same text is there already.</summary>
    Unchanged,

    /// <summary>An earlier text of a document that has a newer one; nothing was changed.</summary>
    Earlier,
}

/// <summary>One document of an import.</summary>
/// <param name="Directive">As it is in the register, or would have been.</param>
/// <param name="Change">What it changed.</param>
/// <param name="Other">The file it is the same as or an earlier text of, or the summary it replaced.</param>
public sealed record ImportResult(Directive Directive, ImportChange Change, string? Other)
{
    /// <summary>The id of the register's document this is about.</summary>
    public required string Id { get; init; }
}
