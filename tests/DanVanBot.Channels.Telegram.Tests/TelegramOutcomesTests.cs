using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramOutcomesTests
{
    private static readonly BotMessage Hello = BotMessage.Plain("xin chào");

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user")]
    [InlineData(403, "Forbidden: user is deactivated")]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData(403, "Forbidden: bot is not a member of the group chat")]
    [InlineData(403, "Forbidden: the group chat was deleted")]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user")]
    [InlineData(400, "Bad Request: chat not found")]
    [InlineData(400, "Bad Request: PEER_ID_INVALID")]
    [InlineData(400, "Bad Request: group chat was deactivated")]
    public async Task SendAsync_NobodyThere_IsUnreachable(int status, string description) =>
        (await OutcomeOfAsync(status, description)).Should().BeOfType<SendOutcome.Unreachable>().Which.Reason.Should().Contain(description);

    [Theory]
    [InlineData(400, "Bad Request: message text is empty")]
    [InlineData(400, "Bad Request: REPLY_MARKUP_INVALID")]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat")]
    [InlineData(400, "Bad Request: message thread not found")]
    [InlineData(413, "Request Entity Too Large")]
    public async Task SendAsync_RefusedForGood_IsRejected(int status, string description) =>
        (await OutcomeOfAsync(status, description)).Should().BeOfType<SendOutcome.Rejected>().Which.Reason.Should().Contain(description);

    [Theory]
    [InlineData(401, "Unauthorized", 300)]
    [InlineData(404, "Not Found", 300)]
    [InlineData(500, "Internal Server Error", 1)]
    [InlineData(502, "Bad Gateway", 1)]
    [InlineData(429, "Too Many Requests: retry after 7", 7)]
    public async Task SendAsync_RefusedForNow_IsRetriedThen(int status, string description, int seconds)
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Status = status, Body = description });
        var outcome = await scene.SendAsync(lan.Id, Hello);
        outcome.Should().BeOfType<SendOutcome.RetryAt>().Which.When.Should().Be(scene.Time.GetUtcNow().AddSeconds(seconds));
        scene.Telegram.Sent.Should().BeEmpty();
        scene.Channel.Problem?.Kind.Should().Be(status switch { 401 or 404 => TelegramTrouble.TokenRefused, >= 500 => TelegramTrouble.NoConnection, _ => null });
    }

    [Fact]
    public async Task SendAsync_TooManyRequests_WaitsAsLongAsTelegramSays_AndIsNotRepeatedInside()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.TooManyRequests, RetryAfter = 31 });
        (await scene.SendAsync(lan.Id, Hello)).Should().BeOfType<SendOutcome.RetryAt>().Which.When.Should().Be(scene.Time.GetUtcNow().AddSeconds(31));
        scene.Telegram.Wire.Should().ContainSingle(w => w.Method == "sendMessage");
    }

    [Fact]
    public async Task SendAsync_ToABlockedBot_IsUnreachable()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        await lan.BlockAsync();
        (await scene.SendAsync(lan.Id, Hello)).Should().BeOfType<SendOutcome.Unreachable>();
        (await scene.SendAsync(7777, Hello)).Should().BeOfType<SendOutcome.Unreachable>("nobody of that number ever wrote");
    }

    [Fact]
    public async Task SendAsync_ToAGroupThatMoved_IsMovedAndReachesTheNewAddress()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var group = scene.Telegram.Group("To dan pho", lan);
        var old = Scene.Invariant(group.Id);
        var moved = await group.MigrateAsync(lan);
        var outcome = await scene.SendAsync(old, Hello);
        outcome.Should().Be(new SendOutcome.Moved(Scene.Invariant(moved.Id)));
        (await scene.SendAsync(((SendOutcome.Moved)outcome).Address, Hello)).Should().BeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task SendAsync_ToATopicThatIsGone_GoesOnInTheGroup()
    {
        await using var scene = await Scene.StartAsync();
        var group = scene.Telegram.Supergroup("To dan pho", null, scene.Person());
        var address = Scene.Invariant(group.Id);
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Status = 400, Body = "Bad Request: message thread not found" });
        (await scene.SendAsync(address + "/99", Hello)).Should().Be(new SendOutcome.Moved(address));
    }

    [Theory]
    [InlineData(FaultKind.DropAfter, true)]
    [InlineData(FaultKind.GatewayErrorAfter, true)]
    [InlineData(FaultKind.GatewayError, false)]
    [InlineData(FaultKind.DropBefore, false)]
    [InlineData(FaultKind.Malformed, true)]
    public async Task SendAsync_NoAnswerOfTelegram_IsUnknownAndWentOutOnce(FaultKind kind, bool arrived)
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(kind, "sendMessage");
        (await scene.SendAsync(lan.Id, Hello)).Should().BeOfType<SendOutcome.Unknown>();
        scene.Telegram.MessagesTo(lan.Id).Should().HaveCount(arrived ? 1 : 0);
        scene.Telegram.Wire.Should().ContainSingle(w => w.Method == "sendMessage", "nothing below us may send it a second time");
    }

    [Fact]
    public async Task SendAsync_AcceptedThenSilent_IsUnknownWhenTheTimeIsUp()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.HangAfter, Method = "sendMessage" });
        var sending = scene.SendAsync(lan.Id, Hello);
        await scene.Telegram.WaitForMessageAsync(lan.Id);
        sending.IsCompleted.Should().BeFalse();
        scene.Time.Advance(scene.Options.CallTime);
        (await sending).Should().BeOfType<SendOutcome.Unknown>().Which.Again.Should().BeAfter(scene.Time.GetUtcNow());
    }

    [Fact]
    public async Task SendAsync_ConnectionRefused_IsRetriedWithGrowingPauses_BecauseNothingWasSent()
    {
        await using var closed = await Scene.StartAsync();
        var lan = closed.Person();
        await closed.StopTelegramAsync();
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var outcome = await closed.SendAsync(lan.Id, Hello);
            pauses.Add((outcome.Should().BeOfType<SendOutcome.RetryAt>().Which.When - closed.Time.GetUtcNow()).TotalSeconds);
        }

        pauses.Should().Equal(1, 2, 4, 8, 16, 32, 60, 60);
        closed.Channel.Problem!.Kind.Should().Be(TelegramTrouble.NoConnection);
        closed.Log.Lines.Should().ContainSingle(l => l.Contains("NoConnection", StringComparison.Ordinal), "a trouble is told once, not at every try");
    }

    [Fact]
    public async Task SendAsync_NoTlsThere_IsRetried()
    {
        await using var plain = await Scene.StartAsync();
        await using var scene = await Scene.StartAsync(o => o with { ApiBaseUrl = new Uri(plain.Telegram.BaseUrl.Replace("http:", "https:", StringComparison.Ordinal)) });
        (await scene.SendAsync(1001, Hello)).Should().BeOfType<SendOutcome.RetryAt>();
    }

    [Fact]
    public async Task SendAsync_AfterTheTokenIsAcceptedAgain_TheProblemIsOver()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Status = 401, Body = "Unauthorized" });
        await scene.SendAsync(lan.Id, Hello);
        scene.Channel.Problem.Should().Be(new TelegramProblem(TelegramTrouble.TokenRefused, scene.Channel.Problem!.Text, scene.Time.GetUtcNow()));
        (await scene.SendAsync(lan.Id, Hello)).Should().BeOfType<SendOutcome.Sent>();
        scene.Channel.Problem.Should().BeNull();
    }

    [Fact]
    public async Task SendAsync_EditWithoutAChange_IsSent()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var sent = (SendOutcome.Sent)await scene.SendAsync(lan.Id, Hello);
        (await scene.EditAsync(lan.Id, sent.MessageId!, Hello)).Should().Be(sent);
        (await scene.EditAsync(lan.Id, sent.MessageId!, BotMessage.Plain("khác"))).Should().Be(sent);
        scene.Telegram.MessagesTo(lan.Id).Should().ContainSingle().Which.Text.Should().Be("khác");
        (await scene.EditAsync(lan.Id, "no number", Hello)).Should().BeOfType<SendOutcome.Rejected>();
        (await scene.EditAsync(lan.Id, "4711", Hello)).Should().BeOfType<SendOutcome.Rejected>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("lan")]
    [InlineData("1001/x")]
    [InlineData("@channel")]
    public async Task SendAsync_NoAddress_IsRejectedWithoutACall(string address)
    {
        await using var scene = await Scene.StartAsync();
        (await scene.SendAsync(address, Hello)).Should().BeOfType<SendOutcome.Rejected>();
        scene.Telegram.Wire.Should().BeEmpty();
    }

    private static async Task<SendOutcome> OutcomeOfAsync(int status, string description)
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Status = status, Body = description });
        return await scene.SendAsync(lan.Id, Hello);
    }
}
