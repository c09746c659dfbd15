using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>
/// Figures that stand alone in the cells of a table: their unit is in a column of units, in the head of their column ("Số hộ", "Tỷ lệ (%)"), or nowhere - then they are left out.
/// A row of totals that is not the sum of the rows above it is flagged.
/// </summary>
internal sealed partial class StatisticTable(ReadingRules rules)
{
    private readonly List<List<decimal?>> _rows = [];
    private string? _section;
    private string[]? _heads;
    private string?[] _units = [];
    private int _measure = -1;
    private bool _grouped;

    public void End() => _heads = null;

    public void Read(Block block, List<Statistic> found)
    {
        var cells = TableRow.Cells(block.Text);
        if (block.SectionId != _section || _heads is null || cells.Count != _heads.Length)
        {
            _section = block.SectionId;
            Begin(cells);
            return;
        }

        if (!cells.Exists(c => Alone().IsMatch(c.Text)))
        {
            // A second line of heads; or a heading within the table.
            if (_rows.Count == 0 && cells.TrueForAll(c => c.Text.Length < 60)) Begin([.. cells.Select((c, i) => (c.Text.Length > 0 ? c.Text : _heads[i], c.Offset))]);
            else _grouped = true;
            return;
        }

        var total = cells.Exists(c => rules.TableHeads["total"].IsMatch(c.Text.Trim('*', ' ', ':')));
        var measure = _measure >= 0 ? UnitIn(cells[_measure].Text) : null;
        var values = new List<decimal?>();
        for (var i = 0; i < cells.Count; i++)
        {
            var unit = _units[i] is { Length: 0 } ? null : _units[i] ?? measure;
            var alone = i != _measure && unit is not null && Alone().IsMatch(cells[i].Text);
            var value = alone ? StatisticReader.Parse(cells[i].Text.TrimEnd('%')) : null;
            values.Add(value);
            if (!alone) continue;
            var flag = total && !_grouped && unit != "%" && value is not null && _rows.Count > 1 && _rows.TrueForAll(r => r[i] is not null) && _rows.Sum(r => r[i]!.Value) != value ? "sum-differs" : null;
            found.Add(new Statistic(block.SectionId, block.Id, cells[i].Text, unit, null, null, block.Text, 0, flag));
        }

        if (!total) _rows.Add(values);
    }

    private void Begin(List<(string Text, int Offset)> heads)
    {
        _rows.Clear();
        _grouped = false;
        _heads = [.. heads.Select(h => h.Text)];
        _measure = Array.FindIndex(_heads, h => rules.TableHeads["measure"].IsMatch(h));
        // Empty: a column of numbers of rows, of days or of words; null: what the column of units says.
        _units = [.. _heads.Select(h => rules.TableHeads["number"].IsMatch(h) || rules.TableHeads["day"].IsMatch(h) ? string.Empty : UnitIn(h))];
    }

    private string? UnitIn(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal)) return "%";
        if (Bracket().Match(text) is { Success: true } bracket && Exact(bracket.Groups[1].Value) is { } said) return said;
        var bare = Bracket().Replace(text, " ").Trim();
        if (Exact(bare) is { } whole) return whole;
        return rules.TableHeads["count"].Match(bare) is { Success: true } counted ? rules.StatUnits.FirstOrDefault(u => counted.Groups[1].Value.StartsWith(u, StringComparison.OrdinalIgnoreCase) && (counted.Groups[1].Length == u.Length || counted.Groups[1].Value[u.Length] == ' ')) : null;
    }

    private string? Exact(string text) => rules.StatUnits.FirstOrDefault(u => u.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^\d+(?:[.,]\d+)*\s?%?$", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(@"\(([^()]{1,20})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();
}
