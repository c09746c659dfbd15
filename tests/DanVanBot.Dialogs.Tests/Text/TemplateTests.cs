using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Text;

public sealed class TemplateTests
{
    private static BotMessage Say(string template, object model)
    {
        using TestFolder folder = new();
        folder.Write("phrases.yaml", $"x: |\n  {template.Replace("\n", "\n  ")}\n").Dialog("d", "- say: A");
        return folder.Load().Require().Phrases.Say("x", model);
    }

    [Fact]
    public void Say_Blocks_BecomeSpansInUtf16Units()
    {
        BotMessage m = Say("😀 {{#strong}}Trả lời{{/strong}}: {{#quote}}«{{text}}»{{/quote}} {{#code}}{{number}}{{/code}}", new { text = "à", number = "A1" });
        m.Text.Should().Be("😀 Trả lời: «à» A1");
        m.Spans.Select(s => (s.Kind, m.Text.Substring(s.Offset, s.Length))).Should()
            .Equal((SpanKind.Strong, "Trả lời"), (SpanKind.Quote, "«à»"), (SpanKind.Code, "A1"));
    }

    [Fact]
    public void Say_ValueNamedLikeABlock_IsStillAValue() => Say("{{#each items}}{{this.code}} {{/each}}", new { items = new[] { new { code = "A1" } } }).Text.Should().Be("A1");

    [Fact]
    public void Say_ValueWithMarkupCharacters_MakesNoSpan()
    {
        BotMessage m = Say("a {{text}}", new { text = "\uE002x\uE003{{#strong}}y{{/strong}}" });
        m.Text.Should().Be("a x{{#strong}}y{{/strong}}");
        m.Spans.Should().BeEmpty();
    }

    [Fact]
    public void Say_HtmlInAValue_IsNotEscaped() => Say("{{text}}", new { text = "a < b & \"c\"" }).Text.Should().Be("a < b & \"c\"");

    [Fact]
    public void Say_ConditionalLines_LeaveNoHoles() =>
        Say("Một\n{{#if no}}\nHai\n{{/if}}\n\n\n{{#if no}}x{{/if}}\nBa", new { no = false }).Text.Should().Be("Một\n\nBa");

    [Fact]
    public void Say_Quotation_StaysCharacterForCharacter() =>
        Say("Nguồn:\n{{#quote}}{{text}}{{/quote}}\nhết", new { text = "  một \n\n\n  hai  " }).Text.Should().Be("Nguồn:\n  một \n\n\n  hai  \nhết");

    [Theory]
    [InlineData("{{date at}}", "thứ Hai, 15/6/2026")]
    [InlineData("{{datetime at}}", "thứ Hai, 15/6/2026, lúc 8 giờ 30")]
    [InlineData("{{date day}}", "thứ Hai, 15/6/2026")]
    [InlineData("{{date words}}", "hôm nay")]
    [InlineData("{{number big}}", "1.234.567")]
    [InlineData("{{number words}}", "hôm nay")]
    [InlineData("[{{date missing}}]", "[]")]
    [InlineData("[{{number}}]", "[ba]")]
    public void Say_Helpers_WriteAsPeopleDo(string template, string text) => Say(template, new
    {
        at = new DateTimeOffset(2026, 6, 15, 8, 30, 0, TimeSpan.FromHours(7)),
        day = "2026-06-15",
        words = "hôm nay",
        big = 1234567,
        number = "ba",
    }).Text.Should().Be(text);

    [Fact]
    public void Say_UnknownKey_Throws()
    {
        using TestFolder folder = new();
        Phrases phrases = folder.Dialog("d", "- say: A").Load().Require().Phrases;
        phrases.Invoking(p => p.Say("no-such")).Should().Throw<KeyNotFoundException>();
    }

    [Fact]
    public void After_AnotherMessage_MovesTheSpans()
    {
        BotMessage first = new("ab", [new TextSpan(0, 1, SpanKind.Code)], [new Button("X", new ButtonAction.Open("u"))], AskFor.None, []);
        BotMessage second = new("cd", [new TextSpan(1, 1, SpanKind.Strong)], [], AskFor.Location, ["p"]);
        BotMessage both = second.After(first);
        both.Text.Should().Be("ab\n\ncd");
        both.Spans.Should().Equal(new TextSpan(0, 1, SpanKind.Code), new TextSpan(5, 1, SpanKind.Strong));
        both.Buttons.Should().BeEmpty();
        both.AskFor.Should().Be(AskFor.Location);
    }
}
