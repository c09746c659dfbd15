namespace DanVanBot.Directives.Reading;

/// <summary>The cells of a row of a table as a block keeps it ("| a | b |"), each with where it begins in the text of the block.</summary>
internal static class TableRow
{
    public static List<(string Text, int Offset)> Cells(string row)
    {
        var cells = new List<(string, int)>();
        var from = row.StartsWith('|') ? 1 : 0;
        while (from < row.Length)
        {
            var bar = row.IndexOf('|', from);
            var end = bar < 0 ? row.Length : bar;
            var begin = from;
            while (begin < end && row[begin] == ' ') begin++;
            var stop = end;
            while (stop > begin && row[stop - 1] == ' ') stop--;
            if (bar >= 0 || stop > begin) cells.Add((row[begin..stop], begin));
            from = end + 1;
        }

        return cells;
    }
}
