using DanVanBot.Channels.Telegram;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;

namespace DanVanBot.Hosting;

/// <summary>What an operator reads at every start: where the bot is, what is off, and what must not be forgotten.</summary>
public static class Greeting
{
    /// <summary>Prints it to standard error, where messages go.</summary>
    public static Task PrintAsync(Site site, TelegramOptions? telegram)
    {
        var world = site.World.Current;
        var lines = new List<string>
        {
            $"DanVanBot is running for {site.Settings.Profile.Name}",
            $"  web chat    {site.Settings.Url}",
            telegram is null
                ? "  Telegram    off (Telegram:BotToken is not set)"
                : $"  Telegram    on, by {telegram.Mode.ToString().ToLowerInvariant()}",
            $"  data        {site.Settings.Data}",
            $"  key         {site.Settings.Key} - keep a copy in another place: without it the data cannot be read, and no backup holds it",
            $"  directives  {world.Corpus.Directives.Count(d => !d.IsSummary)} documents, {world.Corpus.Directives.Count(d => d.IsSummary)} summaries shipped for a first look",
        };
        if (SampleMode.IsOn(new StepView(site.Store, site.Office)))
        {
            lines.Add("  sample mode: units and a report are made up, and the page offers the roles of secretary and officer for trial (on this machine only).");
            lines.Add("               It ends for good with `units import`, the first invitation, or the setting Office:Name.");
        }

        return Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
    }
}
