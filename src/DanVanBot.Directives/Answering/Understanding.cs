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

    /// <summary>"khi nào": a day, or a month, a weekday, how often.</summary>
    Time = 1 << 24,
    Where = 1 << 25,
}

/// <summary>A document the question names, by full symbol or by type and number only.</summary>
internal sealed record DocumentMention(string? Canonical, string Number, string? Type, int From, int To);

/// <summary>A unit the question names: the head of its name and the words that say whose it is.</summary>
internal sealed record UnitMention(string Head, string? Qualifier, int From, int To);

/// <summary>A content word or function word of the question with its place in the index.</summary>
/// <param name="IsTopic">A content word that is no facet: no place, no unit's level, no period. Without one a question asks nothing of the texts.</param>
/// <param name="IsWide">A word that is not of grammar alone.</param>
internal readonly record struct QuestionTerm(string Folded, int Term, int PairWithNext, bool IsContent, bool IsTopic, float Idf, bool IsWide);

/// <summary>A noun that is counted, and the words that stand right behind it.</summary>
internal sealed record AskedNoun(string[] AnyOf, string[] Qualifiers)
{
    /// <summary>The words right behind the noun, folded, up to the next word of grammar.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>The qualifiers in the index.</summary>
    public (int First, int Second) Terms { get; init; } = (-1, -1);
}

/// <summary>A thing asked for by name, and the phrases that speak of it.</summary>
internal sealed record AskedAttribute(int From, int To, PhraseSet Said);

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
    /// <summary>What is counted: the nouns after "bao nhiêu" or "mấy", each with the words that say which of them.</summary>
    public required List<AskedNoun> AskedNouns { get; set; }

    /// <summary>A place typed with a capital after a word such as "xã", that neither the gazetteer nor any document knows.</summary>
    public string? UnknownPlace { get; init; }

    /// <summary>A thing about something that is asked for by name (its cost, its address): a passage without that word does not answer.</summary>
    public required List<AskedAttribute> Attributes { get; init; }

    /// <summary>An organisation the question is about, that no table of units need know: the first words of its name as terms of the index.</summary>
    public required List<(int First, int Second)> Organisations { get; init; }
    /// <summary>Papers and registrations asked for: two words side by side that the passage must have.</summary>
    public required List<(int First, int Second)> Papers { get; init; }

    /// <summary>Villages, quarters, markets the question names.</summary>
    public required List<LocalName> Locals { get; init; }

    /// <summary>Kinds of things that have names and one of which is asked for: "xã" of "xã nào".</summary>
    public required List<string[]> NamedKinds { get; init; }

    /// <summary>For each word whether it says what kind of thing is asked for.</summary>
    public required bool[] Focus { get; init; }

    /// <summary>The section the question names, if any.</summary>
    public SectionMention? Section { get; init; }

    /// <summary>The number, day or subject of a document is asked for, which stand in its head; an event's day stands elsewhere.</summary>
    public bool SpeaksOfHead => Has(Intents.Subject | Intents.DocumentNumber | Intents.Currentness) || (Has(Intents.Date | Intents.Year) && (Documents.Count > 0 || SpeaksOfIssuing));

    /// <summary>A document's issuing is spoken of.</summary>
    public bool SpeaksOfIssuing { get; init; }

    /// <summary>The most or the least of something is asked for.</summary>
    public bool AsksExtreme { get; init; }

    public int Repaired { get; init; }

    public bool HasForeignWord { get; init; }

    /// <summary>A list is asked for: "những … gì", "gồm … nào".</summary>
    public bool Enumerates { get; init; }

    public bool Has(Intents intent) => (Intents & intent) != 0;

    /// <summary>How many different words the topic has.</summary>
    public int TopicWords => _topicWords ??= Terms.Where(t => t.IsTopic).Select(t => t.Folded).Distinct(StringComparer.Ordinal).Count();

    private int? _topicWords;

    /// <summary>What is asked for ("con trâu") is known to no document by these words or others for them.</summary>
    public bool AsksForUnknown
    {
        get
        {
            var asked = false;
            for (var i = 0; i < Terms.Length; i++)
            {
                if (!Focus[i]) continue;
                if (Terms[i].Term >= 0 || Alternatives.Any(a => (" " + a.Of + " ").Contains(" " + Terms[i].Folded + " ", StringComparison.Ordinal))) return false;
                asked = true;
            }

            return asked;
        }
    }

    /// <summary>The same few words over and over.</summary>
    public bool IsRepetition
    {
        get
        {
            const int enough = 5;
            return Tokens.Count >= enough && Tokens.Select(t => t.Folded).Distinct(StringComparer.Ordinal).Count() * 2 <= Tokens.Count;
        }
    }

    /// <summary>True when every word of the topic belongs to the name of a unit.</summary>
    public bool IsOnlyUnits
    {
        get
        {
            for (var i = 0; i < Terms.Length; i++)
            {
                if (Terms[i].IsTopic && !Units.Exists(u => i >= u.From && i < u.To)) return false;
            }

            return true;
        }
    }

    /// <summary>No topic but the name of a part of a place.</summary>
    public bool IsOnlyLocal => Locals.Count == 1 && Units.Count == 0 && Enumerable.Range(0, Terms.Length).All(i => !Terms[i].IsTopic || (i >= Locals[0].From && i < Locals[0].To));

    /// <summary>This question with the part of a place that <paramref name="other"/> names in the stead of its own.</summary>
    public string WithLocal(Understanding other)
    {
        var (own, its) = (Locals[0], other.Locals[0]);
        return string.Concat(Text.AsSpan(0, Tokens[own.From].Start), other.Text.AsSpan(other.Tokens[its.From].Start, other.Tokens[its.To - 1].End - other.Tokens[its.From].Start), Text.AsSpan(Tokens[own.To - 1].End));
    }

    /// <summary>Nothing but the name of a unit, whose it is, and a place or year: no other word, not even "là".</summary>
    public bool IsUnitFragment => Units.Count > 0 && Tokens.Count <= 12 && Enumerable.Range(0, Tokens.Count).All(i =>
        Units.Exists(u => i >= u.From && i < u.To) || Places.Exists(p => i >= p.From && i < p.To) || (Terms[i].IsContent && !Terms[i].IsTopic));

    public int ContentCount => _contentCount ??= Terms.Count(t => t.IsContent);

    private int? _contentCount;
}
