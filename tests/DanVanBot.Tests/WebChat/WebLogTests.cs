using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.WebChat;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Tests.WebChat;

public sealed class WebLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_SameOutboxRowAgain_IsSentAndStandsOnce()
    {
        await using var rig = await ChatRig.StartAsync();

        var first = await rig.Channel.SendAsync(Message("o1", "xin chào"), Ct);
        var again = await rig.Channel.SendAsync(Message("o1", "xin chào"), Ct);

        first.Should().Be(new SendOutcome.Sent("1"));
        again.Should().Be(first);
        (await rig.Log.AfterAsync(rig.Log.LaneOf("someone"), 0, Ct)).Should().ContainSingle();
    }

    [Fact]
    public async Task SendAsync_StoreDown_RetryAtAndNeverThrows()
    {
        await using var rig = await ChatRig.StartAsync();
        rig.Store.IsDown = true;

        (await rig.Channel.SendAsync(Message("o1", "x"), Ct)).Should().BeOfType<SendOutcome.RetryAt>();

        rig.Store.IsDown = false;
        rig.Store.CommitAnswersToLose = 1;
        (await rig.Channel.SendAsync(Message("o2", "y"), Ct)).Should().BeOfType<SendOutcome.RetryAt>();
        (await rig.Channel.SendAsync(Message("o2", "y"), Ct)).Should().Be(new SendOutcome.Sent("1"));
    }

    [Fact]
    public async Task SendAsync_Edit_NamesTheEntryItReplaces()
    {
        await using var rig = await ChatRig.StartAsync();
        await rig.Channel.SendAsync(Message("o1", "đang tìm"), Ct);

        await rig.Channel.SendAsync(Message("o2", "đã thấy") with { EditsMessageId = "1" }, Ct);

        var entries = await rig.Log.AfterAsync(rig.Log.LaneOf("someone"), 0, Ct);
        entries.Select(e => (e.Number, e.Replaces)).Should().Equal((1, null), (2, 1));
    }

    [Fact]
    public async Task SendAsync_LinkThePageMustNotFollow_IsLeftOut()
    {
        await using var rig = await ChatRig.StartAsync();
        Button[] buttons =
        [
            new("Mở", new ButtonAction.Open("https://example.org/")), new("Gọi", new ButtonAction.Open("tel:0255000000")),
            new("Xấu", new ButtonAction.Open("javascript:alert(1)")), new("Dữ liệu", new ButtonAction.Open("data:text/html,x")),
        ];

        await rig.Channel.SendAsync(new OutboundMessage("o1", "someone", new BotMessage("x", [], buttons, AskFor.None, []), null, []), Ct);

        (await rig.Log.AfterAsync(rig.Log.LaneOf("someone"), 0, Ct))[0].Buttons.Select(b => b.Label).Should().Equal("Mở", "Gọi");
    }

    [Fact]
    public async Task AppendAsync_ManyWritersAndAReader_NothingEverAppearsBelowWhatWasSeen()
    {
        await using var rig = await ChatRig.StartAsync();
        // A second writer over the same data, as another process would be: nothing but the store keeps their order.
        var other = new WebLog(rig.Store, SealerOf(rig), TimeProvider.System, Microsoft.Extensions.Options.Options.Create(new WebChatOptions()));
        var lane = rig.Log.LaneOf("someone");
        const int Each = 40;

        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                await (w % 2 == 0 ? rig.Log : other).AppendAsync(lane, $"{w}-{i}", new LogEntry { Text = $"{w}-{i}", At = Start }, Ct);
        })).ToArray();
        var writing = Task.WhenAll(writers);
        var seen = new List<LogEntry>();
        for (var isOver = false; !isOver;)
        {
            // A writer that failed must end this loop as well: what follows says so.
            isOver = writing.IsCompleted;
            IReadOnlyList<LogEntry> more;
            do
            {
                more = await rig.Log.AfterAsync(lane, seen.Count == 0 ? 0 : seen[^1].Number, Ct);
                seen.AddRange(more);
            }
            while (more.Count > 0);
        }

        await writing;
        seen.Select(e => e.Number).Should().Equal(Enumerable.Range(1, 4 * Each).Select(n => (long)n));
        seen.Select(e => e.Text).Should().OnlyHaveUniqueItems();
        for (var w = 0; w < 4; w++)
            seen.Where(e => e.Text.StartsWith($"{w}-", StringComparison.Ordinal)).Select(e => e.Text).Should().Equal(Enumerable.Range(0, Each).Select(i => $"{w}-{i}"));
    }

    [Fact]
    public async Task BeforeAsync_MoreThanAPage_GivesTheNewestInOrder()
    {
        await using var rig = await ChatRig.StartAsync();
        for (var i = 1; i <= 60; i++)
            await rig.Channel.SendAsync(Message($"o{i}", i.ToString(CultureInfo.InvariantCulture)), Ct);
        var lane = rig.Log.LaneOf("someone");

        var newest = await rig.Log.BeforeAsync(lane, long.MaxValue, Ct);
        var older = await rig.Log.BeforeAsync(lane, newest[0].Number, Ct);

        newest.Select(e => e.Number).Should().Equal(Enumerable.Range(11, 50).Select(n => (long)n));
        older.Select(e => e.Number).Should().Equal(Enumerable.Range(1, 10).Select(n => (long)n));
    }

    [Fact]
    public async Task Log_AfterRestart_IsThereAndGoesOn()
    {
        var folder = Directory.CreateTempSubdirectory("danvan-web-").FullName;
        try
        {
            string? cookie;
            await using (var rig = await ChatRig.StartAsync(folder: folder))
            {
                using var visitor = await rig.VisitorAsync();
                cookie = visitor.Cookie;
                await visitor.SayAsync("a", "trước khi tắt");
                await visitor.LogOfAsync(2);
            }

            await using (var rig = await ChatRig.StartAsync(folder: folder))
            {
                using var visitor = rig.Client();
                visitor.Cookie = cookie;
                (await visitor.SayAsync("a", "trước khi tắt")).Should().Be(1);
                (await visitor.SayAsync("b", "sau khi mở")).Should().Be(3);
                (await visitor.LogOfAsync(4)).Select(e => e.GetProperty("text").GetString())
                    .Should().Equal("trước khi tắt", "Dạ: trước khi tắt", "sau khi mở", "Dạ: sau khi mở");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SendAsync_WrittenAndNotNotedBeforeTheEnd_IsSentAgainAndStandsOnce()
    {
        var folder = Directory.CreateTempSubdirectory("danvan-web-").FullName;
        try
        {
            string? cookie;
            await using (var rig = await ChatRig.StartAsync(folder: folder))
            {
                using var visitor = await rig.VisitorAsync();
                cookie = visitor.Cookie;
                rig.Store.NotesToLose = 1;
                await visitor.SayAsync("a", "hỏi");
                await visitor.LogOfAsync(2);
            }

            await using (var rig = await ChatRig.StartAsync(folder: folder))
            {
                using var visitor = rig.Client();
                visitor.Cookie = cookie;
                await visitor.SayAsync("b", "hỏi tiếp");
                (await visitor.LogOfAsync(4)).Select(e => e.GetProperty("text").GetString()).Should().Equal("hỏi", "Dạ: hỏi", "hỏi tiếp", "Dạ: hỏi tiếp");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task PurgeAsync_OlderThan90Days_GoesAndNumbersGoOn()
    {
        var time = new FakeTimeProvider(Start);
        await using var rig = await ChatRig.StartAsync(time: time);
        for (var i = 0; i < 5; i++)
            await rig.Channel.SendAsync(Message($"old{i}", "cũ"), Ct);
        time.Advance(TimeSpan.FromDays(89));
        await rig.Channel.SendAsync(Message("new", "mới"), Ct);

        (await rig.Log.PurgeAsync(time.GetUtcNow(), 2, Ct)).Should().Be(0);
        time.Advance(TimeSpan.FromDays(3));
        (await rig.Log.PurgeAsync(time.GetUtcNow(), 2, Ct)).Should().Be(2);
        while (await rig.Log.PurgeAsync(time.GetUtcNow(), 2, Ct) > 0)
        {
        }

        var lane = rig.Log.LaneOf("someone");
        (await rig.Log.AfterAsync(lane, 0, Ct)).Select(e => e.Number).Should().Equal(6);
        (await rig.Channel.SendAsync(Message("next", "tiếp"), Ct)).Should().Be(new SendOutcome.Sent("7"));
        time.Advance(TimeSpan.FromDays(800));
        (await rig.Log.PurgeAsync(time.GetUtcNow(), 50, Ct)).Should().Be(2);
        (await rig.Log.PurgeAsync(time.GetUtcNow(), 50, Ct)).Should().Be(1, "the head of a log nobody has used for 400 days goes too");
        (await rig.Log.PurgeAsync(time.GetUtcNow(), 50, Ct)).Should().Be(0);
    }

    [Fact]
    public async Task EraseAsync_OneVisitor_LeavesTheOthers()
    {
        await using var rig = await ChatRig.StartAsync();
        for (var i = 0; i < 60; i++)
            await rig.Channel.SendAsync(Message($"o{i}", "x"), Ct);
        await rig.Channel.SendAsync(new OutboundMessage("other", "another", BotMessage.Plain("y"), null, []), Ct);

        (await rig.Log.EraseAsync("someone", Ct)).Should().Be(60);

        (await rig.Log.AfterAsync(rig.Log.LaneOf("someone"), 0, Ct)).Should().BeEmpty();
        (await rig.Log.AfterAsync(rig.Log.LaneOf("another"), 0, Ct)).Should().ContainSingle();
    }

    internal static Sealer SealerOf(ChatRig rig) => KeyFile.LoadOrCreate(Path.Combine(rig.Folder, "test.key"), databaseExists: true);

    private static OutboundMessage Message(string id, string text) => new(id, "someone", BotMessage.Plain(text), null, []);
}
