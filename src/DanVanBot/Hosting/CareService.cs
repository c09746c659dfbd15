using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.WebChat;

namespace DanVanBot.Hosting;

/// <summary>
/// Looks after what no pump does: old entries of web logs and the content of files that were erased or belong to nothing go, and a store that failed ends the service, because nothing may be tried again on it
/// (the supervisor starts it anew and its log is replayed).
/// </summary>
public sealed partial class CareService(Site site, WebLog log, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CareService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweep = new FileSweep(site);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                while (await log.PurgeAsync(time.GetUtcNow(), 100, stoppingToken).ConfigureAwait(false) > 0)
                {
                    // More in small portions, so that nobody waits behind it.
                }

                await Gap.SweepAsync(site.Store, site.Office, time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
                await DocumentDraft.SweepAsync(site.Store, site.Office, time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
                await EraseChatsAsync(site, log, stoppingToken).ConfigureAwait(false);
                await ErasedFiles.SweepAsync(site.Store, site.Office, stoppingToken).ConfigureAwait(false);
                await sweep.StepAsync(stoppingToken).ConfigureAwait(false);
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
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            if (site.StoreFailed.IsCompleted)
            {
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
        }
    }

    /// <summary>Erases the logs of chats whose people asked for it.</summary>
    internal static async Task EraseChatsAsync(Site site, WebLog log, CancellationToken ct)
    {
        var page = await site.Store.ListAsync(new RecordQuery(site.Office, ErasedChat.Records.Name, Limit: 50), ct).ConfigureAwait(false);
        foreach (var record in page.Records)
        {
            var chat = ErasedChat.Records.Read(record);
            await log.EraseAsync(chat.Lane, ct).ConfigureAwait(false);
            await site.Store.CommitAsync(
                new StoreCommit { Office = site.Office, Reads = [new ReadStamp(record.Kind, record.Id, record.Version)], Writes = [new RecordWrite.Delete(record.Kind, record.Id)] }, ct).ConfigureAwait(false);
        }
    }

    [LoggerMessage(2201, LogLevel.Critical, "The store failed ({Error}); the service ends so that a new start can replay its log")]
    private partial void LogFailed(string error);
}
