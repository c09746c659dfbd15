using System.Globalization;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>One update on its way to the bot; its JSON is fixed at the moment it happens, as on the real server.</summary>
internal sealed class QueuedUpdate
{
    public required int Id { get; set; }

    public required string Type { get; init; }

    /// <summary>The object under the type's key, already written out.</summary>
    public required string Payload { get; init; }

    /// <summary>Updates of one queue reach a webhook one after another; different queues run side by side.</summary>
    public required long QueueId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it comes again after it was confirmed.</summary>
    public int Duplicates { get; set; }

    public bool ComesAgain { get; set; }

    public DateTimeOffset WakeAt { get; set; }

    public int Fails { get; set; }

    public int DelaySeconds { get; set; } = 1;

    public bool InFlight { get; set; }

    public string Body => string.Create(CultureInfo.InvariantCulture, $"{{\"update_id\":{Id},\"{Type}\":{Payload}}}");
}

/// <summary>
/// The bot's queue of updates: ids that only grow, retention, confirmation by a higher offset, and the order the real server keeps
/// (within one queue always, between queues never promised). Callers hold the world's lock.
/// </summary>
internal sealed class UpdateQueue(TimeProvider clock, Random random)
{
    /// <summary>What a bot gets that never asked for a list; the other types must be named.</summary>
    private static readonly HashSet<string> OptIn = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly List<QueuedUpdate> _pending = [];
    private readonly List<QueuedUpdate> _staged = [];
    private readonly List<QueuedUpdate> _all = [];
    private int _nextId = random.Next(100_000_000, 900_000_000);
    private Random? _shuffle;
    private bool _paused;

    public HashSet<string>? Allowed { get; private set; }

    public IReadOnlyList<QueuedUpdate> Pending => _pending;

    public IReadOnlyList<QueuedUpdate> All => _all;

    public int WaitingCount => _pending.Count + _staged.Count;

    public bool Paused => _paused;

    /// <summary>Every new update comes this many more times when the predicate (or null: each) says so.</summary>
    public (int Times, Func<string, bool> When)? DuplicateRule { get; set; }

    /// <summary>An unreadable list changes nothing; an empty one means the default.</summary>
    public void Allow(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return;
        }

        try
        {
            if (JsonNode.Parse(json) is JsonArray array && array.All(n => n?.GetValueKind() == System.Text.Json.JsonValueKind.String))
            {
                var names = array.Select(n => n!.GetValue<string>()).Where(UpdateTypes.Contains).ToHashSet();
                Allowed = names.Count == 0 || names.Count == UpdateTypes.Count ? null : names;
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // The real server ignores it too.
        }
    }

    /// <summary>Queues an update, or drops it when the bot did not ask for its type.</summary>
    public QueuedUpdate? Push(string type, JsonObject payload, long queueId, TimeSpan lifetime)
    {
        if (Allowed is null ? OptIn.Contains(type) : !Allowed.Contains(type))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var update = new QueuedUpdate
        {
            Id = 0,
            Type = type,
            Payload = payload.ToJsonString(Json.Wire),
            QueueId = queueId,
            ExpiresAt = now + lifetime,
            WakeAt = now,
        };
        if (DuplicateRule is { } rule && rule.When(update.Payload))
        {
            update.Duplicates = rule.Times;
        }

        if (_paused || _shuffle is not null)
        {
            _staged.Add(update);
        }
        else
        {
            Number(update);
        }

        return update;
    }

    /// <summary>
    /// Holds new updates back. Released with a random, they are numbered in another order than they happened,
    /// but never across each other inside one queue.
    /// </summary>
    public void Pause() => _paused = true;

    public void Resume() => _paused = false;

    public void ShuffleWith(Random? shuffle)
    {
        Settle();
        _shuffle = shuffle;
    }

    /// <summary>Numbers what was held back and forgets what expired.</summary>
    public void Settle()
    {
        if (!_paused)
        {
            while (_staged.Count > 0)
            {
                var heads = _staged.GroupBy(u => u.QueueId).Select(g => g.First()).ToArray();
                var next = _shuffle is null ? _staged[0] : heads[_shuffle.Next(heads.Length)];
                _staged.Remove(next);
                Number(next);
            }
        }

        var now = clock.GetUtcNow();
        _pending.RemoveAll(u => u.ExpiresAt <= now && !u.InFlight);
    }

    /// <summary>
    /// getUpdates: forgets what lies before <paramref name="offset"/>. A negative offset keeps the last so many;
    /// one far beyond the end, or zero, reads from the head and forgets nothing.
    /// </summary>
    public IReadOnlyList<QueuedUpdate> Read(int offset, int limit)
    {
        Settle();
        if (offset < 0)
        {
            var keep = Math.Min(-(long)offset, _pending.Count);
            _pending.RemoveRange(0, _pending.Count - (int)keep);
        }
        else if (offset > 0 && offset <= _nextId + 10)
        {
            foreach (var update in _pending.Where(u => u.Id < offset).ToArray())
            {
                Confirm(update);
            }
        }
        else
        {
            offset = 0;
        }

        var result = _pending.Where(u => u.Id >= offset || u.ComesAgain).Take(limit).ToArray();
        foreach (var update in result)
        {
            update.ComesAgain = false;
        }

        return result;
    }

    /// <summary>The bot has it. Returns false when a fault makes it come again.</summary>
    public bool Confirm(QueuedUpdate update)
    {
        if (update.ComesAgain)
        {
            return false;
        }

        if (update.Duplicates > 0)
        {
            update.Duplicates--;
            update.ComesAgain = true;
            return false;
        }

        _pending.Remove(update);
        return true;
    }

    public void Drop(QueuedUpdate update) => _pending.Remove(update);

    /// <summary>Puts an update that was once delivered into the queue again, under its old id.</summary>
    public bool Redeliver(int id)
    {
        if (_all.Find(u => u.Id == id) is not { } update)
        {
            return false;
        }

        if (_pending.Contains(update))
        {
            update.Duplicates++;
            return true;
        }

        update.ComesAgain = true;
        update.InFlight = false;
        update.WakeAt = clock.GetUtcNow();
        var at = _pending.FindIndex(u => u.Id > id);
        _pending.Insert(at < 0 ? _pending.Count : at, update);
        return true;
    }

    public void Clear()
    {
        _pending.Clear();
        _staged.Clear();
    }

    public void Reset()
    {
        Clear();
        _all.Clear();
        _paused = false;
        _shuffle = null;
        Allowed = null;
        DuplicateRule = null;
    }

    private void Number(QueuedUpdate update)
    {
        update.Id = _nextId++;
        _pending.Add(update);
        _all.Add(update);
    }

    private static readonly HashSet<string> UpdateTypes =
    [
        "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "callback_query",
        "shipping_query", "pre_checkout_query", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request",
        "chat_boost", "removed_chat_boost", "message_reaction", "message_reaction_count", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "purchased_paid_media",
    ];
}
