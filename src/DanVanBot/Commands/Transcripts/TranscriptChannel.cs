using System.Collections.Concurrent;
using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Commands.Transcripts;

/// <summary>What a kind of channel can show, for playing transcripts on it.</summary>
/// <param name="Name">Told in failures.</param>
/// <param name="Abilities">As the real channel declares them.</param>
internal sealed record ChannelKind(string Name, ChannelAbilities Abilities)
{
    /// <summary>One with everything, one with the least, one in between.</summary>
    public static readonly IReadOnlyList<ChannelKind> All =
    [
        new("telegram", new ChannelAbilities(Buttons: true, MaxButtonLabel: 40, AskLocation: true, AskContact: true, Pictures: true, Edit: true, MaxText: 4096)),
        new("zalo", new ChannelAbilities(Buttons: false, MaxButtonLabel: 0, AskLocation: false, AskContact: false, Pictures: false, Edit: false, MaxText: 2000)),
        new("web", new ChannelAbilities(Buttons: true, MaxButtonLabel: 40, AskLocation: true, AskContact: false, Pictures: true, Edit: true, MaxText: 4000)),
    ];
}

/// <summary>Keeps what is sent to each chat, and has every file it is asked for.</summary>
internal sealed class TranscriptChannel(ChannelKind kind) : IChannel
{
    private readonly ConcurrentDictionary<string, List<BotMessage>> _shown = new(StringComparer.Ordinal);
    private int _sent;

    public string Instance => kind.Name;

    public ChannelAbilities Abilities => kind.Abilities;

    public ChannelPace Pace => ChannelPace.Free;

    public IReadOnlyList<string> Secrets => [];

    /// <summary>Everything a chat was shown so far.</summary>
    public IReadOnlyList<BotMessage> ShownTo(string address) => _shown.GetOrAdd(address, _ => []);

    public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        var shown = _shown.GetOrAdd(message.Address, _ => []);
        lock (shown)
            shown.Add(message.Message);
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>What files hold, by reference.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    // Enough of a picture to be taken for one, where nothing else is known.
    public Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct) => Task.FromResult<FetchOutcome>(new FetchOutcome.Fetched(
        Files.GetValueOrDefault(fileRef) ?? [.. new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, .. System.Text.Encoding.UTF8.GetBytes(fileRef)]));

    public Task HintAsync(Hint hint, CancellationToken ct) => Task.CompletedTask;
}
