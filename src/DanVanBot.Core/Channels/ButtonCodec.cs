using System.Globalization;
using System.Text;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Channels;

/// <summary>
/// What a button carries over the wire, at most 64 bytes (Telegram's limit for callback data): <c>a:NONCE:VALUE</c> answers the question with that number,
/// <c>s:DIALOG:ARGUMENT</c> starts a dialog. It comes back from outside: whatever it says is checked again.
/// </summary>
public static class ButtonCodec
{
    /// <summary>Bytes a button may carry.</summary>
    public const int MaxBytes = 64;

    /// <summary>Writes an action; null for links, which carry none.</summary>
    /// <exception cref="ArgumentException">Longer than 64 bytes: a mistake in a dialog, found by its checks.</exception>
    public static string? Write(ButtonAction action)
    {
        var data = action switch
        {
            ButtonAction.Answer a => string.Create(CultureInfo.InvariantCulture, $"a:{a.Nonce}:{a.Value}"),
            ButtonAction.Start s => s.Argument is null ? $"s:{s.Dialog}" : $"s:{s.Dialog}:{s.Argument}",
            _ => null,
        };
        if (data is not null && Encoding.UTF8.GetByteCount(data) > MaxBytes)
            throw new ArgumentException($"A button carries {data.Length} characters, more than {MaxBytes} bytes.", nameof(action));
        return data;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static ButtonAction? Read(string data)
    {
        if (data.Length < 3 || data[1] != ':')
            return null;
        var rest = data[2..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return data[0] switch
        {
            'a' when colon > 0 && int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var nonce) =>
                new ButtonAction.Answer(nonce, rest[(colon + 1)..]),
            's' => colon < 0 ? new ButtonAction.Start(rest, null) : new ButtonAction.Start(rest[..colon], rest[(colon + 1)..]),
            _ => null,
        };
    }
}
