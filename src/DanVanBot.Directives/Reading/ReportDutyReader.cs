namespace DanVanBot.Directives.Reading;

/// <summary>Reads who has to report to whom, how often and by what way. No cycle or day is supplied where the text gives none.</summary>
internal static class ReportDutyReader
{
    public static List<ReportDuty> Read(string? type, IReadOnlyList<Block> blocks, IReadOnlyList<TaskAssignment> tasks, ReadingRules rules)
    {
        var duties = new List<ReportDuty>();
        // A report reports; a duty it imposes stands among the tasks of its outlook.
        var isReport = type is not null && rules.ReportTypes.Contains(type);
        foreach (var block in blocks)
        {
            var own = tasks.FirstOrDefault(t => t.BlockId == block.Id);
            if (block.Kind == BlockKind.Table && own is not null && ReadRow(block, own, rules) is { } listed) duties.Add(listed);
            if (block.Kind is BlockKind.Preamble or BlockKind.Heading)
            {
                // In an opening only what the issuer asks for; a title only where it is the task.
                if (own is not null && !own.Text.EndsWith(':') && IsDuty(own.Text, rules)) duties.Add(ReadOne(block, own.Offset, own.Text, own.Text, tasks, rules));
                continue;
            }

            if (block.Kind is not (BlockKind.Closing or BlockKind.Paragraph or BlockKind.Bullet) || (isReport && own is null)) continue;
            foreach (var range in Sentences.Split(block.Text))
            {
                var (start, _) = range.GetOffsetAndLength(block.Text.Length);
                var sentence = block.Text[range];
                if (!IsDuty(sentence, rules)) continue;
                // The number of an item is no part of what it says.
                var cut = Math.Max(ReportClause(sentence, rules), start == 0 ? Markers.Read(sentence, rules).Length : 0);
                var clause = sentence[cut..];
                var one = ReadOne(block, start + cut, clause, sentence, tasks, rules);
                duties.AddRange(Cycles(clause, rules) is { } cycles ? cycles.Select(c => one with { Text = clause[c.From..c.To].TrimEnd(), Offset = one.Offset + c.From, Recurrence = c.Cycle, Deadline = c.Day }) : [one]);
            }
        }

        return duties;
    }

    internal static bool IsDuty(string text, ReadingRules rules)
    {
        if (rules.Report.IsMatch(text) && !rules.ReportNot.IsMatch(text) && (ReportsTo(text, rules) is not null || rules.Deadline.IsMatch(text))) return true;
        return IsSent(text, rules) || (rules.ReportCycle.IsMatch(text) && !rules.ReportNot.IsMatch(text));
    }

    /// <summary>Without the word for a report: figures or results that are to be sent to a body by a day, or again and again.</summary>
    private static bool IsSent(string text, ReadingRules rules) =>
        rules.ReportSent.Match(text) is { Success: true } sent && !rules.ReportNot.IsMatch(text) && (rules.Deadline.IsMatch(text) || rules.Recurrence.IsMatch(text)) && Recipient(text, sent.Index, rules) is not null;

    private static string? ReportsTo(string text, ReadingRules rules)
    {
        // What is sent to one body so that another can be told is a report to the first.
        if (IsSent(text, rules) && rules.ReportSent.Match(text) is { Success: true } sent && Recipient(text, sent.Index, rules) is { } first) return first;
        foreach (System.Text.RegularExpressions.Match report in rules.Report.Matches(text))
        {
            if (Recipient(text, report.Index + report.Length, rules) is { } unit) return unit;
        }

        return null;
    }

    /// <summary>Where the clause that speaks of reporting begins when it follows a semicolon; 0 when it is the whole sentence.</summary>
    internal static int ReportClause(string sentence, ReadingRules rules)
    {
        var report = -1;
        foreach (System.Text.RegularExpressions.Match match in rules.Report.Matches(sentence))
        {
            if (Recipient(sentence, match.Index + match.Length, rules) is null) continue;
            report = match.Index;
            break;
        }

        if (report < 0 && IsSent(sentence, rules)) report = rules.ReportSent.Match(sentence).Index;
        if (report < 0) return 0;
        var semicolon = sentence.LastIndexOf(';', report);
        if (semicolon < 0) return 0;
        var at = semicolon + 1;
        while (at < sentence.Length && sentence[at] == ' ') at++;
        return at;
    }

    private static ReportDuty ReadOne(Block block, int offset, string clause, string sentence, IReadOnlyList<TaskAssignment> tasks, ReadingRules rules)
    {
        // "Định kỳ vào thứ Sáu hằng tuần": the word alone says less than the cycle behind it.
        var cycles = rules.Recurrence.Matches(clause).Select(m => m.Groups["c"].Success ? m.Groups["c"] : m.Groups["c2"].Success ? m.Groups["c2"] : m.Groups["c4"].Success ? m.Groups["c4"] : m.Groups["c3"]).ToList();
        var recurrence = (cycles.Find(c => c.Name != "c3") ?? cycles.FirstOrDefault())?.Value;
        var deadline = rules.ReportWindow.Match(clause) is { Success: true } window ? window.Value : TaskReader.TimeIn(clause, rules);
        var to = ReportsTo(clause, rules);
        var via = rules.Via.Match(clause) is { Success: true } way ? way.Value[0] == '(' ? way.Groups["u"].Value.TrimEnd(' ', ',') : Trimmed(way.Groups["u"].Value, rules) : null;
        if (via == to) via = null;
        var who = rules.Responsible.Match(sentence) is { Success: true } charged ? charged.Groups["u"].Value : null;
        who ??= tasks.FirstOrDefault(t => t.BlockId == block.Id && t.Offset <= offset && offset < t.Offset + t.Text.Length)?.Units is { Count: > 0 } units ? string.Join(", ", units) : null;
        who ??= rules.ReportWho.Match(sentence) is { Success: true } said ? said.Groups["u"].Value : null;
        return new ReportDuty(block.SectionId, block.Id, who, clause, offset, recurrence, deadline, to, via);
    }

    /// <summary>"6 tháng trước ngày 15/6 và báo cáo năm trước ngày 05/12": a duty each, where every day has a cycle of its own right before it; null otherwise.</summary>
    private static List<(int From, int To, string Cycle, string Day)>? Cycles(string clause, ReadingRules rules)
    {
        var days = rules.Deadline.Matches(clause);
        if (days.Count < 2) return null;
        var parts = new List<(int From, int To, string Cycle, string Day)>();
        var end = 0;
        foreach (System.Text.RegularExpressions.Match day in days)
        {
            if (rules.CycleBefore.Match(clause[end..day.Index]) is not { Success: true } cycle) return null;
            var from = end == 0 ? 0 : end + rules.BetweenParts.Match(clause[end..day.Index]).Length;
            if (parts.Count > 0) parts[^1] = parts[^1] with { To = end };
            end = day.Index + day.Length;
            parts.Add((from, clause.Length, cycle.Groups["c"].Value, day.Value));
        }

        return parts.DistinctBy(p => p.Cycle, StringComparer.OrdinalIgnoreCase).Count() == parts.Count ? parts : null;
    }

    /// <summary>A row of a table of tasks whose task is a report: who and when stand in its other cells. A cell without a figure says how often, not by when.</summary>
    private static ReportDuty? ReadRow(Block block, TaskAssignment row, ReadingRules rules)
    {
        if (!rules.ReportRow.IsMatch(row.Text) || rules.ReportNot.IsMatch(row.Text)) return null;
        var when = row.Deadline ?? string.Empty;
        var cycle = rules.Recurrence.Match(when.Length > 0 ? when : row.Text) is { Success: true } found ? found : rules.Recurrence.Match(row.Text);
        var recurrence = cycle.Success ? new[] { "c", "c2", "c4", "c3" }.Select(g => cycle.Groups[g]).First(g => g.Success).Value : null;
        var day = when.Any(char.IsDigit) && when.Trim() != recurrence ? rules.Deadline.Match(when) is { Success: true } by ? by.Value : when : rules.Deadline.Match(row.Text) is { Success: true } own ? own.Value : null;
        return new ReportDuty(block.SectionId, block.Id, row.Units.Count > 0 ? string.Join(", ", row.Units) : null, row.Text, row.Offset, recurrence, day, ReportsTo(row.Text, rules), null);
    }

    private static string? Recipient(string text, int from, ReadingRules rules)
    {
        // "báo cáo X", "báo cáo … cho X", "báo cáo … về X": a body that is named as the goal, else the first one soon after; never the one in "(qua X)".
        var stop = text.AsSpan(from).IndexOfAny(";.");
        var window = text.Substring(from, Math.Min(stop < 0 ? text.Length - from : stop, 260));
        var via = rules.Via.Match(window) is { Success: true } way ? way.Groups["u"].Index : int.MaxValue;
        string? near = null;
        for (var unit = rules.Unit.Match(window); unit.Success && unit.Index < via; unit = unit.NextMatch())
        {
            var before = window[..unit.Index];
            if (rules.ReportToward.IsMatch(before)) return unit.Value;
            if (unit.Index < 120 && !rules.ReportAside.IsMatch(before)) near ??= unit.Value;
        }

        return near;
    }

    private static string Trimmed(string text, ReadingRules rules) => rules.Unit.Match(text) is { Success: true, Index: 0 } unit ? unit.Value : text.Trim();
}
