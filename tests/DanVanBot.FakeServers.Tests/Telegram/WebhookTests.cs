using DanVanBot.FakeServers.Telegram;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>Webhook pushes: order, retries, expiry and rules of channels.md 4.2.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private WebhookReceiver _hook = null!;
    private FakeUser _an = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = _time, RateLimits = false });
        _bot = new RawBot(_fake);
        _hook = await WebhookReceiver.StartAsync();
        _an = _fake.User(1001, "An");
    }

    public async ValueTask DisposeAsync()
    {
        await _fake.DisposeAsync();
        await _hook.DisposeAsync();
        _bot.Dispose();
    }

    [Fact]
    public async Task Push_WithASecret_CarriesItInTheHeader()
    {
        await SetAsync();

        var sent = await _an.SendAsync("xin chào");
        await DrainedAsync();

        _hook.Received.Should().ContainSingle().Which.Should().BeEquivalentTo(new { UpdateId = sent.UpdateId!.Value, Type = "message", Secret = "bi-mat_1" });
    }

    [Fact]
    public async Task SetWebhook_WithUpdatesWaiting_PushesThemInOrder()
    {
        for (var i = 0; i < 5; i++)
        {
            await _an.SendAsync($"tin {i}");
        }

        await SetAsync();
        await DrainedAsync();

        _hook.Received.Select(r => r.Body.GetProperty("message").GetProperty("text").GetString()).Should().Equal("tin 0", "tin 1", "tin 2", "tin 3", "tin 4");
    }

    [Fact]
    public async Task Push_OfOneChat_WaitsForTheAnswerWhileAPressAndAnotherChatGoBeside()
    {
        var (hold, arrived) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hook.Answer = (push, _) =>
        {
            if (!push.Body.TryGetProperty("message", out var m) || m.GetProperty("text").GetString() != "chậm") return Task.CompletedTask;
            arrived.TrySetResult();
            return hold.Task;
        };
        await _an.SendAsync("mở đầu");
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });
        await SetAsync();
        await DrainedAsync();

        await _an.SendAsync("chậm");
        await _an.SendAsync("sau");
        await _an.PressAsync("Gửi");
        await _fake.User(1002, "Bình").SendAsync("chat khác");
        await _fake.WaitUntilAsync(f => f.PendingUpdates == 2);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        var whileHeld = _hook.Received.Skip(1).Select(What).ToArray();
        hold.SetResult();
        await DrainedAsync();

        whileHeld.Should().BeEquivalentTo("chậm", "callback_query", "chat khác");
        _hook.Received.Select(What).Last().Should().Be("sau");
    }

    [Fact]
    public async Task Push_Refused_IsRepeatedAtOnceThenAfterDoublingDelays()
    {
        _hook.Answer = Status(500);
        await SetAsync();
        await _an.SendAsync("xin chào");

        var gaps = new List<double>();
        for (var attempt = 2; attempt <= 8; attempt++)
        {
            gaps.Add(await SecondsUntilAttemptAsync(attempt));
        }

        gaps[0].Should().Be(0, "the first repetition does not wait");
        gaps.Skip(1).Take(5).Should().Equal(2, 4, 8, 16, 32);
        gaps[6].Should().BeInRange(60, 120);
    }

    [Fact]
    public async Task Push_RefusedWithRetryAfter_WaitsThatLong()
    {
        _hook.Answer = (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        };
        await SetAsync();
        await _an.SendAsync("xin chào");

        (await SecondsUntilAttemptAsync(2)).Should().Be(17);
    }

    [Fact]
    public async Task Push_RefusedOnce_KeepsTheOrderOfItsChat()
    {
        var refused = 0;
        _hook.Answer = (push, context) =>
        {
            context.Response.StatusCode = What(push) == "một" && refused++ == 0 ? 500 : 200;
            return Task.CompletedTask;
        };
        await SetAsync();

        await _an.SendAsync("một");
        await _an.SendAsync("hai");
        await DrainedAsync();

        _hook.Received.Select(What).Should().Equal("một", "một", "hai");
    }

    [Fact]
    public async Task Push_NeverAccepted_EndsWhenTheUpdateExpires()
    {
        _hook.Answer = Status(500);
        await _an.SendAsync("mở đầu");
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });
        await _bot.CallAsync("getUpdates", new { offset = -1 });
        await _bot.CallAsync("setWebhook", new { url = _hook.Url, drop_pending_updates = true });
        await _an.PressAsync("Gửi");

        for (var attempt = 2; _fake.PendingUpdates > 0; attempt++)
        {
            await SecondsUntilAttemptAsync(attempt);
        }

        (_time.GetUtcNow() - _fake.Pushes[0].At).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(151));
        _fake.Pushes.Should().HaveCount(8, "tries after 0, 0, 2, 6, 14, 30, 62 and 126 s lie within the 150 s a press lives, the next would not");
    }

    [Fact]
    public async Task Push_AnsweredWithAMethod_RunsItWithoutTellingTheBot()
    {
        _hook.Answer = async (_, context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"method":"sendMessage","chat_id":1001,"text":"trả lời"}""");
        };
        await SetAsync();
        await _an.SendAsync("xin chào");

        (await _fake.WaitForMessageAsync(1001)).Text.Should().Be("trả lời");
        _fake.Wire[^1].Should().BeEquivalentTo(new { Method = "sendMessage", ViaWebhookReply = true });
    }

    [Fact]
    public async Task DuplicatePushes_Asked_SendsEachSoManyTimes()
    {
        await SetAsync();
        _fake.DuplicatePushes(2);

        await _an.SendAsync("một");
        await _an.SendAsync("hai");
        await DrainedAsync();

        _hook.Received.Select(What).Should().Equal("một", "một", "một", "hai", "hai", "hai");
    }

    [Fact]
    public async Task SetWebhook_TwiceInASecond_Gets429()
    {
        await SetAsync();

        var hasty = await _bot.CallAsync("setWebhook", new { url = _hook.Url + "2" });
        _time.Advance(TimeSpan.FromSeconds(1));
        var patient = await _bot.CallAsync("setWebhook", new { url = _hook.Url + "2" });

        hasty.Should().BeEquivalentTo(new { Status = 429, RetryAfter = 1, RetryAfterHeader = "1" });
        patient.Ok.Should().BeTrue();
    }

    [Fact]
    public async Task GetWebhookInfo_AfterARefusal_TellsAddressBacklogAndError()
    {
        _hook.Answer = Status(503);
        await SetAsync();
        await _an.SendAsync("xin chào");
        await _fake.WaitUntilAsync(f => f.Pushes.Count(p => p.Finished) == 2);

        var info = (await _bot.CallAsync("getWebhookInfo")).Result;

        info.GetProperty("url").GetString().Should().Be(_hook.Url);
        info.GetProperty("pending_update_count").GetInt32().Should().Be(1);
        info.GetProperty("last_error_message").GetString().Should().Be("Wrong response from the webhook: 503 Service Unavailable");
        info.GetProperty("max_connections").GetInt32().Should().Be(40);
    }

    [Fact]
    public async Task DeleteWebhook_WithABacklog_LeavesItForPolling()
    {
        _hook.Answer = Status(500);
        await SetAsync();
        var sent = await _an.SendAsync("xin chào");
        await _fake.WaitUntilAsync(f => f.Pushes.Count(p => p.Finished) == 2);
        await _bot.CallAsync("deleteWebhook");

        (await _bot.CallAsync("getUpdates")).UpdateIds.Should().Equal(sent.UpdateId!.Value);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8443/hook", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("https://127.0.0.1:9000/hook", "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")]
    public async Task SetWebhook_UnderTheCloudsRules_IsRefused(string url, string description)
    {
        await using var cloud = await FakeTelegram.StartAsync(new FakeTelegramOptions { CloudWebhookRules = true });
        using var bot = new RawBot(cloud);

        (await bot.CallAsync("setWebhook", new { url })).Description.Should().Be(description);
    }

    private static Func<ReceivedPush, HttpContext, Task> Status(int status) => (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static string What(ReceivedPush push) => push.Body.TryGetProperty("message", out var m) ? m.GetProperty("text").GetString()! : push.Type;

    private Task SetAsync() => _bot.CallAsync("setWebhook", new { url = _hook.Url, secret_token = "bi-mat_1" });

    private Task DrainedAsync() => _fake.WaitUntilAsync(f => f.PendingUpdates == 0);

    /// <summary>Lets the clock run in whole seconds until the attempt is made or nothing is left to try.</summary>
    private async Task<double> SecondsUntilAttemptAsync(int attempt)
    {
        await _fake.WaitUntilAsync(f => f.Pushes.Count >= attempt || f.IsPushIdle);
        while (_fake.Pushes.Count < attempt && _fake.PendingUpdates > 0)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _fake.WaitUntilAsync(f => f.IsPushIdle);
        }

        await _fake.WaitUntilAsync(f => f.IsPushIdle);
        return attempt <= _fake.Pushes.Count ? (_fake.Pushes[attempt - 1].At - _fake.Pushes[attempt - 2].At).TotalSeconds : 0;
    }
}
