using DanVanBot.Core.Petitions;
using DanVanBot.WebChat;

namespace DanVanBot.Hosting;

/// <summary>
/// Looks after what no pump does: old entries of web logs and the content of erased files go, and a store that failed ends the service, because nothing may be tried again on it
/// (the supervisor starts it anew and its log is replayed).
/// </summary>
public sealed partial class CareService(Site site, WebLog log, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CareService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                while (await log.PurgeAsync(time.GetUtcNow(), 100, stoppingToken).ConfigureAwait(false) > 0)
                {
                    // More in small portions, so that nobody waits behind it.
                }

                await ErasedFiles.SweepAsync(site.Store, site.Office, stoppingToken).ConfigureAwait(false);
                var failed = site.StoreFailed;
                if (await Task.WhenAny(failed, Task.Delay(Every, time, stoppingToken)).ConfigureAwait(false) == failed)
                {
                    LogFailed((await failed.ConfigureAwait(false)).GetType().Name);
                    Environment.ExitCode = 1;
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Core.Storage.StoreUnavailableException)
        {
            if (site.StoreFailed.IsCompleted)
            {
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
        }
    }

    [LoggerMessage(2201, LogLevel.Critical, "The store failed ({Error}); the service ends so that a new start can replay its log")]
    private partial void LogFailed(string error);
}
