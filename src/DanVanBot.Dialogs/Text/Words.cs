using System.Globalization;

namespace DanVanBot.Dialogs;

/// <summary>Words every question understands, and labels every question may show: <c>words.yaml</c>.</summary>
public sealed class Words
{
    /// <summary>What can be done at every step. The same names are the values of the buttons, with "!" before them.</summary>
    public static readonly IReadOnlyList<string> Controls = ["back", "skip", "cancel", "help", "repeat", "more", "done", "keep", "edit"];

    internal static readonly IReadOnlyList<string> RequiredLabels =
        ["back", "skip", "cancel", "more", "done", "keep", "edit", "yes", "no", "location", "contact"];

    private readonly Dictionary<string, string> _controls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _yes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _no = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _days = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _weekdays = [];
    private string _date = "{0}, {1}/{2}/{3}";
    private string _time = "{0}, {1}:{2}";
    private string _fullHour = "{0}, {1}:00";

    private Words()
    {
    }

    /// <summary>Words of danger and the numbers to call.</summary>
    public GuardWords Danger { get; internal set; } = GuardWords.Empty;

    /// <summary>Signs that a message may be a denunciation, which must not be recorded here.</summary>
    public GuardWords Denunciation { get; internal set; } = GuardWords.Empty;

    /// <summary>A label (back, skip, cancel, more, done, keep, edit, yes, no, location, contact).</summary>
    public string Label(string name) => _labels.GetValueOrDefault(name, name);

    /// <summary>The control a whole message stands for (<see cref="Controls"/>), or null.</summary>
    public string? Control(string text) => _controls.GetValueOrDefault(TextFold.Plain(text));

    public bool? YesNo(string text)
    {
        string key = TextFold.Plain(text);
        return _yes.Contains(key) ? true : _no.Contains(key) ? false : null;
    }

    /// <summary>A number written as a word.</summary>
    public long? Number(string text) => _numbers.TryGetValue(TextFold.Plain(text), out long n) ? n : null;

    /// <summary>Days from today for "hôm nay" and the like.</summary>
    public int? DayOffset(string text) => _days.TryGetValue(TextFold.Plain(text), out int n) ? n : null;

    /// <summary>A date as people say it.</summary>
    public string Day(DateOnly day)
    {
        string name = _weekdays.Count == 7 ? _weekdays[(int)day.DayOfWeek] : "";
        return string.Format(CultureInfo.InvariantCulture, _date, name, day.Day, day.Month, day.Year);
    }

    /// <summary>A date with its time of day.</summary>
    public string At(string date, int hour, int minute) => string.Format(
        CultureInfo.InvariantCulture,
        minute == 0 ? _fullHour : _time,
        date,
        hour,
        minute.ToString("00", CultureInfo.InvariantCulture));

    internal static Words Read(YamlMap? map)
    {
        Words words = new();
        if (map is null)
            return words;
        if (map.Map("controls") is { } controls)
        {
            foreach (string name in Controls)
            {
                foreach ((string text, int line) in controls.Texts(name))
                {
                    if (!words._controls.TryAdd(TextFold.Plain(text), name))
                        map.Error(line, $"'{text}' is listed twice among the controls");
                }
            }

            controls.RefuseOthers();
        }

        words._yes.UnionWith(map.Texts("yes").Select(t => TextFold.Plain(t.Text)));
        words._no.UnionWith(map.Texts("no").Select(t => TextFold.Plain(t.Text)));
        if (words._yes.Overlaps(words._no))
            map.Error(map.LineOf("no"), "a word is both yes and no");
        foreach ((string key, (string text, int line)) in map.Map("numbers")?.TextEntries() ?? Empty)
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n))
                words._numbers[TextFold.Plain(key)] = n;
            else
                map.Error(line, $"'{text}' is not a number");
        }

        foreach ((string key, (string text, int line)) in map.Map("days")?.TextEntries() ?? Empty)
        {
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n))
                words._days[TextFold.Plain(key)] = n;
            else
                map.Error(line, $"'{text}' is not a number of days");
        }

        foreach ((string key, (string text, _)) in map.Map("labels")?.TextEntries() ?? Empty)
            words._labels[key] = text;
        foreach (string label in RequiredLabels.Where(l => !words._labels.ContainsKey(l)))
            map.Error(map.LineOf("labels"), $"the label '{label}' is missing");
        words._weekdays = [.. map.Texts("weekdays").Select(t => t.Text)];
        if (words._weekdays.Count != 7)
            map.Error(map.LineOf("weekdays"), "'weekdays' are seven, Sunday first");
        words._date = map.Text("date") ?? words._date;
        words._time = map.Text("time") ?? words._time;
        words._fullHour = map.Text("full-hour") ?? words._fullHour;
        words.CheckFormats(map);
        map.RefuseOthers();
        return words;
    }

    private static readonly IReadOnlyDictionary<string, (string Text, int Line)> Empty = new Dictionary<string, (string, int)>();

    private void CheckFormats(YamlMap map)
    {
        try
        {
            At(Day(new DateOnly(2026, 6, 15)), 8, 30);
            At("", 8, 0);
        }
        catch (FormatException)
        {
            map.Error(map.LineOf("date"), "'date' has the places {0} weekday, {1} day, {2} month, {3} year; 'time' and 'full-hour' {0} date, {1} hour, {2} minute");
            (_date, _time, _fullHour) = ("{0}, {1}/{2}/{3}", "{0}, {1}:{2}", "{0}, {1}:00");
        }
    }
}
