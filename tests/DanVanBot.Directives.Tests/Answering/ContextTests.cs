using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class ContextTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 9, 0, 0, TimeSpan.FromHours(7));

    private static Answer Ask(string question, QuestionContext? context = null, string? unit = null) =>
        Answerer.Answer(new Question(question, UserUnit: unit, Context: context), Fixtures.Corpus, Fixtures.Today);

    [Fact]
    public void Context_LeaningQuestion_IsAnsweredFromTheSameDocumentAndSaysSo()
    {
        var before = Ask("Theo công văn 45-CV/ĐU các chi bộ phải làm gì?");
        var context = QuestionContext.After(before, null, Now)!;
        context.Document.Should().Be("thu-45.txt");
        context.Unit.Should().Be("chi bộ");
        var answer = Ask("còn UBND xã thì sao?", context);
        answer.Citations[0].Section.Should().Be("2.1");
        answer.Carried!.Document.Should().Be("thu-45.txt");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().StartWith("(Tiếp câu trước");
    }

    [Fact]
    public void Context_OnlyAnotherYear_KeepsTheUnit()
    {
        var next = Fixtures.Read("thu-50.txt", Fixtures.Letter.Replace("45-CV/ĐU", "50-CV/ĐU").Replace("2024", "2025").Replace("ghi sổ số cây sống sau ba tháng", "báo số cây chết mỗi tuần"));
        var corpus = Corpus.Build([.. Fixtures.Corpus.Directives, next]);
        var before = Answerer.Answer(new Question("Năm 2024 các chi bộ phải làm gì?"), corpus, Fixtures.Today);
        var answer = Answerer.Answer(new Question("còn năm 2025?", Context: QuestionContext.After(before, null, Now)), corpus, Fixtures.Today);
        answer.Citations[0].Document.Should().Be("thu-50.txt");
        answer.Citations[0].Section.Should().Be("2.2");
        answer.Carried!.Unit.Should().Be("chi bộ");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().StartWith("(Tiếp câu trước: chi bộ");
    }

    [Fact]
    public void Context_QuestionOfItsOwn_InheritsNothing()
    {
        var context = QuestionContext.After(Ask("Theo công văn 45-CV/ĐU các chi bộ phải làm gì?"), null, Now);
        Ask("Toàn xã trồng mới bao nhiêu cây trên tổng số bao nhiêu cây được giao?", context).Carried.Should().BeNull();
    }

    [Fact]
    public void IsAlive_AfterFifteenMinutesOrFiveTurns_IsOver()
    {
        var context = new QuestionContext("x", Now);
        context.IsAlive(Now.AddMinutes(15)).Should().BeTrue();
        context.IsAlive(Now.AddMinutes(15).AddSeconds(1)).Should().BeFalse();
        context.IsAlive(Now.AddSeconds(-1)).Should().BeFalse("a clock that went back makes no context");
        (context with { Turns = 4 }).IsAlive(Now).Should().BeTrue();
        (context with { Turns = 5 }).IsAlive(Now).Should().BeFalse();
    }

    [Fact]
    public void After_LeaningAgainAndAgain_CountsTheTurns()
    {
        var context = QuestionContext.After(Ask("Theo công văn 45-CV/ĐU các chi bộ phải làm gì?"), null, Now);
        context!.Turns.Should().Be(0);
        for (var turn = 1; turn <= 3; turn++)
        {
            context = QuestionContext.After(Ask("còn UBND xã thì sao?", context), context, Now);
            context!.Turns.Should().Be(turn);
        }
    }

    [Fact]
    public void After_WhatIsNoQuestionOfDocuments_LeavesNothing() => QuestionContext.After(Ask("Tôi muốn tố cáo ông Tư cán bộ xã"), null, Now).Should().BeNull();

    [Theory]
    [InlineData("việc của tôi là gì", "Chi bộ thôn Gò Sim", "2.2")]
    [InlineData("viec cua toi la gi", "chi-bo-thon-go-sim", "2.2")]
    [InlineData("đơn vị mình phải làm gì", "Ủy ban nhân dân xã Hoa Mai", "2.1")]
    [InlineData("chúng tôi được giao việc gì", "UBND xã", "2.1")]
    public void UserUnit_TheAskerMeantByToi_GetsTheTasksOfTheirUnit(string question, string unit, string section)
    {
        var answer = Ask(question, unit: unit);
        answer.Route.Should().Be(AnswerRoute.Answer, answer.Reason);
        answer.Citations[0].Section.Should().Be(section);
    }

    [Fact]
    public void UserUnit_AnotherUnitNamed_IsNotTheAskers() => Ask("Ủy ban nhân dân xã phải làm gì?", unit: "Chi bộ thôn Gò Sim").Citations[0].Section.Should().Be("2.1");

    [Fact]
    public void Answer_FigureWhosePeriodTheSentenceLacks_SaysThePeriodAndThePlace()
    {
        var answer = Ask("các tổ chăm sóc thay bao nhiêu cây chết");
        answer.Citations[0].Section.Should().Be("B.I.2");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain("6 tháng đầu năm");
    }

    [Fact]
    public void Answer_TwoDocumentsSayingAsMuch_ShowsBothWithTheirSources()
    {
        var other = Fixtures.Read("thu-60.txt", Fixtures.Letter.Replace("45-CV/ĐU", "60-CV/ĐU").Replace("Hoa Mai", "Lộc Sim").Replace("HOA MAI", "LỘC SIM"));
        var answer = Answerer.Answer(new Question("Không chặt cây ven kênh khi chưa hỏi ai?"), Corpus.Build([.. Fixtures.Corpus.Directives, other]), Fixtures.Today);
        answer.Reason.Should().Be("both");
        answer.Citations.Take(2).Select(c => c.Document).Should().BeEquivalentTo("thu-45.txt", "thu-60.txt");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain("45-CV/ĐU").And.Contain("60-CV/ĐU");
    }

    /// <summary>What a question leaves behind does as well as asking the earlier questions again.</summary>
    [Fact]
    public void Context_FollowUpsOfTheDevelopmentSet_AreAnsweredAsFromTheHistory()
    {
        var corpus = FreshSetTests.Seeds();
        foreach (var gold in GoldSets.Development().Where(q => q.History.Count > 0))
        {
            QuestionContext? context = null;
            foreach (var earlier in gold.History) context = QuestionContext.After(Answerer.Answer(new Question(earlier, Context: context), corpus, Scorer.Today), context, Now);
            var answer = Answerer.Answer(gold.Question with { History = null, Context = context }, corpus, Scorer.Today);
            var from = Answerer.Answer(gold.Question, corpus, Scorer.Today);
            (answer.Route, answer.Citations.Take(1).Select(c => c.Section)).Should().BeEquivalentTo((from.Route, from.Citations.Take(1).Select(c => c.Section)), gold.Id);
        }
    }
}
