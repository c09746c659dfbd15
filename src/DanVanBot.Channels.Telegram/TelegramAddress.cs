using System.Globalization;

namespace DanVanBot.Channels.Telegram;

/// <summary>A chat as it stands in a door: <c>123</c>, <c>-100123</c> for a group, <c>-100123/7</c> for a topic of a group.</summary>
internal readonly record struct TelegramAddress(long Chat, int? Topic)
{
    /// <summary>Chats with one person have positive ids.</summary>
    public bool IsPrivate => Chat > 0;

    public static bool TryParse(string text, out TelegramAddress address)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        int topic = 0;
        if (long.TryParse(slash < 0 ? text : text.AsSpan(0, slash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat) && chat != 0
            && (slash < 0 || int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out topic)))
        {
            address = new TelegramAddress(chat, slash < 0 ? null : topic);
            return true;
        }

        address = default;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() =>
        Topic is { } topic ? string.Create(CultureInfo.InvariantCulture, $"{Chat}/{topic}") : Chat.ToString(CultureInfo.InvariantCulture);
}
