using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads the figures of a text with their units, and for percentages the fraction they come from.</summary>
internal sealed partial class StatisticReader(ReadingRules rules)
{
    private readonly StatisticSums _sums = new(rules);

    public static List<Statistic> Read(IReadOnlyList<Block> blocks, ReadingRules rules)
    {
        var reader = new StatisticReader(rules);
        var found = new List<Statistic>();
        var table = new StatisticTable(rules);
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.Table) table.Read(block, found);
            else table.End();
            if (block.Kind is not (BlockKind.Paragraph or BlockKind.Bullet or BlockKind.Table or BlockKind.Preamble)) continue;
            foreach (var range in Sentences.Split(block.Text))
            {
                var (start, _) = range.GetOffsetAndLength(block.Text.Length);
                reader.ReadSentence(block, start, block.Text[range], found);
            }
        }

        return found;
    }

    private void ReadSentence(Block block, int start, string sentence, List<Statistic> found)
    {
        foreach (Match number in NumberPattern().Matches(sentence))
        {
            if (IsPartOfSymbol(sentence, number) || rules.StatCited.IsMatch(sentence[..number.Index])) continue;
            var fraction = number.Groups["d"].Success;
            var unit = UnitAfter(sentence, number.Index + number.Length, rules);
            if (unit is null) continue;
            var parens = ParenthesisAt(sentence, number.Index);
            // "(07 xã, 08 phường)" breaks down the figure before it; "(gồm 19 đơn …)" gives figures of their own.
            var rate = parens is { } bracket && unit == "%" && !fraction && rules.StatRate.IsMatch(sentence[bracket..number.Index]) && sentence[(number.Index + number.Length)..].TrimStart() is ['%', ')', ..];
            if (parens is { } open && !rate && !rules.StatBreakdown.IsMatch(sentence[open..])) continue;
            // So much of so much, where no percentage follows that it only feeds.
            if (fraction && !(unit != "%" && (IsWholeFraction(number) || !sentence.Contains('%', StringComparison.Ordinal)))) continue;
            if (IsNumerator(sentence, number)) continue;
            var (numerator, denominator) = fraction ? (number.Groups["n"].Value, number.Groups["d"].Value) : unit == "%" ? Fraction(sentence, rate ? parens!.Value : number.Index, number.Index + number.Length) : (null, null);
            var prefix = rules.StatPrefix.Match(sentence[..number.Index]);
            var value = (prefix.Success ? prefix.Value.TrimEnd() + " " : string.Empty) + number.Value;
            found.Add(new Statistic(block.SectionId, block.Id, value, unit, numerator, denominator, sentence, start, Flag(unit, number.Value, numerator, denominator) ?? (fraction ? null : _sums.Flag(sentence, number, unit))));
        }
    }

    internal static string? UnitAfter(string text, int at, ReadingRules rules)
    {
        var i = at;
        while (i < text.Length && text[i] == ' ') i++;
        foreach (var unit in rules.StatUnits)
        {
            if (string.Compare(text, i, unit, 0, unit.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (i + unit.Length >= text.Length || !char.IsLetterOrDigit(text[i + unit.Length]) || unit == "%"))
                return unit;
        }

        return null;
    }

    /// <summary>"311 hồ sơ …/tổng số 368 hồ sơ …, đạt tỷ lệ 84,51%": what only feeds a percentage is no figure of its own.</summary>
    private static bool IsNumerator(string sentence, Match number)
    {
        var after = sentence[(number.Index + number.Length)..];
        var percent = after.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0 || number.Groups["d"].Success || after.TrimStart().StartsWith('%')) return false;
        var between = after[..percent];
        if (between.Contains(';', StringComparison.Ordinal)) return false;
        var slash = SlashTotal().Match(between);
        if (slash.Success && !between[..slash.Index].Contains(',', StringComparison.Ordinal)) return true;
        return SlashTotal().Matches(sentence[..number.Index]).LastOrDefault() is { } before && before.Index + before.Length >= number.Index - 1;
    }

    private static (string? Numerator, string? Denominator) Fraction(string sentence, int at, int end)
    {
        if (FractionAfter().Match(sentence[end..]) is { Success: true } after) return (after.Groups["n"].Value, after.Groups["d"].Value);
        var clause = sentence[(Math.Max(0, sentence.LastIndexOf(';', at) + 1))..at];
        if (FractionBefore().Match(clause) is { Success: true } near) return (near.Groups["n"].Value, near.Groups["d"].Value);
        return TotalBefore().Match(clause) is { Success: true } before ? (before.Groups["n"].Value, before.Groups["d"].Value) : (null, null);
    }

    private static string? Flag(string unit, string value, string? numerator, string? denominator)
    {
        if (unit != "%" || Parse(value) is not { } percent || Parse(numerator) is not { } n || Parse(denominator) is not { } d || d == 0) return null;
        // Cut or rounded to the printed digits is right; anything further away does not add up.
        return Math.Abs((n / d * 100) - percent) > 0.11m ? "percent-differs" : null;
    }

    internal static decimal? Parse(string? number) =>
        number is not null && decimal.TryParse(number.Replace(".", string.Empty, StringComparison.Ordinal).Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool IsWholeFraction(Match number) => number.Groups["n"].Value == number.Groups["d"].Value;

    internal static bool IsPartOfSymbol(string text, Match number)
    {
        var before = number.Index - 1;
        var after = number.Index + number.Length;
        if (before >= 0 && (char.IsLetterOrDigit(text[before]) || text[before] is '/' or '-' or ',' or '.')) return true;
        return after < text.Length && ((char.IsLetter(text[after]) && !Measure().IsMatch(text[after..])) || (text[after] is '/' or '-' && after + 1 < text.Length && char.IsLetterOrDigit(text[after + 1])));
    }

    private static int? ParenthesisAt(string text, int at)
    {
        var open = text.LastIndexOf('(', at);
        return open >= 0 && text.IndexOf(')', open) is var close && (close < 0 || close > at) ? open : null;
    }

    [GeneratedRegex(@"(?<n>\d+(?:[.,]\d+)*)(?:\s?/\s?(?<d>\d+(?:[.,]\d+)*))?", RegexOptions.CultureInvariant)]
    internal static partial Regex NumberPattern();

    /// <summary>Measures are printed close to their figure.</summary>
    [GeneratedRegex(@"^(?:mm|cm|dm|m|km|ha|kg|g|lít)[23²³]?(?![\p{L}\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Measure();

    [GeneratedRegex(@"/\s?\p{L}[\p{L} ]{2,20}", RegexOptions.CultureInvariant)]
    private static partial Regex SlashTotal();

    [GeneratedRegex(@"^\s*%\s*[\p{L} ]{0,30}\((?<n>\d+(?:\.\d+)*)\s*/\s*(?<d>\d+(?:\.\d+)*)", RegexOptions.CultureInvariant)]
    private static partial Regex FractionAfter();

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)*)\s?/\s?(?<d>\d+(?:\.\d+)*)\s[^;%\d()]{0,60}\(?$", RegexOptions.CultureInvariant)]
    private static partial Regex FractionBefore();

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)*)\s[^;/%]{0,60}/\s?[\p{L} ]{0,20}(?<d>\d+(?:\.\d+)*)\s[^;%]*$", RegexOptions.CultureInvariant)]
    private static partial Regex TotalBefore();
}
