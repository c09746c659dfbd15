using System.Collections.Frozen;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Text;

/// <summary>The initials of the places a register knows ("đp" for Đức Phổ). Initials that two of them share stand for none.</summary>
internal sealed class PlaceInitials
{
    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenSet<string> _origins;
    private readonly FrozenSet<string> _beginnings;

    /// <param name="origins">Names of the places documents are from.</param>
    /// <param name="spokenOf">Names of other places the documents speak of.</param>
    public PlaceInitials(IReadOnlyCollection<string> origins, IReadOnlyCollection<string> spokenOf)
    {
        var own = origins.Select(VietnameseText.Lower).ToList();
        _origins = own.ToFrozenSet(StringComparer.Ordinal);
        _beginnings = own.Concat(spokenOf).Select(n => n.Split(' ')).Where(w => w.Length > 1).Select(w => Tokenizer.Key(w[0]) + " " + Tokenizer.Key(w[1])).ToFrozenSet(StringComparer.Ordinal);
        _names = own.Concat(spokenOf.Select(VietnameseText.Lower))
            .DistinctBy(VietnameseText.Fold, StringComparer.Ordinal)
            .Where(n => n.Contains(' ', StringComparison.Ordinal))
            .GroupBy(n => VietnameseText.Fold(Initials(n)), StringComparer.Ordinal)
            .Where(g => g.Count() == 1)
            .ToFrozenDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
    }

    /// <summary>The only place with these initials, lower-case with its marks; a "đ" typed must be one of the name.</summary>
    public string? Of(string letters) =>
        _names.GetValueOrDefault(VietnameseText.Fold(letters)) is { } name && (!VietnameseText.HasMarks(letters) || letters == Initials(name)) ? name : null;

    /// <summary>Documents are from there; of other places they only speak.</summary>
    public bool IsOrigin(string name) => _origins.Contains(name);

    /// <summary>True when a known name begins with these two words, folded.</summary>
    public bool IsName(string first, string second) => _beginnings.Contains(first + " " + second);

    private static string Initials(string name) => string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsLetter(w[0])).Select(w => w[0]));
}
