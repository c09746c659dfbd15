using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

[Flags]
internal enum Intents
{
    None = 0,
    Signer = 1 << 0,
    Addressees = 1 << 1,
    Copies = 1 << 2,
    Subject = 1 << 3,
    Basis = 1 << 4,
    Report = 1 << 5,
    Deadline = 1 << 6,
    Tasks = 1 << 7,
    Responsible = 1 << 8,
    DocumentNumber = 1 << 9,
    Date = 1 << 10,
    Issuer = 1 << 11,
    Reason = 1 << 12,
    Currentness = 1 << 13,
    Replaced = 1 << 14,
    OfficeHolder = 1 << 15,
    ContentOf = 1 << 16,
    Template = 1 << 17,
    Number = 1 << 18,
    Percent = 1 << 19,
    WhichDocument = 1 << 20,
    Ordinal = 1 << 21,
    Year = 1 << 22,

    /// <summary>Reporting is spoken of, but neither to whom nor how often is asked.</summary>
    ReportMentioned = 1 << 23,
}

/// <summary>A document the question names, by full symbol or by type and number only.</summary>
internal sealed record DocumentMention(string? Canonical, string Number, string? Type, int From, int To);

/// <summary>A unit the question names: the head of its name and the words that say whose it is.</summary>
internal sealed record UnitMention(string Head, string? Qualifier, int From, int To);

/// <summary>A content word or function word of the question with its place in the index.</summary>
internal readonly record struct QuestionTerm(string Folded, int Term, int PairWithNext, bool IsContent, float Idf);

/// <summary>What was understood of one question: words, facets and what kind of answer is wanted.</summary>
internal sealed class Understanding
{
    public required string Text { get; init; }
    public required List<Token> Tokens { get; init; }
    public required QuestionTerm[] Terms { get; init; }
    public required IReadOnlyList<Alternative> Alternatives { get; init; }
    public required Intents Intents { get; set; }
    public required List<int> Years { get; set; }
    public required List<DateOnly> Dates { get; init; }
    public required List<PlaceMention> Places { get; init; }
    public required List<DocumentMention> Documents { get; init; }
    public required List<UnitMention> Units { get; init; }
    public required List<string> Types { get; init; }
    public OfficeLevel Level { get; set; }
    public bool Leans { get; init; }
    public bool HasWholeYear { get; init; }
    /// <summary>The parts of a year the question names, with numbers stripped of zeros: "6 thang", "quy 1".</summary>
    public required List<string> Periods { get; init; }
    public string? Office { get; init; }
    public string? AskedNoun { get; init; }
    public int Repaired { get; init; }

    public bool Has(Intents intent) => (Intents & intent) != 0;

    public int ContentCount => Terms.Count(t => t.IsContent);
}
