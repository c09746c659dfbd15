using DanVanBot.Core.Petitions;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Offices;

/// <content>Duties, forms and words.</content>
public static partial class OfficeDataLoader
{
    private static Dictionary<string, ReportForm> ReadForms(OfficeYaml yaml)
    {
        var forms = new Dictionary<string, ReportForm>(StringComparer.Ordinal);
        foreach (var map in yaml.Maps("forms"))
        {
            var id = map.Id();
            var fields = new List<ReportFormField>();
            foreach (var field in map.Maps("fields"))
            {
                var line = new ReportFormField(field.Id(), field.Required("label"), field.OneOf("type", ["text", "number", "file"]));
                if (fields.Any(f => f.Id == line.Id))
                    field.Error("id", $"'{line.Id}' is there twice");
                field.RefuseOthers();
                fields.Add(line);
            }

            if (!forms.TryAdd(id, new ReportForm(id, map.Required("title"), fields)))
                map.Error("id", $"'{id}' is there twice");
            map.RefuseOthers();
        }

        return forms;
    }

    private static List<DutyDefinition> ReadDuties(OfficeYaml yaml, IReadOnlyDictionary<string, ReportForm> forms)
    {
        var duties = new List<DutyDefinition>();
        foreach (var map in yaml.Maps("duties"))
        {
            var duty = ReadDuty(map);
            if (duties.Any(d => d.Id == duty.Id))
                map.Error("id", $"'{duty.Id}' is there twice");
            if (!forms.ContainsKey(duty.Form))
                map.Error("form", $"forms.yaml has no form '{duty.Form}'");
            map.RefuseOthers();
            duties.Add(duty);
        }

        return duties;
    }

    private static DutyDefinition ReadDuty(OfficeYaml map)
    {
        var recurrence = map.OneOf("recurrence", Recurrences);
        var isSample = map.Flag("sample", false);
        var due = map.Maps("due").Select(d => ReadDue(d, recurrence)).ToList();
        var once = map.Day("once");
        if (due.Count == 0)
            map.Error("due", "no period at all");
        if (recurrence == "once" && once is null && !isSample)
            map.Error("recurrence", "a duty that recurs once needs its day: 'once: 2026-09-15'");
        return new DutyDefinition(
            map.Id(), map.Required("title"), recurrence, due, map.OneOf("unit-kind", Unit.Kinds), map.Required("form"), map.Required("source"),
            ReadLadder(map), map.Time("remind-at"), isSample)
        {
            EscalateAfter = map.Number("escalate-after", 0, 60, 4),
            OpensBefore = map.Number("opens-before", 1, 200, 30),
            ClosesAfter = map.Number("closes-after", 1, 400, 60),
            From = map.Day("from"),
            Once = once,
            OnDayOff = Rule(map, "on-day-off", "stay"),
            OnSilentDay = Rule(map, "on-silent-day", "before"),
        };
    }

    private static DayOffRule Rule(OfficeYaml map, string key, string otherwise) => map.OneOf(key, ["stay", "before", "after"], otherwise) switch
    {
        "before" => DayOffRule.Before,
        "after" => DayOffRule.After,
        _ => DayOffRule.Stay,
    };

    private static DutyDue ReadDue(OfficeYaml map, string recurrence)
    {
        var period = map.Required("period");
        if (!ReportPeriod.Codes(recurrence).Contains(period, StringComparer.Ordinal))
            map.Error("period", $"'{period}' is no period of '{recurrence}'; known are: {string.Join(", ", ReportPeriod.Codes(recurrence))}");
        var isOnce = recurrence == "once";
        var due = new DutyDue(period, map.Required("label"), map.Number("month", 1, 12, isOnce ? 1 : null), map.Number("day", 1, 31, isOnce ? 1 : null))
        {
            Short = map.Text("short"),
        };
        var label = (due.Short ?? due.Label).Replace("{year}", "2026", StringComparison.Ordinal);
        if (label.Length > 20)
            map.Error(due.Short is null ? "label" : "short", $"'{label}' is longer than the 20 characters of a button; 'short' gives a shorter one");
        map.RefuseOthers();
        return due;
    }

    private static List<int> ReadLadder(OfficeYaml map)
    {
        var ladder = new List<int>();
        foreach (var text in map.Texts("ladder"))
        {
            if (!int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var days) || days is < -60 or > 200)
                map.Error("ladder", $"'{text}' is no number of days (before the due day; after it negative)");
            else if (ladder.Count > 0 && days >= ladder[^1])
                map.Error("ladder", "the ladder goes down: 14, 7, 3, 1, 0, -1");
            else
                ladder.Add(days);
        }

        if (ladder.Count == 0)
            map.Error("ladder", "'ladder' is empty: nobody would be reminded");
        return ladder;
    }

    private static Wording ReadWords(OfficeYaml yaml, OfficeCalendar calendar)
    {
        var weekdays = yaml.Texts("weekdays");
        if (weekdays.Count != 7)
        {
            yaml.Error("weekdays", "'weekdays' are seven, Sunday first");
            weekdays = ["", "", "", "", "", "", ""];
        }

        var patterns = new DatePatterns(
            weekdays, Pattern(yaml, "date", "{weekday}", "{d}", "{M}", "{yyyy}"), Pattern(yaml, "date-time", "{date}", "{time}"), Pattern(yaml, "hour", "{H}"),
            Pattern(yaml, "hour-minute", "{H}", "{mm}"), Pattern(yaml, "left", "{span}"), Pattern(yaml, "overdue", "{span}"), yaml.Required("today"),
            Pattern(yaml, "working-days", "{n}"), Pattern(yaml, "days", "{n}"), yaml.Required("day-off"));
        var words = new Wording(
            new DateSpeech(patterns, calendar),
            Named(yaml, "petition-status", Enum.GetValues<PetitionStatus>().Select(Wording.Id)),
            Named(yaml, "petition-events", Wording.EventIds),
            Named(yaml, "roles", Enum.GetValues<Role>().Select(Wording.Id)),
            Named(yaml, "reach", Wording.ReachIds),
            Named(yaml, "labels", Wording.LabelIds.Keys));
        return words;
    }

    private static string Pattern(OfficeYaml yaml, string key, params string[] places)
    {
        var pattern = yaml.Required(key);
        foreach (var place in places.Where(p => pattern.Length > 0 && !pattern.Contains(p, StringComparison.Ordinal)))
            yaml.Error(key, $"'{key}' needs the place {place}");
        return pattern;
    }

    private static IReadOnlyDictionary<string, string> Named(OfficeYaml yaml, string key, IEnumerable<string> names)
    {
        if (yaml.Map(key) is not { } map)
            return new Dictionary<string, string>();
        foreach (var name in names)
            map.Required(name);
        map.RefuseOthers();
        return map.Entries();
    }
}
