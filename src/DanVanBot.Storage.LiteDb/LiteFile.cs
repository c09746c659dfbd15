using DanVanBot.Core.Storage;
using LiteDB;
using LiteDB.Engine;

namespace DanVanBot.Storage.LiteDb;

/// <summary>The medium failed or LiteDB broke: nothing after this can be trusted, the process must stop and open the file anew.</summary>
internal sealed class MediumException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// The only class that touches <see cref="LiteDatabase"/> (a test holds this). Used by one thread at a time: LiteDB 5.0.20 corrupts files
/// when two threads work in it, reads included. Whatever comes out of LiteDB as an exception leaves as <see cref="MediumException"/>.
/// </summary>
internal sealed class LiteFile : IDisposable
{
    /// <summary>No LiteDB file is shorter.</summary>
    public const int PageSize = 8192;

    private readonly LiteDatabase _db;
    private readonly Dictionary<string, ILiteCollection<BsonDocument>> _tables = [];

    private readonly Stream _data;
    private readonly Stream _log;

    private LiteFile(LiteDatabase db, Stream data, Stream log)
    {
        _db = db;
        _data = data;
        _log = log;
    }

    /// <summary>True when something was written since <see cref="Begin"/>.</summary>
    public bool Dirty { get; private set; }

    /// <summary>Opens or makes a file, with its log beside it.</summary>
    public static LiteFile Open(string path) => Do(() =>
    {
        var data = Stream(path);
        try
        {
            var log = Stream(LogOf(path));
            try
            {
                return Open(data, () => data.Flush(flushToDisk: true), log, () => log.Flush(flushToDisk: true));
            }
            catch
            {
                log.Dispose();
                throw;
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    });

    /// <summary>For tests, on streams of theirs.</summary>
    public static LiteFile Open(Stream data, Stream log) => Do(() => Open(data, data.Flush, log, log.Flush));

    public static string LogOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    /// <summary>Makes the table and its index where they are missing: only at start, before anything else runs.</summary>
    public void Ensure(string table, string? index) => Do(() =>
    {
        var rows = _db.GetCollection(table, BsonAutoId.Int64);
        _tables[table] = rows;
        if (!_db.CollectionExists(table))
        {
            // LiteDB makes a table with its first row.
            rows.Insert(new BsonDocument { ["_id"] = "first", ["t"] = 0L });
            rows.Delete("first");
        }

        if (index != null)
            rows.EnsureIndex(index, index);
        return true;
    });

    public void Begin() => Do(() =>
    {
        Dirty = false;
        return _db.BeginTrans() ? true : throw new InvalidOperationException("A transaction was left open.");
    });

    /// <summary>
    /// Commit alone is not durable in 5.0.20: pages may still wait in the queue of its writer. The checkpoint waits for them and flushes the data file.
    /// </summary>
    public void Commit() => Do(() =>
    {
        if (!_db.Commit())
            throw new InvalidOperationException("There was no transaction to commit.");
        if (Dirty)
            _db.Checkpoint();
        Dirty = false;
        return true;
    });

    public void Rollback() => Do(() =>
    {
        _db.Rollback();
        Dirty = false;
        return true;
    });

    public void Checkpoint() => Do(() =>
    {
        _db.Checkpoint();
        return true;
    });

    public BsonDocument? Find(string table, BsonValue id) => Do(() => _tables[table].FindById(id));

    public bool Has(string table, BsonValue id) => Find(table, id) != null;

    public void Insert(string table, BsonDocument row) => Do(() =>
    {
        Dirty = true;
        _tables[table].Insert(row);
        return true;
    });

    public void Update(string table, BsonDocument row) => Do(() =>
    {
        Dirty = true;
        return _tables[table].Update(row) ? true : throw new InvalidOperationException($"A row of {table} is gone.");
    });

    public void Upsert(string table, BsonDocument row) => Do(() =>
    {
        Dirty = true;
        return _tables[table].Upsert(row);
    });

    public bool Delete(string table, BsonValue id) => Do(() =>
    {
        Dirty = true;
        return _tables[table].Delete(id);
    });

    /// <summary>Rows whose field lies between two values, both included, in its order. Always a whole list: an open cursor would keep the log alive.</summary>
    public List<BsonDocument> Range(string table, string field, BsonValue low, BsonValue high, bool descending, int limit) => Do(() =>
    {
        var found = _tables[table].Query().Where(Query.Between(field, low, high));
        return (descending ? found.OrderByDescending(field) : found.OrderBy(field)).Limit(limit).ToList();
    });

    public long Count(string table) => Do(() => _tables[table].LongCount());

    /// <summary>Every row, one after the other, in the order of ids. <paramref name="row"/> must not touch the file.</summary>
    public void Scan(string table, Action<BsonDocument> row) => Do(() =>
    {
        foreach (var each in _tables[table].Query().OrderBy("_id").ToEnumerable())
            row(each);
        return true;
    });

    public void Dispose() => Do(() =>
    {
        _db.Dispose();
        _data.Dispose();
        _log.Dispose();
        return true;
    });

    // No password (ECB, never flushed), no upgrade, no automatic rebuild (fails above 2,550 documents); compared by bytes.
    private static LiteFile Open(Stream data, Action flushData, Stream log, Action flushLog)
    {
        var orderedLog = new OrderedLog(log, flushLog);
        var orderedData = new OrderedData(data, flushData, orderedLog);
        var settings = new EngineSettings { DataStream = orderedData, LogStream = orderedLog, Collation = Collation.Binary, AutoRebuild = false, Upgrade = false };
        return new LiteFile(new LiteDatabase(new LiteEngine(settings)), orderedData, orderedLog);
    }

    private static FileStream Stream(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private static T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not StoreOpenException)
        {
            throw new MediumException(e.Message, e);
        }
    }
}
