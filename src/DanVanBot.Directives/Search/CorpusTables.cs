using System.Collections.Frozen;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Search;

/// <summary>A task under one head of a unit's name that it is given to.</summary>
/// <param name="Qualifier">Whose unit it is ("phuong", "thi uy"); null where the name does not say.</param>
/// <param name="FoldedName">The unit's whole name, folded and written out.</param>
/// <param name="IsGroup">"các chi bộ, chính quyền, Mặt trận …": given to many in one breath.</param>
internal sealed record UnitEntry(CorpusBlock Block, TaskAssignment Task, string? Qualifier, string FoldedName, bool IsGroup);

/// <summary>A titled section with two or more items under its title.</summary>
internal sealed record TitledList(CorpusBlock Heading, CorpusBlock[] Items)
{
    public bool Equals(TitledList? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Heading.Number;
}

/// <summary>The tables of a corpus that are looked up and not searched.</summary>
internal sealed class CorpusTables
{
    private readonly FrozenDictionary<int, int[]> _byYear;

    public CorpusTables(IReadOnlyList<CorpusDocument> documents, IReadOnlyList<CorpusBlock> blocks, SearchIndex index, QuestionRules rules)
    {
        var units = new Dictionary<string, List<UnitEntry>>(StringComparer.Ordinal);
        var names = new Dictionary<string, (string Folded, List<(string Head, string? Qualifier)> Heads, bool IsGroup)>(StringComparer.Ordinal);
        var own = new List<string>();
        var lists = new List<TitledList>();
        HasTask = new bool[blocks.Count];
        foreach (var document in documents)
        {
            var byId = new Dictionary<string, CorpusBlock>(StringComparer.Ordinal);
            for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++) byId[blocks[i].Block.Id] = blocks[i];
            foreach (var task in document.Directive.Tasks)
            {
                HasTask[byId[task.BlockId].Number] = true;
                foreach (var unit in task.Units)
                {
                    if (!names.TryGetValue(unit, out var name)) names[unit] = name = ReadName(unit, rules, own);
                    foreach (var (head, qualifier) in name.Heads)
                    {
                        if (!units.TryGetValue(head, out var entries)) units[head] = entries = [];
                        entries.Add(new UnitEntry(byId[task.BlockId], task, qualifier, name.Folded, name.IsGroup));
                    }
                }
            }

            Lists(document, blocks, lists);
        }

        ByKind = blocks.GroupBy(b => b.Block.Kind).ToFrozenDictionary(g => g.Key, g => g.Select(b => b.Number).ToArray());
        Duties = [.. blocks.Where(b => b.HasDuty).Select(b => b.Number)];
        _byYear = blocks.SelectMany(b => b.Years.Select(y => (Year: y, b.Number))).GroupBy(x => x.Year).ToFrozenDictionary(g => g.Key, g => g.Select(x => x.Number).ToArray());
        UnitNames = new PhraseSet(own.Distinct(StringComparer.Ordinal));
        Units = units.ToFrozenDictionary(u => u.Key, u => u.Value.ToArray(), StringComparer.Ordinal);
        ListsByTerm = lists
            .SelectMany(l => Leading(l.Heading, index).Select(t => (Term: t, List: l)))
            .GroupBy(x => x.Term)
            .ToFrozenDictionary(g => g.Key, g => g.Select(x => x.List).ToArray());
    }

    /// <summary>For each block whether it gives somebody something to do.</summary>
    public bool[] HasTask { get; }

    /// <summary>Tasks by the canonical head of the unit's name.</summary>
    public FrozenDictionary<string, UnitEntry[]> Units { get; }

    /// <summary>Whole names of units that no list of heads knows: they are known by the tasks they were given.</summary>
    public PhraseSet UnitNames { get; }

    /// <summary>Numbers of the blocks of a kind, rising.</summary>
    public FrozenDictionary<BlockKind, int[]> ByKind { get; }

    /// <summary>Numbers of the blocks that hold a report duty, rising.</summary>
    public int[] Duties { get; }

    /// <summary>Numbers of the blocks that speak of a year, rising.</summary>
    public ReadOnlySpan<int> OfYear(int year) => _byYear.TryGetValue(year, out var numbers) ? numbers : [];

    public ReadOnlySpan<int> OfKind(BlockKind kind) => ByKind.TryGetValue(kind, out var numbers) ? numbers : [];

    /// <summary>Titled lists by the rarest terms of their title: a question that says most of a title says one of these.</summary>
    public FrozenDictionary<int, TitledList[]> ListsByTerm { get; }

    /// <summary>The rarest terms of a title, as many as are needed for the others together to be less than what a question must say.</summary>
    private static List<int> Leading(CorpusBlock heading, SearchIndex index)
    {
        var terms = new HashSet<int>();
        for (var i = 0; i < heading.Terms.Length; i++)
        {
            if (SectionLists.IsTitleWord(heading, i)) terms.Add(heading.Terms[i]);
        }

        var ordered = terms.OrderByDescending(index.IdfOf).ToList();
        var total = heading.Terms.Where((_, i) => SectionLists.IsTitleWord(heading, i)).Sum(index.IdfOf);
        var leading = new List<int>();
        var left = total;
        foreach (var term in ordered)
        {
            if (left < SectionLists.LeastSaid * total) break;
            leading.Add(term);
            left -= heading.Terms.Where((t, i) => t == term && SectionLists.IsTitleWord(heading, i)).Sum(index.IdfOf);
        }

        return leading;
    }

    private static (string Folded, List<(string Head, string? Qualifier)> Heads, bool IsGroup) ReadName(string unit, QuestionRules rules, List<string> own)
    {
        var text = rules.WriteOut(VietnameseText.Lower(unit));
        var tokens = Tokenizer.Tokenize(text);
        var found = rules.UnitHeads.Matches(tokens, text);
        var heads = found
            .Select(m => (Head: rules.CanonicalHead(string.Join(' ', tokens.Skip(m.From).Take(m.To - m.From).Select(t => t.Folded))), Qualifier: rules.QualifierAfter(tokens, text, m.To)))
            .DistinctBy(h => h.Head)
            .ToList();
        if (heads.Count == 0 && rules.OwnName(tokens, text) is var (folded, written))
        {
            heads.Add((folded, null));
            own.Add(written);
        }

        return (VietnameseText.Fold(text), heads, unit.Count(c => c == ',') >= 2 && heads.Count >= 2);
    }

    private static void Lists(CorpusDocument document, IReadOnlyList<CorpusBlock> blocks, List<TitledList> lists)
    {
        const int longestTitle = 12;
        var end = document.FirstBlock + document.BlockCount;
        for (var i = document.FirstBlock; i < end; i++)
        {
            var heading = blocks[i];
            if (heading.Block.Kind != BlockKind.Heading || heading.Terms.Length > longestTitle) continue;
            var items = new List<CorpusBlock>();
            for (var j = i + 1; j < end && blocks[j].Block.SectionId == heading.Block.SectionId; j++)
            {
                if (blocks[j].Block.Kind is BlockKind.Bullet or BlockKind.Paragraph) items.Add(blocks[j]);
            }

            if (items.Count >= 2) lists.Add(new TitledList(heading, [.. items]));
        }
    }
}
