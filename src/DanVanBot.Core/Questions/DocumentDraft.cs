using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Questions;

/// <summary>Where a document stands that an officer sent in a chat.</summary>
public enum DraftState
{
    /// <summary>Its content is on its way.</summary>
    Waiting,

    /// <summary>Marked for internal circulation: the officer has to say explicitly that it may be taken.</summary>
    Internal,

    /// <summary>Read; waits for the officer's word.</summary>
    Ready,

    /// <summary>In the register; what it says to replace waits for the officer's word.</summary>
    Imported,
}

/// <summary>A document sent in a chat, until the officer has confirmed it. What is not confirmed counts for nothing.</summary>
/// <param name="Id">Of the file.</param>
/// <param name="Lane">Whose chat.</param>
/// <param name="File">As the sender named it.</param>
/// <param name="At">When it came.</param>
public sealed record DocumentDraft(string Id, LaneId Lane, string File, DateTimeOffset At)
{
    /// <summary>Days an unconfirmed draft is kept.</summary>
    public const int KeepDays = 7;

    /// <summary>Key <c>at</c> finds those to be forgotten.</summary>
    public static readonly RecordKind<DocumentDraft> Records = new("document-draft", d => d.Id, d => [new IndexKey("at", Day(d.At))]);

    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public DraftState State { get; init; }

    /// <summary>The document as read and corrected, in the register's form; null until it is read.</summary>
    public string? Directive { get; init; }

    /// <summary>Documents (file names) this one says to replace or repeal, with the word for it, still to be decided.</summary>
    public IReadOnlyList<DraftProposal> Proposals { get; init; } = [];

    /// <summary>Forgets drafts nobody confirmed, and their files with them: the draft was all that kept those.</summary>
    /// <returns>How many went.</returns>
    public static Task<int> SweepAsync(IBotStore store, OfficeId office, DateTimeOffset now, CancellationToken ct = default) => store.ForgetAsync(
        office, Records.Name, "at", Day(now.AddDays(-KeepDays)),
        static (view, id) =>
        {
            if (StoredFile.Records.Get(view, id) is { } file)
                StoredFile.Records.Put(view, file with { State = FileState.Erased, Name = null });
        },
        ct);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>What a new document says it does to one of the register.</summary>
/// <param name="File">The register's file name of the other document.</param>
/// <param name="IsRepeal">Repeals, else replaces.</param>
/// <param name="Sentence">Where it says so, verbatim.</param>
public sealed record DraftProposal(string File, bool IsRepeal, string Sentence);
