using System.Globalization;
using System.Text.RegularExpressions;
using DanVanBot.Directives;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>The day in a deadline as a document words it. Only a day that stands there counts: "trong quý II" is none.</summary>
public static partial class TaskDeadline
{
    /// <summary>The last day a deadline names; null where it names none, or comes again and again.</summary>
    /// <param name="directive">For the year of a day without one.</param>
    /// <param name="task">With its deadline.</param>
    public static DateOnly? Of(Directive directive, TaskAssignment task)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(task);
        if (task.Deadline is not { } text)
            return null;
        DateOnly? last = null;
        foreach (Match match in Day().Matches(text))
        {
            var year = match.Groups["y"].Success ? match.Groups["y"].Value : task.Recurrence is null ? directive.Year?.ToString(CultureInfo.InvariantCulture) : null;
            // A day and a month in figures alone could be a share or a number; with its slash it is a day.
            if (year is null || !match.Groups["y"].Success && !match.Value.Contains('/', StringComparison.Ordinal))
                continue;
            if (DateOnly.TryParseExact($"{match.Groups["d"].Value}/{match.Groups["m"].Value}/{year}", "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && !(day < last))
                last = day;
        }

        return last;
    }

    /// <summary>Whether that day is before today.</summary>
    public static bool IsPast(Directive directive, TaskAssignment task, DateOnly? today) => Of(directive, task) is { } day && day < today;

    // "15/6/2026", "30-6-2026", "30 tháng 6 năm 2026", "15/6": at most a short word between two figures.
    [GeneratedRegex(@"(?<![\d/])(?<d>\d{1,2})(?:\s?[/.\-]\s?|\s\p{L}{2,6}\s)(?<m>\d{1,2})(?:(?:\s?[/.\-]\s?|,?\s\p{L}{2,4}\s)(?<y>(?:19|20)\d{2}))?(?![\d/])", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
