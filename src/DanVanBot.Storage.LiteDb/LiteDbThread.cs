using System.Collections.Concurrent;
using System.Threading.Channels;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>How a piece of work is run.</summary>
internal enum WorkMode
{
    /// <summary>Only reads the tables (it may change the board).</summary>
    Read,

    /// <summary>May write; shares a transaction with its neighbours.</summary>
    Write,

    /// <summary>Runs by itself, outside any transaction, after everything before it is durable.</summary>
    Alone,
}

/// <summary>
/// The one thread that owns the database. It takes what waits, runs it in one transaction, commits, checkpoints, and only then answers
/// (<c>kill -9</c> between commit and checkpoint would lose an answer that was given). Work that throws is rolled back with its whole batch, which
/// is then run again one by one; a failure of the medium ends the store for good.
/// </summary>
internal sealed class LiteDbThread : IAsyncDisposable
{
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _batchLimit;

    // A LiteDB transaction that broke off throws in its finalizer and would abort the process before the host could stop it. So what broke is
    // neither closed nor let go; the process ends soon.
    private static readonly ConcurrentBag<LiteSession> Broken = [];
    private LiteSession _session = null!;

    private LiteDbThread(int batchLimit) => _batchLimit = batchLimit;

    /// <summary>Completes, with the reason, when the store has failed.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>Opens on the new thread; what opening throws comes out here.</summary>
    public static async Task<LiteDbThread> StartAsync(Func<LiteSession> open, int batchLimit)
    {
        var owner = new LiteDbThread(batchLimit);
        new Thread(() => owner.Run(open)) { IsBackground = true, Name = "LiteDB" }.Start();
        await owner._started.Task.ConfigureAwait(false);
        return owner;
    }

    /// <summary>
    /// Runs work on the owner thread; what it wrote is durable when the task completes. A cancellation counts until the work has begun: after that
    /// the answer is given, so that a claim made is a claim known.
    /// </summary>
    public async Task<T> RunAsync<T>(WorkMode mode, Func<LiteSession, T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new Work<T>(mode, work);
        try
        {
            await _queue.Writer.WriteAsync(item, ct).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Unavailable();
        }

        await using (ct.UnsafeRegister(static (state, token) => ((Work<T>)state!).Cancel(token), item).ConfigureAwait(false))
            return await item.Answer.ConfigureAwait(false);
    }

    /// <summary>Puts another session in place of the present one: for <see cref="WorkMode.Alone"/> work that swaps the file.</summary>
    public void Replace(LiteSession session) => _session = session;

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task.ConfigureAwait(false);
    }

    private StoreUnavailableException Unavailable() =>
        _failed.Task.IsCompleted ? new("The store has failed.", _failed.Task.Result) : new("The store is closed.");

    private void Run(Func<LiteSession> open)
    {
        try
        {
            _session = open();
        }
        catch (Exception e)
        {
            _started.SetException(e);
            return;
        }

        _started.SetResult();
        try
        {
            Serve();
            _session.Dispose();
        }
        catch (Exception e)
        {
            Broken.Add(_session);
            Fail(e);
        }

        _ended.SetResult();
    }

    private void Serve()
    {
        var batch = new List<Work>(_batchLimit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryPeek(out var next))
            {
                if (next.Mode == WorkMode.Alone)
                {
                    RunAndClear(batch);
                    _queue.Reader.TryRead(out next);
                    RunAlone(next!);
                    continue;
                }

                _queue.Reader.TryRead(out next);
                if (next!.Begin())
                    batch.Add(next);
                if (batch.Count == _batchLimit)
                    RunAndClear(batch);
            }

            RunAndClear(batch);
        }
    }

    private void RunAndClear(List<Work> batch)
    {
        if (batch.Count == 0)
            return;
        try
        {
            if (!TryRun(batch, out var error))
            {
                if (batch.Count == 1)
                    batch[0].Fail(error!);
                else
                    RunOneByOne(batch);
            }
        }
        catch (Exception e)
        {
            // Whoever was not answered yet is told; answering twice does nothing.
            Fail(e);
            batch.ForEach(work => work.Fail(Unavailable()));
            throw;
        }

        batch.Clear();
    }

    private void RunOneByOne(List<Work> batch)
    {
        foreach (var work in batch)
        {
            if (!TryRun([work], out var error))
                work.Fail(error!);
        }
    }

    // False: work threw (not the medium), and nothing of the batch was done.
    private bool TryRun(List<Work> batch, out Exception? error)
    {
        var board = _session.Board.Copy();
        var writes = batch.Exists(work => work.Mode == WorkMode.Write);
        if (writes)
            _session.File.Begin();
        try
        {
            batch.ForEach(work => work.Run(_session));
        }
        catch (Exception e) when (e is not MediumException)
        {
            if (writes)
                _session.File.Rollback();
            _session.Board = board;
            error = e;
            return false;
        }

        if (writes)
            _session.File.Commit();
        batch.ForEach(work => work.Complete());
        error = null;
        return true;
    }

    private void RunAlone(Work work)
    {
        if (!work.Begin())
            return;
        try
        {
            work.Run(_session);
            work.Complete();
        }
        catch (MediumException e)
        {
            Fail(e);
            work.Fail(Unavailable());
            throw;
        }
        catch (Exception e)
        {
            work.Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        _failed.TrySetResult(e);
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var left))
            left.Fail(Unavailable());
    }

    private abstract class Work(WorkMode mode)
    {
        private int _begun;

        public WorkMode Mode { get; } = mode;

        /// <summary>False when it was cancelled before.</summary>
        public bool Begin() => Interlocked.CompareExchange(ref _begun, 1, 0) == 0;

        public abstract void Run(LiteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception e);
    }

    private sealed class Work<T>(WorkMode mode, Func<LiteSession, T> work) : Work(mode)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Answer => _answer.Task;

        public override void Run(LiteSession session) => _result = work(session);

        public override void Complete() => _answer.TrySetResult(_result);

        public override void Fail(Exception e) => _answer.TrySetException(e);

        public void Cancel(CancellationToken ct)
        {
            if (Begin())
                _answer.TrySetCanceled(ct);
        }
    }
}
