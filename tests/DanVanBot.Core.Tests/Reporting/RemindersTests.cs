using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Tests.Reporting;

public sealed class RemindersTests
{
    private const string Key = "dan-van|2026-H1";

    [Fact]
    public async Task Ladder_OverTheWholeTime_SaysEachStepOnceAndEndsWithTheEscalation()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        await desk.LinkAsync("can-bo", Role.Officer);
        await desk.BootAsync();
        var said = new List<string>();
        for (var day = new DateOnly(2026, 5, 20); day <= new DateOnly(2026, 6, 20); day = day.AddDays(1))
        {
            desk.SetClock($"{day:yyyy-MM-dd}T08:00");
            await desk.SettleAsync();
            var count = desk.SaidTo("bi-thu").Count();
            said.AddRange(desk.SaidTo("bi-thu").Skip(said.Count).Select(t => $"{day:dd/MM} {t.Split('|')[0]} {t.Split('|')[4]}"));
            said.Should().HaveCount(count);
        }

        said.Should().Equal(
            "27/05 reminder còn 14 ngày", "03/06 reminder còn 7 ngày", "07/06 reminder còn 3 ngày", "09/06 reminder còn 1 ngày",
            "10/06 reminder-today hạn là hôm nay", "11/06 reminder-overdue quá hạn 1 ngày", "12/06 reminder-overdue quá hạn 2 ngày",
            "13/06 reminder-overdue quá hạn 3 ngày");
        desk.SaidTo("can-bo").Should().ContainSingle().Which.Should().StartWith("escalation").And.Contain("quá hạn 4 ngày");
    }

    [Fact]
    public async Task Tick_AfterAWeekDown_SaysOnlyTheNewestStep()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-08T10:15");
        await desk.BootAsync();
        await desk.BootAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle().Which.Should().Contain("còn 2 ngày");
        desk.SetClock("2026-06-09T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().HaveCount(2);
    }

    [Fact]
    public async Task Tick_ReportHandedIn_SaysNothing()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        (await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key), ("meetings", "2"))).Outcome.Should().Be("ok");
        desk.SetClock("2026-06-03T08:00");
        await desk.BootAsync();
        desk.SaidTo("bi-thu").Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_ReportHandedInAfterTheTick_SaysNothing()
    {
        await using var desk = await OpenAsync("2026-06-03T08:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        await desk.CommandAsync(view =>
        {
            foreach (var record in view.List(new RecordQuery(Desk.Office, "reminder")).Records)
                view.Delete("reminder", record.Id);
            return 0;
        });
        const string Items = """[{"Duty":"dan-van","Period":"2026-H1","Unit":"cb-1"}]""";
        await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key), ("meetings", "2"));
        await desk.TellAsync(desk.LaneOf("bi-thu"), "reminders", Items);
        desk.SaidTo("bi-thu").Should().BeEmpty();
        await desk.LinkAsync("bi-thu-2", Role.Secretary, "cb-2");
        await desk.TellAsync(desk.LaneOf("bi-thu-2"), "reminders", Items);
        desk.SaidTo("bi-thu-2").Should().BeEmpty("the unit is another's");
    }

    [Fact]
    public async Task Remind_SubmissionArrivesBetweenStepAndCommit_SaysNothing()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-03T08:00");
        // The tick of the reporting lane comes first; the second commit is the secretary's lane.
        desk.BeforeCommit = () =>
        {
            desk.BeforeCommit = () => desk.CommandAsync(view =>
            {
                Submission.Records.Put(view, SubmissionTests.Other(desk));
                return 0;
            });
            return Task.CompletedTask;
        };
        await desk.BootAsync();
        desk.BeforeCommit.Should().BeNull("both commits were reached");
        desk.SaidTo("bi-thu").Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_ToldTwice_IsSaidOnce()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-03T09:00");
        for (var i = 0; i < 3; i++)
            await desk.TellAsync(desk.LaneOf("bi-thu"), "reminders", """[{"Duty":"dan-van","Period":"2026-H1","Unit":"cb-1"}]""");
        desk.SaidTo("bi-thu").Should().ContainSingle();
    }

    [Fact]
    public async Task Escalate_ToldTwiceOrToSomebodyElse_IsSaidOnceToOfficersOnly()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("can-bo", Role.Officer);
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-13T09:00");
        await desk.TellAsync(desk.LaneOf("can-bo"), "escalation", Key);
        desk.SaidTo("can-bo").Should().BeEmpty("three days late is the secretary's to hear");
        desk.SetClock("2026-06-14T09:00");
        foreach (var who in new[] { "can-bo", "can-bo", "bi-thu" })
            await desk.TellAsync(desk.LaneOf(who), "escalation", Key);
        desk.SaidTo("can-bo").Should().ContainSingle();
        desk.SaidTo("bi-thu").Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_TwoReportsDue_IsOneDigest()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-2");
        desk.SetClock("2026-06-03T08:00");
        await desk.BootAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle().Which.Should().StartWith("reminder-digest").And.Contain("Chi bộ Một:").And.Contain("Chi bộ Hai:");
        desk.SetClock("2026-06-04T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().HaveCount(1);
    }

    [Fact]
    public async Task Tick_InTheNight_WaitsForTheMorning()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-03T23:00");
        await desk.BootAsync();
        desk.SaidTo("bi-thu").Should().BeEmpty();
        desk.SetClock("2026-06-04T06:29");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().BeEmpty();
        desk.SetClock("2026-06-04T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle();
    }

    [Fact]
    public async Task Remind_MailHandledInTheNight_WaitsForTheMorning()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        desk.SetClock("2026-06-03T21:30");
        await desk.TellAsync(desk.LaneOf("bi-thu"), "reminders", """[{"Duty":"dan-van","Period":"2026-H1","Unit":"cb-1"}]""");
        desk.SaidTo("bi-thu").Should().BeEmpty();
        desk.SetClock("2026-06-04T06:30");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle();
    }

    [Fact]
    public async Task Tick_AtTet_SaysNothingUntilItIsOver()
    {
        await using var desk = await OpenAsync("2026-02-01T07:00", d => d with
        {
            Duties = [d.Duty("dan-van")! with { Recurrence = "month", Due = [new DutyDue("M02", "tháng 2", 2, 25)], Ladder = [10, 7, 3, 0] }],
        });
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        await desk.BootAsync();
        for (var day = 15; day <= 21; day++)
        {
            desk.SetClock($"2026-02-{day}T08:00");
            await desk.SettleAsync();
            desk.SaidTo("bi-thu").Should().BeEmpty();
        }

        desk.SetClock("2026-02-22T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle().Which.Should().Contain("còn 3 ngày");
    }

    [Fact]
    public async Task Link_InTheMiddleOfTheLadder_TellsAtOnceAndRemindsFromTheNextStep()
    {
        await using var desk = await OpenAsync("2026-06-04T07:00");
        await desk.BootAsync();
        var code = await InviteAsync(desk, Role.Secretary, "cb-1");
        var result = await desk.EffectAsync("bi-thu", "link-by-code", ("code", code));
        result.Values!["duties"].Should().BeAssignableTo<IReadOnlyList<DutyModel>>().Which.Should().ContainSingle().Which.Left.Should().Be("còn 6 ngày");
        desk.SetClock("2026-06-04T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().BeEmpty("the step of seven days was told at the linking");
        desk.SetClock("2026-06-07T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle();
    }

    [Fact]
    public async Task Remind_ClosedChat_IsSeenByTheOfficerAndSettledLater()
    {
        await using var desk = await OpenAsync("2026-05-20T07:00");
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        await desk.LinkAsync("can-bo", Role.Officer);
        await CloseAsync(desk, "bi-thu", new Inbound.Left());
        desk.SetClock("2026-06-03T08:00");
        await desk.BootAsync();
        desk.SaidTo("bi-thu").Should().BeEmpty();
        var status = (ReportStatusModel)(await desk.ShowAsync("can-bo", "report-status", Key))!;
        status.Missing.Select(m => (m.Unit, m.Secretary, m.Reachable)).Should().Equal(
            ("Chi bộ Một", "không liên lạc được", false), ("Chi bộ Hai", "chưa có bí thư liên kết", false));
        await CloseAsync(desk, "bi-thu", new Inbound.CameBack());
        desk.SetClock("2026-06-04T08:00");
        await desk.SettleAsync();
        desk.SaidTo("bi-thu").Should().ContainSingle().Which.Should().Contain("còn 6 ngày");
        ((ReportStatusModel)(await desk.ShowAsync("can-bo", "report-status", Key))!).Missing.Should().Contain(m => m.Reachable);
    }

    internal static async Task<string> InviteAsync(Desk desk, Role role, string? unit)
    {
        var random = Enumerable.Range(1, Invitations.RandomBytes).Select(i => (byte)(i * 7)).ToArray();
        return await desk.CommandAsync(view => Invitations.Invite(view, desk.Sealer, role, unit, desk.Clock.GetUtcNow(), random));
    }

    internal static async Task<Desk> OpenAsync(string now, Func<OfficeData, OfficeData>? change = null)
    {
        var desk = await Desk.OpenAsync(now, change);
        var (units, errors) = UnitFile.Parse("u.csv", "id,name,kind,parent,area\nphuong,Phường,ward,,\ntdp-1,Tổ dân phố 1,neighbourhood,phuong,\ncb-1,Chi bộ Một,party-cell,phuong,tdp-1\ncb-2,Chi bộ Hai,party-cell,phuong,\n");
        errors.Should().BeEmpty();
        await desk.CommandAsync(view => UnitImport.Apply(view, units, desk.Clock.GetUtcNow()));
        return desk;
    }

    private static async Task CloseAsync(Desk desk, string who, Inbound what)
    {
        await desk.Store.AcceptAsync([new NewMail(Desk.Office, desk.LaneOf(who), $"ch:{what.GetType().Name}", what.ToJson(), desk.Clock.GetUtcNow(), who)]);
        await desk.SettleAsync();
    }
}
