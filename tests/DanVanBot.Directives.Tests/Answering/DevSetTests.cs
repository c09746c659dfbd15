using System.Text.Json;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>The development questions over the real documents, scored in process. The floors lie a little under what was reached.</summary>
public sealed class DevSetTests
{
    [Fact]
    public void Answer_DevelopmentSet_KeepsTheFiguresReached()
    {
        var lines = File.ReadAllLines(Shared.Path("qa", "dev.jsonl")).Where(l => l.Trim().Length > 0).ToList();
        var corpus = Corpus.Build(Shared.Seeds().Select(s => DirectiveReader.Read(s, File.ReadAllText(s)).Directive!));
        int answerable = 0, first = 0, three = 0, unanswerable = 0, wrong = 0, due = 0, warned = 0;
        foreach (var line in lines)
        {
            var (_, question) = AskJson.ReadQuestion(line);
            var answer = Answerer.Answer(question, corpus, new DateOnly(2026, 6, 15));
            var text = AnswerText.Compose(answer, AnswerTexts.Default);
            foreach (var c in answer.Citations) Normal(c.Directive.Blocks.Single(b => b.Id == c.BlockId).Text).Should().Contain(Normal(c.Quote));
            text.Length.Should().BeLessThanOrEqualTo(2000);
            using var json = JsonDocument.Parse(line);
            var expected = json.RootElement.GetProperty("expected");
            if (expected.GetProperty("abstain").GetBoolean())
            {
                unanswerable++;
                if (answer.Route == AnswerRoute.Answer || answer.Citations.Count > 0) wrong++;
                continue;
            }

            answerable++;
            var accepted = new List<JsonElement> { expected };
            if (expected.TryGetProperty("alternatives", out var alternatives)) accepted.AddRange(alternatives.EnumerateArray());
            if (answer.Citations.Take(1).Any(c => accepted.Exists(a => Fits(a, c, text)))) first++;
            if (answer.Citations.Take(3).Any(c => accepted.Exists(a => Fits(a, c, text + " " + c.Quote)))) three++;
            if (!expected.TryGetProperty("expect_warning", out _)) continue;
            due++;
            if (answer.Warnings.Count > 0) warned++;
        }

        ((double)first / answerable).Should().BeGreaterThan(.92, "hit@1");
        ((double)three / answerable).Should().BeGreaterThan(.96, "hit@3");
        ((double)wrong / unanswerable).Should().BeLessThanOrEqualTo(.05, "unanswerable questions answered");
        warned.Should().Be(due, "every warning that is due is given");
    }

    private static bool Fits(JsonElement accepted, Citation citation, string shown)
    {
        if (accepted.GetProperty("doc").GetString() != citation.Document) return false;
        if (!accepted.GetProperty("sections").EnumerateArray().Any(s => citation.Section == s.GetString() || citation.Section.StartsWith(s.GetString() + ".", StringComparison.Ordinal))) return false;
        return accepted.GetProperty("must_contain").EnumerateArray().All(m => Normal(shown).Contains(Normal(m.GetString()!), StringComparison.Ordinal));
    }

    private static string Normal(string text) =>
        VietnameseText.Lower(VietnameseText.CollapseSpaces(VietnameseText.ToNfc(text))).Replace('“', '"').Replace('”', '"');
}
