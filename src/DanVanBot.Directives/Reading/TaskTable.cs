namespace DanVanBot.Directives.Reading;

/// <summary>Understands tables whose columns say what is to be done, by whom and by when. What the columns are, their heads tell; a table without such heads gives no tasks.</summary>
internal sealed class TaskTable(ReadingRules rules)
{
    private const int ShortestTask = 8;
    private string? _section;
    private (int Task, int Lead, int Day, int Count)? _columns;

    /// <summary>The task of the row, or null: it is a head, a heading within the table, or the table is of something else.</summary>
    public TaskAssignment? Read(Block block)
    {
        if (block.SectionId != _section) (_section, _columns) = (block.SectionId, null);
        var cells = TableRow.Cells(block.Text);
        if (Columns(cells) is { } heads)
        {
            _columns = heads;
            return null;
        }

        if (_columns is not { } at || cells.Count != at.Count || cells[at.Task].Text.Length < ShortestTask) return null;
        var lead = at.Lead < 0 ? string.Empty : cells[at.Lead].Text;
        var day = at.Day < 0 ? string.Empty : cells[at.Day].Text;
        // A row that names nobody and no time is a heading over the rows below it.
        if (lead.Length == 0 && day.Length == 0) return null;
        var (text, offset) = cells[at.Task];
        return new TaskAssignment(block.SectionId, block.Id, TaskReader.SplitUnits(lead), text, offset, null, day.Length > 0 ? day : null);
    }

    /// <summary>Another paragraph ends the table.</summary>
    public void End() => _columns = null;

    private (int Task, int Lead, int Day, int Count)? Columns(List<(string Text, int Offset)> cells)
    {
        int task = -1, lead = -1, day = -1, doer = -1;
        for (var i = 0; i < cells.Count; i++)
        {
            var head = cells[i].Text;
            if (head.Length is 0 or > 60) continue;
            if (Is("number", head)) continue;
            if (Is("lead", head)) lead = lead < 0 ? i : lead;
            else if (Is("partner", head)) continue;
            else if (Is("day", head)) day = day < 0 ? i : day;
            else if (Is("product", head)) continue;
            else if (Is("task", head)) task = task < 0 ? i : task;
            else if (Is("doer", head)) doer = doer < 0 ? i : doer;
        }

        if (lead < 0) lead = doer;
        return task >= 0 && (lead >= 0 || day >= 0) && cells.Count >= 2 ? (task, lead, day, cells.Count) : null;
    }

    private bool Is(string column, string head) => rules.TableHeads[column].IsMatch(head);
}
