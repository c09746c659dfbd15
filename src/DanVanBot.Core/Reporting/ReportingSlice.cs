using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Reporting;

/// <summary>Reports: what dialogs can ask of them.</summary>
public static class ReportingSlice
{
    /// <summary>Registers functions, topics and timers.</summary>
    public static void Register(Slices slices)
    {
        slices.Reach(Reminders.NoteReach);
        slices.Functions
            .When("has-open-duties", c => OpenDuties(c).Count > 0)
            .Options("open-duties", OpenDuties)
            .Value("petition-count", PetitionCount)
            .Show("duties", Duties)
            .Show("report-status", Status)
            .Effect("submit-report", Submit, "ok", "already", "not-linked", "changed", "not-allowed");
        Reminders.Register(slices);
    }

    /// <summary>What of a unit's duties a dialog is about: "duty|period" or "duty|period|unit" in slot duty or as argument; else the only open one.</summary>
    private static (DutyPeriod Period, string Unit)? Target(DialogContext context)
    {
        var step = context.Step();
        var units = step.UnitsOf(Role.Secretary);
        var parts = (context.About("duty") ?? "").Split('|');
        if (parts.Length is 2 or 3)
        {
            var period = DutyBook.Find(step.View, step.Data, parts[0], parts[1]);
            var unit = parts.Length == 3 ? units.FirstOrDefault(u => u == parts[2])
                : units.FirstOrDefault(u => period is not null && Unit.Records.Get(step.View, u) is { } record && DutyBook.Owes(record, period));
            return period is null || unit is null ? null : (period, unit);
        }

        var open = units.SelectMany(u => DutyBook.OpenFor(step, u).Select(p => (p, u))).ToList();
        return open.Count == 1 ? open[0] : null;
    }

    private static IReadOnlyList<Choice> OpenDuties(DialogContext context)
    {
        var step = context.Step();
        var units = step.UnitsOf(Role.Secretary).Where(u => step.MayHere(Actions.ReportSubmit, u)).ToList();
        var choices = new List<Choice>();
        foreach (var unit in units)
        {
            foreach (var period in DutyBook.OpenFor(step, unit))
                choices.Add(new Choice(units.Count == 1 ? period.Key : $"{period.Key}|{unit}", Wording.Shorten(period.Short, 20)));
        }

        return choices;
    }

    // Only where it is known which petitions are the unit's: a wrong number filled in beforehand would be believed.
    private static string? PetitionCount(DialogContext context)
    {
        var step = context.Step();
        if (Target(context) is not var (period, unit) || !step.MayHere(Actions.ReportSubmit, unit))
            return null;
        var record = Unit.Records.Get(step.View, unit);
        var (key, prefix) = record switch
        {
            { Area: { } area } => ("area", area + "|"),
            { Kind: "office" or Unit.Ward } => ("received", ""),
            _ => (null, ""),
        };
        if (key is null)
            return null;
        var query = new RecordQuery(
            step.Office, Petition.Records.Name, key, prefix + Petition.Day(period.Period.From), prefix + Petition.Day(period.Period.To.AddDays(1)));
        return Pages.Count(step.View, query).ToString(CultureInfo.InvariantCulture);
    }

    private static DutiesModel? Duties(DialogContext context)
    {
        var step = context.Step();
        var units = step.UnitsOf(Role.Secretary).Where(u => step.MayHere(Actions.DutyView, u)).ToList();
        if (units.Count == 0)
            return null;
        var open = DutyBook.Open(step.View, step.Data, step.Now);
        var items = new List<DutyModel>();
        foreach (var unit in units.Select(u => Unit.Records.Get(step.View, u)).OfType<Unit>())
            items.AddRange(open.Where(p => DutyBook.Owes(unit, p)).Select(p => p.ToModel(step.View, step.Data, step.Now, unit.Id)));
        return new DutiesModel(string.Join(", ", units.Select(u => Linking.UnitName(step, u))), items);
    }

    private static ReportStatusModel? Status(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.ReportStatus))
            return null;
        var parts = (context.About("duty") ?? "").Split('|');
        return parts.Length == 2
            ? ReportDesk.Status(step.View, step.Data, step.Now, parts[0], parts[1])
            : ReportDesk.Current(step.View, step.Data, step.Now);
    }

    private static EffectResult Submit(DialogContext context)
    {
        var step = context.Step();
        if (!step.IsPrivate())
            return Gate.NotAllowed;
        if (step.Who is not { } who || step.UnitsOf(Role.Secretary).Count == 0)
            return EffectResult.Of("not-linked");
        if (Target(context) is not var (period, unit))
            return EffectResult.Of("changed");
        if (!step.MayHere(Actions.ReportSubmit, unit))
            return Gate.NotAllowed;
        var dates = step.Data.Words.Dates;
        var id = Submission.IdOf(period.Key, unit);
        if (Submission.Records.Get(step.View, id) is { } made)
            return EffectResult.Of("already", ("at", dates.At(made.At)), ("code", made.Code));
        var day = step.Data.Calendar.DayOf(step.AcceptedAt);
        if (!period.IsOpen(day) || Unit.Records.Get(step.View, unit) is not { } record || !DutyBook.Owes(record, period))
            return EffectResult.Of("changed");

        var submission = new Submission
        {
            Id = id,
            Code = Codes.ForReport(step, id),
            Duty = period.Duty.Id,
            Period = period.Period.ToString(),
            Unit = unit,
            By = who.Id,
            At = step.AcceptedAt,
            Due = period.Due,
            IsLate = day > period.Due,
            Form = period.Duty.Form,
            Values = [.. step.Data.Forms[period.Duty.Form].Fields.Select(f => Value(context, f)).OfType<SubmissionValue>()],
        };
        Submission.Records.Put(step.View, submission);
        Audit.Note(step, Actions.ReportSubmit, id);
        return EffectResult.Of(
            "ok", ("code", submission.Code), ("at", dates.At(submission.At)), ("late", submission.IsLate), ("unit", record.Name), ("title", period.TitleText(step.Data)));
    }

    private static SubmissionValue? Value(DialogContext context, ReportFormField field) =>
        context.Slots.TryGetValue(field.Id, out var slot) && (slot.Value.Length > 0 || slot.Items.Count > 0)
            ? new SubmissionValue(field.Id, field.Label, slot.Value, slot.Items)
            : null;
}
