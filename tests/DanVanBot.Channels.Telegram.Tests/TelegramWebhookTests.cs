using System.Net;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramWebhookTests
{
    private const string Update = """
        {"update_id":900,"message":{"message_id":45,"date":1795000000,"chat":{"id":1001,"type":"private"},"from":{"id":1001,"is_bot":false,"first_name":"Lan"},"text":"chào"}}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("the-webhook-secret_of-the-test")]
    [InlineData("the-webhook-secret_of-the-testS")]
    [InlineData("the-webhook-secret_of-the-tests ,x")]
    public async Task Post_WithoutTheSecret_Is401AndEmptyAndNothingIsKept(string? secret)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Update, secret)).Should().Be((HttpStatusCode.Unauthorized, ""));
        host.Scene.Store.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Post_WhileTheSecretIsChanged_TakesTheNewAndThePreviousOneAndNoOther()
    {
        await using var host = await WebhookHost.StartAsync(previousSecret: "the-secret-of-last-month");
        (await host.PostAsync(Update, "the-secret-of-last-month")).Status.Should().Be(HttpStatusCode.OK);
        (await host.PostAsync(Update)).Status.Should().Be(HttpStatusCode.OK);
        (await host.PostAsync(Update, "the-secret-of-last-year")).Status.Should().Be(HttpStatusCode.Unauthorized);
        host.Scene.Store.Texts.Should().Equal("chào");
        host.Scene.Channel.Secrets.Should().Contain("the-secret-of-last-month");
        (host.Scene.Options with { WebhookSecretPrevious = new SecretText("short") }).Problems().Should().ContainSingle().Which.Should().Contain("WebhookSecretPrevious");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    public async Task Post_NotJson_Is415(string? type)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Update, type: type)).Should().Be((HttpStatusCode.UnsupportedMediaType, ""));
    }

    [Fact]
    public async Task Post_OverAMegabyte_Is413_AndOneBelowIsTaken()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Update + new string(' ', TelegramWebhook.MaxBody))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await host.PostAsync(Update + new string(' ', TelegramWebhook.MaxBody - 1000))).Status.Should().Be(HttpStatusCode.OK);
        host.Scene.Store.Texts.Should().Equal("chào");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("{\"update_id\":\"x\"}")]
    [InlineData("not json \u0000")]
    public async Task Post_NoUpdate_Is400(string body)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(body)).Should().Be((HttpStatusCode.BadRequest, ""));
        host.Scene.Store.Kept.Should().BeEmpty();
    }

    [Fact]
    public async Task Post_NestedTooDeep_Is400()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("""{"update_id":1,"x":""" + new string('[', 5000) + new string(']', 5000) + "}")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_AnUpdateNobodyUnderstands_Is200AndCounted()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("""{"update_id":5,"from_the_future":{}}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.PostAsync("""{"update_id":6,"message":[1,2]}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Webhook.Ignored.Should().BeEquivalentTo(new Dictionary<string, long> { ["kind"] = 1, ["unreadable"] = 1 });
        host.Scene.Store.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Post_StoreDown_Is503_AndTheNextDeliveryIsKeptOnce()
    {
        await using var host = await WebhookHost.StartAsync();
        host.Scene.Store.Down = true;
        (await host.PostAsync(Update)).Should().Be((HttpStatusCode.ServiceUnavailable, ""));
        host.Scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.StoreDown);
        host.Scene.Store.Down = false;
        host.Scene.Store.FailAfterKeeping = true;
        (await host.PostAsync(Update)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await host.PostAsync(Update)).Should().Be((HttpStatusCode.OK, ""));
        (await host.PostAsync(Update)).Status.Should().Be(HttpStatusCode.OK);
        host.Scene.Store.Texts.Should().Equal("chào");
        host.Scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Post_BeforeTheBotsNameIsKnown_Is503()
    {
        await using var host = await WebhookHost.StartAsync(ready: false);
        (await host.PostAsync(Update)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Get_Is405()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("", method: HttpMethod.Get)).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task StepAsync_RegistersWithSecretAndUpdates_AndAgainWhenSomebodyTookItAway()
    {
        await using var host = await WebhookHost.StartAsync();
        var set = host.Scene.Telegram.Wire.Single(w => w.Method == "setWebhook").Parameters;
        set["url"].Should().EndWith("/webhooks/telegram");
        set["secret_token"].Should().Be(WebhookHost.Secret);
        set["allowed_updates"].Should().Contain("my_chat_member");
        set["max_connections"].Should().Be("20");
        await StepAsync(host);
        host.Scene.Telegram.Wire.Should().ContainSingle(w => w.Method == "setWebhook");
        using var http = new HttpClient();
        await http.GetAsync(new Uri($"{host.Scene.Telegram.BaseUrl}/bot{Scene.Token}/deleteWebhook"), TestContext.Current.CancellationToken);
        await StepAsync(host);
        host.Scene.Telegram.Wire.Count(w => w.Method == "setWebhook").Should().Be(2);
    }

    [Fact]
    public async Task StepAsync_TheAddressIsRefused_IsTold()
    {
        await using var host = await WebhookHost.StartAsync(ready: false);
        host.Scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Method = "setWebhook", Status = 400, Body = "Bad Request: bad webhook: HTTPS url must be provided for webhook" });
        await StepAsync(host);
        host.Scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.WebhookRefused);
        await StepAsync(host);
        host.Scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Pushes_DuplicatedAndWithTheStoreAway_AreAllKeptOnceInOrder()
    {
        await using var host = await WebhookHost.StartAsync();
        var telegram = host.Scene.Telegram;
        telegram.DuplicatePushes(5);
        var lan = host.Scene.Person();
        await lan.SendAsync("một");
        await lan.SendAsync("hai");
        await telegram.WaitUntilAsync(_ => host.Scene.Store.Texts.Count == 3);
        host.Scene.Store.Down = true;
        await lan.SendAsync("ba");
        await telegram.WaitUntilAsync(t => t.IsPushIdle && t.Pushes.Any(p => p.Status == 503));
        host.Scene.Store.Down = false;
        host.Scene.Time.Advance(TimeSpan.FromMinutes(2));
        await telegram.WaitUntilAsync(t => t.PendingUpdates == 0);
        host.Scene.Store.Texts.Should().Equal("/start", "một", "hai", "ba");
    }

    [Fact]
    public async Task Pushes_APress_IsKeptAndAnsweredOnce()
    {
        await using var host = await WebhookHost.StartAsync();
        var lan = host.Scene.Person();
        await host.Scene.SendAsync(lan.Id, BotMessage.Plain("?") with { Buttons = [new("Có", new ButtonAction.Answer(7, "yes"))] });
        host.Scene.Telegram.DuplicatePushes(3, "chat_instance");
        await lan.PressAsync("Có");
        await host.Scene.Telegram.WaitUntilAsync(t => t.PendingUpdates == 0);
        await host.Webhook.Hints;
        host.Scene.Telegram.Pushes.Count(p => p.Type == "callback_query").Should().BeGreaterThan(1);
        host.Scene.Telegram.Wire.Should().ContainSingle(w => w.Method == "answerCallbackQuery");
        host.Scene.Store.Inbound.OfType<Inbound.Pressed>().Should().ContainSingle();
    }

    private static Task<TimeSpan> StepAsync(WebhookHost host) => host.Webhook.StepAsync(TestContext.Current.CancellationToken);
}
