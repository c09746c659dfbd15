using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Reporting;

/// <summary>A unit that has reported.</summary>
public sealed record ReportDone(string Unit, string At, bool Late, string Code);

/// <summary>A unit that has not; <paramref name="Secretary"/> says in words whether somebody can be reminded.</summary>
public sealed record ReportMissing(string Unit, string Secretary, bool Reachable);

/// <summary>Who has reported and who has not. A missing unit is listed, never taken for nothing.</summary>
public sealed record ReportStatusModel(
    string Key, string Title, string Period, string Due, string Left, bool Overdue, IReadOnlyList<ReportDone> Done, IReadOnlyList<ReportMissing> Missing, int DoneCount,
    int MissingCount, int Total);

/// <summary>Reports as officers and the command line see them.</summary>
public static class ReportDesk
{
    /// <summary>One duty and period; null when there is no such thing.</summary>
    public static ReportStatusModel? Status(StepView view, OfficeData data, DateTimeOffset now, string duty, string period) =>
        DutyBook.Find(view, data, duty, period) is { } found ? Status(view, data, now, found) : null;

    /// <summary>Every duty that has this period, e.g. <c>2026-H1</c>.</summary>
    public static IReadOnlyList<ReportStatusModel> OfPeriod(StepView view, OfficeData data, DateTimeOffset now, string period) =>
        [.. data.Duties.Select(d => Status(view, data, now, d.Id, period)).OfType<ReportStatusModel>()];

    /// <summary>The open one whose due day is nearest; null when nothing is open.</summary>
    public static ReportStatusModel? Current(StepView view, OfficeData data, DateTimeOffset now)
    {
        var today = data.Calendar.DayOf(now).DayNumber;
        return DutyBook.Open(view, data, now).MinBy(p => Math.Abs(p.Due.DayNumber - today)) is { } period ? Status(view, data, now, period) : null;
    }

    /// <summary>One duty and period.</summary>
    public static ReportStatusModel Status(StepView view, OfficeData data, DateTimeOffset now, DutyPeriod period)
    {
        var dates = data.Words.Dates;
        var today = data.Calendar.DayOf(now);
        var submissions = Submissions(view, period).ToDictionary(s => s.Unit, StringComparer.Ordinal);
        var done = new List<ReportDone>();
        var missing = new List<ReportMissing>();
        foreach (var unit in UnitBook.OfKind(view, period.Duty.UnitKind, period.Due))
        {
            if (submissions.TryGetValue(unit.Id, out var s))
            {
                done.Add(new ReportDone(unit.Name, dates.At(s.At), s.IsLate, s.Code));
                continue;
            }

            var reach = ReachOf(view, unit.Id);
            missing.Add(new ReportMissing(unit.Name, data.Words.Reach[reach], reach == "linked"));
        }

        return new ReportStatusModel(
            period.Key, period.TitleText(data), period.Label, dates.Day(period.Due), dates.Left(period.Due, today), period.Due < today && missing.Count > 0, done, missing,
            done.Count, missing.Count, done.Count + missing.Count);
    }

    /// <summary>The reports of one duty and period.</summary>
    public static IEnumerable<Submission> Submissions(StepView view, DutyPeriod period) =>
        Submission.Records.All(view, RecordQuery.StartingWith(view.Office, Submission.Records.Name, "period", period.Key + "|"));

    private static string ReachOf(StepView view, string unit)
    {
        var secretaries = UnitBook.Secretaries(view, unit);
        if (secretaries.Count == 0)
            return "none";
        return secretaries.Any(s => Unreached.Records.Get(view, s.Lanes[0].Value) is null) ? "linked" : "unreachable";
    }
}
