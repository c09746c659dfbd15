using System.Globalization;
using DanVanBot.Core.Units;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Data;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Offices;

/// <summary>
/// Reads the office's folder into one snapshot. Everything wrong is told with file and line, all of it at once; a folder with anything wrong gives no snapshot,
/// so a service that reloads keeps the one it has.
/// </summary>
public static partial class OfficeDataLoader
{
    /// <summary>Every file of the folder.</summary>
    public static readonly IReadOnlyList<string> Files =
    [
        "fields.yaml", "calendar.yaml", "laws.yaml", "permissions.yaml", "duties.yaml", "forms.yaml", "limits.yaml", "consent.yaml", "words.yaml", "phones.yaml",
        "units.sample.yaml", "organisation.yaml", "warnings.yaml",
    ];

    /// <summary>Law lines without which nothing can be received.</summary>
    public static readonly IReadOnlyList<string> RequiredLaws = ["petition-answer", "petition-seen"];

    private static readonly string[] Recurrences = ["month", "quarter", "half-year", "nine-months", "year", "once"];

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="profile">From the settings.</param>
    /// <param name="timeZone">From the settings, e.g. <c>Asia/Ho_Chi_Minh</c>.</param>
    /// <param name="quietHours">From the settings, e.g. <c>21:00-06:30</c>; empty for none.</param>
    public static (OfficeData? Data, IReadOnlyList<LoadError> Errors) Load(string folder, OfficeProfile profile, string timeZone, string quietHours)
    {
        if (TryQuiet(quietHours, out var from, out var to))
            return Load(folder, profile, timeZone, from, to);
        var (_, errors) = Load(folder, profile, timeZone, default, default);
        return (null, [.. errors, new LoadError("settings", 1, $"Office:QuietHours is like 21:00-06:30, not '{quietHours}'")]);
    }

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="profile">From the settings.</param>
    /// <param name="timeZone">From the settings, e.g. <c>Asia/Ho_Chi_Minh</c>.</param>
    /// <param name="from">Start of the quiet hours; the same as their end for none.</param>
    /// <param name="to">End of the quiet hours.</param>
    public static (OfficeData? Data, IReadOnlyList<LoadError> Errors) Load(string folder, OfficeProfile profile, string timeZone, TimeOnly from, TimeOnly to)
    {
        var errors = new List<LoadError>();
        CheckProfile(profile, errors);
        var zone = TimeZones.Find(timeZone);
        if (zone is null)
            errors.Add(new LoadError("settings", 1, $"Office:TimeZone '{timeZone}' is not known on this machine"));
        var (calendar, silent) = Read(folder, "calendar.yaml", errors, y => ReadCalendar(y, zone ?? TimeZoneInfo.Utc, from, to));
        calendar ??= new OfficeCalendar(zone ?? TimeZoneInfo.Utc, [], new TimeOnly(17, 0), from, to);
        var fields = Read(folder, "fields.yaml", errors, ReadFields) ?? [];
        var laws = Read(folder, "laws.yaml", errors, ReadLaws);
        var permissions = Read(folder, "permissions.yaml", errors, ReadPermissions);
        var forms = Read(folder, "forms.yaml", errors, ReadForms) ?? new Dictionary<string, ReportForm>();
        var duties = Read(folder, "duties.yaml", errors, y => ReadDuties(y, forms)) ?? [];
        var limits = Read(folder, "limits.yaml", errors, y => new SendLimits(
            y.Number("messages-per-minute", 1, 1000), y.Number("petitions-per-day", 1, 1000), y.Number("invitation-tries-per-hour", 1, 1000))
        {
            // Office folders made before this limit do not have it.
            StrayFiles = TimeSpan.FromHours(y.Number("stray-file-hours", 1, 8760, 24)),
        });
        var consent = Read(folder, "consent.yaml", errors, y => y.Id("version"));
        var words = Read(folder, "words.yaml", errors, y => ReadWords(y, calendar));
        var phones = Read(folder, "phones.yaml", errors, y => y.Maps("phones").Select(p =>
        {
            var line = new PhoneLine(p.Required("number"), p.Required("label"));
            p.RefuseOthers();
            return line;
        }).ToList()) ?? [];
        var sample = Read(folder, "units.sample.yaml", errors, y => UnitFile.Read(y, isSample: true)) ?? [];
        var organisation = Read(folder, "organisation.yaml", errors, y => new Organisation(
            [
                .. y.Maps("addressed").Select(m =>
                {
                    var kind = new AddressedKind(m.OneOf("kind", Unit.Kinds), m.Texts("names"), m.Texts("except"));
                    m.RefuseOthers();
                    return kind;
                }),
            ],
            y.Texts("common"))
        {
            Places = y.Texts("places"),
        });
        var warnings = ReadWarnings(folder, errors);
        if (errors.Count > 0)
            return (null, errors);
        var data = new OfficeData(profile, fields, calendar, laws!, permissions!, duties, forms, consent!, limits!)
        {
            Words = words!,
            NoReminders = silent ?? [],
            Phones = phones,
            SampleUnits = sample,
            Organisation = organisation!,
            Warnings = warnings!,
        };
        return (data, errors);
    }

    /// <summary>Copies the shipped files that a folder does not have yet; what the office has changed stays.</summary>
    /// <returns>Names of the files copied.</returns>
    public static IReadOnlyList<string> CopyMissing(string shipped, string folder)
    {
        Directory.CreateDirectory(folder);
        var copied = new List<string>();
        foreach (var file in Files)
        {
            var to = Path.Combine(folder, file);
            var from = Path.Combine(shipped, file);
            if (File.Exists(to) || !File.Exists(from))
                continue;
            File.Copy(from, to);
            copied.Add(file);
        }

        return copied;
    }

    // Read by the part that answers, which has its own words for what is wrong with a file.
    private static WarningTable? ReadWarnings(string folder, List<LoadError> errors)
    {
        const string Name = "warnings.yaml";
        try
        {
            return WarningTable.Parse(File.ReadAllText(Path.Combine(folder, Name)), Name);
        }
        catch (DataFileException e)
        {
            errors.Add(new LoadError(Name, (int)e.Line, e.Problem));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new LoadError(Name, 1, e.Message));
        }

        return null;
    }

    private static T? Read<T>(string folder, string file, List<LoadError> errors, Func<OfficeYaml, T> read)
    {
        if (OfficeYaml.Open(folder, file, errors) is not { } yaml)
            return default;
        var value = read(yaml);
        yaml.RefuseOthers();
        return value;
    }

    private static void CheckProfile(OfficeProfile profile, List<LoadError> errors)
    {
        if (profile.Code.Length != 2 || !profile.Code.All(char.IsAsciiLetterUpper))
            errors.Add(new LoadError("settings", 1, $"Office:Code is two letters A to Z, not '{profile.Code}'"));
        else if (profile.Code == Codes.ReportLetters)
            errors.Add(new LoadError("settings", 1, $"Office:Code '{profile.Code}' is kept for reports"));
        if (string.IsNullOrWhiteSpace(profile.Name))
            errors.Add(new LoadError("settings", 1, "Office:Name is missing"));
    }

    private static bool TryQuiet(string text, out TimeOnly from, out TimeOnly to)
    {
        from = to = default;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Time(parts[0], out from) && Time(parts[1], out to);

        static bool Time(string text, out TimeOnly time) =>
            TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static (OfficeCalendar? Calendar, IReadOnlyList<CalendarDays>? Silent) ReadCalendar(OfficeYaml yaml, TimeZoneInfo zone, TimeOnly quietFrom, TimeOnly quietTo)
    {
        // Worked days first: the first span that holds a day decides.
        var worked = yaml.Maps("days-worked", isRequired: false).Select(m => ReadSpan(m, true)).OfType<CalendarDays>();
        var off = yaml.Maps("days-off").Select(m => ReadSpan(m, false)).OfType<CalendarDays>();
        var silent = yaml.Maps("no-reminders", isRequired: false).Select(m => ReadSpan(m, false)).OfType<CalendarDays>();
        return (new OfficeCalendar(zone, [.. worked, .. off], yaml.Time("day-ends"), quietFrom, quietTo), [.. silent]);
    }

    // "on: false" keeps a line in the file without effect: days that may become days off.
    private static CalendarDays? ReadSpan(OfficeYaml yaml, bool isWorked)
    {
        var from = yaml.RequiredDay("from");
        var to = yaml.Day("to") ?? from;
        var label = yaml.Required("label");
        var isOn = yaml.Flag("on", true);
        yaml.RefuseOthers();
        if (to < from)
            yaml.Error("to", "'to' is before 'from'");
        if (to.DayNumber - from.DayNumber > 60)
            yaml.Error("to", "a span of more than 60 days is most likely a slip of the year");
        return isOn ? new CalendarDays(from, to, label, isWorked) : null;
    }

    private static List<PetitionField> ReadFields(OfficeYaml yaml)
    {
        var fields = new List<PetitionField>();
        foreach (var map in yaml.Maps("fields"))
        {
            var field = new PetitionField(map.Id(), map.Required("label"));
            if (field.Label.Length > 20)
                map.Error("label", $"'{field.Label}' is longer than the 20 characters of a button");
            if (fields.Any(f => f.Id == field.Id))
                map.Error("id", $"'{field.Id}' is there twice");
            map.RefuseOthers();
            fields.Add(field);
        }

        if (fields.Count == 0)
            yaml.Error("fields", "no field at all: nothing could be sent");
        return fields;
    }

    private static LawTable ReadLaws(OfficeYaml yaml)
    {
        var lines = new List<LawDeadline>();
        foreach (var map in yaml.Maps("deadlines"))
        {
            var line = new LawDeadline(
                map.Id(), map.Number("days", 1, 400), map.OneOf("unit", ["working-days", "days"]) == "working-days", map.Required("source"), map.RequiredDay("from"),
                map.Day("to"));
            map.RefuseOthers();
            if (line.To < line.From)
                map.Error("to", "'to' is before 'from'");
            if (lines.Any(l => l.Id == line.Id && l.From <= (line.To ?? DateOnly.MaxValue) && line.From <= (l.To ?? DateOnly.MaxValue)))
                map.Error("from", $"two lines of '{line.Id}' are in force at once");
            lines.Add(line);
        }

        foreach (var id in RequiredLaws.Where(id => !lines.Any(l => l.Id == id)))
            yaml.Error("deadlines", $"the line '{id}' is missing");
        return new LawTable(lines);
    }

    private static Permissions ReadPermissions(OfficeYaml yaml)
    {
        var lines = new List<Permission>();
        foreach (var map in yaml.Maps("actions"))
        {
            var action = map.OneOf("action", Actions.All);
            if (lines.Any(l => l.Action == action))
                map.Error("action", $"'{action}' is there twice");
            foreach (var role in Enum.GetValues<Role>())
            {
                var scope = map.OneOf(Wording.Id(role), ["no", "office", "own-unit"], "no");
                if (scope != "no")
                    lines.Add(new Permission(action, role, scope == "office" ? PermissionScope.Office : PermissionScope.OwnUnit));
            }

            map.RefuseOthers();
        }

        foreach (var action in Actions.All.Where(a => !lines.Any(l => l.Action == a)))
        {
            // A folder of before this action was there: it works on as it is.
            if (Actions.Later.TryGetValue(action, out var role))
                lines.Add(new Permission(action, role, PermissionScope.Office));
            else
                yaml.Error("actions", $"nobody may do '{action}'");
        }

        return new Permissions(lines);
    }
}
