using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Petitions;

/// <summary>What an officer can do with cases. Each decides on the case read by id: if the sender or another officer was faster, the commit is refused and the step runs again.</summary>
public static class CaseEffects
{
    private static readonly EffectResult NotFound = EffectResult.Of("not-found");
    private static readonly EffectResult Changed = EffectResult.Of("changed");

    /// <summary>Takes a case on.</summary>
    public static EffectResult Take(DialogContext context) => Change(context, Actions.CaseTake, (step, petition, officer) =>
    {
        if (petition.TakenBy is not null && petition.TakenBy != officer)
            return null;
        return petition.TakenBy == officer && petition.Status == PetitionStatus.InProgress
            ? petition
            : petition.Then(step.AcceptedAt, "taken", officer) with
            {
                TakenBy = officer,
                Status = petition.Status == PetitionStatus.NeedsMore ? PetitionStatus.NeedsMore : PetitionStatus.InProgress,
            };
    });

    /// <summary>Answers a case (slot answer); its sender is told.</summary>
    public static EffectResult Answer(DialogContext context) => Change(context, Actions.CaseAnswer, (step, petition, officer) =>
    {
        if (context["answer"]?.Trim() is not { Length: > 0 } answer)
            return null;
        var answered = petition.Then(step.AcceptedAt, "answered", officer) with
        {
            Status = PetitionStatus.Answered,
            Answer = answer,
            AnsweredBy = officer,
            TakenBy = petition.TakenBy ?? officer,
            Question = null,
        };
        PetitionNotices.TellSender(step, "case-answered", answered);
        return answered;
    });

    /// <summary>Asks the sender back (slot question).</summary>
    public static EffectResult AskMore(DialogContext context) => Change(context, Actions.CaseAsk, (step, petition, officer) =>
    {
        if (context["question"]?.Trim() is not { Length: > 0 } question)
            return null;
        var asked = petition.Then(step.AcceptedAt, "asked", officer) with
        {
            Status = PetitionStatus.NeedsMore,
            Question = question,
            TakenBy = petition.TakenBy ?? officer,
        };
        PetitionNotices.TellSender(step, "case-asked", asked);
        return asked;
    });

    private static EffectResult Change(DialogContext context, string action, Func<StepContext, Petition, string, Petition?> change)
    {
        var step = context.Step();
        if (!step.MayHere(action) || step.Who is not { } officer)
            return Gate.NotAllowed;
        if (PetitionBook.Find(context) is not { ErasedAt: null } petition)
            return NotFound;
        if (!petition.IsOpen || change(step, petition, officer.Id) is not { } changed)
            return Changed;
        if (changed is { EraseWhenDone: true, IsOpen: false })
            Erasure.Erase(step, changed);
        else if (!ReferenceEquals(changed, petition))
            Petition.Records.Put(step.View, changed);
        Audit.Note(step, action, petition.Code);
        return EffectResult.Of("ok", ("code", petition.Code), ("status", changed.StatusText(step.Data)));
    }
}
