using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Channels.Zalo;

/// <summary>What one event came to.</summary>
/// <param name="Received">What a person did, or null.</param>
/// <param name="Ignored">Why there is nothing to do, a word for counting; null when something was received.</param>
public sealed record ReadEvent(Received? Received, string? Ignored);

/// <summary>
/// Event → <see cref="Received"/>. Pure. It reads field by field what it needs and lets everything else be, so that a new or an odd field beside
/// a person's words does not cost the words.
/// </summary>
/// <param name="instance">The channel instance.</param>
public sealed class ZaloEventReader(string instance)
{
    private const int MaxId = 120;
    private const int MaxUrl = 4000;
    private static readonly char[] Blanks = [' ', '\n', '\t', '\r'];

    /// <summary>The bot's account name, once it is known: only then can a group name it.</summary>
    public string? BotName { get; set; }

    /// <summary>
    /// Reads one event, in the envelope of an answer or without; null when it is none: no message, or no id and chat by which it could be kept once.
    /// </summary>
    public ReadEvent? Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True && Part(json, "result") is { } result)
            json = result;
        if (Part(json, "message") is not { } message || Id(message, "message_id") is not { } id || Part(message, "chat") is not { } chat || Id(chat, "id") is not { } chatId)
            return null;
        if (Part(message, "from") is not { } from || Id(from, "id") is not { } fromId || IsTrue(from, "is_bot"))
            return new ReadEvent(null, "sender");

        var type = Text(chat, "chat_type");
        var isPrivate = type is null ? chatId == fromId : type.Equals("PRIVATE", StringComparison.OrdinalIgnoreCase);
        var what = Content(Text(json, "event_name") ?? "", message);
        if (what is null)
            return new ReadEvent(null, "content");
        var words = (what as Inbound.Said)?.Text ?? (what as Inbound.Sent)?.Caption;
        if (what is Inbound.Said said)
            what = said with { Text = WithoutName(said.Text) };
        var speaker = new Speaker(Text(from, "display_name") ?? Text(from, "name"), isPrivate, isPrivate ? chatId : fromId, isPrivate || NamesUs(words));
        return new ReadEvent(new Received(new Door(instance, chatId), "m" + id, what with { By = speaker }), null);
    }

    /// <summary>Null for what a bot is not shown: the platform says only that something came (message.unsupported.received).</summary>
    private static Inbound? Content(string eventName, JsonElement message)
    {
        // Documents say photo, real events photo_url.
        if ((Url(message, "photo_url") ?? Url(message, "photo")) is { } photo)
            return new Inbound.Sent(AttachmentKind.Photo, photo, null, null, Text(message, "caption") ?? Text(message, "text"), null);
        if (Url(message, "voice_url") is { } voice)
            return new Inbound.Sent(AttachmentKind.Voice, voice, null, null, null, null);
        if (eventName == "message.sticker.received" || Text(message, "sticker") is not null)
            return new Inbound.Sent(AttachmentKind.Sticker, Url(message, "url") ?? "sticker", null, null, null, null);
        return Text(message, "text") is { } text ? new Inbound.Said(text) : null;
    }

    /// <summary>No field is known that marks a mention, so in a group only a command and the account's name count.</summary>
    private bool NamesUs(string? text) =>
        text is not null && (IsOurCommand(text) || (BotName is { Length: > 0 } name && text.Contains("@" + name, StringComparison.OrdinalIgnoreCase)));

    private bool IsOurCommand(string text)
    {
        if (text[0] != '/')
            return false;
        var at = Head(text).IndexOf('@', StringComparison.Ordinal);
        return at < 0 || IsUs(Head(text)[(at + 1)..]);
    }

    /// <summary>"/hoi@bot.Name x" is "/hoi x".</summary>
    private string WithoutName(string text)
    {
        if (text[0] != '/')
            return text;
        var head = Head(text);
        var at = head.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && IsUs(head[(at + 1)..]) ? head[..at] + text[head.Length..] : text;
    }

    private bool IsUs(string name) => BotName is not null && name.Equals(BotName, StringComparison.OrdinalIgnoreCase);

    private static string Head(string text) => text.IndexOfAny(Blanks) is var end and >= 0 ? text[..end] : text;

    private static JsonElement? Part(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static bool IsTrue(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Ids are keys: printable ASCII, strings in the documents, numbers taken too.</summary>
    private static string? Id(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value))
            return null;
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(owner, name);
        return text is { Length: > 0 and <= MaxId } && text.All(c => c is > ' ' and < '\x7F') ? text : null;
    }

    private static string? Url(JsonElement owner, string name) =>
        Text(owner, name) is { Length: <= MaxUrl } text && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0 ? text : null;

    private static string? Text(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            return null;
        }
    }
}
