using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Units;
using DanVanBot.Hosting;
using YamlDotNet.Serialization;

namespace DanVanBot.Commands;

/// <summary>The compiled report of one duty and period: a section a line of the form, every value with its unit and receipt, and who has not reported.</summary>
/// <param name="Content">The document (Office Open XML).</param>
/// <param name="Done">Units in it.</param>
/// <param name="Total">Units that owe it.</param>
internal sealed record ReportDocument(byte[] Content, int Done, int Total)
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Words = new(() =>
    {
        using var file = typeof(ReportDocument).Assembly.GetManifestResourceStream("compiled-report.yaml")!;
        using var reader = new StreamReader(file);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(reader);
    });

    /// <summary>Puts it together.</summary>
    public static ReportDocument Compile(Site site, StepView view, DutyPeriod period)
    {
        var data = site.World.Current.Office;
        var now = site.Time.GetUtcNow();
        var status = ReportDesk.Status(view, data, now, period);
        var units = UnitBook.List(view).ToDictionary(u => u.Id, u => u.Name, StringComparer.Ordinal);
        var submissions = ReportDesk.Submissions(view, period).OrderBy(s => s.Unit, StringComparer.Ordinal).ToList();
        var word = new WordDocument();
        word.Title(Say("title", ("title", status.Title)));
        word.Paragraph(data.Profile.Name);
        word.Paragraph(Say("period", ("period", status.Period), ("due", status.Due)));
        word.Paragraph(Say("made", ("at", data.Words.Dates.At(now)), ("done", Number(status.DoneCount)), ("total", Number(status.Total))));
        if (submissions.Count == 0)
            word.Paragraph(Say("nothing-yet"));
        var form = data.Forms.GetValueOrDefault(period.Duty.Form);
        foreach (var (id, label, isNumber) in submissions.Count == 0 ? [] : Fields(form, submissions))
            Section(word, data, units, submissions, id, label, isNumber);

        word.Heading(Say("missing"));
        foreach (var missing in status.Missing)
            word.Bullet($"{missing.Unit} ({missing.Secretary})");
        if (status.MissingCount == 0)
            word.Paragraph(Say("nobody-missing"));
        return new ReportDocument(word.ToBytes(), status.DoneCount, status.Total);
    }

    private static void Section(
        WordDocument word, OfficeData data, Dictionary<string, string> units, List<Submission> submissions, string id, string label, bool isNumber)
    {
        word.Heading(label);
        var rows = new List<IReadOnlyList<string>>();
        var numbers = new List<decimal>();
        foreach (var submission in submissions)
        {
            if (submission.Values.FirstOrDefault(v => v.Field == id) is not { } value)
                continue;
            // Files are named by their count: their content stays in the store.
            var text = string.Join(" ", new[] { value.Value, value.Files.Count > 0 ? $"({Number(value.Files.Count)})" : "" }.Where(t => t.Length > 0));
            if (decimal.TryParse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            var at = data.Words.Dates.At(submission.At);
            rows.Add([units.GetValueOrDefault(submission.Unit, submission.Unit), text, $"{submission.Code}, {(submission.IsLate ? Say("late", ("at", at)) : at)}"]);
        }

        if (rows.Count == 0)
        {
            word.Paragraph(Say("no-value"));
            return;
        }

        word.Table([Say("unit"), Say("value"), Say("source")], rows);
        // A sum is given only over figures, and says over how many.
        if (isNumber && numbers.Count == rows.Count)
            word.Paragraph(Say("total", ("count", Number(numbers.Count)), ("sum", numbers.Sum().ToString("0.##", CultureInfo.InvariantCulture))));
    }

    // The form as it is now; lines that were on it when somebody reported, and are not any more, follow under the label they had then.
    private static IEnumerable<(string Id, string Label, bool IsNumber)> Fields(ReportForm? form, List<Submission> submissions)
    {
        var known = form?.Fields ?? [];
        foreach (var field in known)
            yield return (field.Id, field.Label, field.Type == "number");
        foreach (var old in submissions.SelectMany(s => s.Values).Where(v => known.All(f => f.Id != v.Field)).DistinctBy(v => v.Field))
            yield return (old.Field, old.Label, false);
    }

    private static string Say(string key, params ReadOnlySpan<(string Place, string Value)> values) => Wording.Fill(Words.Value[key], values);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
