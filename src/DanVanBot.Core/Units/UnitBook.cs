using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Units;

/// <summary>Looking units up.</summary>
public static class UnitBook
{
    /// <summary>Every unit, by id.</summary>
    public static IReadOnlyList<Unit> List(StepView view) => [.. Unit.Records.All(view, new RecordQuery(view.Office, Unit.Records.Name))];

    /// <summary>Units that ended and whose work somebody does today, for the notes of answers.</summary>
    public static IReadOnlyList<EndedBody> Ended(StepView view)
    {
        var all = List(view);
        return
        [
            .. all.Where(u => u is { To: not null, Successor: not null })
                .Select(u => new EndedBody([.. u.Names], all.FirstOrDefault(s => s.Id == u.Successor)?.Name ?? u.Successor!, u.To!.Value.AddDays(1))),
        ];
    }

    /// <summary>The name of a unit, or null.</summary>
    public static string? NameOf(StepView view, string id) => Unit.Records.Get(view, id)?.Name;

    /// <summary>Units of a kind that exist on a day, by id.</summary>
    public static IReadOnlyList<Unit> OfKind(StepView view, string kind, DateOnly day) =>
        [.. Unit.Records.All(view, RecordQuery.StartingWith(view.Office, Unit.Records.Name, "kind", kind + "|")).Where(u => u.IsActive(day))];

    /// <summary>The units whose id or one of whose names this is; marks and case do not count. Several when a name is not enough.</summary>
    public static IReadOnlyList<Unit> Find(StepView view, string text)
    {
        if (text.All(char.IsAscii) && text.Length is > 0 and <= 40 && Unit.Records.Get(view, text.Trim()) is { } unit)
            return [unit];
        var name = TextFold.Plain(text);
        return name.Length == 0 ? [] : Unit.Records.Where(view, "name", name);
    }

    /// <summary>The neighbourhood a place names, or null: only where one of its names stands in the text as whole words, and no other's does.</summary>
    public static string? NeighbourhoodOf(StepView view, string? place, DateOnly day)
    {
        if (string.IsNullOrWhiteSpace(place))
            return null;
        var text = $" {TextFold.Plain(place)} ";
        string? found = null;
        foreach (var unit in OfKind(view, Unit.Neighbourhood, day))
        {
            if (!unit.Names.Any(n => TextFold.Plain(n) is { Length: > 0 } name && text.Contains($" {name} ", StringComparison.Ordinal)))
                continue;
            if (found is not null)
                return null;
            found = unit.Id;
        }

        return found;
    }

    /// <summary>Everybody who is secretary of a unit now.</summary>
    public static IReadOnlyList<Person> Secretaries(StepView view, string unit)
    {
        var isSample = SampleMode.IsOn(view);
        return [.. People.Kind.Where(view, "role", People.RoleKey(Role.Secretary, unit), 200)
            .Where(p => p.Roles.Any(r => r.Role == Role.Secretary && r.Unit == unit && (!r.IsTrial || isSample)))];
    }
}
