using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Units;

/// <summary>What somebody is to the office.</summary>
public enum Role
{
    /// <summary>Anybody.</summary>
    Citizen,

    /// <summary>Secretary of a party cell.</summary>
    Secretary,

    /// <summary>Officer of the ward on duty.</summary>
    Officer,
}

/// <summary>A role given to a person.</summary>
/// <param name="Role">Which.</param>
/// <param name="Unit">The unit it is for; null for officers of the whole office.</param>
/// <param name="GrantedAt">When.</param>
/// <param name="IsTrial">Taken for trial: counts only while the office is in sample mode.</param>
public sealed record RoleGrant(Role Role, string? Unit, DateTimeOffset GrantedAt, bool IsTrial = false);

/// <summary>Consent to keep and use personal data.</summary>
/// <param name="TextVersion">Which wording was agreed to.</param>
/// <param name="At">When.</param>
public sealed record Consent(string TextVersion, DateTimeOffset At);

/// <summary>A person: owns cases, roles, consents and units. A chat owns dialog state only; doors point to the person.</summary>
public sealed record Person
{
    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Derived from the first lane.</summary>
    public required string Id { get; init; }

    /// <summary>Every chat of this person; the first is where the service writes to.</summary>
    public required IReadOnlyList<LaneId> Lanes { get; init; }

    /// <summary>As the channel shows it; null when unknown.</summary>
    public string? Name { get; init; }

    /// <summary>Digits only; null until given.</summary>
    public string? Phone { get; init; }

    /// <summary>Null: not asked, refused or withdrawn.</summary>
    public Consent? Consent { get; init; }

    /// <summary>Roles given, trial ones included.</summary>
    public IReadOnlyList<RoleGrant> Roles { get; init; } = [];
}

/// <summary>A chat points to its person.</summary>
public sealed record DoorRecord(LaneId Lane, string Person);

/// <summary>People and their doors.</summary>
public static class People
{
    /// <summary>Key <c>role</c>: "officer" or "secretary|UNIT".</summary>
    public static readonly RecordKind<Person> Kind = new("person", p => p.Id, p => [.. p.Roles.Select(r => new IndexKey("role", RoleKey(r.Role, r.Unit))).Distinct()]);

    private static readonly RecordKind<DoorRecord> Doors = new("door", d => d.Lane.Value, _ => []);

    /// <summary>The value of key <c>role</c>.</summary>
    public static string RoleKey(Role role, string? unit) => role == Role.Officer ? "officer" : $"{role.ToString().ToLowerInvariant()}|{unit}";

    /// <summary>Who stands behind a lane.</summary>
    public static Person? Find(StepView view, LaneId lane) => Doors.Get(view, lane.Value) is { } door ? Kind.Get(view, door.Person) : null;

    /// <summary>A person not yet saved.</summary>
    public static Person New(Sealer sealer, LaneId lane) => new() { Id = "p" + sealer.Lookup("person", lane.Value), Lanes = [lane] };

    /// <summary>Writes a person and the doors.</summary>
    public static void Save(StepView view, Person person)
    {
        Kind.Put(view, person);
        foreach (var lane in person.Lanes)
        {
            if (Doors.Get(view, lane.Value)?.Person != person.Id)
                Doors.Put(view, new DoorRecord(lane, person.Id));
        }
    }

    /// <summary>Deletes a person and the doors. The step's <see cref="StepContext.Who"/> stays as it was read.</summary>
    public static void Forget(StepContext step, Person person)
    {
        Kind.Delete(step.View, person.Id);
        foreach (var lane in person.Lanes)
            Doors.Delete(step.View, lane.Value);
    }

    /// <summary>The roles that count now: a citizen always, trial ones only in sample mode.</summary>
    public static IReadOnlyList<RoleGrant> RolesOf(StepContext step)
    {
        var roles = new List<RoleGrant> { new(Role.Citizen, null, DateTimeOffset.UnixEpoch) };
        if (step.Who is { } who)
            roles.AddRange(who.Roles.Where(r => !r.IsTrial || Offices.SampleMode.IsOn(step.View)));
        return roles;
    }

    /// <summary>Everybody who has a role now, at most 200.</summary>
    public static IReadOnlyList<Person> With(StepContext step, Role role, string? unit = null)
    {
        var isSample = Offices.SampleMode.IsOn(step.View);
        return [.. Kind.Where(step.View, "role", RoleKey(role, unit), 200)
            .Where(p => p.Roles.Any(r => r.Role == role && r.Unit == unit && (!r.IsTrial || isSample)))];
    }
}
