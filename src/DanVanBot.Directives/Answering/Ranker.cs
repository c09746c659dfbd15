using System.Buffers;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A block with its score and the passage of it that fits the question best.</summary>
/// <param name="Signals">Measured only where all blocks were searched.</param>
internal sealed record Candidate(CorpusBlock Block, float Score, Passage Passage, float[]? Signals = null);

/// <summary>
/// Scores the blocks of a corpus for one question. The words are added up once, into rented arrays; every further look (a kind of block, a document) reads these.
/// </summary>
internal sealed class Ranker(Corpus corpus, Understanding question, Query query, QuestionRules rules) : IDisposable
{
    private const int Considered = 24;
    private const int ConsideredAmong = 10;
    private const float FunctionWeight = 0.35f;
    private const float AlternativeWeight = 0.4f;
    private const float DensityWeight = 0.1f;
    private const float HighestLeaning = 1.35f * 1.3f;
    private readonly List<(string Name, int Term)> _places = [.. question.Places.Select(p => (p.Name, corpus.Index.PlaceTerm(p.Name)))];
    private readonly bool _speaksOfParts = question.Has(Intents.Addressees | Intents.Copies | Intents.Signer | Intents.OfficeHolder | Intents.Issuer) || rules.PartWords.IsIn(question.Tokens, question.Text);
    private float[]? _scores;
    private float[]? _fits;
    private List<Candidate>? _ranked;

    /// <summary>Documents the answer must come from; null when any may.</summary>
    public IReadOnlyList<CorpusDocument>? Only { get; set; }

    /// <summary>The section the answer must come from, with those in it; null when any may.</summary>
    public string? OnlySection { get; set; }

    /// <summary>The question before, whose words help where this one has few.</summary>
    public Understanding? Before { get; set; }

    public float BeforeWeight { get; set; }

    /// <summary>The document and section the last answer came from.</summary>
    public (CorpusDocument Document, string Section)? Anchor { get; set; }

    public float AnchorWeight { get; set; } = 1;

    public void Dispose()
    {
        if (_scores is not null) ArrayPool<float>.Shared.Return(_scores);
        if (_fits is not null) ArrayPool<float>.Shared.Return(_fits);
        _scores = null;
        _fits = null;
    }

    /// <summary>What a score is raised by at most, whatever else speaks for a block.</summary>
    private float MostRaised => HighestLeaning * Math.Max(1, (1 + AnchorWeight) / 2);

    /// <summary>The best of all blocks.</summary>
    public List<Candidate> Rank() => _ranked ??= RankAll();

    private List<Candidate> RankAll()
    {
        Prepare();
        var heap = new PriorityQueue<int, float>(Considered + 1);
        var least = 0f;
        var documentOf = corpus.DocumentOf;
        var most = MostRaised;
        for (var b = 0; b < documentOf.Length; b++)
        {
            var score = _scores![b];
            if (score <= 0) continue;
            score *= _fits![documentOf[b]];
            // Most blocks cannot come among the best, whatever else speaks for them.
            if (score * most <= least) continue;
            if (OnlySection is not null && !SectionQuestions.IsOf(corpus.Blocks[b].Block.SectionId, OnlySection)) continue;
            Offer(heap, Considered, b, score, ref least);
        }

        return Choose(heap, DensityWeight, measured: true);
    }

    /// <summary>The best of some blocks, given in rising order.</summary>
    public List<Candidate> Rank(ReadOnlySpan<int> among, Func<CorpusBlock, bool>? where = null)
    {
        Prepare();
        var heap = new PriorityQueue<int, float>(ConsideredAmong + 1);
        var least = 0f;
        foreach (var b in among)
        {
            var score = _scores![b] * _fits![corpus.DocumentOf[b]];
            if (score <= 0 || score * MostRaised <= least || (where is not null && !where(corpus.Blocks[b]))) continue;
            Offer(heap, ConsideredAmong, b, score, ref least);
        }

        return Choose(heap, 0);
    }

    public float Fit(CorpusDocument document)
    {
        Prepare();
        return _fits![document.Index];
    }

    /// <summary>How well a document fits what the question says of it (year, place, level, type, words of its head).</summary>
    private float FitOf(CorpusDocument document)
    {
        var d = document.Directive;
        var fit = 1f;
        if (question.Years.Count > 0)
        {
            if (question.Years.Exists(document.Years.Contains)) fit *= 1.4f;
            else if (document.Years.Count > 0) fit *= .6f;
            else fit *= .8f;
        }

        foreach (var place in question.Places)
        {
            if (document.Place == place.Name) fit *= 1.9f;
            else if (document.Superior == place.Name) fit *= 1.1f;
            else if (!document.Places.Contains(place.Name)) fit *= .4f;
        }

        if (document.Periods.Count > 0 && question.Periods.Exists(p => Evidence.IsOfPeriod(document, p))) fit *= 1.3f;
        if (question.Dates.Count > 0 && d.Date is { } day) fit *= question.Dates.Contains(day) ? 3f : 1f;
        if (question.Level != OfficeLevel.Unknown && d.Origin.Level != OfficeLevel.Unknown)
            fit *= question.Level == d.Origin.Level ? 1.2f : .85f;
        if (question.Types.Count > 0 && d.Type is not null && question.Types.Contains(d.Type)) fit *= 1.15f;
        if (Anchor is { } anchor && anchor.Document == document) fit *= AnchorWeight;
        // What an officer noted as over or replaced comes behind what is in force, unless it is asked for itself.
        if (Only is null && question.Years.Count == 0 && d.Status is DirectiveStatus.Over or DirectiveStatus.Replaced) fit *= .7f;
        return fit;
    }

    /// <summary>A place or year of the question must be the document's or stand in the block: another place's facts are no answer.</summary>
    public bool IsConsistent(CorpusBlock block)
    {
        Prepare();
        foreach (var (name, term) in _places)
        {
            if (!IsOf(block.Document, name) && corpus.Index.BlocksOf(term).BinarySearch(block.Number) < 0) return false;
        }

        return question.Years.Count == 0 || IsOfYears(block.Document) || question.Years.Exists(y => Array.IndexOf(block.Years, y) >= 0);
    }

    private static bool IsOf(CorpusDocument document, string place) => place == document.Place || place == document.Superior;

    private bool IsOfYears(CorpusDocument document)
    {
        foreach (var year in question.Years)
        {
            if (document.Years.Contains(year)) return true;
        }

        return false;
    }

    /// <summary>What is not consistent loses its score at once: document by document, and only in other documents block by block.</summary>
    private void Filter(Span<float> scores)
    {
        foreach (var (name, term) in _places) Keep(scores, d => IsOf(d, name), corpus.Index.BlocksOf(term));
        if (question.Years.Count > 0) Keep(scores, IsOfYears, question.Years.Count == 1 ? corpus.Tables.OfYear(question.Years[0]) : [.. question.Years.SelectMany(y => corpus.Tables.OfYear(y).ToArray()).Distinct().Order()]);
    }

    private void Keep(Span<float> scores, Func<CorpusDocument, bool> all, ReadOnlySpan<int> others)
    {
        foreach (var document in corpus.Documents)
        {
            if (all(document)) continue;
            var end = document.FirstBlock + document.BlockCount;
            var next = others.BinarySearch(document.FirstBlock);
            if (next < 0) next = ~next;
            for (var b = document.FirstBlock; b < end; b++)
            {
                if (next < others.Length && others[next] == b) next++;
                else scores[b] = 0;
            }
        }
    }

    /// <summary>A passage that gives reasons is for those who ask for them; one that charges units, for those who ask who.</summary>
    private float Leaning(CorpusBlock block)
    {
        var weight = 1f;
        if (block.GivesReasons) weight *= question.Has(Intents.Reason) ? 1.35f : .85f;
        if (question.Has(Intents.Responsible) && block.Block.Kind is BlockKind.Closing) weight *= 1.3f;
        return weight;
    }

    private void AddWords(Understanding from, float weight, Span<float> scores)
    {
        var index = corpus.Index;
        var seen = new HashSet<int>();
        for (var i = 0; i < from.Terms.Length; i++)
        {
            var term = from.Terms[i];
            if (term.Term >= 0 && seen.Add(term.Term)) index.Score(term.Term, weight * (term.IsContent ? 1 : FunctionWeight), scores);
            if (term.PairWithNext >= 0 && seen.Add(term.PairWithNext))
                index.ScorePair(term.PairWithNext, weight * (term.IsContent || (i + 1 < from.Terms.Length && from.Terms[i + 1].IsContent) ? 1 : FunctionWeight), scores);
        }

        foreach (var alternative in from.Alternatives)
        {
            var words = alternative.Text.Split(' ');
            for (var i = 0; i < words.Length; i++)
            {
                var term = index.Term(words[i]);
                if (term >= 0 && seen.Add(term)) index.Score(term, weight * AlternativeWeight, scores);
                if (i + 1 < words.Length && index.Pair(words[i], words[i + 1]) is var pair and >= 0 && seen.Add(pair)) index.ScorePair(pair, weight * AlternativeWeight, scores);
            }
        }

        foreach (var mention in from.Documents)
        {
            if (mention.Canonical is not null) index.Score(index.Term("doc:" + mention.Canonical), weight * 2, scores);
        }
    }

    private void Prepare()
    {
        if (_scores is not null) return;
        var count = corpus.Blocks.Count;
        _scores = ArrayPool<float>.Shared.Rent(Math.Max(1, count));
        var scores = _scores.AsSpan(0, count);
        scores.Clear();
        AddWords(question, 1, scores);
        if (Before is not null) AddWords(Before, BeforeWeight, scores);
        Filter(scores);
        _fits = ArrayPool<float>.Shared.Rent(Math.Max(1, corpus.Documents.Count));
        if (Only is null)
        {
            for (var i = 0; i < corpus.Documents.Count; i++) _fits[i] = FitOf(corpus.Documents[i]);
            return;
        }

        _fits.AsSpan(0, corpus.Documents.Count).Clear();
        foreach (var document in Only) _fits[document.Index] = FitOf(document);
    }

    private void Offer(PriorityQueue<int, float> heap, int considered, int number, float score, ref float least)
    {
        var block = corpus.Blocks[number];
        if (block.Block.Kind == BlockKind.Heading) score *= .55f;
        else if (block.Block.Kind == BlockKind.Header && !question.SpeaksOfHead) score *= .6f;
        // Whom a letter goes to and who signed it answers nothing else.
        else if (block.Block.Kind is BlockKind.Addressees or BlockKind.Copies or BlockKind.Signature && !_speaksOfParts) score *= .3f;
        score *= Leaning(block);
        if (Anchor is { } anchor && anchor.Document == block.Document && anchor.Section == block.Block.SectionId) score *= (1 + AnchorWeight) / 2;
        if (score <= least) return;
        if (heap.Count < considered) heap.Enqueue(number, score);
        else heap.EnqueueDequeue(number, score);
        if (heap.Count == considered && heap.TryPeek(out _, out var lowest)) least = lowest;
    }

    private List<Candidate> Choose(PriorityQueue<int, float> heap, float density, bool measured = false)
    {
        var found = new List<Candidate>(heap.Count);
        var top = 0f;
        while (heap.TryDequeue(out var b, out var score))
        {
            top = Math.Max(top, score);
            found.Add(new Candidate(corpus.Blocks[b], score, Passages.Choose(corpus.Blocks[b], question, query, rules)));
        }

        // The words count for less than half, how much of the question one passage covers for the rest.
        for (var i = 0; i < found.Count; i++)
        {
            var c = found[i];
            var passage = c.Passage;
            var blend = (c.Score / top * .4f) + (passage.Coverage * .3f) + (passage.PairCoverage * .25f) + (passage.HasAskedType ? .08f : 0) + (passage.Enumerates ? .1f : 0) + (passage.Density * density);
            found[i] = c with { Score = blend, Signals = measured ? Signals.Of(c.Block, passage, c.Score / top, _fits![c.Block.Document.Index], question, query, Anchor, Only is not null, corpus.Tables.HasTask[c.Block.Number]) : null };
        }

        if (measured)
        {
            var judge = Judge.Default;
            var worth = found.ToDictionary(c => c.Block.Number, c => judge.Rank(c.Signals!));
            found.Sort((x, y) => worth[y.Block.Number].CompareTo(worth[x.Block.Number]) is var c && c != 0 ? c : x.Block.Number.CompareTo(y.Block.Number));
            return found;
        }

        found.Sort(static (x, y) => y.Score.CompareTo(x.Score) is var c && c != 0 ? c : x.Block.Number.CompareTo(y.Block.Number));
        return found;
    }
}
