using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Reporting;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Units;

/// <summary>Binding a chat to a role by an invitation.</summary>
public static class Linking
{
    /// <summary>Uses the code in slot code, or the one the dialog was started with.</summary>
    public static EffectResult LinkByCode(DialogContext context)
    {
        var step = context.Step();
        if (!step.IsPrivate())
            return EffectResult.Of("not-private");
        if (!step.May(Actions.Link))
            return Gate.NotAllowed;
        var hour = step.AcceptedAt.ToUnixTimeSeconds() / 3600;
        var tries = InviteTries.Records.Get(step.View, step.Lane.Value);
        var wrong = tries?.Hour == hour ? tries.Count : 0;
        if (wrong >= step.Data.Limits.InvitationTriesPerHour)
            return EffectResult.Of("too-many");
        var code = Invitations.Read(context.About("code"));
        var invitation = code is null ? null : Invitation.Records.Get(step.View, Invitations.IdOf(step.Sealer, code));
        if (invitation is null || (invitation.IsTrial && !SampleMode.IsOn(step.View)))
        {
            InviteTries.Records.Put(step.View, new InviteTries(step.Lane, hour, wrong + 1));
            return EffectResult.Of("wrong");
        }

        if (invitation.UsedBy is not null)
        {
            var isSame = invitation.UsedBy == step.Who?.Id;
            return EffectResult.Of("used", ("same", isSame), ("unit", isSame ? UnitName(step, invitation.Unit) : null), ("role", isSame ? RoleName(step, invitation.Role) : null));
        }

        if (invitation.ExpiresAt <= step.AcceptedAt)
            return EffectResult.Of("expired");
        if (invitation.Unit is not null && Unit.Records.Get(step.View, invitation.Unit) is null)
            return EffectResult.Of("expired");

        var who = step.WhoOrNew();
        Invitation.Records.Put(step.View, invitation with { UsedBy = who.Id, UsedAt = step.AcceptedAt, Channel = step.Lane.Channel });
        var duties = Bind(step, who, new RoleGrant(invitation.Role, invitation.Unit, step.AcceptedAt, invitation.IsTrial));
        return EffectResult.Of(
            "ok", ("unit", UnitName(step, invitation.Unit)), ("role", RoleName(step, invitation.Role)), ("duties", duties), ("count", duties.Count),
            ("officer", invitation.Role == Role.Officer));
    }

    /// <summary>Gives a role to the person behind this lane, notes it, and tells what the unit owes now. What is told here is settled: reminders begin with the next step of the ladder.</summary>
    internal static IReadOnlyList<DutyModel> Bind(StepContext step, Person who, RoleGrant grant)
    {
        var others = who.Roles.Where(r => r.Role != grant.Role || r.Unit != grant.Unit);
        step.Save(who with { Roles = [.. others, grant], Name = step.By?.Name ?? who.Name });
        Audit.Note(step, grant.IsTrial ? "role-trial" : "role-given", $"{Wording.Id(grant.Role)}|{grant.Unit}");
        if (grant.Role != Role.Secretary || grant.Unit is null)
            return [];
        var open = DutyBook.OpenFor(step, grant.Unit);
        foreach (var duty in open)
            Reminders.Settle(step, duty, grant.Unit, "linked");
        return [.. open.Select(d => d.ToModel(step.View, step.Data, step.Now, grant.Unit))];
    }

    internal static string UnitName(StepContext step, string? unit) => unit is null ? step.Data.Profile.Name : Unit.Records.Get(step.View, unit)?.Name ?? unit;

    internal static string RoleName(StepContext step, Role role) => step.Data.Words.Roles[Wording.Id(role)];
}
