using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Tests.Offices;

public sealed class OfficeCalendarTests
{
    private static readonly OfficeData Data = Load();
    private static readonly OfficeCalendar Calendar = Data.Calendar;

    [Theory]
    [InlineData("2026-06-12", true)] // Friday
    [InlineData("2026-06-13", false)]
    [InlineData("2026-02-17", false)] // mùng 1
    [InlineData("2026-04-27", false)] // for Giỗ Tổ, which is a Sunday
    [InlineData("2026-08-22", true)] // a Saturday worked
    [InlineData("2026-08-31", false)] // for it
    [InlineData("2026-09-01", false)]
    [InlineData("2026-11-24", true)] // switched off until the law is in force
    [InlineData("2025-04-26", true)]
    [InlineData("2025-05-02", false)]
    public void IsWorkingDay_OfShippedCalendar_IsAsAnnounced(string day, bool isWorked) => Calendar.IsWorkingDay(Day(day)).Should().Be(isWorked);

    [Theory]
    [InlineData("2026-06-12T08:00", "2026-06-12")]
    [InlineData("2026-06-12T17:00", "2026-06-12")]
    [InlineData("2026-06-12T17:01", "2026-06-15")]
    [InlineData("2026-06-13T09:00", "2026-06-15")]
    [InlineData("2026-02-13T18:00", "2026-02-23")] // the eve of Tết
    [InlineData("2026-08-21T18:00", "2026-08-22")] // the next working day is a Saturday
    public void ReceivedOn_AfterHoursOrDayOff_IsTheNextWorkingDay(string at, string day) => Calendar.ReceivedOn(Desk.Local(at)).Should().Be(Day(day));

    [Theory]
    [InlineData("2026-06-12", 10, "2026-06-26")]
    [InlineData("2026-04-24", 10, "2026-05-13")] // over Giỗ Tổ, 30/4 and 1/5
    [InlineData("2026-02-13", 1, "2026-02-23")]
    public void Add_WorkingDays_CountsFromTheDayAfter(string from, int days, string due) => Calendar.Add(Day(from), days, true).Should().Be(Day(due));

    [Theory]
    [InlineData("2026-06-01", 12, "2026-06-15")] // ends on a Saturday
    [InlineData("2026-06-01", 10, "2026-06-11")]
    public void Add_CalendarDays_MovesOnlyTheEnd(string from, int days, string due) => Calendar.Add(Day(from), days, false).Should().Be(Day(due));

    [Theory]
    [InlineData("2026-06-12T20:59", "2026-06-12T20:59")]
    [InlineData("2026-06-12T21:00", "2026-06-13T06:30")]
    [InlineData("2026-06-12T03:00", "2026-06-12T06:30")]
    [InlineData("2026-06-12T06:30", "2026-06-12T06:30")]
    public void AfterQuiet_InTheNight_IsTheMorning(string at, string then) => Calendar.AfterQuiet(Desk.Local(at)).Should().Be(Desk.Local(then));

    [Theory]
    [InlineData("2026-02-13", false)]
    [InlineData("2026-02-14", true)] // 27 tháng Chạp
    [InlineData("2026-02-21", true)] // mùng 5
    [InlineData("2026-02-22", false)]
    public void IsSilent_AroundTet_IsFrom27ChapToMung5(string day, bool isSilent) => Data.IsSilent(Day(day)).Should().Be(isSilent);

    [Fact]
    public void Silent_ShippedSpans_AreTheLunarDays()
    {
        // The Chinese calendar agrees with the Vietnamese one in these years (it does not in 2030).
        var lunar = new System.Globalization.ChineseLunisolarCalendar();
        foreach (var span in Data.NoReminders)
        {
            var (first, last) = (span.From.ToDateTime(default), span.To.ToDateTime(default));
            var months = lunar.GetMonthsInYear(lunar.GetYear(first));
            (lunar.GetMonth(first), lunar.GetDayOfMonth(first)).Should().Be((months, 27), span.Label);
            (lunar.GetMonth(last), lunar.GetDayOfMonth(last)).Should().Be((1, 5), span.Label);
        }
    }

    [Fact]
    public void Zone_WithoutATableOfZones_IsStillVietNam() =>
        TimeZones.Find(TimeZones.Vietnam)!.GetUtcOffset(Desk.Local("2026-06-12T08:00")).Should().Be(TimeSpan.FromHours(7));

    internal static OfficeData Load()
    {
        var (data, errors) = OfficeDataLoader.Load(Repo.Office, Desk.Profile, TimeZones.Vietnam, "21:00-06:30");
        errors.Should().BeEmpty();
        return data!;
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
