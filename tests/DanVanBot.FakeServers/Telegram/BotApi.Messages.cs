using System.Globalization;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal sealed partial class BotApi
{
    private const string TextTooLong = "Message is too long";
    private const string CaptionTooLong = "Message caption is too long";

    private static readonly HashSet<string> ChatActions =
    [
        "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio", "upload_voice", "upload_photo",
        "upload_document", "choose_sticker", "pick_up_location", "find_location", "record_video_note", "upload_video_note",
    ];

    private ApiReply SendMessage(ApiRequest request)
    {
        var (text, entities) = ParseText(request);
        var sent = Send(request, [message =>
        {
            var (clean, kept) = TextRules.Finish(text, entities, TextRules.MaxText, TextTooLong, "Text must be non-empty");
            TextRules.Put(message, "text", "entities", clean, kept);
        }]);
        return ApiReply.Ok(sent[0]);
    }

    private static (string Text, List<TextEntity> Entities) ParseText(ApiRequest request) =>
        request["text"].Length == 0
            ? throw ApiError.BadRequest("Message text is empty")
            : TextRules.Parse(request["text"], request["parse_mode"], request["entities"]);

    private ApiReply SendLocation(ApiRequest request)
    {
        double Read(string name)
        {
            if (request[name].Trim() is not { Length: > 0 } text)
            {
                throw ApiError.Exact(400, $"Bad Request: {name} is empty");
            }

            return double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
        }

        var (latitude, longitude) = (Read("latitude"), Read("longitude"));
        var sent = Send(request, [message =>
        {
            if (Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180)
            {
                throw ApiError.BadRequest("Wrong location specified");
            }

            message["location"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude };
        }]);
        return ApiReply.Ok(sent[0]);
    }

    private ApiReply SendChatAction(ApiRequest request)
    {
        if (!ChatActions.Contains(request["action"]))
        {
            throw ApiError.BadRequest("Wrong parameter action in request");
        }

        var chat = CheckChat(request["chat_id"], Access.Write);
        if (chat.BlockedByUser)
        {
            throw ApiError.Forbidden("bot was blocked by the user");
        }

        _world.Actions.Add(new ChatActionRecord(_world.NextSeq(), _world.Clock.GetUtcNow(), chat.Id, request["action"]));
        _world.Changed();
        return ApiReply.Ok(true);
    }

    /// <summary>One call, one or more messages: all of them or none.</summary>
    private List<JsonObject> Send(ApiRequest request, IReadOnlyList<Action<JsonObject>> contents)
    {
        var markup = Keyboards.Parse(request["reply_markup"]);
        var chat = CheckChat(request["chat_id"], Access.Write);
        var thread = CheckThread(request, chat);
        var replyTo = CheckReply(request, chat);
        var drafts = contents.Select(fill =>
        {
            var draft = new JsonObject();
            fill(draft);
            return draft;
        }).ToList();
        Keyboards.Check(markup, chat);
        CheckDelivery(chat, drafts.Count);
        return [.. drafts.Select(draft => Store(request, chat, draft, thread, replyTo, markup))];
    }

    private JsonObject Store(ApiRequest request, Chat chat, JsonObject draft, int? thread, StoredMessage? replyTo, JsonObject? markup)
    {
        var id = _world.NextMessageId(chat);
        var json = new JsonObject { ["message_id"] = id, ["from"] = _world.BotJson(), ["chat"] = chat.ToJson(), ["date"] = _world.NowUnix };
        if (thread is { } topic)
        {
            json["message_thread_id"] = topic;
            json["is_topic_message"] = true;
        }

        if (replyTo is not null)
        {
            var quoted = Json.Copy(replyTo.Json);
            quoted.Remove("reply_to_message");
            json["reply_to_message"] = quoted;
        }

        foreach (var (name, value) in draft)
        {
            json[name] = value?.DeepClone();
        }

        if (Keyboards.InlineOf(markup) is { } inline)
        {
            json["reply_markup"] = inline;
        }

        var sent = new SentMessage
        {
            Seq = _world.NextSeq(),
            At = _world.Clock.GetUtcNow(),
            Method = request.Method,
            ChatId = chat.Id,
            MessageId = id,
            Text = json.Text("text") ?? json.Text("caption") ?? "",
            ThreadId = thread,
            Buttons = Keyboards.Buttons(Keyboards.Shown(markup)),
            WireSeq = request.WireSeq,
            Message = SentMessage.Freeze(json),
        };
        _world.Sent.Add(sent);
        chat.Messages[id] = new StoredMessage { Id = id, FromBot = true, Json = json, Sent = sent, Markup = Keyboards.Shown(markup) };
        if (markup?["remove_keyboard"] is not null)
        {
            // A removed reply keyboard can no longer be pressed.
            foreach (var older in chat.Messages.Values.Where(m => m.Markup?["keyboard"] is not null))
            {
                older.Markup = null;
            }
        }

        _world.Changed();
        return Json.Copy(json);
    }

    private StoredMessage CheckMessage(ApiRequest request, string what, Access access, out Chat chat)
    {
        if (request["chat_id"].Length == 0 && request["message_id"].Length == 0)
        {
            throw request["inline_message_id"].Length == 0
                ? ApiError.BadRequest("Message identifier is not specified")
                : ApiError.BadRequest("MESSAGE_ID_INVALID");
        }

        chat = CheckChat(request["chat_id"], access);
        return chat.Messages.GetValueOrDefault(request.Int("message_id", 0, int.MinValue, int.MaxValue))
            ?? throw ApiError.BadRequest($"{what} not found");
    }

    private ApiReply EditMessageText(ApiRequest request)
    {
        var (text, entities) = ParseText(request);
        var markup = Keyboards.Parse(request["reply_markup"]);
        var stored = CheckMessage(request, "message to edit", Access.Edit, out var chat);
        MustBeOwn(stored);
        if (stored.Json["text"] is null)
        {
            throw ApiError.BadRequest("There is no text in the message to edit");
        }

        var (clean, kept) = TextRules.Finish(text, entities, TextRules.MaxText, TextTooLong, "Text must be non-empty");
        var json = Json.Copy(stored.Json);
        TextRules.Put(json, "text", "entities", clean, kept);
        return Edit(chat, stored, json, markup);
    }

    private ApiReply EditMessageReplyMarkup(ApiRequest request)
    {
        var markup = Keyboards.Parse(request["reply_markup"]);
        var stored = CheckMessage(request, "message to edit", Access.Edit, out var chat);
        MustBeOwn(stored);
        return Edit(chat, stored, Json.Copy(stored.Json), markup);
    }

    private static void MustBeOwn(StoredMessage stored)
    {
        if (!stored.FromBot)
        {
            throw ApiError.BadRequest("Message can't be edited");
        }
    }

    private ApiReply Edit(Chat chat, StoredMessage stored, JsonObject json, JsonObject? markup)
    {
        Keyboards.Check(markup, chat);
        if (markup?["keyboard"] is JsonArray { Count: > 0 })
        {
            throw ApiError.BadRequest("Inline keyboard expected");
        }

        json.Remove("reply_markup");
        if (Keyboards.InlineOf(markup) is { } inline)
        {
            json["reply_markup"] = inline;
        }

        var before = Json.Copy(stored.Json);
        before.Remove("edit_date");
        json.Remove("edit_date");
        if (JsonNode.DeepEquals(before, json))
        {
            throw ApiError.BadRequest(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }

        if (_world.Buckets.TryTake(chat.Id, chat.IsGroup, 1) is var wait and > 0)
        {
            throw ApiError.TooMany(wait);
        }

        json["edit_date"] = _world.NowUnix;
        stored.Json = json;
        stored.Markup = Keyboards.InlineOf(markup);
        var buttons = Keyboards.Buttons(stored.Markup);
        var text = json.Text("text") ?? json.Text("caption") ?? "";
        stored.Sent?.Edit(text, buttons, json);
        _world.Edits.Add(new EditRecord(_world.NextSeq(), _world.Clock.GetUtcNow(), chat.Id, stored.Id, text, buttons));
        _world.Changed();
        return ApiReply.Ok(Json.Copy(json));
    }

    private ApiReply DeleteMessage(ApiRequest request)
    {
        var stored = CheckMessage(request, "message to delete", Access.Write, out var chat);
        if (_world.NowUnix - stored.Json["date"]!.GetValue<long>() > 48 * 3600)
        {
            throw ApiError.BadRequest("Message can't be deleted for everyone");
        }

        if (!stored.FromBot && chat.IsGroup && chat.BotStatus != "administrator")
        {
            throw ApiError.BadRequest("Message can't be deleted");
        }

        chat.Messages.Remove(stored.Id);
        if (stored.Sent is { } sent)
        {
            sent.Deleted = true;
        }

        _world.Changed();
        return ApiReply.Ok(true);
    }

    private ApiReply AnswerCallbackQuery(ApiRequest request)
    {
        var id = request["callback_query_id"];
        if (!_world.Callbacks.TryGetValue(id, out var open) || open.Answered || _world.Clock.GetUtcNow() - open.At > TimeSpan.FromSeconds(150))
        {
            throw ApiError.BadRequest("query is too old and response timeout expired or query ID is invalid");
        }

        if (request["text"].Length > 200)
        {
            throw ApiError.BadRequest("MESSAGE_TOO_LONG");
        }

        open.Answered = true;
        var text = request["text"].Length == 0 ? null : request["text"];
        _world.Answers.Add(new CallbackAnswer(_world.NextSeq(), _world.Clock.GetUtcNow(), id, open.UserId, text, request.Bool("show_alert")));
        _world.Changed();
        return ApiReply.Ok(true);
    }
}
