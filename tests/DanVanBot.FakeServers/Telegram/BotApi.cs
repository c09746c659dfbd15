using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>What goes back to the bot.</summary>
internal sealed record ApiReply(int Status, string Body, int? RetryAfter = null, string? Error = null)
{
    public static ApiReply Ok(JsonNode? result, string? description = null)
    {
        var json = new JsonObject { ["ok"] = true, ["result"] = result };
        if (description is not null)
        {
            json["description"] = description;
        }

        return new ApiReply(200, json.ToJsonString(Json.Wire));
    }

    public static ApiReply Fail(ApiError error)
    {
        var json = new JsonObject { ["ok"] = false, ["error_code"] = error.Code, ["description"] = error.Message };
        if (error.RetryAfter is { } seconds)
        {
            json["parameters"] = new JsonObject { ["retry_after"] = seconds };
        }
        else if (error.MigrateToChatId is { } chat)
        {
            json["parameters"] = new JsonObject { ["migrate_to_chat_id"] = chat };
        }

        return new ApiReply(error.Code, json.ToJsonString(Json.Wire), error.RetryAfter, error.Message);
    }
}

/// <summary>The methods. Each runs whole under the world's lock; only getUpdates waits, outside it.</summary>
internal sealed partial class BotApi
{
    private readonly World _world;
    private readonly Dictionary<string, Func<ApiRequest, ApiReply>> _methods;

    public BotApi(World world, WebhookPusher webhook)
    {
        (_world, _webhook) = (world, webhook);
        _methods = new(StringComparer.OrdinalIgnoreCase)
        {
            ["getMe"] = _ => ApiReply.Ok(Me()),
            ["logOut"] = _ => ApiReply.Ok(true),
            ["close"] = _ => ApiReply.Ok(true),
            ["sendMessage"] = SendMessage,
            ["sendPhoto"] = SendPhoto,
            ["sendDocument"] = SendDocument,
            ["sendMediaGroup"] = SendMediaGroup,
            ["sendLocation"] = SendLocation,
            ["sendChatAction"] = SendChatAction,
            ["editMessageText"] = EditMessageText,
            ["editMessageReplyMarkup"] = EditMessageReplyMarkup,
            ["deleteMessage"] = DeleteMessage,
            ["answerCallbackQuery"] = AnswerCallbackQuery,
            ["getFile"] = GetFile,
            ["getChat"] = GetChat,
            ["getChatMember"] = GetChatMember,
            ["leaveChat"] = LeaveChat,
            ["setMyCommands"] = SetMyCommands,
            ["getMyCommands"] = r => ApiReply.Ok(_world.Profile.Commands.GetValueOrDefault(CommandScope(r))?.DeepClone() ?? new JsonArray()),
            ["deleteMyCommands"] = r =>
            {
                _world.Profile.Commands.Remove(CommandScope(r));
                return ApiReply.Ok(true);
            },
            ["setMyName"] = r => SetProfile(r, "name", 64, v => _world.Profile.Name = v.Length == 0 ? _world.Options.BotName : v),
            ["getMyName"] = _ => ApiReply.Ok(new JsonObject { ["name"] = _world.Profile.Name }),
            ["setMyDescription"] = r => SetProfile(r, "description", 512, v => _world.Profile.Description = v),
            ["getMyDescription"] = _ => ApiReply.Ok(new JsonObject { ["description"] = _world.Profile.Description }),
            ["setMyShortDescription"] = r => SetProfile(r, "short_description", 120, v => _world.Profile.ShortDescription = v),
            ["getMyShortDescription"] = _ => ApiReply.Ok(new JsonObject { ["short_description"] = _world.Profile.ShortDescription }),
            ["setWebhook"] = SetWebhook,
            ["deleteWebhook"] = DeleteWebhook,
            ["getWebhookInfo"] = _ => ApiReply.Ok(WebhookInfo()),
        };
    }

    public async Task<ApiReply> CallAsync(ApiRequest request, CancellationToken clientGone)
    {
        try
        {
            if (request.Method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase))
            {
                return await GetUpdatesAsync(request, clientGone);
            }

            lock (_world.Gate)
            {
                return _methods.TryGetValue(request.Method, out var method)
                    ? method(request)
                    : throw ApiError.Exact(404, "Not Found: method not found");
            }
        }
        catch (ApiError error)
        {
            return ApiReply.Fail(error);
        }
    }

    private JsonObject Me()
    {
        var me = _world.BotJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = !_world.Options.PrivacyMode;
        foreach (var capability in (string[])["supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics"])
        {
            me[capability] = false;
        }

        return me;
    }
}
