using System.Globalization;
using System.Text.Json;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Reporting;

/// <summary>One reminder settled: this person knows of this step. Its id makes it once only.</summary>
/// <param name="Id">duty|period|unit|step|person.</param>
/// <param name="At">When.</param>
/// <param name="How">said, or linked: told when the person was bound to the unit.</param>
public sealed record ReminderOccurrence(string Id, DateTimeOffset At, string How)
{
    /// <summary>Found by id; listed by its prefix.</summary>
    public static readonly RecordKind<ReminderOccurrence> Records = new("reminder", r => r.Id, _ => []);

    /// <summary>Its id.</summary>
    public static string IdOf(string dutyPeriod, string unit, int step, string person) =>
        string.Create(CultureInfo.InvariantCulture, $"{dutyPeriod}|{unit}|{step}|{person}");
}

/// <summary>An officer was told that reports are missing. Its id makes it once only.</summary>
/// <param name="Id">duty|period|person.</param>
/// <param name="At">When.</param>
public sealed record Escalation(string Id, DateTimeOffset At)
{
    /// <summary>Found by id.</summary>
    public static readonly RecordKind<Escalation> Records = new("escalation", e => e.Id, _ => []);
}

/// <summary>A chat that messages do not reach any more: the person blocked the bot or left.</summary>
public sealed record Unreached(LaneId Lane, DateTimeOffset Since)
{
    /// <summary>One a chat.</summary>
    public static readonly RecordKind<Unreached> Records = new("unreached", u => u.Lane.Value, _ => []);
}

/// <summary>What a reminder is about, as it travels to a secretary's lane.</summary>
public sealed record ReminderItem(string Duty, string Period, string Unit);

/// <summary>
/// The ladder of reminders. Once a day the lane <see cref="Lane"/> looks who owes what and sends each secretary's lane one piece of mail; that lane's own step reads each
/// report and occurrence again, in the commit that says and settles it. So a report handed in meanwhile, a role taken away, a step that runs again or a service that was
/// down for a week never make a wrong or a second reminder; after a pause only the newest step is said.
/// </summary>
public static class Reminders
{
    /// <summary>The lane that looks once a day.</summary>
    public static readonly LaneId Lane = LaneId.System("reporting");

    /// <summary>Topic the host tells <see cref="Lane"/> at each start, under an id of its own a day or start.</summary>
    public const string BootTopic = "reporting-boot";

    private const string TickTimer = "reporting-tick";
    private const string RemindersTopic = "reminders";
    private const string EscalationTopic = "escalation";

    /// <summary>Registers topics and timers.</summary>
    public static void Register(Slices slices) => slices
        .Topic(BootTopic, (step, _) => Tick(step))
        .Timer(TickTimer, (step, _) => Tick(step))
        .Topic(RemindersTopic, Remind)
        .Timer(RemindersTopic, (step, argument) => Remind(step, argument ?? "[]"))
        .Topic(EscalationTopic, Escalate)
        .Timer(EscalationTopic, (step, argument) => Escalate(step, argument ?? ""));

    /// <summary>Notes that this person knows of a duty's newest step.</summary>
    public static void Settle(StepContext step, DutyPeriod period, string unit, string how)
    {
        if (step.Who is { } who && period.Step(step.Data.Calendar.DayOf(step.Now)) is { } newest)
            ReminderOccurrence.Records.Put(step.View, new ReminderOccurrence(ReminderOccurrence.IdOf(period.Key, unit, newest, who.Id), step.Now, how));
    }

    /// <summary>Notes that this chat is closed or open again; for the chat's step, when it learns so.</summary>
    public static void NoteReach(StepContext step, bool isClosed)
    {
        var known = Unreached.Records.Get(step.View, step.Lane.Value);
        if (isClosed && known is null)
            Unreached.Records.Put(step.View, new Unreached(step.Lane, step.Now));
        else if (!isClosed && known is not null)
            Unreached.Records.Delete(step.View, step.Lane.Value);
    }

    // Runs at each time of day a duty reminds at, and at each start of the service.
    private static void Tick(StepContext step)
    {
        var (data, calendar) = (step.Data, step.Data.Calendar);
        var times = data.Duties.Select(d => d.RemindAt).Distinct().Order().ToList();
        if (times.Count == 0)
            return;
        var today = calendar.DayOf(step.Now);
        var time = TimeOnly.FromDateTime(calendar.Local(step.Now).DateTime);
        var quietEnd = calendar.AfterQuiet(step.Now);
        var next = times.Any(t => t > time) ? calendar.At(today, times.First(t => t > time)) : calendar.At(today.AddDays(1), times[0]);
        step.Wake(TickTimer, quietEnd > step.Now ? quietEnd : calendar.AfterQuiet(next), TickTimer);
        if (quietEnd > step.Now || data.IsSilent(today) || !times.Any(t => t <= time))
            return;

        var slot = times.Last(t => t <= time);
        var byLane = new SortedDictionary<string, List<ReminderItem>>(StringComparer.Ordinal);
        foreach (var period in DutyBook.Open(step.View, data, step.Now).Where(p => p.Duty.RemindAt <= time))
            Collect(step, period, today, byLane);
        foreach (var (lane, items) in byLane)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"remind:{today:yyyy-MM-dd}T{slot:HHmm}:{lane}");
            step.Tell(new LaneId(lane), RemindersTopic, JsonSerializer.Serialize(items), id);
        }
    }

    private static void Collect(StepContext step, DutyPeriod period, DateOnly today, SortedDictionary<string, List<ReminderItem>> byLane)
    {
        if (period.Step(today) is not { } newest)
            return;
        var done = ReportDesk.Submissions(step.View, period).Select(s => s.Unit).ToHashSet(StringComparer.Ordinal);
        var settled = ReminderOccurrence.Records
            .All(step.View, RecordQuery.StartingWith(step.Office, ReminderOccurrence.Records.Name, null, period.Key + "|"))
            .Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var isMissing = false;
        foreach (var unit in UnitBook.OfKind(step.View, period.Duty.UnitKind, period.Due).Where(u => !done.Contains(u.Id)))
        {
            isMissing = true;
            foreach (var secretary in UnitBook.Secretaries(step.View, unit.Id))
            {
                if (settled.Contains(ReminderOccurrence.IdOf(period.Key, unit.Id, newest, secretary.Id)))
                    continue;
                var lane = secretary.Lanes[0].Value;
                if (!byLane.TryGetValue(lane, out var items))
                    byLane[lane] = items = [];
                items.Add(new ReminderItem(period.Duty.Id, period.Period.ToString(), unit.Id));
            }
        }

        if (!isMissing || !IsEscalated(period, today))
            return;
        foreach (var officer in People.With(step, Role.Officer))
        {
            if (Escalation.Records.Get(step.View, $"{period.Key}|{officer.Id}") is null)
                step.Tell(officer.Lanes[0], EscalationTopic, period.Key, $"escalate:{Petitions.Petition.Day(today)}:{period.Key}:{officer.Lanes[0]}");
        }
    }

    private static bool IsEscalated(DutyPeriod period, DateOnly today) =>
        period.Duty.EscalateAfter > 0 && today.DayNumber - period.Due.DayNumber >= period.Duty.EscalateAfter;

    // In a secretary's lane.
    private static void Remind(StepContext step, string argument)
    {
        var (data, calendar) = (step.Data, step.Data.Calendar);
        if (IsLater(step, RemindersTopic, argument) || step.Who is not { } who)
            return;
        if (step.Chat.IsClosed)
        {
            NoteReach(step, isClosed: true);
            return;
        }

        NoteReach(step, isClosed: false);
        var today = calendar.DayOf(step.Now);
        var units = step.UnitsOf(Role.Secretary);
        var due = new List<(DutyPeriod Period, Unit Unit)>();
        foreach (var item in JsonSerializer.Deserialize<List<ReminderItem>>(argument) ?? [])
        {
            if (DutyBook.Find(step.View, data, item.Duty, item.Period) is not { } period || !period.IsOpen(today) || period.Step(today) is not { } newest)
                continue;
            if (!units.Contains(item.Unit) || Unit.Records.Get(step.View, item.Unit) is not { } unit || !DutyBook.Owes(unit, period))
                continue;
            if (Submission.Records.Get(step.View, Submission.IdOf(period.Key, unit.Id)) is not null)
                continue;
            if (ReminderOccurrence.Records.Get(step.View, ReminderOccurrence.IdOf(period.Key, unit.Id, newest, who.Id)) is not null)
                continue;
            due.Add((period, unit));
        }

        if (due.Count == 0)
            return;
        foreach (var (period, unit) in due)
            Settle(step, period, unit.Id, "said");
        var items = due.Select(d => Line(step, d.Period, d.Unit, today)).ToList();
        var first = items[0];
        if (items.Count > 1)
        {
            step.Notify("reminder-digest", SendUrgency.Reminder, ("items", items), ("count", items.Count));
            return;
        }

        step.Notify(first.Overdue ? "reminder-overdue" : first.Today ? "reminder-today" : "reminder", SendUrgency.Reminder,
            ("key", first.Key), ("unit", first.Unit), ("title", first.Title), ("due", first.Due), ("left", first.Left), ("note", first.Note));
    }

    // In an officer's lane.
    private static void Escalate(StepContext step, string key)
    {
        if (IsLater(step, EscalationTopic, key) || step.Chat.IsClosed || step.Who is not { } who || !step.May(Actions.ReportStatus))
            return;
        var parts = key.Split('|');
        var today = step.Data.Calendar.DayOf(step.Now);
        if (parts.Length != 2 || DutyBook.Find(step.View, step.Data, parts[0], parts[1]) is not { } period || !IsEscalated(period, today))
            return;
        var id = $"{key}|{who.Id}";
        if (Escalation.Records.Get(step.View, id) is not null)
            return;
        var status = ReportDesk.Status(step.View, step.Data, step.Now, period);
        if (status.MissingCount == 0)
            return;
        Escalation.Records.Put(step.View, new Escalation(id, step.Now));
        step.Notify("escalation", SendUrgency.Reminder,
            ("key", status.Key), ("title", status.Title), ("due", status.Due), ("left", status.Left), ("missing", status.Missing), ("doneCount", status.DoneCount),
            ("missingCount", status.MissingCount), ("total", status.Total));
    }

    // Mail may be handled late, in the night: then it waits for the morning.
    private static bool IsLater(StepContext step, string timer, string argument)
    {
        var morning = step.Data.Calendar.AfterQuiet(step.Now);
        if (morning > step.Now)
        {
            step.Wake($"{timer}-later:{step.Lane}:{step.Derive(timer)}", morning, timer, argument);
            return true;
        }

        return step.Data.IsSilent(step.Data.Calendar.DayOf(step.Now));
    }

    private static ReminderLine Line(StepContext step, DutyPeriod period, Unit unit, DateOnly today)
    {
        var model = period.ToModel(step.View, step.Data, step.Now, unit.Id);
        var key = step.UnitsOf(Role.Secretary).Count > 1 ? $"{period.Key}|{unit.Id}" : period.Key;
        return new ReminderLine(key, unit.Name, model.Title, model.Due, model.Left, model.Overdue, period.Due == today, model.Note);
    }
}

/// <summary>What a reminder says; <paramref name="Key"/> starts the dialog that hands the report in.</summary>
public sealed record ReminderLine(string Key, string Unit, string Title, string Due, string Left, bool Overdue, bool Today, string Note);
