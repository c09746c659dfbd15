using System.Text.Json.Nodes;
using DanVanBot.Core.Channels;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloBotPollerTests
{
    [Fact]
    public async Task StepAsync_OneMessageAnAnswer_AreKeptInOrder()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        foreach (var text in new[] { "một", "hai", "ba" })
            scene.Person.Say(text);
        for (var i = 0; i < 3; i++)
            (await StepAsync(poller)).Should().Be(TimeSpan.Zero);
        scene.Store.Texts.Should().Equal("một", "hai", "ba");
        scene.Store.Kept.Select(m => m.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.StartsWith("zalo-bot:m"));
    }

    [Fact]
    public async Task StepAsync_Start_SaysInTheLogThatItIsForTrials_Once()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        await StepAsync(poller);
        await StepAsync(poller);
        scene.Log.Lines.Should().ContainSingle(l => l.StartsWith("Warning") && l.Contains("trials only") && l.Contains("is lost"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StepAsync_EmptyPollInEitherShape_IsNoTrouble(bool as200)
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.EmptyPollIs200 = as200;
        var poller = scene.Poller();
        (await StepAsync(poller)).Should().Be(TimeSpan.FromSeconds(1), "a server that answers at once must not be asked in a circle");
        scene.Channel.Problem.Should().BeNull();
        scene.Store.Calls.Should().Be(0);
    }

    [Theory]
    [InlineData("""{"ok":true,"result":{}}""", 0)]
    [InlineData("""{"ok":true,"error_code":0}""", 0)]
    [InlineData("""{"ok":true,"result":null}""", 0)]
    [InlineData("""{"ok":true,"result":[{"event_name":"message.text.received","message":{"message_id":"1","chat":{"id":"c"},"from":{"id":"c"},"text":"a"}},{"event_name":"message.text.received","message":{"message_id":"2","chat":{"id":"c"},"from":{"id":"c"},"text":"b"}}]}""", 2)]
    public async Task StepAsync_OtherShapesOfAnAnswer_AreTaken(string answer, int kept)
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Raw, Method = "getUpdates", Description = answer });
        (await StepAsync(scene.Poller())).Should().Be(kept == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        scene.Store.Kept.Should().HaveCount(kept);
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_AskedForLong_SendsTheTimeAndGetsWhatComesMeanwhile()
    {
        await using var scene = await Scene.StartAsync(o => o with { PollTime = TimeSpan.FromSeconds(30) });
        var poller = scene.Poller();
        var step = StepAsync(poller);
        await scene.Zalo.WaitUntilAsync(() => scene.Zalo.Calls.Any(c => c.Method == "getUpdates"));
        scene.Zalo.Calls[^1].Body["timeout"]!.GetValue<int>().Should().Be(30);
        scene.Person.Say("chào");
        await step;
        scene.Store.Texts.Should().Equal("chào");
        step = StepAsync(poller);
        await scene.Zalo.WaitUntilAsync(() => scene.Zalo.Calls.Count(c => c.Method == "getUpdates") == 2);
        scene.Time.Advance(TimeSpan.FromSeconds(30));
        (await step).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task StepAsync_StoreDown_HoldsTheMessageAndAsksForNoOther()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        scene.Person.Say("một");
        scene.Person.Say("hai");
        scene.Store.Down = true;
        (await StepAsync(poller)).Should().Be(TimeSpan.FromSeconds(2));
        await StepAsync(poller);
        scene.Zalo.Waiting.Should().Be(1);
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.StoreDown);
        scene.Store.Down = false;
        await StepAsync(poller);
        await StepAsync(poller);
        scene.Store.Texts.Should().Equal("một", "hai");
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_TheAnswerIsLostOnTheWire_TheMessageIsLost_AndTheNextComes()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        scene.Person.Say("mất");
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.DropAfter, Method = "getUpdates" });
        (await StepAsync(poller)).Should().Be(TimeSpan.FromSeconds(1));
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.NoConnection);
        scene.Person.Say("còn");
        await StepAsync(poller);
        // What docs/guarantees.md says of polling.
        scene.Store.Texts.Should().Equal("còn");
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_AWebhookIsSet_IsRemovedFirstAndSaid()
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient();
        using var body = new StringContent("""{"url":"http://127.0.0.1:9/x","secret_token":"12345678"}""", null, "application/json");
        await http.PostAsync(new Uri($"{scene.Zalo.BaseUrl}/bot{Scene.Token}/setWebhook"), body, TestContext.Current.CancellationToken);
        await StepAsync(scene.Poller());
        scene.Zalo.WebhookUrl.Should().BeEmpty();
        scene.Log.Lines.Should().ContainSingle(l => l.Contains("has been removed"));
    }

    [Fact]
    public async Task StepAsync_NoWebhook_IsA404AndFine()
    {
        await using var scene = await Scene.StartAsync();
        await StepAsync(scene.Poller());
        scene.Zalo.Calls.Select(c => c.Method).Should().Equal("getMe", "getWebhookInfo", "getUpdates");
    }

    [Fact]
    public async Task StepAsync_WrongToken_WaitsFiveMinutesAndTells()
    {
        await using var scene = await Scene.StartAsync(o => o with { BotToken = new SecretText("123456789012:someOtherToken_0123456789") });
        (await StepAsync(scene.Poller())).Should().Be(TimeSpan.FromMinutes(5));
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.TokenRefused);
    }

    [Fact]
    public async Task StepAsync_WhatABotCannotUse_IsCountedAndNotInTheWay()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        scene.Person.SendUnsupported();
        scene.Zalo.Raise(new JsonObject { ["event_name"] = "message.text.received" });
        scene.Person.SendSticker();
        scene.Person.SendVoice([1]);
        scene.Person.Say("chào");
        for (var i = 0; i < 5; i++)
            await StepAsync(poller);
        poller.Ignored.Should().BeEquivalentTo(new Dictionary<string, long> { ["content"] = 1, ["no event"] = 1 });
        scene.Store.Inbound.Select(i => i.GetType().Name).Should().Equal("Sent", "Sent", "Said");
    }

    private static Task<TimeSpan> StepAsync(ZaloBotPoller poller) => poller.StepAsync(TestContext.Current.CancellationToken);
}
