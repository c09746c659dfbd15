using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Reporting;

/// <summary>A report handed in. Its id says it all: one duty, one period, one unit, one report.</summary>
public sealed record Submission
{
    /// <summary>Key <c>code</c> is unique; <c>period</c> is duty|period|unit.</summary>
    public static readonly RecordKind<Submission> Records = new("submission", s => s.Id, s => [new IndexKey("code", s.Code, Unique: true), new IndexKey("period", s.Id)]);

    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>duty|period|unit.</summary>
    public required string Id { get; init; }

    /// <summary>As the secretary was told.</summary>
    public required string Code { get; init; }

    /// <summary>Id of the duty.</summary>
    public required string Duty { get; init; }

    /// <summary>As <c>2026-H1</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Id of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Id of the person.</summary>
    public required string By { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The due day it was measured by.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>After the due day.</summary>
    public bool IsLate { get; init; }

    /// <summary>Id of the form.</summary>
    public required string Form { get; init; }

    /// <summary>Lines of the form as filled in.</summary>
    public IReadOnlyList<SubmissionValue> Values { get; init; } = [];

    /// <summary>Its id.</summary>
    public static string IdOf(string dutyPeriod, string unit) => $"{dutyPeriod}|{unit}";
}

/// <summary>One line of a report.</summary>
/// <param name="Field">Id of the form's field.</param>
/// <param name="Label">Its label then: a form may change later.</param>
/// <param name="Value">As given.</param>
/// <param name="Files">Ids of files.</param>
public sealed record SubmissionValue(string Field, string Label, string Value, IReadOnlyList<string> Files);
