using System.Security.Cryptography;
using System.Text;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>An officer looks through the tasks of a document by unit, and its report duties, and corrects them one by one.</summary>
internal static class PartDesk
{
    private const int ListedText = 140;
    private const int ListedUnit = 80;
    private const int ShownText = 600;
    private const int OfferedUnits = 8;

    /// <summary>Registers its functions.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .Show("task-groups", Groups)
            .Options("task-groups", GroupChoices)
            .Effect("turn-groups", c => DeskPages.Turn(c, "groups", GroupsOf(c).Count, 1), "ok")
            .Effect("open-group", c => c["group"] is { } group && TasksOf(c, group).Count > 0 ? EffectResult.Of("ok", ("unit-group", group), ("tasks-page", 0)) : EffectResult.Of("gone"), "ok", "gone")
            .When("group-has-tasks", c => TasksOf(c, c.Text("unit-group")).Count > 0)
            .Show("task-list", c => List(c, "tasks", TasksOf(c, c.Text("unit-group")), 0))
            .Options("task-list", c => Choices(c, "tasks", "desk-task", TasksOf(c, c.Text("unit-group")), null))
            .Effect("turn-tasks", c => DeskPages.Turn(c, "tasks", TasksOf(c, c.Text("unit-group")).Count), "ok")
            .Show("duty-list", c => List(c, "duties", Duties(c), 1))
            .Options("duty-list", c => Choices(c, "duties", "desk-duty", Duties(c), "desk-add-duty"))
            .Effect("turn-duties", c => DeskPages.Turn(c, "duties", Duties(c).Count, 1), "ok")
            .Effect("open-part", Pick, "ok", "gone")
            .Show("part", Show)
            .When("part-siblings", c => c["what"] == "units" && Siblings(c).Count > 0)
            .Show("unit-names", c => new { items = UnitNames(c).Select((name, n) => new { n = n + 1, name }).ToList() })
            .Check("part-units", CheckUnits)
            .Check("part-value", (c, typed) => CheckResult.Good(IsNone(c, typed) ? "-" : typed.Trim()))
            .Effect("fix-task", c => Fix(c, c["what"], c[c["what"] ?? ""]), "ok", "gone", "not-allowed")
            .Effect("fix-duty", c => Fix(c, c["field"], c["value"]), "ok", "gone", "not-allowed")
            .Effect("remove-part", Remove, "ok", "gone", "not-allowed");
        PartFinder.Register(slices);
    }

    /// <summary>The document and the part the dialog is at.</summary>
    internal static (DocumentDesk Desk, DirectivePart Part)? Open(DialogContext context) =>
        DocumentDesk.Open(context) is { } desk && PartCorrections.Find(desk.Directive, context.Text("part")) is { } part ? (desk, part) : null;

    /// <summary>A label of a button, from the phrases.</summary>
    internal static string Label(DialogContext context, string phrase, int n = 0) => context.Step().World.Dialogs.Phrases.Say(phrase, context.Step().Model(("n", n))).Text;

    /// <summary>The page of a list as buttons, with "more" and one further button where there are such.</summary>
    internal static IReadOnlyList<Choice> Choices<T>(DialogContext context, Page<T> page, Func<T, string> value, Func<T, int, string> label, string? add)
    {
        List<Choice> choices = [.. page.Items.Select((item, n) => new Choice(value(item), label(item, n + 1)))];
        if (page.HasMore)
            choices.Add(new Choice("more", context.Step().World.Dialogs.Words.Label("more")));
        if (add is not null)
            choices.Add(new Choice("add", Label(context, add)));
        return choices;
    }

    private static IReadOnlyList<Choice> Choices(DialogContext context, string list, string phrase, IReadOnlyList<DirectivePart> parts, string? add) =>
        DocumentDesk.Open(context) is null ? [] : Choices(context, DeskPages.Of(context, list, parts, add is null ? 0 : 1), p => p.Id, (_, n) => Label(context, phrase, n), add);

    private static object? List(DialogContext context, string list, IReadOnlyList<DirectivePart> parts, int more)
    {
        if (DocumentDesk.Open(context) is not { Directive: var directive })
            return null;
        var page = DeskPages.Of(context, list, parts, more);
        return new
        {
            document = AnswerText.NameOf(directive, AnswerTexts.Default),
            unit = UnitNamed(context, directive),
            count = page.Count,
            from = page.From,
            to = page.To,
            paged = page.HasMore,
            items = page.Items.Select((p, n) => new
            {
                n = n + 1,
                text = Wording.Shorten(p.Text, ListedText),
                section = AnswerMessage.ShortName(directive, p.SectionId),
                deadline = PartCorrections.Of(directive, p, "deadline"),
                who = p.Kind == PartKind.Duty ? PartCorrections.Of(directive, p, "who") : null,
            }).ToList(),
        };
    }

    private static List<(string Id, string? Unit, int Count)> GroupsOf(DialogContext context)
    {
        if (DocumentDesk.Open(context) is not { Directive: var directive })
            return [];
        var without = directive.Tasks.Count(t => t.Units.Count == 0);
        List<(string, string?, int)> groups = without == 0 ? [] : [("none", null, without)];
        groups.AddRange(directive.Tasks.SelectMany(t => t.Units.DistinctBy(TextFold.Plain)).GroupBy(TextFold.Plain, StringComparer.Ordinal).Select(g => (IdOf(g.First()), (string?)g.First(), g.Count())));
        return groups;
    }

    private static IReadOnlyList<DirectivePart> TasksOf(DialogContext context, string? group) => group is null || DocumentDesk.Open(context) is not { Directive: var directive }
        ? []
        : [.. directive.Tasks.Where(t => group == "none" ? t.Units.Count == 0 : t.Units.Any(u => IdOf(u) == group)).Select(DirectivePart.Of)];

    private static IReadOnlyList<DirectivePart> Duties(DialogContext context) =>
        DocumentDesk.Open(context) is { } desk ? [.. PartCorrections.All(desk.Directive, PartKind.Duty)] : [];

    private static string? UnitNamed(DialogContext context, Directive directive) =>
        context.Text("unit-group") is { } group ? directive.Tasks.SelectMany(t => t.Units).FirstOrDefault(u => IdOf(u) == group) : null;

    private static string IdOf(string unit) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextFold.Plain(unit))))[..10];

    private static object? Groups(DialogContext context)
    {
        if (DocumentDesk.Open(context) is not { Directive: var directive })
            return null;
        var page = DeskPages.Of(context, "groups", GroupsOf(context), 1);
        return new
        {
            document = AnswerText.NameOf(directive, AnswerTexts.Default),
            count = directive.Tasks.Count,
            units = page.Count,
            from = page.From,
            to = page.To,
            paged = page.HasMore,
            items = page.Items.Select((g, n) => new { n = n + 1, unit = g.Unit is { } unit ? Wording.Shorten(unit, ListedUnit) : Label(context, "desk-no-unit"), count = g.Count }).ToList(),
        };
    }

    private static IReadOnlyList<Choice> GroupChoices(DialogContext context) => DocumentDesk.Open(context) is null
        ? []
        : Choices(context, DeskPages.Of(context, "groups", GroupsOf(context), 1), g => g.Id, (g, _) => g.Unit ?? Label(context, "desk-no-unit"), "desk-add-task");

    private static EffectResult Pick(DialogContext context) =>
        DocumentDesk.Open(context) is { } desk && PartCorrections.Find(desk.Directive, context["task"] ?? context["duty"]) is { } part
            ? EffectResult.Of("ok", ("part", part.Id))
            : EffectResult.Of("gone");

    private static object? Show(DialogContext context)
    {
        if (Open(context) is not var (desk, part))
            return null;
        var said = PartCorrections.FieldsOf(part.Kind).ToDictionary(f => f, f => PartCorrections.Of(desk.Directive, part, f), StringComparer.Ordinal);
        return new
        {
            text = Wording.Shorten(part.Text, ShownText),
            section = AnswerMessage.ShortName(desk.Directive, part.SectionId),
            units = said.GetValueOrDefault("units"),
            deadline = said["deadline"],
            who = said.GetValueOrDefault("who"),
            to = said.GetValueOrDefault("to"),
            via = said.GetValueOrDefault("via"),
            recurrence = said.GetValueOrDefault("recurrence"),
            siblings = part.Kind == PartKind.Task ? Siblings(context).Count : 0,
            stated = desk.Directive.Stated.Any(s => s.Kind == part.Kind && s.BlockId == part.BlockId && s.Offset == part.Offset && s.Text == part.Text),
        };
    }

    /// <summary>The other tasks with the very same units: a title read badly is badly read for all below it.</summary>
    private static List<DirectivePart> Siblings(DialogContext context)
    {
        if (Open(context) is not var (desk, part) || part.Kind != PartKind.Task)
            return [];
        var units = PartCorrections.Of(desk.Directive, part, "units");
        return [.. PartCorrections.All(desk.Directive, PartKind.Task).Where(p => p != part && PartCorrections.Of(desk.Directive, p, "units") == units)];
    }

    private static List<string> UnitNames(DialogContext context) => DocumentDesk.Open(context) is not { Directive: var directive }
        ? []
        : [.. directive.Tasks.SelectMany(t => t.Units).GroupBy(TextFold.Plain, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.First()).Take(OfferedUnits)];

    // "1; 3" and "2" are names of the list, everything else is a name as typed.
    private static CheckResult CheckUnits(DialogContext context, string typed)
    {
        if (IsNone(context, typed))
            return CheckResult.Good("-");
        var names = UnitNames(context);
        var pieces = typed.Split(';', '\n').Select(t => t.Trim(' ', '.', ',')).Where(t => t.Length > 0).ToList();
        if (pieces is [{ } only] && only.Split(',', ' ').Where(t => t.Length > 0).ToList() is { Count: > 1 } several && several.TrueForAll(t => int.TryParse(t, out _)))
            pieces = several;
        var units = new List<string>();
        foreach (var piece in pieces)
        {
            if (!int.TryParse(piece, out var n))
                units.Add(piece);
            else if (n >= 1 && n <= names.Count)
                units.Add(names[n - 1]);
            else
                return CheckResult.Bad("text-short");
        }

        var text = string.Join("; ", PartCorrections.Units(string.Join(';', units)));
        return text.Length == 0 ? CheckResult.Bad("text-short") : CheckResult.Good(text);
    }

    /// <summary>"không", "không có": the document names none.</summary>
    internal static bool IsNone(DialogContext context, string typed) =>
        context.Step().World.Dialogs.Words is var words && (typed.Trim() == "-" || words.YesNo(typed) == false || (words.Number(typed) == 0 && !typed.Any(char.IsAsciiDigit)));

    private static EffectResult Fix(DialogContext context, string? field, string? value)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Open(context) is not var (desk, part) || field is null || value is null || !PartCorrections.FieldsOf(part.Kind).Contains(field))
            return EffectResult.Of("gone");
        var said = value == "-" ? "" : value;
        var also = field == "units" && context["scope"] == "yes" ? Siblings(context) : [];
        var changed = also.Prepend(part).Aggregate(desk.Directive, (d, p) => PartCorrections.State(d, p, field, said));
        desk.Save(step, changed, $"{Wording.Id(part.Kind)} {field}");
        return EffectResult.Of("ok");
    }

    private static EffectResult Remove(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Open(context) is not var (desk, part))
            return EffectResult.Of("gone");
        desk.Save(step, PartCorrections.Remove(desk.Directive, part), Wording.Id(part.Kind) + " removed");
        return EffectResult.Of("ok");
    }
}
