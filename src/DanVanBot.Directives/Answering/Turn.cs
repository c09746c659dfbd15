using System.Globalization;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>One question of a chat: understood, with what it inherits of the turn before, and answered.</summary>
internal sealed class Turn
{
    private const int MostCitations = 5;
    private const int ShownCharacters = 1400;
    private const float EquallyGood = 0.95f;
    private const float LeastCoverage = 0.5f;
    private const float MuchLess = 0.15f;
    private const float ClearlyBetter = 0.15f;
    private const float LookedUp = 0.75f;
    private const Intents Typed = Intents.Number | Intents.Ordinal | Intents.Date | Intents.Year | Intents.Deadline;
    private const Intents OfUnits = Intents.Tasks | Intents.Responsible | Intents.Report | Intents.ReportMentioned | Intents.Deadline;
    private readonly Corpus _corpus;
    private readonly Turn? _before;
    private readonly QuestionRules _rules = QuestionRules.Default;
    private readonly bool _isOfAsker;
    private readonly bool _points;
    private bool _inherits;
    private int? _carriedYear;
    private string? _carriedUnit;
    private string? _carriedPlace;
    private CorpusDocument? _top;
    private string? _topSection;
    private Answer? _answer;

    public Turn(Corpus corpus, string text, Turn? before, string? userUnit)
    {
        _corpus = corpus;
        Question = QuestionReader.Read(text, corpus, _rules);
        // "còn thôn Thượng?": the question before, asked of the other place.
        if (before is not null && Question.Leans && Question.IsOnlyLocal && before.Question.Locals.Count == 1)
            Question = QuestionReader.Read(before.Question.WithLocal(Question), corpus, _rules);
        _points = before is not null && _rules.Pointing.IsIn(Question.Tokens, Question.Text);
        _isOfAsker = userUnit is null && _rules.Self.IsIn(Question.Tokens, Question.Text);
        if (userUnit is not null && Question.Units.Count == 0 && _rules.Self.IsIn(Question.Tokens, Question.Text) && UnitOf(userUnit) is { } own)
        {
            Question.Units.Add(own);
            // "việc của tôi": what the unit has to do.
            if ((Question.Intents & ~Intents.Subject) == Intents.None) Question.Intents = Intents.Tasks;
        }

        // "Ban Tuyên giáo Đảng ủy phường": who names a unit and nothing else asks what it has to do.
        if (Question.Intents == Intents.None && Question.IsUnitFragment && !Question.IsRepetition) Question.Intents = Intents.Tasks;
        _before = before is not null && !_rules.Reset.IsIn(Question.Tokens, Question.Text) ? before : null;
    }

    public Understanding Question { get; }

    /// <summary>What the search found best, whether or not it was good enough.</summary>
    internal Candidate? Best { get; private set; }

    /// <summary>How likely the best passage answers; 0 where nothing was searched.</summary>
    internal float Likelihood { get; private set; }

    /// <summary>All that was searched, best first; empty where the answer was looked up.</summary>
    internal IReadOnlyList<Candidate> Searched { get; private set; } = [];

    /// <summary>
    /// Answers a question in its chat. A short one that does not say it leans on the one before may all the same, or be a question of its own: both are tried, and alone it
    /// stands where that is clearly better.
    /// </summary>
    public static Turn Take(Corpus corpus, string text, Turn? before, string? userUnit)
    {
        var turn = new Turn(corpus, text, before, userUnit).Run();
        if (before is null || !turn._inherits || turn.Question.Leans) return turn;
        var alone = new Turn(corpus, text, null, userUnit).Run();
        return alone.Strength > turn.Strength + ClearlyBetter ? alone : turn;
    }

    /// <summary>How sure the answer is; 0 where there is none. What is looked up is as sure as a good search.</summary>
    private float Strength => _answer!.Route != AnswerRoute.Answer ? 0 : Likelihood > 0 ? Likelihood : LookedUp;

    /// <summary>An earlier question taken up from what it left behind: understood, but not searched again.</summary>
    public static Turn Of(QuestionContext context, Corpus corpus, string? userUnit)
    {
        var turn = new Turn(corpus, context.Asked, null, userUnit);
        turn._top = context.Document is { } file ? corpus.DocumentOfFile(file) : null;
        turn._topSection = turn._top is null ? null : context.Section;
        if (context.Year is { } year && turn.Question.Years.Count == 0) turn.Question.Years = [year];
        if (context.Place is { } place && turn.Question.Places.Count == 0) turn.Question.Places.Add(new PlaceMention(string.Join(' ', Tokenizer.Tokenize(place).Select(w => w.Folded)), 0, 0));
        if (context.Unit is { } unit && turn.Question.Units.Count == 0 && turn.UnitOf(unit) is { } mention) turn.Question.Units.Add(mention);
        return turn;
    }

    /// <summary>A unit by its name, or by an id made of its name.</summary>
    private UnitMention? UnitOf(string unit)
    {
        var read = QuestionReader.Read(unit.Replace('-', ' ').Replace('_', ' '), _corpus, _rules);
        return read.Units.Count == 0 ? null : read.Units[0] with { From = -1, To = -1 };
    }

    public Turn Run()
    {
        _answer = Decide();
        if (_answer.Citations.Count > 0)
        {
            _top = _corpus.DocumentOfDirective(_answer.Citations[0].Directive);
            _topSection = _answer.Citations[0].Section;
        }
        else
        {
            _top = _inherits ? _before?._top : null;
            _topSection = _inherits ? _before?._topSection : null;
        }

        return this;
    }

    public Answer Finish(DateOnly today, WarningTable warnings)
    {
        var answer = _answer!;
        if (answer.Route == AnswerRoute.Answer) answer = answer with { Warnings = warnings.Due(answer, Question, today) };
        var document = _inherits && _before?._top is { } top && answer.Citations.Count > 0 && answer.Citations[0].Directive == top.Directive ? top.Directive.File : null;
        if (document is not null || _carriedYear is not null || _carriedUnit is not null || _carriedPlace is not null)
            answer = answer with { Carried = new CarriedFacets(_carriedYear, document, _carriedUnit, _carriedPlace) };
        answer = answer with
        {
            Leaves = answer.Route is AnswerRoute.Answer or AnswerRoute.Abstain or AnswerRoute.AskBack && Question.Tokens.Count > 0
                ? new QuestionContext(Question.Text, default, 0, _top?.Directive.File, _topSection, Question.Years.Count > 0 ? Question.Years[0] : null, Question.Units.Count > 0 ? NameOf(Question.Units[0]) : null, Question.Places.Count > 0 ? Question.Places[0].Name : null)
                : null,
        };
        if (Question.Repaired > 1) answer = answer with { Understood = Question.Text };
        if (!answer.Data.ContainsKey("count"))
            answer = answer with { Data = new Dictionary<string, string>(answer.Data) { ["count"] = _corpus.Directives.Count.ToString(CultureInfo.InvariantCulture) } };
        return answer;
    }

    /// <summary>A unit as the question names it, with its marks; without them only where it was taken over itself.</summary>
    private string NameOf(UnitMention unit)
    {
        if (unit.From < 0) return _carriedUnit ?? (unit.Qualifier is null ? unit.Head : unit.Head + " " + unit.Qualifier);
        var name = Question.Text[Question.Tokens[unit.From].Start..Question.Tokens[unit.To - 1].End];
        return unit.Qualifier is not null && unit.To < Question.Tokens.Count && unit.Qualifier.StartsWith(Question.Tokens[unit.To].Folded, StringComparison.Ordinal)
            ? name + " " + Question.Text[Question.Tokens[unit.To].Start..Question.Tokens[Math.Min(Question.Tokens.Count, unit.To + unit.Qualifier.Count(c => c == ' ') + 1) - 1].End]
            : name;
    }

    private Answer Decide()
    {
        if (Question.Tokens.Count == 0) return Gates.Refuse(AnswerRoute.Help, "empty");
        var answer = Found();
        if (answer.Route != AnswerRoute.Abstain || answer.Reason is not ("not-found" or "no-deadline" or "no-figure" or "no-date")) return answer;
        // Nothing to go by: it is asked back what is meant.
        if (_before is null && Question.Leans && Question.TopicWords == 0 && Question.Units.Count == 0) return Gates.Refuse(AnswerRoute.AskBack, "which-topic");
        if (_isOfAsker && Question.Units.Count == 0 && Question.Has(OfUnits)) return Gates.Refuse(AnswerRoute.AskBack, "which-unit");
        return answer;
    }

    private Answer Found()
    {
        if (Gates.Guard(Question, _corpus, _rules) is { } guarded) return guarded;
        if (_corpus.Blocks.Count == 0) return Gates.Refuse(AnswerRoute.Abstain, "no-documents");
        Inherit();
        if (Gates.Documents(Question, _corpus, out var stored, out var cited) is { } missing) return missing with { Suggestions = Near() };
        if (Gates.Facets(Question, _corpus) is { } elsewhere) return elsewhere with { Suggestions = [] };

        var query = new Query(Question, _corpus.Index);
        using var ranker = new Ranker(_corpus, Question, query, _rules);
        if (stored.Count > 0) ranker.Only = stored;
        // A question with hardly a topic of its own asks on of what was just shown; the same unit of another year is in another document.
        else if (_inherits && cited.Count == 0 && (Question.TopicWords <= 1 || _points) && Question.Places.Count == 0 && _before?._top is { } shown
            && (Question.Units.Count == 0 || Question.Years.Count == 0 || Question.Years.Exists(shown.Years.Contains))) ranker.Only = [shown];
        Lean(ranker, stored.Count > 0 || cited.Count > 0);
        return new LookUps(_corpus, Question, query, ranker, _rules, stored, cited).Answer()
            ?? Search(ranker, query);
    }

    /// <summary>Takes over what a leaning question leaves unsaid; what it says itself replaces the earlier.</summary>
    private void Inherit()
    {
        if (_before is null) return;
        _inherits = Question.Documents.Count == 0 && (Question.Leans || Question.ContentCount <= 6);
        if (!_inherits) return;
        // "nó ban hành ngày nào?": the document the question before named.
        if (Question.Leans && (Question.TopicWords <= 1 || _points)) Question.Documents.AddRange(_before.Question.Documents.Select(d => d with { From = 0, To = 0 }));
        var own = Question.Places.Count > 0;
        if (!own && Question.Leans && _before.Question.Places.Find(p => _corpus.Places.Contains(p.Name)) is { Name: { } name } place)
        {
            // The words of a place are no longer those of this question: only its name is taken over.
            Question.Places.Add(new PlaceMention(name, 0, 0));
            _carriedPlace = _before._carriedPlace ?? Gates.TitleCase(place.To > place.From ? _before.Question.Text[_before.Question.Tokens[place.From].Start.._before.Question.Tokens[place.To - 1].End] : name);
        }

        if (Question.Years.Count == 0 && !own && _before.Question.Years.Count > 0)
        {
            Question.Years = [.. _before.Question.Years];
            _carriedYear = Question.Years[0];
        }

        // "còn các chi bộ?": the same question of another unit.
        if (Question.Intents == Intents.None && Question.Units.Count > 0) Question.Intents = _before.Question.Intents;
        // "còn năm 2022?": the same unit of another year.
        if (Question.Units.Count == 0 && Question.Leans && Question.TopicWords == 0 && Question.Documents.Count == 0 && _before.Question.Units.Count > 0)
        {
            _carriedUnit = _before.NameOf(_before.Question.Units[0]);
            Question.Units.Add(_before.Question.Units[0] with { From = -1, To = -1 });
            Question.Intents |= _before.Question.Intents;
        }

        // "gửi cho ai, qua đâu?" after a report was spoken of: the report, and not the letter.
        if (Question.Has(Intents.Addressees) && Question.TopicWords <= 1 && Question.Types.Count == 0 && !_points && _before.Question.Has(Intents.Report | Intents.ReportMentioned)) Question.Intents = (Question.Intents & ~Intents.Addressees) | Intents.Report;

        // "còn nước sạch?": the same kind of answer for another thing.
        const Intents kinds = Intents.Number | Intents.Percent | Intents.Date | Intents.Deadline | Intents.Responsible | Intents.Where | Intents.Time;
        if (Question.Leans && Question.Units.Count == 0 && (Question.Intents & ~Intents.Tasks) == Intents.None && _before.Question.Has(kinds))
        {
            Question.Intents = _before.Question.Intents & kinds;
            Question.AskedNouns = [.. _before.Question.AskedNouns.Select(n => n with { Qualifiers = [], Terms = (-1, -1) })];
        }

        if (Question.Level == OfficeLevel.Unknown) Question.Level = _before.Question.Level;
    }

    private void Lean(Ranker ranker, bool named)
    {
        if (_before is null || named) return;
        var elsewhere = Question.Places.Count > 0 && _before._top is { } top && !Question.Places.Exists(p => top.Places.Contains(p.Name));
        if (_before._top is { } document && !elsewhere) ranker.Anchor = (document, _before._topSection ?? string.Empty);
        ranker.AnchorWeight = _inherits ? 1.6f : 1.2f;
        if (_inherits)
        {
            ranker.Before = _before.Question;
            ranker.BeforeWeight = Question.ContentCount < 4 ? .5f : .25f;
        }
    }

    private Answer Search(Ranker ranker, Query query)
    {
        var found = ranker.Rank();
        if (found.Count == 0) return Gates.Refuse(AnswerRoute.Abstain, "not-found");
        Searched = found;
        var best = found[0];
        Best = best;
        // The kind of thing asked for is not there: a passage that has it and says nearly as much is meant.
        if (Question.Has(Typed) && !best.Passage.HasAskedType)
        {
            best = found.Find(c => c.Passage.HasAskedType && c.Passage.BlockCoverage >= Math.Min(LeastCoverage, best.Passage.BlockCoverage) && c.Passage.Topic >= best.Passage.Topic - MuchLess) ?? best;
            if (best != found[0]) found = [best, .. found.Where(c => c != best)];
        }

        // A question such as "tỷ lệ mấy phần trăm" has no topic of its own: what was just shown is meant.
        var continues = _inherits && Question.ContentCount < 3 && ranker.Anchor is { } anchor && best.Block.Document == anchor.Document && best.Block.Block.SectionId == anchor.Section && best.Passage.HasAskedType;
        var scoped = _inherits || ranker.Only is not null;
        if (Question.Has(Intents.Responsible) && (best.Passage.Topic < LeastCoverage || best.Block.Block.Kind == BlockKind.Header) && LookUps.Charge(best.Block.Document, ranker, found) is { } charge) return charge;
        Likelihood = Judge.Default.Likelihood(found, _before is not null);
        // A day that is asked for and not there is not answered with what is said of the event.
        var lacksDay = Question.Has(Intents.Date) && !Question.Has(Intents.Time) && !best.Passage.HasAskedType;
        if (!continues && (lacksDay || Evidence.IsThin(best, Question, scoped) || Likelihood < Judge.Default.Least)) return Refuse(best, found, Unsaid(best));
        if (Evidence.Missing(best, Question, _rules) is { } missing) return Refuse(best, found, missing.Reason, missing.Period);
        // A title is no answer: what stands under it is.
        if (best.Block.Block.Kind == BlockKind.Heading && SectionQuestions.Under(_corpus, best.Block) is { } under) return under;
        return (Question.Enumerates ? SectionLists.Around(_corpus, best, found) : null) ?? Cite(best, found, Rival(best, found));
    }

    /// <summary>Where the figure is there, but of another part of the year, that is said first.</summary>
    private Answer Refuse(Candidate best, List<Candidate> found, string reason, string? other = null)
    {
        var period = other ?? (best.Passage.BlockCoverage >= LeastCoverage && Evidence.Missing(best, Question, _rules) is { Reason: "other-period", Period: var of } ? of ?? string.Empty : null);
        return Gates.Refuse(AnswerRoute.Abstain, period is null ? reason : "other-period", ("period", period ?? string.Empty)) with { Suggestions = Near(found) };
    }

    /// <summary>A passage says all of it but the figure or day: that is what the documents do not give.</summary>
    private string Unsaid(Candidate best) =>
        !Question.Has(Typed) || best.Passage.HasAskedType || best.Passage.BlockCoverage < LeastCoverage ? "not-found"
        : Question.Has(Intents.Deadline) ? "no-deadline"
        : Question.Has(Intents.Date | Intents.Year) ? "no-date"
        : "no-figure";

    /// <summary>Another document that says as much of what was asked, where nothing in the question tells which is meant.</summary>
    private Candidate? Rival(Candidate best, List<Candidate> found)
    {
        if (_inherits || Question.Years.Count > 0 || Question.Places.Count > 0 || Question.Documents.Count > 0 || Question.Dates.Count > 0 || Question.Level != OfficeLevel.Unknown || Question.Types.Count > 0) return null;
        return found.Find(c => c.Block.Document != best.Block.Document && c.Score >= best.Score * EquallyGood && c.Block.Block.Kind == best.Block.Block.Kind && c.Passage.HasAskedType
            && c.Passage.Topic >= best.Passage.Topic - .01f && c.Passage.ContentPairs >= best.Passage.ContentPairs - .01f
            && (best.Passage.End - best.Passage.Start) + (c.Passage.End - c.Passage.Start) <= ShownCharacters
            && Evidence.Missing(c, Question, _rules) is null);
    }

    private Answer Cite(Candidate best, List<Candidate> found, Candidate? rival)
    {
        var citations = new List<Citation> { Citations.Of(best) };
        if (rival is not null) citations.Add(Citations.Of(rival));
        foreach (var other in found)
        {
            if (citations.Count >= MostCitations) break;
            if (other.Block == best.Block || other.Block == rival?.Block || other.Block.Block.Kind == BlockKind.Heading || other.Score < best.Score * .5f) continue;
            citations.Add(Citations.Of(other));
        }

        return new Answer
        {
            Route = AnswerRoute.Answer,
            Reason = rival is null ? "found" : "both",
            Citations = citations,
            Shown = rival is null ? 1 : 2,
            Data = Question.Has(Intents.Number) && best.Block.Document.Directive.Statistics.Any(f => f.BlockId == best.Block.Block.Id) ? FigureOf(best.Block.Document.Directive) : new Dictionary<string, string>(),
        };
    }

    /// <summary>Whose figure it is and for what time; the sentence quoted need not say.</summary>
    private static Dictionary<string, string> FigureOf(Directive directive)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (directive.Period is { } period)
        {
            data["period"] = period;
            if (directive.Year is { } year) data["year"] = year.ToString(CultureInfo.InvariantCulture);
        }

        if (directive.Origin.Place is { } place) data["place"] = place;
        return data;
    }

    private IReadOnlyList<Suggestion> Near()
    {
        using var ranker = new Ranker(_corpus, Question, new Query(Question, _corpus.Index), _rules);
        return Near(ranker.Rank());
    }

    private static IReadOnlyList<Suggestion> Near(List<Candidate> found) =>
        [.. found.Where(c => c.Passage.BlockCoverage > .25f)
            .DistinctBy(c => (c.Block.Document.Index, c.Block.Block.SectionId))
            .Take(2)
            .Select(c => new Suggestion(c.Block.Document.Directive, c.Block.Block.SectionId, c.Block.Section.Title, c.Block.Block.Id))];
}
