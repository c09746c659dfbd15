using System.Net;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloBotWebhookTests
{
    private const string Event = """
        {"event_name":"message.text.received","message":{"from":{"id":"6ede","display_name":"Ted","is_bot":false},"chat":{"id":"6ede","chat_type":"PRIVATE"},
        "text":"chào","message_id":"2d758cb5e222177a4e35","date":1750316131602}}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mykey-abcyx")]
    [InlineData("mykey-abcyxZ")]
    [InlineData("mykey-abcyxz ,x")]
    public async Task Post_WithoutTheSecret_Is401AndEmptyAndNothingIsKept(string? secret)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Event, secret)).Should().Be((HttpStatusCode.Unauthorized, ""));
        host.Scene.Store.Calls.Should().Be(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_NotJson_Is415(string? type)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Event, type: type)).Should().Be((HttpStatusCode.UnsupportedMediaType, ""));
        host.Scene.Store.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Post_OverAMegabyte_Is413_AndOneBelowIsTaken()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Event + new string(' ', ZaloBotWebhook.MaxBody))).Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await host.PostAsync(Event + new string(' ', ZaloBotWebhook.MaxBody - 1000))).Status.Should().Be(HttpStatusCode.OK);
        host.Scene.Store.Texts.Should().Equal("chào");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"ok":true,"result":{}}""")]
    [InlineData("not json \u0000")]
    public async Task Post_NoEvent_Is400(string body)
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(body)).Should().Be((HttpStatusCode.BadRequest, ""));
        host.Scene.Store.Kept.Should().BeEmpty();
    }

    [Fact]
    public async Task Post_NestedTooDeep_Is400()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("""{"message":""" + new string('[', 5000) + new string(']', 5000) + "}")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_AnEventNobodyUnderstands_Is200AndCounted()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("""{"event_name":"message.future","message":{"message_id":"1","chat":{"id":"c"},"from":{"id":"c"}}}""")).Status.Should().Be(HttpStatusCode.OK);
        host.Webhook.Ignored.Should().BeEquivalentTo(new Dictionary<string, long> { ["content"] = 1 });
        host.Scene.Store.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Post_TheSameMessageWrappedAndBare_IsKeptOnce()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync(Event)).Should().Be((HttpStatusCode.OK, ""));
        (await host.PostAsync($$"""{"ok":true,"result":{{Event}}}""")).Should().Be((HttpStatusCode.OK, ""));
        host.Scene.Store.Kept.Should().ContainSingle().Which.Id.Should().Be("zalo-bot:m2d758cb5e222177a4e35");
    }

    [Fact]
    public async Task Post_StoreDown_Is503_AndTheNextDeliveryIsKeptOnce()
    {
        await using var host = await WebhookHost.StartAsync();
        host.Scene.Store.Down = true;
        (await host.PostAsync(Event)).Should().Be((HttpStatusCode.ServiceUnavailable, ""));
        host.Scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.StoreDown);
        host.Scene.Store.Down = false;
        host.Scene.Store.FailAfterKeeping = true;
        (await host.PostAsync(Event)).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await host.PostAsync(Event)).Should().Be((HttpStatusCode.OK, ""));
        host.Scene.Store.Texts.Should().Equal("chào");
        host.Scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Post_BeforeTheBotsNameIsKnown_IsKept_BecauseNobodySaysItWouldComeAgain()
    {
        await using var host = await WebhookHost.StartAsync(ready: false);
        (await host.PostAsync(Event)).Status.Should().Be(HttpStatusCode.OK);
        host.Scene.Store.Texts.Should().Equal("chào");
    }

    [Fact]
    public async Task Get_Is405()
    {
        await using var host = await WebhookHost.StartAsync();
        (await host.PostAsync("", method: HttpMethod.Get)).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task StepAsync_RegistersWithTheSecret_AndAgainWhenSomebodyTookItAway()
    {
        await using var host = await WebhookHost.StartAsync();
        Registrations(host).Single().Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["url"] = host.Scene.Options.PublicWebhookUrl!.AbsoluteUri,
            ["secret_token"] = WebhookHost.Secret,
        });
        (await host.StepAsync()).Should().Be(TimeSpan.FromMinutes(10));
        Registrations(host).Should().ContainSingle();
        using var http = new HttpClient();
        using var nothing = new StringContent("{}", null, "application/json");
        await http.PostAsync(new Uri($"{host.Scene.Zalo.BaseUrl}/bot{Scene.Token}/deleteWebhook"), nothing, TestContext.Current.CancellationToken);
        await host.StepAsync();
        Registrations(host).Should().HaveCount(2);
        host.Scene.Zalo.Calls.Should().NotContain(c => c.Method == "getUpdates", "a bot with a webhook does not poll");
    }

    [Fact]
    public async Task StepAsync_ZaloCannotReachTheAddress_IsToldWithItsOutcome_AndTriedAgain()
    {
        await using var host = await WebhookHost.StartAsync(ready: false);
        await host.StopListeningAsync();
        (await host.StepAsync()).Should().Be(TimeSpan.FromMinutes(10));
        host.Scene.Channel.Problem!.Should().Match<ZaloBotProblem>(p => p.Kind == ZaloBotTrouble.WebhookRefused && p.Text.Contains("webhook.err.unreachable"));
        await host.StepAsync();
        Registrations(host).Should().HaveCount(2);
    }

    [Fact]
    public async Task StepAsync_TheAddressIsRefused_IsToldUntilItIsTaken()
    {
        await using var host = await WebhookHost.StartAsync(ready: false);
        host.Scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Error, Method = "setWebhook", Status = 400, Description = "Bad request: The url is invalid" });
        await host.StepAsync();
        host.Scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.WebhookRefused);
        await host.StepAsync();
        host.Scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Pushes_DuplicatedWrappedAndBare_AreAllKeptOnceInOrder()
    {
        await using var host = await WebhookHost.StartAsync();
        host.Scene.Zalo.PushCopies = 3;
        foreach (var text in new[] { "một", "hai", "ba" })
            host.Scene.Person.Say(text);
        host.Scene.Person.SendPhoto([1], "ảnh");
        await host.Scene.Zalo.WaitUntilAsync(() => host.Scene.Zalo.Pushes.Count == 12);
        host.Scene.Zalo.Pushes.Should().OnlyContain(p => p.Status == 200);
        host.Scene.Store.Texts.Should().Equal("một", "hai", "ba");
        host.Scene.Store.Kept.Should().HaveCount(4);
    }

    private static IEnumerable<Dictionary<string, string>> Registrations(WebhookHost host) =>
        host.Scene.Zalo.Calls.Where(c => c.Method == "setWebhook").Select(c => c.Body.ToDictionary(p => p.Key, p => p.Value!.GetValue<string>()));
}
