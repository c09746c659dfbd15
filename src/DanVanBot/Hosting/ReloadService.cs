namespace DanVanBot.Hosting;

/// <summary>
/// Notices when somebody edited <c>dialogs/</c> or the office's folder and takes the new files over, whole or not at all: with a mistake in them
/// the snapshot in force stays and the log says file and line. It also notices what an officer changed in a chat of what the search answers from.
/// </summary>
public sealed partial class ReloadService(Site site, TimeProvider time, ILogger<ReloadService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asking for the newest write time is cheap and works on every file system, watchers do not (network folders, containers).
        var known = Newest();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (await site.RefreshAsync(stoppingToken).ConfigureAwait(false) > 0)
                    LogRefreshed(site.World.Current.Corpus.Number);
                var newest = Newest();
                if (newest == known)
                    continue;
                known = newest;
                try
                {
                    site.Reload();
                    LogReloaded(site.World.Current.Number);
                }
                catch (Exception e) when (e is SettingsException or IOException or UnauthorizedAccessException)
                {
                    LogRefused(e.Message);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Core.Storage.StoreUnavailableException)
        {
            // The service stops.
        }
    }

    private (DateTime Newest, int Count) Newest()
    {
        var newest = DateTime.MinValue;
        var count = 0;
        foreach (var folder in new[] { site.Settings.Dialogs, OfficeFolder.Of(site.Settings) })
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
            {
                count++;
                var written = File.GetLastWriteTimeUtc(file);
                if (written > newest)
                    newest = written;
            }
        }

        return (newest, count);
    }

    [LoggerMessage(2101, LogLevel.Information, "Dialogs and office data were read again (snapshot {Number})")]
    private partial void LogReloaded(int number);

    [LoggerMessage(2103, LogLevel.Information, "What is answered from was read again (corpus {Number})")]
    private partial void LogRefreshed(int number);

    [LoggerMessage(2102, LogLevel.Error, "Edited files were refused, the earlier ones stay in force: {Why}")]
    private partial void LogRefused(string why);
}
