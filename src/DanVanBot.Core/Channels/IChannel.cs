using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Channels;

/// <summary>
/// A way to people. It receives (handing everything to the inbox before it acknowledges anything) and sends what the delivery pump gives it.
/// It decides nothing: no state, no retry, no pacing. Sends may run side by side, for different chats.
/// </summary>
public interface IChannel
{
    /// <summary>Names this instance in keys and settings: short ASCII, no colon. Two bots on one channel are two instances.</summary>
    string Instance { get; }

    /// <summary>What it can show.</summary>
    ChannelAbilities Abilities { get; }

    /// <summary>How fast it may be used; the pump keeps to it.</summary>
    ChannelPace Pace { get; }

    /// <summary>
    /// Sends one message, or edits one where <see cref="OutboundMessage.EditsMessageId"/> is set. Never throws for what the far side does:
    /// every end is an outcome, and "no answer" is <see cref="SendOutcome.Unknown"/> unless it is certain that nothing was sent.
    /// </summary>
    Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct);

    /// <summary>Fetches a file by the reference the channel gave.</summary>
    Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct);

    /// <summary>At most once, nothing depends on it, never throws: typing, the answer to a press.</summary>
    Task HintAsync(Hint hint, CancellationToken ct);

    /// <summary>Strings that must never appear in logs, traces or errors.</summary>
    IReadOnlyList<string> Secrets { get; }
}

/// <summary>What a channel can show; a message is rendered to it before it is written to the outbox.</summary>
/// <param name="Buttons">Without them choices become "Trả lời 1, 2, 3".</param>
/// <param name="MaxButtonLabel">Longest label shown whole.</param>
/// <param name="AskLocation">A button that sends the position.</param>
/// <param name="AskContact">A button that sends the own telephone number.</param>
/// <param name="Pictures">Attachments can be shown.</param>
/// <param name="Edit">Sent messages can be edited.</param>
/// <param name="MaxText">Longest text in UTF-16 units; longer ones are split between sentences.</param>
public sealed record ChannelAbilities(
    bool Buttons, int MaxButtonLabel, bool AskLocation, bool AskContact, bool Pictures, bool Edit, int MaxText);

/// <summary>How fast a channel may be used. Null: no such limit.</summary>
/// <param name="PerSecond">Messages a second over all chats.</param>
/// <param name="PerChatSecond">Messages a second to one chat.</param>
/// <param name="PerGroupMinute">Messages a minute to one group.</param>
/// <param name="Together">Sends under way at once.</param>
public sealed record ChannelPace(int? PerSecond, double? PerChatSecond, int? PerGroupMinute, int Together)
{
    /// <summary>No limits: the web chat writes into our own log.</summary>
    public static readonly ChannelPace Free = new(null, null, null, 8);
}

/// <summary>A message on its way.</summary>
/// <param name="OutboxId">Stays the same over all attempts.</param>
/// <param name="Address">Where to.</param>
/// <param name="Message">Rendered to the channel's abilities.</param>
/// <param name="EditsMessageId">The channel's id of the message to edit, or null.</param>
/// <param name="Files">Content of the attachments named in the message, in order.</param>
public sealed record OutboundMessage(string OutboxId, string Address, BotMessage Message, string? EditsMessageId, IReadOnlyList<OutboundFile> Files);

/// <summary>A file on its way.</summary>
public sealed record OutboundFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>What came of a download.</summary>
public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>Here it is.</summary>
    public sealed record Fetched(ReadOnlyMemory<byte> Content) : FetchOutcome;

    /// <summary>Not now.</summary>
    public sealed record RetryAt(DateTimeOffset When, string Reason) : FetchOutcome;

    /// <summary>Never: gone, too large, refused.</summary>
    public sealed record Gone(string Reason) : FetchOutcome;
}

/// <summary>Something shown at most once.</summary>
public abstract record Hint(string Address)
{
    /// <summary>"is typing"</summary>
    public sealed record Typing(string Address) : Hint(Address);

    /// <summary>Takes the clock off a pressed button.</summary>
    public sealed record PressSeen(string Address, string PressId) : Hint(Address);
}
