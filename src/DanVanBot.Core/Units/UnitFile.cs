using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Units;

/// <summary>
/// Reads units from CSV (UTF-8, a heading row, comma or semicolon) or YAML (<c>units:</c> with a list). Columns and keys: id, name, kind, parent, aliases
/// (in CSV separated by |), from, to, area, level, system, place, successor. An absent id is made of the name.
/// </summary>
public static class UnitFile
{
    private static readonly string[] Columns = ["id", "name", "kind", "parent", "aliases", "from", "to", "area", "level", "system", "place", "successor"];

    /// <summary>Reads a file's text; nothing is to be imported when there are errors.</summary>
    /// <param name="name">Name of the file: .csv, .yaml or .yml.</param>
    /// <param name="text">Its text.</param>
    public static (IReadOnlyList<Unit> Units, IReadOnlyList<LoadError> Errors) Parse(string name, string text)
    {
        var errors = new List<LoadError>();
        var file = Path.GetFileName(name);
        text = text.TrimStart('\uFEFF');
        var units = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".txt" => ParseCsv(file, text, errors),
            ".yaml" or ".yml" => ParseYaml(file, text, errors),
            var other => Unknown(file, other, errors),
        };
        if (errors.Count == 0 && units.Count == 0)
            errors.Add(new LoadError(file, 1, "no unit at all"));
        return (units.Select(u => u.Unit).ToList(), errors);
    }

    /// <summary>The units of an open YAML file; used for the made-up ones too.</summary>
    internal static IReadOnlyList<Unit> Read(OfficeYaml yaml, bool isSample) =>
        [.. ReadLines(yaml).Select(u => u.Unit with { IsSample = isSample })];

    private static List<(Unit Unit, int Line)> Unknown(string file, string extension, List<LoadError> errors)
    {
        errors.Add(new LoadError(file, 1, $"units come as .csv or .yaml, not '{extension}'"));
        return [];
    }

    private static List<(Unit Unit, int Line)> ParseYaml(string file, string text, List<LoadError> errors)
    {
        if (OfficeYaml.Parse(text, file, errors) is not { } yaml)
            return [];
        var units = ReadLines(yaml);
        yaml.RefuseOthers();
        return units;
    }

    private static List<(Unit Unit, int Line)> ReadLines(OfficeYaml yaml)
    {
        var units = new List<(Unit, int)>();
        foreach (var map in yaml.Maps("units"))
        {
            var name = map.Required("name");
            var unit = new Unit(
                map.Text("id") is null ? IdOf(name) : map.Id(), name, map.OneOf("kind", Unit.Kinds), Empty(map.Text("parent")), map.Texts("aliases"), map.Day("from"),
                map.Day("to"))
            {
                Area = Empty(map.Text("area")),
                Level = map.Text("level") is null ? null : map.OneOf("level", Unit.Levels),
                System = map.Text("system") is null ? null : map.OneOf("system", Unit.Systems),
                Place = Empty(map.Text("place")),
                Successor = Empty(map.Text("successor")),
            };
            map.RefuseOthers();
            units.Add((unit, map.Line));
        }

        Check(units, yaml.Error);
        return units;
    }

    private static List<(Unit Unit, int Line)> ParseCsv(string file, string text, List<LoadError> errors)
    {
        var units = new List<(Unit, int)>();
        var rows = Csv.Read(text).ToList();
        if (rows.Count == 0)
        {
            errors.Add(new LoadError(file, 1, "the heading row is missing"));
            return units;
        }

        var headings = rows[0].Cells.Select(c => c.Trim().ToLowerInvariant()).ToList();
        foreach (var heading in headings.Where(h => !Columns.Contains(h, StringComparer.Ordinal)))
            errors.Add(new LoadError(file, 1, $"the column '{heading}' is not known; known are: {string.Join(", ", Columns)}"));
        foreach (var column in new[] { "name", "kind" }.Where(c => !headings.Contains(c)))
            errors.Add(new LoadError(file, 1, $"the column '{column}' is missing"));
        if (errors.Count > 0)
            return units;
        foreach (var (line, cells) in rows.Skip(1))
        {
            if (cells.Count != headings.Count)
            {
                errors.Add(new LoadError(file, line, $"{cells.Count} cells, but {headings.Count} headings"));
                continue;
            }

            string? Cell(string column) => headings.IndexOf(column) is >= 0 and var at ? Empty(cells[at]) : null;
            DateOnly? Day(string column)
            {
                if (Cell(column) is not { } value)
                    return null;
                if (DateOnly.TryParseExact(value, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return day;
                errors.Add(new LoadError(file, line, $"'{column}' is a day like 2026-09-02, not '{value}'"));
                return null;
            }

            var name = Cell("name") ?? "";
            var kind = Cell("kind") ?? "";
            if (!Unit.Kinds.Contains(kind, StringComparer.Ordinal))
                errors.Add(new LoadError(file, line, $"the kind '{kind}' is not known; known are: {string.Join(", ", Unit.Kinds)}"));
            var aliases = (Cell("aliases") ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string? OneOf(string column, IReadOnlyList<string> known)
            {
                if (Cell(column) is not { } value || known.Contains(value, StringComparer.Ordinal))
                    return Cell(column);
                errors.Add(new LoadError(file, line, $"'{column}' is one of {string.Join(", ", known)}, not '{value}'"));
                return null;
            }

            var unit = new Unit(Cell("id") ?? IdOf(name), name, kind, Cell("parent"), aliases, Day("from"), Day("to"))
            {
                Area = Cell("area"),
                Level = OneOf("level", Unit.Levels),
                System = OneOf("system", Unit.Systems),
                Place = Cell("place"),
                Successor = Cell("successor"),
            };
            units.Add((unit, line));
        }

        Check(units, (line, message) => errors.Add(new LoadError(file, line, message)));
        return units;
    }

    private static void Check(List<(Unit Unit, int Line)> units, Action<int, string> error)
    {
        var byId = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var (unit, line) in units)
        {
            if (unit.Name.Length is 0 or > 120)
                error(line, "a unit needs a name of at most 120 characters");
            if (unit.Id.Length is 0 or > 20 || unit.Id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
                error(line, $"'{unit.Id}' is no id: a-z, 0-9 and -, at most 20 characters");
            if (!byId.TryAdd(unit.Id, unit))
                error(line, $"the id '{unit.Id}' is there twice");
            if (unit.To < unit.From)
                error(line, "'to' is before 'from'");
        }

        foreach (var (unit, line) in units)
        {
            if (unit.Parent is not null && !byId.ContainsKey(unit.Parent))
                error(line, $"there is no unit '{unit.Parent}' to be the parent of '{unit.Id}'");
            if (unit.Area is not null && byId.GetValueOrDefault(unit.Area)?.Kind != Unit.Neighbourhood)
                error(line, $"the area of '{unit.Id}' is no neighbourhood: '{unit.Area}'");
            if (unit.Successor is not null && unit.To is null)
                error(line, $"'{unit.Id}' has a successor, so it needs the last day it existed in 'to'");
            if (unit.Successor == unit.Id)
                error(line, $"'{unit.Id}' is its own successor");
            var above = unit;
            for (var steps = 0; above?.Parent is not null; steps++)
            {
                if (steps > units.Count)
                {
                    error(line, $"'{unit.Id}' is above itself");
                    break;
                }

                above = byId.GetValueOrDefault(above.Parent);
            }
        }
    }

    // Twenty characters: an id stands in keys and on buttons.
    private static string IdOf(string name)
    {
        var id = new string([.. TextFold.Plain(name).Replace(' ', '-').Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
        return id.Length <= 20 ? id : id[^20..].TrimStart('-');
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
