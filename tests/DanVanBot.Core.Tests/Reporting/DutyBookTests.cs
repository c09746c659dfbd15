using DanVanBot.Core.Offices;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Tests.Offices;

namespace DanVanBot.Core.Tests.Reporting;

public sealed class DutyBookTests
{
    private static readonly DutyDefinition Duty = OfficeCalendarTests.Load().Duty("dan-van")!;

    [Theory]
    [InlineData("2026-05-20", null)]
    [InlineData("2026-05-27", 14)]
    [InlineData("2026-06-02", 14)]
    [InlineData("2026-06-03", 7)]
    [InlineData("2026-06-05", 7)] // after a pause only the newest step counts
    [InlineData("2026-06-07", 3)]
    [InlineData("2026-06-09", 1)]
    [InlineData("2026-06-10", 0)]
    [InlineData("2026-06-11", -1)]
    [InlineData("2026-06-13", -3)]
    [InlineData("2026-07-10", -3)]
    public void Step_OfTheLadder_IsTheNewestReached(string day, int? step) => Period("2026-06-10").Step(Day(day)).Should().Be(step);

    [Theory]
    [InlineData("2026-05-11", true)]
    [InlineData("2026-05-10", false)]
    [InlineData("2026-08-09", true)]
    [InlineData("2026-08-10", false)]
    public void IsOpen_AroundTheDueDay_IsThirtyBeforeAndSixtyAfter(string day, bool isOpen) => Period("2026-06-10").IsOpen(Day(day)).Should().Be(isOpen);

    [Theory]
    [InlineData("stay", "2026-06-13")]
    [InlineData("before", "2026-06-12")]
    [InlineData("after", "2026-06-15")]
    public async Task Find_DueOnASaturday_FollowsTheRule(string rule, string due)
    {
        await using var desk = await Desk.OpenAsync(change: d => d with
        {
            Duties = [Duty with { Due = [new DutyDue("H1", "6 tháng", 6, 13)], OnDayOff = Enum.Parse<DayOffRule>(rule, true) }],
        });
        DutyBook.Find(desk.View(), desk.Data, "dan-van", "2026-H1")!.Due.Should().Be(Day(due));
    }

    [Fact]
    public async Task Find_DueAtTet_MovesToTheLastWorkingDayBefore()
    {
        await using var desk = await Desk.OpenAsync(change: d => d with
        {
            Duties = [Duty with { Recurrence = "month", Due = [new DutyDue("M02", "tháng 2", 2, 18)] }],
        });
        DutyBook.Find(desk.View(), desk.Data, "dan-van", "2026-M02")!.Due.Should().Be(Day("2026-02-13"));
        DutyBook.Find(desk.View(), desk.Data, "dan-van", "2026-M03").Should().BeNull();
        DutyBook.Find(desk.View(), desk.Data, "khong-co", "2026-M02").Should().BeNull();
    }

    [Fact]
    public async Task Open_SampleDuty_IsThereOnlyInSampleModeAndDueInThreeDays()
    {
        await using var desk = await Desk.OpenAsync("2026-11-23T10:00");
        var now = desk.Clock.GetUtcNow();
        DutyBook.Open(desk.View(), desk.Data, now).Select(p => p.Duty.Id).Should().Equal("dan-van");
        await desk.SampleAsync();
        var sample = DutyBook.Open(desk.View(), desk.Data, now)[0];
        (sample.Duty.Id, sample.Due).Should().Be(("dung-thu", Day("2026-11-26")));
        await desk.CommandAsync(view =>
        {
            SampleMode.End(view, now, "test");
            return 0;
        });
        DutyBook.Open(desk.View(), desk.Data, now).Select(p => p.Duty.Id).Should().Equal("dan-van");
    }

    private static DutyPeriod Period(string due) => new(Duty, new ReportPeriod(2026, "H1"), "", "", Day(due));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
