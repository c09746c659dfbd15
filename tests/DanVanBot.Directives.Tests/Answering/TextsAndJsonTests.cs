using System.Text.Json;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Data;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class TextsAndJsonTests
{
    [Fact]
    public void Parse_OwnTexts_ReplaceTheShippedOnesAndKeepTheRest()
    {
        var texts = AnswerTexts.Parse("answer: {source: 'Theo {section} của {document}.'}\nwarnings: {}\nreasons: {not-found: 'Chưa có.'}\n", "own.yaml");
        var answer = Answerer.Answer(new Question("ai ký công văn trồng cây"), Fixtures.Corpus, Fixtures.Today);
        AnswerText.Compose(answer, texts).Should().Contain("Theo phần ký của Công văn số 45-CV/ĐU ngày 05/02/2024");
        texts.Warning(new AnswerWarning("level-ended", new Dictionary<string, string> { ["since"] = "1/7/2025" })).Should().Contain("1/7/2025");
    }

    [Theory]
    [InlineData("answer: {}\nwarnings: {}\nreasons: {}\nextra: 1\n", 4)]
    [InlineData("answer: {}\nwarnings: [\n", 3)]
    [InlineData("answer: {}\nwarnings: {}\n", 1)]
    public void Parse_BrokenTexts_NameFileAndLine(string yaml, long line)
    {
        var broken = FluentActions.Invoking(() => AnswerTexts.Parse(yaml, "own.yaml")).Should().Throw<DataFileException>().Which;
        broken.File.Should().Be("own.yaml");
        broken.Line.Should().BeCloseTo(line, 1);
    }

    [Fact]
    public void ReadQuestion_Line_HasIdTextAndHistory()
    {
        var (id, question) = AskJson.ReadQuestion("""{"id":"D1","question":"còn \"UBND\" thì sao","history":["a","b"],"style":"x"}""");
        id.Should().Be("D1");
        question.Text.Should().Be("còn \"UBND\" thì sao");
        question.History.Should().Equal("a", "b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("không phải JSON")]
    [InlineData("[1]")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"question\":5}")]
    public void ReadQuestion_WhatIsNone_IsAFormatException(string line) =>
        FluentActions.Invoking(() => AskJson.ReadQuestion(line)).Should().Throw<FormatException>().WithMessage("The *");

    [Fact]
    public void WriteAnswer_Line_HasTheFieldsTheScorerReads()
    {
        var answer = Answerer.Answer(new Question("ai ký công văn trồng cây"), Fixtures.Corpus, Fixtures.Today);
        var line = AskJson.WriteAnswer("D9", answer, AnswerTexts.Default, 1.23456);
        line.Should().NotContain("\n").And.Contain("Trần Thị Lựu");
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        root.GetProperty("id").GetString().Should().Be("D9");
        root.GetProperty("abstained").GetBoolean().Should().BeFalse();
        root.GetProperty("route").GetString().Should().Be("answer");
        root.GetProperty("milliseconds").GetDouble().Should().Be(1.235);
        root.GetProperty("citations")[0].GetProperty("document").GetString().Should().Be("thu-45.txt");
        root.GetProperty("citations")[0].GetProperty("section").GetString().Should().Be("ký");
    }

    [Theory]
    [InlineData(AnswerRoute.PersonalData, "personal-data")]
    [InlineData(AnswerRoute.Denunciation, "denunciation")]
    [InlineData(AnswerRoute.Abstain, "abstain")]
    public void RouteName_Route_IsThatOfTheScorer(AnswerRoute route, string name) => AskJson.RouteName(route).Should().Be(name);
}
