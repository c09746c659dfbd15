using DanVanBot.Core.Conversations;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Offices;

/// <summary>The one place where slices ask whether something may be done here and now.</summary>
public static class Gate
{
    /// <summary>The answer of every effect that was refused.</summary>
    public static readonly EffectResult NotAllowed = EffectResult.Of("not-allowed");

    /// <summary>The step of a dialog function.</summary>
    public static StepContext Step(this DialogContext context) => context.Env<StepContext>();

    /// <summary>Whether the table allows it, in a chat with one person: groups are shown and trusted with nothing.</summary>
    public static bool MayHere(this StepContext step, string action, string? unit = null) => IsPrivate(step) && step.May(action, unit);

    /// <summary>Whether only one person reads along. Mail from inside has no speaker; its notices name nobody.</summary>
    public static bool IsPrivate(this StepContext step) => step.By is not { IsPrivate: false };

    /// <summary>Whether the person has a role now.</summary>
    public static bool Has(this StepContext step, Role role) => People.RolesOf(step).Any(r => r.Role == role);

    /// <summary>Units the person has a role for now.</summary>
    public static IReadOnlyList<string> UnitsOf(this StepContext step, Role role) =>
        [.. People.RolesOf(step).Where(r => r.Role == role && r.Unit is not null).Select(r => r.Unit!).Distinct(StringComparer.Ordinal)];

    /// <summary>What a dialog is about: the slot, else what it was started with; null when neither is given.</summary>
    public static string? About(this DialogContext context, string slot) =>
        string.IsNullOrWhiteSpace(context[slot]) ? (string.IsNullOrWhiteSpace(context.Argument) ? null : context.Argument) : context[slot];
}
