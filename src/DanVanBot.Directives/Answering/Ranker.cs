using System.Buffers;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A block with its score and the passage of it that fits the question best.</summary>
internal sealed record Candidate(CorpusBlock Block, float Score, Passage Passage);

/// <summary>What of a document speaks for it: the facets it shares with the question.</summary>
internal sealed class Ranker(Corpus corpus, Understanding question, Query query, QuestionRules rules)
{
    private const int Considered = 24;
    private const float FunctionWeight = 0.35f;
    private const float AlternativeWeight = 0.4f;

    /// <summary>Documents the answer must come from; null when any may.</summary>
    public IReadOnlyList<CorpusDocument>? Only { get; set; }

    /// <summary>The question before, whose words help where this one has few.</summary>
    public Understanding? Before { get; set; }

    public float BeforeWeight { get; set; }

    /// <summary>The document and section the last answer came from.</summary>
    public (CorpusDocument Document, string Section)? Anchor { get; set; }

    public float AnchorWeight { get; set; } = 1;

    public List<Candidate> Rank(Func<CorpusBlock, float>? bias = null)
    {
        var count = corpus.Blocks.Count;
        if (count == 0) return [];
        var rented = ArrayPool<float>.Shared.Rent(count);
        try
        {
            var scores = rented.AsSpan(0, count);
            scores.Clear();
            AddWords(question, 1, scores);
            if (Before is not null) AddWords(Before, BeforeWeight, scores);
            return Best(scores, bias);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>How well a document fits what the question says of it (year, place, level, type, words of its head).</summary>
    public float Fit(CorpusDocument document)
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
            if (d.Origin.Place is { } own && VietnameseText.Fold(own) == place.Name) fit *= 1.5f;
            else if (d.Origin.Superior is { } above && VietnameseText.Fold(above) == place.Name) fit *= 1.1f;
            else if (!document.Places.Contains(place.Name)) fit *= .4f;
        }

        if (question.Dates.Count > 0 && d.Date is { } day) fit *= question.Dates.Contains(day) ? 3f : 1f;
        if (question.Level != OfficeLevel.Unknown && d.Origin.Level != OfficeLevel.Unknown)
            fit *= question.Level == d.Origin.Level ? 1.2f : .85f;
        if (question.Types.Count > 0 && d.Type is not null && question.Types.Contains(d.Type)) fit *= 1.15f;
        if (Anchor is { } anchor && anchor.Document == document) fit *= AnchorWeight;
        return fit;
    }

    /// <summary>A place or year of the question must be the document's or stand in the block: another place's facts are no answer.</summary>
    public bool IsConsistent(CorpusBlock block)
    {
        foreach (var place in _places)
        {
            if (!place.Documents.Contains(block.Document.Index) && !place.Blocks.Contains(block.Number)) return false;
        }

        return question.Years.Count == 0 || question.Years.Exists(y => block.Document.Years.Contains(y) || block.Years.Contains(y));
    }

    /// <summary>A passage that gives reasons is for those who ask for them; one that charges units, for those who ask who.</summary>
    private float Leaning(CorpusBlock block)
    {
        var weight = 1f;
        if (_reasonBlocks.Contains(block.Number)) weight *= question.Has(Intents.Reason) ? 1.35f : .85f;
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

    private readonly HashSet<int> _reasonBlocks = [.. corpus.Index.BlocksOf(corpus.Index.Pair(rules.ReasonWord[0], rules.ReasonWord[1]))];

    private readonly List<(HashSet<int> Documents, HashSet<int> Blocks)> _places =
        [.. question.Places.Select(p => (
            corpus.Documents.Where(d => IsOf(d, p.Name)).Select(d => d.Index).ToHashSet(),
            BlocksWith(corpus, p.Name)))];

    private static bool IsOf(CorpusDocument document, string place) =>
        (document.Directive.Origin.Place is { } own && VietnameseText.Fold(own) == place) || (document.Directive.Origin.Superior is { } above && VietnameseText.Fold(above) == place);

    private static HashSet<int> BlocksWith(Corpus corpus, string place)
    {
        var words = place.Split(' ');
        return words.Length == 1 ? [.. corpus.Index.BlocksOf(corpus.Index.Term(words[0]))] : [.. corpus.Index.BlocksOf(corpus.Index.Pair(words[0], words[1]))];
    }

    private List<Candidate> Best(Span<float> scores, Func<CorpusBlock, float>? bias)
    {
        var fits = new float[corpus.Documents.Count];
        for (var i = 0; i < fits.Length; i++) fits[i] = Only is null || Only.Contains(corpus.Documents[i]) ? Fit(corpus.Documents[i]) : 0;
        var heap = new PriorityQueue<int, float>(Considered + 1);
        for (var b = 0; b < scores.Length; b++)
        {
            if (scores[b] <= 0) continue;
            var block = corpus.Blocks[b];
            var score = scores[b] * fits[block.Document.Index];
            if (score <= 0) continue;
            if (block.Block.Kind == BlockKind.Heading) score *= .55f;
            else if (block.Block.Kind == BlockKind.Header && !question.Has(Intents.Subject | Intents.DocumentNumber | Intents.Date | Intents.Year | Intents.Currentness)) score *= .6f;
            score *= Leaning(block);
            if (bias is not null) score *= bias(block);
            if (score <= 0 || !IsConsistent(block)) continue;
            if (Anchor is { } anchor && anchor.Document == block.Document && anchor.Section == block.Block.SectionId) score *= (1 + AnchorWeight) / 2;
            scores[b] = score;
            if (heap.Count < Considered) heap.Enqueue(b, score);
            else if (heap.TryPeek(out _, out var least) && score > least) heap.EnqueueDequeue(b, score);
        }

        var found = new List<Candidate>(heap.Count);
        var top = 0f;
        while (heap.TryDequeue(out var b, out var score))
        {
            top = Math.Max(top, score);
            found.Add(new Candidate(corpus.Blocks[b], score, Passages.Choose(corpus.Blocks[b], question, query, rules)));
        }

        // The words count half, how much of the question one passage covers the other half.
        for (var i = 0; i < found.Count; i++)
        {
            var c = found[i];
            var passage = c.Passage;
            var blend = (c.Score / top * .5f) + (passage.Coverage * .25f) + (passage.PairCoverage * .25f) + (passage.HasAskedType ? .08f : 0) + (passage.Enumerates ? .1f : 0);
            found[i] = c with { Score = blend };
        }

        found.Sort(static (x, y) => y.Score.CompareTo(x.Score) is var c && c != 0 ? c : x.Block.Number.CompareTo(y.Block.Number));
        return found;
    }
}
