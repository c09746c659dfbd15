using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Search;

/// <summary>
/// BM25 over folded syllables and pairs of syllables in three fields: the block, the titles above it, and what is known of its document.
/// Pairs take the place of word segmentation. Scores of the fields are added up at build time, so that a query only sums.
/// </summary>
internal sealed partial class SearchIndex : IWordList
{
    private const float K1 = 1.2f;
    private const float B = 0.6f;
    private const float PairWeight = 0.8f;
    private static readonly float[] FieldWeights = [1.0f, 0.8f, 0.6f];
    private readonly Dictionary<string, int> _terms;
    private readonly Dictionary<long, int> _pairs = [];
    private List<(int Term, int Block, byte Field, float Count)>? _building = [];
    private readonly List<float[]> _lengths = [];
    private int[] _start = [];
    private int[] _postingBlocks = [];
    private float[] _postingScores = [];
    private float[] _idf = [];
    private int _blocks;
    private (CorpusDocument Document, TermList Context)? _shared;

    public SearchIndex(int capacity = 0) => _terms = new Dictionary<string, int>(capacity, StringComparer.Ordinal);

    public int BlockCount => _blocks;

    public IEnumerable<string> Words => _words ??= [.. _terms.Keys.Where(t => t.Length > 0 && !char.IsAsciiDigit(t[0]) && !t.Contains(':', StringComparison.Ordinal))];

    private string[]? _words;

    public float HighestIdf => Idf(0);

    public bool HasWord(string folded) => _terms.ContainsKey(folded);

    public bool HasPair(string folded, string nextFolded) => Pair(folded, nextFolded) >= 0;

    public bool HasSpelling(string word) => Tokenizer.Accented(word) is { } accented ? _marked.ContainsKey(accented) : HasWord(Tokenizer.Key(word));

    public int Term(string folded) => _terms.GetValueOrDefault(folded, -1);

    public int Pair(string first, string second) =>
        _terms.TryGetValue(first, out var a) && _terms.TryGetValue(second, out var b) ? _pairs.GetValueOrDefault(((long)a << 32) | (uint)b, -1) : -1;

    public float IdfOf(int term) => term < 0 ? HighestIdf * 1.3f : _idf[term];

    public CorpusBlock Add(CorpusDocument document, Block block, Dictionary<string, Section> sections, QuestionRules rules)
    {
        var number = _lengths.Count;
        var lengths = new float[FieldWeights.Length];
        _lengths.Add(lengths);
        var tokens = Tokenizer.Tokenize(block.Text);
        var body = AddField(number, 0, block.Text, tokens, lengths);
        foreach (var symbol in DocumentSymbols.Find(block.Text)) AddTerm(number, 0, TermId("doc:" + symbol.Canonical), 1);

        var crumb = Crumb(block, sections, rules);
        var crumbList = AddField(number, 1, crumb, Tokenizer.Tokenize(crumb), lengths);
        var directive = document.Directive;
        var context = string.Join(" . ", new[] { directive.Type, directive.Number, directive.Issuer, directive.Subject ?? directive.InferredSubject, directive.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture), directive.Origin.Place ?? directive.Origin.Superior, rules.LevelText(directive) }.Where(s => s is not null));
        var contextTokens = Tokenizer.Tokenize(context);
        var contextList = AddField(number, 2, context, contextTokens, lengths);
        // What is known of a document is the same for all its blocks.
        if (_shared?.Document == document) contextList = _shared.Value.Context;
        else _shared = (document, contextList);
        if (document.Symbol is not null) AddTerm(number, 2, TermId("doc:" + document.Symbol), 1);
        return new CorpusBlock(document, block, sections[block.SectionId], number, [.. tokens], Clauses(block.Text, tokens), body, crumbList, contextList, Years(tokens), directive.ReportDuties.Any(d => d.BlockId == block.Id), GivesReasons(body, rules) || GivesReasons(crumbList, rules));
    }

    public void Freeze(int blocks)
    {
        _blocks = blocks;
        var building = _building!;
        _building = null;
        var total = _terms.Count + _pairs.Count;
        var average = new float[FieldWeights.Length];
        for (var f = 0; f < average.Length; f++) average[f] = Math.Max(1, _lengths.Count == 0 ? 1 : _lengths.Average(l => l[f]));

        // Same (term, block, field) entries are merged, then document frequencies are counted over the fields together.
        var entries = CollectionsMarshal.AsSpan(building);
        entries.Sort(static (x, y) =>
        {
            var byTerm = x.Term.CompareTo(y.Term);
            if (byTerm != 0) return byTerm;
            var byBlock = x.Block.CompareTo(y.Block);
            return byBlock != 0 ? byBlock : x.Field.CompareTo(y.Field);
        });
        _start = new int[total + 1];
        _idf = new float[total];
        var outBlocks = new List<int>(entries.Length);
        var outScores = new List<float>(entries.Length);
        var i = 0;
        for (var term = 0; term < total; term++)
        {
            _start[term] = outBlocks.Count;
            while (i < entries.Length && entries[i].Term == term)
            {
                var block = entries[i].Block;
                var score = 0f;
                while (i < entries.Length && entries[i].Term == term && entries[i].Block == block)
                {
                    var field = entries[i].Field;
                    var count = 0f;
                    while (i < entries.Length && entries[i].Term == term && entries[i].Block == block && entries[i].Field == field) count += entries[i++].Count;
                    var norm = 1 - B + (B * _lengths[block][field] / average[field]);
                    score += FieldWeights[field] * count * (K1 + 1) / (count + (K1 * norm));
                }

                outBlocks.Add(block);
                outScores.Add(score);
            }

            _idf[term] = Idf(outBlocks.Count - _start[term]);
        }

        _start[total] = outBlocks.Count;
        _postingBlocks = [.. outBlocks];
        _postingScores = [.. outScores];
        _lengths.Clear();
        _shared = null;
    }

    /// <summary>Adds the scores of the terms to <paramref name="scores"/>, which has one place for each block.</summary>
    public void Score(int term, float weight, Span<float> scores)
    {
        if (term < 0) return;
        var w = weight * _idf[term];
        for (var p = _start[term]; p < _start[term + 1]; p++) scores[_postingBlocks[p]] += w * _postingScores[p];
    }

    public void ScorePair(int pair, float weight, Span<float> scores) => Score(pair, weight * PairWeight, scores);

    /// <summary>Blocks the term stands in, in rising order.</summary>
    public ReadOnlySpan<int> BlocksOf(int term) => term < 0 ? [] : _postingBlocks.AsSpan(_start[term], _start[term + 1] - _start[term]);

    /// <summary>The term for the name of a place: its only word, or its first two side by side; -1 when no document has it.</summary>
    public int PlaceTerm(string name)
    {
        var words = name.Split(' ');
        return words.Length == 1 ? Term(words[0]) : Pair(words[0], words[1]);
    }

    private float Idf(int df) => MathF.Log(1 + ((_blocks - df + .5f) / (df + .5f)));

    /// <summary>Years a block speaks of; the ends of a stretch ("2021 - 2025") are not years it speaks of.</summary>
    private static int[] Years(List<Token> tokens)
    {
        var years = new List<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsNumber) continue;
            var token = tokens[i].Folded;
            // The date of a cited document is not what the block speaks of.
            if (!IsYear(token, out var year)) continue;
            var stretch = (i > 0 && IsYear(tokens[i - 1].Folded, out _)) || (i + 1 < tokens.Count && IsYear(tokens[i + 1].Folded, out _));
            if (!stretch) years.Add(year);
        }

        return [.. years.Distinct()];
    }

    private static bool IsYear(string token, out int year) =>
        int.TryParse(token, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out year) && token.Length == 4 && year is >= 1945 and <= 2100;

    private bool GivesReasons(TermList body, QuestionRules rules)
    {
        if (!_terms.TryGetValue(rules.ReasonWord[0], out var first) || !_terms.TryGetValue(rules.ReasonWord[1], out var second)) return false;
        for (var i = 0; i + 1 < body.Terms.Length; i++)
        {
            if (body.Terms[i] == first && body.Terms[i + 1] == second) return true;
        }

        return false;
    }

    private static Clause[] Clauses(string text, List<Token> tokens)
    {
        var clauses = new List<Clause>();
        var at = 0;
        foreach (var range in Reading.Sentences.Clauses(text))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var first = at;
            while (at < tokens.Count && tokens[at].Start < start + length) at++;
            clauses.Add(new Clause(start, start + length, first, at));
        }

        return [.. clauses];
    }

    private static string Crumb(Block block, Dictionary<string, Section> sections, QuestionRules rules)
    {
        var parts = new List<string>();
        for (var section = sections[block.SectionId]; ;)
        {
            if (section.Title is not null) parts.Add(section.Title);
            if (section.ParentId is null || !sections.TryGetValue(section.ParentId, out var parent) || parts.Count > 8) break;
            section = parent;
        }

        parts.AddRange(rules.LabelsOf(block.Kind));
        return string.Join(" . ", parts);
    }

    private TermList AddField(int block, byte field, string text, List<Token> tokens, float[] lengths)
    {
        var ids = new int[tokens.Count];
        var marked = new int[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            ids[i] = TermId(tokens[i].Folded);
            if (!tokens[i].IsNumber && Tokenizer.Accented(text.Substring(tokens[i].Start, tokens[i].Length)) is { } accented) marked[i] = MarkedId(accented);
            AddTerm(block, field, ids[i], 1);
            if (i > 0 && !tokens[i].Breaks) AddTerm(block, field, PairId(ids[i - 1], ids[i]), 1);
            if (tokens[i].IsNumber && tokens[i].Folded.IndexOfAny(['/', '.', ',']) > 0)
            {
                foreach (var part in tokens[i].Folded.Split('/', '.', ',')) AddTerm(block, field, TermId(part), .5f);
            }
        }

        lengths[field] = tokens.Count;
        return new TermList(ids, marked);
    }

    /// <summary>A number for a word with its marks, from 1; -1 when no document has it.</summary>
    public int Marked(string accented) => _marked.GetValueOrDefault(accented, -1);

    private readonly Dictionary<string, int> _marked = new(StringComparer.Ordinal);

    private int MarkedId(string accented)
    {
        if (_marked.TryGetValue(accented, out var id)) return id;
        return _marked[accented] = _marked.Count + 1;
    }

    private void AddTerm(int block, byte field, int term, float count) => _building!.Add((term, block, field, count));

    // Terms and pairs share one number space while building: pairs are even-numbered from the top by way of a common counter.
    private int _next;

    private int TermId(string folded)
    {
        if (_terms.TryGetValue(folded, out var id)) return id;
        return _terms[folded] = _next++;
    }

    private int PairId(int first, int second)
    {
        var key = ((long)first << 32) | (uint)second;
        if (_pairs.TryGetValue(key, out var id)) return id;
        return _pairs[key] = _next++;
    }
}
