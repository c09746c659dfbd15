using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Units;

/// <summary>A chat whose person asked for erasure: what a channel keeps of it outside the store's own tables (the web chat's log) is to go as well.</summary>
/// <param name="Lane">The chat.</param>
/// <param name="At">When it was asked for.</param>
public sealed record ErasedChat(LaneId Lane, DateTimeOffset At)
{
    /// <summary>Those still to be done, by lane; whoever has done one deletes it.</summary>
    public static readonly RecordKind<ErasedChat> Records = new("erased-chat", c => c.Lane.Value, _ => []);
}
