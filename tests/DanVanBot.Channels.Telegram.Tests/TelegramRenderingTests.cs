using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramRenderingTests
{
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3];

    [Fact]
    public async Task SendAsync_Spans_GoAsEntitiesAndMarkupInTheTextStaysText()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        const string text = "<b>không</b> *in đậm* [x](http://y.vn) 👍 mã";
        var quote = text.IndexOf("*in", StringComparison.Ordinal);
        var code = text.IndexOf("mã", StringComparison.Ordinal);
        await scene.SendAsync(lan.Id, BotMessage.Plain(text) with
        {
            Spans = [new(0, 5, SpanKind.Strong), new(quote, 8, SpanKind.Quote), new(code, 2, SpanKind.Code), new(code, 99, SpanKind.Code), new(-1, 3, SpanKind.Strong), new(3, 0, SpanKind.Strong)],
        });
        var sent = scene.Telegram.MessagesTo(lan.Id).Single();
        sent.Text.Should().Be(text);
        Entities(sent).Should().Contain([("bold", 0, 5), ("blockquote", quote, 8), ("code", code, 2)]).And.NotContain(e => e.Item1 == "text_link" || e.Item3 > 20);
        scene.Telegram.Wire.Single(w => w.Method == "sendMessage").Parameters.Should().NotContainKey("parse_mode")
            .And.ContainKey("link_preview_options").WhoseValue.Should().Contain("is_disabled");
    }

    [Fact]
    public async Task SendAsync_Buttons_ShortOnesStandTwoInARow()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        await scene.SendAsync(lan.Id, BotMessage.Plain("?") with
        {
            Buttons =
            [
                new("Có", new ButtonAction.Answer(7, "yes")), new("Không", new ButtonAction.Answer(7, "no")), new("Chưa rõ", new ButtonAction.Answer(7, "unsure")),
                new("Một nhãn dài không đứng cạnh ai", new ButtonAction.Start("menu", "x")), new("Trang", new ButtonAction.Open("https://example.vn/a")),
            ],
        });
        Keyboard(scene.Telegram.MessagesTo(lan.Id).Single(), "inline_keyboard").Should().Equal("Có|Không", "Chưa rõ", "Một nhãn dài không đứng cạnh ai", "Trang");
        scene.Telegram.MessagesTo(lan.Id).Single().Buttons.Select(b => (b.Kind, b.Data)).Should().Equal(
            ("callback", "a:7:yes"), ("callback", "a:7:no"), ("callback", "a:7:unsure"), ("callback", "s:menu:x"), ("url", "https://example.vn/a"));
    }

    [Fact]
    public async Task SendAsync_AButtonTelegramWouldRefuse_BecomesALineAndTheMessageArrives()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        await scene.SendAsync(lan.Id, BotMessage.Plain("Khẩn cấp") with
        {
            Buttons = [new("Gọi 113", new ButtonAction.Open("tel:113")), new("Trang", new ButtonAction.Open("http://localhost:5080/x"))],
        });
        scene.Telegram.MessagesTo(lan.Id).Single().Text.Should().Be("Khẩn cấp\n\nGọi 113: 113\nTrang: http://localhost:5080/x");
    }

    [Fact]
    public async Task SendAsync_AButtonOverSixtyFourBytes_IsRejectedWithoutACall()
    {
        await using var scene = await Scene.StartAsync();
        var outcome = await scene.SendAsync(1001, BotMessage.Plain("?") with { Buttons = [new("x", new ButtonAction.Start("dialog", new string('a', 64)))] });
        outcome.Should().BeOfType<SendOutcome.Rejected>();
        scene.Telegram.Wire.Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_AsksForThePlace_ShowsTheDevicesButtonAndTakesItAwayWithTheNextPlainMessage()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        await scene.SendAsync(lan.Id, BotMessage.Plain("Ở đâu?") with { AskFor = AskFor.Location, Buttons = [new("Bỏ qua", new ButtonAction.Answer(1, "skip"))] });
        await scene.SendAsync(lan.Id, BotMessage.Plain("Có đúng không?") with { Buttons = [new("Đúng", new ButtonAction.Answer(2, "y"))] });
        await scene.SendAsync(lan.Id, BotMessage.Plain("Cảm ơn"));
        await scene.SendAsync(lan.Id, BotMessage.Plain("Xong"));
        var markups = scene.Telegram.Wire.Where(w => w.Method == "sendMessage").Select(w => w.Parameters.GetValueOrDefault("reply_markup") ?? "").ToList();
        markups[0].Should().Contain("request_location").And.Contain("one_time_keyboard").And.Contain("resize_keyboard");
        scene.Telegram.MessagesTo(lan.Id)[0].Buttons.Select(b => (b.Text, b.Kind)).Should().Equal(("share place", "location"), ("Bỏ qua", "text"));
        markups[1].Should().Contain("inline_keyboard");
        markups[2].Should().Contain("remove_keyboard");
        markups[3].Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_AsksForTheNumberInAGroup_ShowsNoSuchButton()
    {
        await using var scene = await Scene.StartAsync();
        var group = scene.Telegram.Supergroup("To", null, scene.Person());
        (await scene.SendAsync(group.Id, BotMessage.Plain("Số?") with { AskFor = AskFor.Contact, Buttons = [new("Bỏ qua", new ButtonAction.Answer(1, "skip"))] })).Should().BeOfType<SendOutcome.Sent>();
        scene.Telegram.MessagesTo(group.Id).Single().Buttons.Select(b => b.Kind).Should().Equal("callback");
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    [InlineData(0, false)]
    public async Task SendAsync_TextLength_IsGuarded(int length, bool goes)
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var outcome = await scene.SendAsync(lan.Id, BotMessage.Plain(new string('a', length)));
        (outcome is SendOutcome.Sent).Should().Be(goes);
        scene.Telegram.Wire.Should().HaveCount(goes ? 1 : 0);
    }

    [Fact]
    public async Task SendAsync_OnePhotoWithAShortText_IsOneMessageWithACaption()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var outcome = await scene.SendAsync(
            lan.Id, BotMessage.Plain("ổ gà") with { Spans = [new(0, 2, SpanKind.Strong)], Buttons = [new("Mở", new ButtonAction.Start("x"))] }, new OutboundFile("a.jpg", "image/jpeg", Picture));
        var sent = scene.Telegram.Sent.Should().ContainSingle().Subject;
        (sent.Method, sent.Text, sent.Buttons.Count).Should().Be(("sendPhoto", "ổ gà", 1));
        outcome.Should().Be(new SendOutcome.Sent(Scene.Invariant(sent.MessageId)));
    }

    [Fact]
    public async Task SendAsync_ALongTextAndFiles_TextFirstThenFilesByKind()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var outcome = await scene.SendAsync(
            lan.Id, BotMessage.Plain(new string('a', 1025)),
            new OutboundFile("a.jpg", "image/jpeg", Picture), new OutboundFile("b.png", "image/png", Picture), new OutboundFile("c\"\r\nX: y.docx", "application/octet-stream", Picture));
        var sent = scene.Telegram.Sent;
        scene.Telegram.Wire.Select(w => w.Method).Should().Equal("sendMessage", "sendMediaGroup", "sendDocument");
        outcome.Should().Be(new SendOutcome.Sent(Scene.Invariant(sent[0].MessageId)));
        scene.Telegram.Wire[^1].Files.Values.Single().Should().Be("c___X_ y.docx");
    }

    [Fact]
    public async Task SendAsync_FailsBetweenTheParts_GoesOnWhereItStopped()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var message = new OutboundMessage("row-1", "1001", BotMessage.Plain(new string('a', 1025)), null, [new OutboundFile("c.docx", "application/octet-stream", Picture)]);
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.TooManyRequests, Method = "sendDocument", RetryAfter = 3 });
        (await scene.Channel.SendAsync(message, TestContext.Current.CancellationToken)).Should().BeOfType<SendOutcome.RetryAt>();
        var second = await scene.Channel.SendAsync(message, TestContext.Current.CancellationToken);
        scene.Telegram.MessagesTo(lan.Id).Select(m => m.Method).Should().Equal("sendMessage", "sendDocument");
        second.Should().Be(new SendOutcome.Sent(Scene.Invariant(scene.Telegram.Sent[0].MessageId)));
    }

    [Fact]
    public async Task SendAsync_APhotoTelegramCannotShow_GoesAsAFile()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        scene.Telegram.AddFault(new Fault { Kind = FaultKind.Error, Method = "sendPhoto", Status = 400, Body = "Bad Request: PHOTO_INVALID_DIMENSIONS" });
        (await scene.SendAsync(lan.Id, BotMessage.Plain("a"), new OutboundFile("a.jpg", "image/jpeg", Picture))).Should().BeOfType<SendOutcome.Sent>();
        scene.Telegram.MessagesTo(lan.Id).Single().Method.Should().Be("sendDocument");
    }

    [Fact]
    public async Task HintAsync_WhateverHappens_NeverThrows()
    {
        await using var scene = await Scene.StartAsync();
        var lan = scene.Person();
        var ct = TestContext.Current.CancellationToken;
        await scene.Channel.HintAsync(new Hint.Typing(Scene.Invariant(lan.Id)), ct);
        scene.Telegram.ChatActions.Should().ContainSingle();
        await scene.Channel.HintAsync(new Hint.PressSeen("1001", "no such query"), ct);
        await scene.Channel.HintAsync(new Hint.Typing("nonsense"), ct);
        await scene.Channel.HintAsync(new Hint.Typing("1001"), new CancellationToken(canceled: true));
        await scene.StopTelegramAsync();
        await scene.Channel.HintAsync(new Hint.Typing("1001"), ct);
    }

    private static IEnumerable<(string, int, int)> Entities(SentMessage message) =>
        message.Message.GetProperty("entities").EnumerateArray().Select(e => (e.GetProperty("type").GetString()!, e.GetProperty("offset").GetInt32(), e.GetProperty("length").GetInt32()));

    private static IEnumerable<string> Keyboard(SentMessage message, string kind) =>
        message.Message.GetProperty("reply_markup").GetProperty(kind).EnumerateArray()
            .Select(row => string.Join('|', row.EnumerateArray().Select(b => b.GetProperty("text").GetString())));
}
