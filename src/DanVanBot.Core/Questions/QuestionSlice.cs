using DanVanBot.Core.Conversations;
using DanVanBot.Directives.Text;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Questions;

/// <summary>What the directives bring to dialogs: the answer to a question, and the tasks of a unit.</summary>
public static class QuestionSlice
{
    private const int MostTasks = 5;

    /// <summary>Registers its functions.</summary>
    public static void Register(Slices slices) => slices.Functions
        .Effect("answer-question", AnswerQuestion, "answered", "not-found")
        .Show("tasks", Tasks)
        .Show("directives", context => new
        {
            count = context.Env<StepContext>().World.Corpus.Directives.Count,
            years = AnswerMessage.Years(context.Env<StepContext>().World.Corpus),
        });

    private static EffectResult AnswerQuestion(DialogContext context)
    {
        var (isAnswered, messages) = Asking.ForDialog(context.Env<StepContext>(), context["question"] ?? "");
        return new EffectResult(isAnswered ? "answered" : "not-found", null, messages);
    }

    // The newest directives first; a unit is meant by its own name or by the name of its kind ("các chi bộ trực thuộc").
    private static object? Tasks(DialogContext context)
    {
        var step = context.Env<StepContext>();
        if (step.Who?.Roles.FirstOrDefault(r => r.Unit is not null) is not { Unit: { } unit })
            return null;
        var name = Units.Unit.Records.Get(step.View, unit)?.Name ?? unit;
        var folded = VietnameseText.Fold(name);
        var kind = string.Join(' ', folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));
        var items = step.World.Corpus.Directives
            .OrderByDescending(d => d.Year ?? 0)
            .SelectMany(d => d.Tasks
                .Where(t => t.Units.Any(u => VietnameseText.Fold(u) is { } f && (f.Contains(folded, StringComparison.Ordinal) || f.Contains(kind, StringComparison.Ordinal))))
                .Select(t => new { text = t.Text, source = AnswerMessage.Source(d, t.SectionId) }))
            .Take(MostTasks)
            .ToList();
        return items.Count == 0 ? null : new { unit = name, items };
    }
}
