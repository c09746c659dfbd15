using DanVanBot.Commands;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Terminal;

/// <summary>
/// The terminal as a way to people: one instance for each who plays (citizen, officer, …), so that two windows side by side are two chats.
/// It shows buttons itself, numbered; typing the number presses one.
/// </summary>
public sealed class TerminalChannel(string instance, CommandIo io, TimeProvider time) : IChannel
{
    private readonly Lock _lock = new();
    private IReadOnlyList<Button> _buttons = [];
    private int _sent;

    /// <summary>What the terminal can show.</summary>
    public static readonly ChannelAbilities Shows = new(Buttons: true, MaxButtonLabel: 60, AskLocation: false, AskContact: false, Pictures: true, Edit: false, MaxText: 20_000);

    /// <inheritdoc />
    public string Instance { get; } = instance;

    /// <inheritdoc />
    public ChannelAbilities Abilities => Shows;

    /// <inheritdoc />
    public ChannelPace Pace => ChannelPace.Free;

    /// <inheritdoc />
    public IReadOnlyList<string> Secrets => [];

    /// <summary>Tells a mark that came by: everything said before it has been shown.</summary>
    public event Action<string>? MarkPassed;

    /// <summary>The button of the newest message that a typed number stands for, or null.</summary>
    public Button? ButtonAt(int number)
    {
        lock (_lock)
            return number >= 1 && number <= _buttons.Count ? _buttons[number - 1] : null;
    }

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        if (TerminalMark.Of(message.Message) is { } mark)
        {
            MarkPassed?.Invoke(mark);
            return new SendOutcome.Sent(null);
        }

        if (message.Message.Buttons.Count > 0)
        {
            lock (_lock)
                _buttons = message.Message.Buttons;
        }

        foreach (var line in TerminalText.Lines(message))
            await io.OutAsync(line).ConfigureAwait(false);
        return new SendOutcome.Sent(Interlocked.Increment(ref _sent).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a file of the one who sits there; its reference is its path.</summary>
    public async Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct)
    {
        try
        {
            return new FetchOutcome.Fetched(await io.ReadFileAsync(fileRef, ct).ConfigureAwait(false));
        }
        catch (RefusedException e)
        {
            return new FetchOutcome.Gone(e.Message);
        }
        catch (OperationCanceledException)
        {
            return new FetchOutcome.RetryAt(time.GetUtcNow(), "the terminal was closed");
        }
    }

    /// <inheritdoc />
    public Task HintAsync(Hint hint, CancellationToken ct) => Task.CompletedTask;
}
