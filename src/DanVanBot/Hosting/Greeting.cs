using System.Security.Cryptography;
using DanVanBot.Channels.Telegram;
using DanVanBot.Channels.Zalo;
using DanVanBot.Commands;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Hosting;

/// <summary>What an operator reads at every start: where the bot is, what is off, and what must not be forgotten.</summary>
public static class Greeting
{
    /// <summary>Prints it to standard error, where messages go.</summary>
    public static async Task PrintAsync(Site site, TelegramOptions? telegram, ZaloBotOptions? zalo, CancellationToken ct)
    {
        var world = site.World.Current;
        var lines = new List<string>
        {
            $"  web chat    {site.Settings.Url}",
            telegram is null
                ? "  Telegram    off (Telegram:BotToken is not set)"
                : $"  Telegram    on, by {telegram.Mode.ToString().ToLowerInvariant()}",
            zalo switch
            {
                null => "  Zalo Bot    off (ZaloBot:BotToken is not set)",
                { Mode: ZaloBotMode.Polling } => "  Zalo Bot    on, by polling - for trials only: what is lost on the way from Zalo is lost; use ZaloBot:Mode=webhook",
                _ => "  Zalo Bot    on, by webhook",
            },
            $"  data        {site.Settings.Data}",
            $"  key         {site.Settings.Key} - keep a copy in another place: without it the data cannot be read, and no backup holds it",
            $"  directives  {world.Corpus.Directives.Count(d => !d.IsSummary)} documents, {world.Corpus.Directives.Count(d => d.IsSummary)} summaries shipped for a first look",
        };
        if (SampleMode.IsOn(new StepView(site.Store, site.Office)))
        {
            lines.Add("  sample mode: units and a report are made up, and the page offers the roles of secretary and officer for trial (on this machine only).");
            lines.Add("               It ends for good with `units import`, the first invitation, or the setting Office:Name.");
            if (telegram is not null)
                lines.AddRange(await TrialCodesAsync(site, ct).ConfigureAwait(false));
        }

        lines.Insert(0, $"DanVanBot is running for {site.Settings.Profile.Name}");
        await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines)).ConfigureAwait(false);
    }

    // Whoever reads the console may try the roles on Telegram too; nobody else gets the codes.
    private static async Task<IReadOnlyList<string>> TrialCodesAsync(Site site, CancellationToken ct)
    {
        var now = site.Time.GetUtcNow();
        var (officer, secretary) = await site.ChangeAsync(
            view =>
            {
                var cell = UnitBook.OfKind(view, Unit.PartyCell, site.World.Current.Office.Calendar.DayOf(now)).FirstOrDefault(u => u.IsSample);
                return (
                    Invitations.InviteForTrial(view, site.Sealer, Role.Officer, null, now, RandomNumberGenerator.GetBytes(Invitations.RandomBytes)),
                    cell is null ? null : Invitations.InviteForTrial(view, site.Sealer, Role.Secretary, cell.Id, now, RandomNumberGenerator.GetBytes(Invitations.RandomBytes)));
            },
            ct).ConfigureAwait(false);
        var lines = new List<string> { $"               To try the officer on Telegram, say there: /start {Invitations.Grouped(officer)}" };
        if (secretary is not null)
            lines.Add($"               To try a secretary on Telegram, say there: /start {Invitations.Grouped(secretary)}");
        return lines;
    }
}
