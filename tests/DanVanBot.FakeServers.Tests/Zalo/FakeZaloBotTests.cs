using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.FakeServers.Tests.Zalo;

/// <summary>The fake refuses what the documents do not offer, and answers in their shapes.</summary>
public sealed class FakeZaloBotTests
{
    private const string An = "6ede9afa66b88fe6d6a9";

    [Theory]
    [InlineData("sendMessage", """{"chat_id":"","text":"a"}""", "Bad request: The chat_id must not be empty")]
    [InlineData("sendMessage", """{"text":"a"}""", "Bad request: The chat_id must not be empty")]
    [InlineData("sendMessage", """{"chat_id":"nobody","text":"a"}""", "Bad request: The chat_id is invalid")]
    [InlineData("sendMessage", """{"chat_id":"6ede9afa66b88fe6d6a9","text":""}""", "Bad request: The text must not be empty")]
    [InlineData("sendMessage", """{"chat_id":"6ede9afa66b88fe6d6a9","text":"a","reply_markup":{}}""", "Bad request: The reply_markup is not known")]
    [InlineData("sendMessage", """{"chat_id":"6ede9afa66b88fe6d6a9","text":"a","parse_mode":"MarkdownV2"}""", "Bad request: The parse_mode is invalid")]
    [InlineData("sendPhoto", """{"chat_id":"6ede9afa66b88fe6d6a9","photo":"attach://x"}""", "Bad request: The photo must be a URL")]
    [InlineData("sendChatAction", """{"chat_id":"6ede9afa66b88fe6d6a9","action":"dancing"}""", "Bad request: The action is invalid")]
    [InlineData("getUpdates", """{"offset":3}""", "Bad request: The offset is not known")]
    [InlineData("setWebhook", """{"url":"http://127.0.0.1:1/x","secret_token":"7-chars"}""", "Bad request: The secret_token must have 8 to 256 characters")]
    [InlineData("setWebhook", """{"url":"https://example.org/x","secret_token":"12345678"}""", "Bad request: The url is invalid")]
    public async Task Call_WhatIsNotOffered_Is400(string method, string body, string description)
    {
        await using var fake = await FakeZaloBot.StartAsync();
        fake.User(An, "An");
        var (status, answer) = await CallAsync(fake, method, body);
        status.Should().Be(HttpStatusCode.BadRequest);
        (answer["error_code"]!.GetValue<int>(), answer["description"]!.GetValue<string>()).Should().Be((400, description));
        fake.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task SendMessage_2000CharactersGo_2001DoNot()
    {
        await using var fake = await FakeZaloBot.StartAsync();
        fake.User(An, "An");
        var (status, answer) = await SendAsync(fake, new string('a', 2000));
        status.Should().Be(HttpStatusCode.OK);
        answer["result"]!["message_id"]!.GetValue<string>().Should().MatchRegex("^[0-9a-f]{20}$");
        answer["result"]!["date"]!.GetValue<long>().Should().BeGreaterThan(1_000_000_000_000, "it is in milliseconds");
        (await SendAsync(fake, new string('a', 2001))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("sendmessage")]
    [InlineData("editMessageText")]
    [InlineData("answerCallbackQuery")]
    public async Task Call_AMethodOfAnotherPlatformOrCase_Is404(string method)
    {
        await using var fake = await FakeZaloBot.StartAsync();
        (await CallAsync(fake, method, "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Call_WrongToken_Is401()
    {
        await using var fake = await FakeZaloBot.StartAsync();
        var (status, answer) = await CallAsync(fake, "getMe", "{}", token: "1:other");
        (status, answer["description"]!.GetValue<string>()).Should().Be((HttpStatusCode.Unauthorized, "Unauthorized"));
    }

    [Fact]
    public async Task Quota_BothDirectionsCount_ThenIs429()
    {
        await using var fake = await FakeZaloBot.StartAsync(new FakeZaloBotOptions { MonthlyQuota = 2 });
        fake.User(An, "An").Say("một");
        (await SendAsync(fake, "hai")).Status.Should().Be(HttpStatusCode.OK);
        (await SendAsync(fake, "ba")).Status.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.RequestTimeout)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task GetUpdates_Empty_Is408InEitherPlace_AndAnAnswerHoldsOneObjectThatIsThenGone(bool inside, HttpStatusCode expected)
    {
        await using var fake = await FakeZaloBot.StartAsync();
        fake.EmptyPollIs200 = inside;
        var an = fake.User(An, "An");
        an.Say("một");
        an.SendPhoto([1]);
        var (_, first) = await CallAsync(fake, "getUpdates", """{"timeout":0}""");
        first["result"]!["message"]!["text"]!.GetValue<string>().Should().Be("một");
        var (_, second) = await CallAsync(fake, "getUpdates", """{"timeout":"0"}""");
        second["result"]!["message"]!["photo_url"]!.GetValue<string>().Should().StartWith(fake.BaseUrl);
        var (status, none) = await CallAsync(fake, "getUpdates", """{"timeout":0}""");
        (status, none["ok"]!.GetValue<bool>(), none["error_code"]!.GetValue<int>()).Should().Be((expected, false, 408));
    }

    [Fact]
    public async Task Webhook_SetAndDeleted_TurnsPollsSilent_AndInfoIs404WithoutOne()
    {
        await using var fake = await FakeZaloBot.StartAsync();
        (await CallAsync(fake, "getWebhookInfo", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
        var (_, set) = await CallAsync(fake, "setWebhook", """{"url":"http://127.0.0.1:1/x","secret_token":"12345678"}""");
        set["result"]!["verification"]!["outcome"]!.GetValue<string>().Should().Be("webhook.err.unreachable", "it is stored all the same");
        fake.User(An, "An").Say("một");
        (await CallAsync(fake, "getUpdates", """{"timeout":0}""")).Status.Should().Be(HttpStatusCode.RequestTimeout);
        await fake.WaitUntilAsync(() => fake.Pushes.Count == 1);
        fake.Pushes.Single().Status.Should().Be(0);
        await CallAsync(fake, "deleteWebhook", "{}");
        (await CallAsync(fake, "getWebhookInfo", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<(HttpStatusCode Status, JsonObject Answer)> SendAsync(FakeZaloBot fake, string text) =>
        CallAsync(fake, "sendMessage", JsonSerializer.Serialize(new { chat_id = An, text }));

    private static async Task<(HttpStatusCode Status, JsonObject Answer)> CallAsync(FakeZaloBot fake, string method, string body, string? token = null)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, null, "application/json");
        using var response = await http.PostAsync(new Uri($"{fake.BaseUrl}/bot{token ?? fake.Token}/{method}"), content);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }
}
