using System.Collections.Concurrent;
using System.Text.Json;
using DanVanBot.Core.Channels;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;

namespace DanVanBot.Channels.Telegram;

/// <summary>What polling and the webhook share: who the bot is, updates into the inbox, the answer to presses.</summary>
internal sealed partial class TelegramIntake(TelegramChannel channel, Inbox inbox, ILogger logger)
{
    private readonly ConcurrentDictionary<string, long> _ignored = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TelegramUpdateReader? _reader;
    private bool _menuSet;
    private Task _hints = Task.CompletedTask;

    /// <summary>Updates acknowledged without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _ignored;

    /// <summary>True once the bot's name is known: only then can a command be told from another bot's.</summary>
    public bool Ready => Volatile.Read(ref _reader) is not null;

    /// <summary>Presses answered so far, or being answered.</summary>
    public Task Hints
    {
        get
        {
            lock (_lock)
                return _hints;
        }
    }

    /// <summary>Learns the bot's name and sets its menu. Null when done, else when to try again.</summary>
    public async Task<DateTimeOffset?> GetReadyAsync(CancellationToken ct)
    {
        if (!Ready)
        {
            var me = await CallAsync(new GetMeRequest(), ct).ConfigureAwait(false);
            if (me is not ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Object } bot } || !bot.TryGetProperty("username", out var name))
                return channel.Outcomes.RetryAfter(me is ApiAnswer.Done ? new ApiAnswer.Strange(200, "no bot") : me);
            channel.Health.Answered();
            if (channel.Options.Named is { } named && name.GetString() is { Length: > 0 } known)
                await named(known, ct).ConfigureAwait(false);
            Volatile.Write(ref _reader, new TelegramUpdateReader(channel.Instance, channel.Options.BotId, name.GetString() ?? ""));
            LogReady(logger, channel.Instance, name.GetString(), channel.Options.Mode);
        }

        return _menuSet ? null : await SetMenuAsync(ct).ConfigureAwait(false);
    }

    public Task<ApiAnswer> CallAsync(IRequest request, CancellationToken ct) => channel.Api.CallAsync(request, channel.Options.CallTime, ct);

    /// <summary>
    /// Puts updates into the inbox; when it returns they are durable and may be acknowledged. Then takes the clock off pressed buttons, beside.
    /// </summary>
    /// <returns>The largest update id, or null when none of it was an update.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">Nothing may be acknowledged.</exception>
    public async Task<int?> AcceptAsync(IEnumerable<JsonElement> updates, CancellationToken ct)
    {
        var reader = Volatile.Read(ref _reader) ?? throw new InvalidOperationException("The bot's name is not known yet.");
        var received = new List<Received>();
        int? last = null;
        foreach (var json in updates)
        {
            if (Read(reader, json) is not { } update)
            {
                Count("no update", -1);
                continue;
            }

            last = Math.Max(last ?? 0, update.UpdateId);
            if (update.Received is { } one)
                received.Add(one);
            else
                Count(update.Ignored ?? "", update.UpdateId);
        }

        if (received.Count > 0)
        {
            var isNew = await inbox.AcceptAsync(channel.Options.Office, received, ct).ConfigureAwait(false);
            channel.Health.Clear(TelegramTrouble.StoreDown);
            AnswerPresses([.. received.Where((r, i) => isNew[i] && r.What.By?.PressId is not null)]);
        }

        return last;
    }

    private static readonly string[] OwnWords = ["kind", "content", "member", "press", "chat", "anonymous", "sender"];

    private ReadUpdate? Read(TelegramUpdateReader reader, JsonElement json)
    {
        try
        {
            return reader.Read(json);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A mistake of ours over one odd update must not stop all that come after it.
            return json.TryGetProperty("update_id", out var id) && id.TryGetInt32(out var number) ? new ReadUpdate(number, null, "fault " + e.GetType().Name) : null;
        }
    }

    private void Count(string why, int updateId)
    {
        _ignored.AddOrUpdate(why, 1, static (_, n) => n + 1);
        if (!OwnWords.Contains(why))
            LogUnread(logger, channel.Instance, updateId, why);
    }

    private void AnswerPresses(IReadOnlyList<Received> presses)
    {
        if (presses.Count == 0)
            return;
        lock (_lock)
            _hints = _hints.IsCompleted ? AnswerAsync(presses) : Task.WhenAll(_hints, AnswerAsync(presses));
    }

    private async Task AnswerAsync(IReadOnlyList<Received> presses)
    {
        foreach (var press in presses)
            await channel.HintAsync(new Hint.PressSeen(press.Door.Address, press.What.By!.PressId!), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<DateTimeOffset?> SetMenuAsync(CancellationToken ct)
    {
        if (channel.Options.Commands.Count > 0)
        {
            var commands = channel.Options.Commands.Select(c => new BotCommand(c.Name, c.Description)).ToArray();
            foreach (var language in new string?[] { null, "vi" })
            {
                var answer = await CallAsync(new SetMyCommandsRequest { Commands = commands, LanguageCode = language }, ct).ConfigureAwait(false);
                if (answer is ApiAnswer.Refused { Code: 400 } refused)
                    LogMenu(logger, channel.Instance, refused.Description);
                else if (answer is not ApiAnswer.Done)
                    return channel.Outcomes.RetryAfter(answer);
            }
        }

        _menuSet = true;
        return null;
    }

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "{Instance}: bot @{Name} is ready, {Mode}")]
    private static partial void LogReady(ILogger logger, string instance, string? name, TelegramMode mode);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "{Instance}: update {UpdateId} could not be read and was passed over ({Why})")]
    private static partial void LogUnread(ILogger logger, string instance, int updateId, string why);

    [LoggerMessage(EventId = 13, Level = LogLevel.Warning, Message = "{Instance}: the command menu was refused: {Why}")]
    private static partial void LogMenu(ILogger logger, string instance, string why);
}
