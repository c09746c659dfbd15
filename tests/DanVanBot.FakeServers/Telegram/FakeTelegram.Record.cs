namespace DanVanBot.FakeServers.Telegram;

public sealed partial class FakeTelegram
{
    /// <summary>Every message the bot put into a chat, whether or not it was told so, oldest first.</summary>
    public IReadOnlyList<SentMessage> Sent => Snapshot(_world.Sent);

    public IReadOnlyList<EditRecord> Edits => Snapshot(_world.Edits);

    public IReadOnlyList<CallbackAnswer> CallbackAnswers => Snapshot(_world.Answers);

    public IReadOnlyList<ChatActionRecord> ChatActions => Snapshot(_world.Actions);

    /// <summary>Every request of the bot with its time and what became of it.</summary>
    public IReadOnlyList<WireEntry> Wire => Snapshot(_world.Wire);

    /// <summary>Every attempt to push an update.</summary>
    public IReadOnlyList<PushEntry> Pushes => Snapshot(_world.Pushes);

    /// <summary>Updates not yet confirmed by a higher offset or a good webhook answer.</summary>
    public int PendingUpdates
    {
        get
        {
            lock (_world.Gate)
            {
                _world.Queue.Settle();
                return _world.Queue.WaitingCount;
            }
        }
    }

    /// <summary>Whether a long poll waits right now, its time-out running.</summary>
    public bool IsPolled
    {
        get
        {
            lock (_world.Gate)
            {
                return _api.IsPolled;
            }
        }
    }

    /// <summary>Whether no push is under way: what is left waits for its time.</summary>
    public bool IsPushIdle
    {
        get
        {
            lock (_world.Gate)
            {
                return _webhook.IsIdle;
            }
        }
    }

    /// <summary>Grows with everything recorded; take it before an act to wait for what comes after it.</summary>
    public long Seq
    {
        get
        {
            lock (_world.Gate)
            {
                return _world.Seq;
            }
        }
    }

    public IReadOnlyList<SentMessage> MessagesTo(long chatId) => [.. Sent.Where(m => m.ChatId == chatId)];

    /// <summary>The first message to the chat that fits, already there or still to come.</summary>
    /// <param name="after">Only messages recorded after this <see cref="Seq"/>.</param>
    public Task<SentMessage> WaitForMessageAsync(long chatId, Func<SentMessage, bool>? predicate = null, TimeSpan? timeout = null, long after = 0) =>
        _world.WaitAsync(
            () => _world.Sent.Find(m => m.ChatId == chatId && m.Seq > after && (predicate?.Invoke(m) ?? true)),
            timeout ?? DefaultTimeout,
            () => $"No such message for chat {chatId}. There were:{Environment.NewLine}{string.Join(Environment.NewLine, _world.Sent.Where(m => m.ChatId == chatId))}");

    public Task<EditRecord> WaitForEditAsync(long chatId, Func<EditRecord, bool>? predicate = null, TimeSpan? timeout = null, long after = 0) =>
        _world.WaitAsync(
            () => _world.Edits.Find(e => e.ChatId == chatId && e.Seq > after && (predicate?.Invoke(e) ?? true)),
            timeout ?? DefaultTimeout,
            () => $"No such edit in chat {chatId}.");

    public Task<CallbackAnswer> WaitForCallbackAnswerAsync(long userId, TimeSpan? timeout = null, long after = 0) =>
        _world.WaitAsync(
            () => _world.Answers.Find(a => a.UserId == userId && a.Seq > after),
            timeout ?? DefaultTimeout,
            () => $"No press of user {userId} was answered.");

    /// <summary>Waits until this holds; it is looked at again whenever anything happened here.</summary>
    public Task WaitUntilAsync(Func<FakeTelegram, bool> condition, TimeSpan? timeout = null) =>
        _world.WaitAsync(() => condition(this) ? this : null, timeout ?? DefaultTimeout, () => "The condition never held.");

    private IReadOnlyList<T> Snapshot<T>(List<T> list)
    {
        lock (_world.Gate)
        {
            return [.. list];
        }
    }
}
