using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>Refusals, one row each: the texts of channels.md 4.3 and of the public server's source.</summary>
public sealed class ErrorTextTests : IAsyncLifetime
{
    private const long An = 1001;
    private const long Blocked = 1002;
    private const long Gone = 1003;
    private const long MetInGroup = 1004;
    private const long Stranger = 1005;

    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private Dictionary<string, string> _places = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        _bot = new RawBot(_fake);
        var an = _fake.User(An, "An");
        var first = await an.SendAsync("xin chào");
        var blocked = _fake.User(Blocked);
        await blocked.SendAsync("a");
        await blocked.BlockAsync();
        var gone = _fake.User(Gone);
        await gone.SendAsync("a");
        await gone.DeactivateAsync();
        _fake.User(Stranger);

        var kicked = _fake.Group("bị mời ra", an);
        await kicked.KickBotAsync(an);
        var left = _fake.Group("đã rời", an);
        await left.SetBotStatusAsync(an, "left");
        var superKicked = _fake.Supergroup("bị mời ra", null, an);
        await superKicked.KickBotAsync(an);
        var superLeft = _fake.Supergroup("đã rời", null, an);
        await superLeft.SetBotStatusAsync(an, "left");
        var deleted = _fake.Group("đã xóa", an);
        await deleted.DeleteAsync();
        var old = _fake.Group("Tổ 5", an);
        await old.MigrateAsync(an);
        var group = _fake.Group("Tổ 6", an);
        await _fake.User(MetInGroup).In(group).SendAsync("chào cả tổ");
        var forum = _fake.Supergroup("diễn đàn", null, an);
        forum.AddTopic();

        var plain = await _bot.SayAsync(An, "văn bản");
        var photo = await SendPhotoAsync();
        _places = new Dictionary<string, string>
        {
            ["{kicked}"] = Id(kicked.Id),
            ["{left}"] = Id(left.Id),
            ["{superKicked}"] = Id(superKicked.Id),
            ["{superLeft}"] = Id(superLeft.Id),
            ["{deleted}"] = Id(deleted.Id),
            ["{migrated}"] = Id(old.Id),
            ["{group}"] = Id(group.Id),
            ["{forum}"] = Id(forum.Id),
            ["{theirs}"] = Id(first.MessageId),
            ["{mine}"] = plain.Result.GetProperty("message_id").GetRawText(),
            ["{photo}"] = photo.Result.GetProperty("message_id").GetRawText(),
            ["{4097}"] = new string('a', 4097),
            ["{4096 and spaces}"] = new string('a', 4096) + "   ",
            ["{1025}"] = new string('a', 1025),
            ["{65 bytes}"] = new string('a', 65),
            ["{22 letters of 3 bytes}"] = new string('ạ', 22),
            ["{201}"] = new string('a', 201),
        };

        static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Theory]
    // Where it goes.
    [InlineData("sendMessage", """{"text":"a"}""", 400, "Bad Request: chat_id is empty")]
    [InlineData("sendMessage", """{"chat_id":99,"text":"a"}""", 400, "Bad Request: chat not found")]
    [InlineData("sendMessage", """{"chat_id":"abc","text":"a"}""", 400, "Bad Request: chat not found")]
    [InlineData("sendMessage", """{"chat_id":"@nobody","text":"a"}""", 400, "Bad Request: chat not found")]
    [InlineData("sendMessage", """{"chat_id":1005,"text":"a"}""", 400, "Bad Request: chat not found")]
    [InlineData("sendMessage", """{"chat_id":1004,"text":"a"}""", 403, "Forbidden: bot can't initiate conversation with a user")]
    [InlineData("sendMessage", """{"chat_id":1002,"text":"a"}""", 403, "Forbidden: bot was blocked by the user")]
    [InlineData("sendChatAction", """{"chat_id":1002,"action":"typing"}""", 403, "Forbidden: bot was blocked by the user")]
    [InlineData("sendMessage", """{"chat_id":1003,"text":"a"}""", 403, "Forbidden: user is deactivated")]
    [InlineData("sendMessage", """{"chat_id":{kicked},"text":"a"}""", 403, "Forbidden: bot was kicked from the group chat")]
    [InlineData("sendMessage", """{"chat_id":{superKicked},"text":"a"}""", 403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData("sendMessage", """{"chat_id":{left},"text":"a"}""", 403, "Forbidden: bot is not a member of the group chat")]
    [InlineData("sendMessage", """{"chat_id":{superLeft},"text":"a"}""", 403, "Forbidden: bot is not a member of the supergroup chat")]
    [InlineData("getChat", """{"chat_id":{superLeft}}""", 403, "Forbidden: bot is not a member of the supergroup chat")]
    [InlineData("sendMessage", """{"chat_id":{deleted},"text":"a"}""", 403, "Forbidden: the group chat was deleted")]
    [InlineData("sendMessage", """{"chat_id":{migrated},"text":"a"}""", 400, "Bad Request: group chat was upgraded to a supergroup chat")]
    [InlineData("sendMessage", """{"chat_id":{forum},"text":"a","message_thread_id":999}""", 400, "Bad Request: message thread not found")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_parameters":{"message_id":999}}""", 400, "Bad Request: message to be replied not found")]
    // What is said.
    [InlineData("sendMessage", """{"chat_id":1001}""", 400, "Bad Request: message text is empty")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":""}""", 400, "Bad Request: message text is empty")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"  \n "}""", 400, "Bad Request: text must be non-empty")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"{4097}"}""", 400, "Bad Request: message is too long")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","parse_mode":"BBCode"}""", 400, "Bad Request: unsupported parse_mode")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"<b>a","parse_mode":"HTML"}""", 400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"ạ</b>","parse_mode":"HTML"}""", 400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 3")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"<b>a</i>","parse_mode":"HTML"}""", 400, "Bad Request: can't parse entities: Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"<h1>a</h1>","parse_mode":"html"}""", 400, "Bad Request: can't parse entities: Unsupported start tag \"h1\" at byte offset 0")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a < b","parse_mode":"HTML"}""", 400, "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 2")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"1.5","parse_mode":"MarkdownV2"}""", 400, "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"*a","parse_mode":"MarkdownV2"}""", 400, "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 0")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a _b","parse_mode":"Markdown"}""", 400, "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 2")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"abc","entities":[{"type":"bold","offset":4,"length":1}]}""", 400, "Bad Request: entity begins after the end of the text at UTF-16 offset 4")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"abc","entities":[{"type":"bold","offset":1,"length":5}]}""", 400, "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 6")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"👍a","entities":[{"type":"bold","offset":1,"length":1}]}""", 400, "Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 4")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"abc","entities":[{"type":"loud","offset":0,"length":1}]}""", 400, "Bad Request: can't parse MessageEntity: Unsupported type specified")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"abc","entities":[{"type":"bold","length":1}]}""", 400, "Bad Request: can't parse MessageEntity: Can't find field \"offset\"")]
    // Buttons.
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":"{"}""", 400, "Bad Request: can't parse reply keyboard markup JSON object")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":[]}""", 400, "Bad Request: object expected as reply markup")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[{"text":"x"}]}}""", 400, "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"x"}]]}}""", 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[[{"callback_data":"x"}]]}}""", 400, "Bad Request: can't parse inline keyboard button: Can't find field \"text\"")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"{65 bytes}"}]]}}""", 400, "Bad Request: BUTTON_DATA_INVALID")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"x","callback_data":"{22 letters of 3 bytes}"}]]}}""", 400, "Bad Request: BUTTON_DATA_INVALID")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[[{"text":" ","callback_data":"x"}]]}}""", 400, "Bad Request: inline keyboard button text must be non-empty")]
    [InlineData("sendMessage", """{"chat_id":{group},"text":"a","reply_markup":{"keyboard":[[{"text":"x","request_location":true}]]}}""", 400, "Bad Request: location can be requested in private chats only")]
    [InlineData("sendMessage", """{"chat_id":{group},"text":"a","reply_markup":{"keyboard":[[{"text":"x","request_contact":true}]]}}""", 400, "Bad Request: phone number can be requested in private chats only")]
    // Edits and deletions.
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":{mine},"text":"văn bản"}""", 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")]
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":999,"text":"a"}""", 400, "Bad Request: message to edit not found")]
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":{theirs},"text":"a"}""", 400, "Bad Request: message can't be edited")]
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":{photo},"text":"a"}""", 400, "Bad Request: there is no text in the message to edit")]
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":{mine}}""", 400, "Bad Request: message text is empty")]
    [InlineData("editMessageText", """{"text":"a"}""", 400, "Bad Request: message identifier is not specified")]
    [InlineData("editMessageText", """{"chat_id":1001,"message_id":{mine},"text":"a","reply_markup":{"keyboard":[["x"]]}}""", 400, "Bad Request: inline keyboard expected")]
    [InlineData("deleteMessage", """{"chat_id":1001,"message_id":999}""", 400, "Bad Request: message to delete not found")]
    // The rest.
    [InlineData("answerCallbackQuery", """{"callback_query_id":"1"}""", 400, "Bad Request: query is too old and response timeout expired or query ID is invalid")]
    [InlineData("sendChatAction", """{"chat_id":1001,"action":"dancing"}""", 400, "Bad Request: wrong parameter action in request")]
    [InlineData("sendLocation", """{"chat_id":1001,"longitude":1}""", 400, "Bad Request: latitude is empty")]
    [InlineData("sendPhoto", """{"chat_id":1001}""", 400, "Bad Request: there is no photo in the request")]
    [InlineData("sendPhoto", """{"chat_id":1001,"photo":"https://example.org/a.jpg"}""", 400, "Bad Request: failed to get HTTP URL content")]
    [InlineData("sendDocument", """{"chat_id":1001}""", 400, "Bad Request: there is no document in the request")]
    [InlineData("sendMediaGroup", """{"chat_id":1001}""", 400, "Bad Request: parameter \"media\" is required")]
    [InlineData("sendMediaGroup", """{"chat_id":1001,"media":{}}""", 400, "Bad Request: expected an Array of InputMedia")]
    [InlineData("getFile", "{}", 400, "Bad Request: file_id not specified")]
    [InlineData("getFile", """{"file_id":"nothing"}""", 400, "Bad Request: invalid file_id")]
    [InlineData("getChatMember", """{"chat_id":{group}}""", 400, "Bad Request: invalid user_id specified")]
    [InlineData("setMyCommands", """{"commands":[{"command":"Start","description":"x"}]}""", 400, "Bad Request: BOT_COMMAND_INVALID")]
    [InlineData("setMyCommands", """{"commands":[{"command":"start"}]}""", 400, "Bad Request: can't parse BotCommand: Can't find field \"description\"")]
    [InlineData("setMyCommands", """{"commands":[{"command":"a2345678901234567890123456789012x","description":"x"}]}""", 400, "Bad Request: command length must not exceed 32")]
    [InlineData("setMyCommands", """{"commands":{}}""", 400, "Bad Request: expected an Array of BotCommand")]
    [InlineData("setMyCommands", """{"commands":[],"scope":{"type":"everyone"}}""", 400, "Bad Request: can't parse BotCommandScope: Unsupported type specified")]
    [InlineData("setWebhook", """{"url":"ftp://127.0.0.1/"}""", 400, "Bad Request: invalid webhook URL specified")]
    [InlineData("setWebhook", """{"url":"http://127.0.0.1:1/","secret_token":"bí mật"}""", 400, "Bad Request: secret token contains unallowed characters")]
    [InlineData("sendTelepathy", "{}", 404, "Not Found: method not found")]
    public async Task Call_Refused_SaysWhatTheRealServerSays(string method, string json, int status, string description)
    {
        var answer = await PostAsync(method, json);

        answer.Body.GetProperty("ok").GetBoolean().Should().BeFalse();
        answer.Description.Should().Be(description);
        answer.Status.Should().Be(status);
        answer.Body.GetProperty("error_code").GetInt32().Should().Be(status);
    }

    [Theory]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"{4096 and spaces}"}""")]
    [InlineData("sendMessage", """{"chat_id":"1001","text":"<b>a</b> &lt;tag&gt; <a href=\"tg://user?id=1\">b</a>","parse_mode":"HTML"}""")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"*đậm* _nghiêng_ 1\\.5","parse_mode":"MarkdownV2"}""")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_parameters":{"message_id":999,"allow_sending_without_reply":true}}""")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"keyboard":[["x",{"text":"y","request_location":true}]],"resize_keyboard":true}}""")]
    [InlineData("sendMessage", """{"chat_id":1001,"text":"a","reply_markup":{"inline_keyboard":[]}}""")]
    [InlineData("sendMessage", """{"chat_id":{group},"text":"a","message_thread_id":7}""")]
    [InlineData("SENDMESSAGE", """{"chat_id":1001,"text":"a"}""")]
    [InlineData("getChat", """{"chat_id":{kicked}}""")]
    [InlineData("getChat", """{"chat_id":1002}""")]
    [InlineData("setMyCommands", """{"commands":[{"command":"/start","description":"Bắt đầu"}],"scope":{"type":"chat","chat_id":1001},"language_code":"vi"}""")]
    public async Task Call_WithinTheRules_IsAccepted(string method, string json) =>
        (await PostAsync(method, json)).Body.GetRawText().Should().StartWith("""{"ok":true""");

    [Fact]
    public async Task Caption_Over1024_IsTooLong()
    {
        var file = _fake.Sent.Single(s => s.Method == "sendPhoto").Message.GetProperty("photo")[0].GetProperty("file_id").GetString();

        var answer = await PostAsync("sendPhoto", $$"""{"chat_id":1001,"photo":"{{file}}","caption":"{1025}"}""");

        answer.Description.Should().Be("Bad Request: message caption is too long");
    }

    [Fact]
    public async Task AnswerCallbackQuery_TextOver200_IsTooLongAndMayBeTriedAgain()
    {
        await _bot.CallAsync("sendMessage", new { chat_id = An, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });
        await _fake.User(An).PressAsync("Gửi");
        var updates = await _bot.CallAsync("getUpdates");
        var id = updates.Result.EnumerateArray().Last().GetProperty("callback_query").GetProperty("id").GetString()!;

        var tooLong = await PostAsync("answerCallbackQuery", $$"""{"callback_query_id":"{{id}}","text":"{201}"}""");
        var good = await PostAsync("answerCallbackQuery", $$"""{"callback_query_id":"{{id}}","text":"xong"}""");
        var second = await PostAsync("answerCallbackQuery", $$"""{"callback_query_id":"{{id}}","text":"xong"}""");

        tooLong.Description.Should().Be("Bad Request: MESSAGE_TOO_LONG");
        good.Ok.Should().BeTrue();
        second.Description.Should().StartWith("Bad Request: query is too old");
    }

    [Fact]
    public async Task Migration_InTheError_NamesTheNewChat()
    {
        var answer = await PostAsync("sendMessage", """{"chat_id":{migrated},"text":"a"}""");

        answer.Body.GetProperty("parameters").GetProperty("migrate_to_chat_id").GetInt64().Should().BeLessThan(-1_000_000_000_000);
    }

    [Theory]
    [InlineData("/bot123:wrong/getMe", 401, "Unauthorized")]
    [InlineData("/botnonsense/getMe", 401, "Unauthorized: invalid token specified")]
    [InlineData("/bot0123:a/getMe", 401, "Unauthorized: invalid token specified")]
    [InlineData("/getMe", 404, "Not Found")]
    [InlineData("/bot123:abc", 404, "Not Found")]
    public async Task Request_WithABadPathOrToken_IsRefused(string path, int status, string description)
    {
        using var response = await _bot.Http.GetAsync(path, TestContext.Current.CancellationToken);

        var answer = await RawAnswer.ReadAsync(response);
        answer.Should().BeEquivalentTo(new { Status = status, Description = description });
    }

    [Theory]
    [InlineData("Bad thing", "Bad Request: bad thing")]
    [InlineData("REPLY_MARKUP_INVALID", "Bad Request: REPLY_MARKUP_INVALID")]
    [InlineData("X_INVALID", "Bad Request: X_INVALID")]
    [InlineData("Bad Request: already said", "Bad Request: already said")]
    public void ApiError_OfTheCore_IsPrefixedAndLowered(string core, string expected) => ApiError.Core(400, core).Message.Should().Be(expected);

    private async Task<RawAnswer> PostAsync(string method, string json)
    {
        foreach (var (name, value) in _places)
        {
            json = json.Replace(name, value, StringComparison.Ordinal);
        }

        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _bot.Http.PostAsync(_bot.Path(method), content, TestContext.Current.CancellationToken);
        return await RawAnswer.ReadAsync(response);
    }

    private async Task<RawAnswer> SendPhotoAsync()
    {
        using var form = new MultipartFormDataContent();
        using var chat = new StringContent("1001");
        using var photo = new ByteArrayContent([0xFF, 0xD8, 0xFF, 1, 2, 3]);
        photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(chat, "chat_id");
        form.Add(photo, "photo", "a.jpg");
        using var response = await _bot.Http.PostAsync(_bot.Path("sendPhoto"), form, TestContext.Current.CancellationToken);
        return await RawAnswer.ReadAsync(response);
    }
}
