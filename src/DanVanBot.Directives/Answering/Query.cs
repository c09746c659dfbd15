using System.Numerics;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>The words and pairs of a question as bits, so that what a passage covers is one number.</summary>
internal sealed class Query
{
    private const int Most = 60;
    private readonly List<(int Term, float Idf, bool Content)> _words = [];
    private readonly List<(int First, int Second, float Idf)> _pairs = [];
    private readonly List<(ulong Of, ulong By, ulong Pairs)> _alternatives = [];
    private readonly Dictionary<int, int> _bitOf = [];
    private readonly Dictionary<long, int> _pairBitOf = [];
    private readonly Dictionary<int, int> _markedOf = [];
    private readonly SearchIndex _index;
    private readonly int[] _terms;
    private readonly int[] _bits;
    private ulong _filter;

    public Query(Understanding question, SearchIndex index)
    {
        _index = index;
        _terms = [.. question.Terms.Select(t => t.Term)];
        _bits = new int[_terms.Length];
        int side = 0, strange = 0;
        for (var i = 0; i < question.Terms.Length; i++)
        {
            var term = question.Terms[i];
            var bit = Bit(term.Term >= 0 ? term.Term : -2 - i, term.Idf, term.IsContent);
            _bits[i] = bit;
            if (bit >= 0 && question.Focus[i]) Focus |= 1ul << bit;
            if (bit >= 0 && term.IsWide) Wide |= 1ul << bit;
            if (bit >= 0 && term.IsContent && term.Term < 0) Unknown |= 1ul << bit;
            if (bit >= 0 && term.IsContent) Content |= 1ul << bit;
            if (bit >= 0 && question.Units.Exists(u => i >= u.From && i < u.To)) Units |= 1ul << bit;
            if (bit >= 0 && term.IsTopic) Topic |= 1ul << bit;
            if (bit >= 0 && !question.Tokens[i].IsNumber)
            {
                // A word typed with marks is not covered by one with others: "tố" is not "tổ".
                var typed = Tokenizer.Accented(question.Text.Substring(question.Tokens[i].Start, question.Tokens[i].Length));
                var marked = typed is null ? 0 : index.Marked(typed);
                if (!_markedOf.TryAdd(bit, marked) && _markedOf[bit] != marked) _markedOf[bit] = 0;
            }

            if (i + 1 >= question.Terms.Length || question.Tokens[i + 1].Breaks) continue;
            var next = question.Terms[i + 1];
            if (!term.IsContent && !next.IsContent) continue;
            if (term.IsContent && next.IsContent && !question.Tokens[i].IsNumber && !question.Tokens[i + 1].IsNumber)
            {
                side++;
                if (term.PairWithNext < 0 && !question.Alternatives.Any(a => a.Of.Split(' ') is var of && (of.Contains(term.Folded, StringComparer.Ordinal) || of.Contains(next.Folded, StringComparer.Ordinal)))) strange++;
            }

            if (term.Term >= 0 && next.Term >= 0 && _pairs.Count < Most && _pairBitOf.TryAdd(Key(term.Term, next.Term), _pairs.Count))
            {
                if (term.IsContent && next.IsContent) ContentPairs |= 1ul << _pairs.Count;
                _pairs.Add((term.Term, next.Term, term.PairWithNext >= 0 ? index.IdfOf(term.PairWithNext) : index.HighestIdf));
            }
        }

        foreach (var alternative in question.Alternatives)
        {
            ulong of = 0, by = 0;
            foreach (var word in alternative.Of.Split(' '))
            {
                if (index.Term(word) is var t && _bitOf.TryGetValue(t >= 0 ? t : -2 - Array.FindIndex(question.Terms, q => q.Folded == word), out var bit)) of |= 1ul << bit;
            }

            foreach (var word in alternative.Text.Split(' '))
            {
                var term = index.Term(word);
                var bit = term < 0 ? -1 : Bit(term, index.IdfOf(term), content: false);
                if (bit < 0)
                {
                    by = 0;
                    break;
                }

                by |= 1ul << bit;
            }

            if (of == 0 || by == 0) continue;
            ulong pairs = 0;
            for (var p = 0; p < _pairs.Count; p++)
            {
                if ((BitOf(_pairs[p].First) & of) != 0 && (BitOf(_pairs[p].Second) & of) != 0) pairs |= 1ul << p;
            }

            _alternatives.Add((of, by, pairs));
        }

        Strange = side == 0 ? 0 : (float)strange / side;
        Total = Weight(Content);
        foreach (var pair in _pairs) PairTotal += pair.Idf;
    }

    public ulong Content { get; private set; }

    /// <summary>Content words that are no facet.</summary>
    public ulong Topic { get; private set; }

    /// <summary>Words of the names of units: the head of a document may say these for its passages.</summary>
    public ulong Units { get; private set; }

    /// <summary>How much of the topic a passage says; 1 when the question has none.</summary>
    public float TopicCoverage(ulong mask) => Topic == 0 ? 1 : Weight(WithAlternatives(mask) & Topic) / Weight(Topic);

    /// <summary>
    /// How much a passage says of what the question asks beyond the subject of the document: words of the subject only tell which document is meant.
    /// The plain coverage where nothing is asked beyond it.
    /// </summary>
    public float TopicBeyond(ulong mask, ulong context)
    {
        var beyond = Topic & ~context;
        return beyond == 0 ? TopicCoverage(mask) : Weight(WithAlternatives(mask) & beyond) / Weight(beyond);
    }

    /// <summary>The words that say what kind of thing is asked for: "hiệu" of "hiệu gì".</summary>
    public ulong Focus { get; private set; }

    /// <summary>All words but those of grammar: also the everyday ones that official texts put otherwise.</summary>
    public ulong Wide { get; private set; }

    /// <summary>Content words that no document has.</summary>
    public ulong Unknown { get; private set; }

    /// <summary>The share of its pairs of content words that no document has anywhere ("đăng ký kết hôn"): high where the question is of another world.</summary>
    public float Strange { get; private set; }

    /// <summary>The content words at some places of the question.</summary>
    public ulong ContentWhere(Func<int, bool> where)
    {
        ulong mask = 0;
        for (var i = 0; i < _bits.Length; i++)
        {
            if (_bits[i] >= 0 && where(i)) mask |= 1ul << _bits[i];
        }

        return mask & Content;
    }

    /// <summary>The share of some words of the question that a passage says; 1 when there are none.</summary>
    public float Share(ulong said, ulong of) => of == 0 ? 1 : Weight(WithAlternatives(said) & of) / Weight(of);

    /// <summary>The longest stretch of the question that stands word for word in a text, in words.</summary>
    public int LongestRun(ReadOnlySpan<int> terms)
    {
        Span<int> run = stackalloc int[_terms.Length + 1];
        var longest = 0;
        foreach (var term in terms)
        {
            if ((_filter & (1ul << (term & 63))) == 0)
            {
                run.Clear();
                continue;
            }

            for (var i = _terms.Length; i > 0; i--)
            {
                run[i] = _terms[i - 1] == term && term >= 0 ? run[i - 1] + 1 : 0;
                longest = Math.Max(longest, run[i]);
            }
        }

        return longest;
    }

    /// <summary>Pairs of two content words.</summary>
    public ulong ContentPairs { get; private set; }

    public float HighestIdf => _index.HighestIdf;

    public float Total { get; }

    public float PairTotal { get; }

    public ulong WordsIn(ReadOnlySpan<int> terms)
    {
        ulong mask = 0;
        foreach (var term in terms)
        {
            if ((_filter & (1ul << (term & 63))) != 0 && _bitOf.TryGetValue(term, out var bit)) mask |= 1ul << bit;
        }

        return mask;
    }

    /// <summary>The words of the question in a part of a text, marks held against marks.</summary>
    public ulong WordsIn(TermList list, int from, int to)
    {
        ulong mask = 0;
        for (var i = from; i < to; i++)
        {
            var term = list.Terms[i];
            if ((_filter & (1ul << (term & 63))) == 0 || !_bitOf.TryGetValue(term, out var bit)) continue;
            var marked = list.Marked[i];
            if (marked != 0 && _markedOf.TryGetValue(bit, out var typed) && typed != 0 && typed != marked) continue;
            mask |= 1ul << bit;
        }

        return mask;
    }

    /// <summary>The share of the words from <paramref name="from"/> that the question has, rare ones counting more.</summary>
    public float Density(TermList list, int from, int to)
    {
        float all = 0, said = 0;
        for (var i = from; i < to; i++)
        {
            var idf = _index.IdfOf(list.Terms[i]);
            all += idf;
            if ((WordsIn(list, i, i + 1) & Content) != 0) said += idf;
        }

        return all <= 0 ? 0 : said / all;
    }

    public ulong WordsIn(TermList list) => WordsIn(list, 0, list.Terms.Length);

    public ulong PairsIn(ReadOnlySpan<int> terms)
    {
        ulong mask = 0;
        for (var i = 0; i + 1 < terms.Length; i++)
        {
            if ((_filter & (1ul << (terms[i] & 63))) != 0 && _pairBitOf.TryGetValue(Key(terms[i], terms[i + 1]), out var bit)) mask |= 1ul << bit;
        }

        return mask;
    }

    /// <summary>Adds the words that are covered because another reading or a synonym of them is there.</summary>
    public ulong WithAlternatives(ulong mask)
    {
        foreach (var (of, by, _) in _alternatives)
        {
            if ((mask & by) == by) mask |= of;
        }

        return mask;
    }

    /// <summary>The pairs that are covered because another reading or a synonym of both words is there.</summary>
    public ulong PairsByAlternatives(ulong words)
    {
        ulong pairs = 0;
        foreach (var (_, by, of) in _alternatives)
        {
            if ((words & by) == by) pairs |= of;
        }

        return pairs;
    }

    private ulong BitOf(int term) => _bitOf.TryGetValue(term, out var bit) ? 1ul << bit : 0;

    public float Coverage(ulong mask) => Total <= 0 ? 0 : Weight(WithAlternatives(mask) & Content) / Total;

    public float PairCoverage(ulong mask)
    {
        if (PairTotal <= 0) return 0;
        var sum = 0f;
        for (var m = mask; m != 0; m &= m - 1) sum += _pairs[BitOperations.TrailingZeroCount(m)].Idf;
        return sum / PairTotal;
    }

    public float PairWeight(ulong mask)
    {
        var sum = 0f;
        for (var m = mask; m != 0; m &= m - 1) sum += _pairs[BitOperations.TrailingZeroCount(m)].Idf;
        return sum;
    }

    public float Weight(ulong mask)
    {
        var sum = 0f;
        for (var m = mask; m != 0; m &= m - 1) sum += _words[BitOperations.TrailingZeroCount(m)].Idf;
        return sum;
    }

    private int Bit(int term, float idf, bool content)
    {
        if (_bitOf.TryGetValue(term, out var bit)) return bit;
        if (_words.Count >= Most) return -1;
        _bitOf[term] = _words.Count;
        _words.Add((term, idf, content));
        if (term >= 0) _filter |= 1ul << (term & 63);
        return _words.Count - 1;
    }

    private static long Key(int first, int second) => ((long)first << 32) | (uint)second;
}
