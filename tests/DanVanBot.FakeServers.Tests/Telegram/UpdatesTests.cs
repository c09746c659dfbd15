using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>getUpdates: channels.md 4.2, under a clock that stands still unless told.</summary>
public sealed class UpdatesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
    private FakeTelegram _fake = null!;
    private RawBot _bot = null!;
    private FakeUser _an = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = _time });
        _bot = new RawBot(_fake);
        _an = _fake.User(1001, "An");
    }

    public ValueTask DisposeAsync()
    {
        _bot.Dispose();
        return _fake.DisposeAsync();
    }

    [Fact]
    public async Task GetUpdates_WithAHigherOffset_ConfirmsOnlyWhatLiesBefore()
    {
        var ids = await SendAsync(3);

        var rest = await GetAsync(ids[1]);
        var none = await GetAsync(ids[2] + 1);

        rest.UpdateIds.Should().Equal(ids[1], ids[2]);
        none.UpdateIds.Should().BeEmpty();
    }

    [Fact]
    public async Task GetUpdates_WithANegativeOffset_KeepsTheLast()
    {
        var ids = await SendAsync(5);

        (await GetAsync(-2)).UpdateIds.Should().Equal(ids[3], ids[4]);
        (await GetAsync(0)).UpdateIds.Should().Equal(ids[3], ids[4]);
    }

    [Fact]
    public async Task GetUpdates_WithAnOffsetFarAhead_ForgetsNothing()
    {
        var ids = await SendAsync(2);

        (await GetAsync(ids[1] + 1000)).UpdateIds.Should().Equal(ids);
    }

    [Fact]
    public async Task GetUpdates_WithALimit_ReturnsTheOldest()
    {
        var ids = await SendAsync(3);

        (await _bot.CallAsync("getUpdates", new { limit = 2 })).UpdateIds.Should().Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task GetUpdates_SameOffsetWithinHalfASecond_ReturnsOne()
    {
        var ids = await SendAsync(3);

        var first = await _bot.CallAsync("getUpdates");
        var hasty = await _bot.CallAsync("getUpdates");
        _time.Advance(TimeSpan.FromSeconds(1));
        var patient = await _bot.CallAsync("getUpdates");

        first.UpdateIds.Should().Equal(ids);
        hasty.UpdateIds.Should().Equal(ids[0]);
        patient.UpdateIds.Should().Equal(ids);
    }

    [Fact]
    public async Task GetUpdates_SameEmptyOffsetWithinThreeSeconds_WaitsThreeSeconds()
    {
        await _bot.CallAsync("getUpdates");
        var second = _bot.CallAsync("getUpdates");
        await _fake.WaitUntilAsync(f => f.IsPolled);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        var stillWaiting = _fake.IsPolled;
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await second).UpdateIds.Should().BeEmpty();
        stillWaiting.Should().BeTrue();
    }

    [Fact]
    public async Task GetUpdates_LongPoll_AnswersAsSoonAsSomethingHappens()
    {
        var poll = _bot.CallAsync("getUpdates", new { timeout = 50 });
        await _fake.WaitUntilAsync(f => f.IsPolled);

        var sent = await _an.SendAsync("xin chào");

        (await poll).UpdateIds.Should().Equal(sent.UpdateId!.Value);
    }

    [Fact]
    public async Task GetUpdates_LongPollWithNothing_EndsAfterItsTimeout()
    {
        var poll = _bot.CallAsync("getUpdates", new { timeout = 30 });
        await _fake.WaitUntilAsync(f => f.IsPolled);

        _time.Advance(TimeSpan.FromSeconds(29));
        var stillWaiting = _fake.IsPolled;
        _time.Advance(TimeSpan.FromSeconds(1));

        (await poll).UpdateIds.Should().BeEmpty();
        stillWaiting.Should().BeTrue();
    }

    [Fact]
    public async Task GetUpdates_ASecondPoll_TerminatesTheFirst()
    {
        var first = _bot.CallAsync("getUpdates", new { timeout = 50 });
        await _fake.WaitUntilAsync(f => f.IsPolled);
        var second = _bot.CallAsync("getUpdates", new { timeout = 50, offset = 1 });

        var refused = await first;
        await _fake.WaitUntilAsync(f => f.IsPolled);
        await _an.SendAsync("xin chào");

        refused.Status.Should().Be(409);
        refused.Description.Should().Be("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        (await second).Ok.Should().BeTrue();
    }

    [Fact]
    public async Task GetUpdates_WhileAWebhookIsSet_Conflicts()
    {
        var poll = _bot.CallAsync("getUpdates", new { timeout = 50 });
        await _fake.WaitUntilAsync(f => f.IsPolled);
        await _bot.CallAsync("setWebhook", new { url = "http://127.0.0.1:1/" });

        var cut = await poll;
        var refused = await _bot.CallAsync("getUpdates");
        await _bot.CallAsync("deleteWebhook");
        var allowed = await GetAsync(7);

        cut.Description.Should().Be("Conflict: terminated by setWebhook request");
        refused.Should().BeEquivalentTo(new
        {
            Status = 409,
            Description = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        });
        allowed.Ok.Should().BeTrue();
    }

    [Fact]
    public async Task Updates_MessagesAfterADay_AreGone()
    {
        await SendAsync(1);
        _time.Advance(TimeSpan.FromHours(23));
        var young = await SendAsync(1);
        _time.Advance(TimeSpan.FromHours(2));

        (await GetAsync(0)).UpdateIds.Should().Equal(young);
    }

    [Fact]
    public async Task Updates_PressesAfter150Seconds_AreGoneAndCannotBeAnswered()
    {
        await _an.SendAsync("xin chào");
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });
        await _an.PressAsync("Gửi");
        var seen = await GetAsync(0);
        _time.Advance(TimeSpan.FromSeconds(151));

        var later = await GetAsync(0);
        var answer = await _bot.CallAsync("answerCallbackQuery", new { callback_query_id = seen.Result[1].GetProperty("callback_query").GetProperty("id").GetString() });

        seen.UpdateIds.Should().HaveCount(2);
        later.UpdateIds.Should().HaveCount(1);
        answer.Description.Should().Be("Bad Request: query is too old and response timeout expired or query ID is invalid");
    }

    [Fact]
    public async Task AllowedUpdates_OnceGiven_FilterWhatHappensLater()
    {
        await SendAsync(1);
        await _bot.CallAsync("getUpdates", new { allowed_updates = new[] { "callback_query" } });

        await _an.SendAsync("không ai thấy");

        _fake.PendingUpdates.Should().Be(1);
    }

    [Fact]
    public async Task DuplicateUpdates_AfterConfirmation_ComeAgainSoManyTimes()
    {
        _fake.DuplicateUpdates(2);
        var id = (await SendAsync(1))[0];

        var seen = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            seen.AddRange((await GetAsync(id + 1)).UpdateIds);
        }

        seen.Should().Equal(id, id);
        _fake.PendingUpdates.Should().Be(0);
    }

    [Fact]
    public async Task Redeliver_AnOldUpdate_ComesAgainUnderItsId()
    {
        var ids = await SendAsync(2);
        await GetAsync(ids[1] + 1);

        _fake.Redeliver(ids[0]).Should().BeTrue();

        (await GetAsync(ids[1] + 1)).UpdateIds.Should().Equal(ids[0]);
        (await GetAsync(ids[0] + 1)).UpdateIds.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Shuffle_OfWaitingUpdates_NeverReordersOneQueue(int seed)
    {
        var binh = _fake.User(1002, "Bình");
        await _an.SendAsync("mở đầu");
        await _bot.CallAsync("sendMessage", new { chat_id = 1001, text = "chọn", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Gửi", callback_data = "1" } } } } });
        _fake.Shuffle(seed);
        _fake.PauseDelivery();
        for (var i = 0; i < 10; i++)
        {
            await _an.SendAsync($"an {i}");
            await binh.SendAsync($"bình {i}");
            await _an.PressAsync("Gửi");
        }

        _fake.ResumeDelivery();
        var updates = (await GetAsync(0)).Result.EnumerateArray().Skip(1).ToArray();

        var texts = updates.Where(u => u.TryGetProperty("message", out _)).Select(u => u.GetProperty("message").GetProperty("text").GetString()!).ToArray();
        texts.Where(t => t.StartsWith("an", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, 10).Select(i => $"an {i}"));
        texts.Where(t => t.StartsWith("bình", StringComparison.Ordinal)).Should().Equal(Enumerable.Range(0, 10).Select(i => $"bình {i}"));
        updates.Should().HaveCount(30);
        updates.Select(u => u.TryGetProperty("callback_query", out _)).Should().NotEqual(
            Enumerable.Range(0, 30).Select(i => i % 3 == 2), "presses and texts of one person may overtake each other");
    }

    /// <summary>Asks after a pause, as a patient client does: the same offset within three seconds is held back.</summary>
    private Task<RawAnswer> GetAsync(int offset)
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        return _bot.CallAsync("getUpdates", new { offset });
    }

    private async Task<int[]> SendAsync(int count)
    {
        var ids = new List<int>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await _an.SendAsync($"tin {i}")).UpdateId!.Value);
        }

        return [.. ids];
    }
}
