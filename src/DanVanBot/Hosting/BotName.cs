using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Hosting;

/// <summary>What a channel said its bot is called, for links: noted when the service has asked, so that no command needs the network.</summary>
/// <param name="Channel">The channel instance.</param>
/// <param name="Name">Without the @.</param>
internal sealed record BotName(string Channel, string Name)
{
    private static readonly RecordKind<BotName> Records = new("bot-name", b => b.Channel, _ => []);

    /// <summary>The last one noted, or null.</summary>
    public static async Task<string?> FindAsync(Site site, string channel, CancellationToken ct) =>
        await site.Store.GetAsync(site.Office, Records.Name, channel, ct).ConfigureAwait(false) is { } record ? Records.Read(record).Name : null;

    /// <summary>Notes one; written only when it has changed.</summary>
    public static async Task NoteAsync(Site site, string channel, string name, CancellationToken ct)
    {
        if (await FindAsync(site, channel, ct).ConfigureAwait(false) != name)
            await site.Store.CommitAsync(new StoreCommit { Office = site.Office, Writes = [Records.ToWrite(new BotName(channel, name))] }, ct).ConfigureAwait(false);
    }
}
