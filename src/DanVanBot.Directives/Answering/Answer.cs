namespace DanVanBot.Directives.Answering;

/// <summary>A question with what the same chat was about before.</summary>
/// <param name="History">The earlier questions, oldest first; they are understood and answered again. Ignored where <paramref name="Context"/> is given.</param>
/// <param name="UserUnit">The name of the unit the asker is bound to: who "tôi", "chúng tôi", "đơn vị mình" are.</param>
/// <param name="Context">What the question before left behind, while it is alive.</param>
public sealed record Question(string Text, IReadOnlyList<string>? History = null, string? UserUnit = null, QuestionContext? Context = null);

/// <summary>Where a text belongs. Only <see cref="Answer"/> carries citations.</summary>
public enum AnswerRoute
{
    Answer,
    Abstain,
    Petition,
    Denunciation,
    Complaint,
    PersonalData,
    Help,

    /// <summary>The question may mean several things: it is asked back, nothing is answered.</summary>
    AskBack,
}

/// <summary>
/// A shown span: <paramref name="Quote"/> is the substring of the stored block at <paramref name="Offset"/>, never a paraphrase.
/// A citation of a summary (<paramref name="IsSummary"/>) is our own wording and must not be shown in quotation marks.
/// </summary>
public sealed record Citation(
    Directive Directive,
    string Section,
    string Quote,
    string BlockId,
    int Offset,
    int Length,
    bool IsSummary)
{
    /// <summary>The imported file name.</summary>
    public string Document => Directive.File;
}

/// <summary>A warning that is due, as a code of the texts file with its data.</summary>
public sealed record AnswerWarning(string Code, IReadOnlyDictionary<string, string> Data);

/// <summary>A near section that may help although it is no answer.</summary>
public sealed record Suggestion(Directive Directive, string Section, string? Title, string BlockId);

/// <summary>What was understood of the question and carried from earlier ones; shown so that the asker can correct it.</summary>
public sealed record CarriedFacets(int? Year, string? Document, string? Unit, string? Place);

/// <summary>The outcome of a question. <see cref="Reason"/> is a stable code of the texts file; sentences never come from here.</summary>
public sealed record Answer
{
    public required AnswerRoute Route { get; init; }
    public required string Reason { get; init; }
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>How many of the citations the chat text shows; the others are next best and stay behind "more".</summary>
    public int Shown { get; init; } = 1;

    public IReadOnlyList<AnswerWarning> Warnings { get; init; } = [];
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];
    /// <summary>What of the earlier question was used; null when nothing was.</summary>
    public CarriedFacets? Carried { get; init; }

    /// <summary>What this question leaves for the next one; its time and turns are set by <see cref="QuestionContext.After"/>.</summary>
    public QuestionContext? Leaves { get; init; }

    /// <summary>The question as it was understood when more than one word of it was repaired; else null.</summary>
    public string? Understood { get; init; }
}
