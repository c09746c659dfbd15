using DanVanBot.Core.Channels;
using DanVanBot.Core.Delivery;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;

namespace DanVanBot.Hosting;

/// <summary>Runs the pumps as long as the service lives: each looks when the store says there is work, and by itself from time to time.</summary>
public sealed partial class PumpService : BackgroundService
{
    // A hint may be lost on the way (a crash between a commit and its event): no pump sleeps longer than this.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    private readonly IBotStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<PumpService> _log;
    private readonly List<Func<Task>> _drains = [];
    private readonly List<(StoreWork Work, Signal Signal, Func<CancellationToken, Task<int>> Step, Func<DateTimeOffset?> NextLook)> _pumps = [];

    public PumpService(
        IBotStore store, Sealer sealer, WorldKeeper world, IEnumerable<IChannel> channels, TimeProvider time, ILoggerFactory logs)
    {
        (_store, _time, _log) = (store, time, logs.CreateLogger<PumpService>());
        var lanes = new LanePump(store, sealer, world, time, logs.CreateLogger<LanePump>());
        var timers = new TimerPump(store, time);
        // Failed mail has a time of its own that no event announces.
        Add(StoreWork.Mail, lanes.StepAsync, () => time.GetUtcNow() + TimeSpan.FromSeconds(2));
        Add(StoreWork.Timer, timers.StepAsync, () => timers.NextLook);
        foreach (var channel in channels)
        {
            var sends = new SendPump(store, channel, time, logs.CreateLogger<SendPump>());
            _drains.Add(sends.DrainAsync);
            Add(StoreWork.Outbox, sends.StepAsync, () => sends.NextLook);
            Add(StoreWork.Fetch, new FetchPump(store, channel, time, logs.CreateLogger<FetchPump>()).StepAsync, () => time.GetUtcNow() + TimeSpan.FromSeconds(2));
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _store.WorkArrived += OnWork;
        try
        {
            await Task.WhenAll(_pumps.Select(p => RunAsync(p.Signal, p.Step, p.NextLook, stoppingToken))).ConfigureAwait(false);
        }
        finally
        {
            _store.WorkArrived -= OnWork;
            await Task.WhenAll(_drains.Select(d => d())).ConfigureAwait(false);
        }
    }

    private void Add(StoreWork work, Func<CancellationToken, Task<int>> step, Func<DateTimeOffset?> nextLook) =>
        _pumps.Add((work, new Signal(), step, nextLook));

    private void OnWork(StoreWork work)
    {
        foreach (var pump in _pumps)
        {
            if (pump.Work == work)
                pump.Signal.Set();
        }
    }

    private async Task RunAsync(Signal signal, Func<CancellationToken, Task<int>> step, Func<DateTimeOffset?> nextLook, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await step(ct).ConfigureAwait(false) > 0)
                    continue;
                var sleep = nextLook() is { } next ? next - _time.GetUtcNow() : LongestSleep;
                await signal.WaitAsync(sleep < TimeSpan.Zero ? TimeSpan.FromMilliseconds(20) : sleep < LongestSleep ? sleep : LongestSleep, _time, ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogTrouble(e.GetType().Name, e is StoreUnavailableException ? e.Message : "");
                try
                {
                    await Task.Delay(AfterTrouble, _time, ct).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "A pump stopped short and goes on in a moment: {Error} {Detail}")]
    private partial void LogTrouble(string error, string detail);

    /// <summary>Set any number of times, it wakes the one who waits once.</summary>
    private sealed class Signal
    {
        private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Set() => Volatile.Read(ref _set).TrySetResult();

        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
        {
            var waiting = Volatile.Read(ref _set);
            try
            {
                await waiting.Task.WaitAsync(atMost, time, ct).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return;
            }

            Volatile.Write(ref _set, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
