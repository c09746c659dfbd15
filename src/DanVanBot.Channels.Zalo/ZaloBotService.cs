using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>Repeats the steps of polling, or of keeping the webhook set, while the service runs.</summary>
internal sealed partial class ZaloBotService(
    ZaloBotChannel channel, IHostApplicationLifetime lifetime, ILogger<ZaloBotService> logger, ZaloBotPoller? poller = null, ZaloBotWebhook? webhook = null)
    : BackgroundService
{
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await ListeningAsync(stoppingToken).ConfigureAwait(false))
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await (webhook is not null ? webhook.StepAsync(stoppingToken) : poller!.StepAsync(stoppingToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogFault(logger, channel.Instance, e.GetType().Name, channel.Api.Redact(e.Message));
                pause = FaultPause;
            }

            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, channel.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Zalo tries a webhook's address the moment it is told of it: by then the service must answer there.
    private async Task<bool> ListeningAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult()).ConfigureAwait(false);
        await started.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "{Instance}: receiving failed ({Kind}: {Text}); it goes on in 30 s")]
    private static partial void LogFault(ILogger logger, string instance, string kind, string text);
}
