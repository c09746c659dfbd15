using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Reporting;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Units;

/// <summary>Who one is to the office: consent, own data, roles, invitations; and what the office says of itself.</summary>
public static class PeopleSlice
{
    /// <summary>Registers functions and topics.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .When("consent-needed", c => c.Step().Who?.Consent?.TextVersion != c.Step().Data.ConsentVersion)
            .When("is-officer", c => c.Step().Has(Role.Officer))
            .When("is-secretary", c => c.Step().Has(Role.Secretary))
            .When("is-bound", c => c.Step().Has(Role.Secretary) || c.Step().Has(Role.Officer))
            .When("is-sample", c => SampleMode.IsOn(c.Step().View))
            .Value("my-phone", c => c.Step().MayHere(Actions.OwnData) ? c.Step().Who?.Phone : null)
            .Show("office", Office)
            .Show("my-data", MyData)
            .Effect("give-consent", GiveConsent, "ok", "not-allowed")
            .Effect("withdraw-consent", WithdrawConsent, "ok", "not-allowed")
            .Effect("erase-me", EraseMe, "ok", "not-allowed")
            .Effect("link-by-code", Linking.LinkByCode, "ok", "wrong", "expired", "used", "not-private", "too-many", "not-allowed");
        slices.Topic(Trial.Topic, Trial.Begin);
    }

    private static OfficeModel Office(DialogContext context)
    {
        var data = context.Step().Data;
        return new OfficeModel(data.Profile.Name, data.Profile.Phone, data.Profile.Address, data.Profile.ReceptionHours, data.Phones);
    }

    private static MyDataModel? MyData(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.OwnData))
            return null;
        var data = step.Data;
        var roles = People.RolesOf(step);
        var role = roles.OrderByDescending(r => r.Role).First();
        return new MyDataModel(
            step.Who?.Consent is { } consent ? data.Words.Dates.At(consent.At) : null,
            step.Who?.Name,
            step.Who?.Phone is { } phone ? PhoneNumber.Spoken(phone) : null,
            [.. PetitionBook.Mine(step).Select(p => new MyPetitionModel(p.Code, p.StatusText(data)))],
            role.Unit is null ? null : Unit.Records.Get(step.View, role.Unit)?.Name ?? role.Unit,
            data.Words.Roles[Wording.Id(role.Role)],
            Inquiries.Of(step).Select(i => new MyInquiryModel(Wording.Shorten(i.Text, 80), i.Status != InquiryStatus.Open)).ToList());
    }

    private static EffectResult GiveConsent(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.OwnData))
            return Gate.NotAllowed;
        var who = step.WhoOrNew();
        if (who.Consent?.TextVersion != step.Data.ConsentVersion)
            step.Save(who with { Consent = new Consent(step.Data.ConsentVersion, step.AcceptedAt), Name = step.By?.Name ?? who.Name });
        return EffectResult.Of("ok");
    }

    // What was sent under the consent stays until it is erased; nothing new is kept.
    private static EffectResult WithdrawConsent(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.OwnData))
            return Gate.NotAllowed;
        if (step.Who is { } who)
            step.Save(who with { Consent = null, Phone = null });
        return EffectResult.Of("ok");
    }

    private static EffectResult EraseMe(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.OwnData))
            return Gate.NotAllowed;
        foreach (var lane in (step.Who?.Lanes ?? []).Append(step.Lane).Distinct())
        {
            ErasedChat.Records.Put(step.View, new ErasedChat(lane, step.AcceptedAt));
            Inquiries.Erase(step, lane);
        }

        if (step.Who is not { } who)
            return EffectResult.Of("ok", ("kept", 0));
        var kept = Erasure.EraseAll(step, who);
        Audit.Note(step, "erase-me", "own-data");
        foreach (var role in who.Roles)
            Audit.Note(step, "role-ended", $"{Wording.Id(role.Role)}|{role.Unit}");
        People.Forget(step, who);
        return EffectResult.Of("ok", ("kept", kept));
    }
}

/// <summary>What the bot says of its office.</summary>
public sealed record OfficeModel(string Name, string Phone, string Address, string Hours, IReadOnlyList<PhoneLine> Phones);

/// <summary>A petition in the list of the own data.</summary>
public sealed record MyPetitionModel(string Code, string Status);

/// <summary>What is kept about the one who asks.</summary>
public sealed record MyDataModel(string? ConsentAt, string? Name, string? Phone, IReadOnlyList<MyPetitionModel> Petitions, string? Unit, string Role, IReadOnlyList<MyInquiryModel> Inquiries);

/// <summary>A question passed on to an officer.</summary>
public sealed record MyInquiryModel(string Text, bool IsAnswered);
