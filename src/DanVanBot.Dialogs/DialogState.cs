using System.Text.Json;

namespace DanVanBot.Dialogs;

/// <summary>
/// Everything that is remembered of an open dialog between two messages. It round-trips through System.Text.Json;
/// the engine keeps nothing else.
/// </summary>
/// <param name="Dialog">Id of the definition.</param>
/// <param name="Hash">Hash of the definition the state was written with.</param>
/// <param name="Step">The step that waits for an answer.</param>
/// <param name="Nonce">Number of the open question; a press with another number never acts.</param>
/// <param name="Slots">Answers so far, by slot name.</param>
/// <param name="Path">Steps answered so far, oldest first; "back" takes the last one.</param>
/// <param name="Argument">What the dialog was started with (a code, an invitation), if anything.</param>
/// <param name="ReturnTo">The review step to go back to while one answer is being changed.</param>
/// <param name="Misses">How often in a row an answer did not fit.</param>
public sealed record DialogState(
    string Dialog,
    string Hash,
    string Step,
    int Nonce,
    IReadOnlyDictionary<string, SlotValue> Slots,
    IReadOnlyList<string> Path,
    string? Argument,
    string? ReturnTo,
    int Misses,
    DateTimeOffset StartedAt,
    DateTimeOffset TouchedAt)
{
    /// <summary>Which page of a long list of choices is shown, from 0.</summary>
    public int Page { get; init; }

    /// <summary>The review step asks which answer is to be changed.</summary>
    public bool Choosing { get; init; }

    /// <summary>Files received for the open question that is not yet answered in full (photos before "done").</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>Words that came with those files.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The argument has already been taken as an answer; it is not taken twice.</summary>
    public bool ArgumentUsed { get; init; }

    /// <summary>What the effects of this dialog have returned, for later templates.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>The answer in one slot.</summary>
/// <param name="Type">The slot type it was read as.</param>
/// <param name="Value">Canonical and stable: an option's value, yyyy-MM-dd, digits, "lat,lon", the text itself, for photos the words under them.</param>
/// <param name="Label">As it is shown to people.</param>
/// <param name="Items">Attachment ids (photos, files, kept voice notes).</param>
public sealed record SlotValue(SlotType Type, string Value, string Label, IReadOnlyList<string> Items);

public enum SlotType
{
    Text,
    Number,
    YesNo,
    Choice,
    Date,
    Phone,
    Place,
    Photos,
    File,
    Code,
}

public enum TurnOutcome
{
    /// <summary>A question is open.</summary>
    Asked,

    /// <summary>The dialog came to its end.</summary>
    Finished,

    /// <summary>The person stopped it.</summary>
    Cancelled,

    /// <summary>The answer did not fit. The messages explain and ask again; see <see cref="DialogTurn.MayBeQuestion"/>.</summary>
    Misfit,

    /// <summary>A button of an earlier question was pressed: nothing happened, the open question is repeated.</summary>
    StalePress,

    /// <summary>The definition changed and the step is no more: it begins again with the answers kept.</summary>
    Restarted,

    /// <summary>The definition runs in a circle or is gone; the dialog is closed with an apology. A defect to log.</summary>
    Broken,
}

/// <summary>The dialog that follows; the caller starts it with the next nonce.</summary>
public sealed record StartDialog(string Dialog, string? Argument = null);

/// <summary>What one message did to a dialog.</summary>
/// <param name="State">To store; null when no dialog is open any more.</param>
/// <param name="NextNonce">First number not used yet in this chat; hand it to the next <see cref="DialogEngine.Start"/>.</param>
/// <param name="Then">Set when the dialog hands over to another one.</param>
public sealed record DialogTurn(
    DialogState? State,
    IReadOnlyList<BotMessage> Messages,
    TurnOutcome Outcome,
    int NextNonce,
    StartDialog? Then)
{
    /// <summary>
    /// The text did not fit and might be a question of another kind. The caller may answer it, drop this turn,
    /// keep the earlier state and call <see cref="DialogEngine.Repeat"/>.
    /// </summary>
    public bool MayBeQuestion { get; init; }
}
