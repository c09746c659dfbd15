using System.Globalization;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace DanVanBot.Channels.Telegram;

/// <summary>What one update came to.</summary>
/// <param name="UpdateId">Telegram's number of it.</param>
/// <param name="Received">What a person did, or null.</param>
/// <param name="Ignored">Why there is nothing to do, a word for counting; null when something was received.</param>
public sealed record ReadUpdate(int UpdateId, Received? Received, string? Ignored);

/// <summary>
/// Update → <see cref="Received"/>. Pure. What it does not know it leaves out and says so, because an update that is refused comes again for a day.
/// </summary>
/// <param name="instance">The channel instance.</param>
/// <param name="botId">The bot's own user id.</param>
/// <param name="botName">The bot's user name, without the @.</param>
public sealed class TelegramUpdateReader(string instance, long botId, string botName)
{
    /// <summary>The updates to ask for, in every call: the list is remembered by Telegram, and my_chat_member must be in it.</summary>
    internal static readonly UpdateType[] Wanted = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember];

    /// <summary>Reads one update as it came over the wire; null when it is none (no update_id).</summary>
    public ReadUpdate? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("update_id", out var number)
            || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var id))
            return null;
        var update = Typed(json) ?? Typed(UpdateSalvage.Known(json));
        if (update is null)
            return new ReadUpdate(id, null, "unreadable");
        update.Id = id;
        return Read(update);
    }

    /// <summary>Reads one update.</summary>
    public ReadUpdate Read(Update update) => update switch
    {
        { Message: { } message } => FromMessage(update.Id, message),
        { EditedMessage: { } message } => FromEdit(update.Id, message),
        { CallbackQuery: { } press } => FromPress(update.Id, press),
        { MyChatMember: { } member } => FromMembership(update.Id, member),
        _ => new ReadUpdate(update.Id, null, "kind"),
    };

    private static Update? Typed(JsonElement? json)
    {
        try
        {
            return json?.Deserialize<Update>(JsonBotAPI.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private ReadUpdate FromMessage(int id, Message message)
    {
        if (WhyNot(message) is { } reason)
            return new ReadUpdate(id, null, reason);
        var what = TelegramContent.Of(message, TextOf(message));
        return what is null
            ? new ReadUpdate(id, null, "content")
            : Make(id, message.Chat, Topic(message), $"m{message.Id}.{Seconds(message.Date)}", what with { By = Speaker(message.From!, message.Chat, IsAddressed(message)) });
    }

    private ReadUpdate FromEdit(int id, Message message)
    {
        if (WhyNot(message) is { } reason)
            return new ReadUpdate(id, null, reason);
        if ((message.Text is null ? message.Caption : TextOf(message)) is not { } text)
            return new ReadUpdate(id, null, "content");
        var what = new Inbound.Edited(text) { By = Speaker(message.From!, message.Chat, IsAddressed(message)) };
        return Make(id, message.Chat, Topic(message), $"e{message.Id}.{Seconds(message.EditDate ?? message.Date)}", what);
    }

    private ReadUpdate FromPress(int id, CallbackQuery press)
    {
        if (press.Message?.Chat is not { } chat || press.Data is not { Length: > 0 } data || press.From is not { IsBot: false } from || !IsTalk(chat))
            return new ReadUpdate(id, null, "press");
        var what = new Inbound.Pressed(data) { By = Speaker(from, chat, addressed: true, press.Id) };
        return Make(id, chat, Topic(press.Message), "c" + press.Id, what);
    }

    private ReadUpdate FromMembership(int id, ChatMemberUpdated change)
    {
        if (change is not { Chat: { } chat, From: { } from, OldChatMember: { } old, NewChatMember: { } now } || !IsTalk(chat))
            return new ReadUpdate(id, null, "member");
        Inbound? what = (IsIn(old), IsIn(now)) switch
        {
            (true, false) => new Inbound.Left(),
            (false, true) => new Inbound.CameBack(),
            _ => null,
        };
        return what is null
            ? new ReadUpdate(id, null, "member")
            : Make(id, chat, null, $"b{Seconds(change.Date)}", what with { By = Speaker(from, chat, addressed: true) });
    }

    private static bool IsIn(ChatMember member) => member switch
    {
        ChatMemberLeft or ChatMemberBanned => false,
        ChatMemberRestricted restricted => restricted.IsMember,
        _ => true,
    };

    private static bool IsTalk(Chat chat) => chat.Type is ChatType.Private or ChatType.Group or ChatType.Supergroup;

    /// <summary>Only people are heard: an anonymous administrator or a channel speaks for nobody who could be held to it.</summary>
    private static string? WhyNot(Message message) =>
        message.Chat is null || !IsTalk(message.Chat) ? "chat"
        : message.SenderChat is not null || message.IsAutomaticForward ? "anonymous"
        : message.From is null or { IsBot: true } ? "sender"
        : null;

    private string? TextOf(Message message)
    {
        if (message.Text is not { Length: > 0 } text || text[0] != '/')
            return message.Text;
        var end = text.AsSpan().IndexOfAny(' ', '\n', '\t');
        var head = end < 0 ? text : text[..end];
        var at = head.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && IsOurs(head.AsSpan(at + 1)) ? head[..at] + (end < 0 ? "" : text[end..]) : text;
    }

    private bool IsOurs(ReadOnlySpan<char> name) => name.Equals(botName, StringComparison.OrdinalIgnoreCase);

    private bool IsAddressed(Message message)
    {
        if (message.Chat.Type == ChatType.Private)
            return true;
        // In a topic every message replies to the one that opened it.
        if (message.ReplyToMessage is { ForumTopicCreated: null, From.Id: var replied } && replied == botId)
            return true;
        var text = message.Text ?? message.Caption;
        var entities = message.Text is null ? message.CaptionEntities : message.Entities;
        if (text is null || entities is null)
            return false;
        foreach (var entity in entities)
        {
            if (entity.Offset < 0 || entity.Length <= 1 || entity.Offset > text.Length - entity.Length)
                continue;
            var part = text.AsSpan(entity.Offset, entity.Length);
            var at = part.IndexOf('@');
            var ours = entity.Type switch
            {
                MessageEntityType.Mention => IsOurs(part[1..]),
                MessageEntityType.TextMention => entity.User?.Id == botId,
                MessageEntityType.BotCommand => entity.Offset == 0 && (at < 0 || IsOurs(part[(at + 1)..])),
                _ => false,
            };
            if (ours)
                return true;
        }

        return false;
    }

    private static int? Topic(Message message) => message.IsTopicMessage ? message.MessageThreadId : null;

    private static Speaker Speaker(User from, Chat chat, bool addressed, string? pressId = null)
    {
        var name = string.Join(' ', new[] { from.FirstName, from.LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));
        return new Speaker(
            name.Length == 0 ? from.Username : name, chat.Type == ChatType.Private, from.Id.ToString(CultureInfo.InvariantCulture), addressed, pressId);
    }

    /// <summary>The update's number may start anew after a quiet week, so the id also holds what the update is about.</summary>
    private ReadUpdate Make(int id, Chat chat, int? topic, string about, Inbound what) => new(
        id,
        new Received(
            new Door(instance, new TelegramAddress(chat.Id, topic).ToString()), string.Create(CultureInfo.InvariantCulture, $"u{id}.{about}"), what),
        null);

    private static string Seconds(DateTime date) => new DateTimeOffset(date, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
