using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>An entity as it stands in a message. Offsets and lengths count UTF-16 units.</summary>
internal sealed record TextEntity(string Type, int Offset, int Length, string? Extra = null)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["offset"] = Offset, ["length"] = Length, ["type"] = Type };
        if (Extra is not null)
        {
            json[Type == "pre" ? "language" : "url"] = Extra;
        }

        return json;
    }
}

/// <summary>Text as the server accepts it: parse modes, given entities, limits, and the entities it finds by itself.</summary>
internal static partial class TextRules
{
    public const int MaxText = 4096;
    public const int MaxCaption = 1024;

    private static readonly HashSet<string> Given =
    [
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention", "custom_emoji",
        "blockquote", "expandable_blockquote", "date_time",
    ];

    private static readonly HashSet<string> Found =
        ["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"];

    /// <summary>The first half, done before the chat is looked at: the parse mode or the list of entities.</summary>
    public static (string Text, List<TextEntity> Entities) Parse(string text, string? parseMode, string? entities)
    {
        if (Encoding.UTF8.GetByteCount(text) > 1 << 15)
        {
            throw ApiError.BadRequest("Text is too long");
        }

        var mode = parseMode?.ToLowerInvariant() ?? "";
        if (text.Length > 0 && mode is not ("" or "none"))
        {
            try
            {
                return mode switch
                {
                    "html" => HtmlText.Parse(text),
                    "markdownv2" => MarkdownText.ParseV2(text),
                    "markdown" => MarkdownText.ParseLegacy(text),
                    _ => throw ApiError.BadRequest("Unsupported parse_mode"),
                };
            }
            catch (FormatException e)
            {
                throw ApiError.BadRequest("Can't parse entities: " + e.Message);
            }
        }

        return (text, ReadEntities(entities));
    }

    /// <summary>The second half, done once the chat is known: bounds, trimming, length.</summary>
    public static (string Text, List<TextEntity> Entities) Finish(string text, List<TextEntity> entities, int max, string tooLong, string? empty)
    {
        foreach (var entity in entities.OrderBy(e => e.Offset))
        {
            CheckBounds(text, entity);
        }

        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var clean = text[start..end];
        if (clean.Length == 0 && empty is not null)
        {
            throw ApiError.BadRequest(empty);
        }

        if (clean.Length > max)
        {
            throw ApiError.BadRequest(tooLong);
        }

        var moved = new List<TextEntity>();
        foreach (var entity in entities)
        {
            var from = Math.Clamp(entity.Offset - start, 0, clean.Length);
            var to = Math.Clamp(entity.Offset + entity.Length - start, 0, clean.Length);
            if (to > from)
            {
                moved.Add(entity with { Offset = from, Length = to - from });
            }
        }

        return (clean, moved);
    }

    /// <summary>Writes a text and its entities, found ones included, into a message.</summary>
    public static void Put(JsonObject message, string textKey, string entitiesKey, string text, List<TextEntity> given)
    {
        message[textKey] = text;
        var all = given.Concat(Detect(text).Where(f => !given.Exists(g => Overlap(f, g)))).OrderBy(e => e.Offset).ThenByDescending(e => e.Length).ToArray();
        message.Remove(entitiesKey);
        if (all.Length > 0)
        {
            message[entitiesKey] = Json.Array(all.Select(e => e.ToJson()));
        }
    }

    /// <summary>Whether a group message is for the bot by what it says.</summary>
    public static bool Addresses(JsonObject message, string botUsername)
    {
        var text = message.Text("text") ?? message.Text("caption") ?? "";
        var entities = (message["entities"] ?? message["caption_entities"])?.AsArray() ?? [];
        foreach (var entity in entities)
        {
            var part = text.Substring(entity!["offset"]!.GetValue<int>(), entity["length"]!.GetValue<int>());
            var type = entity["type"]!.GetValue<string>();
            var isMine = part.EndsWith("@" + botUsername, StringComparison.OrdinalIgnoreCase);
            if ((type == "mention" && isMine) || (type == "bot_command" && (isMine || !part.Contains('@', StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    private static List<TextEntity> ReadEntities(string? json)
    {
        var result = new List<TextEntity>();
        if (string.IsNullOrEmpty(json))
        {
            return result;
        }

        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return result;
        }

        foreach (var item in node as JsonArray ?? [])
        {
            if (item is not JsonObject entity)
            {
                throw ApiError.BadRequest("Can't parse MessageEntity: expected an Object");
            }

            var offset = Number(entity, "offset");
            var length = Number(entity, "length");
            var type = entity["type"] is { } t ? t.ToString() : throw ApiError.BadRequest("Can't parse MessageEntity: Can't find field \"type\"");
            if (Found.Contains(type))
            {
                continue;
            }

            if (!Given.Contains(type))
            {
                throw ApiError.BadRequest("Can't parse MessageEntity: Unsupported type specified");
            }

            if (type == "text_link" && entity["url"] is null)
            {
                throw ApiError.BadRequest("Can't parse MessageEntity: Can't find field \"url\"");
            }

            result.Add(new TextEntity(type, offset, length, entity.Text("url") ?? entity.Text("language")));
        }

        return result;
    }

    private static int Number(JsonObject entity, string name) =>
        entity[name] is not JsonValue value ? throw ApiError.BadRequest($"Can't parse MessageEntity: Can't find field \"{name}\"")
        : int.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiError.BadRequest($"Can't parse MessageEntity: Field \"{name}\" must be of type Number");

    private static void CheckBounds(string text, TextEntity entity)
    {
        if (entity.Offset < 0)
        {
            throw ApiError.BadRequest($"Receive an entity with incorrect offset {entity.Offset}");
        }

        if (entity.Length < 0)
        {
            throw ApiError.BadRequest($"Receive an entity with incorrect length {entity.Length}");
        }

        var end = (long)entity.Offset + entity.Length;
        if (entity.Offset > text.Length || (entity.Offset == text.Length && entity.Length > 0))
        {
            throw ApiError.BadRequest($"Entity begins after the end of the text at UTF-16 offset {entity.Offset}");
        }

        if (end > text.Length)
        {
            throw ApiError.BadRequest($"Entity beginning at UTF-16 offset {entity.Offset} ends after the end of the text at UTF-16 offset {end}");
        }

        if (InsidePair(text, entity.Offset))
        {
            throw ApiError.BadRequest($"Entity begins in a middle of a UTF-16 symbol at byte offset {Bytes(text, entity.Offset + 1)}");
        }

        if (InsidePair(text, (int)end))
        {
            throw ApiError.BadRequest($"Entity beginning at UTF-16 offset {entity.Offset} ends in a middle of a UTF-16 symbol at byte offset {Bytes(text, (int)end + 1)}");
        }
    }

    private static bool InsidePair(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);

    internal static int Bytes(string text, int upTo) => Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Min(upTo, text.Length)));

    private static bool Overlap(TextEntity a, TextEntity b) =>
        b.Type is not ("bold" or "italic" or "underline" or "strikethrough" or "spoiler" or "blockquote" or "expandable_blockquote")
        && a.Offset < b.Offset + b.Length && b.Offset < a.Offset + a.Length;

    private static IEnumerable<TextEntity> Detect(string text)
    {
        var urls = UrlPattern().Matches(text).Select(m => new TextEntity("url", m.Index, m.Length)).ToArray();
        var others = CommandPattern().Matches(text).Select(m => new TextEntity("bot_command", m.Index, m.Length))
            .Concat(MentionPattern().Matches(text).Select(m => new TextEntity("mention", m.Index, m.Length)))
            .Concat(HashtagPattern().Matches(text).Select(m => new TextEntity("hashtag", m.Index, m.Length)))
            .ToArray();
        var commands = others.Where(o => o.Type == "bot_command").ToArray();
        return urls.Concat(others.Where(o => !Array.Exists(urls, u => Overlap(o, u)) && (o.Type == "bot_command" || !Array.Exists(commands, c => Overlap(o, c)))));
    }

    [GeneratedRegex(@"(?<![\w/@])/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?(?![\w/@])")]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"(?<![\w/])@[A-Za-z][A-Za-z0-9_]{2,31}\b")]
    private static partial Regex MentionPattern();

    [GeneratedRegex(@"(?<!\w)#\w{1,64}")]
    private static partial Regex HashtagPattern();

    [GeneratedRegex(@"https?://[^\s<>""]+[^\s<>"".,;:!?)\]]")]
    private static partial Regex UrlPattern();
}
