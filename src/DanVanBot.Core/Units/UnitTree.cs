using DanVanBot.Dialogs;
using DanVanBot.Directives;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Units;

/// <summary>
/// Where some units stand in the office's list: themselves, what is above them, and what these took over from. It tells whose directives bind them: their own commune's
/// and their superiors', never those of another commune or another district. Made-up units are bound by everything: the office that tries the bot has no tree yet.
/// </summary>
public sealed class UnitTree
{
    private readonly List<Unit> _chain;
    private readonly bool _isTrial;
    private readonly bool _saysLevels;

    private UnitTree(List<Unit> own, List<Unit> chain, bool saysLevels)
    {
        (_chain, _saysLevels) = (chain, saysLevels);
        _isTrial = own.Exists(u => u.IsSample);
        Names = [.. chain.Where(u => IsAt(u, OfficeLevel.Commune)).SelectMany(u => u.Place is { } place ? u.Names.Append(place) : u.Names)];
    }

    /// <summary>What the commune of these units is called, in any of its bodies' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The tree around some units.</summary>
    /// <param name="all">The office's list.</param>
    /// <param name="own">The units.</param>
    public static UnitTree Of(IReadOnlyList<Unit> all, IReadOnlyList<Unit> own)
    {
        var byId = all.DistinctBy(u => u.Id, StringComparer.Ordinal).ToDictionary(u => u.Id, StringComparer.Ordinal);
        var chain = new Dictionary<string, Unit>(StringComparer.Ordinal);
        var waiting = new Queue<Unit>(own);
        while (waiting.TryDequeue(out var unit))
        {
            if (!chain.TryAdd(unit.Id, unit))
                continue;
            if (unit.Parent is { } parent && byId.TryGetValue(parent, out var above))
                waiting.Enqueue(above);
            // The ward that a smaller one went into goes on with what that one was told.
            foreach (var before in all.Where(u => u.Successor == unit.Id))
                waiting.Enqueue(before);
        }

        return new UnitTree([.. own], [.. chain.Values], all.Any(u => u.Level is not null));
    }

    /// <summary>Whether a directive is of these units' commune or of a superior of it.</summary>
    public bool IsUnder(Directive directive)
    {
        ArgumentNullException.ThrowIfNull(directive);
        var (level, place) = (directive.Origin.Level, directive.Origin.Place);
        if (_isTrial || level == OfficeLevel.Central || directive.Issuer is { } issuer && _chain.Exists(u => u.Names.Any(n => TextFold.Plain(n) == TextFold.Plain(issuer))))
            return true;
        return level switch
        {
            OfficeLevel.Commune => place is null ? MayBeUnder(directive.Origin.Superior) : _chain.Exists(u => IsAt(u, level) && IsOf(u, place)),
            OfficeLevel.District or OfficeLevel.Province => place is null || IsSuperior(level, place),
            _ => place is null || _chain.Exists(u => IsOf(u, place)),
        };
    }

    /// <summary>Whether what a directive gives to everybody is meant for a unit: a state body does not direct the party's.</summary>
    public static bool MeansAll(Directive directive, Unit unit)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(unit);
        return directive.Origin.System is not ("state" or "government") || (unit.System ?? (unit.Kind is Unit.PartyCell or Unit.PartyCommittee ? "party" : null)) != "party";
    }

    // A commune that does not name itself: only the place above it can tell that it is another's.
    private bool MayBeUnder(string? superior) =>
        superior is null || !_chain.Exists(u => u.Level is "district" or "province") || _chain.Exists(u => IsOf(u, superior));

    // A list that says no levels cannot tell one superior from another; one that does has the superiors it knows in it, also those that ended.
    private bool IsSuperior(OfficeLevel level, string place) =>
        !_saysLevels || _chain.Exists(u => IsOf(u, place) && (level == OfficeLevel.District || u.Level != "commune"));

    private static bool IsAt(Unit unit, OfficeLevel level) => unit.Level is null || string.Equals(unit.Level, level.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(Unit unit, string place)
    {
        var name = $" {TextFold.Plain(place)} ";
        return unit.Place is { } own && $" {TextFold.Plain(own)} " == name || unit.Place is null && unit.Names.Any(n => $" {TextFold.Plain(n)} ".EndsWith(name, StringComparison.Ordinal));
    }
}
