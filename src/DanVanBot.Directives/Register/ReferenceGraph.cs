using System.Globalization;
using System.Text;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Register;

/// <summary>What a document does to one it cites, as its words say.</summary>
public enum RelationKind
{
    Cites,
    Amends,
    Replaces,
    Repeals,
}

/// <summary>One citation as an edge. <paramref name="To"/> is null where the cited document is not in the register, or more than one may be meant.</summary>
/// <param name="Sentence">Where it stands, verbatim.</param>
public sealed record Relation(Directive From, DocumentReference Reference, RelationKind Kind, Directive? To, string Sentence);

/// <summary>The documents of a register and what they cite. Pure: the same documents give the same graph.</summary>
public static class ReferenceGraph
{
    private static readonly Lazy<Words> Loaded = new(() => new Words(DataNode.Embedded("relations.yaml")));

    /// <summary>Every citation of real documents and summaries, each cited document once a document, with the strongest kind.</summary>
    public static IReadOnlyList<Relation> Of(IReadOnlyList<Directive> directives)
    {
        ArgumentNullException.ThrowIfNull(directives);
        return [.. directives.SelectMany(d => Of(d, directives))];
    }

    /// <summary>The citations of one document among those of a register.</summary>
    public static IReadOnlyList<Relation> Of(Directive directive, IReadOnlyList<Directive> directives)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(directives);
        var byNumber = directives.Where(d => d.Number is not null).ToLookup(d => DocumentSymbols.Canonical(d.Number!), StringComparer.Ordinal);
        var blocks = directive.Blocks.ToDictionary(b => b.Id, StringComparer.Ordinal);
        var own = directive.Number is null ? null : DocumentSymbols.Canonical(directive.Number);
        var dates = directive.References.Where(r => r.Date is not null).ToLookup(r => DocumentSymbols.Canonical(r.Number), r => r.Date, StringComparer.Ordinal);
        return
        [
            .. directive.References
                .Select(r => Relate(directive, r with { Date = r.Date ?? OnlyDate(r) }, blocks.GetValueOrDefault(r.BlockId), byNumber))
                .Where(r => !ReferenceEquals(r.To, directive) && (r.To is not null || DocumentSymbols.Canonical(r.Reference.Number) != own || r.Reference.Date != directive.Date))
                .GroupBy(r => (DocumentSymbols.Canonical(r.Reference.Number), r.Reference.Date))
                .Select(g => g.MaxBy(r => r.Kind)!),
        ];

        // A text gives the date once and then only the number.
        DateOnly? OnlyDate(DocumentReference reference) =>
            dates[DocumentSymbols.Canonical(reference.Number)].Distinct().ToList() is [var date] ? date : null;
    }

    /// <summary>Documents of the register that another one says it replaces or repeals while their status does not say so yet: for an officer to decide.</summary>
    public static IReadOnlyList<Relation> Proposals(IReadOnlyList<Relation> relations)
    {
        ArgumentNullException.ThrowIfNull(relations);
        return [.. relations.Where(r => r is { Kind: RelationKind.Replaces or RelationKind.Repeals, To.Status: DirectiveStatus.Unknown or DirectiveStatus.InForce })];
    }

    /// <summary>The graph as Mermaid: documents of the register as boxes, cited ones that are not there as rounded ones.</summary>
    /// <param name="directives">The documents to draw.</param>
    /// <param name="relations">Their citations.</param>
    public static string ToMermaid(IReadOnlyList<Directive> directives, IReadOnlyList<Relation> relations)
    {
        ArgumentNullException.ThrowIfNull(directives);
        ArgumentNullException.ThrowIfNull(relations);
        var text = new StringBuilder("flowchart LR\n");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var nodes = directives.Concat(relations.SelectMany(r => r.To is null ? [r.From] : new[] { r.From, r.To })).DistinctBy(d => d.File, StringComparer.Ordinal);
        foreach (var directive in nodes)
            text.Append(CultureInfo.InvariantCulture, $"  {Id("f|" + directive.File)}[\"{Label(directive)}\"]\n");
        foreach (var relation in relations)
        {
            string target;
            if (relation.To is { } known)
                target = Id("f|" + known.File);
            else
            {
                var reference = relation.Reference;
                var key = $"r|{DocumentSymbols.Canonical(reference.Number)}|{reference.Date:yyyy-MM-dd}";
                var isNew = !ids.ContainsKey(key);
                target = Id(key);
                if (isNew)
                    text.Append(CultureInfo.InvariantCulture, $"  {target}([\"{Safe(string.Join(' ', new[] { reference.Type, reference.Number, Day(reference.Date) }.OfType<string>()))}\"])\n");
            }

            var arrow = relation.Kind == RelationKind.Cites ? "-->" : $"-->|{relation.Kind.ToString().ToLowerInvariant()}|";
            text.Append(CultureInfo.InvariantCulture, $"  {Id("f|" + relation.From.File)} {arrow} {target}\n");
        }

        return text.ToString();

        string Id(string key) => ids.TryGetValue(key, out var id) ? id : ids[key] = string.Create(CultureInfo.InvariantCulture, $"d{ids.Count + 1}");
    }

    private static Relation Relate(Directive from, DocumentReference reference, Block? block, ILookup<string, Directive> byNumber)
    {
        var canonical = DocumentSymbols.Canonical(reference.Number);
        var candidates = byNumber[canonical].Where(d => reference.Date is null || d.Date is null || d.Date == reference.Date).ToList();
        var exact = candidates.Where(d => reference.Date is not null && d.Date == reference.Date).ToList();
        var to = exact.Count == 1 ? exact[0] : candidates.Count == 1 ? candidates[0] : null;
        if (block is null || reference.Offset < 0 || reference.Offset + reference.Length > block.Text.Length)
            return new Relation(from, reference, RelationKind.Cites, to, string.Empty);
        var range = Sentences.Clauses(block.Text).FirstOrDefault(r => r.Start.Value <= reference.Offset && reference.Offset < r.End.Value, 0..block.Text.Length);
        var (start, length) = range.GetOffsetAndLength(block.Text.Length);
        var before = block.Text[start..reference.Offset];
        var after = block.Text[Math.Min(reference.Offset + reference.Length, start + length)..(start + length)];
        return new Relation(from, reference, Loaded.Value.KindOf(before, after), to, block.Text.Substring(start, length));
    }

    private static string Label(Directive d) =>
        Safe(string.Join(' ', new[] { d.Type, d.Number, Day(d.Date) ?? d.Year?.ToString(CultureInfo.InvariantCulture), d.Status == DirectiveStatus.Unknown ? null : $"({d.Status})" }.OfType<string>()) is { Length: > 0 } label ? label : d.File);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Safe(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace('\n', ' ');

    private sealed class Words
    {
        private readonly (RelationKind Kind, PhraseSet Before, PhraseSet After)[] _kinds;
        private readonly PhraseSet _not;

        public Words(DataNode root)
        {
            root.OnlyKeys("relations", "not");
            _kinds = [.. root["relations"].Items.Select(i => (Enum.Parse<RelationKind>(i["kind"].Text), new PhraseSet(i.Strings("before")), new PhraseSet(i.Strings("after"))))];
            _not = new PhraseSet(root.Strings("not"));
        }

        // The nearest verb ahead of the citation counts; words behind it only where none is ahead.
        public RelationKind KindOf(string before, string after)
        {
            var ahead = Tokenizer.Tokenize(before);
            var behind = Tokenizer.Tokenize(after);
            if (_not.IsIn(ahead, before) || _not.IsIn(behind, after))
                return RelationKind.Cites;
            var (kind, at) = (RelationKind.Cites, -1);
            foreach (var candidate in _kinds)
            {
                foreach (var (from, _) in candidate.Before.Matches(ahead, before))
                {
                    if (from > at)
                        (kind, at) = (candidate.Kind, from);
                }
            }

            return at >= 0 ? kind : _kinds.FirstOrDefault(k => k.After.IsIn(behind, after)).Kind;
        }
    }
}
