using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Units;

/// <summary>A unit of the organisation: ward, party committee, party cell, neighbourhood…</summary>
/// <param name="Id">Short ASCII, stays for ever.</param>
/// <param name="Name">In full, as shown.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Parent">Id of the unit above; null for the topmost.</param>
/// <param name="Aliases">Other names people use.</param>
/// <param name="From">First day it exists; null: always did.</param>
/// <param name="To">Last day it exists; null: still does.</param>
public sealed record Unit(string Id, string Name, string Kind, string? Parent, IReadOnlyList<string> Aliases, DateOnly? From, DateOnly? To)
{
    /// <summary>What a unit can be.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        [Ward, "party-committee", PartyCell, Neighbourhood, "office", "front", "organisation", "mediation-team"];

    /// <summary>Phường, xã.</summary>
    public const string Ward = "ward";

    /// <summary>Chi bộ.</summary>
    public const string PartyCell = "party-cell";

    /// <summary>Thôn, tổ dân phố.</summary>
    public const string Neighbourhood = "neighbourhood";

    /// <summary>Id of the neighbourhood this unit works in: its petitions are counted for the unit's reports. Null: none, or the whole office.</summary>
    public string? Area { get; init; }

    /// <summary>Made up for sample mode; goes with it.</summary>
    public bool IsSample { get; init; }

    /// <summary>Key <c>kind</c> lists the units of one kind; key <c>name</c> finds one by any of its names, folded.</summary>
    public static readonly RecordKind<Unit> Records = new("unit", u => u.Id, u =>
    [
        new IndexKey("kind", $"{u.Kind}|{u.Id}"),
        .. u.Names.Select(n => new IndexKey("name", TextFold.Plain(n))).Where(k => k.Value.Length > 0).Distinct(),
    ]);

    /// <summary>Whether it exists on a day.</summary>
    public bool IsActive(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    /// <summary>Every name.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);

    // Lists compare by content, so that an import can tell what has changed.
    /// <inheritdoc />
    public bool Equals(Unit? other) =>
        other is not null && Id == other.Id && Name == other.Name && Kind == other.Kind && Parent == other.Parent && From == other.From && To == other.To
        && Area == other.Area && IsSample == other.IsSample && Aliases.SequenceEqual(other.Aliases, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Name, Kind, Parent);
}
