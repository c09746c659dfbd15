using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Tests.Bot;

namespace DanVanBot.Simulation;

/// <summary>One copy of a message that reached a chat.</summary>
/// <param name="Address">The chat.</param>
/// <param name="OutboxId">The row it came from.</param>
/// <param name="Text">As read.</param>
/// <param name="IsAcknowledged">False where the sender was not told: such a copy may be followed by another.</param>
internal sealed record Copy(string Address, string OutboxId, string Text, bool IsAcknowledged);

/// <summary>
/// A wire that fails by a seed. Each chat draws from a source of its own, because the order in which chats are sent to within one step of the pump is not part of
/// the scenario: a seed replays whatever the threads do.
/// </summary>
internal sealed class FaultyChannel(int seed, TimeProvider time) : RigChannel(null)
{
    private readonly Dictionary<string, Random> _chance = new(StringComparer.Ordinal);
    private readonly List<Copy> _copies = [];
    private readonly Lock _lock = new();

    /// <summary>Every chat of a scenario in one batch.</summary>
    public override ChannelPace Pace => new(null, null, null, 16);

    /// <summary>False: everything is sent and acknowledged.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>The process dies in the sends of this step: none of them ever comes back.</summary>
    public bool IsDying { get; set; }

    /// <summary>How many attempts ended without an answer.</summary>
    public int Unanswered { get; private set; }

    /// <summary>How many attempts were under way when the process died.</summary>
    public int CutOff { get; private set; }

    public IReadOnlyList<Copy> Copies => _copies;

    public override Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        lock (_lock)
        {
            if (!_chance.TryGetValue(message.Address, out var chance))
                _chance[message.Address] = chance = new Random(HashCode(seed, message.Address));
            var now = time.GetUtcNow();
            var (draw, arrives) = (chance.Next(100), chance.Next(2) == 0);
            if (IsDying)
            {
                CutOff++;
                if (arrives)
                    Deliver(message, false);
                return new TaskCompletionSource<SendOutcome>().Task;
            }

            if (!IsFaulty || draw < 70)
                return Task.FromResult(Deliver(message, true));
            if (draw < 80)
                return Task.FromResult<SendOutcome>(new SendOutcome.RetryAt(now.AddSeconds(chance.Next(0, 3000)), "429"));
            Unanswered++;
            if (arrives)
                Deliver(message, false);
            return draw < 90
                ? Task.FromResult<SendOutcome>(new SendOutcome.Unknown(now.AddSeconds(chance.Next(0, 60)), "timeout"))
                : throw new IOException("the line broke");
        }
    }

    private SendOutcome Deliver(OutboundMessage message, bool isAcknowledged)
    {
        _copies.Add(new Copy(message.Address, message.OutboxId, message.Message.Text, isAcknowledged));
        return Keep(message);
    }

    // string.GetHashCode differs from run to run.
    private static int HashCode(int seed, string address) => address.Aggregate(seed, (h, c) => unchecked((h * 31) + c));
}
