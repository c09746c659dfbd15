using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>"Việc của tôi": what the directives give to the unit of the one who asks, the newest year first, what names the unit before what is for all.</summary>
public static class UnitTasks
{
    private const int PerPage = 5;
    private const int MostText = 260;

    /// <summary>Registers its functions.</summary>
    public static void Register(DialogFunctions functions) => functions.Show("tasks", Show);

    /// <summary>The tasks of a unit, in the order they are shown.</summary>
    /// <param name="directives">The register.</param>
    /// <param name="organisation">How kinds of units are addressed.</param>
    /// <param name="units">The unit, and those it acts for.</param>
    public static IReadOnlyList<UnitTask> Of(IReadOnlyList<Directive> directives, Organisation organisation, IReadOnlyList<Unit> units) =>
    [
        .. directives
            .SelectMany(d => d.Tasks.Select(t => new UnitTask(d, t, units.Max(u => organisation.Of(t.Units, u.Kind, u.Names)))))
            .Where(t => t.For != Addressing.None)
            .OrderByDescending(t => t.Directive.Status is not (DirectiveStatus.Over or DirectiveStatus.Replaced))
            .ThenByDescending(t => t.Directive.Year ?? t.Directive.Date?.Year ?? 0)
            .ThenBy(t => t.Directive.File, StringComparer.Ordinal)
            .ThenByDescending(t => t.For)
            .ThenByDescending(t => IsTitled(t, organisation, units))
            // What is given to this kind of unit alone says more than what is given to all in one breath, and a numbered part more than the opening.
            .ThenBy(t => t.Task.Units.Count > 1)
            .ThenByDescending(t => Section.IsNumbered(t.Task.SectionId)),
    ];

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
        return [.. UnitBook.OfKind(step.View, Unit.Ward, today), .. UnitBook.OfKind(step.View, "office", today)];
    }

    private static object? Show(DialogContext context)
    {
        var step = context.Step();
        var units = UnitsOf(step);
        if (units.Count == 0 || !step.May(Actions.TaskView, units[0].Id))
            return null;
        var all = Of(step.World.Corpus.Directives, step.Data.Organisation, units);
        var page = int.TryParse(context.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : 1;
        var items = all.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        if (items.Count == 0)
            return null;
        var groups = items.GroupBy(t => t.Directive).Select(g => new
        {
            document = AnswerText.NameOf(g.Key, AnswerTexts.Default),
            over = g.Key.Status == DirectiveStatus.Over,
            replaced = g.Key.Status == DirectiveStatus.Replaced,
            isSummary = g.Key.IsSummary,
            items = g.Select(t => new
            {
                text = Wording.Shorten(t.Task.Text, MostText),
                section = AnswerText.NameOf(g.Key, t.Task.SectionId, AnswerTexts.Default),
                forAll = t.For == Addressing.ForAll,
                deadline = t.Task.Deadline,
                every = t.Task.Recurrence,
            }).ToList(),
        }).ToList();
        var sections = items.Select(t => (t.Task.SectionId, Ref: DirectiveRefs.Of(t.Directive, t.Task.SectionId))).Where(s => s.Ref is not null && Section.IsNumbered(s.SectionId) && s.SectionId.Length <= 10)
            .DistinctBy(s => s.Ref).Take(2).ToList();
        return new
        {
            section1 = sections.Count > 0 ? sections[0].SectionId : null,
            section1Ref = sections.Count > 0 ? sections[0].Ref : null,
            section2 = sections.Count > 1 ? sections[1].SectionId : null,
            section2Ref = sections.Count > 1 ? sections[1].Ref : null,
            unit = units[0].Name,
            count = all.Count,
            from = ((page - 1) * PerPage) + 1,
            to = ((page - 1) * PerPage) + items.Count,
            items = groups,
            next = all.Count > page * PerPage ? (page + 1).ToString(CultureInfo.InvariantCulture) : null,
        };
    }
}

/// <summary>A task and how it is meant for the unit.</summary>
public sealed record UnitTask(Directive Directive, TaskAssignment Task, Addressing For);
