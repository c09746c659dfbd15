using DanVanBot.Core.Reporting;

namespace DanVanBot.Core.Tests.Reporting;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData("2026-H1", "2026-01-01", "2026-06-30")]
    [InlineData("2026-h2", "2026-07-01", "2026-12-31")]
    [InlineData("2026-N9", "2026-01-01", "2026-09-30")]
    [InlineData("2026-Y", "2026-01-01", "2026-12-31")]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30")]
    [InlineData("2028-M02", "2028-02-01", "2028-02-29")]
    public void Parse_Period_HasItsDays(string text, string from, string to)
    {
        var period = ReportPeriod.Parse(text)!;
        (period.From, period.To).Should().Be((Day(from), Day(to)));
        period.ToString().Should().Be(text.ToUpperInvariant());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-H3")]
    [InlineData("26-H1")]
    [InlineData("2026-M13")]
    [InlineData("2026-H1-x")]
    public void Parse_SomethingElse_IsNone(string text) => ReportPeriod.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("2026-H1", 6, 10, "2026-06-10")]
    [InlineData("2026-H1", 7, 5, "2026-07-05")]
    [InlineData("2026-Y", 12, 10, "2026-12-10")]
    [InlineData("2026-Y", 1, 15, "2027-01-15")]
    [InlineData("2026-M12", 1, 3, "2027-01-03")]
    [InlineData("2027-M02", 2, 31, "2027-02-28")]
    public void Nearest_DueDayAndMonth_IsTheOneAroundThePeriodsEnd(string period, int month, int day, string due) =>
        ReportPeriod.Parse(period)!.Nearest(month, day).Should().Be(Day(due));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
