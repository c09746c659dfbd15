using System.Collections.Concurrent;
using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types.Enums;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// One Telegram bot. Sends, edits, fetches files; receiving is <see cref="TelegramPoller"/>'s or <see cref="TelegramWebhook"/>'s.
/// What it keeps in memory is only to spare people a second copy or a stale keyboard; nothing depends on it.
/// </summary>
public sealed class TelegramChannel : IChannel, IDisposable
{
    private const int MemoryOfParts = 1000;
    private readonly TelegramOptions _options;
    private readonly TelegramOutcomes _outcomes;
    private readonly TelegramRendering _rendering;
    private readonly TelegramFiles _files;
    private readonly ConcurrentDictionary<string, Parts> _begun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, bool> _keyboards = new();

    /// <param name="options">Settings without problems.</param>
    /// <param name="time">The service's clock: times out calls, dates outcomes.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    /// <exception cref="TelegramSettingsException">The settings cannot be used.</exception>
    public TelegramChannel(TelegramOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new TelegramSettingsException(problems);
        _options = options;
        Time = time;
        Api = new TelegramApi(options, time);
        Health = new TelegramHealth(options.Instance, time, loggers.CreateLogger<TelegramChannel>());
        _outcomes = new TelegramOutcomes(Health, time);
        _rendering = new TelegramRendering(options.LocationLabel, options.ContactLabel);
        _files = new TelegramFiles(Api, _outcomes, options, time);
        Abilities = new ChannelAbilities(
            Buttons: true, MaxButtonLabel: 40, AskLocation: options.LocationLabel is not null, AskContact: options.ContactLabel is not null,
            Pictures: true, Edit: true, MaxText: TelegramRendering.MaxText);
        Secrets = options.Secrets;
    }

    /// <inheritdoc />
    public string Instance => _options.Instance;

    /// <inheritdoc />
    public ChannelAbilities Abilities { get; }

    /// <summary>What Telegram tolerates: 30 messages a second, one a second in a chat, 20 a minute in a group (addresses of groups start with "-").</summary>
    public ChannelPace Pace { get; } = new(PerSecond: 30, PerChatSecond: 1, PerGroupMinute: 20, Together: 8);

    /// <inheritdoc />
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>What an operator should know now, the worst first; null when all is well.</summary>
    public TelegramProblem? Problem => Health.Worst;

    internal TelegramOptions Options => _options;

    internal TimeProvider Time { get; }

    internal TelegramApi Api { get; }

    internal TelegramHealth Health { get; }

    internal TelegramOutcomes Outcomes => _outcomes;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        if (!TelegramAddress.TryParse(message.Address, out var to))
            return new SendOutcome.Rejected("the address is no Telegram chat");
        try
        {
            return message.EditsMessageId is null ? await SendNewAsync(message, to, ct).ConfigureAwait(false) : await EditAsync(message, to, ct).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            return new SendOutcome.Rejected(Api.Redact(e.Message));
        }
    }

    /// <inheritdoc />
    public Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct) => _files.FetchAsync(fileRef, ct);

    /// <inheritdoc />
    public async Task HintAsync(Hint hint, CancellationToken ct)
    {
        if (!TelegramAddress.TryParse(hint.Address, out var to))
            return;
        IRequest? request = hint switch
        {
            Hint.Typing => new SendChatActionRequest { ChatId = to.Chat, MessageThreadId = to.Topic, Action = ChatAction.Typing },
            Hint.PressSeen seen => new AnswerCallbackQueryRequest { CallbackQueryId = seen.PressId },
            _ => null,
        };
        if (request is null)
            return;
        try
        {
            // "query is too old" and every other answer: a hint that failed is forgotten.
            await Api.CallAsync(request, TimeSpan.FromSeconds(5), ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <inheritdoc />
    public void Dispose() => Api.Dispose();

    private async Task<SendOutcome> SendNewAsync(OutboundMessage message, TelegramAddress to, CancellationToken ct)
    {
        var parts = _begun.GetValueOrDefault(message.OutboxId) ?? new Parts();
        var removeKeyboard = to.IsPrivate && _keyboards.ContainsKey(to.Chat);
        for (; ; )
        {
            var (calls, textAt, asks) = _rendering.Send(message, to, removeKeyboard, parts.PhotosAsFiles);
            SendOutcome? bad = null;
            while (parts.Done < calls.Count && bad is null)
            {
                var answer = await Api.CallAsync(calls[parts.Done], message.Files.Count > 0 ? _options.FileTime : _options.CallTime, ct).ConfigureAwait(false);
                if (answer is ApiAnswer.Refused { Code: 400 } refused && !parts.PhotosAsFiles && TelegramOutcomes.Says(refused, "photo_", "image_process_failed"))
                {
                    // Too long and thin for a photo: as a file it goes.
                    parts.PhotosAsFiles = true;
                    break;
                }

                var outcome = _outcomes.Read(answer, to);
                if (outcome is not SendOutcome.Sent sent)
                {
                    bad = outcome;
                    continue;
                }

                if (parts.Done++ == textAt)
                    parts.MessageId = sent.MessageId;
            }

            if (bad is null && parts.Done < calls.Count)
                continue;
            return Ended(message, to, parts, bad, asks, removeKeyboard);
        }
    }

    private SendOutcome Ended(OutboundMessage message, TelegramAddress to, Parts parts, SendOutcome? bad, bool asks, bool removedKeyboard)
    {
        if (bad is SendOutcome.RetryAt or SendOutcome.Unknown or SendOutcome.Moved && parts.Done > 0)
        {
            // The next attempt goes on where this one stopped, unless the process ends before it.
            if (_begun.Count < MemoryOfParts)
                _begun[message.OutboxId] = parts;
        }
        else
        {
            _begun.TryRemove(message.OutboxId, out _);
        }

        if (bad is not null)
            return bad is SendOutcome.Rejected rejected && parts.Done > 0 ? new SendOutcome.Rejected($"after {parts.Done} parts had arrived: {rejected.Reason}") : bad;
        if (asks)
            _keyboards.TryAdd(to.Chat, true);
        else if (removedKeyboard && message.Message.Buttons.Count == 0)
            _keyboards.TryRemove(to.Chat, out _);
        return new SendOutcome.Sent(parts.MessageId);
    }

    private async Task<SendOutcome> EditAsync(OutboundMessage message, TelegramAddress to, CancellationToken ct)
    {
        if (!int.TryParse(message.EditsMessageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return new SendOutcome.Rejected("the message to edit has no Telegram id");
        var answer = await Api.CallAsync(_rendering.Edit(message, to, id), _options.CallTime, ct).ConfigureAwait(false);
        // It shows what it should already: an earlier attempt whose answer was lost.
        if (answer is ApiAnswer.Refused { Code: 400 } refused && TelegramOutcomes.Says(refused, "message is not modified"))
            return new SendOutcome.Sent(message.EditsMessageId);
        var outcome = _outcomes.Read(answer, to);
        return outcome is SendOutcome.Sent ? new SendOutcome.Sent(message.EditsMessageId) : outcome;
    }

    /// <summary>How far a message of several calls has come.</summary>
    private sealed class Parts
    {
        public int Done { get; set; }

        public string? MessageId { get; set; }

        public bool PhotosAsFiles { get; set; }
    }
}
