using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Reporting;

/// <summary>One duty in one period: what is due when.</summary>
/// <param name="Duty">The duty.</param>
/// <param name="Period">The period.</param>
/// <param name="Label">The period in words.</param>
/// <param name="Short">The period on a button.</param>
/// <param name="Due">Last day.</param>
public sealed record DutyPeriod(DutyDefinition Duty, ReportPeriod Period, string Label, string Short, DateOnly Due)
{
    /// <summary>"duty|period", as dialogs and keys hold it.</summary>
    public string Key => $"{Duty.Id}|{Period}";

    /// <summary>First day it is shown.</summary>
    public DateOnly Opens => Due.AddDays(-Duty.OpensBefore);

    /// <summary>Last day it is shown.</summary>
    public DateOnly Closes => Due.AddDays(Duty.ClosesAfter);

    /// <summary>Whether it can be handed in on a day.</summary>
    public bool IsOpen(DateOnly day) => Opens <= day && day <= Closes;

    /// <summary>The newest step of the ladder reached on a day: days before the due day, negative after it. Null: none yet.</summary>
    public int? Step(DateOnly day)
    {
        var left = Due.DayNumber - day.DayNumber;
        int? newest = null;
        foreach (var step in Duty.Ladder.Where(s => s >= left))
            newest = newest is null || step < newest ? step : newest;
        return newest;
    }
}

/// <summary>What a duty is to a secretary.</summary>
public sealed record DutyModel(string Key, string Title, string Period, string Due, string Left, bool Overdue, bool Submitted, string? Code, string Note, string Source);

/// <summary>What a unit owes.</summary>
public sealed record DutiesModel(string Unit, IReadOnlyList<DutyModel> Items);

/// <summary>Which report is due when.</summary>
public static class DutyBook
{
    /// <summary>Every duty and period that is open on the day of an instant, the earliest due day first. Sample duties only in sample mode, real ones always.</summary>
    public static IReadOnlyList<DutyPeriod> Open(StepView view, OfficeData data, DateTimeOffset now)
    {
        var today = data.Calendar.DayOf(now);
        return [.. All(view, data, today.Year - 1, today.Year + 1).Where(p => p.IsOpen(today)).OrderBy(p => p.Due).ThenBy(p => p.Key, StringComparer.Ordinal)];
    }

    /// <summary>Those a unit owes and has not handed in.</summary>
    public static IReadOnlyList<DutyPeriod> OpenFor(StepContext step, string unit) =>
        Unit.Records.Get(step.View, unit) is { } record
            ? [.. Open(step.View, step.Data, step.Now).Where(p => Owes(record, p) && Submission.Records.Get(step.View, Submission.IdOf(p.Key, unit)) is null)]
            : [];

    /// <summary>Whether a unit owes this.</summary>
    public static bool Owes(Unit unit, DutyPeriod period) => unit.Kind == period.Duty.UnitKind && unit.IsActive(period.Due);

    /// <summary>One duty and period, open or not; null when there is no such thing.</summary>
    public static DutyPeriod? Find(StepView view, OfficeData data, string duty, string period) =>
        ReportPeriod.Parse(period) is { } parsed
            ? All(view, data, parsed.Year, parsed.Year).FirstOrDefault(p => p.Duty.Id == duty && p.Period == parsed)
            : null;

    /// <summary>Every duty and period of some years.</summary>
    public static IEnumerable<DutyPeriod> All(StepView view, OfficeData data, int firstYear, int lastYear)
    {
        var sample = SampleMode.Kind.Get(view, "this") is { IsSample: true } mode ? mode : null;
        foreach (var duty in data.Duties)
        {
            foreach (var due in duty.Due)
            {
                for (var year = firstYear; year <= lastYear; year++)
                {
                    var period = new ReportPeriod(year, due.Period);
                    if (DayOf(data, duty, due, period, sample) is not { } day || day < duty.From)
                        continue;
                    var yyyy = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    yield return new DutyPeriod(
                        duty, period, Wording.Fill(due.Label, ("year", yyyy)), Wording.Fill(due.Short ?? due.Label, ("year", yyyy)), day);
                }
            }
        }
    }

    /// <summary>The duty with its period: "Báo cáo công tác dân vận 6 tháng đầu năm 2026".</summary>
    public static string TitleText(this DutyPeriod period, OfficeData data) =>
        Wording.Fill(data.Words.Labels["duty"], ("title", period.Duty.Title), ("period", period.Label));

    /// <summary>As shown.</summary>
    public static DutyModel ToModel(this DutyPeriod period, StepView view, OfficeData data, DateTimeOffset now, string unit)
    {
        var today = data.Calendar.DayOf(now);
        var submission = Submission.Records.Get(view, Submission.IdOf(period.Key, unit));
        return new DutyModel(
            period.Key, period.TitleText(data), period.Label, data.Words.Dates.Day(period.Due), data.Words.Dates.Left(period.Due, today),
            submission is null && period.Due < today, submission is not null, submission?.Code, data.Words.Dates.DayOffNote(period.Due), period.Duty.Source);
    }

    private static DateOnly? DayOf(OfficeData data, DutyDefinition duty, DutyDue due, ReportPeriod period, SampleMode? sample)
    {
        if (duty.IsSample)
        {
            // Three days after the start: near enough to be reminded, far enough not to be late.
            var day = sample is null ? (DateOnly?)null : data.Calendar.DayOf(sample.Since).AddDays(3);
            return day?.Year == period.Year ? day : null;
        }

        if (duty.Recurrence == "once")
            return duty.Once?.Year == period.Year ? Moved(data, duty, duty.Once.Value) : null;
        return Moved(data, duty, period.Nearest(due.Month, due.Day));
    }

    private static DateOnly Moved(OfficeData data, DutyDefinition duty, DateOnly day)
    {
        day = Move(day, duty.OnSilentDay, d => !data.IsSilent(d) && data.Calendar.IsWorkingDay(d), data.IsSilent(day));
        return Move(day, duty.OnDayOff, data.Calendar.IsWorkingDay, !data.Calendar.IsWorkingDay(day));
    }

    private static DateOnly Move(DateOnly day, DayOffRule rule, Func<DateOnly, bool> isGood, bool isBad)
    {
        if (!isBad || rule == DayOffRule.Stay)
            return day;
        while (!isGood(day))
            day = day.AddDays(rule == DayOffRule.Before ? -1 : 1);
        return day;
    }
}
