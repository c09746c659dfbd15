using System.Net;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Tests.WebChat;

public sealed class StreamTests
{
    [Fact]
    public async Task Stream_NewEntry_ComesWithItsNumberAsId()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        using var stream = await visitor.StreamAsync();
        stream.Answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        (await stream.NextAsync())!.Value.Name.Should().Be("beat");

        await visitor.SayAsync("a", "xin chào");

        var mine = await stream.NextAsync();
        mine!.Value.Id.Should().Be("1");
        (await stream.NextEntryAsync()).GetProperty("text").GetString().Should().Be("Dạ: xin chào");
    }

    [Fact]
    public async Task Stream_ConnectionLostAgainAndAgain_LosesAndDoublesNothing()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MessagesPerVisitorMinute = o.MessagesPerAddressMinute = 1000);
        using var visitor = await rig.VisitorAsync();
        const int Messages = 40;
        var talking = Task.Run(
            async () =>
            {
                for (var i = 0; i < Messages; i++)
                    await visitor.SayAsync($"m{i}", $"tin {i}");
            },
            TestContext.Current.CancellationToken);

        var seen = new List<long>();
        while (seen.Count < 2 * Messages)
        {
            // Cut after every third entry; the browser comes back with the last id it saw.
            using var stream = await visitor.StreamAsync(after: 0, lastId: seen.Count == 0 ? null : seen[^1]);
            for (var i = 0; i < 3 && seen.Count < 2 * Messages; i++)
                seen.Add((await stream.NextEntryAsync()).GetProperty("n").GetInt64());
        }

        await talking;
        seen.Should().Equal(Enumerable.Range(1, 2 * Messages).Select(n => (long)n));
    }

    [Fact]
    public async Task Stream_MoreThanAPageBehind_CatchesUp()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MessagesPerVisitorMinute = o.MessagesPerAddressMinute = 1000);
        using var visitor = await rig.VisitorAsync();
        for (var i = 0; i < 60; i++)
            await visitor.SayAsync($"m{i}", "x");
        await rig.Bot.HandledAsync(60);

        using var stream = await visitor.StreamAsync(after: 3);

        for (var n = 4; n <= 120; n++)
            (await stream.NextEntryAsync()).GetProperty("n").GetInt64().Should().Be(n);
    }

    [Fact]
    public async Task Stream_NothingHappens_BeatsByTheClock()
    {
        var beat = TimeSpan.FromSeconds(17);
        var time = new TimerClock(beat);
        await using var rig = await ChatRig.StartAsync(o => o.Heartbeat = beat, time);
        using var visitor = await rig.VisitorAsync();
        using var stream = await visitor.StreamAsync();
        await stream.NextAsync();

        var next = stream.NextAsync();
        await time.IsSet.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(beat - TimeSpan.FromMilliseconds(1));
        next.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await next)!.Value.Name.Should().Be("beat");
    }

    /// <summary>A clock that stands still and tells when a timer of a certain length was set on it.</summary>
    private sealed class TimerClock(TimeSpan awaited) : FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero))
    {
        private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsSet => _set.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == awaited)
                _set.TrySetResult();
            return timer;
        }
    }

    [Fact]
    public async Task Hint_Typing_ReachesTheOpenPageAndNobodyElse()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("a", "x");
        await rig.Bot.HandledAsync(1);
        var address = rig.Bot.Handled[0].By!.UserAddress;
        await visitor.LogOfAsync(2);
        using var stream = await visitor.StreamAsync(after: 2);
        await stream.NextAsync();

        await rig.Channel.HintAsync(new Hint.Typing("somebody else"), TestContext.Current.CancellationToken);
        await rig.Channel.HintAsync(new Hint.Typing(address), TestContext.Current.CancellationToken);

        (await stream.NextAsync())!.Value.Name.Should().Be("typing");
    }

    [Fact]
    public async Task Stream_TooManyTabs_TheOldestIsSentAway()
    {
        await using var rig = await ChatRig.StartAsync(o => o.StreamsPerVisitor = 2);
        using var visitor = await rig.VisitorAsync();
        using var one = await visitor.StreamAsync();
        using var two = await visitor.StreamAsync();
        await one.NextAsync();
        await two.NextAsync();

        using var three = await visitor.StreamAsync();

        (await one.NextAsync())!.Value.Name.Should().Be("bye");
        (await one.NextAsync()).Should().BeNull();
        await visitor.SayAsync("a", "x");
        (await two.NextEntryAsync()).GetProperty("n").GetInt64().Should().Be(1);
        (await three.NextEntryAsync()).GetProperty("n").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task Stream_TooManyFromOneAddress_429AndPlainReadingGoesOn()
    {
        await using var rig = await ChatRig.StartAsync(o => o.StreamsPerAddress = 1);
        using var one = await rig.VisitorAsync();
        using var two = await rig.VisitorAsync();
        using var stream = await one.StreamAsync();
        await stream.NextAsync();

        using var refused = await two.StreamAsync();
        using var poll = await two.GetAsync("/chat/log?after=0&wait=20");

        refused.Answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        poll.StatusCode.Should().Be(HttpStatusCode.OK, "it is answered at once, without waiting");
    }

    [Fact]
    public async Task Stream_StoreDown_503AndNotAnEmptyStream()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        rig.Store.IsDown = true;

        using var stream = await visitor.StreamAsync();

        stream.Answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Stream_ProgramStops_EndsAtOnce()
    {
        var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        using var stream = await visitor.StreamAsync();
        await stream.NextAsync();

        await rig.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        (await stream.NextAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Log_LongPoll_AnswersWhenSomethingComes()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        var poll = visitor.LogAsync("after=0&wait=25");
        await visitor.SayAsync("a", "đến rồi");

        (await poll)[0].GetProperty("text").GetString().Should().Be("đến rồi");
    }

    [Fact]
    public async Task Log_AnotherVisitor_SeesNothingOfIt()
    {
        await using var rig = await ChatRig.StartAsync();
        using var one = await rig.VisitorAsync();
        using var two = await rig.VisitorAsync();
        await one.SayAsync("a", "chuyện riêng");
        await one.LogOfAsync(2);

        (await two.LogAsync()).Should().BeEmpty();
        (await two.LogAsync("before=99")).Should().BeEmpty();
    }
}
