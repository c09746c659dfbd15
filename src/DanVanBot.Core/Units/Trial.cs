using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Units;

/// <summary>Roles to try out, in sample mode only. Who is offered them is the host's to decide; here they are given, and they count no longer than sample mode lasts.</summary>
public static class Trial
{
    /// <summary>Topic; its argument is citizen, secretary or officer; a secretary may name the made-up cell: <c>secretary|UNIT</c>.</summary>
    public const string Topic = "trial-role";

    /// <summary>Takes the chat's trial roles away and gives the one asked for. Says phrase <c>trial-citizen</c>, <c>trial-secretary</c> or <c>trial-officer</c>.</summary>
    public static void Begin(StepContext step, string argument)
    {
        var parts = argument.Split('|');
        if (!SampleMode.IsOn(step.View) || !step.IsPrivate() || !Enum.TryParse<Role>(parts[0], ignoreCase: true, out var role) || !Enum.IsDefined(role))
            return;
        var who = step.WhoOrNew();
        who = who with { Roles = [.. who.Roles.Where(r => !r.IsTrial)] };
        IReadOnlyList<Reporting.DutyModel> duties = [];
        var unit = role != Role.Secretary ? null : parts.Length == 1 ? SampleCell(step)
            : Unit.Records.Get(step.View, parts[1]) is { Kind: Unit.PartyCell, IsSample: true } named ? named : null;
        if (role == Role.Secretary && unit is null)
            return;
        if (role == Role.Citizen)
            step.Save(who);
        else
            duties = Linking.Bind(step, who, new RoleGrant(role, unit?.Id, step.AcceptedAt, IsTrial: true));
        step.Notify($"trial-{Wording.Id(role)}", SendUrgency.Reply, ("unit", unit?.Name), ("duties", duties), ("count", duties.Count));
    }

    // The first cell nobody plays yet, so that two newcomers do not hand in each other's report; the first of all when every one is taken.
    private static Unit? SampleCell(StepContext step)
    {
        var cells = step.Data.SampleUnits.Where(u => u.Kind == Unit.PartyCell && Unit.Records.Get(step.View, u.Id) is { IsSample: true }).ToList();
        return cells.FirstOrDefault(c => step.Who is { } who && who.Roles.Any(r => r.IsTrial && r.Unit == c.Id))
            ?? cells.FirstOrDefault(c => UnitBook.Secretaries(step.View, c.Id).Count == 0)
            ?? (cells.Count > 0 ? cells[0] : null);
    }
}

/// <summary>Made-up units for trying out.</summary>
public static class SampleStart
{
    /// <summary>Turns sample mode on with the made-up units, unless it was decided before or there are units. To be committed by the host at a first start with samples.</summary>
    /// <returns>True when it was turned on now.</returns>
    public static bool Begin(StepView view, OfficeData data, DateTimeOffset now)
    {
        if (SampleMode.Kind.Get(view, "this") is not null || view.List(new RecordQuery(view.Office, Unit.Records.Name, Limit: 1)).Records.Count > 0)
            return false;
        SampleMode.Kind.Put(view, new SampleMode(true, now));
        foreach (var unit in data.SampleUnits)
            Unit.Records.Put(view, unit with { IsSample = true });
        return true;
    }
}
