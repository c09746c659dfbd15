using System.Collections.Concurrent;
using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Offices;

/// <summary>Gives out codes: one counter a year, one bijection an office.</summary>
public static class Codes
{
    /// <summary>Letters of report codes; no office has them.</summary>
    public const string ReportLetters = "BC";

    private static readonly ConcurrentDictionary<string, CodePermutation> Permutations = new(StringComparer.Ordinal);

    /// <summary>The code of a petition: the same for the same petition, however often the step runs.</summary>
    public static string ForPetition(StepContext step, string petition) => Make(step, step.Data.Profile.Code, "petition", petition);

    /// <summary>The code of a report.</summary>
    public static string ForReport(StepContext step, string submission) => Make(step, ReportLetters, "report", submission);

    /// <summary>Reads a petition's code as typed; null when it is none.</summary>
    public static string? Read(OfficeData data, DateTimeOffset now, string? typed) =>
        TrackingCode.TryParse(typed, data.Profile.Code, data.Calendar.Local(now).Year, out var code) ? code.Value.ToString() : null;

    private static string Make(StepContext step, string letters, string counter, string owner)
    {
        var year = step.Data.Calendar.Local(step.AcceptedAt).Year;
        var serial = step.View.Serial(string.Create(CultureInfo.InvariantCulture, $"{counter}-{year % 100:00}"), owner);
        var key = step.Sealer.Lookup("codes", $"{step.Office} {counter}");
        return TrackingCode.Make(letters, year, serial, Permutations.GetOrAdd(key, static k => new CodePermutation(k))).ToString();
    }
}
