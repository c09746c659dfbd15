using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>"Việc của tôi": what the directives give to the unit of the one who asks, what is in force first, the newest year first, what names the unit before what is for all.</summary>
public static class UnitTasks
{
    private const int PerPage = 5;
    private const int MostText = 260;
    private const int MostYears = 2;
    private const int FirstYear = 1900;

    /// <summary>Registers its functions.</summary>
    public static void Register(DialogFunctions functions) => functions.Show("tasks", Show);

    /// <summary>The tasks of a unit, in the order they are shown.</summary>
    /// <param name="directives">The register.</param>
    /// <param name="organisation">How kinds of units are addressed.</param>
    /// <param name="units">The unit, and those it acts for.</param>
    /// <param name="tree">Where they stand: whose directives bind them. Null: every directive does.</param>
    /// <param name="today">What was due before is past, and stands after what is not.</param>
    public static IReadOnlyList<UnitTask> Of(
        IReadOnlyList<Directive> directives, Organisation organisation, IReadOnlyList<Unit> units, UnitTree? tree = null, DateOnly? today = null) =>
    [
        .. directives
            .Where(d => tree?.IsUnder(d) != false)
            .SelectMany(d => d.Tasks.Select(t => new UnitTask(d, t, units.Max(u => Meant(organisation, d, t, u, tree)), TaskDeadline.IsPast(d, t, today))))
            .Where(t => t.For != Addressing.None)
            .OrderByDescending(t => t.Directive.Status is not (DirectiveStatus.Over or DirectiveStatus.Replaced))
            .ThenByDescending(t => t.Year)
            .ThenBy(t => t.Directive.File, StringComparer.Ordinal)
            .ThenBy(t => t.IsPast)
            .ThenByDescending(t => t.For)
            .ThenByDescending(t => IsTitled(t, organisation, units))
            // What is given to this kind of unit alone says more than what is given to all in one breath, and a numbered part more than the opening.
            .ThenBy(t => t.Task.Units.Count > 1)
            .ThenByDescending(t => Section.IsNumbered(t.Task.SectionId)),
    ];

    private static Addressing Meant(Organisation organisation, Directive directive, TaskAssignment task, Unit unit, UnitTree? tree)
    {
        var meant = organisation.Of(task.Units, unit.Kind, unit.Names, tree is null || unit.IsSample ? null : tree.Names);
        return meant == Addressing.ForAll && tree is not null && !UnitTree.MeansAll(directive, unit) ? Addressing.None : meant;
    }

    // "2.3. Các chi bộ trực thuộc": the part is headed by the unit.
    private static bool IsTitled(UnitTask task, Organisation organisation, IReadOnlyList<Unit> units)
    {
        for (var section = task.Task.SectionId; section is not null;)
        {
            var found = task.Directive.Sections.FirstOrDefault(s => s.Id == section);
            if (found?.Title is { } title && units.Any(u => organisation.Of([title], u.Kind, u.Names) >= Addressing.ByKind))
                return true;
            section = found?.ParentId;
        }

        return false;
    }

    /// <summary>The units the one who asks works for: a secretary's party cell; for an officer the ward and its office.</summary>
    public static IReadOnlyList<Unit> UnitsOf(StepContext step)
    {
        var secretary = step.UnitsOf(Role.Secretary).Select(u => Unit.Records.Get(step.View, u)).OfType<Unit>().ToList();
        if (secretary.Count > 0)
            return secretary;
        if (!step.Has(Role.Officer))
            return [];
        var today = step.Data.Calendar.DayOf(step.Now);
        var wards = UnitBook.OfKind(step.View, Unit.Ward, today);
        // A list may hold the neighbours too: the office's own is the one it is named after.
        var office = $" {TextFold.Plain(step.Data.Profile.Name)} ";
        if (wards.Count > 1 && wards.Where(w => office.Contains($" {TextFold.Plain(w.Name)} ", StringComparison.Ordinal)).ToList() is { Count: > 0 } own)
            wards = own;
        return [.. wards, .. UnitBook.OfKind(step.View, "office", today)];
    }

    private static object? Show(DialogContext context)
    {
        var step = context.Step();
        var units = UnitsOf(step);
        if (units.Count == 0 || !step.May(Actions.TaskView, units[0].Id))
            return null;
        var everything = Of(step.World.Corpus.Directives, step.Data.Organisation, units, UnitTree.Of(UnitBook.List(step.View), units), step.Data.Calendar.DayOf(step.Now));
        var (year, page) = Asked(context.Argument);
        var years = everything.Select(t => t.Year).Where(y => y > 0).Distinct().Order().Reverse().ToList();
        var all = year is null ? everything : [.. everything.Where(t => t.Year == year)];
        var items = all.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        var others = years.Where(y => y != year).Take(MostYears).ToList();
        var section = items.Select(t => (t.Task.SectionId, Ref: DirectiveRefs.Of(t.Directive, t.Task.SectionId))).FirstOrDefault(s => s.Ref is not null && Section.IsNumbered(s.SectionId) && s.SectionId.Length <= 10);
        return new
        {
            section1 = section.SectionId,
            section1Ref = section.Ref,
            unit = units[0].Name,
            year,
            year1 = others.Count > 0 && years.Count > 1 ? others[0] : (int?)null,
            year2 = others.Count > 1 ? others[1] : (int?)null,
            years = string.Join(", ", years),
            severalYears = years.Count > 1 && year is null,
            count = all.Count,
            from = ((page - 1) * PerPage) + 1,
            to = ((page - 1) * PerPage) + items.Count,
            items = items.GroupBy(t => t.Year).Select(g => new { heading = year is null, year = g.Key > 0 ? g.Key : (int?)null, documents = g.GroupBy(t => t.Directive).Select(d => Model(d.Key, d)).ToList() }).ToList(),
            next = all.Count > page * PerPage ? string.Create(CultureInfo.InvariantCulture, $"{(year is null ? "" : $"{year}-")}{page + 1}") : null,
        };
    }

    private static object Model(Directive directive, IEnumerable<UnitTask> tasks) => new
    {
        document = AnswerText.NameOf(directive, AnswerTexts.Default),
        over = directive.Status == DirectiveStatus.Over,
        replaced = directive.Status == DirectiveStatus.Replaced,
        isSummary = directive.IsSummary,
        items = tasks.Select(t => new
        {
            text = Wording.Shorten(t.Task.Text, MostText),
            section = AnswerText.NameOf(directive, t.Task.SectionId, AnswerTexts.Default),
            forAll = t.For == Addressing.ForAll,
            deadline = t.Task.Deadline,
            isPast = t.IsPast,
            every = t.Task.Recurrence,
        }).ToList(),
    };

    // "2", "2022", "2022-2": the page of all, a year, a page of a year.
    private static (int? Year, int Page) Asked(string? argument)
    {
        var parts = (argument ?? "").Split('-');
        var first = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        if (first < FirstYear)
            return (null, Math.Max(1, first));
        return (first, parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1000 ? page : 1);
    }
}

/// <summary>A task, how it is meant for the unit, and whether its day is past.</summary>
public sealed record UnitTask(Directive Directive, TaskAssignment Task, Addressing For, bool IsPast)
{
    /// <summary>The year the document is for; 0 where it does not say.</summary>
    public int Year => Directive.Year ?? Directive.Date?.Year ?? 0;
}
