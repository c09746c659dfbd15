namespace DanVanBot.Core.Offices;

/// <summary>A span of days off, or of days worked instead (hoán đổi).</summary>
public sealed record CalendarDays(DateOnly From, DateOnly To, string Label, bool IsWorked);

/// <summary>
/// The office's calendar: Monday to Friday but for days off, plus days worked instead. Days off come from a dated table, never computed
/// (Bộ luật Lao động 2019, Điều 112; the swap days of each year are announced).
/// </summary>
/// <param name="zone">The office's time zone.</param>
/// <param name="days">Days off and days worked.</param>
/// <param name="dayEnds">What comes later counts as received on the next working day.</param>
/// <param name="quietFrom">From then nothing is sent that nobody waits for.</param>
/// <param name="quietTo">Until then.</param>
public sealed class OfficeCalendar(TimeZoneInfo zone, IReadOnlyList<CalendarDays> days, TimeOnly dayEnds, TimeOnly quietFrom, TimeOnly quietTo)
{
    /// <summary>The office's time zone.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>From this day on the table knows the days off; before and after it only weekends count.</summary>
    public IReadOnlyList<CalendarDays> Days { get; } = days;

    /// <summary>An instant as the office's clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The day of an instant in the office.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The instant of a local time.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>Whether the office works on a day.</summary>
    public bool IsWorkingDay(DateOnly day)
    {
        foreach (var span in Days)
        {
            if (span.From <= day && day <= span.To)
                return span.IsWorked;
        }

        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    /// <summary>The day something counts as received: today until the end of the working day, else the next working day.</summary>
    public DateOnly ReceivedOn(DateTimeOffset instant)
    {
        var local = Local(instant);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (TimeOnly.FromDateTime(local.DateTime) > dayEnds)
            day = day.AddDays(1);
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The last day of a deadline: counting starts the day after (Bộ luật Dân sự 2015, Điều 147), and a last day off moves to the next working day (Điều 148).</summary>
    public DateOnly Add(DateOnly start, int count, bool isWorkingDays)
    {
        var day = start;
        if (isWorkingDays)
        {
            for (var left = count; left > 0;)
            {
                day = day.AddDays(1);
                if (IsWorkingDay(day))
                    left--;
            }

            return day;
        }

        day = day.AddDays(count);
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The same instant, or the end of the quiet hours it falls into.</summary>
    public DateTimeOffset AfterQuiet(DateTimeOffset instant)
    {
        var local = Local(instant);
        var time = TimeOnly.FromDateTime(local.DateTime);
        var day = DateOnly.FromDateTime(local.DateTime);
        var isQuiet = quietFrom > quietTo ? time >= quietFrom || time < quietTo : time >= quietFrom && time < quietTo;
        if (!isQuiet)
            return instant;
        return At(time >= quietFrom && quietFrom > quietTo ? day.AddDays(1) : day, quietTo);
    }
}
