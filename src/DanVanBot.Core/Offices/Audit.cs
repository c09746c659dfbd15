using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Offices;

/// <summary>One line of the audit log: who did what to what. Only ever added; holds no personal text.</summary>
/// <param name="Id">Derived from the mail that caused it.</param>
/// <param name="At">When.</param>
/// <param name="Actor">A person's id, or "operator".</param>
/// <param name="Action">An action of the table, or a change of roles.</param>
/// <param name="Target">A code, a unit, a duty and period.</param>
public sealed record AuditLine(string Id, DateTimeOffset At, string Actor, string Action, string Target);

/// <summary>The audit log.</summary>
public static class Audit
{
    /// <summary>Keys <c>at</c> (instant, then id) and <c>target</c>.</summary>
    public static readonly RecordKind<AuditLine> Kind = new("audit", a => a.Id, a =>
    [
        new IndexKey("at", a.At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + a.Id),
        new IndexKey("target", a.Target),
    ]);

    /// <summary>Adds a line for the person behind this lane. The same action on the same target in one step is one line.</summary>
    public static void Note(StepContext step, string action, string target)
    {
        var id = step.Derive($"audit {action} {target}");
        if (Kind.Get(step.View, id) is null)
            Kind.Put(step.View, new AuditLine(id, step.AcceptedAt, step.Who?.Id ?? "nobody", action, target));
    }

    /// <summary>Adds a line for an operator at the command line.</summary>
    public static void NoteOperator(StepView view, DateTimeOffset at, string action, string target)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"op-{at.ToUnixTimeMilliseconds()}-{action}-{view.Writes.Count}");
        Kind.Put(view, new AuditLine(id, at, "operator", action, target));
    }
}
