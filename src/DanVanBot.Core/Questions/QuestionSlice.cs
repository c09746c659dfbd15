using DanVanBot.Core.Conversations;
using DanVanBot.Directives.Text;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Questions;

/// <summary>What the directives bring to dialogs: the answer to a question and what its buttons open, the tasks of a unit, questions passed on to an officer.</summary>
public static class QuestionSlice
{
    /// <summary>Registers its functions.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .Effect("answer-question", AnswerQuestion, "answered", "not-found")
            .Show("directives", context => new
            {
                count = context.Env<StepContext>().World.Corpus.Directives.Count,
                years = AnswerMessage.Years(context.Env<StepContext>().World.Corpus),
            });
        UnitTasks.Register(slices.Functions);
        DocumentShows.Register(slices.Functions);
        Inquiries.Register(slices);
        DocumentDrafts.Register(slices);
        StatusDesk.Register(slices.Functions);
    }

    private static EffectResult AnswerQuestion(DialogContext context)
    {
        var (isAnswered, messages) = Asking.ForDialog(context.Env<StepContext>(), context["question"] ?? "");
        return new EffectResult(isAnswered ? "answered" : "not-found", null, messages);
    }
}
