using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.WebChat;

namespace DanVanBot.Hosting;

/// <summary>What the web page asks of the program: the office's name, and the roles for trial while the office is in sample mode.</summary>
public static class TrialRoles
{
    /// <summary>Handled by the slice of units: gives the chat a role for trial, in sample mode only.</summary>
    public const string Topic = "trial-role";

    /// <summary>The hooks of the page.</summary>
    public static WebChatHooks Hooks(Site site) => new()
    {
        IsSample = () => SampleMode.IsOn(new StepView(site.Store, site.Office)),
        Office = () => new OfficeLook(site.Settings.Profile.Name, null),
        StartTrial = (visitor, role, ct) => StartAsync(site, new Door("web", visitor), role, ct),
    };

    /// <summary>Gives a chat a role for trial.</summary>
    public static async Task<bool> StartAsync(Site site, Door door, string role, CancellationToken ct)
    {
        if (!SampleMode.IsOn(new StepView(site.Store, site.Office)))
            return false;
        var lane = site.Sealer.LaneOf(site.Office, door);
        var now = site.Time.GetUtcNow();
        await site.Store.AcceptAsync([new NewMail(site.Office, lane, string.Create(CultureInfo.InvariantCulture, $"trial:{lane}:{role}:{now.ToUnixTimeMilliseconds()}"), new Inbound.Told(Topic, role).ToJson(), now, door.Address)], ct).ConfigureAwait(false);
        return true;
    }
}
