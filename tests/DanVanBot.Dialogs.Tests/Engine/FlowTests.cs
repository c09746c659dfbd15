using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Engine;

/// <summary>Effects, guards, branches, budgets, changed definitions.</summary>
public sealed class FlowTests
{
    [Fact]
    public void Do_Outcome_ChoosesTheBranchAndFillsTheText()
    {
        DialogFunctions f = new();
        f.Effect("send", c => c["a"] == "x" ? EffectResult.Of("ok", ("code", "AB-1"), ("due", "2026-06-15")) : EffectResult.Of("limit", ("max", 3)));
        const string Steps = """
            - ask: a
              type: text
              text: A
            - do: send
              next: {ok: ok, limit: limit}
            - id: ok
              say: Mã {{#code}}{{result.code}}{{/code}}, trước {{date result.due}}.
              next: end
            - id: limit
              say: Nhiều nhất {{result.max}}.
            """;
        Talk talk = Talk.Of(Steps, f).Start().Say("x");
        talk.Said.Should().Be("Mã AB-1, trước thứ Hai, 15/6/2026.");
        talk.Message.Spans.Should().Equal(new TextSpan(3, 4, SpanKind.Code));
        Talk.Of(Steps, Again(f)).Start().Say("y").Said.Should().Be("Nhiều nhất 3.");
        static DialogFunctions Again(DialogFunctions f) => f;
    }

    [Theory]
    [InlineData("- do: send\n  next: {ok: done}\n- id: done\n  say: Đã gửi")]
    [InlineData("- do: send\n  next: done\n- id: done\n  say: Đã gửi")]
    [InlineData("- do: send\n- id: done\n  say: Đã gửi")]
    public void Do_RefusedAndNotNamed_NeverSaysThatItWasDone(string steps)
    {
        DialogFunctions f = new();
        f.Effect("send", _ => EffectResult.Of("not-allowed"));
        Talk talk = Talk.Of(steps, f).Start();
        talk.Said.Should().NotContain("Đã gửi").And.NotBeEmpty();
        talk.Last.Outcome.Should().Be(TurnOutcome.Finished);
    }

    [Fact]
    public void Do_OutcomeNoBranchKnows_EndsWithAnApology()
    {
        DialogFunctions f = new();
        f.Effect("send", _ => EffectResult.Of("new-outcome"));
        Talk talk = Talk.Of("- do: send\n  next: {ok: done}\n- id: done\n  say: Đã gửi", f).Start();
        talk.Said.Should().NotContain("Đã gửi");
        talk.Last.Outcome.Should().Be(TurnOutcome.Broken);
    }

    [Fact]
    public void Back_WhereTheQuestionSaysWhere_LeadsThereAlsoBehindAnEffect()
    {
        DialogFunctions f = new();
        f.Effect("open", _ => EffectResult.Of("ok"), "ok");
        const string Steps = """
            - ask: a
              type: choice
              fresh: true
              options: [{value: x, label: X}]
              text: A
            - do: open
            - ask: b
              type: text
              back: a
              text: B
            """;
        Talk talk = Talk.Of(Steps, f).Start().Say("X");
        talk.Message.Buttons.Should().Contain(b => b.Label == "Quay lại");
        talk.Say("quay lại").Said.Should().Be("A");
    }

    [Fact]
    public void Choice_WhoseConditionNoLongerHolds_IsLeftByItsOtherwise()
    {
        bool isThere = true;
        DialogFunctions f = new();
        f.When("there", _ => isThere).Options("list", _ => isThere ? [new Choice("x", "X")] : []);
        const string Steps = """
            - ask: a
              when: there
              otherwise: gone
              type: choice
              options: list
              text: A
              next: end
            - id: gone
              say: Không còn
            """;
        Talk talk = Talk.Of(Steps, f).Start();
        isThere = false;
        talk.Say("1").Said.Should().Be("Không còn");
    }

    [Fact]
    public void Do_MessagesOfTheSlice_ComeFirst()
    {
        DialogFunctions f = new();
        f.Effect("answer", _ => new EffectResult("ok", null, [BotMessage.Plain("trả lời")]));
        Talk.Of("- do: answer\n- say: hết", f).Start().Last.Messages.Select(m => m.Text).Should().Equal("trả lời", "hết");
    }

    [Fact]
    public void Do_ValuesOfAnEffect_SurviveTheNextQuestion()
    {
        DialogFunctions f = new();
        f.Effect("make", _ => EffectResult.Of("ok", ("codes", new[] { "A", "B" })));
        Talk talk = Talk.Of("- do: make\n- ask: a\n  type: text\n  text: A\n- say: \"{{#each result.codes}}{{this}};{{/each}}\"", f).Start();
        talk.Say("x").Said.Should().Be("A;B;");
    }

    [Fact]
    public void Show_Nothing_TakesItsBranch()
    {
        DialogFunctions f = new();
        f.Show("list", c => c.Argument is null ? null : new { items = c.Argument == "empty" ? [] : new[] { "một" } });
        const string Steps = "- show: list\n  text: \"{{#each list.items}}{{this}}{{/each}}\"\n  next: {nothing: none, \"*\": end}\n- id: none\n  say: Không có";
        Talk talk = Talk.Of(Steps, f);
        talk.Start().Said.Should().Be("Không có");
        talk.Start("empty").Said.Should().Be("Không có", "a list without entries is nothing to show");
        talk.Start("full").Said.Should().Be("một");
    }

    [Fact]
    public void Show_NamedInAQuestion_IsThereAlsoWhenRepeatedLater()
    {
        DialogFunctions f = new();
        f.Show("unit", _ => new { name = "Thôn Hải Tân" });
        Talk talk = Talk.Of("- ask: a\n  type: text\n  text: Việc của {{unit.name}}?", f).Start();
        talk.Repeat().Said.Should().Be("Việc của Thôn Hải Tân?");
    }

    [Fact]
    public void When_NotHolding_GoesOtherwise()
    {
        DialogFunctions f = new();
        f.When("yes", _ => true);
        Talk.Of("- when: not yes\n  say: A\n- when: yes\n  say: B\n- when: not yes\n  otherwise: d\n  say: C\n- id: d\n  say: D", f)
            .Start().Last.Messages.Select(m => m.Text).Should().Equal("B", "D");
    }

    [Fact]
    public void When_OfTheDialogNotHolding_SaysItsPhrase()
    {
        using TestFolder folder = new();
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A", "when: officer\notherwise: not-officer\n");
        DialogFunctions f = new();
        f.When("officer", _ => false).Show("office", _ => new { phone = "1" });
        Talk talk = new Talk(folder.Load().Require(), f).Start();
        talk.State.Should().BeNull();
        talk.Said.Should().Contain("dành cho cán bộ");
    }

    [Fact]
    public void Goto_AtTheEnd_HandsOver() =>
        Talk.Of("- ask: a\n  type: text\n  text: A\n- goto: khac\n  argument: \"{{slots.a.value}}\"").Start().Say("mã 7").Last.Then
            .Should().Be(new StartDialog("khac", "mã 7"));

    [Fact]
    public void Budget_CircleInTheData_EndsWithAnApology()
    {
        Talk talk = Talk.Of("- id: a\n  say: A\n- say: B\n  next: a").Start();
        talk.Last.Outcome.Should().Be(TurnOutcome.Broken);
        talk.State.Should().BeNull();
        talk.Last.Messages.Should().ContainSingle();
    }

    [Fact]
    public void Buttons_WithAnEmptyLabel_AreLeftOut()
    {
        using TestFolder folder = new();
        folder.Dialog("d", "- say: A\n  buttons:\n    - {label: \"{{#if argument}}Có{{/if}}\", start: d, argument: \"{{argument}}\"}\n    - {label: Mở, open: \"tel:113\"}");
        DialogSet set = folder.Load().Require();
        new Talk(set).Start().Message.Buttons.Should().Equal(new Button("Mở", new ButtonAction.Open("tel:113")));
        new Talk(set).Start("7").Message.Buttons[0].Should().Be(new Button("Có", new ButtonAction.Start("d", "7")));
    }

    [Fact]
    public void ChangedDefinition_WithTheStepStillThere_GoesOnWithTheAnswers()
    {
        using TestFolder folder = new();
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A\n- ask: b\n  type: text\n  text: B\n- say: \"{{slots.a.value}} {{slots.b.value}}\"");
        Talk talk = new Talk(folder.Load().Require()).Start().Say("một");
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A mới\n- ask: b\n  type: text\n  text: B mới\n- say: \"{{slots.a.value}}-{{slots.b.value}}\"");
        talk.Engine = new DialogEngine(folder.Load().Require(), new DialogFunctions());
        talk.Say("hai").Said.Should().Be("một-hai");
    }

    [Fact]
    public void ChangedDefinition_WithTheStepGone_BeginsAgainAndOffersTheAnswers()
    {
        using TestFolder folder = new();
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A\n- ask: b\n  type: text\n  text: B");
        Talk talk = new Talk(folder.Load().Require()).Start().Say("một");
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A\n- ask: z\n  type: number\n  text: Z");
        talk.Engine = new DialogEngine(folder.Load().Require(), new DialogFunctions());
        talk.Say("hai").Last.Outcome.Should().Be(TurnOutcome.Restarted);
        talk.Said.Should().Contain("vừa được cập nhật").And.EndWith("Đang ghi: một\n\nA");
        talk.Press("Giữ nguyên").Said.Should().Be("Z");
    }

    [Fact]
    public void ChangedDefinition_SlotOfAnotherType_IsForgotten()
    {
        using TestFolder folder = new();
        folder.Dialog("d", "- ask: a\n  type: text\n  text: A\n- ask: b\n  type: text\n  text: B");
        Talk talk = new Talk(folder.Load().Require()).Start().Say("một");
        folder.Dialog("d", "- ask: a\n  type: number\n  text: A\n- ask: b\n  type: text\n  text: B\n- ask: c\n  type: text\n  text: C");
        talk.Engine = new DialogEngine(folder.Load().Require(), new DialogFunctions());
        talk.Say("hai").State!.Slots.Should().ContainKey("b").And.NotContainKey("a");
    }

    [Fact]
    public void ChangedDefinition_DialogGone_ClosesWithAnApology()
    {
        Talk talk = Talk.Of("- ask: a\n  type: text\n  text: A").Start();
        using TestFolder other = new();
        talk.Engine = new DialogEngine(other.Dialog("khac", "- say: X").Load().Require(), new DialogFunctions());
        talk.Say("một").Last.Outcome.Should().Be(TurnOutcome.Broken);
        talk.State.Should().BeNull();
    }

    [Fact]
    public void Start_UnknownDialog_Throws() =>
        FluentActions.Invoking(() => Talk.Of("- say: A").Engine.Start("khong-co", null, default, new object(), 1)).Should().Throw<KeyNotFoundException>();
}
