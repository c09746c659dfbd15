using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Channels;

/// <summary>The one way in: turns what a channel received into mail. When <see cref="AcceptAsync"/> returns, the channel may acknowledge.</summary>
public sealed class Inbox(IBotStore store, Sealer sealer, TimeProvider time)
{
    /// <summary>Takes in what one channel instance received, in its order.</summary>
    /// <returns>For each: true when it was new.</returns>
    /// <exception cref="StoreUnavailableException">Nothing may be acknowledged.</exception>
    public Task<IReadOnlyList<bool>> AcceptAsync(OfficeId office, IReadOnlyList<Received> received, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var mail = new NewMail[received.Count];
        for (var i = 0; i < mail.Length; i++)
        {
            var one = received[i];
            mail[i] = new NewMail(office, sealer.LaneOf(office, one.Door), $"{one.Door.Channel}:{one.Id}", one.What.ToJson(), now, one.Door.Address);
        }

        return store.AcceptAsync(mail, ct);
    }
}

/// <summary>One thing received.</summary>
/// <param name="Door">The chat.</param>
/// <param name="Id">The channel's own id of it, the same when it is delivered again.</param>
/// <param name="What">What it is.</param>
public sealed record Received(Door Door, string Id, Inbound What);
