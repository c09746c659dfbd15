using System.Text.Json.Serialization;

namespace DanVanBot.Dialogs;

/// <summary>What kind of file arrived; a channel maps its own kinds to these.</summary>
public enum AttachmentKind
{
    Photo,
    Document,
    Voice,
    Video,
    Sticker,
}

/// <summary>One thing a person did that reaches an open dialog. Commands and routing are the caller's.</summary>
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Press), "press")]
[JsonDerivedType(typeof(Place), "place")]
[JsonDerivedType(typeof(Attachment), "attachment")]
[JsonDerivedType(typeof(Album), "album")]
[JsonDerivedType(typeof(Contact), "contact")]
public abstract record DialogInput
{
    private DialogInput()
    {
    }

    public sealed record Text(string Value) : DialogInput;

    /// <summary>A button of an earlier question. <paramref name="Nonce"/> says of which one.</summary>
    public sealed record Press(int Nonce, string Value) : DialogInput;

    /// <summary>A shared location, degrees WGS 84.</summary>
    public sealed record Place(double Latitude, double Longitude) : DialogInput;

    /// <summary>One file. <paramref name="Id"/> is the caller's own attachment id, never a channel's address; <paramref name="Size"/> in bytes.</summary>
    public sealed record Attachment(AttachmentKind Kind, string Id, string? Name = null, long? Size = null, string? Caption = null) : DialogInput;

    /// <summary>Several files sent as one message; the same as each of them in turn, but answered once.</summary>
    public sealed record Album(IReadOnlyList<Attachment> Items) : DialogInput;

    /// <summary>A shared telephone number. <paramref name="IsOwn"/>: the channel vouches that it is the sender's.</summary>
    public sealed record Contact(string Phone, bool IsOwn) : DialogInput;
}
