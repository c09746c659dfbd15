using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Petitions;

/// <summary>
/// Word of petitions from one chat to another. What travels is the petition's id; the other chat's own step reads it again, checks again who sits there, and only then
/// speaks. No notice holds a name, a number or the text of a petition; an answer or a question of the office goes to the sender's own chat alone.
/// </summary>
public static class PetitionNotices
{
    /// <summary>Registers the topics; each is also the name of the phrase that is said.</summary>
    public static void Register(Slices slices)
    {
        foreach (var topic in new[] { "new-case", "case-added", "case-withdrawn" })
            slices.Topic(topic, (step, id) => ToOfficer(step, topic, id));
        foreach (var topic in new[] { "case-answered", "case-asked" })
            slices.Topic(topic, (step, id) => ToSender(step, topic, id));
    }

    /// <summary>Tells every officer on duty.</summary>
    public static void TellOfficers(StepContext step, string topic, Petition petition)
    {
        foreach (var officer in People.With(step, Role.Officer))
            step.Tell(officer.Lanes[0], topic, petition.Id);
    }

    /// <summary>Tells the officer who has the case, or all of them while nobody has it.</summary>
    public static void TellTaker(StepContext step, string topic, Petition petition)
    {
        var officers = People.With(step, Role.Officer);
        if (officers.FirstOrDefault(o => o.Id == petition.TakenBy) is { } taker)
            step.Tell(taker.Lanes[0], topic, petition.Id);
        else
            TellOfficers(step, topic, petition);
    }

    /// <summary>Tells the chat a petition came from.</summary>
    public static void TellSender(StepContext step, string topic, Petition petition)
    {
        if (petition.Lane is { } lane)
            step.Tell(lane, topic, petition.Id);
    }

    private static void ToOfficer(StepContext step, string topic, string id)
    {
        if (step.Chat.IsClosed || !step.May(Actions.CaseQueue) || Petition.Records.Get(step.View, id) is not { } petition)
            return;
        if (topic == "new-case" && !petition.IsOpen)
            return;
        step.Notify(topic, SendUrgency.Reply,
            ("code", petition.Code),
            ("field", step.Data.FieldLabel(petition.Field)),
            ("due", step.Data.Words.Dates.Day(petition.Due)),
            ("left", step.Data.Words.Dates.Left(petition.Due, step.Data.Calendar.DayOf(step.Now))));
    }

    private static void ToSender(StepContext step, string topic, string id)
    {
        if (Petition.Records.Get(step.View, id) is not { } petition || !petition.IsMine(step))
            return;
        if (topic == "case-asked" ? petition.Question is null : petition.Answer is null)
            return;
        step.Notify(topic, SendUrgency.Reply,
            ("code", petition.Code),
            ("field", step.Data.FieldLabel(petition.Field)),
            ("answer", petition.Answer),
            ("question", petition.Question));
    }
}
