using System.Security.Cryptography;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// <see cref="IBotStore"/> in one folder on one machine: a LiteDB file, sealed attachments beside it. This side checks, seals and opens on the
/// caller's thread; <see cref="LiteSession"/> reads and writes on the owner thread. Survives <c>kill -9</c>; survives a power cut on honest disks but for a
/// window of milliseconds in a checkpoint (docs/decisions/0003).
/// </summary>
public sealed partial class LiteDbStore : IBotStore
{
    private readonly LiteDbStoreOptions _options;
    private readonly DataFolder _folder;
    private readonly LiteDbThread _thread;
    private readonly Sealer _sealer;
    private readonly AttachmentFolder _attachments;

    private LiteDbStore(LiteDbStoreOptions options, DataFolder folder, LiteDbThread thread)
    {
        _options = options;
        _folder = folder;
        _thread = thread;
        _sealer = options.Sealer;
        _attachments = new AttachmentFolder(folder.Attachments, options.Sealer, options.Time);
    }

    /// <inheritdoc />
    public event Action<StoreWork>? WorkArrived;

    /// <summary>Completes, with the reason, when the medium has failed: the host then stops the process, and its supervisor starts it again.</summary>
    public Task<Exception> Failed => _thread.Failed;

    /// <summary>True when the folder holds data already, so that a missing key must not be replaced by a new one.</summary>
    public static bool HasData(string folder) =>
        File.Exists(Path.Combine(folder, DataFolder.DatabaseName)) || Directory.Exists(Path.Combine(folder, DataFolder.AttachmentsName))
        || Directory.Exists(Path.Combine(folder, RestorePlan.NewName));

    /// <summary>Opens or makes the data of a folder.</summary>
    /// <exception cref="StoreOpenException">One of its kinds, with a message for the operator.</exception>
    public static async Task<LiteDbStore> OpenAsync(LiteDbStoreOptions options, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        var folder = DataFolder.Open(options.Folder);
        try
        {
            RestorePlan.Finish(folder);
            AttachmentFolder.CleanUp(folder.Attachments);
            var thread = await LiteDbThread.StartAsync(() => OpenSession(options, folder, 0), options.BatchLimit).ConfigureAwait(false);
            var store = new LiteDbStore(options, folder, thread);
            _ = store.LogFailureAsync();
            return store;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folder.Dispose();
            throw new DataFolderUnwritableException($"The data folder {folder.Root} cannot be written: {e.Message}", e);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _thread.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static LiteSession OpenSession(LiteDbStoreOptions options, DataFolder folder, long after)
    {
        LiteFile? file = null;
        try
        {
            if (options.Streams == null)
                EnsureDatabase(folder, options.Sealer);
            file = options.Streams?.Invoke() is var (data, log) ? LiteFile.Open(data, log) : LiteFile.Open(folder.Database);
            var session = new LiteSession(file, Schema.Prepare(file, folder.Database, options.Sealer, after));
            session.Load();
            return session;
        }
        catch (StoreOpenException)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception e)
        {
            try
            {
                file?.Dispose();
            }
            catch (MediumException)
            {
                // What broke first is what is told.
            }

            if (e is MediumException { InnerException: UnauthorizedAccessException })
                throw new DataFolderUnwritableException($"{folder.Database} cannot be written: {e.Message}", e);
            throw new DataDamagedException($"{folder.Database} cannot be read: {e.Message} Restore the last backup.", e);
        }
    }

    // Made under another name and renamed: LiteDB takes a file shorter than a page for a new one and writes over it, so such a file must never be
    // anything but damaged.
    private static void EnsureDatabase(DataFolder folder, Sealer sealer)
    {
        if (File.Exists(folder.Database))
        {
            if (new FileInfo(folder.Database).Length < LiteFile.PageSize)
                throw new DataDamagedException($"{folder.Database} is cut off. Restore the last backup.");
            return;
        }

        // A log without its data file would be replayed into the new one.
        if (File.Exists(folder.Log) && new FileInfo(folder.Log).Length > 0)
            throw new DataDamagedException($"{folder.Database} is missing although {folder.Log} is there. Restore a backup, or move the log away to start with nothing.");
        var first = folder.At("danvan-first.db");
        var log = LiteFile.LogOf(first);
        File.Delete(first);
        File.Delete(log);
        using (var file = LiteFile.Open(first))
            Schema.Prepare(file, first, sealer);
        File.Delete(log);
        Durable.Flush(first);
        File.Move(first, folder.Database);
        DurableFolder.Flush(folder.Root);
    }

    private long Now => _options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<T> RunAsync<T>(WorkMode mode, Func<LiteSession, T> work, CancellationToken ct)
    {
        try
        {
            return await _thread.RunAsync(mode, work, ct).ConfigureAwait(false);
        }
        catch (MediumException e)
        {
            throw new StoreUnavailableException("The store has failed.", e);
        }
    }

    // Not on the owner thread, and no handler can spoil the answer of a change that is durable.
    private void Hint(StoreWork work, bool really = true)
    {
        if (!really)
            return;
        try
        {
            WorkArrived?.Invoke(work);
        }
        catch (Exception e)
        {
            _options.Log.LogError(e, "A listener to store work threw.");
        }
    }

    private async Task LogFailureAsync()
    {
        var reason = await _thread.Failed.ConfigureAwait(false);
        _options.Log.LogCritical(reason, "The store has failed; the process must be started again.");
    }

    private byte[] Seal(string kind, LaneKey place, string text) => _sealer.Seal(kind, place.Key, text);

    private byte[] Seal(string kind, string office, string id, string text) => _sealer.Seal(kind, Keys.Of(office, id), text);

    private string Open(string kind, string key, byte[] box)
    {
        try
        {
            return _sealer.Open(kind, key, box);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"A sealed {kind} cannot be opened: the data was changed from outside.", e);
        }
    }

    private string? OpenOrNull(string kind, string key, byte[]? box) => box == null ? null : Open(kind, key, box);
}
