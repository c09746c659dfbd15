using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>The three buckets, each filled until it refuses.</summary>
public sealed class BucketsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = _time });
        _bot = new RawBot(_fake);
    }

    public ValueTask DisposeAsync()
    {
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Fact]
    public async Task OneChat_AfterABurst_TakesOneASecond()
    {
        await _fake.User(1).SendAsync("a");
        var burst = await SayAsync(1, 4);
        _time.Advance(TimeSpan.FromSeconds(1));
        var later = await SayAsync(1, 2);

        burst.Select(a => a.Status).Should().Equal(200, 200, 200, 429);
        later.Select(a => a.Status).Should().Equal(200, 429);
        burst[3].Should().BeEquivalentTo(new { RetryAfter = 1, RetryAfterHeader = "1", Description = "Too Many Requests: retry after 1" });
    }

    [Fact]
    public async Task AllChats_Together_TakeThirtyASecond()
    {
        var answers = new List<RawAnswer>();
        for (var user = 1; user <= 31; user++)
        {
            await _fake.User(user).SendAsync("a");
            answers.Add(await _bot.SayAsync(user, "chào"));
        }

        answers.Take(30).Should().OnlyContain(a => a.Status == 200);
        answers[30].Should().BeEquivalentTo(new { Status = 429, RetryAfter = 1 });
    }

    [Fact]
    public async Task AGroup_TakesTwentyAMinute()
    {
        var group = _fake.Supergroup("Tổ 5", null, _fake.User(1));
        var statuses = new List<int>();
        RawAnswer last = null!;
        for (var i = 0; i < 30 && (last = await _bot.SayAsync(group.Id, "chào")).Status == 200; i++)
        {
            statuses.Add(last.Status);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Twenty, and what refills in the half minute meanwhile: one every three seconds.
        statuses.Should().HaveCount(29);
        last.Should().BeEquivalentTo(new { Status = 429 });
        last.RetryAfter.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task Refused_TakesNothingFromTheOtherBuckets()
    {
        await _fake.User(1).SendAsync("a");
        await SayAsync(1, 40);
        await _fake.User(2).SendAsync("a");

        (await _bot.SayAsync(2, "chào")).Status.Should().Be(200);
    }

    [Fact]
    public async Task RateLimits_SwitchedOff_NeverRefuse()
    {
        await using var free = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        using var bot = new RawBot(free);
        await free.User(1).SendAsync("a");

        for (var i = 0; i < 50; i++)
        {
            (await bot.SayAsync(1, "chào")).Status.Should().Be(200);
        }
    }

    private async Task<RawAnswer[]> SayAsync(long chat, int times)
    {
        var answers = new List<RawAnswer>();
        for (var i = 0; i < times; i++)
        {
            answers.Add(await _bot.SayAsync(chat, $"tin {i}"));
        }

        return [.. answers];
    }
}
