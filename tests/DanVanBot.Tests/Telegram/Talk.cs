using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Tests.Telegram;

/// <summary>One person's chat with the bot: says or presses something and waits for the message that answers it.</summary>
internal sealed class Talk(FakeTelegram telegram, long id)
{
    private readonly FakeUser _user = telegram.User(id, "Person " + id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    private long _after;

    /// <summary>The message that came last and was waited for.</summary>
    public SentMessage Last { get; private set; } = null!;

    /// <summary>Everything the bot has said in this chat.</summary>
    public string AllText => string.Join('\n', telegram.MessagesTo(id).Select(m => m.Text));

    public async Task SayAsync(string text, string expected)
    {
        _after = telegram.Seq;
        await _user.SendAsync(text);
        await WaitAsync(expected);
    }

    /// <summary>Says something whose answer comes in several messages, and waits for the one with the text.</summary>
    public Task SayUntilAsync(string text, string expected) => SayAsync(text, expected);

    public async Task PressAsync(string label, string expected)
    {
        _after = telegram.Seq;
        await _user.PressAsync(Last, label);
        await WaitAsync(expected);
    }

    /// <summary>Waits for a message not waited for yet.</summary>
    public Task ExpectAsync(string expected) => WaitAsync(expected);

    private async Task WaitAsync(string expected)
    {
        Last = await telegram.WaitForMessageAsync(
            id, m => m.Text.Contains(expected, StringComparison.OrdinalIgnoreCase), TimeSpan.FromSeconds(40), _after);
        // The question of a dialog may follow the words that answered: the last one is what buttons are pressed on.
        Last = telegram.MessagesTo(id).LastOrDefault(m => m.Seq >= Last.Seq && m.Buttons.Count > 0 && Last.Buttons.Count == 0) ?? Last;
    }
}
