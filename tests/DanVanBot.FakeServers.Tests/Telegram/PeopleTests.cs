using System.Text.Json;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>What people do must look to a bot as it does on the real thing.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4];

    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private FakeUser _an = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        _bot = new RawBot(_fake);
        _an = _fake.User(1001, "An");
    }

    public ValueTask DisposeAsync()
    {
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Fact]
    public async Task SendAlbum_OfThree_IsThreeUpdatesWithOneGroup()
    {
        await _an.SendAlbumAsync([Jpeg, Jpeg, Jpeg], "đường hỏng");

        var messages = await MessagesAsync();

        messages.Select(m => m.GetProperty("media_group_id").GetString()).Distinct().Should().HaveCount(1);
        messages.Select(m => m.TryGetProperty("caption", out var c) ? c.GetString() : null).Should().Equal("đường hỏng", null, null);
        messages[0].GetProperty("photo").GetArrayLength().Should().Be(3);
    }

    [Fact]
    public async Task GetFile_OfAPhoto_GivesARelativePathThatDownloads()
    {
        await _an.SendPhotoAsync(Jpeg);
        var id = (await MessagesAsync())[0].GetProperty("photo")[2].GetProperty("file_id").GetString();

        var path = (await _bot.CallAsync("getFile", new { file_id = id })).Result.GetProperty("file_path").GetString()!;
        var bytes = await _bot.Http.GetByteArrayAsync($"/file/bot{_fake.Token}/{path}", TestContext.Current.CancellationToken);
        _fake.Clock.Advance(TimeSpan.FromHours(2));
        using var later = await _bot.Http.GetAsync($"/file/bot{_fake.Token}/{path}", TestContext.Current.CancellationToken);

        path.Should().StartWith("photos/");
        bytes.Should().Equal(Jpeg);
        ((int)later.StatusCode).Should().Be(404, "a link lives an hour");
    }

    [Fact]
    public async Task GetFile_Over20Megabytes_IsTooBig()
    {
        await _an.SendDocumentAsync("phim.mp4", Jpeg, declaredSize: 20 * 1024 * 1024 + 1);
        var id = (await MessagesAsync())[0].GetProperty("document").GetProperty("file_id").GetString();

        (await _bot.CallAsync("getFile", new { file_id = id })).Description.Should().Be("Bad Request: file is too big");
    }

    [Fact]
    public async Task Group_WithPrivacy_LetsThroughOnlyWhatIsForTheBot()
    {
        var group = _fake.Group("Tổ 5", _an);
        var voice = _an.In(group);
        var mine = await _bot.SayAsync(group.Id, "tôi là bot");

        var seen = new[]
        {
            await voice.SendAsync("chuyện riêng"),
            await voice.SendAsync("/baocao"),
            await voice.SendAsync("/baocao@another_bot"),
            await voice.SendAsync($"/baocao@{_fake.Options.BotUsername}"),
            await voice.SendAsync($"@{_fake.Options.BotUsername} giúp với"),
            await voice.SendAsync("trả lời bot", replyTo: mine.Result.GetProperty("message_id").GetInt32()),
        }.Select(m => m.UpdateId is not null);

        seen.Should().Equal(false, true, false, true, true, true);
    }

    [Fact]
    public async Task SendContact_OfSomebodyElse_SaysWhose()
    {
        await _an.SendContactAsync("84911111111");
        await _an.SendContactAsync("84922222222", "Bình", ofUser: 1002);
        await _an.SendContactAsync("84933333333", "Không dùng", ofUser: 0);

        (await MessagesAsync()).Select(m => m.GetProperty("contact").TryGetProperty("user_id", out var id) ? id.GetInt64() : 0).Should().Equal(1001, 1002, 0);
    }

    [Fact]
    public async Task Press_OnReplyKeyboard_SendsTextLocationOrContact()
    {
        await _an.SendAsync("a");
        await _bot.CallAsync("sendMessage", new
        {
            chat_id = 1001,
            text = "chọn",
            reply_markup = new { keyboard = new object[][] { ["Bỏ qua", new { text = "Vị trí", request_location = true }, new { text = "Số máy", request_contact = true }] } },
        });

        await _an.PressAsync("Bỏ qua");
        await _an.PressAsync("Vị trí");
        await _an.PressAsync("Số máy");

        var messages = (await MessagesAsync()).Skip(1).ToArray();
        messages[0].GetProperty("text").GetString().Should().Be("Bỏ qua");
        messages[1].GetProperty("location").GetProperty("latitude").GetDouble().Should().BeApproximately(10.76, 0.01);
        messages[2].GetProperty("contact").GetProperty("user_id").GetInt64().Should().Be(1001);
    }

    [Fact]
    public async Task Press_OfAButtonThatIsNotThere_TellsWhichAre()
    {
        await _an.SendAsync("a");
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });

        await FluentActions.Awaiting(() => _an.PressAsync("Hủy")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*There are: Gửi*");
    }

    [Fact]
    public async Task Send_Of10000Characters_ArrivesInPieces()
    {
        await _an.SendAsync(new string('a', 4095) + "👍" + new string('b', 6000));

        (await MessagesAsync()).Select(m => m.GetProperty("text").GetString()!.Length).Should().Equal(4095, 4096, 1906);
    }

    [Fact]
    public async Task Edit_OfAnOwnMessage_IsAnEditedMessageWithTheSameId()
    {
        var sent = await _an.SendAsync("cũ");
        await _an.EditAsync(sent, "mới");

        var edited = (await _bot.CallAsync("getUpdates")).Result[1].GetProperty("edited_message");

        edited.GetProperty("message_id").GetInt32().Should().Be(sent.MessageId);
        edited.GetProperty("text").GetString().Should().Be("mới");
        edited.TryGetProperty("edit_date", out _).Should().BeTrue();
    }

    [Fact]
    public async Task Forum_Topic_CarriesItsThreadBothWays()
    {
        var forum = _fake.Supergroup("diễn đàn", "dien_dan", _an);
        var topic = forum.AddTopic();
        await _an.In(forum).SendAsync("/baocao", thread: topic);

        var incoming = (await MessagesAsync())[0];
        var outgoing = await _bot.CallAsync("sendMessage", new { chat_id = "@dien_dan", text = "đây", message_thread_id = topic });

        incoming.GetProperty("message_thread_id").GetInt32().Should().Be(topic);
        outgoing.Result.GetProperty("message_thread_id").GetInt32().Should().Be(topic);
    }

    [Fact]
    public async Task NextAsync_ReturnsEachMessageOnceInOrder()
    {
        await _an.SendAsync("a");
        await _bot.SayAsync(1001, "một");
        await _bot.SayAsync(1001, "hai");

        (await _an.NextAsync()).Text.Should().Be("một");
        (await _an.NextAsync()).Text.Should().Be("hai");
        await FluentActions.Awaiting(() => _an.NextAsync(TimeSpan.FromMilliseconds(30))).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task SendMessage_WithHtml_KeepsTextAndEntities()
    {
        await _an.SendAsync("a");

        var result = (await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "👍 <b>Mã <i>tra</i></b> &amp; <a href=\"https://example.org\">liên kết</a>", parse_mode = "HTML" })).Result;

        result.GetProperty("text").GetString().Should().Be("👍 Mã tra & liên kết");
        result.GetProperty("entities").EnumerateArray().Select(e => (e.GetProperty("type").GetString(), e.GetProperty("offset").GetInt32(), e.GetProperty("length").GetInt32()))
            .Should().Equal(("bold", 3, 6), ("italic", 6, 3), ("text_link", 12, 8));
    }

    [Fact]
    public async Task Call_InEveryForm_ReadsTheSameParameters()
    {
        await _an.SendAsync("a");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["chat_id"] = "1001", ["text"] = "biểu mẫu & dấu" });
        using var multipart = new MultipartFormDataContent { { new StringContent("1001"), "chat_id" }, { new StringContent("nhiều phần"), "text" } };

        await _bot.Http.GetAsync(_bot.Path("sendMessage?chat_id=1001&text=truy%20v%E1%BA%A5n"), TestContext.Current.CancellationToken);
        await _bot.Http.PostAsync(_bot.Path("sendMessage"), form, TestContext.Current.CancellationToken);
        await _bot.Http.PostAsync(_bot.Path("sendMessage"), multipart, TestContext.Current.CancellationToken);
        await _bot.SayAsync(1001, "json");

        _fake.Sent.Select(s => s.Text).Should().Equal("truy vấn", "biểu mẫu & dấu", "nhiều phần", "json");
    }

    private async Task<JsonElement[]> MessagesAsync() =>
        [.. (await _bot.CallAsync("getUpdates", new { offset = 0 })).Result.EnumerateArray().Where(u => u.TryGetProperty("message", out _)).Select(u => u.GetProperty("message"))];
}
