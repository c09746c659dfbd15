using DanVanBot.Dialogs;

namespace DanVanBot.Core.Offices;

/// <summary>How directives address the kinds of units (<c>organisation.yaml</c>).</summary>
/// <param name="Kinds">By kind of unit.</param>
/// <param name="Common">Words that address every unit.</param>
public sealed record Organisation(IReadOnlyList<AddressedKind> Kinds, IReadOnlyList<string> Common)
{
    /// <summary>Words that stand before the name of a place ("phường", "xã"): a unit addressed with another place's name is not this one.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Nothing known: units are found by their own names only.</summary>
    public static readonly Organisation Empty = new([], []);

    /// <summary>How a task's units are meant for a unit of these names and kind: by name, by kind, for all, or not at all.</summary>
    /// <param name="addressed">Units of a task as the document writes them.</param>
    /// <param name="kind">The unit's kind.</param>
    /// <param name="names">The unit's names.</param>
    /// <param name="home">What its commune is called; a place of another name is another's. Null: places do not count.</param>
    public Addressing Of(IReadOnlyList<string> addressed, string kind, IEnumerable<string> names, IReadOnlyList<string>? home = null)
    {
        var own = names.Select(Padded).ToList();
        if (home is not null)
            addressed = [.. addressed.Where(a => !IsElsewhere(a, home))];
        var kinds = Kinds.FirstOrDefault(k => k.Kind == kind);
        var best = Addressing.None;
        foreach (var text in addressed.Select(Padded))
        {
            if (own.Exists(n => text.Contains(n, StringComparison.Ordinal)))
                return Addressing.ByName;
            if (kinds is not null && !IsAnother(text, own) && kinds.Names.Any(n => text.Contains(Padded(n), StringComparison.Ordinal)) && !kinds.Except.Any(e => text.Contains(Padded(e), StringComparison.Ordinal)))
                best = Addressing.ByKind;
            else if (best == Addressing.None && Common.Any(c => text.Contains(Padded(c), StringComparison.Ordinal)))
                best = Addressing.ForAll;
        }

        return best;
    }

    // "Ủy ban nhân dân xã An Phú": a place is written with capitals behind its kind.
    private bool IsElsewhere(string text, IReadOnlyList<string> home)
    {
        var words = text.Split([' ', ',', ';', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (!char.IsUpper(words[i + 1][0]) || !Places.Any(p => TextFold.Toned(p) == TextFold.Toned(words[i])))
                continue;
            var name = Padded(string.Join(' ', words.Skip(i + 1).TakeWhile(w => char.IsUpper(w[0]))));
            if (!home.Any(h => Padded(h).Contains(name, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    // "Chi bộ Tổ dân phố 6" is a party cell, but not this one.
    private static bool IsAnother(string text, List<string> own) =>
        text.Split(' ').Where(w => w.Length > 0 && w.All(char.IsAsciiDigit)).ToList() is { Count: > 0 } numbers && !numbers.Exists(n => own.Exists(o => o.Contains($" {n} ", StringComparison.Ordinal)));

    private static string Padded(string text) => $" {TextFold.Plain(text)} ";
}

/// <summary>What one kind of unit is called.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Names">Its common names.</param>
/// <param name="Except">With one of these it is a unit of another level.</param>
public sealed record AddressedKind(string Kind, IReadOnlyList<string> Names, IReadOnlyList<string> Except);

/// <summary>How a task is meant for a unit; larger is closer.</summary>
public enum Addressing
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>For all units.</summary>
    ForAll,

    /// <summary>For units of its kind.</summary>
    ByKind,

    /// <summary>By its own name.</summary>
    ByName,
}
