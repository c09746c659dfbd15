using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Engine;

/// <summary>The way through a dialog: back, skip, cancel, help, review, branches, numbers of buttons.</summary>
public sealed class ConversationTests
{
    private const string ThreeQuestions = """
        - ask: a
          type: text
          label: Một
          text: Câu A
          help: Giúp A
        - ask: b
          type: choice
          label: Hai
          text: Câu B
          options: [{value: x, label: Đường sá}, {value: y, label: Rác thải}]
        - ask: c
          type: text
          label: Ba
          optional: true
          text: Câu C
        - review: [a, b, c]
          send: Gửi đi
          text: |
            Xem lại:
            {{#each answers}}
            {{label}}={{value}}
            {{/each}}
        - say: Xong rồi {{slots.a.label}}
        """;

    private static Talk AtReview() => Talk.Of(ThreeQuestions).Start().Say("alpha").Say("1").Say("gamma");

    [Fact]
    public void Start_FirstQuestion_UsesTheGivenNonce()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start(nonce: 41);
        talk.State!.Nonce.Should().Be(41);
        talk.Last.NextNonce.Should().Be(42);
        talk.Last.Outcome.Should().Be(TurnOutcome.Asked);
    }

    [Fact]
    public void Advance_EveryQuestion_HasANonceOfItsOwn()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start();
        HashSet<int> seen = [talk.State!.Nonce];
        foreach (string text in new[] { "alpha", "quay lại", "beta", "1", "bỏ qua", "sửa lại", "1", "gamma" })
        {
            talk.Say(text);
            seen.Add(talk.State!.Nonce).Should().BeTrue("'{0}' opens another question", text);
            talk.Last.NextNonce.Should().BeGreaterThan(talk.State.Nonce);
        }
    }

    [Fact]
    public void Advance_CallersNonce_IsNeverUndercut() =>
        new DialogEngineProbe(Talk.Of(ThreeQuestions).Start()).AdvanceWithNonce(90).State!.Nonce.Should().Be(90);

    [Fact]
    public void Back_FromTheSecondQuestion_OffersTheEarlierAnswer()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha").Say("Quay Lại");
        talk.Said.Should().Be("Đang ghi: alpha\n\nCâu A");
        talk.Press("Giữ nguyên").Said.Should().Be("Câu B");
        talk.Value("a").Should().Be("alpha");
    }

    [Fact]
    public void Back_FromTheFirstQuestion_AsksItAgain() =>
        Talk.Of(ThreeQuestions).Start().Say("quay lại").Said.Should().EndWith("Câu A");

    [Fact]
    public void Back_BehindAnEffect_IsNotPossible()
    {
        int done = 0;
        DialogFunctions f = new();
        f.Effect("count", _ =>
        {
            done++;
            return EffectResult.Of("ok");
        });
        Talk talk = Talk.Of("- ask: a\n  type: text\n  text: A\n- do: count\n- ask: b\n  type: text\n  text: B", f).Start().Say("một");
        talk.Say("quay lại").Said.Should().EndWith("B");
        done.Should().Be(1);
    }

    [Fact]
    public void Skip_OptionalSlot_LeavesItEmpty()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha").Say("1");
        talk.Labels.Should().Contain("Bỏ qua");
        talk.Say("bo qua").Said.Should().StartWith("Xem lại");
        talk.Value("c").Should().BeNull();
    }

    [Fact]
    public void Skip_RequiredSlot_SaysThatItIsNeeded()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("bỏ qua");
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Said.Should().EndWith("Câu A");
    }

    [Theory]
    [InlineData("hủy")]
    [InlineData("huỷ")]
    [InlineData("HUY")]
    [InlineData("thôi")]
    public void Cancel_ByWord_ClosesTheDialog(string word)
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha").Say(word);
        talk.Last.Outcome.Should().Be(TurnOutcome.Cancelled);
        talk.State.Should().BeNull();
    }

    [Fact]
    public void Help_AtAStep_GivesItsHelpAndAsksAgain() =>
        Talk.Of(ThreeQuestions).Start().Say("trợ giúp").Said.Should().Be("Giúp A\n\nCâu A");

    [Fact]
    public void Repeat_ByWord_AsksAgain() => Talk.Of(ThreeQuestions).Start().Say("nhắc lại").Said.Should().Be("Câu A");

    [Theory]
    [InlineData("2", "y")]
    [InlineData("rac thai", "y")]
    [InlineData("Đường Sá", "x")]
    [InlineData("rác", "y")]
    public void Choice_ByNumberOrWords_PicksTheOption(string text, string value) =>
        Talk.Of(ThreeQuestions).Start().Say("alpha").Say(text).Value("b").Should().Be(value);

    [Fact]
    public void Press_OfAnEarlierQuestion_NeverActs()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha");
        ButtonAction.Answer old = (ButtonAction.Answer)talk.Message.Buttons[0].Action;
        talk.Press("Rác thải");
        DialogState before = talk.State!;
        talk.Do(new DialogInput.Press(old.Nonce, old.Value));
        talk.Last.Outcome.Should().Be(TurnOutcome.StalePress);
        talk.Said.Should().Contain("câu hỏi đã qua").And.EndWith("Câu C");
        talk.State.Should().BeEquivalentTo(before);
    }

    [Fact]
    public void Press_OfAValueThatWasNeverOffered_IsRefused()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha");
        talk.Do(new DialogInput.Press(talk.State!.Nonce, "z")).Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Do(new DialogInput.Press(talk.State!.Nonce, "!send")).Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Value("b").Should().BeNull();
    }

    [Fact]
    public void Misfit_SecondTime_GivesAnExampleAndThePhone()
    {
        Talk talk = Talk.Of("- ask: n\n  type: number\n  text: Mấy?\n  example: mười hai").Start().Say("nhiều");
        talk.Last.MayBeQuestion.Should().BeTrue();
        talk.Said.Should().NotContain("0255 000 000");
        talk.Say("nhiều thiệt");
        talk.Said.Should().Contain("Ví dụ: mười hai.").And.Contain("0255 000 000").And.EndWith("Mấy?");
        talk.Say("5").Last.Outcome.Should().Be(TurnOutcome.Finished);
    }

    [Fact]
    public void Misfit_AnsweredByTheCallerAsAQuestion_LeavesTheEarlierStateGood()
    {
        Talk talk = Talk.Of("- ask: n\n  type: number\n  text: Mấy?").Start();
        DialogState before = talk.State!;
        talk.Engine.Advance(before, new DialogInput.Text("công văn nào?"), talk.Now, new object()).MayBeQuestion.Should().BeTrue();
        DialogTurn again = talk.Engine.Repeat(before, talk.Now, new object());
        again.State!.Nonce.Should().Be(before.Nonce);
        again.State.Misses.Should().Be(0);
        again.Messages.Should().ContainSingle().Which.Text.Should().Be("Mấy?");
    }

    [Fact]
    public void Repeat_AfterDays_SaysThatItGoesOn()
    {
        Talk talk = Talk.Of(ThreeQuestions).Start().Say("alpha");
        talk.Now = talk.Now.AddDays(3);
        talk.Repeat().Said.Should().Contain("làm dở").And.EndWith("Câu B");
        talk.Press("Rác thải").Value("b").Should().Be("y");
    }

    [Fact]
    public void Review_Send_GoesOn() => AtReview().Press("Gửi đi").Said.Should().Be("Xong rồi alpha");

    [Theory]
    [InlineData("gui di")]
    [InlineData("1")]
    [InlineData("đồng ý")]
    public void Review_SendInOtherWords_GoesOn(string text) =>
        AtReview().Say(text).Last.Outcome.Should().Be(TurnOutcome.Finished);

    [Fact]
    public void Review_EditOneAnswer_ComesBackToTheReview()
    {
        Talk talk = AtReview().Press("Sửa lại");
        talk.Labels.Should().Equal("Một", "Hai", "Ba", "Quay lại");
        talk.Press("Một").Said.Should().Be("Đang ghi: alpha\n\nCâu A");
        talk.Say("omega").Said.Should().Contain("Một=omega").And.Contain("Hai=Đường sá").And.Contain("Ba=gamma");
    }

    [Fact]
    public void Review_EditThenBack_ChangesNothing() =>
        AtReview().Say("sửa hai").Say("quay lại").Said.Should().StartWith("Xem lại").And.Contain("Hai=Đường sá");

    [Fact]
    public void Review_AnswerChangedToAnotherBranch_AsksTheQuestionsOfThatBranch()
    {
        const string Steps = """
            - ask: kind
              type: choice
              label: Loại
              text: Loại nào
              options: [{value: p, label: Phường}, {value: t, label: Thôn}]
              next: {p: review, t: village}
            - ask: village
              type: text
              label: Thôn
              text: Thôn nào
              when: answered kind
            - id: review
              review: [kind]
              send: Gửi
              text: Xem
            """;
        Talk talk = Talk.Of(Steps).Start().Say("Phường");
        talk.Said.Should().Be("Xem");
        talk.Say("sửa loại").Say("Thôn").Said.Should().Be("Thôn nào");
        talk.Say("Hải Tân").Said.Should().Be("Xem");
    }

    [Fact]
    public void Choice_OfManyOptions_IsShownInPagesOfSix()
    {
        DialogFunctions f = new();
        f.Options("many", _ => [.. Enumerable.Range(1, 14).Select(i => new Choice($"v{i}", $"Lựa chọn {i}"))]);
        Talk talk = Talk.Of("- ask: a\n  type: choice\n  options: many\n  text: Chọn\n- ask: b\n  type: text\n  text: B", f).Start();
        List<string> seen = [];
        for (int page = 0; page < 3; page++)
        {
            talk.Message.Buttons.Count.Should().BeLessThanOrEqualTo(6);
            seen.AddRange(talk.Labels.Where(l => l.StartsWith("Lựa", StringComparison.Ordinal)));
            talk.Press("Xem thêm");
        }

        seen.Should().HaveCount(14).And.OnlyHaveUniqueItems();
        talk.Labels.Should().Contain("Lựa chọn 1", "after the last page comes the first");
        talk.Say("Lựa chọn 13").Value("a").Should().Be("v13", "an option of another page can be typed");
    }

    [Fact]
    public void Choice_OptionGoneMeanwhile_IsAskedAgain()
    {
        List<Choice> options = [new("a", "A một"), new("b", "B hai")];
        DialogFunctions f = new();
        f.Options("live", _ => [.. options]);
        Talk talk = Talk.Of("- ask: x\n  type: choice\n  options: live\n  text: Chọn", f).Start();
        Button gone = talk.Message.Buttons[0];
        options.RemoveAt(0);
        talk.Do(new DialogInput.Press(((ButtonAction.Answer)gone.Action).Nonce, "a"));
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Said.Should().Contain("không còn");
        talk.Labels.Should().Contain("B hai").And.NotContain("A một");
    }

    [Fact]
    public void Argument_ThatFits_IsTheAnswerOnce()
    {
        const string Steps = "- ask: code\n  type: code\n  from: argument\n  fresh: true\n  text: Mã\n- ask: b\n  type: text\n  text: B {{slots.code.value}}\n  next: code";
        Talk talk = Talk.Of(Steps).Start("AB12");
        talk.Said.Should().Be("B AB12");
        talk.Say("nữa").Said.Should().Be("Mã", "the second time the argument is used up and the earlier answer forgotten");
    }

    [Fact]
    public void Argument_ThatDoesNotFit_IsAskedFor() =>
        Talk.Of("- ask: code\n  type: code\n  from: argument\n  text: Mã").Start("mã nào vậy?").Said.Should().Be("Mã");

    [Fact]
    public void Prefilled_Value_IsOfferedAndKeptOnlyWhenConfirmed()
    {
        DialogFunctions f = new();
        f.Value("count", _ => "7");
        Talk talk = Talk.Of("- ask: n\n  type: number\n  value: count\n  text: Mấy?\n- ask: m\n  type: text\n  text: M", f).Start();
        talk.Said.Should().Be("Đang ghi: 7\n\nMấy?");
        talk.Press("Giữ nguyên").Value("n").Should().Be("7");
    }

    /// <summary>Calls the engine with a nonce of the caller's.</summary>
    private sealed class DialogEngineProbe(Talk talk)
    {
        public DialogTurn AdvanceWithNonce(int nonce) =>
            talk.Engine.Advance(talk.State!, new DialogInput.Text("alpha"), talk.Now, new object(), nonce);
    }
}
