using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloBotSendTests
{
    [Fact]
    public async Task SendAsync_Text_IsPlainAndCarriesTheChatAndNothingElse()
    {
        await using var scene = await Scene.StartAsync();
        const string Text = "**Nguồn:** mục 3 <b>Chỉ thị</b> \\ \"08\"\n1. Xem";
        var outcome = await scene.SendAsync(Text);
        var sent = scene.Zalo.Sent.Single();
        outcome.Should().Be(new SendOutcome.Sent(sent.MessageId));
        (sent.ChatId, sent.Text).Should().Be((Scene.Lan, Text));
        scene.Zalo.Calls.Single().Body.Select(p => p.Key).Should().Equal("chat_id", "text");
    }

    [Fact]
    public async Task SendAsync_2000Characters_Go_AndOneMoreIsRejectedUnsent()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.SendAsync(new string('ă', 2000))).Should().BeOfType<SendOutcome.Sent>();
        (await scene.SendAsync(new string('ă', 2001))).Should().BeOfType<SendOutcome.Rejected>();
        (await scene.SendAsync(" \n")).Should().BeOfType<SendOutcome.Rejected>();
        scene.Zalo.Calls.Should().ContainSingle();
    }

    [Theory]
    [InlineData(ZaloFaultKind.DropAfter)]
    [InlineData(ZaloFaultKind.PageAfter)]
    [InlineData(ZaloFaultKind.Malformed)]
    public async Task SendAsync_DoneButNoAnswerOfZalo_IsUnknownAndWentOutOnce(ZaloFaultKind kind)
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = kind });
        (await scene.SendAsync("a")).Should().BeOfType<SendOutcome.Unknown>();
        scene.Zalo.Sent.Should().ContainSingle();
        scene.Zalo.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task SendAsync_SilenceAfterItWasTaken_IsUnknownWhenTheTimeIsOver()
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.HangAfter });
        var sending = scene.SendAsync("a");
        await scene.Zalo.WaitUntilAsync(() => scene.Zalo.Sent.Count == 1);
        sending.IsCompleted.Should().BeFalse();
        scene.Time.Advance(scene.Options.CallTime);
        (await sending).Should().BeOfType<SendOutcome.Unknown>().Which.Reason.Should().Be("no answer in time");
    }

    [Fact]
    public async Task SendAsync_PortClosed_IsCertainlyNotSent()
    {
        await using var scene = await Scene.StartAsync();
        await scene.StopZaloAsync();
        (await scene.SendAsync("a")).Should().Be(new SendOutcome.RetryAt(scene.In(1), "not sent: ConnectionError"));
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.NoConnection);
    }

    [Theory]
    [InlineData(400, ZaloCodeStyle.Number, nameof(SendOutcome.Rejected))]
    [InlineData(400, ZaloCodeStyle.Text, nameof(SendOutcome.Rejected))]
    [InlineData(426, ZaloCodeStyle.Camel, nameof(SendOutcome.Rejected))]
    [InlineData(400, ZaloCodeStyle.None, nameof(SendOutcome.Rejected))]
    [InlineData(401, ZaloCodeStyle.Text, nameof(SendOutcome.RetryAt))]
    [InlineData(403, ZaloCodeStyle.Number, nameof(SendOutcome.RetryAt))]
    [InlineData(408, ZaloCodeStyle.Camel, nameof(SendOutcome.Unknown))]
    [InlineData(429, ZaloCodeStyle.Number, nameof(SendOutcome.RetryAt))]
    [InlineData(500, ZaloCodeStyle.Text, nameof(SendOutcome.RetryAt))]
    [InlineData(503, ZaloCodeStyle.Number, nameof(SendOutcome.RetryAt))]
    public async Task SendAsync_ARefusalOfZalo_IsReadByItsCodeHoweverItIsWritten(int code, ZaloCodeStyle style, string expected)
    {
        await using var scene = await Scene.StartAsync();
        // Except where the code stands nowhere else, the HTTP status is 200: the envelope is what counts.
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Error, Status = code, HttpStatus = style == ZaloCodeStyle.None ? null : 200, Code = style, Description = "no" });
        (await scene.SendAsync("a")).GetType().Name.Should().Be(expected);
        scene.Zalo.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task SendAsync_TheRealSentenceForAnEmptyChat_IsRejected()
    {
        await using var scene = await Scene.StartAsync();
        (await scene.SendAsync("a", chat: "")).Should().Be(new SendOutcome.Rejected("400 Bad request: The chat_id must not be empty"));
    }

    [Fact]
    public async Task SendAsync_WrongToken_WaitsAndTellsTheOperator()
    {
        await using var scene = await Scene.StartAsync(o => o with { BotToken = new SecretText("123456789012:someOtherToken_0123456789") });
        (await scene.SendAsync("a")).Should().Be(new SendOutcome.RetryAt(scene.In(300), "401 Unauthorized"));
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.TokenRefused);
    }

    [Fact]
    public async Task SendAsync_AllowanceUsedUp_WaitsLongerAndLonger_AndIsToldUntilOneGoes()
    {
        await using var scene = await Scene.StartAsync(quota: 1);
        await scene.SendAsync("a");
        (await scene.SendAsync("b")).Should().Be(new SendOutcome.RetryAt(scene.In(30), "429 Quota exceeded"));
        (await scene.SendAsync("b")).Should().Be(new SendOutcome.RetryAt(scene.In(60), "429 Quota exceeded"));
        for (var i = 0; i < 10; i++)
            await scene.SendAsync("b");
        (await scene.SendAsync("b")).Should().Be(new SendOutcome.RetryAt(scene.In(3600), "429 Quota exceeded"));
        scene.Channel.Problem!.Should().Match<ZaloBotProblem>(p => p.Kind == ZaloBotTrouble.QuotaUsed && p.Text.Contains("3,000"));
    }

    [Theory]
    [InlineData(429, null, 30)]
    [InlineData(429, 7, 7)]
    public async Task SendAsync_AnNginxPageOf429_IsNotSentAndWaits(int status, int? retryAfter, int seconds)
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Page, Status = status, RetryAfter = retryAfter });
        (await scene.SendAsync("a")).Should().Be(new SendOutcome.RetryAt(scene.In(seconds), "HTTP 429"));
        (await scene.SendAsync("a")).Should().BeOfType<SendOutcome.Sent>();
        scene.Channel.Problem.Should().BeNull();
    }

    [Theory]
    [InlineData(403, false)]
    [InlineData(407, false)]
    [InlineData(408, true)]
    [InlineData(502, true)]
    [InlineData(504, true)]
    public async Task SendAsync_APageThatIsNotZalos_IsUnknownOnlyWhereItMayHaveArrived(int status, bool unknown)
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Page, Status = status });
        (await scene.SendAsync("a")).GetType().Should().Be(unknown ? typeof(SendOutcome.Unknown) : typeof(SendOutcome.RetryAt));
    }

    [Fact]
    public async Task SendAsync_403_IsTriedSixTimesThenEnds_AndOneSuccessForgivesAll()
    {
        await using var scene = await Scene.StartAsync();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Error, Status = 403, Times = 5 });
        for (var i = 0; i < 5; i++)
            (await scene.SendAsync("a", outboxId: "one")).Should().BeOfType<SendOutcome.RetryAt>();
        (await scene.SendAsync("a", outboxId: "one")).Should().BeOfType<SendOutcome.Sent>();
        scene.Zalo.AddFault(new ZaloFault { Kind = ZaloFaultKind.Error, Status = 403, Times = 6 });
        for (var i = 0; i < 5; i++)
            (await scene.SendAsync("a", outboxId: "one")).Should().BeOfType<SendOutcome.RetryAt>();
        (await scene.SendAsync("a", outboxId: "one")).Should().BeOfType<SendOutcome.Rejected>();
    }

    [Fact]
    public async Task HintAsync_Typing_IsShown_AndEveryFailureForgotten()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Channel.HintAsync(new Hint.Typing(Scene.Lan), TestContext.Current.CancellationToken);
        scene.Zalo.Calls.Single().Should().Match<ZaloCall>(c => c.Method == "sendChatAction" && c.Accepted);
        await scene.Channel.HintAsync(new Hint.PressSeen(Scene.Lan, "p"), TestContext.Current.CancellationToken);
        scene.Zalo.Calls.Should().ContainSingle("there are no presses");
        await scene.StopZaloAsync();
        await scene.Channel.HintAsync(new Hint.Typing(Scene.Lan), TestContext.Current.CancellationToken);
        await scene.Channel.HintAsync(new Hint.Typing(Scene.Lan), new CancellationToken(canceled: true));
    }

    [Fact]
    public async Task Abilities_AreTheTranscriptsZalo()
    {
        await using var scene = await Scene.StartAsync();
        scene.Channel.Abilities.Should().Be(new ChannelAbilities(Buttons: false, MaxButtonLabel: 0, AskLocation: false, AskContact: false, Pictures: false, Edit: false, MaxText: 2000));
        scene.Channel.Instance.Should().Be("zalo-bot");
    }
}
