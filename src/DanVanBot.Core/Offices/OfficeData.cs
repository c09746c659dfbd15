using DanVanBot.Core.Units;

namespace DanVanBot.Core.Offices;

/// <summary>
/// What the office edits, read from the YAML files of its folder as one immutable snapshot (see <see cref="OfficeDataLoader"/> for files and checks).
/// </summary>
/// <param name="Profile">What the bot says of its office, from the settings.</param>
/// <param name="Fields">Fields of petitions, in the order shown.</param>
/// <param name="Calendar">Working days, quiet hours and the time zone.</param>
/// <param name="Laws">Deadlines with their source, dated.</param>
/// <param name="Permissions">Who may do what.</param>
/// <param name="Duties">Report duties.</param>
/// <param name="Forms">Report forms by id.</param>
/// <param name="ConsentVersion">Names the wording of the consent in force.</param>
/// <param name="Limits">How much one person may send.</param>
public sealed record OfficeData(
    OfficeProfile Profile,
    IReadOnlyList<PetitionField> Fields,
    OfficeCalendar Calendar,
    LawTable Laws,
    Permissions Permissions,
    IReadOnlyList<DutyDefinition> Duties,
    IReadOnlyDictionary<string, ReportForm> Forms,
    string ConsentVersion,
    SendLimits Limits)
{
    /// <summary>Single words and patterns the slices need: names of states, dates as people say them.</summary>
    public required Wording Words { get; init; }

    /// <summary>Days on which nobody is reminded (27 tháng Chạp to mùng 5).</summary>
    public IReadOnlyList<CalendarDays> NoReminders { get; init; } = [];

    /// <summary>Numbers to call in need.</summary>
    public IReadOnlyList<PhoneLine> Phones { get; init; } = [];

    /// <summary>Made-up units for sample mode.</summary>
    public IReadOnlyList<Unit> SampleUnits { get; init; } = [];

    /// <summary>How directives address the kinds of units.</summary>
    public Organisation Organisation { get; init; } = Organisation.Empty;

    /// <summary>The duty of this id, or null.</summary>
    public DutyDefinition? Duty(string id) => Duties.FirstOrDefault(d => d.Id == id);

    /// <summary>The label of a petition field; its id where the office has taken the field away since.</summary>
    public string FieldLabel(string id) => Fields.FirstOrDefault(f => f.Id == id)?.Label ?? id;

    /// <summary>Whether nobody is reminded on a day.</summary>
    public bool IsSilent(DateOnly day) => NoReminders.Any(s => s.From <= day && day <= s.To);
}

/// <summary>A number to call.</summary>
public sealed record PhoneLine(string Number, string Label);

/// <summary>What the bot says of its office.</summary>
/// <param name="Name">In full.</param>
/// <param name="Code">Two capital letters at the head of tracking codes.</param>
/// <param name="Phone">As it is read aloud.</param>
/// <param name="Address">Where it is.</param>
/// <param name="ReceptionHours">When citizens are received.</param>
public sealed record OfficeProfile(string Name, string Code, string Phone, string Address, string ReceptionHours);

/// <summary>A field of petitions.</summary>
/// <param name="Id">Short ASCII, stays for ever.</param>
/// <param name="Label">On the button, at most 20 characters.</param>
public sealed record PetitionField(string Id, string Label);

/// <summary>How much one person may send.</summary>
/// <param name="MessagesPerMinute">More than that is answered once, then dropped and counted.</param>
/// <param name="PetitionsPerDay">New petitions of one person a day.</param>
/// <param name="InvitationTriesPerHour">Wrong invitation codes of one chat an hour.</param>
public sealed record SendLimits(int MessagesPerMinute, int PetitionsPerDay, int InvitationTriesPerHour)
{
    /// <summary>How long a file is kept that belongs to no petition, report or open dialog.</summary>
    public TimeSpan StrayFiles { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>A deadline given by law.</summary>
/// <param name="Id">What it is for, e.g. <c>petition-answer</c>.</param>
/// <param name="Days">How many.</param>
/// <param name="IsWorkingDays">Working days, else calendar days.</param>
/// <param name="Source">As shown: article and law.</param>
/// <param name="From">In force from.</param>
/// <param name="To">In force to (included), null while it is.</param>
public sealed record LawDeadline(string Id, int Days, bool IsWorkingDays, string Source, DateOnly From, DateOnly? To);

/// <summary>Dated deadlines of the law: laws change, so each line says from when to when it held.</summary>
public sealed record LawTable(IReadOnlyList<LawDeadline> Lines)
{
    /// <summary>The line in force on a day, null when the table has none.</summary>
    public LawDeadline? On(string id, DateOnly day) =>
        Lines.FirstOrDefault(l => l.Id == id && l.From <= day && (l.To is null || day <= l.To));

    /// <summary>Like <see cref="On"/>, but with the newest line where none was in force: a wrong table delays nobody's petition.</summary>
    /// <exception cref="KeyNotFoundException">No line of this id at all; the loader refuses such a table.</exception>
    public LawDeadline Require(string id, DateOnly day) =>
        On(id, day) ?? Lines.LastOrDefault(l => l.Id == id) ?? throw new KeyNotFoundException($"laws.yaml has no line '{id}'.");
}

/// <summary>A report duty as the office states it.</summary>
/// <param name="Id">Short ASCII.</param>
/// <param name="Title">As shown.</param>
/// <param name="Recurrence">month, quarter, half-year, nine-months, year or once (then <see cref="Once"/> has the day; the sample's is counted from its start).</param>
/// <param name="Due">Day the report of a period is due: days of the year <c>MM-dd</c> by period, or an offset, see the loader.</param>
/// <param name="UnitKind">Kind of unit that owes it.</param>
/// <param name="Form">Form to fill in.</param>
/// <param name="Source">Where the duty and its day come from, as shown.</param>
/// <param name="Ladder">Days before the due day on which to remind, largest first; negative after it.</param>
/// <param name="RemindAt">Time of day of reminders.</param>
/// <param name="IsSample">Made for sample mode: due three days after its start.</param>
public sealed record DutyDefinition(
    string Id, string Title, string Recurrence, IReadOnlyList<DutyDue> Due, string UnitKind, string Form, string Source,
    IReadOnlyList<int> Ladder, TimeOnly RemindAt, bool IsSample)
{
    /// <summary>Days after the due day on which officers are told who is missing; 0: never.</summary>
    public int EscalateAfter { get; init; } = 4;

    /// <summary>Days before the due day from which it is shown and may be handed in.</summary>
    public int OpensBefore { get; init; } = 30;

    /// <summary>Days after the due day until which it is shown and may be handed in.</summary>
    public int ClosesAfter { get; init; } = 60;

    /// <summary>Periods due before this day are no duty; null: no such day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The due day of a duty that recurs once.</summary>
    public DateOnly? Once { get; init; }

    /// <summary>What becomes of a due day on a day off.</summary>
    public DayOffRule OnDayOff { get; init; } = DayOffRule.Stay;

    /// <summary>What becomes of a due day on which nobody is reminded.</summary>
    public DayOffRule OnSilentDay { get; init; } = DayOffRule.Before;
}

/// <summary>What becomes of a due day that falls badly.</summary>
public enum DayOffRule
{
    /// <summary>It stays, and that it is a day off is said.</summary>
    Stay,

    /// <summary>To the last working day before.</summary>
    Before,

    /// <summary>To the next working day.</summary>
    After,
}

/// <summary>When the report of one period of the year is due.</summary>
/// <param name="Period">H1, H2, N9 (nine months), Y, Q1…Q4, M01…M12, N (once); as in <c>2026-H1</c>.</param>
/// <param name="Label">As shown, with <c>{year}</c> for the year.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31; past the end of the month means its last day.</param>
public sealed record DutyDue(string Period, string Label, int Month, int Day)
{
    /// <summary>At most 20 characters for a button, with <c>{year}</c>; null: the label.</summary>
    public string? Short { get; init; }
}

/// <summary>A report form: what a submission holds.</summary>
public sealed record ReportForm(string Id, string Title, IReadOnlyList<ReportFormField> Fields);

/// <summary>A line of a form.</summary>
/// <param name="Id">The slot of the dialog that fills it.</param>
/// <param name="Label">As shown in lists and compiled reports.</param>
/// <param name="Type">text, number or file.</param>
public sealed record ReportFormField(string Id, string Label, string Type);
