using System.Threading.Channels;
using DanVanBot.Core.Storage;

namespace DanVanBot.WebChat;

/// <summary>
/// Wakes those who read a log, inside this process; nothing is asked of the store until a bell rings. A hint: who wakes reads the log from its cursor.
/// Watch first, read then: a bell that rings in between is kept.
/// </summary>
internal sealed class LogSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LaneId, List<Watch>> _watches = [];
    private readonly Dictionary<string, int> _networks = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Something was written.</summary>
    public void Ring(LaneId lane) => Each(lane, static w => w.Ring(typing: false));

    /// <summary>The bot is at work on an answer.</summary>
    public void Typing(LaneId lane) => Each(lane, static w => w.Ring(typing: true));

    /// <summary>
    /// Starts watching. A visitor's newest watch displaces their oldest: a connection that died without a word (a telephone in a lift) must not
    /// keep its owner out. Null where one network, or all together, have too many open.
    /// </summary>
    public Watch? TryWatch(LaneId lane, string network, WebChatOptions limits)
    {
        lock (_gate)
        {
            var ofNetwork = _networks.GetValueOrDefault(network);
            if (_count >= limits.Streams || ofNetwork >= limits.StreamsPerAddress)
                return null;
            if (!_watches.TryGetValue(lane, out var list))
                _watches[lane] = list = [];
            if (list.Count(static w => !w.IsDisplaced) >= limits.StreamsPerVisitor)
                list.First(static w => !w.IsDisplaced).Displace();
            var watch = new Watch(this, lane, network);
            list.Add(watch);
            _networks[network] = ofNetwork + 1;
            _count++;
            return watch;
        }
    }

    private void Each(LaneId lane, Action<Watch> act)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(lane, out var list))
                list.ForEach(act);
        }
    }

    private void Remove(LaneId lane, string network, Watch watch)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(lane, out var list) || !list.Remove(watch))
                return;
            _count--;
            if (list.Count == 0)
                _watches.Remove(lane);
            if (--_networks[network] == 0)
                _networks.Remove(network);
        }
    }

    /// <summary>One reader. Not thread-safe towards its owner.</summary>
    internal sealed class Watch(LogSignals signals, LaneId lane, string network) : IDisposable
    {
        private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        private int _typing;
        private int _rung;
        private Task<bool>? _waiting;

        /// <summary>A newer watch of the visitor took the place of this one, which is to end.</summary>
        public bool IsDisplaced { get; private set; }

        /// <summary>True when the bell rang, false when the time passed.</summary>
        public async Task<bool> WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
        {
            // One wait is kept over all heartbeats; a new one each time would pile up in the channel.
            _waiting ??= _bell.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            try
            {
                await _waiting.WaitAsync(atMost, time, ct);
            }
            catch (TimeoutException)
            {
                return false;
            }

            _waiting = null;
            _bell.Reader.TryRead(out _);
            return true;
        }

        /// <summary>Whether something was written since the last call.</summary>
        public bool TakeRung() => Interlocked.Exchange(ref _rung, 0) == 1;

        /// <summary>Whether the bot was said to be typing since the last call.</summary>
        public bool TakeTyping() => Interlocked.Exchange(ref _typing, 0) == 1;

        public void Dispose() => signals.Remove(lane, network, this);

        internal void Displace()
        {
            IsDisplaced = true;
            _bell.Writer.TryWrite(true);
        }

        internal void Ring(bool typing)
        {
            if (typing)
                Volatile.Write(ref _typing, 1);
            else
                Volatile.Write(ref _rung, 1);
            _bell.Writer.TryWrite(true);
        }
    }
}
