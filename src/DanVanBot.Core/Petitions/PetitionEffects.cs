using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Petitions;

/// <summary>What a sender can do with petitions.</summary>
public static class PetitionEffects
{
    private static readonly EffectResult Ok = EffectResult.Of("ok");
    private static readonly EffectResult NotFound = EffectResult.Of("not-found");
    private static readonly EffectResult Changed = EffectResult.Of("changed");

    /// <summary>Makes a petition of the slots field, content, place, photos and contact. One mail makes one petition, whatever happens.</summary>
    public static EffectResult Submit(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.PetitionSubmit) || step.Who is not { Consent: not null } who)
            return Gate.NotAllowed;
        var id = step.Derive("petition");
        if (Petition.Records.Get(step.View, id) is { } made)
            return Receipt(step, made);
        var files = Items(context, "content").Concat(Items(context, "photos")).Distinct(StringComparer.Ordinal).ToList();
        var content = context["content"]?.Trim() ?? "";
        if (content.Length == 0 && files.Count == 0)
            return Gate.NotAllowed;

        var calendar = step.Data.Calendar;
        var today = calendar.DayOf(step.AcceptedAt);
        var sent = PetitionDay.Records.Get(step.View, PetitionDay.IdOf(who.Id, today)) ?? new PetitionDay(who.Id, today, 0);
        var max = step.Data.Limits.PetitionsPerDay;
        if (sent.Count >= max)
            return EffectResult.Of("limit", ("max", max));

        var phone = PhoneNumber.Read(context["contact"] ?? context["phone"]);
        var receivedOn = calendar.ReceivedOn(step.AcceptedAt);
        var law = step.Data.Laws.Require("petition-answer", receivedOn);
        var (place, placeLabel) = PlaceOf(context, step.Data);
        var petition = new Petition
        {
            Id = id,
            Code = Codes.ForPetition(step, id),
            Field = FieldOf(context, step.Data),
            Content = content,
            Place = place,
            PlaceLabel = placeLabel,
            Area = UnitBook.NeighbourhoodOf(step.View, place, today),
            Files = files,
            Phone = phone,
            Person = who.Id,
            Lane = step.Lane,
            ReceivedAt = step.AcceptedAt,
            ReceivedOn = receivedOn,
            Due = calendar.Add(receivedOn, law.Days, law.IsWorkingDays),
            Law = Wording.Fill(step.Data.Words.Labels["law"], ("days", step.Data.Words.Dates.Length(law)), ("source", law.Source)),
        }.Then(step.AcceptedAt, "received");
        Petition.Records.Put(step.View, petition);
        PetitionDay.Records.Put(step.View, sent with { Count = sent.Count + 1 });
        if (phone is not null && phone != who.Phone)
            step.Save(who with { Phone = phone });
        PetitionNotices.TellOfficers(step, "new-case", petition);
        return Receipt(step, petition);
    }

    /// <summary>Whether a code names a petition the asker may see.</summary>
    public static EffectResult Find(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.PetitionOwn))
            return Gate.NotAllowed;
        if (PetitionBook.Find(context) is not { } petition)
            return NotFound;
        var values = new (string, object?)[] { ("code", petition.Code), ("status", petition.StatusText(step.Data)) };
        return petition.IsMine(step) || step.MayHere(Actions.CaseView) ? EffectResult.Of("found", values) : EffectResult.Of("not-yours");
    }

    /// <summary>The sender takes an open petition back.</summary>
    public static EffectResult Withdraw(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.PetitionOwn))
            return Gate.NotAllowed;
        if (PetitionBook.Find(context) is not { } petition || !petition.IsMine(step))
            return NotFound;
        if (!petition.IsOpen)
            return Changed;
        var withdrawn = petition.Then(step.AcceptedAt, "withdrawn") with { Status = PetitionStatus.Withdrawn, Question = null };
        Petition.Records.Put(step.View, withdrawn);
        PetitionNotices.TellTaker(step, "case-withdrawn", petition);
        return Ok;
    }

    /// <summary>The sender adds words and pictures (slots more and photos). An answered petition opens again.</summary>
    public static EffectResult Add(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.PetitionOwn))
            return Gate.NotAllowed;
        if (PetitionBook.Find(context) is not { } petition || !petition.IsMine(step) || petition.ErasedAt is not null)
            return NotFound;
        var files = Items(context, "more").Concat(Items(context, "photos")).Distinct(StringComparer.Ordinal).ToList();
        var text = context["more"]?.Trim() ?? "";
        var isAnswered = petition.Status == PetitionStatus.Answered;
        if ((!petition.IsOpen && !isAnswered) || (text.Length == 0 && files.Count == 0))
            return NotFound;
        var next = isAnswered ? PetitionStatus.Reopened
            : petition.Status == PetitionStatus.NeedsMore ? (petition.TakenBy is null ? PetitionStatus.New : PetitionStatus.InProgress)
            : petition.Status;
        var added = petition.Then(step.AcceptedAt, "added") with
        {
            Status = next,
            Question = null,
            Additions = [.. petition.Additions, new PetitionAddition(step.AcceptedAt, text, files)],
        };
        if (isAnswered)
            added = Reopen(step, added);
        Petition.Records.Put(step.View, added);
        PetitionNotices.TellTaker(step, "case-added", added);
        return EffectResult.Of("ok", ("code", petition.Code), ("due", step.Data.Words.Dates.Day(added.Due)));
    }

    // New facts start the time for the answer again.
    private static Petition Reopen(StepContext step, Petition petition)
    {
        var from = step.Data.Calendar.ReceivedOn(step.AcceptedAt);
        var law = step.Data.Laws.Require("petition-answer", from);
        return petition.Then(step.AcceptedAt, "reopened") with { Due = step.Data.Calendar.Add(from, law.Days, law.IsWorkingDays) };
    }

    private static EffectResult Receipt(StepContext step, Petition petition)
    {
        var dates = step.Data.Words.Dates;
        var seen = step.Data.Laws.Require("petition-seen", petition.ReceivedOn);
        return EffectResult.Of("ok", ("code", petition.Code), ("seen", dates.Day(step.Data.Calendar.Add(petition.ReceivedOn, seen.Days, seen.IsWorkingDays))), ("due", dates.Day(petition.Due)), ("law", petition.Law));
    }

    private static IReadOnlyList<string> Items(DialogContext context, string slot) =>
        context.Slots.TryGetValue(slot, out var value) ? value.Items : [];

    private static string FieldOf(DialogContext context, OfficeData data) =>
        data.Fields.FirstOrDefault(f => f.Id == context["field"])?.Id ?? data.Fields[^1].Id;

    private static (string? Place, string? Label) PlaceOf(DialogContext context, OfficeData data)
    {
        if (!context.Slots.TryGetValue("place", out var slot) || slot.Value.Length == 0)
            return (null, null);
        var parts = slot.Value.Split(',');
        var isPosition = parts.Length == 2 && IsDegrees(parts[0]) && IsDegrees(parts[1]);
        var label = isPosition && slot.Label == slot.Value
            ? Wording.Fill(data.Words.Labels["position"], ("lat", parts[0].Trim()), ("lon", parts[1].Trim()))
            : slot.Label;
        return (slot.Value, label);

        static bool IsDegrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
