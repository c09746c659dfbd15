using System.CommandLine;
using DanVanBot.Hosting;
using DanVanBot.Storage.LiteDb;

namespace DanVanBot.Commands;

/// <summary><c>backup</c>, <c>restore</c>, <c>doctor</c>, <c>health</c>.</summary>
internal static class CareCommands
{
    public static IReadOnlyList<Command> Make()
    {
        var to = new Argument<string>("FILE") { Description = "The file to write; it must not be there yet." };
        var from = new Argument<string>("FILE") { Description = "A file that `backup` wrote." };
        return
        [
            new BotCommand("backup", "Write everything but the key to a file, while the service goes on.", CommandNeeds.Data, c => BackupAsync(c, c.Get(to))).With(to),
            new BotCommand("restore", "Replace everything by a backup. The key it was made under must be in place.", CommandNeeds.NewData, c => RestoreAsync(c, c.Get(from)))
            {
                RefuseBefore = WithoutKey,
            }.With(from),
            new BotCommand("doctor", "Settings in force, the state of the data, and what is wrong.", CommandNeeds.DataIfAny, Doctor.RunAsync),
            new BotCommand("health", "Ask the running service whether it is well; exit code 0 or 1.", CommandNeeds.Settings, HealthAsync),
        ];
    }

    private static async Task<int> BackupAsync(CommandContext context, string file)
    {
        var full = context.Io.FullPath(file);
        await context.Io.ProgressAsync($"writing {full}").ConfigureAwait(false);
        await context.Site.Store.BackupAsync(full, context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"Backup written to {full}. It does not hold the key: keep a copy of {context.Settings.Key} in another place.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> RestoreAsync(CommandContext context, string file)
    {
        var full = context.Io.FullPath(file);
        if (!File.Exists(full))
            throw new RefusedException($"There is no file {full}.");
        await context.Site.Store.RestoreAsync(full, context.Cancelled).ConfigureAwait(false);
        context.Site.Reload();
        await context.Site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"Everything was replaced by {full}.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    // Opening an empty folder would make a new key, and everything after it would be sealed under the wrong one.
    private static string? WithoutKey(Settings settings) => LiteDbStore.HasData(settings.Data) || File.Exists(settings.Key)
        ? null
        : $"Put the key file this backup was made under at {settings.Key} first: no backup holds it.";

    private static async Task<int> HealthAsync(CommandContext context)
    {
        var address = HealthAddress(context.Settings.Url);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(8) };
        try
        {
            using var answer = await client.GetAsync(address, context.Cancelled).ConfigureAwait(false);
            await context.Io.ErrorAsync($"{address} answers {(int)answer.StatusCode}").ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? CommandLine.Done : CommandLine.Refused;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !context.Cancelled.IsCancellationRequested))
        {
            throw new RefusedException($"{address} does not answer.", e);
        }
    }

    /// <summary>Where to ask: the first address the service listens at; one that means "every interface" is asked on this machine.</summary>
    internal static Uri HealthAddress(string url)
    {
        var first = url.Split(';')[0].Trim();
        foreach (var any in new[] { "://+", "://*", "://0.0.0.0", "://[::]" })
            first = first.Replace(any, "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address, "/health")
            : throw new RefusedException($"Http:Url is \"{url}\"; it must be like http://localhost:5080.");
    }
}
