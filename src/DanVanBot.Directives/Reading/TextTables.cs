using System.Text;
using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>
/// Finds tables that a plain text sets by spaces or tabs, and writes each row as "| a | b |". A table begins with a line of at least three columns whose heads are those
/// of a table of tasks or figures; lines under it belong to its columns by where they begin, until a blank line or a line that fits no column.
/// </summary>
internal sealed partial class TextTables(ReadingRules rules)
{
    private const int FewestColumns = 3;

    public List<RawLine> Undo(List<RawLine> lines)
    {
        if (!lines.Exists(l => Heads(Pieces(l.Text)))) return lines;
        var result = new List<RawLine>(lines.Count);
        for (var i = 0; i < lines.Count;)
        {
            var heads = Pieces(lines[i].Text);
            if (!Heads(heads))
            {
                result.Add(lines[i++]);
                continue;
            }

            var rows = new List<Row> { Row.Of(lines[i], heads) };
            var end = i + 1;
            while (end < lines.Count)
            {
                // Rows may stand apart; a paragraph behind a blank line is none.
                var next = end;
                while (next < lines.Count - 1 && lines[next].IsBlank) next++;
                if (next > end ? Pieces(lines[next].Text).Count != heads.Count || !Take(lines[next], heads, rows) : !Take(lines[end], heads, rows)) break;
                end = next + 1;
            }


            // A head without rows is a line like others.
            if (rows.Count < 2) result.Add(lines[i]);
            else result.AddRange(rows.Select(r => r.Write(heads.Count)));
            i = rows.Count < 2 ? i + 1 : end;
        }

        return result;
    }

    private bool Heads(List<Match> pieces) =>
        pieces.Count >= FewestColumns && pieces.TrueForAll(p => p.Length < 50) && pieces.Count(p => rules.TableHeads.Values.Any(h => h.IsMatch(p.Value))) * 2 >= pieces.Count + 1;

    private static List<Match> Pieces(string text) => text.Contains('|', StringComparison.Ordinal) ? [] : PiecePattern().Matches(text).ToList();

    private static bool Take(RawLine line, List<Match> heads, List<Row> rows)
    {
        var pieces = Pieces(line.Text);
        if (pieces.Count == 0) return false;
        if (pieces.Count == heads.Count)
        {
            rows.Add(Row.Of(line, pieces));
            return true;
        }

        // The rest of a row: each piece under the column it begins in. A row has its number, what goes on has none.
        if (pieces.Count > heads.Count || rows.Count < 2) return false;
        var places = pieces.ConvertAll(p => Column(p, heads));
        if (places.Exists(p => p < 1) || places.Distinct().Count() < places.Count) return false;
        for (var i = 0; i < pieces.Count; i++) rows[^1].Append(places[i], line, pieces[i]);
        return true;
    }

    private static int Column(Match piece, List<Match> heads) => heads.FindLastIndex(h => h.Index <= piece.Index + 2);

    private sealed class Row
    {
        private readonly List<(int Column, RawLine Part)> _parts = [];

        public static Row Of(RawLine line, List<Match> pieces)
        {
            var row = new Row();
            for (var i = 0; i < pieces.Count; i++) row.Append(i, line, pieces[i]);
            return row;
        }

        public void Append(int column, RawLine line, Match piece) => _parts.Add((column, line.Part(piece.Index, piece.Index + piece.Length)));

        public RawLine Write(int columns)
        {
            var text = new StringBuilder();
            var offsets = new List<int>();
            var last = _parts[0].Part.Offsets[0];
            for (var column = 0; column < columns; column++)
            {
                Put("|");
                foreach (var (_, part) in _parts.Where(p => p.Column == column))
                {
                    Put(" ");
                    text.Append(part.Text);
                    offsets.AddRange(part.Offsets);
                    last = Math.Max(last, part.Offsets[^1]);
                }

                Put(" ");
            }

            Put("|");
            return new RawLine(text.ToString(), [.. offsets]);

            // What the file does not hold stands for the place it was put at.
            void Put(string mark)
            {
                text.Append(mark);
                offsets.Add(last);
            }
        }
    }

    [GeneratedRegex(@"\S+(?: \S+)*", RegexOptions.CultureInvariant)]
    private static partial Regex PiecePattern();
}
