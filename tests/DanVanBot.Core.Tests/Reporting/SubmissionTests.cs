using DanVanBot.Core.Conversations;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Tests.Petitions;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Reporting;

public sealed class SubmissionTests
{
    private const string Key = "dan-van|2026-H1";

    [Fact]
    public async Task Submit_InTime_GivesACodeAndKeepsTheForm()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        var result = await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key), ("meetings", "2"), ("results", "Hiến đất"), ("file", "@f1"), ("lạ", "x"));
        result.Outcome.Should().Be("ok");
        result.Values!["code"].Should().BeOfType<string>().Which.Should().MatchRegex("^BC-26-[0-9A-Z]{6}$");
        result.Values!["late"].Should().Be(false);
        result.Values!["at"].Should().Be("thứ Sáu, 5/6/2026, lúc 9 giờ");
        var kept = Submission.Records.Get(desk.View(), $"{Key}|cb-1")!;
        kept.Values.Select(v => (v.Field, v.Value, v.Files.Count)).Should().Equal(("meetings", "2", 0), ("results", "Hiến đất", 0), ("file", "", 1));
    }

    [Fact]
    public async Task Submit_Twice_IsAlreadyThere()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        var first = await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key), ("meetings", "2"));
        desk.SetClock("2026-06-06T10:30");
        var second = await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key), ("meetings", "3"));
        second.Outcome.Should().Be("already");
        second.Values!["at"].Should().Be("thứ Sáu, 5/6/2026, lúc 9 giờ");
        second.Values!["code"].Should().Be(first.Values!["code"]);
        Submission.Records.Get(desk.View(), $"{Key}|cb-1")!.Values.Single().Value.Should().Be("2");
    }

    [Fact]
    public async Task Submit_TwoSecretariesOfOneUnitAtOnce_MakeOneReport()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        await desk.LinkAsync("pho-bi-thu", Role.Secretary, "cb-1");
        var first = "";
        desk.BeforeCommit = async () =>
        {
            var code = await desk.CommandAsync(view =>
            {
                Submission.Records.Put(view, Other(desk));
                return "BC-26-000000";
            });
            first = code;
        };
        var result = await desk.EffectAsync("pho-bi-thu", "submit-report", ("duty", Key), ("meetings", "2"));
        (result.Outcome, result.Values!["code"]).Should().Be(("already", first));
    }

    [Fact]
    public async Task Submit_AfterTheDueDay_IsLate()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        desk.SetClock("2026-06-10T23:59");
        await desk.LinkAsync("bi-thu-2", Role.Secretary, "cb-2");
        (await desk.EffectAsync("bi-thu-2", "submit-report", ("duty", Key))).Values!["late"].Should().Be(false);
        desk.SetClock("2026-06-11T00:00");
        (await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key))).Values!["late"].Should().Be(true);
    }

    [Theory]
    [InlineData("2026-01-15T09:00", Key)]
    [InlineData("2026-06-05T09:00", "dan-van|2026-M01")]
    [InlineData("2026-06-05T09:00", "khong-co|2026-H1")]
    [InlineData("2026-06-05T09:00", "dan-van|2026-H1|cb-2")]
    [InlineData("2026-12-01T09:00", Key)]
    public async Task Submit_NothingOpenUnderThisKey_IsChanged(string now, string key)
    {
        await using var desk = await OpenAsync(now);
        (await desk.EffectAsync("bi-thu", "submit-report", ("duty", key))).Outcome.Should().Be("changed");
    }

    [Fact]
    public async Task Submit_ByACitizen_IsNotLinked()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        (await desk.EffectAsync("dan", "submit-report", ("duty", Key))).Outcome.Should().Be("not-linked");
    }

    [Fact]
    public async Task Duties_OfASecretary_ShowWhatIsDueAndWhatIsDone()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        (await desk.WhenAsync("bi-thu", "has-open-duties")).Should().BeTrue();
        (await desk.OptionsAsync("bi-thu", "open-duties")).Should().Equal(new Choice(Key, "6 tháng đầu 2026"));
        var before = (DutiesModel)(await desk.ShowAsync("bi-thu", "duties"))!;
        before.Unit.Should().Be("Chi bộ Một");
        before.Items.Single().Should().BeEquivalentTo(new
        {
            Title = "Báo cáo công tác dân vận 6 tháng đầu năm 2026",
            Due = "thứ Tư, 10/6/2026",
            Left = "còn 5 ngày",
            Submitted = false,
            Overdue = false,
            Note = "",
        });
        await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key));
        ((DutiesModel)(await desk.ShowAsync("bi-thu", "duties"))!).Items.Single().Submitted.Should().BeTrue();
        (await desk.WhenAsync("bi-thu", "has-open-duties")).Should().BeFalse();
        (await desk.ShowAsync("dan", "duties")).Should().BeNull();
    }

    [Fact]
    public async Task Status_ForAnOfficer_NamesWhoHasAndWhoHasNot()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        await desk.LinkAsync("can-bo", Role.Officer);
        await desk.EffectAsync("bi-thu", "submit-report", ("duty", Key));
        desk.SetClock("2026-06-12T09:00");
        var status = (ReportStatusModel)(await desk.ShowAsync("can-bo", "report-status"))!;
        (status.DoneCount, status.MissingCount, status.Total, status.Overdue, status.Left).Should().Be((1, 1, 2, true, "quá hạn 2 ngày"));
        status.Done.Single().Should().Match<ReportDone>(d => d.Unit == "Chi bộ Một" && !d.Late);
        status.Missing.Single().Unit.Should().Be("Chi bộ Hai");
        ReportDesk.OfPeriod(desk.View(), desk.Data, desk.Clock.GetUtcNow(), "2026-H1").Should().ContainSingle().Which.DoneCount.Should().Be(1);
        (await desk.ShowAsync("bi-thu", "report-status")).Should().BeNull();
    }

    [Fact]
    public async Task PetitionCount_OfTheUnitsNeighbourhood_IsFilledIn()
    {
        await using var desk = await OpenAsync("2026-06-05T09:00");
        await PetitionTests.SendAsync(desk, "dan", place: "Cống ở tổ dân phố 1, gần chợ");
        await PetitionTests.SendAsync(desk, "dan", place: "TO DAN PHO 1");
        await PetitionTests.SendAsync(desk, "dan", place: "tổ dân phố 12");
        await PetitionTests.SendAsync(desk, "dan", place: "15.1234,108.8");
        (await desk.ValueAsync("bi-thu", "petition-count", Key)).Should().Be("2");
        (await desk.ValueAsync("bi-thu", "petition-count", "dan-van|2026-Y")).Should().Be("2");
        (await desk.ValueAsync("dan", "petition-count", Key)).Should().BeNull();
        await desk.LinkAsync("bi-thu-2", Role.Secretary, "cb-2");
        (await desk.ValueAsync("bi-thu-2", "petition-count", Key)).Should().BeNull("its neighbourhood is not known, and a wrong number would be believed");
    }

    internal static Submission Other(Desk desk) => new()
    {
        Id = $"{Key}|cb-1",
        Code = "BC-26-000000",
        Duty = "dan-van",
        Period = "2026-H1",
        Unit = "cb-1",
        By = "p",
        At = desk.Clock.GetUtcNow(),
        Due = new DateOnly(2026, 6, 10),
        Form = "dan-van",
    };

    private static async Task<Desk> OpenAsync(string now)
    {
        var desk = await RemindersTests.OpenAsync(now);
        await desk.LinkAsync("bi-thu", Role.Secretary, "cb-1");
        return desk;
    }
}
