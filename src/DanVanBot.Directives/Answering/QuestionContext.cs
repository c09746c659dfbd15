namespace DanVanBot.Directives.Answering;

/// <summary>
/// What a question leaves behind for the next one of the same chat: pure data, kept by the conversation and handed back in <see cref="Question.Context"/>.
/// It replaces the list of earlier questions where it is given.
/// </summary>
/// <param name="Asked">The question as it was understood.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Turns">How many questions in a row have leaned on this one's document, unit or year.</param>
/// <param name="Document">The file name of the document the answer came from.</param>
/// <param name="Section">The section of that document.</param>
/// <param name="Year">The year that was asked about.</param>
/// <param name="Unit">The unit that was asked about, as a document would write it without marks.</param>
/// <param name="Place">The place that was asked about, without marks.</param>
public sealed record QuestionContext(
    string Asked,
    DateTimeOffset At,
    int Turns = 0,
    string? Document = null,
    string? Section = null,
    int? Year = null,
    string? Unit = null,
    string? Place = null)
{
    /// <summary>How long and over how many questions a context is taken up.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>How many questions in a row may lean on one.</summary>
    public const int MostTurns = 5;

    /// <summary>False when it is too old or has been leaned on too often; then it is not to be handed back.</summary>
    public bool IsAlive(DateTimeOffset now) => Turns < MostTurns && now >= At && now - At <= Lasts;

    /// <summary>The context after <paramref name="answer"/>; null where the answer leaves nothing to lean on.</summary>
    public static QuestionContext? After(Answer answer, QuestionContext? before, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Leaves is not { } leaves) return null;
        return leaves with { At = now, Turns = answer.Carried is not null && before is not null ? before.Turns + 1 : 0 };
    }
}
