using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>What became of one request on the wire.</summary>
public enum WireOutcome
{
    /// <summary>Still being handled (a waiting long poll, for instance).</summary>
    Open,

    /// <summary>Kept waiting by a fault; the wait has begun.</summary>
    Delayed,

    /// <summary>The client was given an answer, good or bad.</summary>
    Answered,

    /// <summary>The connection was cut before anything was done.</summary>
    DroppedBefore,

    /// <summary>The work was done, the answer never left: the client cannot know.</summary>
    DoneUnanswered,

    /// <summary>The client went away before the answer.</summary>
    ClientGone,
}

/// <summary>One request a bot made.</summary>
public sealed record WireEntry
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string HttpMethod { get; init; }

    /// <summary>Method as the client spelled it; <c>file</c> for downloads.</summary>
    public required string Method { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Names of uploaded files by field.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>True when the request came as the answer to a webhook push.</summary>
    public bool ViaWebhookReply { get; init; }

    /// <summary>True when the method did its work (a message sent, updates confirmed).</summary>
    public bool Accepted { get; set; }

    public int Status { get; set; }

    /// <summary>The description of an error answer.</summary>
    public string? Error { get; set; }

    public WireOutcome Outcome { get; set; }
}

/// <summary>One attempt to push an update to the webhook.</summary>
public sealed record PushEntry(long Seq, DateTimeOffset At, int UpdateId, string Type, long QueueId, int Attempt)
{
    /// <summary>0 when no answer came.</summary>
    public int Status { get; set; }

    public string? Error { get; set; }

    public bool Finished { get; set; }
}

/// <summary>A button a person can press.</summary>
/// <param name="Kind"><c>callback</c>, <c>url</c>, <c>text</c>, <c>contact</c>, <c>location</c> or <c>other</c>.</param>
/// <param name="Data">callback_data or the address.</param>
public sealed record FakeButton(string Text, string Kind, string? Data);

/// <summary>One message the bot put into a chat, with all its edits.</summary>
public sealed class SentMessage
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required long ChatId { get; init; }

    public required int MessageId { get; init; }

    /// <summary>Text or caption as it stands now.</summary>
    public string Text { get; internal set; } = "";

    public int? ThreadId { get; init; }

    public IReadOnlyList<FakeButton> Buttons { get; internal set; } = [];

    /// <summary>Earlier texts, oldest first.</summary>
    public IReadOnlyList<string> EarlierTexts => _earlier;

    public int Edits => _earlier.Count;

    public bool Deleted { get; internal set; }

    /// <summary>The wire entry that made it; its <see cref="WireEntry.Outcome"/> says whether the bot was told.</summary>
    public required long WireSeq { get; init; }

    /// <summary>The message as a client sees it, at the moment it was sent or last edited.</summary>
    public JsonElement Message { get; internal set; }

    private readonly List<string> _earlier = [];

    internal void Edit(string text, IReadOnlyList<FakeButton> buttons, JsonObject message)
    {
        _earlier.Add(Text);
        (Text, Buttons, Message) = (text, buttons, Freeze(message));
    }

    internal static JsonElement Freeze(JsonObject message) => JsonSerializer.SerializeToElement(message, Json.Wire);

    public override string ToString() => $"#{Seq} {Method} chat {ChatId} message {MessageId}: {Text}";
}

/// <summary>An edit, in the order it was done.</summary>
public sealed record EditRecord(long Seq, DateTimeOffset At, long ChatId, int MessageId, string Text, IReadOnlyList<FakeButton> Buttons);

/// <summary>An answer to a pressed button.</summary>
public sealed record CallbackAnswer(long Seq, DateTimeOffset At, string QueryId, long UserId, string? Text, bool ShowAlert);

/// <summary>A hint such as "typing".</summary>
public sealed record ChatActionRecord(long Seq, DateTimeOffset At, long ChatId, string Action);
