namespace DanVanBot.Core.Offices;

/// <summary>Names of everything that needs a permission. <c>permissions.yaml</c> has a line for each of them; a name that is not here is refused there.</summary>
public static class Actions
{
    /// <summary>Agree to the notice, withdraw that, see and erase the own data.</summary>
    public const string OwnData = "own-data";

    /// <summary>Send a petition.</summary>
    public const string PetitionSubmit = "petition-submit";

    /// <summary>Look up, add to and withdraw petitions of one's own.</summary>
    public const string PetitionOwn = "petition-own";

    /// <summary>See the list of open cases.</summary>
    public const string CaseQueue = "case-queue";

    /// <summary>Open a case, contact included.</summary>
    public const string CaseView = "case-view";

    /// <summary>Take a case on.</summary>
    public const string CaseTake = "case-take";

    /// <summary>Answer a case.</summary>
    public const string CaseAnswer = "case-answer";

    /// <summary>Ask the sender for more.</summary>
    public const string CaseAsk = "case-ask";

    /// <summary>Use an invitation.</summary>
    public const string Link = "link";

    /// <summary>See what a unit owes.</summary>
    public const string DutyView = "duty-view";

    /// <summary>Hand a report in.</summary>
    public const string ReportSubmit = "report-submit";

    /// <summary>See who has reported and who has not.</summary>
    public const string ReportStatus = "report-status";

    /// <summary>Ask what the directives say.</summary>
    public const string DirectiveAsk = "directive-ask";

    /// <summary>See tasks drawn from directives.</summary>
    public const string TaskView = "task-view";

    /// <summary>Answer a question that was passed on to the office.</summary>
    public const string QuestionAnswer = "question-answer";

    /// <summary>Take a document into the register, correct what was read of it, say whether it is in force.</summary>
    public const string DirectiveImport = "directive-import";

    /// <summary>Actions a later release brought, with the role that has them until the office's table says otherwise.</summary>
    public static readonly IReadOnlyDictionary<string, Units.Role> Later = new Dictionary<string, Units.Role> { [DirectiveImport] = Units.Role.Officer };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        OwnData, PetitionSubmit, PetitionOwn, CaseQueue, CaseView, CaseTake, CaseAnswer, CaseAsk, Link, DutyView, ReportSubmit, ReportStatus,
        DirectiveAsk, TaskView, QuestionAnswer, DirectiveImport,
    ];
}
