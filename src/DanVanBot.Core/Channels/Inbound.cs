using System.Text.Json;
using System.Text.Json.Serialization;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Channels;

/// <summary>
/// What mail carries. From outside it is one of the first group, said by a person in a chat; from inside one of the second.
/// JSON round-trips (<see cref="ToJson"/>, <see cref="Parse"/>); it is stored sealed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Pressed), "pressed")]
[JsonDerivedType(typeof(Placed), "placed")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(GaveContact), "contact")]
[JsonDerivedType(typeof(Edited), "edited")]
[JsonDerivedType(typeof(Left), "left")]
[JsonDerivedType(typeof(CameBack), "back")]
[JsonDerivedType(typeof(Fired), "fired")]
[JsonDerivedType(typeof(Fetched), "fetched")]
[JsonDerivedType(typeof(Told), "told")]
[JsonDerivedType(typeof(NotReached), "not-reached")]
public abstract record Inbound
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Who said it and where, null from inside.</summary>
    public Speaker? By { get; init; }

    /// <summary>A text. Commands are texts that start with a slash ("/phananh", "/start CODE"); the channel has cut off "@botname".</summary>
    public sealed record Said(string Text) : Inbound;

    /// <summary>A button. <paramref name="Data"/> is what <see cref="ButtonCodec"/> wrote.</summary>
    public sealed record Pressed(string Data) : Inbound;

    /// <summary>A position, WGS 84 degrees.</summary>
    public sealed record Placed(double Latitude, double Longitude) : Inbound;

    /// <summary>A file. <paramref name="FileRef"/> is what the channel needs to fetch it. Pictures of one album share <paramref name="Album"/>.</summary>
    public sealed record Sent(AttachmentKind Kind, string FileRef, string? Name, long? Size, string? Caption, string? Album) : Inbound;

    /// <summary>A telephone number; <paramref name="IsOwn"/> only when the channel vouches that it is the sender's.</summary>
    public sealed record GaveContact(string Phone, bool IsOwn) : Inbound;

    /// <summary>An earlier text was changed. It never runs a dialog again.</summary>
    public sealed record Edited(string Text) : Inbound;

    /// <summary>The person blocked the bot or left.</summary>
    public sealed record Left : Inbound;

    /// <summary>The person unblocked the bot.</summary>
    public sealed record CameBack : Inbound;

    /// <summary>A timer of this lane.</summary>
    public sealed record Fired(string Timer, string? Argument) : Inbound;

    /// <summary>A file is here (<paramref name="Attachment"/> names it in the store) or never will be (null).</summary>
    public sealed record Fetched(string File, string? Attachment, long Size, string? ContentType) : Inbound;

    /// <summary>Word from another lane or an operator; <paramref name="Topic"/> names the slice's handler.</summary>
    public sealed record Told(string Topic, string Argument) : Inbound;

    /// <summary>A message of ours did not reach this chat, which is closed.</summary>
    public sealed record NotReached(string Reason) : Inbound;

    /// <summary>As stored in mail.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static Inbound Parse(string json) => JsonSerializer.Deserialize<Inbound>(json, Json) ?? throw new JsonException("null is no mail.");
}

/// <summary>Who spoke.</summary>
/// <param name="Name">As the channel shows it.</param>
/// <param name="IsPrivate">A chat with one person. In a group <paramref name="UserAddress"/> tells who of them.</param>
/// <param name="UserAddress">The person's own address on the channel (in a private chat the chat's).</param>
/// <param name="IsAddressed">In a group: the bot was named, replied to or commanded. Always true in a private chat.</param>
/// <param name="PressId">What <see cref="Hint.PressSeen"/> needs.</param>
public sealed record Speaker(string? Name, bool IsPrivate, string UserAddress, bool IsAddressed = true, string? PressId = null);
