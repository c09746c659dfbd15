using System.Text.Json;
using System.Text.Json.Serialization;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Conversations;

/// <summary>What one chat remembers between two messages; stored sealed as the lane's state. Only the chat's own step changes it.</summary>
public sealed record ChatState
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The open dialog, if any.</summary>
    public DialogState? Dialog { get; init; }

    /// <summary>Number of the next question; never used twice in a chat.</summary>
    public int Nonce { get; init; } = 1;

    /// <summary>Buttons of the last message outside a question, so that "2" means the second of them.</summary>
    public IReadOnlyList<Button> Menu { get; init; } = [];

    /// <summary>The last free text that found no dialog: "send this as a phản ánh" takes it from here.</summary>
    public LastText? LastText { get; init; }

    /// <summary>The last questions whose answer has more than was shown, newest last: "more" under an older one shows the rest of its own list.</summary>
    public IReadOnlyList<AskedQuestion> Asked { get; init; } = [];

    /// <summary>What the last question left for a follow-up: its document, unit, year. Not handed on once it is too old or was leaned on too often.</summary>
    public QuestionContext? Context { get; init; }

    /// <summary>Messages in a row that were not understood.</summary>
    public int Misses { get; init; }

    /// <summary>The person blocked the bot: nothing is sent until they come back.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Answer to an album whose pictures are still coming in.</summary>
    public AlbumWait? Album { get; init; }

    /// <summary>When the last messages came, Unix milliseconds, for the limit of messages a minute.</summary>
    public IReadOnlyList<long> Pace { get; init; } = [];

    /// <summary>The notice about too many messages was given.</summary>
    public bool IsSlowed { get; init; }

    /// <summary>How many messages were not taken since, files included; told at the end of the minute.</summary>
    public int NotTaken { get; init; }

    /// <summary>How many of them were files.</summary>
    public int FilesNotTaken { get; init; }

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What <see cref="ToJson"/> wrote; a new state for null.</summary>
    public static ChatState Parse(string? json) => json is null ? new ChatState() : JsonSerializer.Deserialize<ChatState>(json, Json) ?? new ChatState();
}

/// <summary>A text kept for a button that is to do something with it.</summary>
/// <param name="Id">What the button carries: a button of an earlier text takes nothing.</param>
/// <param name="Text">The text.</param>
public sealed record LastText(string Id, string Text);

/// <summary>A question whose answer has more than was shown.</summary>
/// <param name="Id">What the button carries.</param>
/// <param name="Text">The question.</param>
/// <param name="Context">What the question before it had left: asked again without it, it would be another question.</param>
public sealed record AskedQuestion(string Id, string Text, QuestionContext? Context);

/// <summary>An album being collected: what will be said once no more pictures come.</summary>
public sealed record AlbumWait(string Album, IReadOnlyList<BotMessage> Messages);
