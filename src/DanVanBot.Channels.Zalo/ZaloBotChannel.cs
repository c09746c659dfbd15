using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>
/// One bot of the Zalo Bot Platform. Sends text, fetches pictures; receiving is <see cref="ZaloBotPoller"/>'s or <see cref="ZaloBotWebhook"/>'s.
/// Text goes out plain, without a parse mode: what a person wrote cannot become formatting.
/// </summary>
public sealed class ZaloBotChannel : IChannel, IDisposable
{
    /// <summary>Longest text of a message; the platform says characters, we count UTF-16 units, which are never fewer.</summary>
    public const int MaxText = 2000;

    /// <summary>
    /// The platform publishes no rate, only a monthly allowance. One message a second to a chat is what a person reads, and five a second over all chats
    /// empty a list of 50 people (the most a Basic bot may have) in ten seconds, far below what any messenger takes for a flood.
    /// </summary>
    private static readonly ChannelPace CarefulPace = new(PerSecond: 5, PerChatSecond: 1, PerGroupMinute: null, Together: 4);

    private readonly ZaloBotOptions _options;
    private readonly ZaloBotFiles _files;

    /// <param name="options">Settings without problems.</param>
    /// <param name="time">The service's clock: times out calls, dates outcomes.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    /// <exception cref="ZaloBotSettingsException">The settings cannot be used.</exception>
    public ZaloBotChannel(ZaloBotOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new ZaloBotSettingsException(problems);
        _options = options;
        Time = time;
        Api = new ZaloBotApi(options, time);
        Health = new ZaloBotHealth(options.Instance, time, loggers.CreateLogger<ZaloBotChannel>());
        Outcomes = new ZaloBotOutcomes(Health, time);
        _files = new ZaloBotFiles(options, time);
        Secrets = [options.BotToken.Reveal(), .. options.WebhookSecret is { } secret ? [secret.Reveal()] : Array.Empty<string>()];
    }

    /// <inheritdoc />
    public string Instance => _options.Instance;

    /// <summary>No buttons, no keyboard, no position, no edit, no upload: a picture could only go out by a public address, which the office's files do not have.</summary>
    public ChannelAbilities Abilities { get; } = new(
        Buttons: false, MaxButtonLabel: 0, AskLocation: false, AskContact: false, Pictures: false, Edit: false, MaxText: MaxText);

    /// <inheritdoc />
    public ChannelPace Pace => CarefulPace;

    /// <inheritdoc />
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>What an operator should know now, the worst first; null when all is well.</summary>
    public ZaloBotProblem? Problem => Health.Worst;

    internal ZaloBotOptions Options => _options;

    internal TimeProvider Time { get; }

    internal ZaloBotApi Api { get; }

    internal ZaloBotHealth Health { get; }

    internal ZaloBotOutcomes Outcomes { get; }

    /// <inheritdoc />
    /// <remarks>Nothing sent can be changed here: an edit comes as a message of its own.</remarks>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        var text = message.Message.Text;
        if (string.IsNullOrWhiteSpace(text))
            return new SendOutcome.Rejected("the message has no text");
        if (text.Length > MaxText)
            return new SendOutcome.Rejected($"the text has {text.Length} characters, more than {MaxText}");
        var answer = await Api.CallAsync("sendMessage", new { chat_id = message.Address, text }, _options.CallTime, ct).ConfigureAwait(false);
        return Outcomes.Read(answer, message.OutboxId);
    }

    /// <inheritdoc />
    public Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct) => _files.FetchAsync(fileRef, ct);

    /// <inheritdoc />
    public async Task HintAsync(Hint hint, CancellationToken ct)
    {
        if (hint is not Hint.Typing)
            return;
        try
        {
            // Whatever the answer: a hint that failed is forgotten.
            await Api.CallAsync("sendChatAction", new { chat_id = hint.Address, action = "typing" }, TimeSpan.FromSeconds(5), ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Api.Dispose();
        _files.Dispose();
    }
}
