using System.Buffers;
using System.Text;

namespace DanVanBot.Core.Units;

/// <summary>Comma-separated values as spreadsheets write them (RFC 4180): quoted cells, line breaks in them, comma, semicolon or tab, whichever the first row has most of.</summary>
public static class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    /// <summary>Rows that are not empty, with the line they begin on.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        var separator = SeparatorOf(text);
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, first, isQuoted) = (1, 1, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (isQuoted && i < text.Length)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[i++]);
                else if (c == '"')
                    isQuoted = false;
                else
                    cell.Append(c);
                line += c == '\n' ? 1 : 0;
            }
            else if (c == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (cells.Any(t => !string.IsNullOrWhiteSpace(t)))
                    yield return (first, cells);
                cells = [];
                first = ++line;
            }
            else
            {
                cell.Append(c);
            }
        }
    }

    /// <summary>A row as text, quoted where it must be.</summary>
    public static string Write(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(c => c.AsSpan().ContainsAny(Quoted) ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c));

    private static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var row = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(s => row.Count(c => c == s));
    }
}
