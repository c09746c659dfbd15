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
    /// <param name="warnings">The office's table of what ended or was replaced; the shipped one when null.</param>
    public static Answer Answer(Question question, Corpus corpus, DateOnly today, WarningTable? warnings = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(corpus);
        return Run(question, corpus).Finish(today, warnings ?? WarningTable.Default);
    }

    internal static Turn Run(Question question, Corpus corpus)
    {
        if (question.Context is { } context)
            return Turn.Take(corpus, question.Text, string.IsNullOrWhiteSpace(context.Asked) ? null : Turn.Of(context, corpus, question.UserUnit), question.UserUnit);
        Turn? before = null;
        foreach (var earlier in (question.History ?? []).TakeLast(MostHistory))
        {
            if (!string.IsNullOrWhiteSpace(earlier)) before = Turn.Take(corpus, earlier, before, question.UserUnit);
        }

        return Turn.Take(corpus, question.Text, before, question.UserUnit);
    }
}
