using System.Text.Json;
using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>What goes wrong goes wrong exactly so often, and the record says which side knows of it.</summary>
public sealed class FaultsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private FakeUser _an = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = _time, RateLimits = false });
        _bot = new RawBot(_fake);
        _an = _fake.User(1001, "An");
        await _an.SendAsync("xin chào");
    }

    public ValueTask DisposeAsync()
    {
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Fact]
    public async Task DropBefore_ResetsAndDoesNothing()
    {
        _fake.AddFault(FaultKind.DropBefore, "sendMessage");

        await FluentActions.Awaiting(() => _bot.SayAsync(1001, "một")).Should().ThrowAsync<HttpRequestException>();
        await _bot.SayAsync(1001, "hai");

        _fake.Sent.Select(s => s.Text).Should().Equal("hai");
        _fake.Wire.Select(w => (w.Outcome, w.Accepted)).Should().Equal((WireOutcome.DroppedBefore, false), (WireOutcome.Answered, true));
    }

    [Fact]
    public async Task DropAfter_SendsTheMessageAndLosesTheAnswer()
    {
        _fake.AddFault(FaultKind.DropAfter, "sendMessage");

        await FluentActions.Awaiting(() => _bot.SayAsync(1001, "một")).Should().ThrowAsync<HttpRequestException>();

        _fake.Sent.Should().ContainSingle().Which.Text.Should().Be("một");
        _fake.Wire.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Outcome = WireOutcome.DoneUnanswered, Accepted = true });
    }

    [Fact]
    public async Task HangAfter_SendsTheMessageAndKeepsSilentUntilTheClientGivesUp()
    {
        _fake.AddFault(FaultKind.HangAfter, "sendMessage");
        using var patience = new CancellationTokenSource();
        using var body = new StringContent("""{"chat_id":1001,"text":"một"}""", System.Text.Encoding.UTF8, "application/json");
        var call = _bot.Http.PostAsync(_bot.Path("sendMessage"), body, patience.Token);

        await _fake.WaitForMessageAsync(1001);
        var silent = !call.IsCompleted;
        await patience.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        silent.Should().BeTrue();
        _fake.Wire[0].Outcome.Should().Be(WireOutcome.DoneUnanswered);
    }

    [Fact]
    public async Task DropAfter_OnGetUpdates_DeliversTheSameAgain()
    {
        _fake.AddFault(FaultKind.DropAfter, "getUpdates");

        await FluentActions.Awaiting(() => _bot.CallAsync("getUpdates")).Should().ThrowAsync<HttpRequestException>();
        _time.Advance(TimeSpan.FromSeconds(3));

        (await _bot.CallAsync("getUpdates")).UpdateIds.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(FaultKind.ServerError, null, 500, false)]
    [InlineData(FaultKind.ServerError, 503, 503, false)]
    [InlineData(FaultKind.GatewayError, null, 502, false)]
    [InlineData(FaultKind.GatewayErrorAfter, 504, 504, true)]
    public async Task ServerFault_Struck_AnswersItsStatus(FaultKind kind, int? status, int expected, bool isSent)
    {
        _fake.AddFault(new Fault { Kind = kind, Status = status });

        using var response = await _bot.Http.GetAsync(_bot.Path("sendMessage?chat_id=1001&text=a"), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(expected);
        body.StartsWith('{').Should().Be(kind == FaultKind.ServerError);
        _fake.Sent.Should().HaveCount(isSent ? 1 : 0);
    }

    [Fact]
    public async Task TooManyRequests_WithASpan_StrikesSoOftenAndNotAnotherMethod()
    {
        _fake.AddFault(new Fault { Kind = FaultKind.TooManyRequests, Method = "SENDMESSAGE", RetryAfter = 7, Skip = 1, Times = 2 });

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await _bot.SayAsync(1001, "a")).Status);
            (await _bot.CallAsync("getMe")).Status.Should().Be(200);
        }

        statuses.Should().Equal(200, 429, 429, 200);
        _fake.FaultsStruck.Should().Equal(2);
    }

    [Fact]
    public async Task Fault_ForOneChatAndText_LeavesOthersAlone()
    {
        await _fake.User(1002).SendAsync("a");
        _fake.AddFault(new Fault { Kind = FaultKind.Error, Status = 400, Body = "Bad Request: kaputt", ChatId = 1002, TextContains = "báo cáo", Times = null });

        (await _bot.SayAsync(1001, "báo cáo")).Ok.Should().BeTrue();
        (await _bot.SayAsync(1002, "khác")).Ok.Should().BeTrue();
        (await _bot.SayAsync(1002, "báo cáo quý")).Description.Should().Be("Bad Request: kaputt");
    }

    [Fact]
    public async Task Malformed_Struck_IsNoJsonThoughSent()
    {
        _fake.AddFault(FaultKind.Malformed);

        await FluentActions.Awaiting(() => _bot.SayAsync(1001, "a")).Should().ThrowAsync<JsonException>();

        _fake.Sent.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(FaultKind.SlowBefore, 0)]
    [InlineData(FaultKind.SlowAfter, 1)]
    public async Task Slow_OnTheFakesClock_AnswersWhenItsTimeHasCome(FaultKind kind, int sentMeanwhile)
    {
        _fake.AddFault(new Fault { Kind = kind, Delay = TimeSpan.FromMinutes(1) });
        var call = _bot.SayAsync(1001, "a");
        await _fake.WaitUntilAsync(f => f.Wire.Any(w => w.Outcome == WireOutcome.Delayed));
        var meanwhile = _fake.Sent.Count;

        _time.Advance(TimeSpan.FromMinutes(1));

        (await call).Ok.Should().BeTrue();
        meanwhile.Should().Be(sentMeanwhile);
    }
}
