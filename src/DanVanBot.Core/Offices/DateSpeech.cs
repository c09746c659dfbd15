using System.Globalization;
using Humanizer;

namespace DanVanBot.Core.Offices;

/// <summary>Patterns of <see cref="DateSpeech"/>; places are in braces.</summary>
/// <param name="Weekdays">Seven, Sunday first.</param>
/// <param name="Date">{weekday}, {d}, {M}, {yyyy}.</param>
/// <param name="DateTime">{date}, {time}.</param>
/// <param name="Hour">{H}: a full hour.</param>
/// <param name="HourMinute">{H}, {mm}.</param>
/// <param name="Left">{span}: a due day to come.</param>
/// <param name="Overdue">{span}: a due day gone.</param>
/// <param name="Today">Due today.</param>
/// <param name="WorkingDays">{n}: a length in working days.</param>
/// <param name="Days">{n}: a length in calendar days.</param>
/// <param name="DayOff">{weekday}: said of a due day on a day off.</param>
public sealed record DatePatterns(
    IReadOnlyList<string> Weekdays, string Date, string DateTime, string Hour, string HourMinute, string Left, string Overdue, string Today, string WorkingDays,
    string Days, string DayOff);

/// <summary>Dates and spans as people say them, in the office's zone. The same with and without ICU: every word comes from data, spans from Humanizer's resources.</summary>
public sealed class DateSpeech(DatePatterns patterns, OfficeCalendar calendar)
{
    // Made by name: works in globalization-invariant mode because PredefinedCulturesOnly is off (Directory.Build.props).
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");

    /// <summary>"thứ Hai, 15/6/2026".</summary>
    public string Day(DateOnly day) => Wording.Fill(
        patterns.Date, ("weekday", patterns.Weekdays[(int)day.DayOfWeek]), ("d", Number(day.Day)), ("M", Number(day.Month)), ("yyyy", Number(day.Year)));

    /// <summary>The day of an instant.</summary>
    public string Day(DateTimeOffset instant) => Day(calendar.DayOf(instant));

    /// <summary>"thứ Hai, 15/6/2026, lúc 8 giờ".</summary>
    public string At(DateTimeOffset instant)
    {
        var local = calendar.Local(instant);
        var time = local.Minute == 0
            ? Wording.Fill(patterns.Hour, ("H", Number(local.Hour)))
            : Wording.Fill(patterns.HourMinute, ("H", Number(local.Hour)), ("mm", local.Minute.ToString("00", CultureInfo.InvariantCulture)));
        return Wording.Fill(patterns.DateTime, ("date", Day(instant)), ("time", time));
    }

    /// <summary>"còn 3 ngày", "hôm nay", "quá hạn 2 ngày".</summary>
    public string Left(DateOnly due, DateOnly today)
    {
        var days = due.DayNumber - today.DayNumber;
        return days == 0 ? patterns.Today : Wording.Fill(days > 0 ? patterns.Left : patterns.Overdue, ("span", Span(Math.Abs(days))));
    }

    /// <summary>"10 ngày làm việc".</summary>
    public string Length(LawDeadline law) => Wording.Fill(law.IsWorkingDays ? patterns.WorkingDays : patterns.Days, ("n", Number(law.Days)));

    /// <summary>What is said of a due day on a day off; empty on a working day.</summary>
    public string DayOffNote(DateOnly day) =>
        calendar.IsWorkingDay(day) ? "" : Wording.Fill(patterns.DayOff, ("weekday", patterns.Weekdays[(int)day.DayOfWeek]));

    // Whole days only: Humanizer rounds anything else down, and "còn 2 ngày" would be said with three to go.
    private static string Span(int days) => TimeSpan.FromDays(days).Humanize(culture: Vietnamese, maxUnit: TimeUnit.Day, minUnit: TimeUnit.Day);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
