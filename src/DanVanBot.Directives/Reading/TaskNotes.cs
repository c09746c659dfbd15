namespace DanVanBot.Directives.Reading;

/// <summary>Lines under a task that say who leads it and by when ("- Đơn vị chủ trì: …"): they complete the tasks above them and are none themselves.</summary>
internal sealed class TaskNotes(List<TaskAssignment> tasks, ReadingRules rules)
{
    private string? _section;
    private int _from;
    private bool _inNotes;

    public static bool IsNote(Block block, ReadingRules rules) =>
        block.Kind is BlockKind.Bullet or BlockKind.Paragraph && rules.TaskNotes.IsMatch(block.Text[Markers.Read(block.Text, rules).Length..]);

    /// <summary>True when the block was such a line.</summary>
    public bool Take(Block block)
    {
        if (block.SectionId != _section) (_section, _from, _inNotes) = (block.SectionId, tasks.Count, false);
        if (!IsNote(block, rules))
        {
            if (_inNotes) (_from, _inNotes) = (tasks.Count, false);
            return false;
        }

        _inNotes = true;
        var said = rules.TaskNotes.Match(block.Text[Markers.Read(block.Text, rules).Length..]);
        var value = said.Groups["v"].Value.Trim(' ', '.', ';', ',');
        if (value.Length == 0) return true;
        for (var i = _from; i < tasks.Count; i++)
        {
            if (said.Groups["lead"].Success) tasks[i] = tasks[i] with { Units = TaskReader.SplitUnits(value) };
            else if (said.Groups["day"].Success) tasks[i] = tasks[i] with { Deadline = tasks[i].Deadline ?? value };
        }

        return true;
    }
}
