using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads who signs and as what. Where several sign, the one for the first issuer is given and all of them are told as a doubt; a name is never put together from two.</summary>
internal static class SignatureReader
{
    private const int LongestName = 5;

    public static (string? Signer, string? Role) Read(List<string> lines, string? issuer, ReadingRules rules, List<Doubt> doubts)
    {
        lines = [.. lines.SelectMany(l => rules.Acting.Match(l) is { Success: true } acting ? new[] { acting.Groups["for"].Value, acting.Groups["role"].Value } : [l])];
        var signers = Signers(lines, rules);
        if (signers.Exists(s => s.IsMixed))
        {
            doubts.Add(new Doubt("signer-several", string.Join("; ", signers.Select(s => s.Name))));
            return (null, null);
        }

        if (signers.Count == 0) return (null, lines.Select(l => l.Trim(' ', '.', ',')).LastOrDefault(l => SectionAutomaton.IsRole(l, rules)));
        var first = signers[^1];
        if (signers.Count > 1)
        {
            doubts.Add(new Doubt("signer-several", string.Join("; ", signers.Select(s => s.Role is null ? s.Name : $"{s.Name} ({s.Role})"))));
            if (issuer is not null) first = signers.Select((s, i) => (s, i)).MaxBy(s => (Likeness(s.s.Above, issuer), s.i)).s;
        }

        return (first.Name, first.Role);
    }

    /// <summary>Each name with the lines above it that are its own: for whom, in whose place, as what.</summary>
    private static List<(string Name, string? Role, string Above, bool IsMixed)> Signers(List<string> lines, ReadingRules rules)
    {
        var found = new List<(string Name, string? Role, string Above, bool IsMixed)>();
        var above = new List<string>();
        foreach (var line in lines)
        {
            var name = rules.NameTitles.Replace(line, string.Empty);
            if (!MetadataReader.IsName(name) || SectionAutomaton.IsRole(name.ToUpperInvariant(), rules))
            {
                above.Add(line.Trim(' ', '.', ','));
                continue;
            }

            var roles = above.FindAll(l => SectionAutomaton.IsRole(l, rules));
            // Two columns whose gaps were lost: two offices in one line, or more words than a name has.
            var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            var mixed = words > LongestName || (words > 3 && above.Exists(l => rules.TwoRoles.IsMatch(l)));
            found.Add((name, roles.LastOrDefault(), string.Join(' ', above), mixed));
            above.Clear();
        }

        // Below the last name stands a role only where two columns were read in the wrong order.
        if (found.Count == 1 && found[0].Role is null && above.FindLast(l => SectionAutomaton.IsRole(l, rules)) is { } late) found[0] = found[0] with { Role = late };
        return found;
    }

    /// <summary>How many words of the lines over a name are words of the body that issues first.</summary>
    private static int Likeness(string above, string issuer)
    {
        var first = issuer.Split(" - ")[0];
        var words = VietnameseText.Lower(first).Split(' ').ToHashSet(StringComparer.Ordinal);
        return VietnameseText.Lower(above).Split(' ').Distinct(StringComparer.Ordinal).Count(words.Contains);
    }
}
