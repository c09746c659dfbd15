using BenchmarkDotNet.Attributes;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Benchmarks;

/// <summary>A whole answer: question text in, route and citations out. The figure is the mean over the mixed list.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    internal static readonly DateOnly Today = new(2026, 6, 15);
    private Corpus _corpus = Corpus.Empty;
    private Question[] _questions = [];

    [ParamsSource(nameof(Sizes))]
    public int Blocks { get; set; }

    public static IEnumerable<int> Sizes => Program.Sizes;

    [GlobalSetup]
    public void Setup()
    {
        DocumentWriter writer = new(seed: 1);
        _corpus = Corpus.Build(writer.Write(Blocks));
        _questions = QuestionWriter.Write(writer.Written);
    }

    [Benchmark(OperationsPerInvoke = QuestionWriter.Count)]
    public int Answer()
    {
        var citations = 0;
        foreach (var question in _questions) citations += Answerer.Answer(question, _corpus, Today).Citations.Count;
        return citations;
    }
}
