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
}

/// <summary>Either a document or a refusal with an English detail for the operator.</summary>
public sealed record ReadResult(Directive? Directive, RefusalReason? Refusal, string? Detail)
{
    public bool IsRead => Directive is not null;

    internal static ReadResult Read(Directive directive) => new(directive, null, null);

    internal static ReadResult Refused(RefusalReason reason, string detail) => new(null, reason, detail);
}

/// <param name="AllowInternal">Takes a document marked for internal circulation; classified ones are refused in any case.</param>
public sealed record ReadOptions(bool AllowInternal = false);
