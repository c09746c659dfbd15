using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>A range of a block's text with what it covers of the question.</summary>
/// <param name="BlockCoverage">What the whole block with its titles and its document's head covers.</param>
/// <param name="HasAskedType">True when the kind of thing that is asked for (a figure, a date, a symbol) stands in the passage, or none is asked for.</param>
internal sealed record Passage(int Start, int End, float Coverage, float PairCoverage, float BlockCoverage, bool HasAskedType)
{
    /// <summary>The share of the pairs of content words that stand together in the passage, its titles or the head of its document; 1 when the question has none.</summary>
    public float ContentPairs { get; init; } = 1;

    /// <summary>"những hạn chế gì" and the passage says "một số hạn chế như:".</summary>
    public bool Enumerates { get; init; }

    /// <summary>How much of what the passage says is in the question: a short item that is about nothing else goes before a long one.</summary>
    public float Density { get; init; }

    /// <summary>The words of the question in the block, in the titles above it, and in what is known of its document.</summary>
    public (ulong Body, ulong Crumb, ulong Context) Said { get; init; }

    /// <summary>How much of the question's content the best single clause says, with the titles above it.</summary>
    public float BestClause { get; init; }

    /// <summary>How much of what is asked for stands in the clause that says most of the rest.</summary>
    public float FocusNear { get; init; }

    /// <summary>What the block and the titles above it say of the topic, without what is known of the document.</summary>
    public float Topic { get; init; } = 1;
}

/// <summary>Chooses what to quote of a block: all of a short one, else whole clauses around the one that fits best.</summary>
internal static class Passages
{
    private const int WholeBlock = 650;
    private const int Enough = 420;
    private const int Most = 1100;

    // A figure is asked: the clause that has one is quoted, however much of the question another says.
    private const float Typed = 0.6f;

    public static Passage Choose(CorpusBlock block, Understanding question, Query query, QuestionRules rules)
    {
        var crumb = query.WordsIn(block.Crumb);
        var about = query.WordsIn(block.Context);
        var context = crumb | about;
        var clauses = block.Clauses;
        if (clauses.Length == 0) return new Passage(0, block.Block.Text.Length, 0, 0, 0, false);
        Span<ulong> words = clauses.Length <= 64 ? stackalloc ulong[clauses.Length] : new ulong[clauses.Length];
        Span<ulong> pairs = clauses.Length <= 64 ? stackalloc ulong[clauses.Length] : new ulong[clauses.Length];
        ulong all = 0;
        var best = 0;
        var bestScore = -1f;
        float bestClause = 0, nearest = -1, focusNear = 0;
        var rest = query.Content & ~query.Focus;
        for (var i = 0; i < clauses.Length; i++)
        {
            var terms = block.Terms.AsSpan(clauses[i].FirstToken, clauses[i].EndToken - clauses[i].FirstToken);
            words[i] = query.WordsIn(block.Body, clauses[i].FirstToken, clauses[i].EndToken);
            pairs[i] = query.PairsIn(terms);
            all |= words[i];
            bestClause = Math.Max(bestClause, query.Share(words[i] | crumb, query.Content));
            if (query.Focus != 0 && query.Share(words[i], rest) is var near && near > nearest)
            {
                nearest = near;
                focusNear = query.Share(words[i] | crumb, query.Focus);
            }

            var typed = AnswerTypes.IsSatisfied(block, clauses[i].FirstToken, clauses[i].EndToken, question, rules);
            var score = query.Coverage(words[i]) + query.PairCoverage(pairs[i]) + (typed ? Typed : 0);
            // The clause that a footnote cuts in two cannot be quoted as it stands in the document.
            if (i == block.Interrupted && clauses.Length > 1) score = Math.Min(score, 0) - .5f;
            if (score > bestScore + 1e-4f)
            {
                best = i;
                bestScore = score;
            }
        }

        int from = best, to = best;
        if (block.Interrupted < 0 && block.Block.Text.Length <= WholeBlock && block.Block.Kind != BlockKind.Table)
        {
            from = 0;
            to = clauses.Length - 1;
        }
        else
        {
            Grow(block, clauses, words, query, ref from, ref to);
        }

        ulong covered = 0, pairsCovered = 0;
        for (var i = from; i <= to; i++)
        {
            covered |= words[i];
            pairsCovered |= pairs[i];
        }

        var hasType = AnswerTypes.IsSatisfied(block, clauses[from].FirstToken, clauses[to].EndToken, question, rules);
        var crumbPairs = query.PairsIn(block.Crumb.Terms);
        var contextPairs = query.PairsIn(block.Context.Terms);
        var enumerates = question.Enumerates && IsIntroduced(block, query);
        var known = query.ContentPairs & (pairsCovered | crumbPairs | contextPairs | query.PairsByAlternatives(covered | context));
        return new Passage(clauses[from].Start, clauses[to].End, query.Coverage(covered | context), query.PairCoverage(pairsCovered | crumbPairs), query.Coverage(all | context), hasType)
        {
            Said = (all, crumb, about),
            BestClause = bestClause,
            FocusNear = query.Focus == 0 ? 1 : focusNear,
            Enumerates = enumerates,
            Density = query.Density(block.Body, clauses[from].FirstToken, clauses[to].EndToken),
            Topic = Math.Max(query.TopicCoverage(all | crumb | (context & query.Units)), query.TopicBeyond(all | crumb, about)),
            ContentPairs = query.ContentPairs == 0 ? 1 : query.PairWeight(known) / query.PairWeight(query.ContentPairs),
        };
    }

    /// <summary>Two words of the topic side by side, and a colon soon after.</summary>
    private static bool IsIntroduced(CorpusBlock block, Query query)
    {
        const int near = 14;
        var text = block.Block.Text;
        for (var i = 0; i + 1 < block.Tokens.Length; i++)
        {
            if ((query.PairsIn(block.Terms.AsSpan(i, 2)) & query.ContentPairs) == 0) continue;
            var end = block.Tokens[i + 1].End;
            if (text.AsSpan(end, Math.Min(near, text.Length - end)).Contains(':')) return true;
        }

        return false;
    }

    /// <summary>Takes in neighbouring clauses that add words of the question, then more until there is enough to read.</summary>
    private static void Grow(CorpusBlock block, Clause[] clauses, ReadOnlySpan<ulong> words, Query query, ref int from, ref int to)
    {
        var mask = words[from];
        while (true)
        {
            var length = clauses[to].End - clauses[from].Start;
            var before = from > 0 ? query.Weight(words[from - 1] & query.Content & ~mask) : -1;
            var after = to + 1 < clauses.Length ? query.Weight(words[to + 1] & query.Content & ~mask) : -1;
            var roomBefore = from > 0 && from - 1 != block.Interrupted && clauses[to].End - clauses[from - 1].Start <= Most;
            var roomAfter = to + 1 < clauses.Length && to + 1 != block.Interrupted && clauses[to + 1].End - clauses[from].Start <= Most;
            if (!roomBefore) before = -1;
            if (!roomAfter) after = -1;
            if (before < 0 && after < 0) return;
            // Nothing new and enough to read: stop.
            if (before <= 0.5f && after <= 0.5f && length >= Enough) return;
            if (after >= before) to++;
            else from--;
            mask |= words[from] | words[to];
            if (clauses[to].End - clauses[from].Start >= Most) return;
        }
    }
}
