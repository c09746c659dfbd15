using System.Runtime.InteropServices;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// A message as the calls that show it. Marks go as entities, never as markup inside the text: what a person wrote cannot become formatting or a link.
/// </summary>
internal sealed class TelegramRendering(string? locationLabel, string? contactLabel)
{
    public const int MaxText = 4096;
    public const int MaxCaption = 1024;
    public const int MaxFile = 50 * 1024 * 1024;
    private const int MaxPhoto = 10 * 1024 * 1024;
    private const int MaxGroup = 10;

    /// <summary>Two labels of this length stand side by side on a small screen.</summary>
    private const int ShortLabel = 16;

    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    /// <summary>The calls for a message, in order, and which of them carries the text (its message is the one an edit changes).</summary>
    /// <param name="message">What to show.</param>
    /// <param name="to">Where.</param>
    /// <param name="removeKeyboard">A reply keyboard of an earlier message is still there.</param>
    /// <param name="photosAsFiles">Telegram would not take them as photos. The number and order of calls stay the same.</param>
    /// <exception cref="ArgumentException">It cannot be shown.</exception>
    public (IReadOnlyList<IRequest> Calls, int TextAt, bool AsksForKey) Send(OutboundMessage message, TelegramAddress to, bool removeKeyboard, bool photosAsFiles)
    {
        var (text, buttons) = TextAndButtons(message.Message);
        var entities = Entities(message.Message, text.Length);
        var markup = Markup(message.Message, buttons, to, removeKeyboard, out var asks);
        if (text.Length > MaxText)
            throw new ArgumentException($"the text has {text.Length} characters, more than {MaxText}");
        if (message.Files.FirstOrDefault(f => f.Content.Length > MaxFile) is { } large)
            throw new ArgumentException($"a file of {large.Content.Length} bytes is too large");
        if (text.Length == 0 && message.Files.Count == 0)
            throw new ArgumentException("the message is empty");

        var chat = new ChatId(to.Chat);
        var groups = Groups(message.Files);
        var caption = text.Length is > 0 and <= MaxCaption && groups.Count == 1 && (groups[0].Files.Count == 1 || markup is null);
        var calls = new List<IRequest>();
        if (text.Length > 0 && !caption)
        {
            calls.Add(new SendMessageRequest
            {
                ChatId = chat,
                MessageThreadId = to.Topic,
                Text = text,
                Entities = entities,
                LinkPreviewOptions = NoPreview,
                ReplyMarkup = markup,
            });
        }

        foreach (var group in groups)
            calls.Add(Files(group with { Photos = group.Photos && !photosAsFiles }, chat, to.Topic, caption ? text : null, caption ? entities : null, text.Length == 0 || caption ? markup : null));
        return (calls, 0, asks);
    }

    /// <summary>The call that changes a sent message.</summary>
    /// <exception cref="ArgumentException">It cannot be shown.</exception>
    public IRequest Edit(OutboundMessage message, TelegramAddress to, int messageId)
    {
        var (text, buttons) = TextAndButtons(message.Message);
        var entities = Entities(message.Message, text.Length);
        var keyboard = Inline(buttons);
        var hadFiles = message.Files.Count > 0;
        if (text.Length == 0 || text.Length > (hadFiles ? MaxCaption : MaxText))
            throw new ArgumentException($"an edited text of {text.Length} characters cannot be shown");
        return hadFiles
            ? new EditMessageCaptionRequest { ChatId = to.Chat, MessageId = messageId, Caption = text, CaptionEntities = entities, ReplyMarkup = keyboard }
            : new EditMessageTextRequest
            {
                ChatId = to.Chat,
                MessageId = messageId,
                Text = text,
                Entities = entities,
                LinkPreviewOptions = NoPreview,
                ReplyMarkup = keyboard,
            };
    }

    /// <summary>Telegram takes http(s) addresses of public hosts on buttons and refuses the whole message for any other: those become lines of the text.</summary>
    private static (string Text, IReadOnlyList<Button> Buttons) TextAndButtons(BotMessage message)
    {
        var lines = message.Buttons.Where(b => b.Action is ButtonAction.Open open && !IsWebAddress(open.Url))
            .Select(b => $"{b.Label}: {Spoken(((ButtonAction.Open)b.Action).Url)}").ToList();
        if (lines.Count == 0)
            return (message.Text, message.Buttons);
        var text = message.Text.Length == 0 ? string.Join('\n', lines) : $"{message.Text}\n\n{string.Join('\n', lines)}";
        return (text.Length <= MaxText ? text : message.Text, [.. message.Buttons.Where(b => b.Action is not ButtonAction.Open open || IsWebAddress(open.Url))]);
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == "tg" || ((uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.Host.Contains('.', StringComparison.Ordinal) && !uri.IsLoopback));

    private static string Spoken(string url) => url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? url[4..] : url;

    private static MessageEntity[]? Entities(BotMessage message, int length)
    {
        var entities = message.Spans
            .Where(s => s.Offset >= 0 && s.Length > 0 && s.Offset + s.Length <= length)
            .Select(s => new MessageEntity
            {
                Offset = s.Offset,
                Length = s.Length,
                Type = s.Kind switch
                {
                    SpanKind.Quote => MessageEntityType.Blockquote,
                    SpanKind.Code => MessageEntityType.Code,
                    _ => MessageEntityType.Bold,
                },
            }).ToArray();
        return entities.Length == 0 ? null : entities;
    }

    /// <summary>
    /// One message has one keyboard. The device's button needs the reply keyboard (private chats only), so the other buttons stand there as words;
    /// pressed, they come back as a text that equals the label.
    /// </summary>
    private ReplyMarkup? Markup(BotMessage message, IReadOnlyList<Button> buttons, TelegramAddress to, bool removeKeyboard, out bool asks)
    {
        var key = !to.IsPrivate ? null : message.AskFor switch
        {
            AskFor.Location when locationLabel is not null => new KeyboardButton(locationLabel) { RequestLocation = true },
            AskFor.Contact when contactLabel is not null => new KeyboardButton(contactLabel) { RequestContact = true },
            _ => null,
        };
        asks = key is not null;
        if (key is not null)
        {
            var words = buttons.Where(b => b.Action is not ButtonAction.Open).Select(b => (b.Label, Key: new KeyboardButton(b.Label)));
            return new ReplyKeyboardMarkup([[key], .. Rows(words)]) { ResizeKeyboard = true, OneTimeKeyboard = true };
        }

        return (ReplyMarkup?)Inline(buttons) ?? (removeKeyboard ? new ReplyKeyboardRemove() : null);
    }

    private static InlineKeyboardMarkup? Inline(IReadOnlyList<Button> buttons)
    {
        if (buttons.Count == 0)
            return null;
        return new InlineKeyboardMarkup(Rows(buttons.Select(b => (b.Label, Key: b.Action is ButtonAction.Open open
            ? InlineKeyboardButton.WithUrl(b.Label, open.Url)
            : InlineKeyboardButton.WithCallbackData(b.Label, ButtonCodec.Write(b.Action)!)))));
    }

    private static List<List<TKey>> Rows<TKey>(IEnumerable<(string Label, TKey Key)> keys)
    {
        var rows = new List<List<TKey>>();
        var half = false;
        foreach (var (label, key) in keys)
        {
            var isShort = label.Length <= ShortLabel;
            if (half && isShort)
            {
                rows[^1].Add(key);
                half = false;
            }
            else
            {
                rows.Add([key]);
                half = isShort;
            }
        }

        return rows;
    }

    private static List<(bool Photos, List<OutboundFile> Files)> Groups(IReadOnlyList<OutboundFile> files)
    {
        var groups = new List<(bool Photos, List<OutboundFile> Files)>();
        foreach (var file in files)
        {
            var photo = file.ContentType is "image/jpeg" or "image/png" or "image/webp" && file.Content.Length <= MaxPhoto;
            if (groups.Count == 0 || groups[^1].Photos != photo || groups[^1].Files.Count == MaxGroup)
                groups.Add((photo, []));
            groups[^1].Files.Add(file);
        }

        return groups;
    }

    private static IRequest Files(
        (bool Photos, List<OutboundFile> Files) group, ChatId chat, int? topic, string? caption, MessageEntity[]? entities, ReplyMarkup? markup)
    {
        if (group.Files.Count == 1)
        {
            var file = Upload(group.Files[0]);
            return group.Photos
                ? new SendPhotoRequest { ChatId = chat, MessageThreadId = topic, Photo = file, Caption = caption, CaptionEntities = entities, ReplyMarkup = markup }
                : new SendDocumentRequest { ChatId = chat, MessageThreadId = topic, Document = file, Caption = caption, CaptionEntities = entities, ReplyMarkup = markup };
        }

        var media = group.Files.Select((f, i) => group.Photos
            ? (IAlbumInputMedia)new InputMediaPhoto(Upload(f)) { Caption = i == 0 ? caption : null, CaptionEntities = i == 0 ? entities : null }
            : new InputMediaDocument(Upload(f)) { Caption = i == 0 ? caption : null, CaptionEntities = i == 0 ? entities : null }).ToArray();
        return new SendMediaGroupRequest { ChatId = chat, MessageThreadId = topic, Media = media };
    }

    private static InputFileStream Upload(OutboundFile file)
    {
        var bytes = MemoryMarshal.TryGetArray(file.Content, out var part) ? part : file.Content.ToArray();
        return new InputFileStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), SafeName(file.Name));
    }

    /// <summary>The library puts the name into a header as it is: nothing that could end the value or the line may be in it.</summary>
    private static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '\\' or '/' or ':' or ';' ? '_' : c)).Trim();
        return safe.Length == 0 ? "file" : safe.Length <= 100 ? safe : safe[..60] + safe[^40..];
    }
}
