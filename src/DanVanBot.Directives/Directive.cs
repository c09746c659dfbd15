namespace DanVanBot.Directives;

/// <summary>The kind of a block, as the reader found it; only headings carry no statement of their own.</summary>
public enum BlockKind
{
    Header,
    Addressees,
    Preamble,
    Heading,
    Paragraph,
    Bullet,
    Closing,
    Copies,
    Signature,
    Footnote,
    Table,
}

/// <summary>Whether a document is in force. Set by an officer, never inferred from a text.</summary>
public enum DirectiveStatus
{
    Unknown,
    InForce,
    Over,
    Replaced,
}

/// <summary>The level of government of an issuer. The district level (huyện, thị xã) ended on 2025-06-30.</summary>
public enum OfficeLevel
{
    Unknown,
    Central,
    Province,
    District,
    Commune,
}

/// <summary>
/// One passage of a document: verbatim text with white space collapsed and hard wraps re-joined.
/// <paramref name="Start"/> and <paramref name="End"/> are offsets (UTF-16) into the text the document was read from.
/// </summary>
public sealed record Block(string Id, string SectionId, BlockKind Kind, string Text, int Start, int End);

/// <summary>A numbered part ("2.3", "B.II.3.b") or an unnumbered one (its label comes from the reading data). <paramref name="Title"/> is null where the text has none.</summary>
public sealed record Section(string Id, string? ParentId, string? Title)
{
    /// <summary>Whether an id is that of a numbered part: a reader says "mục 2.3", and "phần kết" of the others.</summary>
    public static bool IsNumbered(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length > 0 && (char.IsAsciiDigit(id[0]) || id.Contains('.', StringComparison.Ordinal) || id.All(char.IsAsciiLetterUpper));
    }
}

/// <summary>What a document gives to units to do.</summary>
/// <param name="Offset">Where <paramref name="Text"/> begins in the text of its block.</param>
/// <param name="Deadline">By when, as written; null where the text says nothing.</param>
public sealed record TaskAssignment(string SectionId, string BlockId, IReadOnlyList<string> Units, string Text, int Offset, string? Recurrence = null, string? Deadline = null);

/// <summary>Who reports what to whom. <paramref name="Recurrence"/> and <paramref name="Deadline"/> are null where the text gives none: they are never guessed.</summary>
public sealed record ReportDuty(
    string SectionId,
    string BlockId,
    string? Who,
    string Text,
    int Offset,
    string? Recurrence,
    string? Deadline,
    string? ReportTo,
    string? Via);

/// <summary>A citation of another document. The same number may belong to two documents: the key is number, date and issuer.</summary>
public sealed record DocumentReference(
    string SectionId,
    string BlockId,
    string? Type,
    string Number,
    DateOnly? Date,
    string? Issuer,
    string? Title,
    int Offset,
    int Length);

/// <summary>A figure with the clause it stands in. <paramref name="Flag"/> says what does not add up; nothing is corrected.</summary>
public sealed record Statistic(
    string SectionId,
    string BlockId,
    string Value,
    string? Unit,
    string? Numerator,
    string? Denominator,
    string Sentence,
    int Offset,
    string? Flag = null);

/// <summary>Something the reader was not sure of, for an officer to confirm. <paramref name="Code"/> is stable; <paramref name="Evidence"/> is text of the document.</summary>
public sealed record Doubt(string Code, string? Evidence);

/// <summary>The place and body that issued a document, as far as the text says.</summary>
public sealed record DirectiveOrigin(OfficeLevel Level, string? Place, string? System)
{
    /// <summary>The place of the superior body, when the issuer does not name its own.</summary>
    public string? Superior { get; init; }
}

/// <summary>How a summary of the shipped register recognises the real document, also when that has no number or date.</summary>
public sealed record Recognition(
    string? Type,
    string? Number,
    DateOnly? Date,
    int? Year,
    string? Place,
    OfficeLevel Level,
    string? SubjectContains,
    string? Signer = null);

/// <summary>
/// A document as read, or a summary of one written by us (<see cref="IsSummary"/>). Null metadata mean that the text does not say; nothing is guessed.
/// Immutable, and safe to share between threads.
/// </summary>
public sealed record Directive
{
    /// <summary>The file name it came from, without folders; the name citations carry.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the cleaned text in lower-case hex: the same text is the same import.</summary>
    public required string ContentHash { get; init; }

    public string? Type { get; init; }
    public string? Number { get; init; }
    public DateOnly? Date { get; init; }

    /// <summary>The year the document is for; from its subject, date or opening.</summary>
    public int? Year { get; init; }

    /// <summary>The period a report covers, as written (for example half a year); null where the whole year or none is meant.</summary>
    public string? Period { get; init; }

    public string? Subject { get; init; }

    /// <summary>The subject as the opening words it, when the head of the document has none.</summary>
    public string? InferredSubject { get; init; }

    public string? Issuer { get; init; }
    public string? Signer { get; init; }
    public string? SignerRole { get; init; }
    public DirectiveOrigin Origin { get; init; } = new(OfficeLevel.Unknown, null, null);
    public DirectiveStatus Status { get; init; }

    /// <summary>The document that took its place, as an officer said: its number, or its file name. Null unless <see cref="Status"/> says replaced.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Fields an officer stated, because the text does not or says them badly (<see cref="Register.Corrections.Fields"/>).</summary>
    public IReadOnlyList<string> Confirmed { get; init; } = [];

    /// <summary>What an officer stated of single tasks and report duties; <see cref="Tasks"/> and <see cref="ReportDuties"/> say it already.</summary>
    public IReadOnlyList<Register.StatedPart> Stated { get; init; } = [];

    public bool IsSummary { get; init; }

    /// <summary>The mark for internal circulation as the document carries it; null where there is none. Such a document is taken only when an officer allows it.</summary>
    public string? InternalMark { get; init; }

    /// <summary>For a summary: what real document it stands for. Null for a document that was read.</summary>
    public Recognition? StandsFor { get; init; }

    public IReadOnlyList<string> Addressees { get; init; } = [];
    public IReadOnlyList<string> CopiesTo { get; init; } = [];
    public IReadOnlyList<Section> Sections { get; init; } = [];
    public IReadOnlyList<Block> Blocks { get; init; } = [];
    public IReadOnlyList<TaskAssignment> Tasks { get; init; } = [];
    public IReadOnlyList<ReportDuty> ReportDuties { get; init; } = [];
    public IReadOnlyList<DocumentReference> References { get; init; } = [];
    public IReadOnlyList<Statistic> Statistics { get; init; } = [];
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
}
