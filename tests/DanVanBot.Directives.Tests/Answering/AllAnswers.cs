using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>All answers as text: written to a file by a process that runs otherwise, and held against those of this one.</summary>
public sealed class AllAnswers
{
    internal const string Variable = "DANVANBOT_ANSWERS";

    [Fact]
    public void Answers_OfAllSets_AreWrittenWhereAsked()
    {
        var text = Written();
        text.Should().Contain("\"route\":\"answer\"").And.Contain("\"route\":\"abstain\"");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file) File.WriteAllText(file, text);
    }

    internal static string Written()
    {
        var corpus = FreshSetTests.Seeds();
        return string.Join('\n', GoldSets.Development().Concat(GoldSets.Fresh(true)).Concat(GoldSets.Fresh(false)).Concat(GoldSets.Exam())
            .Select(q => AskJson.WriteAnswer(q.Id, Answerer.Answer(q.Question, corpus, Scorer.Today), AnswerTexts.Default, 0)));
    }
}
