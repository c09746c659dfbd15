using System.Globalization;

namespace DanVanBot.Core.Reporting;

/// <summary>A period reports are made for, written <c>2026-H1</c>.</summary>
/// <param name="Year">Its year.</param>
/// <param name="Code">H1, H2, N9 (nine months), Y, Q1 to Q4, M01 to M12, N (once).</param>
public sealed record ReportPeriod(int Year, string Code)
{
    /// <summary>The periods of a recurrence.</summary>
    public static IReadOnlyList<string> Codes(string recurrence) => recurrence switch
    {
        "month" => [.. Enumerable.Range(1, 12).Select(m => string.Create(CultureInfo.InvariantCulture, $"M{m:00}"))],
        "quarter" => ["Q1", "Q2", "Q3", "Q4"],
        "half-year" => ["H1", "H2", "Y"],
        "nine-months" => ["N9"],
        "year" => ["Y"],
        _ => ["N"],
    };

    /// <summary>Reads what <see cref="ToString"/> wrote, and small letters; null when it is none.</summary>
    public static ReportPeriod? Parse(string? text)
    {
        var parts = (text ?? "").Trim().ToUpperInvariant().Split('-');
        if (parts.Length != 2 || parts[0].Length != 4 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2199)
            return null;
        var isKnown = new[] { "month", "quarter", "half-year", "nine-months", "year", "once" }.Any(r => Codes(r).Contains(parts[1], StringComparer.Ordinal));
        return isKnown ? new ReportPeriod(year, parts[1]) : null;
    }

    /// <summary>First day.</summary>
    public DateOnly From => new(Year, FirstMonth, 1);

    /// <summary>Last day.</summary>
    public DateOnly To => new(Year, LastMonth, DateTime.DaysInMonth(Year, LastMonth));

    /// <summary>The day of a month and day that lies nearest to the period's end: a year's report due on 10/12 is due in that year, one due on 15/1 in the next.</summary>
    public DateOnly Nearest(int month, int day)
    {
        DateOnly? best = null;
        for (var year = Year - 1; year <= Year + 1; year++)
        {
            var one = new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
            if (best is null || Math.Abs(one.DayNumber - To.DayNumber) < Math.Abs(best.Value.DayNumber - To.DayNumber))
                best = one;
        }

        return best!.Value;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Code}");

    private int FirstMonth => Code switch
    {
        "H2" => 7,
        ['Q', var q] => (q - '1') * 3 + 1,
        ['M', ..] => int.Parse(Code[1..], CultureInfo.InvariantCulture),
        _ => 1,
    };

    private int LastMonth => Code switch
    {
        "H1" => 6,
        "N9" => 9,
        ['Q', var q] => (q - '1') * 3 + 3,
        ['M', ..] => int.Parse(Code[1..], CultureInfo.InvariantCulture),
        _ => 12,
    };
}
