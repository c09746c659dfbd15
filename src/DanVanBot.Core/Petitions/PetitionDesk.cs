using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Petitions;

/// <summary>Cases as officers and the command line see them. The command line is the operator's and has every right; nothing here asks for one.</summary>
public static class PetitionDesk
{
    /// <summary>Columns of an export. Codes and figures only: no name, no number, no text of a petition leaves the house by a file.</summary>
    public static readonly IReadOnlyList<string> ExportColumns =
        ["code", "field", "status", "received_on", "due", "answered_on", "days_late", "area", "photos", "additions"];

    /// <summary>A page of petitions, newest first, or the open ones by due day.</summary>
    public static IReadOnlyList<QueueItem> List(StepView view, OfficeData data, DateTimeOffset now, bool onlyOpen, int limit = 50)
    {
        var query = onlyOpen
            ? new RecordQuery(view.Office, Petition.Records.Name, "open", Limit: limit)
            : new RecordQuery(view.Office, Petition.Records.Name, "received", Descending: true, Limit: limit);
        return [.. Petition.Records.List(view, query).Select(p => ToQueueItem(p, data, now))];
    }

    /// <summary>One case by its code as typed, or null. That the operator opened it is noted in the view's writes: commit them.</summary>
    public static CaseModel? Show(StepView view, OfficeData data, DateTimeOffset now, string code)
    {
        if (PetitionBook.Find(view, data, now, code) is not { } petition)
            return null;
        Audit.NoteOperator(view, now, Actions.CaseView, petition.Code);
        return ToCase(petition, view, data, now, null);
    }

    /// <summary>Every petition as a row of text, oldest first, headings not included; safe for a spreadsheet (<see cref="CsvCell"/>).</summary>
    public static IEnumerable<IReadOnlyList<string>> ExportRows(StepView view, OfficeData data)
    {
        foreach (var p in Petition.Records.All(view, new RecordQuery(view.Office, Petition.Records.Name, "received")))
        {
            var answeredOn = p.Timeline.LastOrDefault(e => e.What == "answered") is { } e ? data.Calendar.DayOf(e.At) : (DateOnly?)null;
            yield return
            [
                .. new[]
                {
                    p.Code, data.FieldLabel(p.Field), p.StatusText(data), Petition.Day(p.ReceivedOn), Petition.Day(p.Due),
                    answeredOn is { } day ? Petition.Day(day) : "",
                    answeredOn is { } d && d > p.Due ? Number(d.DayNumber - p.Due.DayNumber) : "0",
                    p.Area is null ? "" : Unit.Records.Get(view, p.Area)?.Name ?? p.Area,
                    Number(p.AllFiles.Count()), Number(p.Additions.Count),
                }.Select(CsvCell),
            ];
        }
    }

    /// <summary>A cell a spreadsheet cannot take for a formula: what begins with = + - @, a tab or a line break gets an apostrophe.</summary>
    public static string CsvCell(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;

    /// <summary>A line of the queue.</summary>
    public static QueueItem ToQueueItem(Petition petition, OfficeData data, DateTimeOffset now)
    {
        var dates = data.Words.Dates;
        var today = data.Calendar.DayOf(now);
        return new QueueItem(
            petition.Code, data.FieldLabel(petition.Field), dates.Day(petition.ReceivedAt), dates.Day(petition.Due),
            petition.IsOpen ? dates.Left(petition.Due, today) : "", Wording.Shorten(PetitionBook.ContentText(petition, data), 80),
            petition.IsOpen && petition.Due < today, petition.StatusText(data));
    }

    /// <summary>A case with its contact.</summary>
    public static CaseModel ToCase(Petition petition, StepView view, OfficeData data, DateTimeOffset now, string? officer)
    {
        var model = petition.ToModel(view, data);
        var item = ToQueueItem(petition, data, now);
        var name = petition.Person is null ? null : People.Kind.Get(view, petition.Person)?.Name;
        var phone = petition.Phone is null ? null : PhoneNumber.Spoken(petition.Phone);
        var contact = string.Join(", ", new[] { name, phone }.Where(t => !string.IsNullOrWhiteSpace(t)));
        return new CaseModel(
            model.Code, model.Field, model.Status, model.Received, model.Due, item.Left, item.Overdue, model.Place, model.Content, model.Photos,
            petition.AllFiles.Count(), model.Timeline, model.Answer, model.Question, contact.Length == 0 ? null : contact,
            petition.TakenBy is not null && petition.TakenBy == officer, petition.TakenBy is not null, petition.IsOpen);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
