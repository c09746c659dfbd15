using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>What is looked up and not searched: signatures, addressees, subjects, citations, report duties, tasks of a unit.</summary>
internal sealed class LookUps(
    Corpus corpus,
    Understanding question,
    Query query,
    Ranker ranker,
    QuestionRules rules,
    List<CorpusDocument> stored,
    List<(CorpusDocument Document, DocumentReference Reference)> cited)
{
    private const float ClearlyMeant = 1.15f;
    private const float LeastOfCited = 0.5f;
    private const float MuchBeside = 2.2f;
    private const float WellCovered = 0.8f;
    private const float LeastOfDuty = 0.8f;
    // Who signed a document, whom it went to and why is said in it, and not where it is cited.
    private const Intents OfTheText = Intents.Signer | Intents.Addressees | Intents.Copies | Intents.Reason;
    private const float LeastOfHolder = 0.7f;
    private const int OnePerson = 30;
    private const int MostListed = 5;
    private const int ListedCharacters = 1500;

    public Answer? Answer()
    {
        if (question.Has(Intents.OfficeHolder) && !question.Has(Intents.Signer)) return OfficeHolder();
        if (Section() is { } named) return named;
        if (question.Has(Intents.Replaced)) return Replacing() ?? Mentioned("replaced");
        if (question.Has(Intents.Template)) return Mentioned("template");
        if (question.Has(Intents.Deadline) && Deadline() is { } deadline) return deadline;
        if (cited.Count > 0 && stored.Count == 0)
        {
            // "phải trình kế hoạch thực hiện Kế hoạch 83 trước ngày nào": asked of those who carry it out, and so of the documents that cite it.
            if (!question.Has(Intents.Deadline) || question.Units.Count == 0) return Cited();
            ranker.Only = [.. cited.Select(c => c.Document).Distinct()];
        }

        if (!question.Has(Intents.Tasks) && new DocumentFacts(corpus, question, query, ranker, rules, ranker.Only is not null).Find() is { } fact) return fact;
        if (question.Has(Intents.Basis) && question.Has(Intents.DocumentNumber) && Part(BlockKind.Preamble, WellCovered) is { } grounds) return grounds;
        if (question.Has(Intents.DocumentNumber) && !question.Has(Intents.Number) && OwnNumber() is { } number) return number;
        if (question.Has(Intents.Signer)) return Part(BlockKind.Signature);
        if (question.Has(Intents.Copies)) return Part(BlockKind.Copies);
        if (question.Has(Intents.Report | Intents.ReportMentioned) && Report() is { } report) return report;
        if (question.Has(Intents.Addressees)) return Part(BlockKind.Addressees) ?? Part(BlockKind.Copies);
        if (IsSubjectAsked && Subject() is { } subject) return subject;
        if (question.Has(Intents.Basis) && Part(BlockKind.Preamble) is { } basis) return basis;
        if (stored.Count > 1 && question.Documents.Count == 1 && question.ContentCount <= 2 && Both() is { } both) return both;
        if (stored.Count > 0 && question.ContentCount <= 2 && (question.Intents & ~(Intents.Currentness | Intents.Date)) == 0) return Part(BlockKind.Header);
        if (SectionLists.Find(corpus, question, query, ranker, rules) is { } list) return list;
        if (question.Has(Intents.Tasks) && Tasks() is { } tasks) return tasks;
        return null;
    }

    /// <summary>The year of a document is asked for by the words of its issuing; that of anything else stands in a text. A reason is no subject.</summary>
    private bool IsSubjectAsked => !question.Has(Intents.Reason)
        && (question.Has(Intents.Subject) || (question.Has(Intents.Year) && (stored.Count > 0 || rules.IssuedWords.IsIn(question.Tokens, question.Text))));

    /// <summary>A part of the document that the question's facets point to.</summary>
    private Answer? Part(BlockKind kind, float least = 0)
    {
        var found = ranker.Rank(corpus.Tables.OfKind(kind));
        return found.Count == 0 || found[0].Passage.BlockCoverage < least ? null : Found(found[0], found);
    }

    /// <summary>Two documents bear the number: the head of each, and nobody has to guess which is meant.</summary>
    private Answer? Both()
    {
        var heads = stored.Distinct().Select(d => corpus.Blocks.Skip(d.FirstBlock).Take(d.BlockCount).FirstOrDefault(b => b.Block.Kind is BlockKind.Header or BlockKind.Preamble)).Where(b => b is not null).Take(2).ToList();
        return heads.Count < 2 ? null : new Answer { Route = AnswerRoute.Answer, Reason = "both", Citations = [.. heads.Select(b => Citations.Of(b!))], Shown = 2 };
    }

    /// <summary>Who carries out a document as a whole is said in its closing.</summary>
    public static Answer? Charge(CorpusDocument document, Ranker ranker, List<Candidate> found)
    {
        var closing = ranker.Rank(Enumerable.Range(document.FirstBlock, document.BlockCount).ToArray(), b => b.Block.Kind == BlockKind.Closing);
        return closing.Count == 0 || closing[0].Passage.BlockCoverage < .7f ? null : Found(closing[0], found);
    }

    private Answer? Subject()
    {
        // "… là gì" asks for a subject only of a document that is named by number, or by hardly more than its kind and issuer.
        var found = ranker.Rank(corpus.Tables.OfKind(BlockKind.Header), b => b.Document.Directive.Subject is not null);
        if (found.Count == 0) return null;
        return stored.Count > 0 || found[0].Passage.BlockCoverage >= .8f ? Found(found[0], found) : null;
    }

    /// <summary>Who holds an office is known from a signature with that office and that body, or from a passage that names a person with it; from nothing else.</summary>
    private Answer OfficeHolder()
    {
        var found = ranker.Rank(corpus.Tables.OfKind(BlockKind.Signature));
        var role = found.Count > 0 ? found[0].Block.Document.Directive.SignerRole : null;
        var same = role is not null && question.Office is not null && string.Join(' ', role.Split(' ').Select(Tokenizer.Key)) == question.Office;
        if (same && !question.Has(Intents.Currentness) && found[0].Passage.BlockCoverage >= .85f) return Found(found[0], found);
        if (question.Office is { } office && !question.Has(Intents.Currentness))
        {
            var words = office.Split(' ');
            var speaking = words.Length < 2 ? [] : corpus.Index.BlocksOf(corpus.Index.Pair(words[0], words[1]));
            var named = ranker.Rank(speaking, b => NamesHolder(b, words)).Where(c => c.Passage.BlockCoverage >= LeastOfHolder).ToList();
            if (named.Count > 0) return Found(named[0], named);
        }

        return Gates.Refuse(AnswerRoute.Abstain, "no-office-holder");
    }

    /// <summary>"Bà Khúc Thị Hòa, … - Tổ trưởng": the name of a person stands before or behind the office in one clause.</summary>
    private bool NamesHolder(CorpusBlock block, string[] office)
    {
        var tokens = block.Tokens;
        foreach (var (_, to) in rules.PersonBefore.Matches(tokens, block.Block.Text))
        {
            var name = to;
            while (name < tokens.Length && !tokens[name].IsNumber && !tokens[name].Breaks && char.IsUpper(block.Block.Text[tokens[name].Start])) name++;
            if (name - to < 2) continue;
            var clause = Array.Find(block.Clauses, c => c.FirstToken < to && to <= c.EndToken);
            // An item of a list is one person's: "Bà …, Chủ tịch Hội … - Tổ trưởng."
            var (first, end) = tokens.Length <= OnePerson ? (0, tokens.Length) : (clause.FirstToken, clause.EndToken);
            for (var i = first; i + office.Length <= end; i++)
            {
                if (office.Select((w, k) => tokens[i + k].Folded == w).All(x => x)) return true;
            }
        }

        return false;
    }

    /// <summary>What took the place of a stored document: the sentence of the other that says so; else the other's head, where an officer noted it.</summary>
    private Answer? Replacing()
    {
        foreach (var document in stored)
        {
            var words = rules.Intent("replaced");
            foreach (var (other, reference) in document.Symbol is null ? [] : corpus.Mentions.GetValueOrDefault(document.Symbol, []))
            {
                var block = BlockOf(other, reference.BlockId);
                if (words.IsIn(block.Tokens, block.Block.Text)) return new Answer { Route = AnswerRoute.Answer, Reason = "looked-up", Citations = [Clause(block, reference)] };
            }

            if (document.Directive is { Status: DirectiveStatus.Replaced, ReplacedBy: { } by } && corpus.Documents.FirstOrDefault(d => d.Directive.Number == by || d.Directive.File == by) is { } successor
                && corpus.Blocks.Skip(successor.FirstBlock).Take(successor.BlockCount).FirstOrDefault(b => b.Block.Kind is BlockKind.Header or BlockKind.Preamble) is { } head)
                return new Answer { Route = AnswerRoute.Answer, Reason = "looked-up", Citations = [Citations.Of(head)] };
        }

        return null;
    }

    /// <summary>A section that is asked for as such, of a document that is named or was just shown, or of the only one that has it.</summary>
    private Answer? Section()
    {
        if (question.Section is not { } section) return null;
        var among = ranker.Only ?? [.. corpus.Documents.Where(d => ranker.Fit(d) > 0 && d.Directive.Sections.Any(s => SectionQuestions.IsOf(s.Id, section.Id))).OrderByDescending(ranker.Fit).Take(2)];
        // Two documents have one: the better described is meant, or neither.
        if (ranker.Only is null && among.Count > 1 && ranker.Fit(among[0]) < ranker.Fit(among[1]) * ClearlyMeant)
            return Gates.Refuse(AnswerRoute.AskBack, "which-document") with { Suggestions = [.. among.Select(d => new Suggestion(d.Directive, d.Directive.Sections.First(s => SectionQuestions.IsOf(s.Id, section.Id)).Id, null, string.Empty))] };
        var says = rules.SayWords.Matches(question.Tokens, question.Text);
        var rest = query.ContentWhere(i => !(i >= section.From && i < section.To) && !question.Documents.Exists(d => i >= d.From && i < d.To) && !says.Exists(s => i >= s.From && i < s.To));
        var described = among.Count > 0 ? query.WordsIn(corpus.Blocks[among[0].FirstBlock].Context) : 0;
        if ((rest & ~query.WithAlternatives(described)) != 0)
        {
            ranker.OnlySection = among.Count > 0 ? section.Id : null;
            return null;
        }

        return SectionQuestions.Whole(corpus, section, [.. among.Take(1)]) ?? Gates.Refuse(AnswerRoute.Abstain, "no-section");
    }

    private Answer Mentioned(string intent)
    {
        var words = rules.Intent(intent);
        var found = ranker.Rank().Where(c => words.IsIn(c.Block.Tokens, c.Block.Block.Text)).ToList();
        return found.Count > 0 && found[0].Passage.Coverage >= .6f ? Found(found[0], found) : Gates.Refuse(AnswerRoute.Abstain, "not-stated");
    }

    /// <summary>The day a report is due, where a duty says as much of the question as any other passage does; else the search looks for a day.</summary>
    private Answer? Deadline()
    {
        var duties = ranker.Rank(corpus.Tables.Duties, b => HasDuty(b, d => d.Deadline is not null));
        if (duties.Count == 0) return question.Has(Intents.Report | Intents.ReportMentioned) || rules.ReportWords.IsIn(question.Tokens, question.Text) ? Gates.Refuse(AnswerRoute.Abstain, "no-deadline") : null;
        var best = ranker.Only is null ? duties.Find(d => d.Passage.Topic >= LeastOfDuty) : duties[0];
        return best is null ? null : Found(best, duties);
    }

    private Answer? Report()
    {
        var duties = ranker.Rank(corpus.Tables.Duties);
        if (duties.Count == 0 || duties[0].Passage.BlockCoverage < .4f) return null;
        // What is to be reported is the topic of the document, which the duty itself need not repeat; but a passage that says more of the question goes first.
        var others = ranker.Rank().Take(3);
        // To whom and when is asked: only what speaks of reports can say it.
        if (question.Has(Intents.Report)) others = others.Where(o => rules.ReportWords.IsIn(o.Block.Tokens, o.Block.Block.Text));
        return others.Select(o => o.Passage.BlockCoverage).DefaultIfEmpty().Max() > duties[0].Passage.BlockCoverage + (question.Has(Intents.Report) ? .4f : .12f) ? null : Found(duties[0], duties);
    }

    /// <summary>What is said of a document that is only cited: the clause that cites it; both where two documents bear the number.</summary>
    private Answer Cited()
    {
        // A citation says what a document is and nothing of what stands in it.
        var says = rules.SayWords.Matches(question.Tokens, question.Text);
        var rest = query.ContentWhere(i => !question.Documents.Exists(d => i >= d.From && i < d.To) && !says.Exists(s => i >= s.From && i < s.To) && !rules.DocumentFactWords.Contains(question.Tokens[i].Folded));
        ulong said = 0;
        foreach (var (document, reference) in cited)
        {
            var block = BlockOf(document, reference.BlockId);
            said |= query.WordsIn(block.Body) | query.WordsIn(block.Crumb) | query.WordsIn(block.Context);
        }

        var focus = query.Focus & rest;
        if (question.Has(OfTheText) || (question.Has(Intents.Tasks) && !question.Has(Intents.Subject)) || query.Share(said, rest) < LeastOfCited || (focus != 0 && query.Share(said, focus) <= 0) || (question.Section is not null && !question.Has(Intents.Date | Intents.DocumentNumber)))
            return Gates.Refuse(AnswerRoute.Abstain, "referenced-only", ("number", cited[0].Reference.Number), ("where", cited[0].Reference.SectionId));
        var ranked = cited
            .Select(c => (c.Document, c.Reference, Block: BlockOf(c.Document, c.Reference.BlockId), Worth: Worth(c.Document, c.Reference)))
            .OrderByDescending(c => c.Worth)
            .ToList();
        var citations = ranked.Select(c => Clause(c.Block, c.Reference)).DistinctBy(c => (c.Document, c.BlockId, c.Offset)).Take(MostListed).ToList();
        var first = ranked[0].Reference;
        var rival = ranked.FindIndex(c => c.Reference.Number == first.Number && c.Reference.Date is { } date && first.Date is { } own && date != own);
        var both = rival > 0 && question.Documents.Count == 1;
        if (both)
        {
            var other = Clause(ranked[rival].Block, ranked[rival].Reference);
            citations.Remove(other);
            citations.Insert(1, other);
        }

        return new Answer { Route = AnswerRoute.Answer, Reason = both ? "both" : "cited", Citations = citations, Shown = both ? 2 : 1 };
    }

    private float Worth(CorpusDocument document, DocumentReference reference)
    {
        var worth = ranker.Fit(document);
        if (reference.Date is { } date)
        {
            worth += .5f;
            if (question.Tokens.Exists(t => t.IsNumber && IsDate(t.Folded, date))) worth += 2;
        }

        if (reference.Issuer is not null) worth += question.Has(Intents.Issuer) ? .6f : .2f;
        if (reference.Title is not null) worth += question.Has(Intents.Subject | Intents.WhichDocument) ? .5f : .1f;
        var block = BlockOf(document, reference.BlockId);
        worth += query.Coverage(query.WordsIn(block.Body));
        return worth;
    }

    private static bool IsDate(string token, DateOnly date)
    {
        var parts = token.Split('/');
        return parts.Length == 3 && int.TryParse(parts[0], out var d) && int.TryParse(parts[1], out var m) && d == date.Day && m == date.Month;
    }

    private static Citation Clause(CorpusBlock block, DocumentReference reference)
    {
        const int most = 700;
        var at = Array.FindIndex(block.Clauses, c => c.Start <= reference.Offset && reference.Offset < c.End);
        if (at < 0) return Citations.Of(block);
        var (start, end) = (block.Clauses[at].Start, block.Clauses[at].End);
        if (end - start > most)
        {
            // A sentence of a page: from the comma before the citation to the comma after it.
            var text = block.Block.Text;
            if (reference.Offset - start > 200) start = Math.Max(start, text.LastIndexOf(", ", reference.Offset, StringComparison.Ordinal) is var comma and > 0 ? comma + 2 : start);
            var limit = Math.Min(end, start + most);
            var close = text.LastIndexOf(',', limit - 1);
            end = close > reference.Offset + reference.Length ? close : Math.Min(end, Math.Max(limit, reference.Offset + reference.Length));
        }

        return Citations.Of(block, start, end);
    }

    /// <summary>The number of a stored document; a title in the question may also be that of a cited one, which the search finds.</summary>
    private Answer? OwnNumber()
    {
        var found = ranker.Rank(corpus.Tables.OfKind(BlockKind.Header));
        if (found.Count == 0 || found[0].Passage.BlockCoverage < .9f) return null;
        return found[0].Block.Document.Directive.Number is null ? Gates.Refuse(AnswerRoute.Abstain, "no-number") : Found(found[0], found);
    }

    private Answer? Tasks()
    {
        if (question.Units.Count == 0) return null;
        var unit = question.Units[0];
        var matching = UnitMatcher.Tasks(unit, corpus, ranker, question, query, rules);
        matching.RemoveAll(t => !Evidence.NamesBodies(t.Block, question));
        if (matching.Count == 0) return Headed(unit);
        var document = matching[0].Block.Document;
        var tasks = matching.Where(t => t.Block.Document == document).ToList();
        // What the question asks beside the unit decides which of its tasks come first.
        var scored = tasks.Select((t, i) => (Task: t, Order: i, Score: UnitMatcher.Topic(t, unit, question, query, corpus.Index.HighestIdf))).ToList();
        var topic = scored.Max(s => s.Score);
        if (topic > .3f) scored = [.. scored.OrderByDescending(s => s.Score > topic * .99f ? 1 : 0).ThenBy(s => s.Order)];
        if (scored[0].Score < .999f && topic < .55f && UnitMatcher.TopicWeight(unit, scored[0].Task.Block, question, query) > MuchBeside * corpus.Index.HighestIdf) return null;
        var citations = new List<Citation>();
        var length = 0;
        foreach (var (task, _, _) in scored)
        {
            var citation = Citations.Of(task.Block, task.Start, task.End);
            if (citations.Count >= MostListed || (citations.Count > 0 && length + citation.Length > ListedCharacters)) break;
            if (topic > .3f && citations.Count >= 3) break;
            citations.Add(citation);
            length += citation.Length;
        }

        return new Answer
        {
            Route = AnswerRoute.Answer,
            Reason = "tasks",
            Citations = citations,
            Shown = citations.Count,
            Data = new Dictionary<string, string> { ["more"] = (tasks.Count - citations.Count).ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>What stands under a title that is the unit's name, where no task was read from it.</summary>
    private Answer? Headed(UnitMention unit)
    {
        var head = rules.CanonicalHead(unit.Head);
        var found = ranker.Rank(corpus.Tables.OfKind(BlockKind.Heading), b => (" " + rules.WriteOut(VietnameseText.Lower(b.Section.Title ?? string.Empty))) is var title && VietnameseText.Fold(title).Contains(" " + head, StringComparison.Ordinal));
        if (found.Count == 0) return null;
        var heading = found[0].Block;
        var items = new List<Citation>();
        for (var i = heading.Number + 1; i < heading.Document.FirstBlock + heading.Document.BlockCount && corpus.Blocks[i].Block.SectionId == heading.Block.SectionId && items.Count < MostListed; i++)
        {
            if (items.Sum(c => c.Length) + corpus.Blocks[i].Block.Text.Length > ListedCharacters && items.Count > 0) break;
            items.Add(Citations.Of(corpus.Blocks[i]));
        }

        return items.Count == 0 || !Evidence.NamesBodies(heading, question) ? null : new Answer { Route = AnswerRoute.Answer, Reason = "tasks", Citations = items, Shown = items.Count };
    }

    private static bool HasDuty(CorpusBlock block, Func<ReportDuty, bool> which) =>
        block.Document.Directive.ReportDuties.Any(d => d.BlockId == block.Block.Id && which(d));

    private CorpusBlock BlockOf(CorpusDocument document, string id)
    {
        for (var i = document.FirstBlock; i < document.FirstBlock + document.BlockCount; i++)
        {
            if (corpus.Blocks[i].Block.Id == id) return corpus.Blocks[i];
        }

        throw new InvalidOperationException("A reference names a block that its document does not have.");
    }

    private static Answer Found(Candidate best, List<Candidate> found) => new()
    {
        Route = AnswerRoute.Answer,
        Reason = "looked-up",
        Citations = [.. found.Where(c => c != best).Take(2).Prepend(best).Select(Citations.Of)],
        Shown = 1,
    };
}
