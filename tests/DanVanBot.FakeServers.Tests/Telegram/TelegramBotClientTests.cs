using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Time.Testing;
using global::Telegram.Bot;
using global::Telegram.Bot.Exceptions;
using global::Telegram.Bot.Types;
using global::Telegram.Bot.Types.Enums;
using global::Telegram.Bot.Types.ReplyMarkups;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>The client DanVanBot is built on must read everything the fake says.</summary>
public sealed class TelegramBotClientTests : IAsyncLifetime
{
    private FakeTelegram _fake = null!;
    private TelegramBotClient _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A clock that stands still: no bucket refills however slow the machine is.
        _fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000)) });
        _bot = new TelegramBotClient(new TelegramBotClientOptions(_fake.Token, _fake.BaseUrl) { RetryCount = 0, RetryThreshold = 0 });
    }

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task GetMe_OfTheFake_IsABotWithAName()
    {
        var me = await _bot.GetMe(Ct);

        me.IsBot.Should().BeTrue();
        me.Username.Should().Be(_fake.Options.BotUsername);
    }

    [Fact]
    public async Task GetUpdates_AfterAPersonWrote_ReturnsTheMessageUntilTheOffsetMovesOn()
    {
        var an = _fake.User(1001, "An");
        await an.StartAsync("ma-moi");

        var first = await _bot.GetUpdates(cancellationToken: Ct);
        var again = await _bot.GetUpdates(cancellationToken: Ct);
        var after = await _bot.GetUpdates(first[0].Id + 1, cancellationToken: Ct);

        first.Should().ContainSingle().Which.Message!.Text.Should().Be("/start ma-moi");
        first[0].Message!.Entities.Should().ContainSingle(e => e.Type == MessageEntityType.BotCommand && e.Length == 6);
        again.Should().ContainSingle().Which.Id.Should().Be(first[0].Id);
        after.Should().BeEmpty();
        _fake.PendingUpdates.Should().Be(0);
    }

    [Fact]
    public async Task SendMessage_ToSomebodyWhoWrote_ArrivesWithItsButtons()
    {
        var an = _fake.User(1001, "An");
        await an.SendAsync("xin chào");

        var message = await _bot.SendMessage(1001, "Chào An", replyMarkup: InlineKeyboardButton.WithCallbackData("Gửi", "send:1"), cancellationToken: Ct);

        message.Chat.Type.Should().Be(ChatType.Private);
        message.Date.Should().BeCloseTo(_fake.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(5));
        (await an.NextAsync()).Buttons.Should().ContainSingle().Which.Should().Be(new FakeButton("Gửi", "callback", "send:1"));
    }

    [Fact]
    public async Task PressedButton_Answered_IsRecordedAndTheMessageEdited()
    {
        var an = _fake.User(1001, "An");
        await an.SendAsync("xin chào");
        var sent = await _bot.SendMessage(1001, "Chọn", replyMarkup: InlineKeyboardButton.WithCallbackData("Gửi", "send:1"), cancellationToken: Ct);
        await an.PressAsync("Gửi");

        var query = (await _bot.GetUpdates(cancellationToken: Ct))[^1].CallbackQuery!;
        await _bot.AnswerCallbackQuery(query.Id, "Đã nhận", cancellationToken: Ct);
        await _bot.EditMessageText(1001, sent.Id, "Đã gửi", cancellationToken: Ct);

        query.Data.Should().Be("send:1");
        query.Message!.Id.Should().Be(sent.Id);
        _fake.CallbackAnswers.Should().ContainSingle().Which.Text.Should().Be("Đã nhận");
        _fake.MessagesTo(1001).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Text = "Đã gửi", Edits = 1 });
    }

    [Fact]
    public async Task SendMessage_TooManyInOneChat_Gets429WithRetryAfter()
    {
        await _fake.User(1001, "An").SendAsync("xin chào");
        for (var i = 0; i < _fake.Options.ChatBurst; i++)
        {
            await _bot.SendMessage(1001, $"tin {i}", cancellationToken: Ct);
        }

        var act = () => _bot.SendMessage(1001, "một tin nữa", cancellationToken: Ct);

        var error = (await act.Should().ThrowAsync<ApiRequestException>()).Which;
        error.ErrorCode.Should().Be(429);
        error.Parameters!.RetryAfter.Should().Be(1);
    }

    [Fact]
    public async Task SendMessage_AfterABlock_Gets403AndTheBlockWasAnUpdate()
    {
        var an = _fake.User(1001, "An");
        await an.SendAsync("xin chào");
        await an.BlockAsync();

        var act = () => _bot.SendMessage(1001, "còn đó không?", cancellationToken: Ct);

        var error = (await act.Should().ThrowAsync<ApiRequestException>()).Which;
        error.Should().BeEquivalentTo(new { ErrorCode = 403, Message = "Forbidden: bot was blocked by the user" });
        var member = (await _bot.GetUpdates(cancellationToken: Ct))[^1].MyChatMember!;
        member.NewChatMember.Status.Should().Be(ChatMemberStatus.Kicked);
    }

    [Fact]
    public async Task SendMessage_ToAMigratedGroup_NamesTheNewChat()
    {
        var an = _fake.User(1001, "An");
        var group = _fake.Group("Tổ 5", an);
        await an.In(group).SendAsync("/start");
        var fresh = await group.MigrateAsync(an);

        var act = () => _bot.SendMessage(group.Id, "thông báo", cancellationToken: Ct);

        var error = (await act.Should().ThrowAsync<ApiRequestException>()).Which;
        error.Message.Should().Be("Bad Request: group chat was upgraded to a supergroup chat");
        error.Parameters!.MigrateToChatId.Should().Be(fresh.Id);
        (await _bot.SendMessage(fresh.Id, "thông báo", cancellationToken: Ct)).Chat.Type.Should().Be(ChatType.Supergroup);
    }
}
