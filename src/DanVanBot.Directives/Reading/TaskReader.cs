using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads what a document gives to which unit: from the titles that name units, the request in the opening, and the closing.</summary>
internal static class TaskReader
{
    public static List<TaskAssignment> Read(string? type, IReadOnlyList<Section> sections, IReadOnlyList<Block> blocks, ReadingRules rules)
    {
        var tasks = new List<TaskAssignment>();
        var isReport = type is not null && rules.ReportTypes.Contains(type);
        var byId = sections.ToDictionary(s => s.Id, StringComparer.Ordinal);
        IReadOnlyList<string> general = [];
        var leads = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            switch (block.Kind)
            {
                case BlockKind.Preamble when !isReport:
                    if (Request(block, rules) is { } request)
                    {
                        general = request.Units;
                        tasks.Add(request);
                    }

                    break;
                case BlockKind.Closing when !isReport:
                    Closing(block, general, tasks, rules);
                    break;
                case BlockKind.Bullet or BlockKind.Paragraph:
                    var chain = Chain(block.SectionId, byId);
                    if (chain.Count == 0) break;
                    if (isReport && !chain.Exists(s => s.Title is not null && rules.PlanTitles.IsMatch(s.Title) && !s.Title.Contains(';', StringComparison.Ordinal))) break;
                    if (!isReport && chain.Exists(s => s.Title is not null && rules.NotTaskTitles.IsMatch(s.Title))) break;
                    Assigned(block, Units(block, chain, leads, general, rules), tasks, rules);
                    break;
                default:
                    break;
            }
        }

        return tasks;
    }

    /// <summary>The units a title or the beginning of a numbered paragraph names; empty where it names none.</summary>
    internal static IReadOnlyList<string> UnitsIn(string text, ReadingRules rules)
    {
        var match = rules.UnitTitle.Match(text);
        if (!match.Success) return [];
        var begin = match.Groups["u"].Index;
        var end = rules.UnitTitleEnd.Match(text, begin) is { Success: true } stop ? stop.Index : text.Length;
        // Without a verb that ends the name, a long text is a sentence and no name.
        if (end - begin > 160 || (end == text.Length && end - begin > 70 && text[^1] == '.')) return [];
        return SplitUnits(text[begin..end]);
    }

    private static List<Section> Chain(string id, Dictionary<string, Section> byId)
    {
        var chain = new List<Section>();
        while (id is not null && byId.TryGetValue(id, out var section) && chain.Count < 12)
        {
            chain.Add(section);
            if (section.ParentId is null) break;
            id = section.ParentId;
        }

        return chain;
    }

    private static IReadOnlyList<string> Units(Block block, List<Section> chain, Dictionary<string, IReadOnlyList<string>> leads, IReadOnlyList<string> general, ReadingRules rules)
    {
        foreach (var section in chain)
        {
            if (section.Title is not null && UnitsIn(section.Title, rules) is { Count: > 0 } titled) return titled;
        }

        var start = block.Kind == BlockKind.Paragraph ? Markers.Read(block.Text, rules).Length : 0;
        if (start > 0 && UnitsIn(block.Text[start..], rules) is { Count: > 0 } own) return leads[block.SectionId] = own;
        // An item that begins with a body and what it has to do charges that body, whoever the rest is for.
        var text = block.Text[Markers.Read(block.Text, rules).Length..];
        return rules.UnitTitle.Match(text) is { Success: true } unit && rules.UnitTitleEnd.Match(text, unit.Groups["u"].Index) is { Success: true } && UnitsIn(text, rules) is { Count: > 0 } charged ? charged
            // What stands under a numbered sentence goes on about the body that sentence names.
            : leads.GetValueOrDefault(block.SectionId) ?? general;
    }

    private static void Assigned(Block block, IReadOnlyList<string> units, List<TaskAssignment> tasks, ReadingRules rules)
    {
        var from = Markers.Read(block.Text, rules).Length;
        if (block.Text[from..] is { Length: < 12 } || rules.NotTaskTexts.IsMatch(block.Text[from..])) return;
        // A sentence that charges a body by name is a task of its own; the rest of the item stays together.
        foreach (var range in Sentences.Split(block.Text[from..]))
        {
            var sentence = block.Text[from..][range];
            if (rules.DirectedUnit.Match(sentence) is not { Success: true } directed) continue;
            // The item's own unit named again is no second one.
            if (units.Contains(directed.Groups["u"].Value, StringComparer.OrdinalIgnoreCase)) continue;
            var (offset, length) = range.GetOffsetAndLength(block.Text.Length - from);
            tasks.Add(Task(block, [.. units, directed.Groups["u"].Value], from + offset, length));
            var before = block.Text[from..(from + offset)].Trim();
            if (before.Length > 0) tasks.Add(Task(block, units, from, before.Length));
            var rest = from + offset + length;
            while (rest < block.Text.Length && block.Text[rest] == ' ') rest++;
            if (rest < block.Text.Length) tasks.Add(Task(block, units, rest, block.Text.Length - rest));
            return;
        }

        tasks.Add(Task(block, units, from, block.Text.Length - from));
    }

    private static TaskAssignment? Request(Block block, ReadingRules rules)
    {
        foreach (var range in Sentences.Clauses(block.Text))
        {
            var clause = block.Text[range];
            var match = rules.Request.Match(clause);
            if (!match.Success || !rules.PreambleEnd.IsMatch(clause)) continue;
            var (offset, _) = range.GetOffsetAndLength(block.Text.Length);
            // From the body that requests on, where it is named right before.
            var begin = 0;
            foreach (Match unit in rules.Unit.Matches(clause[..match.Index])) if (unit.Index + unit.Length >= match.Index - 1) begin = unit.Index;
            return Task(block, [match.Groups["u"].Value], offset + begin, clause.Length - begin);
        }

        return null;
    }

    private static void Closing(Block block, IReadOnlyList<string> general, List<TaskAssignment> tasks, ReadingRules rules)
    {
        var units = general;
        foreach (var sentenceRange in Sentences.Split(block.Text))
        {
            var (sentenceStart, _) = sentenceRange.GetOffsetAndLength(block.Text.Length);
            var sentence = block.Text[sentenceRange];
            var request = rules.Request.Match(sentence);
            if (request.Success && request.Index < 20) units = [request.Groups["u"].Value];
            var responsible = rules.Responsible.Match(sentence);
            if (!request.Success && !responsible.Success && !ReportDutyReader.IsDuty(sentence, rules)) continue;
            var own = responsible.Success ? [responsible.Groups["u"].Value] : units;
            // What is to be reported, and to whom, is a task apart from what is to be done.
            var cut = ReportDutyReader.ReportClause(sentence, rules);
            if (cut > 0 && !responsible.Success)
            {
                tasks.Add(Task(block, own, sentenceStart, sentence[..cut].TrimEnd().Length));
                tasks.Add(Task(block, own, sentenceStart + cut, sentence.Length - cut));
            }
            else tasks.Add(Task(block, own, sentenceStart, sentence.Length));
        }
    }

    private static TaskAssignment Task(Block block, IReadOnlyList<string> units, int offset, int length) =>
        new(block.SectionId, block.Id, units, block.Text.Substring(offset, length), offset);

    private static List<string> SplitUnits(string text) =>
        [.. text.Split(';').Select(u => u.Trim(' ', ',', ':', '.')).Where(u => u.Length > 1)];
}
