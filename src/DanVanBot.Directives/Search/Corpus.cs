using System.Collections.Frozen;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Register;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Search;

/// <summary>A document with what the search knows of it beyond its text.</summary>
internal sealed record CorpusDocument(
    Directive Directive,
    int Index,
    int FirstBlock,
    int BlockCount,
    string? Symbol,
    FrozenSet<string> Places,
    FrozenSet<int> Years)
{
    /// <summary>The place of the issuer, folded.</summary>
    public string? Place { get; } = Directive.Origin.Place is { } place ? VietnameseText.Fold(place) : null;

    /// <summary>The place of the body above it, folded.</summary>
    public string? Superior { get; } = Directive.Origin.Superior is { } superior ? VietnameseText.Fold(superior) : null;

    /// <summary>The parts of a year it reports on, as a question names them ("6 thang dau nam").</summary>
    public IReadOnlyList<string> Periods { get; } = Directive.Period is { } period ? Answering.Evidence.Periods(period, Answering.QuestionRules.Default) : [];

    public bool Equals(CorpusDocument? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;
}

/// <summary>A block with its tokens, for choosing passages.</summary>
/// <param name="Context">Terms of what is known of its document; with those of the titles above it (<paramref name="Crumb"/>) they answer for words the block need not repeat.</param>
internal sealed record CorpusBlock(CorpusDocument Document, Block Block, Section Section, int Number, Token[] Tokens, Clause[] Clauses, TermList Body, TermList Crumb, TermList Context, int[] Years, bool HasDuty, bool GivesReasons)
{
    /// <summary>The clause a footnote interrupts in the document; -1 where none does. A quotation across it would be in no copy of the document.</summary>
    public int Interrupted { get; } = FindInterruption(Document.Directive, Block, Clauses);

    private static int FindInterruption(Directive directive, Block block, Clause[] clauses)
    {
        // Without a note inside, the source is hardly longer than the text.
        if (block.End - block.Start < block.Text.Length + 20) return -1;
        foreach (var note in directive.Blocks)
        {
            if (note.Kind != BlockKind.Footnote || note.Start <= block.Start || note.End >= block.End) continue;
            // Markup makes the source a little longer than the text: where in the text the note stood is known to a few letters.
            var source = block.End - block.Start - (note.End - note.Start);
            var at = source <= 0 ? 0 : (int)((long)(note.Start - block.Start) * block.Text.Length / source);
            return Array.FindIndex(clauses, c => at < c.End) is var clause and >= 0 ? clause : clauses.Length - 1;
        }

        return -1;
    }

    public bool Equals(CorpusBlock? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number;

    public int[] Terms => Body.Terms;
}

/// <summary>The terms of a text one by one, and beside each what it is with its marks (0 where it has none).</summary>
internal sealed record TermList(int[] Terms, int[] Marked);

/// <summary>A clause of a block: its characters and its tokens.</summary>
internal readonly record struct Clause(int Start, int End, int FirstToken, int EndToken);

/// <summary>Where the index of a snapshot came from.</summary>
public enum CorpusOrigin
{
    Built,

    /// <summary>Built, and the file could not be written.</summary>
    BuiltUnsaved,
    Loaded,
}

/// <summary>An immutable, numbered snapshot of all documents with everything a question needs precomputed. Safe to share between threads.</summary>
public sealed class Corpus
{
    private readonly Dictionary<object, CorpusDocument> _byDirective;

    private Corpus(IReadOnlyList<Directive> directives, int number, SearchIndex index, List<CorpusDocument> documents, List<CorpusBlock> blocks)
    {
        Directives = directives;
        Number = number;
        Index = index;
        var rules = QuestionRules.Default;
        Documents = documents;
        Blocks = blocks;
        DocumentOf = [.. blocks.Select(b => b.Document.Index)];
        Places = documents.SelectMany(d => d.Places).ToFrozenSet(StringComparer.Ordinal);
        Years = documents.SelectMany(d => d.Years).ToFrozenSet();
        _byDirective = documents.ToDictionary(d => (object)d.Directive, ReferenceEqualityComparer.Instance);
        Types = documents.Select(d => d.Directive.Type).Where(t => t is not null).ToFrozenSet(StringComparer.Ordinal)!;
        Signers = new PhraseSet(documents.Select(d => d.Directive.Signer).Where(s => s is not null && s.Contains(' ', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)!);
        var origins = documents.SelectMany(d => new[] { d.Directive.Origin.Place, d.Directive.Origin.Superior }).Where(p => p is not null && p.Contains(' ', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        PlaceNames = new PhraseSet(origins!);
        Initials = new PlaceInitials(origins!, Places.Select(rules.PlaceName).OfType<string>().ToList());
        Tables = new CorpusTables(documents, blocks, Index, rules);
        Symbols = documents.Where(d => d.Symbol is not null).GroupBy(d => d.Symbol!).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Mentions = documents
            .SelectMany(d => d.Directive.References.Select(r => (Key: DocumentSymbols.Canonical(r.Number), Document: d, Reference: r)))
            .GroupBy(m => m.Key)
            .ToFrozenDictionary(g => g.Key, g => g.Select(m => (m.Document, m.Reference)).ToArray(), StringComparer.Ordinal);
    }

    internal CorpusDocument? DocumentOfFile(string file) => Documents.FirstOrDefault(d => d.Directive.File == file);

    internal CorpusDocument DocumentOfDirective(Directive directive) => _byDirective[directive];

    /// <summary>A corpus without documents.</summary>
    public static Corpus Empty { get; } = Build([], 0);

    public int Number { get; }

    public IReadOnlyList<Directive> Directives { get; }

    internal IReadOnlyList<CorpusDocument> Documents { get; }

    internal IReadOnlyList<CorpusBlock> Blocks { get; }

    internal SearchIndex Index { get; }

    /// <summary>The document of each block, for the one loop over all of them.</summary>
    internal int[] DocumentOf { get; }

    /// <summary>Places any document is from or speaks of, folded.</summary>
    internal FrozenSet<string> Places { get; }

    /// <summary>Years the documents are of.</summary>
    internal FrozenSet<int> Years { get; }

    /// <summary>The types the documents have.</summary>
    internal FrozenSet<string> Types { get; }

    /// <summary>The names of those who signed.</summary>
    internal PhraseSet Signers { get; }

    /// <summary>The places the documents are from.</summary>
    internal PhraseSet PlaceNames { get; }

    internal PlaceInitials Initials { get; }

    internal CorpusTables Tables { get; }

    /// <summary>Stored documents by canonical symbol.</summary>
    internal FrozenDictionary<string, CorpusDocument[]> Symbols { get; }

    /// <summary>Citations by canonical symbol: what is only mentioned and not stored.</summary>
    internal FrozenDictionary<string, (CorpusDocument Document, DocumentReference Reference)[]> Mentions { get; }

    /// <summary>Builds the snapshot. A summary is left out when the real document it stands for is among <paramref name="directives"/>.</summary>
    public static Corpus Build(IEnumerable<Directive> directives, int number = 1)
    {
        ArgumentNullException.ThrowIfNull(directives);
        return Build(DirectiveIdentity.WithoutReplacedSummaries([.. directives]), number);
    }

    /// <summary>
    /// The snapshot with the index from <paramref name="cacheFile"/> where that was made by this build of the program from these very documents;
    /// else built, and the file written anew. The file is a cache: it may be missing, damaged or read-only, and nothing is lost with it.
    /// </summary>
    public static Corpus LoadOrBuild(IEnumerable<Directive> directives, int number, string cacheFile, out CorpusOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(directives);
        ArgumentException.ThrowIfNullOrEmpty(cacheFile);
        var kept = DirectiveIdentity.WithoutReplacedSummaries([.. directives]);
        var key = CorpusFile.KeyOf(kept);
        if (CorpusFile.TryRead(cacheFile, key, kept) is { } saved)
        {
            origin = CorpusOrigin.Loaded;
            return new Corpus(kept, number, saved.Index, saved.Documents, saved.Blocks);
        }

        var corpus = Build(kept, number);
        origin = CorpusFile.TryWrite(cacheFile, key, corpus) ? CorpusOrigin.Built : CorpusOrigin.BuiltUnsaved;
        return corpus;
    }

    private static Corpus Build(IReadOnlyList<Directive> directives, int number)
    {
        var index = new SearchIndex();
        var rules = QuestionRules.Default;
        var documents = new List<CorpusDocument>();
        var blocks = new List<CorpusBlock>();
        foreach (var directive in directives)
        {
            var document = Describe(directive, documents.Count, blocks.Count, rules);
            documents.Add(document);
            var sections = directive.Sections.ToDictionary(s => s.Id, StringComparer.Ordinal);
            foreach (var block in directive.Blocks) blocks.Add(index.Add(document, block, sections, rules));
        }

        index.Freeze(blocks.Count);
        return new Corpus(directives, number, index, documents, blocks);
    }

    private static CorpusDocument Describe(Directive directive, int index, int firstBlock, QuestionRules rules)
    {
        var text = string.Join('\n', directive.Blocks.Select(b => b.Text));
        var tokens = Tokenizer.Tokenize(text);
        var places = rules.PlacesIn(tokens, text, assumeMarks: true).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        if (directive.Origin.Place is { } own) places.Add(VietnameseText.Fold(own));
        if (directive.Origin.Superior is { } superior) places.Add(VietnameseText.Fold(superior));
        var years = new HashSet<int>();
        if (directive.Year is { } year) years.Add(year);
        if (directive.Date is { } date) years.Add(date.Year);
        // A document without a year is not older than the newest document it cites.
        if (years.Count == 0 && directive.References.Max(r => r.Date) is { } newest) years.Add(newest.Year);
        return Describe(directive, index, firstBlock, places, years);
    }

    internal static CorpusDocument Describe(Directive directive, int index, int firstBlock, IEnumerable<string> places, IEnumerable<int> years) => new(
        directive,
        index,
        firstBlock,
        directive.Blocks.Count,
        directive.Number is null ? null : DocumentSymbols.Canonical(directive.Number),
        places.ToFrozenSet(StringComparer.Ordinal),
        years.ToFrozenSet());
}
