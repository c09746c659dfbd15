using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>reply_markup: what the server accepts, and the buttons a person sees.</summary>
internal static class Keyboards
{
    public const int MaxCallbackDataBytes = 64;

    /// <summary>Reads the parameter before the chat is looked at; null when none was given.</summary>
    public static JsonObject? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw ApiError.BadRequest("Can't parse reply keyboard markup JSON object");
        }

        if (node is not JsonObject markup)
        {
            throw ApiError.BadRequest("Object expected as reply markup");
        }

        foreach (var button in Rows(markup, "keyboard", "Field \"keyboard\" must be an Array of Arrays"))
        {
            if (button is JsonObject o ? o["text"] is null : button?.GetValueKind() != JsonValueKind.String)
            {
                throw ApiError.BadRequest(button is JsonObject
                    ? "Can't parse keyboard button: Can't find field \"text\""
                    : "Can't parse keyboard button: KeyboardButton must be a String or an Object");
            }
        }

        foreach (var button in Rows(markup, "inline_keyboard", "Field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"))
        {
            if (button is not JsonObject o)
            {
                throw ApiError.BadRequest("Can't parse inline keyboard button: InlineKeyboardButton must be an Object");
            }

            if (o["text"] is null)
            {
                throw ApiError.BadRequest("Can't parse inline keyboard button: Can't find field \"text\"");
            }

            if (Describe(o).Kind == "none")
            {
                throw ApiError.BadRequest("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
            }
        }

        return markup;
    }

    /// <summary>The checks of Telegram's core, done once the chat is known.</summary>
    public static void Check(JsonObject? markup, Chat chat)
    {
        if (markup is null)
        {
            return;
        }

        foreach (var button in Rows(markup, "keyboard", ""))
        {
            if (string.IsNullOrWhiteSpace(button is JsonObject o ? o["text"]!.ToString() : button!.ToString()))
            {
                throw ApiError.BadRequest("Keyboard button text must be non-empty");
            }

            if (chat.IsGroup && button is JsonObject request)
            {
                if (IsTrue(request, "request_contact") || IsTrue(request, "request_phone_number"))
                {
                    throw ApiError.BadRequest("Phone number can be requested in private chats only");
                }

                if (IsTrue(request, "request_location"))
                {
                    throw ApiError.BadRequest("Location can be requested in private chats only");
                }
            }
        }

        foreach (var button in Rows(markup, "inline_keyboard", ""))
        {
            if (string.IsNullOrWhiteSpace(button!["text"]!.ToString()))
            {
                throw ApiError.BadRequest("Inline keyboard button text must be non-empty");
            }

            if (Describe(button.AsObject()) is { Kind: "callback" } described && Encoding.UTF8.GetByteCount(described.Data!) > MaxCallbackDataBytes)
            {
                throw ApiError.BadRequest("BUTTON_DATA_INVALID");
            }
        }
    }

    /// <summary>The inline keyboard as it stands in a message, or null: other keyboards are not part of one.</summary>
    public static JsonObject? InlineOf(JsonObject? markup) =>
        markup?["inline_keyboard"] is JsonArray { Count: > 0 } rows && rows.Any(r => r is JsonArray { Count: > 0 }) && markup["keyboard"] is not JsonArray { Count: > 0 }
            ? new JsonObject { ["inline_keyboard"] = rows.DeepClone() }
            : null;

    /// <summary>What stays on the screen: an inline or a reply keyboard.</summary>
    public static JsonObject? Shown(JsonObject? markup) =>
        InlineOf(markup) ?? (markup?["keyboard"] is JsonArray { Count: > 0 } ? Json.Copy(markup) : null);

    public static IReadOnlyList<FakeButton> Buttons(JsonObject? markup) => markup is null
        ? []
        :
        [
            .. Rows(markup, "inline_keyboard", "").Select(b => Describe(b!.AsObject())),
            .. Rows(markup, "keyboard", "").Select(b => b is JsonObject o ? ReplyButton(o) : new FakeButton(b!.ToString(), "text", null)),
        ];

    public static FakeButton? Find(JsonObject markup, string labelOrData)
    {
        var buttons = Buttons(markup);
        return buttons.FirstOrDefault(b => b.Text == labelOrData) ?? buttons.FirstOrDefault(b => b.Kind == "callback" && b.Data == labelOrData);
    }

    private static FakeButton ReplyButton(JsonObject button) => new(
        button["text"]!.ToString(),
        IsTrue(button, "request_contact") ? "contact" : IsTrue(button, "request_location") ? "location" : "text",
        null);

    private static FakeButton Describe(JsonObject button)
    {
        var text = button["text"]?.ToString() ?? "";
        if (button.Text("url") is { Length: > 0 } url)
        {
            return new FakeButton(text, "url", url);
        }

        if (button["callback_data"]?.ToString() is { Length: > 0 } data)
        {
            return new FakeButton(text, "callback", data);
        }

        string[] others = ["callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "login_url", "web_app", "copy_text"];
        return new FakeButton(text, Array.Exists(others, button.ContainsKey) ? "other" : "none", null);
    }

    private static bool IsTrue(JsonObject button, string name) => button[name] is JsonValue v && v.GetValueKind() == JsonValueKind.True;

    private static IEnumerable<JsonNode?> Rows(JsonObject markup, string field, string notRows)
    {
        if (markup[field] is not { } node)
        {
            yield break;
        }

        if (node is not JsonArray rows)
        {
            throw ApiError.BadRequest($"Field \"{field}\" must be of type Array");
        }

        foreach (var row in rows)
        {
            if (row is not JsonArray buttons)
            {
                throw ApiError.BadRequest(notRows);
            }

            foreach (var button in buttons)
            {
                yield return button;
            }
        }
    }
}
