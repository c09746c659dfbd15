using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary>
/// The chat page as a channel. <see cref="SendOutcome.Sent"/> means written in the visitor's durable log, whether a page is open or not;
/// the page reads from its cursor. A repeated send of one outbox row finds its entry and writes nothing.
/// </summary>
public sealed class WebChatChannel(WebLog log, IBotStore store, IOptions<WebChatOptions> options) : IChannel
{
    /// <summary>The instance; there is one page.</summary>
    public const string Name = "web";

    private static readonly TimeSpan StoreRest = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Instance => Name;

    /// <inheritdoc />
    public ChannelAbilities Abilities { get; } =
        new(Buttons: true, MaxButtonLabel: 40, AskLocation: true, AskContact: false, Pictures: true, Edit: true, MaxText: 4000);

    /// <inheritdoc />
    public ChannelPace Pace => ChannelPace.Free;

    /// <inheritdoc />
    public IReadOnlyList<string> Secrets => [];

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        try
        {
            var files = new List<LogFile>(message.Files.Count);
            foreach (var file in message.Files)
            {
                // Kept under a name made of its content: a file the store has already is not kept twice.
                var name = await store.PutAttachmentAsync(options.Value.Office, file.Content, ct);
                files.Add(new LogFile(name, file.Name, FileKind.Of(file.Content.Span)?.ContentType ?? "application/octet-stream", file.Content.Length));
            }

            long? replaces = long.TryParse(message.EditsMessageId, out var n) ? n : null;
            var entry = LogEntry.OfBot(message.Message, files, replaces, log.Now());
            var appended = await log.AppendAsync(log.LaneOf(message.Address), "out:" + message.OutboxId, entry, ct);
            return new SendOutcome.Sent(appended.Entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (StoreUnavailableException e)
        {
            return new SendOutcome.RetryAt(log.Now() + StoreRest, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.RetryAt(log.Now(), "stopped");
        }
    }

    /// <summary>Uploaded files are in the store from the beginning: the reference is their name there.</summary>
    public async Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct)
    {
        try
        {
            return await store.GetAttachmentAsync(options.Value.Office, fileRef, ct) is { } content
                ? new FetchOutcome.Fetched(content)
                : new FetchOutcome.Gone("no such attachment");
        }
        catch (StoreUnavailableException e)
        {
            return new FetchOutcome.RetryAt(log.Now() + StoreRest, e.Message);
        }
    }

    /// <inheritdoc />
    public Task HintAsync(Hint hint, CancellationToken ct)
    {
        if (hint is Hint.Typing)
            log.Signals.Typing(log.LaneOf(hint.Address));
        return Task.CompletedTask;
    }
}
