using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// A new server may put something into a message that the library cannot read. The words beside it are still what a person sent:
/// this keeps the parts that are needed and drops the rest.
/// </summary>
internal static class UpdateSalvage
{
    private static readonly string[] Message =
    [
        "message_id", "message_thread_id", "is_topic_message", "is_automatic_forward", "date", "edit_date", "from", "sender_chat", "chat", "text", "caption",
        "entities", "caption_entities", "media_group_id", "contact", "location", "photo", "document", "animation", "video", "video_note", "voice", "audio", "sticker",
    ];

    private static readonly string[] Person = ["id", "is_bot", "first_name", "last_name", "username"];
    private static readonly string[] Chat = ["id", "type"];
    private static readonly string[] Entity = ["type", "offset", "length"];
    private static readonly string[] File = ["file_id", "file_unique_id", "file_name", "file_size", "width", "height"];

    /// <summary>The update with what is known of it, or null when it has nothing of the sort.</summary>
    public static JsonElement? Known(JsonElement update)
    {
        if (JsonObject.Create(update) is not { } whole)
            return null;
        var kept = Keep(whole, ["update_id"]);
        foreach (var kind in new[] { "message", "edited_message" })
        {
            if (whole[kind] is JsonObject message)
                kept[kind] = OfMessage(message);
        }

        if (whole["callback_query"] is JsonObject press)
        {
            var smaller = Keep(press, ["id", "data"]);
            smaller["chat_instance"] = "";
            smaller["from"] = OfPart(press["from"], Person);
            if (press["message"] is JsonObject message)
                smaller["message"] = OfMessage(message);
            kept["callback_query"] = smaller;
        }

        return kept.Count > 1 ? JsonSerializer.SerializeToElement(kept) : null;
    }

    private static JsonObject OfMessage(JsonObject message)
    {
        var kept = Keep(message, Message);
        Cut(kept, "from", Person);
        Cut(kept, "chat", Chat);
        Cut(kept, "entities", Entity);
        Cut(kept, "caption_entities", Entity);
        foreach (var file in new[] { "photo", "document", "animation", "video", "video_note", "voice", "audio" })
            Cut(kept, file, File);
        if (message["reply_to_message"] is JsonObject reply && message["is_topic_message"] is null)
        {
            var first = Keep(reply, ["message_id", "date"]);
            first["from"] = OfPart(reply["from"], Person);
            first["chat"] = OfPart(reply["chat"], Chat);
            kept["reply_to_message"] = first;
        }

        return kept;
    }

    private static void Cut(JsonObject owner, string name, string[] names)
    {
        if (owner[name] is { } part)
            owner[name] = OfPart(part, names);
    }

    private static JsonNode? OfPart(JsonNode? part, string[] names) => part switch
    {
        JsonObject one => Keep(one, names),
        JsonArray many => new JsonArray([.. many.OfType<JsonObject>().Select(m => Keep(m, names))]),
        _ => null,
    };

    private static JsonObject Keep(JsonObject from, string[] names)
    {
        var kept = new JsonObject();
        foreach (var name in names)
        {
            if (from[name] is { } value)
                kept[name] = value.DeepClone();
        }

        return kept;
    }
}
