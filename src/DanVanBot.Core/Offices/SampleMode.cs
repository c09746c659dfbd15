using DanVanBot.Core.Conversations;

namespace DanVanBot.Core.Offices;

/// <summary>
/// Whether this office is still being tried out: made-up units, a sample report due in three days, roles for trial. A stored fact, set when an empty data
/// folder is first run with samples; it ends for good with the first real units, invitation or office name.
/// </summary>
public sealed record SampleMode(bool IsSample, DateTimeOffset Since, string? EndedBy = null)
{
    /// <summary>The one record.</summary>
    public static readonly RecordKind<SampleMode> Kind = new("sample-mode", _ => "this", _ => []);

    /// <summary>True while it lasts.</summary>
    public static bool IsOn(StepView view) => Kind.Get(view, "this") is { IsSample: true };

    /// <summary>Ends it; nothing turns it on again.</summary>
    public static void End(StepView view, DateTimeOffset now, string by)
    {
        var mode = Kind.Get(view, "this");
        if (mode is not { IsSample: false })
            Kind.Put(view, new SampleMode(false, mode?.Since ?? now, by));
    }
}
