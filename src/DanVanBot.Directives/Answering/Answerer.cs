using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>Answers a question from a corpus, or says why it does not. Pure: the same input gives the same answer.</summary>
public static class Answerer
{
    private const int MostHistory = 5;

    /// <param name="question">The question as typed; any text is safe.</param>
    /// <param name="corpus">The snapshot to answer from.</param>
    /// <param name="today">The day in the office's time zone; decides which warnings are due.</param>
    public static Answer Answer(Question question, Corpus corpus, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(corpus);
        return Run(question, corpus).Finish(today);
    }

    internal static Turn Run(Question question, Corpus corpus)
    {
        Turn? before = null;
        if (question.Context is { } context)
        {
            if (!string.IsNullOrWhiteSpace(context.Asked)) before = Turn.Of(context, corpus, question.UserUnit);
            return new Turn(corpus, question.Text, before, question.UserUnit).Run();
        }

        foreach (var earlier in (question.History ?? []).TakeLast(MostHistory))
        {
            if (!string.IsNullOrWhiteSpace(earlier)) before = new Turn(corpus, earlier, before, question.UserUnit).Run();
        }

        return new Turn(corpus, question.Text, before, question.UserUnit).Run();
    }
}
