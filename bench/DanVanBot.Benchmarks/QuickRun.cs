using System.Diagnostics;
using System.Globalization;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Benchmarks;

/// <summary>Every answer timed by itself, so that percentiles are of answers and not of averages of many.</summary>
internal static class QuickRun
{
    private const int Runs = 2000;

    public static void Run(IReadOnlyList<int> sizes)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}{LoadAverage()}");
        foreach (var size in sizes) Answers(size);
        Steps();
    }

    private static void Answers(int blocks)
    {
        DocumentWriter writer = new(seed: 1);
        var clock = Stopwatch.StartNew();
        var directives = writer.Write(blocks);
        var read = clock.Elapsed;
        var corpus = Corpus.Build(directives);
        var built = clock.Elapsed - read;
        FromDisk(directives);
        var questions = QuestionWriter.Write(writer.Written);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{blocks} blocks in {directives.Count} documents: written and read in {read.TotalMilliseconds:F0} ms, Corpus.Build {built.TotalMilliseconds:F0} ms"));
        var routes = questions.Select(q => Answerer.Answer(q, corpus, AnswerBenchmarks.Today)).GroupBy(a => a.Route).OrderByDescending(g => g.Count());
        Console.WriteLine("routes of the 40 questions: " + string.Join(", ", routes.Select(g => $"{g.Key} {g.Count()}")));
        if (Program.Each) Slowest(questions, corpus);
        Measure("answer", i => Answerer.Answer(questions[i % questions.Length], corpus, AnswerBenchmarks.Today), questions.Length);
    }

    /// <summary>The whole snapshot from the cache file: documents checked, index read, tables made.</summary>
    private static void FromDisk(IReadOnlyList<DanVanBot.Directives.Directive> directives)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Corpus.LoadOrBuild(directives, 1, file, out _);
            var times = new List<double>();
            for (var run = 0; run < 5; run++)
            {
                var start = Stopwatch.GetTimestamp();
                Corpus.LoadOrBuild(directives, 1, file, out var origin);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (origin != CorpusOrigin.Loaded) throw new InvalidOperationException("The cache file was not used.");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"snapshot from disk: {times.Min():F0} ms at best, {times.Order().ElementAt(2):F0} ms median; file {new FileInfo(file).Length / 1024} KiB"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Each question by itself: its quickest run and what one run allocates.</summary>
    private static void Slowest(Question[] questions, Corpus corpus)
    {
        foreach (var question in questions)
        {
            var quickest = double.MaxValue;
            long allocated = 0;
            for (var run = 0; run < 30; run++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                Answerer.Answer(question, corpus, AnswerBenchmarks.Today);
                quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {quickest,8:F3} ms {allocated / 1024.0,8:F0} KiB  {question.Text}"));
        }
    }

    private static void Steps()
    {
        StepBenchmarks steps = new();
        steps.Setup();
        Console.WriteLine();
        foreach (var (name, step) in new (string, Func<DialogTurn>)[]
        {
            ("text answer", steps.TextAnswer), ("button press", steps.ButtonPress), ("misfit", steps.MisfitAnswer), ("send", steps.Send),
        })
        {
            Measure(name, _ => step());
        }
    }

    private static void Measure(string name, Func<int, object> act, int kinds = 1)
    {
        for (var i = 0; i < 400; i++) act(i);
        GC.Collect();
        var times = new double[Runs];
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            act(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var mean = times.Average();
        // What other programs do to the clock falls away where each question counts with its quickest run; so does the garbage collector's part.
        var quickest = Enumerable.Range(0, kinds).Select(k => times.Where((_, i) => i % kinds == k).Min()).Order().ToArray();
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-13} mean {mean:F3} ms  p50 {At(times, .5):F3}  p95 {At(times, .95):F3}  p99 {At(times, .99):F3}  max {times[^1]:F3}  quickest p95 {At(quickest, .95):F3}  processor {cpu.TotalMilliseconds / Runs:F3} ms  {allocated / 1024.0 / Runs:F1} KiB allocated"));
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? ", load average (1, 5, 15 min) " + string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : string.Empty;
}
