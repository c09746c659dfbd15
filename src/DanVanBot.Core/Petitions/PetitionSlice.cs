using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Petitions;

/// <summary>Kiến nghị, phản ánh: what dialogs can ask of it.</summary>
public static class PetitionSlice
{
    private const int QueueShown = 10;

    /// <summary>Registers functions and topics.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .When("has-petitions", c => c.Step().MayHere(Actions.PetitionOwn) && PetitionBook.Mine(c.Step(), 1).Count > 0)
            .Options("petition-fields", c => [.. c.Step().Data.Fields.Select(f => new Choice(f.Id, f.Label))])
            .Options("my-petitions", MyPetitions)
            .Options("queue-cases", QueueCases)
            .Check("phone-valid", (_, typed) => PhoneNumber.Read(typed) is { } phone ? CheckResult.Good(phone, PhoneNumber.Spoken(phone)) : CheckResult.Bad("phone"))
            .Check("code-format", (c, typed) => Codes.Read(c.Step().Data, c.Step().Now, typed) is { } code ? CheckResult.Good(code, code) : CheckResult.Bad("code"))
            .Show("petition", Petition)
            .Show("queue", Queue)
            .Show("case", Case)
            .Effect("submit-petition", PetitionEffects.Submit, "ok", "limit", "not-allowed")
            .Effect("find-petition", PetitionEffects.Find, "found", "not-found", "not-yours", "not-allowed")
            .Effect("withdraw-petition", PetitionEffects.Withdraw, "ok", "not-found", "changed", "not-allowed")
            .Effect("add-to-petition", PetitionEffects.Add, "ok", "not-found", "not-allowed")
            .Effect("take-case", CaseEffects.Take, "ok", "changed", "not-found", "not-allowed")
            .Effect("answer-petition", CaseEffects.Answer, "ok", "changed", "not-found", "not-allowed")
            .Effect("ask-more", CaseEffects.AskMore, "ok", "changed", "not-found", "not-allowed");
        PetitionNotices.Register(slices);
    }

    private static IReadOnlyList<Choice> MyPetitions(DialogContext context)
    {
        var step = context.Step();
        return step.MayHere(Actions.PetitionOwn) ? [.. PetitionBook.Mine(step).Select(p => p.ToChoice(step.Data, step.Data.Calendar.DayOf(p.ReceivedAt)))] : [];
    }

    private static IReadOnlyList<Choice> QueueCases(DialogContext context)
    {
        var step = context.Step();
        return step.MayHere(Actions.CaseQueue) ? [.. PetitionBook.Queue(step.View, 50).Select(p => p.ToChoice(step.Data, p.Due))] : [];
    }

    private static PetitionModel? Petition(DialogContext context)
    {
        var step = context.Step();
        if (PetitionBook.Find(context) is not { } petition)
            return null;
        var may = petition.IsMine(step) ? step.MayHere(Actions.PetitionOwn) : step.MayHere(Actions.CaseView);
        if (!may)
            return null;
        if (!petition.IsMine(step))
            Audit.Note(step, Actions.CaseView, petition.Code);
        return petition.ToModel(step.View, step.Data);
    }

    private static QueueModel? Queue(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.CaseQueue))
            return null;
        var count = Pages.Count(step.View, new RecordQuery(step.Office, Petitions.Petition.Records.Name, "open"));
        return new QueueModel(count, [.. PetitionBook.Queue(step.View, QueueShown).Select(p => PetitionDesk.ToQueueItem(p, step.Data, step.Now))]);
    }

    private static CaseModel? Case(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.CaseView) || PetitionBook.Find(context) is not { } petition)
            return null;
        Audit.Note(step, Actions.CaseView, petition.Code);
        return PetitionDesk.ToCase(petition, step.View, step.Data, step.Now, step.Who?.Id);
    }
}
