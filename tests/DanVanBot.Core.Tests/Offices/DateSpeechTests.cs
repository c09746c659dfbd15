using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Tests.Offices;

public sealed class DateSpeechTests
{
    private static readonly DateSpeech Dates = OfficeCalendarTests.Load().Words.Dates;

    [Theory]
    [InlineData("2026-06-15", "thứ Hai, 15/6/2026")]
    [InlineData("2026-06-14", "Chủ nhật, 14/6/2026")]
    public void Day_AnyDay_IsAsPeopleSay(string day, string said) => Dates.Day(Day(day)).Should().Be(said);

    [Theory]
    [InlineData("2026-06-15T08:00", "thứ Hai, 15/6/2026, lúc 8 giờ")]
    [InlineData("2026-06-15T08:05", "thứ Hai, 15/6/2026, lúc 8 giờ 05")]
    public void At_AnInstant_IsInTheOfficesTime(string at, string said) => Dates.At(Desk.Local(at).ToUniversalTime()).Should().Be(said);

    [Theory]
    [InlineData("2026-06-15", "còn 3 ngày")]
    [InlineData("2026-06-13", "còn 1 ngày")]
    [InlineData("2026-06-12", "hạn là hôm nay")]
    [InlineData("2026-06-10", "quá hạn 2 ngày")]
    [InlineData("2026-08-12", "còn 61 ngày")]
    public void Left_FromTheTwelfth_CountsWholeDays(string due, string said) => Dates.Left(Day(due), Day("2026-06-12")).Should().Be(said);

    [Theory]
    [InlineData("2026-06-14", "Chủ nhật là ngày nghỉ")]
    [InlineData("2026-06-15", "")]
    public void DayOffNote_OnlyOnDaysOff_SaysSo(string day, string said) => Dates.DayOffNote(Day(day)).Should().Be(said);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
