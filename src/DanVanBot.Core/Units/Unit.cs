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
        [Ward, PartyCommittee, PartyCell, Neighbourhood, "office", "front", "organisation", "mediation-team"];

    /// <summary>Levels of the organisation; the district ended on 2025-06-30.</summary>
    public static readonly IReadOnlyList<string> Levels = ["central", "province", "district", "commune"];

    /// <summary>Party, government, and the Front with its organisations.</summary>
    public static readonly IReadOnlyList<string> Systems = ["party", "government", "front"];

    /// <summary>Phường, xã.</summary>
    public const string Ward = "ward";

    /// <summary>Đảng ủy, thị ủy, tỉnh ủy.</summary>
    public const string PartyCommittee = "party-committee";

    /// <summary>Chi bộ.</summary>
    public const string PartyCell = "party-cell";

    /// <summary>Thôn, tổ dân phố.</summary>
    public const string Neighbourhood = "neighbourhood";

    /// <summary>Id of the neighbourhood this unit works in: its petitions are counted for the unit's reports. Null: none, or the whole office.</summary>
    public string? Area { get; init; }

    /// <summary>One of <see cref="Levels"/>; null where it does not matter.</summary>
    public string? Level { get; init; }

    /// <summary>One of <see cref="Systems"/>; null where it does not matter.</summary>
    public string? System { get; init; }

    /// <summary>Where it is, as people say it; null: where the office is.</summary>
    public string? Place { get; init; }

    /// <summary>Who does its work since it ended: id of a unit of the list, or a name. An answer that names the ended unit says so.</summary>
    public string? Successor { get; init; }

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
        && Area == other.Area && Level == other.Level && System == other.System && Place == other.Place && Successor == other.Successor && IsSample == other.IsSample && Aliases.SequenceEqual(other.Aliases, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Name, Kind, Parent);
}
