using System.Security.Cryptography;
using System.Text;

namespace DanVanBot.Directives.Register;

/// <summary>What of a document can be corrected one by one.</summary>
public enum PartKind
{
    /// <summary>A <see cref="TaskAssignment"/>.</summary>
    Task,

    /// <summary>A <see cref="ReportDuty"/>.</summary>
    Duty,
}

/// <summary>A task or a report duty by its place in the document; its text is verbatim of the block.</summary>
public sealed record DirectivePart(PartKind Kind, string SectionId, string BlockId, int Offset, string Text)
{
    /// <summary>Ten letters that name this sentence at this place: a list may have changed since it was shown, and then they name nothing.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}|{BlockId}|{Offset}|{Text}")))[..10];

    /// <summary>The part a task is.</summary>
    public static DirectivePart Of(TaskAssignment task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new DirectivePart(PartKind.Task, task.SectionId, task.BlockId, task.Offset, task.Text);
    }

    /// <summary>The part a report duty is.</summary>
    public static DirectivePart Of(ReportDuty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        return new DirectivePart(PartKind.Duty, duty.SectionId, duty.BlockId, duty.Offset, duty.Text);
    }
}

/// <summary>
/// What an officer stated of a task or report duty. It is carried over to a new text of the document by its sentence (<see cref="PartCorrections.Carry"/>).
/// </summary>
public sealed record StatedPart(PartKind Kind, string SectionId, string BlockId, int Offset, string Text)
{
    /// <summary>The reader had missed it.</summary>
    public bool IsAdded { get; init; }

    /// <summary>The reader took it for one, and it is none.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Fields by their name (<see cref="PartCorrections.FieldsOf"/>) with the value stated; an empty value says that there is none.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it is.</summary>
    internal DirectivePart Part => new(Kind, SectionId, BlockId, Offset, Text);
}
