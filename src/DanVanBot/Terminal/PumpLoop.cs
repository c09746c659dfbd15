using DanVanBot.Core.Storage;

namespace DanVanBot.Terminal;

/// <summary>Runs a few pumps for as long as one chat in the terminal lasts: when the store has work for them, and by themselves from time to time.</summary>
internal sealed class PumpLoop : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    private readonly IBotStore _store;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<(Func<CancellationToken, Task<int>> Step, Func<DateTimeOffset?> NextLook)> _pumps;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private TaskCompletionSource _work = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PumpLoop(IBotStore store, TimeProvider time, params IReadOnlyList<(Func<CancellationToken, Task<int>> Step, Func<DateTimeOffset?> NextLook)> pumps)
    {
        (_store, _time, _pumps) = (store, time, pumps);
        store.WorkArrived += OnWork;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Completes when the pumps have stopped; faulted when the store did.</summary>
    public Task Running => _running;

    public async ValueTask DisposeAsync()
    {
        _store.WorkArrived -= OnWork;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void OnWork(StoreWork work) => Volatile.Read(ref _work).TrySetResult();

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var work = _work;
            if (work.Task.IsCompleted)
                Volatile.Write(ref _work, work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var done = 0;
            try
            {
                foreach (var (step, _) in _pumps)
                    done += await step(_stop.Token).ConfigureAwait(false);
                if (done > 0)
                    continue;
                await work.Task.WaitAsync(Sleep(), _time, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (TimeoutException)
            {
                // Time to look again.
            }
        }
    }

    private TimeSpan Sleep()
    {
        var now = _time.GetUtcNow();
        var sleep = LongestSleep;
        foreach (var (_, nextLook) in _pumps)
        {
            if (nextLook() is { } next && next - now < sleep)
                sleep = next - now;
        }

        return sleep < ShortestSleep ? ShortestSleep : sleep;
    }
}
