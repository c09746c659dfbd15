using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads what a document gives to which unit: from the titles that name units, the request in the opening, and the closing.</summary>
internal static class TaskReader
{
    private const int ShortestHeading = 25;
    private const int LongestLeadIn = 160;
    private const int LongestUnit = 160;

    /// <summary>Of several that are named together.</summary>
    private const int LongestUnits = 400;

    public static List<TaskAssignment> Read(string? type, IReadOnlyList<Section> sections, IReadOnlyList<Block> blocks, ReadingRules rules)
    {
        var tasks = new List<TaskAssignment>();
        var isReport = type is not null && rules.ReportTypes.Contains(type);
        var byId = sections.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var parents = sections.Select(s => s.ParentId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> general = [];
        var leads = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var notes = new TaskNotes(tasks, rules);
        var table = new TaskTable(rules);
        var texts = new TaskTexts(type, rules);
        string? contents = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (notes.Take(block)) continue;
            if (block.Kind != BlockKind.Table) table.End();
            // "… gồm:", "… thể hiện rõ các nội dung:" and the list under it, which tells what something consists of.
            if (contents == block.SectionId && (block.Kind == BlockKind.Bullet || rules.ContentsItem.IsMatch(block.Text)) && !rules.Charge.IsMatch(block.Text)) continue;
            contents = rules.ContentsLead.IsMatch(block.Text) ? block.SectionId : null;
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
                    Closing(block, general, tasks, texts, rules);
                    break;
                case BlockKind.Heading when IsTaskHeading(blocks, i, parents, rules) && Chain(block.SectionId, byId) is var above && MayHoldTasks(above, isReport, rules):
                    var start = Markers.Read(block.Text, rules).Length;
                    tasks.Add(Task(block, Units(block, above, leads, general, rules), start, block.Text.Length - start, rules));
                    break;
                case BlockKind.Bullet or BlockKind.Paragraph or BlockKind.Table:
                    var chain = Chain(block.SectionId, byId);
                    if (chain.Count == 0 || !(MayHoldTasks(chain, isReport, rules) || (!isReport && AsksByName(block, rules)))) break;
                    if (block.Kind == BlockKind.Table)
                    {
                        if (table.Read(block) is { } row) tasks.Add(row);
                    }
                    else Assigned(block, Units(block, chain, leads, general, rules), general, tasks, texts, rules);

                    break;
                default:
                    break;
            }
        }

        return tasks;
    }

    /// <summary>The nearest title that says what its part holds decides; a report holds tasks only where it looks ahead.</summary>
    private static bool MayHoldTasks(List<Section> chain, bool isReport, ReadingRules rules)
    {
        if (chain.Exists(s => s.Title is not null && rules.ContentsTitles.IsMatch(s.Title))) return false;
        if (isReport) return chain.Exists(s => s.Title is not null && rules.PlanTitles.IsMatch(s.Title) && !s.Title.Contains(';', StringComparison.Ordinal));
        foreach (var title in chain.Select(s => s.Title).OfType<string>())
        {
            var named = rules.TaskTitles.IsMatch(title) || UnitsIn(title, rules).Count > 0;
            if (!named && rules.NotTaskTitles.IsMatch(title)) return false;
            if (named && title.Length < 120) return true;
        }

        return true;
    }

    /// <summary>Under any title: "Giao Phòng …", "Đề nghị các chi bộ …" at the beginning.</summary>
    private static bool AsksByName(Block block, ReadingRules rules)
    {
        var text = block.Text[Markers.Read(block.Text, rules).Length..];
        return rules.DirectedUnit.IsMatch(text) || (rules.Charge.Match(text) is { Success: true, Index: 0 } && rules.Request.Match(text) is { Success: true, Index: 0 });
    }

    /// <summary>"2. Mở tổng đài tiếp nhận phản ánh" with nothing below but who and when: the title is the task.</summary>
    private static bool IsTaskHeading(IReadOnlyList<Block> blocks, int at, HashSet<string> parents, ReadingRules rules)
    {
        var block = blocks[at];
        var marker = Markers.Read(block.Text, rules);
        if (marker.Kind is not (MarkerKind.Number or MarkerKind.Dotted or MarkerKind.Alpha) || parents.Contains(block.SectionId)) return false;
        var title = block.Text[marker.Length..];
        if (title.Length < ShortestHeading || title[^1] == ':' || LineJoiner.IsCapitals(title) || rules.NotTaskTitles.IsMatch(title)) return false;
        if (UnitsIn(title, rules).Count > 0 && !rules.UnitTitleEnd.IsMatch(title)) return false;
        for (var i = at + 1; i < blocks.Count && blocks[i].SectionId == block.SectionId; i++)
            if (!TaskNotes.IsNote(blocks[i], rules)) return false;
        return true;
    }

    /// <summary>The units a title or the beginning of a numbered paragraph names; empty where it names none.</summary>
    internal static IReadOnlyList<string> UnitsIn(string text, ReadingRules rules)
    {
        if (rules.DutiesOf.Match(text) is { Success: true } duties) return SplitUnits(duties.Groups["u"].Value);
        var match = rules.UnitTitle.Match(text);
        if (!match.Success) return [];
        var begin = match.Groups["u"].Index;
        var end = UnitEnd(text, begin, rules);
        if (text.AsSpan(begin, end - begin).IndexOf(". ") >= 0) return [];
        // Without a verb that ends the name, a long text is a sentence and no name.
        if (end == text.Length && end - begin > 70 && text[^1] == '.') return [];
        var units = SplitUnits(text[begin..end]);
        return units.Exists(u => u.Length > LongestUnit) || end - begin > LongestUnits ? [] : units;
    }

    /// <summary>Where the name ends and what it has to do begins. "Ban giám sát …", "cán bộ phụ trách lĩnh vực giám sát": some verbs are part of a name.</summary>
    private static int UnitEnd(string text, int begin, ReadingRules rules)
    {
        for (var stop = rules.UnitTitleEnd.Match(text, begin); stop.Success; stop = stop.NextMatch())
            if (rules.UnitVerb.IsMatch(stop.Value) || !rules.UnitInName.IsMatch(text[begin..stop.Index])) return stop.Index;
        return text.Length;
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

    private static void Assigned(Block block, IReadOnlyList<string> units, IReadOnlyList<string> general, List<TaskAssignment> tasks, TaskTexts texts, ReadingRules rules)
    {
        var marker = Markers.Read(block.Text, rules);
        var text = block.Text[marker.Length..];
        // What only declares: but a body that is named may be told to issue, approve or set up something.
        if (text.Length < 12 || rules.FormLine.IsMatch(text) || (rules.NotTaskTexts.IsMatch(text) && (units.Count == 0 || ReferenceEquals(units, general)))) return;
        if (marker.Kind == MarkerKind.Article && rules.Decides.IsMatch(text)) return;
        // What only leads over to a list.
        if (block.Kind == BlockKind.Paragraph && text[^1] == ':' && text.Length < LongestLeadIn && (units.Count == 0 || ReferenceEquals(units, general)) && !rules.Charge.IsMatch(text)) return;
        if (block.Kind == BlockKind.Bullet && rules.LeadItem.IsMatch(text)) return;
        foreach (var range in texts.Charging(block.SectionId, text))
        {
            var (offset, length) = range.GetOffsetAndLength(text.Length);
            Charged(block, marker.Length + offset, length, units, general, tasks, rules);
        }
    }

    /// <summary>A sentence that charges a body by name is a task of its own; the rest of the item stays together.</summary>
    private static void Charged(Block block, int from, int length, IReadOnlyList<string> units, IReadOnlyList<string> general, List<TaskAssignment> tasks, ReadingRules rules)
    {
        var text = block.Text.Substring(from, length);
        foreach (var range in Sentences.Split(text))
        {
            if (rules.DirectedUnit.Match(text[range]) is not { Success: true } directed) continue;
            // The item's own unit named again is no second one.
            if (units.Contains(directed.Groups["u"].Value, StringComparer.OrdinalIgnoreCase)) continue;
            var (offset, size) = range.GetOffsetAndLength(length);
            // Whom everything is for is not charged with what one body is told.
            IReadOnlyList<string> own = ReferenceEquals(units, general) ? [directed.Groups["u"].Value] : [.. units, directed.Groups["u"].Value];
            tasks.Add(Task(block, own, from + offset, size, rules));
            var before = text[..offset].TrimEnd();
            if (before.Length > 0) tasks.Add(Task(block, units, from, before.Length, rules));
            var rest = offset + size;
            while (rest < length && text[rest] == ' ') rest++;
            if (rest < length) tasks.Add(Task(block, units, from + rest, length - rest, rules));
            return;
        }

        tasks.Add(Task(block, units, from, length, rules));
    }

    private static TaskAssignment? Request(Block block, ReadingRules rules)
    {
        foreach (var range in Sentences.Clauses(block.Text))
        {
            var clause = block.Text[range];
            var match = rules.Request.Match(clause);
            if (!match.Success) continue;
            var (offset, _) = range.GetOffsetAndLength(block.Text.Length);
            // From the body that requests on, where it is named right before.
            var begin = -1;
            foreach (Match unit in rules.Unit.Matches(clause[..match.Index])) if (unit.Index + unit.Length >= match.Index - 1) begin = unit.Index;
            // Who asks in a title that is only cited is not named right before.
            if (begin < 0 && !rules.PreambleEnd.IsMatch(clause)) continue;
            begin = Math.Max(begin, 0);
            return Task(block, [match.Groups["u"].Value], offset + begin, clause.Length - begin, rules);
        }

        return null;
    }

    private static void Closing(Block block, IReadOnlyList<string> general, List<TaskAssignment> tasks, TaskTexts texts, ReadingRules rules)
    {
        var units = general;
        foreach (var sentenceRange in Sentences.Split(block.Text))
        {
            var (sentenceStart, _) = sentenceRange.GetOffsetAndLength(block.Text.Length);
            var sentence = block.Text[sentenceRange];
            if (texts.Describes(block.SectionId, sentence)) continue;
            var request = rules.Request.Match(sentence);
            if (request.Success && (request.Index < 20 || rules.ClosingPattern.IsMatch(sentence))) units = [request.Groups["u"].Value];
            var responsible = rules.Responsible.Match(sentence);
            if (!request.Success && !responsible.Success && !ReportDutyReader.IsDuty(sentence, rules)) continue;
            var own = responsible.Success ? [responsible.Groups["u"].Value] : units;
            // What is to be reported, and to whom, is a task apart from what is to be done.
            var cut = ReportDutyReader.ReportClause(sentence, rules);
            if (cut > 0 && !responsible.Success)
            {
                tasks.Add(Task(block, own, sentenceStart, sentence[..cut].TrimEnd().Length, rules));
                tasks.Add(Task(block, own, sentenceStart + cut, sentence.Length - cut, rules));
            }
            else tasks.Add(Task(block, own, sentenceStart, sentence.Length, rules));
        }
    }

    private static TaskAssignment Task(Block block, IReadOnlyList<string> units, int offset, int length, ReadingRules rules)
    {
        var text = block.Text.Substring(offset, length);
        return new TaskAssignment(block.SectionId, block.Id, units, text, offset, null, TimeIn(text, rules));
    }

    /// <summary>The day a text names, or the month or quarter in which it is to be done.</summary>
    internal static string? TimeIn(string text, ReadingRules rules) =>
        rules.Deadline.Match(text) is { Success: true } day ? day.Value : rules.Within.Match(text) is { Success: true } within ? within.Value : null;

    internal static List<string> SplitUnits(string text) =>
        [.. text.Split(';').Select(u => u.Trim(' ', ',', ':', '.')).Where(u => u.Length > 1)];
}
