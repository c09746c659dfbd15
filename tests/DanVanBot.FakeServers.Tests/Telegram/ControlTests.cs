using System.Net.Http.Json;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>The control API, driven as another process would.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private FakeTelegramControl _control = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        _bot = new RawBot(_fake);
        _control = new FakeTelegramControl(_fake.BaseUrl);
    }

    public ValueTask DisposeAsync()
    {
        _control.Dispose();
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Fact]
    public async Task Conversation_OverHttp_GoesBothWays()
    {
        var said = await _control.ActAsync(new ControlAct { Kind = "text", User = 1001, Name = "An", Text = "xin chào" }, Ct);
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "Chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "send" } } } } });
        var shown = await _control.WaitForMessageAsync(1001, "Chọn", cancel: Ct);
        await _control.PressAsync(1001, "Gửi", cancel: Ct);

        var updates = await _bot.CallAsync("getUpdates");

        updates.UpdateIds[0].Should().Be(said.UpdateId!.Value);
        updates.Result[1].GetProperty("callback_query").GetProperty("data").GetString().Should().Be("send");
        shown.Should().BeEquivalentTo(new { Answered = true, Buttons = new[] { new FakeButton("Gửi", "callback", "send") } });
        (await _control.WireAsync(cancel: Ct)).Select(w => w.Method).Should().Equal("sendMessage", "getUpdates");
    }

    [Fact]
    public async Task WaitForMessage_NotYetThere_AnswersWhenItComes()
    {
        await _control.SendTextAsync(1001, "xin chào", Ct);
        var wait = _control.WaitForMessageAsync(1001, "sau", cancel: Ct);
        await _bot.SayAsync(1001, "trước");
        await _bot.SayAsync(1001, "về sau");

        (await wait).Text.Should().Be("về sau");
    }

    [Fact]
    public async Task Fault_OverHttp_StrikesAndIsForgotten()
    {
        await _control.SendTextAsync(1001, "xin chào", Ct);
        await _control.AddFaultAsync(new Fault { Kind = FaultKind.TooManyRequests, RetryAfter = 9, Method = "sendMessage", Times = null }, Ct);
        var struck = await _bot.SayAsync(1001, "a");
        await _control.ClearFaultsAsync(Ct);

        struck.RetryAfter.Should().Be(9);
        (await _bot.SayAsync(1001, "a")).Ok.Should().BeTrue();
    }

    [Fact]
    public async Task Clock_SetForward_LetsUpdatesExpire()
    {
        await _control.SendTextAsync(1001, "xin chào", Ct);
        var before = await _control.StateAsync(Ct);

        var after = await _control.AdvanceAsync(TimeSpan.FromHours(25), Ct);

        (before.PendingUpdates, after.PendingUpdates).Should().Be((1, 0));
        (after.Now - before.Now).Should().BeGreaterThan(TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Clock_SetForward_EndsALongPoll()
    {
        var poll = _bot.CallAsync("getUpdates", new { timeout = 50 });
        await _fake.WaitUntilAsync(f => f.IsPolled);

        await _control.AdvanceAsync(TimeSpan.FromSeconds(50), Ct);

        (await poll).UpdateIds.Should().BeEmpty();
    }

    [Fact]
    public async Task Group_OverHttp_CanBeMadeLeftAndMigrated()
    {
        var group = await _control.GroupAsync(new ControlGroup { Title = "Tổ 5", Members = [1001] }, Ct);
        await _control.ActAsync(new ControlAct { Kind = "command", User = 1001, Chat = group.Id, Text = "baocao" }, Ct);
        var fresh = await _control.GroupAsync(new ControlGroup { Id = group.Id, By = 1001, Migrate = true }, Ct);
        await _control.GroupAsync(new ControlGroup { Id = fresh.Id, By = 1001, BotStatus = "kicked" }, Ct);

        (await _bot.SayAsync(group.Id, "a")).Description.Should().Be("Bad Request: group chat was upgraded to a supergroup chat");
        (await _bot.SayAsync(fresh.Id, "a")).Description.Should().Be("Forbidden: bot was kicked from the supergroup chat");
    }

    [Fact]
    public async Task Delivery_PausedAndDuplicated_FollowsTheWord()
    {
        await _control.DeliveryAsync(new ControlDelivery { Paused = true }, Ct);
        await _control.SendTextAsync(1001, "xin chào", Ct);
        var held = await _bot.CallAsync("getUpdates");
        await _control.DeliveryAsync(new ControlDelivery { Paused = false }, Ct);
        var released = await _bot.CallAsync("getUpdates", new { offset = 1 });
        await _bot.CallAsync("getUpdates", new { offset = released.UpdateIds[0] + 1, timeout = 0 });
        await _control.DeliveryAsync(new ControlDelivery { Redeliver = released.UpdateIds[0] }, Ct);

        held.UpdateIds.Should().BeEmpty();
        (await _bot.CallAsync("getUpdates", new { offset = 2 })).UpdateIds.Should().Equal(released.UpdateIds);
    }

    [Fact]
    public async Task Reset_OfEverything_LeavesNothing()
    {
        await _control.SendTextAsync(1001, "xin chào", Ct);
        await _bot.SayAsync(1001, "a");

        await _control.ResetAsync(Ct);

        (await _control.StateAsync(Ct)).Should().BeEquivalentTo(new { PendingUpdates = 0, Sent = 0, Requests = 0 });
        (await _bot.SayAsync(1001, "a")).Description.Should().Be("Bad Request: chat not found");
    }

    [Theory]
    [InlineData("updates", """{"kind":"dance","user":1}""")]
    [InlineData("updates", """{"kind":"text","user":1}""")]
    [InlineData("updates", """{"user":1}""")]
    [InlineData("updates", "no json")]
    [InlineData("updates", """{"kind":"press","user":1,"button":"x"}""")]
    [InlineData("faults", """{"kind":"earthquake"}""")]
    [InlineData("groups", """{"id":-5,"delete":true}""")]
    [InlineData("delivery", """{"redeliver":5}""")]
    public async Task Post_OfNonsense_IsRefusedWithAReason(string endpoint, string body)
    {
        using var content = new StringContent(body);
        using var response = await _bot.Http.PostAsync("/__control/" + endpoint, content, Ct);

        ((int)response.StatusCode).Should().Be(400);
        (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct))!["error"].Should().NotBeEmpty();
    }
}
