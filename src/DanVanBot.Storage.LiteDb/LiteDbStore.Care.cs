using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    // One at a time: backup, restore, and deleting an attachment. A backup lists attachments after it has copied the database, so none of those
    // that the copy names may go meanwhile.
    private readonly SemaphoreSlim _care = new(1);

    /// <inheritdoc />
    public Task<int> PurgeAsync(DateTimeOffset now, int max, CancellationToken ct = default)
    {
        Check.Between(max, 1, int.MaxValue, nameof(max));
        return RunAsync(WorkMode.Write, session => session.Purge(Ms(now), max), ct);
    }

    /// <inheritdoc />
    public async Task<StoreFigures> FiguresAsync(CancellationToken ct = default)
    {
        try
        {
            return await RunAsync(WorkMode.Read, session => session.Figures(), ct).WaitAsync(_options.AnswerWithin, _options.Time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"The store has not answered for {_options.AnswerWithin.TotalSeconds:0} s.", e);
        }
    }

    /// <inheritdoc />
    public async Task<string> PutAttachmentAsync(OfficeId office, ReadOnlyMemory<byte> content, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        return await OnDisk(() => _attachments.Put(o, content.Span), ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> GetAttachmentAsync(OfficeId office, string name, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        var found = await OnDisk(() => _attachments.Get(o, name), ct).ConfigureAwait(false);
        return found == null ? (ReadOnlyMemory<byte>?)null : found.AsMemory(); // a null array would convert to empty memory
    }

    /// <inheritdoc />
    public async Task DeleteAttachmentAsync(OfficeId office, string name, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        await CaringAsync(
            () => OnDisk(
                () =>
                {
                    _attachments.Delete(o, name);
                    return true;
                },
                ct),
            ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<bool> DeleteAttachmentAsync(OfficeId office, string name, DateTimeOffset putBefore, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        var isGone = false;
        await CaringAsync(async () => isGone = await OnDisk(() => _attachments.Delete(o, name, putBefore), ct).ConfigureAwait(false), ct).ConfigureAwait(false);
        return isGone;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAttachmentsAsync(
        OfficeId office, DateTimeOffset putBefore, string? after, int limit, CancellationToken ct = default)
    {
        var o = Check.Office(office);
        Check.Between(limit, 1, 1000, nameof(limit));
        return await OnDisk(() => _attachments.List(o, putBefore, after, limit), ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task BackupAsync(string file, CancellationToken ct = default)
    {
        file = Path.GetFullPath(file);
        if (File.Exists(file))
            throw new IOException($"{file} exists; a backup overwrites nothing.");
        if (Directory.Exists(file))
            throw new IOException($"{file} is a folder; name a file in it.");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw new IOException($"There is no folder {Path.GetDirectoryName(file)}.");
        await CaringAsync(() => Task.Run(() => WriteBackupAsync(file, ct), ct), ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task RestoreAsync(string file, CancellationToken ct = default)
    {
        await CaringAsync(() => Task.Run(() => ReadBackupAsync(Path.GetFullPath(file), ct), ct), ct).ConfigureAwait(false);
        foreach (var work in Enum.GetValues<StoreWork>())
            Hint(work);
    }

    private async Task<bool> WriteBackupAsync(string file, CancellationToken ct)
    {
        var part = $"{file}.{Path.GetRandomFileName()}.part";
        var scratch = _folder.At("backup-" + Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(scratch);
            var copy = Path.Combine(scratch, "copy.db");
            var figures = await RunAsync(WorkMode.Alone, session => CopyDatabase(session, copy), ct).ConfigureAwait(false);
            BackupFile.Write(part, copy, _folder, _sealer, new BackupManifest(
                BackupFile.Format, Schema.Version, _sealer.KeyId, _options.Time.GetUtcNow(), Directory.Exists(_folder.Office), figures, new(StringComparer.Ordinal)));
            BackupFile.Unpack(part, Path.Combine(scratch, "check"), _sealer);
            File.Move(part, file, overwrite: false);
            DurableFolder.Flush(Path.GetDirectoryName(file)!);
            return true;
        }
        finally
        {
            File.Delete(part);
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    // Right after a checkpoint the log is empty and the data file is all there is.
    private StoreFigures CopyDatabase(LiteSession session, string copy)
    {
        session.File.Checkpoint();
        using var from = new FileStream(_folder.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var to = new FileStream(copy, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        from.CopyTo(to);
        return session.Figures();
    }

    private async Task<bool> ReadBackupAsync(string file, CancellationToken ct)
    {
        RestorePlan.Forget(_folder);
        try
        {
            BackupFile.Unpack(file, _folder.At(RestorePlan.NewName), _sealer);
            return await RunAsync(WorkMode.Alone, SwapIn, ct).ConfigureAwait(false);
        }
        finally
        {
            // A store that failed in the swap leaves the plan to the next start.
            if (!Failed.IsCompleted)
                RestorePlan.Forget(_folder);
        }
    }

    // On the owner thread, between two batches: nothing is under way, and what waits in the queue goes on with the restored data.
    private bool SwapIn(LiteSession old)
    {
        old.Dispose();
        Exception? reason = null;
        try
        {
            RestorePlan.Swap(_folder);
            var session = OpenSession(_options, _folder, old.Run);
            _thread.Replace(session);
            session.File.Begin();
            session.RecoverAll(Now);
            session.File.Commit();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreOpenException)
        {
            reason = e;
        }

        try
        {
            RestorePlan.TakeBack(_folder);
            _thread.Replace(OpenSession(_options, _folder, old.Run));
        }
        catch (Exception e)
        {
            throw new MediumException("A restore failed, and so did going back: start the process again.", e);
        }

        throw new InvalidDataException($"The copy could not be put in place, the old data is back: {reason.Message}", reason);
    }

    private static async Task<T> OnDisk<T>(Func<T> work, CancellationToken ct)
    {
        try
        {
            return await Task.Run(work, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StoreUnavailableException($"The folder of attachments does not answer: {e.Message}", e);
        }
    }

    private async Task CaringAsync(Func<Task> work, CancellationToken ct)
    {
        await _care.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            _care.Release();
        }
    }
}
