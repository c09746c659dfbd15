namespace DanVanBot.FakeServers.Telegram;

/// <summary>
/// Three real token buckets: all chats together, each chat, each group. A message takes one token of each that concerns it,
/// or none at all and the caller is told how long to wait, in whole seconds rounded up.
/// </summary>
internal sealed class Buckets(FakeTelegramOptions options, TimeProvider clock)
{
    private readonly Bucket _overall = new(options.OverallPerSecond, options.OverallPerSecond);
    private readonly Dictionary<long, Bucket> _chats = [];
    private readonly Dictionary<long, Bucket> _groups = [];

    /// <summary>Seconds to wait, or 0 when the messages may go.</summary>
    public int TryTake(long chatId, bool isGroup, int messages)
    {
        if (!options.RateLimits)
        {
            return 0;
        }

        List<Bucket> wanted = [_overall, Get(_chats, chatId, 1, options.ChatBurst)];
        if (isGroup)
        {
            wanted.Add(Get(_groups, chatId, options.GroupPerMinute / 60d, options.GroupPerMinute));
        }

        var now = clock.GetUtcNow();
        var wait = wanted.Max(b => b.SecondsUntil(messages, now));
        if (wait > 0)
        {
            return (int)Math.Ceiling(wait);
        }

        wanted.ForEach(b => b.Take(messages));
        return 0;
    }

    public void Reset()
    {
        _chats.Clear();
        _groups.Clear();
        _overall.Refill();
    }

    private static Bucket Get(Dictionary<long, Bucket> of, long chatId, double perSecond, double capacity)
    {
        if (!of.TryGetValue(chatId, out var bucket))
        {
            of[chatId] = bucket = new Bucket(perSecond, capacity);
        }

        return bucket;
    }

    private sealed class Bucket(double perSecond, double capacity)
    {
        private double _missing;
        private DateTimeOffset? _at;

        public double SecondsUntil(int messages, DateTimeOffset now)
        {
            _missing = Math.Max(0, _missing - (now - (_at ?? now)).TotalSeconds * perSecond);
            _at = now;

            // An album may be larger than the bucket: it then needs a full one and leaves a debt.
            var needed = Math.Min(messages, capacity);
            var over = _missing + needed - capacity;
            return over <= 1e-9 ? 0 : over / perSecond;
        }

        public void Take(int messages) => _missing += messages;

        public void Refill() => _missing = 0;
    }
}
