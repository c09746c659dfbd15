using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Petitions;

/// <summary>Finding petitions, and what of them is shown.</summary>
public static class PetitionBook
{
    /// <summary>Reads a code as typed and finds its petition, recorded as read; null when there is none.</summary>
    public static Petition? Find(StepView view, OfficeData data, DateTimeOffset now, string? typed) =>
        Codes.Read(data, now, typed) is { } code ? Petition.Records.Find(view, "code", code) : null;

    /// <summary>The petition a dialog is about.</summary>
    public static Petition? Find(DialogContext context)
    {
        var step = context.Step();
        return Find(step.View, step.Data, step.Now, context["mine"] is { Length: > 0 } mine && mine != "!skip" ? context["code"] ?? mine : context.About("code"));
    }

    /// <summary>Those of the person behind this lane, newest first.</summary>
    public static IReadOnlyList<Petition> Mine(StepContext step, int limit = 20) => step.Who is not { } who
        ? []
        : Petition.Records.List(
            step.View, RecordQuery.StartingWith(step.Office, Petition.Records.Name, "person", who.Id + "|", limit) with { Descending = true });

    /// <summary>Open ones, the earliest due day first.</summary>
    public static IReadOnlyList<Petition> Queue(StepView view, int limit) =>
        Petition.Records.List(view, new RecordQuery(view.Office, Petition.Records.Name, "open", Limit: limit));

    /// <summary>Whether the person behind this lane sent it.</summary>
    public static bool IsMine(this Petition petition, StepContext step) => petition.Person is not null && petition.Person == step.Who?.Id;

    /// <summary>Where it stands, in words.</summary>
    public static string StatusText(this Petition petition, OfficeData data) => data.Words.Status[Wording.Id(petition.Status)];

    /// <summary>A button of it: code and due day.</summary>
    public static Choice ToChoice(this Petition petition, OfficeData data, DateOnly day) => new(petition.Code, Wording.Fill(
        data.Words.Labels["case"],
        ("code", petition.Code),
        ("d", day.Day.ToString(CultureInfo.InvariantCulture)),
        ("M", day.Month.ToString(CultureInfo.InvariantCulture))));

    /// <summary>As shown to its sender.</summary>
    public static PetitionModel ToModel(this Petition petition, StepView view, OfficeData data)
    {
        var dates = data.Words.Dates;
        return new PetitionModel(
            petition.Code,
            data.FieldLabel(petition.Field),
            petition.StatusText(data),
            dates.Day(petition.ReceivedAt),
            dates.Day(petition.Due),
            petition.PlaceLabel ?? "",
            ContentText(petition, data),
            FilesOf(view, petition),
            [.. petition.Timeline.Select(e => new TimelineModel(dates.At(e.At), data.Words.Events.GetValueOrDefault(e.What, e.What)))],
            petition.Answer,
            petition.Question,
            petition.IsOpen,
            petition.IsOpen || petition.Status == PetitionStatus.Answered);
    }

    /// <summary>The content, its additions below it; a label where it has no words.</summary>
    public static string ContentText(Petition petition, OfficeData data)
    {
        if (petition.ErasedAt is not null)
            return data.Words.Labels["erased"];
        var first = petition.Content.Length > 0 ? petition.Content : data.Words.Labels["photo-only"];
        return string.Join("\n\n", petition.Additions.Where(a => a.Text.Length > 0).Select(a => $"{data.Words.Dates.At(a.At)}: {a.Text}").Prepend(first));
    }

    /// <summary>Files that are here, the pictures first. Voice notes, videos and documents belong to a case as much: who sent them was told that an officer hears them.</summary>
    public static IReadOnlyList<string> FilesOf(StepView view, Petition petition) =>
    [
        .. petition.AllFiles.Select(f => StoredFile.Records.Get(view, f)).OfType<StoredFile>().Where(f => f.Attachment is not null)
            .OrderBy(f => f.Kind == AttachmentKind.Photo ? 0 : 1).Select(f => f.Id),
    ];
}

/// <summary>What happened when, in words.</summary>
public sealed record TimelineModel(string When, string What);

/// <summary>A petition as its sender sees it.</summary>
public sealed record PetitionModel(
    string Code, string Field, string Status, string Received, string Due, string Place, string Content, IReadOnlyList<string> Photos,
    IReadOnlyList<TimelineModel> Timeline, string? Answer, string? Question, bool CanWithdraw, bool CanAdd);

/// <summary>A petition as an officer sees it.</summary>
public sealed record CaseModel(
    string Code, string Field, string Status, string Received, string Due, string Left, bool Overdue, string Place, string Content, IReadOnlyList<string> Photos,
    int PhotosCount, IReadOnlyList<TimelineModel> Timeline, string? Answer, string? Question, string? Contact, bool IsMine, bool IsTaken, bool CanAnswer);

/// <summary>A line of the queue.</summary>
public sealed record QueueItem(string Code, string Field, string Received, string Due, string Left, string Summary, bool Overdue, string Status);

/// <summary>The queue: how many are open, and the first of them.</summary>
public sealed record QueueModel(int Count, IReadOnlyList<QueueItem> Items);
