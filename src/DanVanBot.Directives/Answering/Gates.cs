using System.Globalization;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>What is decided before anything is searched: what must not be answered, what is no question, and what no stored document can be about.</summary>
internal static class Gates
{
    private static readonly (string Guard, AnswerRoute Route, string Reason)[] Ordered =
    [
        ("denunciation", AnswerRoute.Denunciation, "denunciation"),
        ("complaint", AnswerRoute.Complaint, "complaint"),
        ("personal_data", AnswerRoute.PersonalData, "personal-data"),
        ("legal_advice", AnswerRoute.Abstain, "legal-advice"),
        ("petition", AnswerRoute.Petition, "petition"),
        ("trouble", AnswerRoute.Petition, "petition"),
        ("help", AnswerRoute.Help, "help"),
        ("future", AnswerRoute.Abstain, "future"),
        ("opinion", AnswerRoute.Abstain, "out-of-domain"),
        ("out_of_domain", AnswerRoute.Abstain, "out-of-domain"),
    ];

    private const Intents Asking = Intents.Responsible | Intents.Number | Intents.Tasks | Intents.Date | Intents.Deadline | Intents.WhichDocument;

    public static Answer? Guard(Understanding question, Corpus corpus, QuestionRules rules)
    {
        if (IsAboutPerson(question, corpus, rules)) return Refuse(AnswerRoute.PersonalData, "personal-data");
        foreach (var (guard, route, reason) in Ordered)
        {
            if (rules.Guard(guard).Match(question.Tokens, question.Text) is not { } match) continue;
            // Where the documents themselves speak of tourism, tourism is no other matter.
            if (guard == "out_of_domain" && IsKnown(question, match, corpus)) continue;
            // "trợ giúp xã hội" asks the documents; "trợ giúp" alone, or with a name for the bot, asks for help.
            if (guard == "help" && question.ContentCount > match.To - match.From && IsKnown(question, match, corpus)) continue;
            // What is planned stands in the documents; who it will be does not.
            if (guard == "future" && (question.Documents.Count > 0 || question.Has(Intents.Tasks))) continue;
            // Who tells of home and then asks for a figure of a year asks the documents.
            if (guard is "petition" or "trouble" && ((question.Documents.Count > 0 && question.Has(Asking)) || (question.Years.Count > 0 && question.Has(Intents.Number | Intents.WhichDocument)))) continue;
            if (guard == "trouble" && question.Has(Asking) && IsKnown(question, match, corpus)) continue;
            return Refuse(route, reason);
        }

        return null;
    }

    private static bool IsKnown(Understanding question, (int From, int To) match, Corpus corpus)
    {
        if (match.To - match.From < 2) return false;
        for (var i = match.From; i + 1 < match.To; i++)
        {
            if (!corpus.Index.HasPair(question.Tokens[i].Folded, question.Tokens[i + 1].Folded)) return false;
        }

        return true;
    }

    /// <summary>A signer is named, and not as who signed or what office they hold: a person's own affairs are asked about.</summary>
    private static bool IsAboutPerson(Understanding question, Corpus corpus, QuestionRules rules)
    {
        if (question.Has(Intents.Signer) || rules.Intent("person_role").IsIn(question.Tokens, question.Text)) return false;
        return corpus.Signers.IsIn(question.Tokens, question.Text);
    }

    /// <summary>A document the question names and nobody stored is said to be missing; one that is only cited is answered from the citation, and its content is refused.</summary>
    public static Answer? Documents(Understanding question, Corpus corpus, out List<CorpusDocument> stored, out List<(CorpusDocument Document, DocumentReference Reference)> cited)
    {
        stored = [];
        cited = [];
        foreach (var mention in question.Documents)
        {
            var (documents, references) = Find(mention, corpus);
            stored.AddRange(documents);
            if (documents.Count > 0) continue;
            if (references.Count == 0)
                return Refuse(AnswerRoute.Abstain, "unknown-number", ("number", mention.Canonical is not null || mention.Type is null ? Words(question, mention).ToUpperInvariant() : mention.Number));
            cited.AddRange(references);
            // A citation says what a document is, never what or how much stands in it. (Whether it says what is asked is seen when it is looked up.)
            if (question.Has(Intents.ContentOf) || (question.Has(Intents.Number) && !question.Has(Intents.Date | Intents.DocumentNumber)))
            {
                var first = references[0];
                return Refuse(AnswerRoute.Abstain, "referenced-only", ("number", first.Reference.Number), ("where", first.Reference.SectionId));
            }
        }

        return null;
    }

    /// <summary>Place, year and period of the question must be those of a stored document or of something it says.</summary>
    public static Answer? Facets(Understanding question, Corpus corpus)
    {
        foreach (var place in question.Places)
        {
            if (!corpus.Places.Contains(place.Name))
                return Refuse(AnswerRoute.Abstain, "other-place", ("place", TitleCase(question.Text[question.Tokens[place.From].Start..question.Tokens[place.To - 1].End])));
        }

        if (question.UnknownPlace is { } unknown) return Refuse(AnswerRoute.Abstain, "other-place", ("place", TitleCase(unknown)));

        foreach (var year in question.Years)
        {
            if (corpus.Years.Contains(year) || Speaks(corpus, year)) continue;
            var known = corpus.Years.Order();
            return Refuse(AnswerRoute.Abstain, "other-year", ("year", Text(year)), ("years", string.Join(", ", known.Select(Text))));
        }

        return null;
    }

    public static Answer Refuse(AnswerRoute route, string reason, params (string Key, string Value)[] data) =>
        new() { Route = route, Reason = reason, Data = data.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal) };

    private static (List<CorpusDocument> Stored, List<(CorpusDocument Document, DocumentReference Reference)> Cited) Find(DocumentMention mention, Corpus corpus)
    {
        if (mention.Canonical is { } canonical)
            return ([.. corpus.Symbols.GetValueOrDefault(canonical, [])], [.. corpus.Mentions.GetValueOrDefault(canonical, [])]);
        var prefix = mention.Number + "-";
        var stored = corpus.Symbols.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(s => s.Value).Where(d => Same(d.Directive.Type, mention.Type)).ToList();
        var cited = corpus.Mentions.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(s => s.Value).Where(m => Same(m.Reference.Type, mention.Type)).ToList();
        return (stored, cited);
    }

    private static string Words(Understanding question, DocumentMention mention) => mention.To == 0 ? mention.Canonical ?? mention.Number : question.Text[question.Tokens[mention.From].Start..question.Tokens[mention.To - 1].End];

    private static bool Same(string? type, string? asked) => type is null || asked is null || type == asked || type.StartsWith(asked, StringComparison.Ordinal);

    private static bool Speaks(Corpus corpus, int year) => corpus.Index.HasWord(Text(year));

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);

    internal static string TitleCase(string text) => string.Join(' ', text.Split(' ').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
}
