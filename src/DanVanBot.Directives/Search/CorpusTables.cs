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
internal sealed record TitledList(CorpusBlock Heading, CorpusBlock[] Items);

/// <summary>The tables of a corpus that are looked up and not searched.</summary>
internal sealed class CorpusTables
{
    public CorpusTables(IReadOnlyList<CorpusDocument> documents, IReadOnlyList<CorpusBlock> blocks, QuestionRules rules)
    {
        var units = new Dictionary<string, List<UnitEntry>>(StringComparer.Ordinal);
        var names = new Dictionary<string, (string Folded, List<(string Head, string? Qualifier)> Heads, bool IsGroup)>(StringComparer.Ordinal);
        var lists = new List<TitledList>();
        foreach (var document in documents)
        {
            var byId = new Dictionary<string, CorpusBlock>(StringComparer.Ordinal);
            for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++) byId[blocks[i].Block.Id] = blocks[i];
            foreach (var task in document.Directive.Tasks)
            {
                foreach (var unit in task.Units)
                {
                    if (!names.TryGetValue(unit, out var name)) names[unit] = name = ReadName(unit, rules);
                    foreach (var (head, qualifier) in name.Heads)
                    {
                        if (!units.TryGetValue(head, out var entries)) units[head] = entries = [];
                        entries.Add(new UnitEntry(byId[task.BlockId], task, qualifier, name.Folded, name.IsGroup));
                    }
                }
            }

            Lists(document, blocks, lists);
        }

        Units = units.ToFrozenDictionary(u => u.Key, u => u.Value.ToArray(), StringComparer.Ordinal);
        ListsByTerm = lists
            .SelectMany(l => l.Heading.Terms.Distinct().Select(t => (Term: t, List: l)))
            .GroupBy(x => x.Term)
            .ToFrozenDictionary(g => g.Key, g => g.Select(x => x.List).ToArray());
    }

    /// <summary>Tasks by the canonical head of the unit's name.</summary>
    public FrozenDictionary<string, UnitEntry[]> Units { get; }

    /// <summary>Titled lists by each term of their title.</summary>
    public FrozenDictionary<int, TitledList[]> ListsByTerm { get; }

    private static (string Folded, List<(string Head, string? Qualifier)> Heads, bool IsGroup) ReadName(string unit, QuestionRules rules)
    {
        var text = rules.WriteOut(VietnameseText.Lower(unit));
        var tokens = Tokenizer.Tokenize(text);
        var found = rules.UnitHeads.Matches(tokens, text);
        var heads = found
            .Select(m => (Head: rules.CanonicalHead(string.Join(' ', tokens.Skip(m.From).Take(m.To - m.From).Select(t => t.Folded))), Qualifier: rules.QualifierAfter(tokens, text, m.To)))
            .DistinctBy(h => h.Head)
            .ToList();
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
