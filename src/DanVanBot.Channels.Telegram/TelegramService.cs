using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram;

/// <summary>Repeats the steps of polling, or of keeping the webhook set, while the service runs.</summary>
internal sealed partial class TelegramService : BackgroundService
{
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(30);
    private readonly TelegramChannel _channel;
    private readonly Func<CancellationToken, Task<TimeSpan>> _step;
    private readonly Func<Task> _hints;
    private readonly ILogger _logger;

    public TelegramService(TelegramChannel channel, ILogger<TelegramService> logger, TelegramPoller? poller = null, TelegramWebhook? webhook = null)
    {
        _channel = channel;
        _logger = logger;
        _step = webhook is not null ? webhook.StepAsync : poller!.StepAsync;
        _hints = webhook is not null ? () => webhook.Hints : () => poller!.Hints;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await _hints().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A host starts its services one after the other: none waits for Telegram.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await _step(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogFault(_logger, _channel.Instance, e.GetType().Name, _channel.Api.Redact(e.Message));
                pause = FaultPause;
            }

            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _channel.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "{Instance}: receiving failed ({Kind}: {Text}); it goes on in 30 s")]
    private static partial void LogFault(ILogger logger, string instance, string kind, string text);
}
