using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>
/// The question sets over the real documents. With DANVANBOT_MISSES set to a folder each set writes there what it missed;
/// of the held-out half only the figures are written unless DANVANBOT_HELDOUT is set too.
/// </summary>
public sealed class FreshSetTests(ITestOutputHelper output)
{
    internal static Corpus Seeds() => Corpus.Build(Shared.Seeds().Select(s => DirectiveReader.Read(s, File.ReadAllText(s)).Directive!));

    [Fact]
    public void Answer_OurQuestionsTunedOn_KeepTheFiguresReached() => Run("tune", GoldSets.Fresh(heldOut: false), true);

    [Fact]
    public void Answer_OurQuestionsHeldOut_KeepTheFiguresReached() => Run("held-out", GoldSets.Fresh(heldOut: true), Environment.GetEnvironmentVariable("DANVANBOT_HELDOUT") is not null);

    [Fact]
    public void Answer_QuestionsWrittenAfterTuning_KeepTheFiguresReached() => Run("exam", GoldSets.Exam(), true);

    [Fact]
    public void Answer_DevelopmentSet_IsReported() => Run("dev", GoldSets.Development(), true);

    private Figures Run(string name, List<GoldQuestion> questions, bool tell)
    {
        List<string> misses = [];
        var figures = Scorer.Score(name, questions, Seeds(), misses);
        output.WriteLine(figures.ToString());
        if (tell && Environment.GetEnvironmentVariable("DANVANBOT_MISSES") is { } folder) File.WriteAllLines(Path.Combine(folder, name + ".txt"), [figures.ToString(), .. misses]);
        return figures;
    }
}
