using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Petitions;

public sealed class PetitionTests
{
    [Fact]
    public async Task Submit_WithConsent_GivesCodeAndDueDay()
    {
        await using var desk = await Desk.OpenAsync("2026-06-12T09:00");
        var result = await SendAsync(desk, "dan");
        result.Outcome.Should().Be("ok");
        result.Values!["code"].Should().BeOfType<string>().Which.Should().MatchRegex("^DP-26-[0-9A-Z]{6}$");
        result.Values!["due"].Should().Be("thứ Sáu, 26/6/2026");
        result.Values!["seen"].Should().Be("thứ Hai, 15/6/2026");
        result.Values!["law"].Should().Be("10 ngày làm việc, Điều 28 Luật Tiếp công dân");
    }

    [Fact]
    public async Task Submit_InTheEvening_CountsFromTheNextWorkingDay()
    {
        await using var desk = await Desk.OpenAsync("2026-06-12T17:30");
        (await SendAsync(desk, "dan")).Values!["due"].Should().Be("thứ Hai, 29/6/2026");
    }

    [Fact]
    public async Task Submit_WithoutConsent_KeepsNothing()
    {
        await using var desk = await Desk.OpenAsync();
        (await desk.EffectAsync("dan", "submit-petition", ("field", "khac"), ("content", "Cống nghẹt"))).Outcome.Should().Be("not-allowed");
        PetitionDesk.List(desk.View(), desk.Data, desk.Clock.GetUtcNow(), false).Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_InAGroup_IsRefused()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.EffectAsync("nhom", "give-consent");
        var result = await desk.StepAsync("nhom", step => PetitionEffects.Submit(Desk.Context(step, null, ("content", "Cống nghẹt"))), isPrivate: false);
        result.Outcome.Should().Be("not-allowed");
    }

    [Fact]
    public async Task Submit_StepRunsTwice_MakesOnePetitionWithTheSameCode()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.EffectAsync("dan", "give-consent");
        var codes = new List<object?>();
        await desk.StepAsync("dan", step =>
        {
            // Called twice in the step, and the commit is refused once besides.
            codes.Add(PetitionEffects.Submit(Desk.Context(step, null, ("content", "Cống nghẹt"))).Values!["code"]);
            codes.Add(PetitionEffects.Submit(Desk.Context(step, null, ("content", "Cống nghẹt"))).Values!["code"]);
            if (codes.Count == 2)
                desk.BeforeCommit = () => TouchDayAsync(desk, "dan");
            return 0;
        });
        codes.Should().HaveCount(4);
        codes.Distinct().Should().HaveCount(1);
        PetitionDesk.List(desk.View(), desk.Data, desk.Clock.GetUtcNow(), false).Should().HaveCount(1);
    }

    [Fact]
    public async Task Submit_MoreThanTheLimitInADay_IsRefusedUntilTomorrow()
    {
        await using var desk = await Desk.OpenAsync();
        for (var i = 0; i < desk.Data.Limits.PetitionsPerDay; i++)
            (await SendAsync(desk, "dan")).Outcome.Should().Be("ok");
        var result = await SendAsync(desk, "dan");
        result.Outcome.Should().Be("limit");
        result.Values!["max"].Should().Be(5);
        (await SendAsync(desk, "nguoi-khac")).Outcome.Should().Be("ok");
        desk.SetClock("2026-06-13T08:00");
        (await SendAsync(desk, "dan")).Outcome.Should().Be("ok");
    }

    [Fact]
    public async Task Submit_OfficersOnDuty_AreToldWithoutItsWords()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo-1", Role.Officer);
        await desk.LinkAsync("can-bo-2", Role.Officer);
        var code = (await SendAsync(desk, "dan", "Cống trước nhà ông Sáu bị nghẹt")).Values!["code"];
        foreach (var officer in new[] { "can-bo-1", "can-bo-2" })
            desk.SaidTo(officer).Should().ContainSingle().Which.Should().StartWith($"new-case|{code}|").And.NotContain("Cống").And.NotContain("0912");
        desk.SaidTo("dan").Should().BeEmpty();
    }

    [Fact]
    public async Task Find_ByAnybodyElse_ShowsNothing()
    {
        await using var desk = await Desk.OpenAsync();
        var code = await CodeAsync(desk, "dan");
        (await desk.EffectAsync("dan", "find-petition", ("code", code.ToLowerInvariant()))).Outcome.Should().Be("found");
        (await desk.EffectAsync("dan", "find-petition", ("mine", code))).Outcome.Should().Be("found");
        (await desk.EffectAsync("ke-khac", "find-petition", ("code", code))).Outcome.Should().Be("not-yours");
        (await desk.EffectAsync("dan", "find-petition", ("code", "DP-26-000000"))).Outcome.Should().Be("not-found");
        (await desk.ShowAsync("dan", "petition", code)).Should().BeOfType<PetitionModel>().Which.Content.Should().Be("Cống nghẹt");
        (await desk.ShowAsync("ke-khac", "petition", code)).Should().BeNull();
        (await desk.OptionsAsync("ke-khac", "my-petitions")).Should().BeEmpty();
        (await desk.OptionsAsync("dan", "my-petitions")).Should().Equal(new Choice(code, $"{code} 12/6"));
    }

    [Fact]
    public async Task Answer_ByAnOfficer_TellsTheSender()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        (await desk.EffectAsync("can-bo", "take-case", ("code", code))).Outcome.Should().Be("ok");
        (await desk.EffectAsync("can-bo", "answer-petition", ("code", code), ("answer", "Đã thông cống"))).Outcome.Should().Be("ok");
        desk.SaidTo("dan").Should().ContainSingle().Which.Should().StartWith($"case-answered|{code}|").And.Contain("Đã thông cống");
        var shown = (PetitionModel)(await desk.ShowAsync("dan", "petition", code))!;
        shown.Status.Should().Be("đã trả lời");
        shown.Answer.Should().Be("Đã thông cống");
        shown.Timeline.Select(t => t.What).Should().Equal("tiếp nhận", "cán bộ bắt đầu giải quyết", "trả lời");
        ((QueueModel)(await desk.ShowAsync("can-bo", "queue"))!).Count.Should().Be(0);
    }

    [Fact]
    public async Task Notices_ToldToAChatTheyAreNotFor_AreNotSaid()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        await desk.EffectAsync("can-bo", "answer-petition", ("code", code), ("answer", "Đã thông cống"));
        var id = PetitionBook.Find(desk.View(), desk.Data, desk.Clock.GetUtcNow(), code)!.Id;
        foreach (var topic in new[] { "case-answered", "case-asked", "new-case", "case-added", "case-withdrawn" })
            await desk.TellAsync(desk.LaneOf("nguoi-la"), topic, id);
        desk.SaidTo("nguoi-la").Should().BeEmpty();
    }

    [Fact]
    public async Task Answer_TwoOfficersAtOnce_OneIsToldThatItChanged()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo-1", Role.Officer);
        await desk.LinkAsync("can-bo-2", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        desk.BeforeCommit = () => desk.CommandAsync(view =>
        {
            var petition = PetitionBook.Find(view, desk.Data, desk.Clock.GetUtcNow(), code)!;
            Petition.Records.Put(view, petition with { Status = PetitionStatus.Answered, Answer = "của người kia" });
            return 0;
        });
        (await desk.EffectAsync("can-bo-1", "answer-petition", ("code", code), ("answer", "của tôi"))).Outcome.Should().Be("changed");
        PetitionBook.Find(desk.View(), desk.Data, desk.Clock.GetUtcNow(), code)!.Answer.Should().Be("của người kia");
        desk.SaidTo("dan").Should().BeEmpty();
    }

    [Fact]
    public async Task Answer_AfterTheSenderWithdrew_IsChanged()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        (await desk.EffectAsync("dan", "withdraw-petition", ("code", code))).Outcome.Should().Be("ok");
        desk.SaidTo("can-bo").Last().Should().StartWith($"case-withdrawn|{code}");
        (await desk.EffectAsync("can-bo", "answer-petition", ("code", code), ("answer", "Đã thông"))).Outcome.Should().Be("changed");
        (await desk.EffectAsync("can-bo", "take-case", ("code", code))).Outcome.Should().Be("changed");
        (await desk.EffectAsync("dan", "withdraw-petition", ("code", code))).Outcome.Should().Be("changed");
    }

    [Fact]
    public async Task Take_WhenAnotherHasIt_IsChanged()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo-1", Role.Officer);
        await desk.LinkAsync("can-bo-2", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        (await desk.EffectAsync("can-bo-1", "take-case", ("code", code))).Outcome.Should().Be("ok");
        (await desk.EffectAsync("can-bo-1", "take-case", ("code", code))).Outcome.Should().Be("ok");
        (await desk.EffectAsync("can-bo-2", "take-case", ("code", code))).Outcome.Should().Be("changed");
    }

    [Fact]
    public async Task AskMore_AndAdd_GoToAndFro()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo-1", Role.Officer);
        await desk.LinkAsync("can-bo-2", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        (await desk.EffectAsync("can-bo-1", "ask-more", ("code", code), ("question", "Số nhà nào?"))).Outcome.Should().Be("ok");
        desk.SaidTo("dan").Last().Should().StartWith($"case-asked|{code}").And.Contain("Số nhà nào?");
        Status(desk, code).Should().Be(PetitionStatus.NeedsMore);
        (await desk.EffectAsync("ke-khac", "add-to-petition", ("code", code), ("more", "Số 12"))).Outcome.Should().Be("not-found");
        (await desk.EffectAsync("dan", "add-to-petition", ("code", code), ("more", "Số 12"))).Outcome.Should().Be("ok");
        Status(desk, code).Should().Be(PetitionStatus.InProgress);
        desk.SaidTo("can-bo-1").Last().Should().StartWith($"case-added|{code}");
        desk.SaidTo("can-bo-2").Last().Should().StartWith("new-case");
        ((CaseModel)(await desk.ShowAsync("can-bo-1", "case", code))!).Content.Should().Contain("Cống nghẹt").And.Contain("Số 12");
    }

    [Fact]
    public async Task Add_AfterTheAnswer_OpensItAgainWithANewDueDay()
    {
        await using var desk = await Desk.OpenAsync("2026-06-12T09:00");
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        await desk.EffectAsync("can-bo", "answer-petition", ("code", code), ("answer", "Xong"));
        desk.SetClock("2026-07-01T09:00");
        (await desk.EffectAsync("dan", "add-to-petition", ("code", code), ("more", "Lại nghẹt"))).Outcome.Should().Be("ok");
        Status(desk, code).Should().Be(PetitionStatus.Reopened);
        ((QueueModel)(await desk.ShowAsync("can-bo", "queue"))!).Items.Single().Due.Should().Be("thứ Tư, 15/7/2026");
    }

    [Fact]
    public async Task Add_WhileTheOfficerAnswers_LosesNeither()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        desk.BeforeCommit = () => desk.CommandAsync(view =>
        {
            var petition = PetitionBook.Find(view, desk.Data, desk.Clock.GetUtcNow(), code)!;
            Petition.Records.Put(view, petition with { Additions = [new PetitionAddition(desk.Clock.GetUtcNow(), "thêm vào", [])] });
            return 0;
        });
        (await desk.EffectAsync("can-bo", "answer-petition", ("code", code), ("answer", "Đã thông"))).Outcome.Should().Be("ok");
        var kept = PetitionBook.Find(desk.View(), desk.Data, desk.Clock.GetUtcNow(), code)!;
        (kept.Answer, kept.Additions.Single().Text).Should().Be(("Đã thông", "thêm vào"));
    }

    [Fact]
    public async Task Case_OpenedByAnOfficer_IsInTheAuditLogWithoutItsWords()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var code = await CodeAsync(desk, "dan");
        var shown = (CaseModel)(await desk.ShowAsync("can-bo", "case", code))!;
        shown.Contact.Should().Be("Người Thử, 0912 345 678");
        var lines = Audit.Kind.Where(desk.View(), "target", code);
        lines.Should().ContainSingle(l => l.Action == Actions.CaseView);
        desk.View().List(new RecordQuery(Desk.Office, "audit")).Records.Should().OnlyContain(r => !r.Body.Contains("Cống", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Queue_SeveralCases_EarliestDueFirst()
    {
        await using var desk = await Desk.OpenAsync("2026-06-12T09:00");
        await desk.LinkAsync("can-bo", Role.Officer);
        var first = await CodeAsync(desk, "dan");
        desk.SetClock("2026-06-15T09:00");
        var second = await CodeAsync(desk, "dan");
        desk.SetClock("2026-06-29T09:00");
        var queue = (QueueModel)(await desk.ShowAsync("can-bo", "queue"))!;
        queue.Count.Should().Be(2);
        queue.Items.Select(i => (i.Code, i.Left, i.Overdue)).Should().Equal((first, "quá hạn 3 ngày", true), (second, "hạn là hôm nay", false));
        (await desk.OptionsAsync("can-bo", "queue-cases")).Should().Equal(new Choice(first, $"{first} 26/6"), new Choice(second, $"{second} 29/6"));
    }

    [Fact]
    public async Task Export_AnyContent_HoldsNoWordsAndNoFormula()
    {
        await using var desk = await Desk.OpenAsync();
        await SendAsync(desk, "dan", "=HYPERLINK(\"http://x\")");
        var rows = PetitionDesk.ExportRows(desk.View(), desk.Data).ToList();
        rows.Should().ContainSingle().Which.Should().HaveSameCount(PetitionDesk.ExportColumns);
        string.Join('|', rows[0]).Should().NotContain("HYPERLINK").And.NotContain("0912");
        PetitionDesk.CsvCell("=1+1").Should().Be("'=1+1");
        PetitionDesk.CsvCell("-5").Should().Be("'-5");
        PetitionDesk.CsvCell("bình thường").Should().Be("bình thường");
    }

    [Fact]
    public async Task Checks_OfDialogs_AreRegistered()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Check("phone-valid", "+84 912 345 678").Should().Be(CheckResult.Good("0912345678", "0912 345 678"));
        desk.Check("phone-valid", "12").Ok.Should().BeFalse();
        var code = await CodeAsync(desk, "dan");
        desk.Check("code-format", code[6..].ToLowerInvariant()).Should().Be(CheckResult.Good(code, code));
        desk.Check("code-format", "không nhớ").Ok.Should().BeFalse();
    }

    internal static async Task<EffectResult> SendAsync(Desk desk, string who, string content = "Cống nghẹt", string place = "tổ dân phố 5")
    {
        await desk.EffectAsync(who, "give-consent");
        return await desk.EffectAsync(who, "submit-petition", ("field", "ha-tang"), ("content", content), ("place", place), ("contact", "0912 345 678"));
    }

    internal static async Task<string> CodeAsync(Desk desk, string who) => (string)(await SendAsync(desk, who)).Values!["code"]!;

    private static PetitionStatus Status(Desk desk, string code) => PetitionBook.Find(desk.View(), desk.Data, desk.Clock.GetUtcNow(), code)!.Status;

    private static Task TouchDayAsync(Desk desk, string who) => desk.CommandAsync(view =>
    {
        var person = People.Find(view, desk.LaneOf(who))!;
        var day = desk.Data.Calendar.DayOf(desk.Clock.GetUtcNow());
        PetitionDay.Records.Put(view, new PetitionDay(person.Id, day, 1));
        return 0;
    });
}
