using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramPollerTests
{
    [Fact]
    public async Task StepAsync_First_TakesTheWebhookAwayAndSetsTheMenuInBothLanguages()
    {
        await using var scene = await Scene.StartAsync(o => o with { Commands = [new("hoi", "ask"), new("trogiup", "help")] });
        var poller = scene.Poller();
        await scene.PollAsync(poller);
        await scene.PollAsync(poller);
        scene.Telegram.Wire.Select(w => w.Method).Should().Equal("getMe", "setMyCommands", "setMyCommands", "deleteWebhook", "getUpdates", "getUpdates");
        scene.Telegram.Wire.Where(w => w.Method == "setMyCommands").Select(w => w.Parameters.GetValueOrDefault("language_code")).Should().Equal(null, "vi");
        scene.Telegram.Wire.Single(w => w.Method == "deleteWebhook").Parameters.Should().NotContainKey("drop_pending_updates");
        scene.Telegram.Wire.First(w => w.Method == "getUpdates").Parameters["allowed_updates"].Should().Be("""["message","edited_message","callback_query","my_chat_member"]""");
    }

    [Fact]
    public async Task StepAsync_StoreDown_DoesNotAdvance_AndNothingIsLostOrDoubledAfterwards()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        var lan = scene.Person();
        await lan.SendAsync("một");
        scene.Store.Down = true;
        for (var i = 0; i < 3; i++)
            (await scene.PollAsync(poller)).Should().BePositive();
        scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.StoreDown);
        scene.Telegram.PendingUpdates.Should().Be(2, "nothing was acknowledged");
        await lan.SendAsync("hai");
        scene.Store.Down = false;
        scene.Store.FailAfterKeeping = true;
        await scene.PollAsync(poller);
        await scene.PollAsync(poller);
        await scene.PollAsync(poller);
        scene.Store.Texts.Should().Equal("/start", "một", "hai");
        scene.Telegram.PendingUpdates.Should().Be(0);
        scene.Channel.Problem.Should().BeNull();
        scene.Telegram.Wire.Where(w => w.Method == "getUpdates").Select(w => w.Parameters.GetValueOrDefault("offset")).Take(5).Should().Equal(null, null, null, null, null);
    }

    [Fact]
    public async Task StepAsync_TheSameUpdatesAgain_AreKeptOnce()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        scene.Telegram.DuplicateUpdates(100);
        var lan = scene.Person();
        await lan.SendAsync("một");
        for (var i = 0; i < 6; i++)
            await scene.PollAsync(poller);
        scene.Store.Texts.Should().Equal("/start", "một");
    }

    [Fact]
    public async Task StepAsync_ARestartBeforeTheOffsetMoved_AsksAgainAndKeepsOnce()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        await lan.SendAsync("một");
        await scene.PollAsync(scene.Poller());
        scene.Telegram.PendingUpdates.Should().Be(2, "the offset goes out with the next request only");
        await scene.PollAsync(scene.Poller());
        scene.Store.Calls.Should().Be(2);
        scene.Store.Texts.Should().Equal("/start", "một");
    }

    [Fact]
    public async Task StepAsync_AfterAQuietPoll_AsksWithoutAnOffset_SoRestartedNumbersAreFound()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        scene.Person();
        for (var i = 0; i < 3; i++)
            await scene.PollAsync(poller);
        var offsets = scene.Telegram.Wire.Where(w => w.Method == "getUpdates").Select(w => w.Parameters.GetValueOrDefault("offset")).ToList();
        offsets[0].Should().BeNull();
        offsets[1].Should().NotBeNull();
        offsets[2].Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_Press_IsAnsweredOnceAfterItIsKept()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        var lan = scene.Person();
        await scene.SendAsync(lan.Id, BotMessage.Plain("?") with { Buttons = [new("Có", new ButtonAction.Answer(7, "yes"))] });
        await lan.PressAsync("Có");
        scene.Store.Down = true;
        await scene.PollAsync(poller);
        await poller.Hints;
        scene.Telegram.CallbackAnswers.Should().BeEmpty("it is not kept yet");
        scene.Store.Down = false;
        await scene.PollAsync(poller);
        await poller.Hints;
        scene.Telegram.CallbackAnswers.Should().ContainSingle();
        scene.Store.Inbound.OfType<Inbound.Pressed>().Should().ContainSingle().Which.Data.Should().Be("a:7:yes");
    }

    [Fact]
    public async Task StepAsync_PressFoundLongAfter_IsKeptAndTheLateAnswerIsForgotten()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        var lan = scene.Person();
        await scene.SendAsync(lan.Id, BotMessage.Plain("?") with { Buttons = [new("Có", new ButtonAction.Answer(7, "yes"))] });
        await lan.PressAsync("Có");
        scene.Telegram.AddFault(new Fault
        {
            Kind = FaultKind.Error,
            Method = "answerCallbackQuery",
            Status = 400,
            Body = "Bad Request: query is too old and response timeout expired or query ID is invalid",
        });
        await scene.PollAsync(poller);
        await poller.Hints;
        scene.Store.Inbound.OfType<Inbound.Pressed>().Should().ContainSingle();
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_AnotherPoller_IsToldAndTriedSlowly()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        await scene.PollAsync(poller);
        scene.Telegram.AddFault(new Fault
        {
            Kind = FaultKind.Error,
            Method = "getUpdates",
            Status = 409,
            Times = 2,
            Body = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        });
        (await scene.PollAsync(poller)).Should().Be(TimeSpan.FromSeconds(30));
        (await scene.PollAsync(poller)).Should().Be(TimeSpan.FromSeconds(30));
        scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.AnotherPoller);
        scene.Log.Lines.Count(l => l.Contains("AnotherPoller", StringComparison.Ordinal)).Should().Be(1);
        await scene.PollAsync(poller);
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task StepAsync_AWebhookSetMeanwhile_IsTakenAwayAgain()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        await scene.PollAsync(poller);
        using var http = new HttpClient();
        await http.GetAsync(new Uri($"{scene.Telegram.BaseUrl}/bot{Scene.Token}/setWebhook?url=http://127.0.0.1:8443/x"), TestContext.Current.CancellationToken);
        (await scene.PollAsync(poller)).Should().Be(TimeSpan.FromSeconds(30));
        scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.AnotherPoller);
        await scene.PollAsync(poller);
        scene.Channel.Problem.Should().BeNull();
        scene.Telegram.Wire.Count(w => w.Method == "deleteWebhook").Should().Be(2);
    }

    [Theory]
    [InlineData(FaultKind.DropBefore)]
    [InlineData(FaultKind.DropAfter)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.GatewayError)]
    [InlineData(FaultKind.Malformed)]
    public async Task StepAsync_LineFails_WaitsAndLosesNothing(FaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        await scene.PollAsync(poller);
        scene.Person();
        scene.Telegram.AddFault(kind, "getUpdates");
        (await scene.PollAsync(poller)).Should().BePositive();
        await scene.PollAsync(poller);
        await scene.PollAsync(poller);
        scene.Store.Texts.Should().Equal("/start");
        scene.Channel.Problem.Should().BeNull("the line works again");
    }

    [Fact]
    public async Task StepAsync_WrongToken_SaysSoAndWaits()
    {
        await using var scene = await Scene.StartAsync(o => o with { BotToken = new SecretText("123456:another-token-than-the-servers-0000") });
        (await scene.PollAsync(scene.Poller())).Should().Be(TimeSpan.FromMinutes(5));
        scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.TokenRefused);
        scene.Channel.Problem.Text.Should().Contain("Telegram:BotToken");
    }

    [Fact]
    public async Task StepAsync_AnAlbumAVoiceAndAServiceMessage_ComeInTheirOrderAndTheRestIsCounted()
    {
        await using var scene = await Scene.StartAsync();
        var poller = scene.Poller();
        var lan = scene.Person();
        await lan.SendAlbumAsync([[1], [2], [3]], "ba ảnh");
        await lan.SendVoiceAsync([1, 2]);
        var group = scene.Telegram.Supergroup("To", null, lan);
        await lan.In(group).SendCommandAsync("hoi", "gì", toBot: true);
        await scene.PollAsync(poller);
        var sent = scene.Store.Inbound.OfType<Inbound.Sent>().ToList();
        sent.Select(s => s.Kind).Should().Equal(AttachmentKind.Photo, AttachmentKind.Photo, AttachmentKind.Photo, AttachmentKind.Voice);
        sent.Take(3).Select(s => s.Album).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        sent[0].Caption.Should().Be("ba ảnh");
        scene.Store.Texts.Should().Equal("/start", "/hoi gì");
        scene.Store.Inbound.OfType<Inbound.Said>().Last().By.Should().Be(new Speaker("Lan", false, "1001"));
        scene.Store.Kept.Should().OnlyHaveUniqueItems(m => m.Id).And.OnlyContain(m => m.Id.Length < 200 && !m.Lane.Value.Contains("1001"));
    }
}
