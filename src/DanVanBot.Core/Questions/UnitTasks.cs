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
            .ThenByDescending(t => t.For)
            .ThenBy(t => t.Directive.File, StringComparer.Ordinal),
    ];

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
                text = t.Task.Text,
                section = AnswerText.NameOf(g.Key, t.Task.SectionId, AnswerTexts.Default),
                forAll = t.For == Addressing.ForAll,
                every = t.Task.Recurrence,
            }).ToList(),
        }).ToList();
        return new
        {
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
