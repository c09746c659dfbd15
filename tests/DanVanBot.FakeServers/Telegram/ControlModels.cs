using System.Text.Json;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>
/// Something a person does, for <c>POST /__control/updates</c>. Which fields count depends on <see cref="Kind"/>:
/// text, command, start, press, photo, album, document, voice, video, sticker, location, contact, edit, block, unblock, deactivate.
/// </summary>
public sealed record ControlAct
{
    public required string Kind { get; init; }

    /// <summary>Who; made on first mention.</summary>
    public required long User { get; init; }

    /// <summary>The person's first name.</summary>
    public string? Name { get; init; }

    /// <summary>A group's id; without it, the private chat.</summary>
    public long? Chat { get; init; }

    /// <summary>Text, or caption, or (command) the command with its argument, or (start) the deep link's payload.</summary>
    public string? Text { get; init; }

    public int? ReplyTo { get; init; }

    public int? Thread { get; init; }

    /// <summary>The message pressed or edited; a press without it takes the newest that shows the button.</summary>
    public int? MessageId { get; init; }

    /// <summary>press: the button's label or data.</summary>
    public string? Button { get; init; }

    /// <summary>press: raw callback data, also one the message does not show.</summary>
    public string? Data { get; init; }

    /// <summary>Bytes of a file in base 64; a few made-up bytes when absent.</summary>
    public string? Content { get; init; }

    public string? FileName { get; init; }

    public string? Mime { get; init; }

    /// <summary>A size in bytes to claim without sending it.</summary>
    public long? DeclaredSize { get; init; }

    /// <summary>album: how many photographs.</summary>
    public int Count { get; init; } = 2;

    public double Latitude { get; init; }

    public double Longitude { get; init; }

    public string? Phone { get; init; }

    /// <summary>contact: whose it is, the sender's own by default, 0 for nobody on Telegram.</summary>
    public long? OfUser { get; init; }
}

/// <summary>What an act became.</summary>
public sealed record ControlActResult(long ChatId, int MessageId, int? UpdateId);

/// <summary>A message of the bot, as the control API tells it.</summary>
public sealed record SentRecord
{
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required long ChatId { get; init; }

    public required int MessageId { get; init; }

    public required string Text { get; init; }

    public int? ThreadId { get; init; }

    public required IReadOnlyList<FakeButton> Buttons { get; init; }

    public required IReadOnlyList<string> EarlierTexts { get; init; }

    public bool Deleted { get; init; }

    public required long WireSeq { get; init; }

    /// <summary>Whether the bot was told that it was sent.</summary>
    public bool Answered { get; init; }

    public required JsonElement Message { get; init; }

    internal static SentRecord From(SentMessage sent, WireEntry? wire) => new()
    {
        Seq = sent.Seq,
        At = sent.At,
        Method = sent.Method,
        ChatId = sent.ChatId,
        MessageId = sent.MessageId,
        Text = sent.Text,
        ThreadId = sent.ThreadId,
        Buttons = sent.Buttons,
        EarlierTexts = sent.EarlierTexts,
        Deleted = sent.Deleted,
        WireSeq = sent.WireSeq,
        Answered = wire is { Outcome: WireOutcome.Answered, Status: 200 },
        Message = sent.Message,
    };
}

/// <summary>A person's particulars, for <c>POST /__control/users</c>; what is absent stays.</summary>
public sealed record ControlUser
{
    public required long Id { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Username { get; init; }

    public string? LanguageCode { get; init; }

    public string? Phone { get; init; }

    public bool Blocked { get; init; }

    public bool Deactivated { get; init; }
}

/// <summary>For <c>POST /__control/groups</c>: a new group (no id), or a change to one.</summary>
public sealed record ControlGroup
{
    public long? Id { get; init; }

    /// <summary>group or supergroup.</summary>
    public string Type { get; init; } = "group";

    public string? Title { get; init; }

    public string? Username { get; init; }

    public IReadOnlyList<long> Members { get; init; } = [];

    /// <summary>Who does the change below.</summary>
    public long By { get; init; }

    /// <summary>The bot becomes member, administrator, left or kicked.</summary>
    public string? BotStatus { get; init; }

    public bool Migrate { get; init; }

    public bool Delete { get; init; }

    public bool AddTopic { get; init; }
}

/// <summary>A group after a change; after a migration its new id.</summary>
public sealed record ControlGroupResult(long Id, string Type, int? ThreadId);

/// <summary>For <c>POST /__control/delivery</c>; what is absent stays as it is.</summary>
public sealed record ControlDelivery
{
    public bool? Paused { get; init; }

    public int? ShuffleSeed { get; init; }

    public int? DuplicateUpdates { get; init; }

    public int? DuplicatePushes { get; init; }

    /// <summary>Restricts the duplicates to updates whose JSON contains this.</summary>
    public string? Containing { get; init; }

    /// <summary>An earlier update to deliver again.</summary>
    public int? Redeliver { get; init; }
}

/// <summary>The server at a glance.</summary>
public sealed record ControlState(DateTimeOffset Now, long Seq, int PendingUpdates, int Sent, int Requests, string WebhookUrl);
