using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>
/// Adds up the parts of a figure where the text says that they make the whole: "gồm 70 …, 40 …", "trong đó thôn A 70 …, thôn B 40 …", "thành 18, không thành 3".
/// Parts that may overlap or be some of many ("trong đó có …", "70 hộ nghèo, 40 hộ cận nghèo") say nothing of the sum.
/// </summary>
internal sealed class StatisticSums(ReadingRules rules)
{
    private const int Nearest = 60;

    /// <param name="number">The whole, in its sentence.</param>
    /// <param name="unit">What it counts.</param>
    public string? Flag(string sentence, Match number, string unit)
    {
        if (unit == "%" || StatisticReader.Parse(number.Value) is not { } whole || rules.StatPrefix.IsMatch(sentence[..number.Index])) return null;
        var at = number.Index + number.Length;
        while (at < sentence.Length && sentence[at] == ' ') at++;
        var after = sentence[Math.Min(sentence.Length, at + unit.Length)..];
        var sum = Halves(after) ?? Parts(after, unit);
        return sum is { } found && found != whole ? "sum-differs" : null;
    }

    private decimal? Halves(string after)
    {
        foreach (var pattern in rules.StatHalves)
        {
            if (pattern.Match(after) is not { Success: true, Index: < Nearest } halves || after.AsSpan(0, halves.Index).IndexOfAnyInRange('0', '9') >= 0 || after.AsSpan(0, halves.Index).Contains(';')) continue;
            return StatisticReader.Parse(halves.Groups["a"].Value.TrimEnd('.')) + StatisticReader.Parse(halves.Groups["b"].Value.TrimEnd('.'));
        }

        return null;
    }

    private decimal? Parts(string after, string unit)
    {
        if (rules.StatParts.Match(after) is not { Success: true } begin) return null;
        var text = after[(begin.Index + begin.Length)..];
        if (rules.StatPartial.IsMatch(text)) return null;
        var end = text.IndexOfAny(begin.Groups["open"].Success ? [')'] : [';']);
        // A list that goes on behind a semicolon is not known to its end.
        if (end >= 0 && !begin.Groups["open"].Success && text.AsSpan(end).IndexOfAnyInRange('0', '9') >= 0) return null;
        if (end >= 0) text = text[..end];
        var parts = new List<decimal>();
        var labels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var from = 0;
        foreach (Match number in StatisticReader.NumberPattern().Matches(text))
        {
            if (IsInBrackets(text, number.Index) || rules.StatNotPart.IsMatch(text[..number.Index])) continue;
            if (StatisticReader.IsPartOfSymbol(text, number) || number.Groups["d"].Success) return null;
            var own = StatisticReader.UnitAfter(text, number.Index + number.Length, rules);
            if (own == "%") continue;
            if (own is not null && own != unit) return null;
            if (StatisticReader.Parse(number.Value) is not { } value) return null;
            labels.Add(rules.BetweenParts.Replace(text[from..number.Index], string.Empty).Split(' ')[0]);
            from = number.Index + number.Length + (own is null ? 0 : text.IndexOf(own, number.Index + number.Length, StringComparison.OrdinalIgnoreCase) - number.Index - number.Length + own.Length);
            parts.Add(value);
        }

        if (parts.Count < 2) return null;
        // "thôn A 70 hộ, thôn B 40 hộ": one word names the like of each other; numbers first name what may overlap.
        var alike = labels is { Count: 1 } && labels.First().Length > 1;
        return begin.Groups["all"].Success || alike ? parts.Sum() : null;
    }

    private static bool IsInBrackets(string text, int at) => text.LastIndexOf('(', at) is var open and >= 0 && text.IndexOf(')', open) is var close && (close < 0 || close > at);
}
