using System.Globalization;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Questions;

/// <summary>What an answer did not show for want of room: its next best passages, and of a list the items that are left.</summary>
public static class AnswerRest
{
    /// <summary>All of it, in the order it is shown.</summary>
    public static IReadOnlyList<Citation> Of(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Route != AnswerRoute.Answer || answer.Citations.Count == 0)
            return [];
        var left = answer.Data.TryGetValue("more", out var more) && int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        IEnumerable<Citation> items = left == 0 ? [] : answer.Reason == "tasks" ? Tasks(answer).Take(left) : Items(answer).Take(left);
        return [.. answer.Citations.Skip(answer.Shown), .. items];
    }

    // The tasks of the document that are given to the unit as those that were shown are.
    private static IEnumerable<Citation> Tasks(Answer answer)
    {
        var directive = answer.Citations[0].Directive;
        var shown = directive.Tasks.Where(t => IsShown(answer, t)).ToList();
        var unit = answer.Leaves?.Unit is { } name ? $" {TextFold.Plain(name)} " : null;
        // How the shown ones address it; what all of them say is the unit, or the group it was found in.
        var common = shown.Count == 0 ? [] : shown.Select(t => t.Units.Select(TextFold.Plain).ToHashSet(StringComparer.Ordinal)).Aggregate((a, b) => [.. a.Intersect(b, StringComparer.Ordinal)]);
        var named = shown.SelectMany(t => t.Units).Select(TextFold.Plain).Where(u => unit is not null && ($" {u} ".Contains(unit, StringComparison.Ordinal) || unit.Contains($" {u} ", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        return directive.Tasks.Where(t => !IsShown(answer, t) && t.Units.Select(TextFold.Plain).Any(u => common.Contains(u) || named.Contains(u) || unit is not null && $" {u} ".Contains(unit, StringComparison.Ordinal)))
            .DistinctBy(t => (t.BlockId, t.Offset))
            .Select(t => new Citation(directive, t.SectionId, t.Text, t.BlockId, t.Offset, t.Text.Length, directive.IsSummary));
    }

    private static bool IsShown(Answer answer, TaskAssignment task) =>
        answer.Citations.Any(c => c.BlockId == task.BlockId && task.Offset < c.Offset + c.Length && c.Offset < task.Offset + task.Text.Length);

    // The items of a titled section that stand behind the last one shown.
    private static IEnumerable<Citation> Items(Answer answer)
    {
        var directive = answer.Citations[0].Directive;
        var last = answer.Citations[answer.Shown - 1].BlockId;
        return directive.Blocks.SkipWhile(b => b.Id != last).Skip(1).Where(b => b.Kind is not (BlockKind.Heading or BlockKind.Footnote))
            .Select(b => new Citation(directive, b.SectionId, b.Text, b.Id, 0, b.Text.Length, directive.IsSummary));
    }
}
