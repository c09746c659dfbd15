using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>What can be asked of a document as a whole.</summary>
internal enum DocumentFact
{
    Ground,
    Role,
    Recipient,
    Kept,
    Number,
    Date,
    Title,
    Issuer,
    Validity,
}

/// <summary>
/// Answers what is asked of a document as a whole: its number, its day, its name, its ground, who it went to. Everything else the question says only describes which
/// document is meant; where it says more than any document's head, opening and signature do, something in the text is asked about and nothing is answered here.
/// </summary>
internal sealed class DocumentFacts(Corpus corpus, Understanding question, Query query, Ranker ranker, QuestionRules rules, bool isKnown)
{
    // A quarter of what is said may be the asker's own words for the document.
    private const float Described = 0.75f;
    // A text that says more of the question than the head does is asked about.
    private const float More = 0.1f;
    private const float Surely = 0.9f;
    private static readonly BlockKind[] Describing = [BlockKind.Header, BlockKind.Preamble, BlockKind.Signature];

    private readonly bool _speaksOfDocument = isKnown || rules.DocumentWords.IsIn(question.Tokens, question.Text) || Array.Exists(rules.TypeWords, t => t.Words.IsIn(question.Tokens, question.Text));

    public Answer? Find()
    {
        foreach (var (fact, ask) in rules.DocumentFacts)
        {
            // "báo cáo định kỳ … còn dùng không": the duty is asked about, and what it stands in comes with it.
            if (fact == DocumentFact.Validity && question.Has(Intents.Report | Intents.ReportMentioned)) continue;
            // "trong bao nhiêu ngày": how many, and no day.
            if (fact == DocumentFact.Date && question.Has(Intents.Number)) continue;
            var asked = ask.Matches(question.Tokens, question.Text);
            if (asked.Count > 0 && Find(fact, asked) is { } answer) return answer;
        }

        return null;
    }

    private Answer? Find(DocumentFact fact, List<(int From, int To)> asked)
    {
        // The words of a recipient are not those of the document.
        var rest = fact == DocumentFact.Recipient ? 0 : query.ContentWhere(i => !IsOfFact(i, asked) && !question.Documents.Exists(d => i >= d.From && i < d.To));
        // A day or number of something else is asked for, unless a document is spoken of.
        if (!_speaksOfDocument && (rest == 0 || fact is DocumentFact.Number or DocumentFact.Date)) return null;
        CorpusDocument? best = null;
        float most = 0, described = 0;
        foreach (var document in Candidates())
        {
            var share = rest == 0 ? 1 : query.Share(WordsOf(document), rest);
            var worth = share * ranker.Fit(document);
            if (share < Described || worth <= most) continue;
            (best, most, described) = (document, worth, share);
        }

        // "Ban … hiện nay còn theo dõi … không": a unit's task is asked about, unless the unit is who issued the document.
        if (best is not null && fact == DocumentFact.Validity && question.Units.Exists(u => HasTasks(u, best))) return null;
        return best is null || IsInText(fact, described, rest) ? null : Of(best, fact, described > Surely);
    }

    private bool HasTasks(UnitMention unit, CorpusDocument document) =>
        unit.From >= 0 && corpus.Tables.Units.ContainsKey(rules.CanonicalHead(unit.Head))
        && !(document.Directive.Issuer is { } issuer && (VietnameseText.Fold(rules.WriteOut(VietnameseText.Lower(issuer))) + " ").StartsWith(unit.Head + " ", StringComparison.Ordinal));

    /// <summary>Something in a text is asked about: a passage says more of the question than the document's head does, or as much and the kind of thing asked for with it.</summary>
    private bool IsInText(DocumentFact fact, float described, ulong rest)
    {
        foreach (var found in ranker.Rank())
        {
            if (Array.IndexOf(Describing, found.Block.Block.Kind) >= 0) continue;
            var said = rest == 0 ? 0 : query.Share(query.WordsIn(found.Block.Body) | query.WordsIn(found.Block.Crumb) | query.WordsIn(found.Block.Context), rest);
            var beyond = rest & ~query.WithAlternatives(query.WordsIn(found.Block.Context) | Called(found.Block.Document));
            if (said > described + More) return true;
            // The head says all of it; the passage says the rest of it in its own words.
            if (said >= described && fact is DocumentFact.Number or DocumentFact.Date or DocumentFact.Ground && found.Passage.HasAskedType && beyond != 0 && query.Share(query.WordsIn(found.Block.Body), beyond) >= Surely) return true;
        }

        return false;
    }

    /// <summary>A word that asks for the fact, and none that stands between two of them.</summary>
    private bool IsOfFact(int i, List<(int From, int To)> asked) => asked.Exists(a => i >= a.From && i < a.To) && rules.DocumentFactWords.Contains(question.Tokens[i].Folded);

    private IEnumerable<CorpusDocument> Candidates() =>
        Describing.SelectMany(k => ranker.Rank(corpus.Tables.OfKind(k))).Select(c => c.Block.Document).Distinct();

    private ulong WordsOf(CorpusDocument document)
    {
        ulong words = 0;
        foreach (var block in BlocksOf(document, Describing)) words |= query.WordsIn(block.Body) | query.WordsIn(block.Context) | query.WordsIn(block.Crumb);
        return words | Called(document);
    }

    /// <summary>Words of the issuer and the kind, written out: "UBND" of the head is the "ủy ban nhân dân" of the question.</summary>
    private ulong Called(CorpusDocument document)
    {
        var directive = document.Directive;
        var named = Tokenizer.Tokenize(rules.WriteOut(VietnameseText.Lower(directive.Issuer + " " + directive.Type))).Select(t => t.Folded).ToHashSet();
        return query.ContentWhere(i => named.Contains(question.Tokens[i].Folded));
    }

    private Answer? Of(CorpusDocument document, DocumentFact fact, bool isSure)
    {
        var directive = document.Directive;
        switch (fact)
        {
            case DocumentFact.Number when directive.Number is null:
                return isSure ? Gates.Refuse(AnswerRoute.Abstain, "no-number") : null;
            case DocumentFact.Date when directive.Date is null:
                return isSure ? Gates.Refuse(AnswerRoute.Abstain, "no-date") : null;
            case DocumentFact.Number:
                return Quote(document, b => Says(b, directive.Number!), BlockKind.Header);
            case DocumentFact.Date:
                var day = directive.Date!.Value;
                return Quote(document, b => SaysDay(b, day), BlockKind.Header, BlockKind.Signature, BlockKind.Preamble);
            case DocumentFact.Title:
                return directive.Subject is null ? Quote(document, null, BlockKind.Preamble) : Quote(document, null, BlockKind.Header);
            case DocumentFact.Ground:
                return Quote(document, b => DocumentSymbols.Find(b.Block.Text).Any(), BlockKind.Preamble);
            case DocumentFact.Role:
                return Quote(document, null, BlockKind.Signature);
            case DocumentFact.Kept:
                return Quote(document, null, BlockKind.Copies);
            case DocumentFact.Recipient:
                return Quote(document, b => query.Share(query.WordsIn(b.Body), query.Content) > 0, BlockKind.Addressees, BlockKind.Copies);
            default:
                return Quote(document, null, BlockKind.Header, BlockKind.Preamble);
        }
    }

    /// <summary>Of the first kind that has one the block that says most of the question.</summary>
    private Answer? Quote(CorpusDocument document, Func<CorpusBlock, bool>? where, params BlockKind[] kinds)
    {
        var found = BlocksOf(document, kinds).Where(b => where is null || where(b))
            .OrderByDescending(b => query.Share(query.WordsIn(b.Body), query.Content)).ThenBy(b => Array.IndexOf(kinds, b.Block.Kind)).ToList();
        return found.Count == 0 ? null : new Answer { Route = AnswerRoute.Answer, Reason = "looked-up", Citations = [.. found.Take(3).Select(b => Citations.Of(b))], Shown = 1 };
    }

    private IEnumerable<CorpusBlock> BlocksOf(CorpusDocument document, BlockKind[] kinds)
    {
        for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++)
        {
            if (Array.IndexOf(kinds, corpus.Blocks[i].Block.Kind) >= 0) yield return corpus.Blocks[i];
        }
    }

    private static bool Says(CorpusBlock block, string number) => DocumentSymbols.Find(block.Block.Text).Any(s => s.Canonical == DocumentSymbols.Canonical(number)) || block.Block.Text.Contains(number, StringComparison.Ordinal);

    private static bool SaysDay(CorpusBlock block, DateOnly day)
    {
        bool year = false, date = false;
        foreach (var token in block.Tokens)
        {
            if (!token.IsNumber) continue;
            var parts = token.Folded.Split('/');
            year |= parts[^1] == day.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
            date |= int.TryParse(parts[0], out var number) && number == day.Day;
        }

        return year && date;
    }
}
