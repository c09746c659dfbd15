using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using Telegram.Bot.Types;

namespace DanVanBot.Channels.Telegram;

/// <summary>What a message holds.</summary>
internal static class TelegramContent
{
    /// <summary>Null for what nobody says: service messages and kinds a bot of this sort has no use for.</summary>
    public static Inbound? Of(Message message, string? text) => message switch
    {
        { Text.Length: > 0 } => new Inbound.Said(text!),
        { Contact: { } contact } => new Inbound.GaveContact(contact.PhoneNumber, contact.UserId is { } owner && owner == message.From?.Id),
        { Location: { } place } => new Inbound.Placed(place.Latitude, place.Longitude),
        { Photo: { Length: > 0 } sizes } => Photo(message, sizes),
        { Animation: { } file } => Sent(message, AttachmentKind.Video, file.FileId, file.FileName, file.FileSize),
        { Document: { } file } => Sent(message, AttachmentKind.Document, file.FileId, file.FileName, file.FileSize),
        { Video: { } file } => Sent(message, AttachmentKind.Video, file.FileId, file.FileName, file.FileSize),
        { VideoNote: { } file } => Sent(message, AttachmentKind.Video, file.FileId, null, file.FileSize),
        { Voice: { } file } => Sent(message, AttachmentKind.Voice, file.FileId, null, file.FileSize),
        { Audio: { } file } => Sent(message, AttachmentKind.Voice, file.FileId, file.FileName, file.FileSize),
        { Sticker: { } file } => Sent(message, AttachmentKind.Sticker, file.FileId, null, file.FileSize),
        { Dice.Emoji: { Length: > 0 } emoji } => new Inbound.Said(emoji),
        { Poll.Question: { Length: > 0 } question } => new Inbound.Said(question),
        _ => null,
    };

    private static Inbound.Sent Photo(Message message, PhotoSize[] sizes)
    {
        var largest = sizes.MaxBy(s => ((long)s.Width * s.Height, s.FileSize ?? 0))!;
        return Sent(message, AttachmentKind.Photo, largest.FileId, null, largest.FileSize);
    }

    private static Inbound.Sent Sent(Message message, AttachmentKind kind, string fileId, string? name, long? size) =>
        new(kind, fileId, name, size, message.Caption, message.MediaGroupId);
}
