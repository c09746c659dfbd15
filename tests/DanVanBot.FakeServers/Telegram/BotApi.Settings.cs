using System.Globalization;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal sealed partial class BotApi
{
    private ApiReply SetMyCommands(ApiRequest request)
    {
        var commands = new JsonArray();
        if (request["commands"].Length > 0)
        {
            var given = ParseJson(request["commands"], "Can't parse commands JSON object") as JsonArray
                ?? throw ApiError.BadRequest("Expected an Array of BotCommand");
            foreach (var item in given)
            {
                commands.Add(Command(item));
            }
        }

        if (commands.Count > 100)
        {
            throw ApiError.BadRequest("BOT_COMMANDS_TOO_MUCH");
        }

        _world.Profile.Commands[CommandScope(request)] = commands;
        return ApiReply.Ok(true);
    }

    private static JsonObject Command(JsonNode? item)
    {
        string Field(JsonObject of, string name) =>
            of[name]?.ToString() ?? throw ApiError.BadRequest($"Can't parse BotCommand: Can't find field \"{name}\"");

        var o = item as JsonObject ?? throw ApiError.BadRequest("Can't parse BotCommand: expected an Object");
        var command = Field(o, "command").Trim();
        var description = Field(o, "description").Trim();
        command = command.StartsWith('/') ? command[1..] : command;
        if (command.Length == 0)
        {
            throw ApiError.BadRequest("Command must be non-empty");
        }

        if (Runes(command) > 32)
        {
            throw ApiError.BadRequest("Command length must not exceed 32");
        }

        if (description.Length == 0)
        {
            throw ApiError.BadRequest("Command description must be non-empty");
        }

        if (Runes(description) > 256)
        {
            throw ApiError.BadRequest("Command description length must not exceed 256");
        }

        return command.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? new JsonObject { ["command"] = command, ["description"] = description }
            : throw ApiError.BadRequest("BOT_COMMAND_INVALID");
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();

    /// <summary>A key for scope and language; the scope is checked as the server does.</summary>
    private string CommandScope(ApiRequest request)
    {
        var language = request["language_code"];
        if (request["scope"].Length == 0)
        {
            return "default|" + language;
        }

        ApiError Bad(string why) => ApiError.BadRequest("Can't parse BotCommandScope: " + why);
        var scope = ParseJson(request["scope"], "Can't parse BotCommandScope JSON object") as JsonObject
            ?? throw Bad("BotCommandScope must be an Object");
        var type = scope.Text("type") ?? throw Bad("Can't find field \"type\"");
        if (type is "default" or "all_private_chats" or "all_group_chats" or "all_chat_administrators")
        {
            return $"{type}|{language}";
        }

        if (type is not ("chat" or "chat_administrators" or "chat_member"))
        {
            throw Bad("Unsupported type specified");
        }

        var chatId = scope["chat_id"]?.ToString() ?? throw Bad("Can't find field \"chat_id\"");
        if (chatId.Length == 0)
        {
            throw Bad("Empty chat_id specified");
        }

        var user = "";
        if (type == "chat_member")
        {
            user = scope["user_id"]?.ToString() ?? throw Bad("Can't find field \"user_id\"");
            if (!long.TryParse(user, CultureInfo.InvariantCulture, out var id) || id <= 0)
            {
                throw Bad("Invalid user_id specified");
            }
        }

        return $"{type}|{CheckChat(chatId, Access.Members).Id}|{user}|{language}";
    }

    private static ApiReply SetProfile(ApiRequest request, string field, int max, Action<string> set)
    {
        if (Runes(request[field]) > max)
        {
            // The server's own words for a name that is too long.
            throw ApiError.BadRequest(field == "name" ? "BOT_TITLE_INVALID" : "ABOUT_TOO_LONG");
        }

        set(request[field]);
        return ApiReply.Ok(true);
    }
}
