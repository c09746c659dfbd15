using System.Collections.Frozen;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>A question an officer answered and kept for those who ask the same later. It is the officer's word with the source they named, never a quotation of ours.</summary>
/// <param name="Id">Of its record.</param>
/// <param name="Question">As it was asked.</param>
/// <param name="Text">The answer.</param>
/// <param name="Source">What the officer named as its ground; null when nothing was named.</param>
/// <param name="Day">When it was answered.</param>
public sealed record KnownAnswer(string Id, string Question, string Text, string? Source, DateOnly Day)
{
    /// <summary>The question in the words of the one who first asked it; found like <see cref="Question"/>, never shown. Null where they are not kept, or are the same.</summary>
    public string? AlsoAsked { get; init; }
}

/// <summary>
/// Finds the kept answer of a question that asks the same in other words. Strict, because a wrong answer is worse than none: numbers must be the same, and at least
/// three quarters of the words that carry meaning must be shared, seen from both questions. Immutable; work grows with the words of the question, not with the answers kept.
/// </summary>
public sealed class KnownAnswers
{
    private const int FewestShared = 2;
    private const double Share = .75;

    private readonly (KnownAnswer Answer, FrozenSet<string> Words, FrozenSet<string> Numbers)[] _all;
    private readonly FrozenDictionary<string, int[]> _byWord;

    /// <param name="answers">All that are kept; of two alike the later day wins.</param>
    public KnownAnswers(IEnumerable<KnownAnswer> answers)
    {
        var all = answers.ToList();
        Count = all.Count;
        _all =
        [
            .. all.SelectMany(a => new[] { a.Question, a.AlsoAsked }.OfType<string>().Distinct(StringComparer.Ordinal).Select(q => (Answer: a, Asked: q)))
                .Select(q => (q.Answer, Words(q.Asked).ToFrozenSet(StringComparer.Ordinal), Numbers(q.Asked).ToFrozenSet(StringComparer.Ordinal))),
        ];
        _byWord = _all.SelectMany((a, i) => a.Words.Select(w => (w, i))).GroupBy(x => x.w, x => x.i, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>None.</summary>
    public static KnownAnswers Empty { get; } = new([]);

    /// <summary>How many are kept.</summary>
    public int Count { get; }

    /// <summary>The kept answer, and whether the question is the same word for word (apart from words without meaning); null when none fits.</summary>
    public (KnownAnswer Answer, bool IsSame)? Find(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (_all.Length == 0)
            return null;
        var words = Words(question).ToHashSet(StringComparer.Ordinal);
        if (words.Count < FewestShared)
            return null;
        var numbers = Numbers(question).ToHashSet(StringComparer.Ordinal);
        var shared = new Dictionary<int, int>();
        foreach (var word in words)
        {
            foreach (var i in _byWord.GetValueOrDefault(word, []))
                shared[i] = shared.GetValueOrDefault(i) + 1;
        }

        var best = shared
            .Where(s => s.Value >= FewestShared && numbers.SetEquals(_all[s.Key].Numbers))
            .Select(s => (s.Key, Least: Math.Min(s.Value / (double)words.Count, s.Value / (double)_all[s.Key].Words.Count)))
            .Where(s => s.Least >= Share)
            .OrderByDescending(s => s.Least).ThenByDescending(s => _all[s.Key].Answer.Day).ThenBy(s => s.Key)
            .ToList();
        return best.Count == 0 ? null : (_all[best[0].Key].Answer, best[0].Least >= 1);
    }

    private static IEnumerable<string> Words(string text)
    {
        var rules = QuestionRules.Default;
        return Tokenizer.Tokenize(text).Where(t => !t.IsNumber && !rules.FunctionWords.Contains(t.Folded)).Select(t => t.Folded);
    }

    private static IEnumerable<string> Numbers(string text) => Tokenizer.Tokenize(text).Where(t => t.IsNumber).Select(t => t.Folded.TrimStart('0'));
}
