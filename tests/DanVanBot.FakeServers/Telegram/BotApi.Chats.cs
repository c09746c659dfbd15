using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal sealed partial class BotApi
{
    private enum Access
    {
        Read,
        Members,
        Edit,
        Write,
    }

    /// <summary>Finds the chat and refuses in the order and words of the real server.</summary>
    private Chat CheckChat(string chatId, Access access)
    {
        if (chatId.Length == 0)
        {
            throw ApiError.Exact(400, "Bad Request: chat_id is empty");
        }

        var chat = chatId[0] == '@'
            ? _world.FindChatByUsername(chatId[1..])
            : _world.FindChat(long.TryParse(chatId.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : 0);
        if (chat is null || (chat.Person is not null && !chat.Started && !chat.Met))
        {
            throw ApiError.BadRequest("chat not found");
        }

        var write = access == Access.Write || (access == Access.Members && chat.Type == "group");
        var edit = write || access == Access.Edit;
        if (chat.Person is { IsDeactivated: true } && edit)
        {
            throw ApiError.Exact(403, "Forbidden: user is deactivated");
        }

        if (chat.Type == "group")
        {
            if ((chat.Deleted || chat.MigratedTo is not null) && write)
            {
                throw chat.MigratedTo is { } next ? ApiError.Migrated(next) : ApiError.Exact(403, "Forbidden: the group chat was deleted");
            }

            ThrowIfOut(chat, edit);
        }
        else if (chat.Type == "supergroup")
        {
            ThrowIfOut(chat, edit || chat.Username is null || chat.BotStatus == "kicked");
        }

        return chat;
    }

    private static void ThrowIfOut(Chat chat, bool matters)
    {
        if (matters && chat.BotStatus is "kicked" or "left")
        {
            throw ApiError.Exact(403, chat.BotStatus == "kicked"
                ? $"Forbidden: bot was kicked from the {chat.Type} chat"
                : $"Forbidden: bot is not a member of the {chat.Type} chat");
        }
    }

    /// <summary>What Telegram itself refuses after the server passed the message on.</summary>
    private void CheckDelivery(Chat chat, int messages)
    {
        if (chat.BlockedByUser)
        {
            throw ApiError.Forbidden("bot was blocked by the user");
        }

        if (chat.Person is not null && !chat.Started)
        {
            throw ApiError.Forbidden("bot can't initiate conversation with a user");
        }

        if (_world.Buckets.TryTake(chat.Id, chat.IsGroup, messages) is var wait and > 0)
        {
            throw ApiError.TooMany(wait);
        }
    }

    private static int? CheckThread(ApiRequest request, Chat chat)
    {
        var thread = request.Int("message_thread_id", 0, 0, int.MaxValue);
        if (thread == 0 || (chat.IsGroup && !chat.IsForum))
        {
            return null; // the server ignores it in groups without topics
        }

        return chat.Topics.Contains(thread) ? thread : throw ApiError.BadRequest("Message thread not found");
    }

    private StoredMessage? CheckReply(ApiRequest request, Chat chat)
    {
        var id = request.Int("reply_to_message_id", 0, int.MinValue, int.MaxValue);
        var optional = request.Bool("allow_sending_without_reply");
        if (request["reply_parameters"] is { Length: > 0 } json)
        {
            var parameters = ParseJson(json, "Can't parse reply parameters JSON object") as JsonObject
                ?? throw ApiError.BadRequest("Object expected as reply parameters");
            id = int.TryParse(parameters["message_id"]?.ToString(), CultureInfo.InvariantCulture, out var given) ? given : 0;
            optional = parameters["allow_sending_without_reply"]?.GetValueKind() == JsonValueKind.True;
            if (parameters["chat_id"] is { } other)
            {
                chat = CheckChat(other.ToString(), Access.Read);
            }
        }

        if (id <= 0)
        {
            return null;
        }

        return chat.Messages.GetValueOrDefault(id) is { } found ? found : optional ? null : throw ApiError.BadRequest("message to be replied not found");
    }

    private static JsonNode? ParseJson(string json, string onError)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw ApiError.BadRequest(onError);
        }
    }

    private ApiReply GetChat(ApiRequest request)
    {
        var chat = CheckChat(request["chat_id"], Access.Read);
        var json = chat.ToJson();
        json["accent_color_id"] = 0;
        json["max_reaction_count"] = 11;
        json["accepted_gift_types"] = Json.Flags(false, "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels");
        if (chat.IsGroup)
        {
            json["permissions"] = Json.Flags(true, "can_send_messages", "can_send_photos", "can_send_documents", "can_send_other_messages");
        }

        return ApiReply.Ok(json);
    }

    private ApiReply GetChatMember(ApiRequest request)
    {
        if (!long.TryParse(request["user_id"], CultureInfo.InvariantCulture, out var userId) || userId <= 0)
        {
            throw ApiError.BadRequest("invalid user_id specified");
        }

        var isMe = userId == _world.Options.BotId;
        var chat = CheckChat(request["chat_id"], isMe ? Access.Read : Access.Members);
        if (isMe)
        {
            return ApiReply.Ok(FakeGroup.Member(_world.BotJson(), chat.IsGroup ? chat.BotStatus : "member"));
        }

        if (!_world.Users.TryGetValue(userId, out var user))
        {
            throw ApiError.BadRequest("PARTICIPANT_ID_INVALID");
        }

        var status = chat.Person == user ? "member" : chat.Members.GetValueOrDefault(userId, "left");
        return ApiReply.Ok(FakeGroup.Member(user.ToJson(), status));
    }

    private ApiReply LeaveChat(ApiRequest request)
    {
        var chat = CheckChat(request["chat_id"], Access.Read);
        if (!chat.IsGroup)
        {
            throw ApiError.BadRequest("chat member status can't be changed in private chats");
        }

        chat.BotStatus = "left";
        return ApiReply.Ok(true);
    }
}
