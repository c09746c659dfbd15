namespace DanVanBot.Directives.Reading;

/// <summary>Why a file is not taken into the register.</summary>
public enum RefusalReason
{
    Empty,
    Binary,
    Html,
    Json,
    NotADirective,
    Classified,
    InternalOnly,
    TooLarge,

    /// <summary>Behind a password.</summary>
    Encrypted,

    /// <summary>Cut off, or broken inside.</summary>
    Damaged,

    /// <summary>Carries a program.</summary>
    Macros,

    /// <summary>Pictures of pages without text.</summary>
    Scanned,

    /// <summary>A kind of file that is not read: .doc, .rtf, .odt, spreadsheets.</summary>
    OldFormat,

    /// <summary>Vietnamese in a code from before Unicode.</summary>
    OldEncoding,

    /// <summary>Made to harm: unpacks without end, nests without end, declares entities.</summary>
    Harmful,
}

/// <summary>Either a document or a refusal with an English detail for the operator.</summary>
public sealed record ReadResult(Directive? Directive, RefusalReason? Refusal, string? Detail)
{
    public bool IsRead => Directive is not null;

    /// <summary>The name of the phrase that says it in a chat, for example "directive-refused-scanned"; null when the document was read.</summary>
    public string? RefusalKey => Refusal is { } reason ? "directive-refused-" + string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString())) : null;

    internal static ReadResult Read(Directive directive) => new(directive, null, null);

    internal static ReadResult Refused(RefusalReason reason, string detail) => new(null, reason, detail);
}

/// <param name="AllowInternal">Takes a document marked for internal circulation; classified ones are refused in any case.</param>
public sealed record ReadOptions(bool AllowInternal = false);
