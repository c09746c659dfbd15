using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// What a step reads through: every record read by id is remembered with its version, and the step's own writes are seen.
/// A step is synchronous, so reads wait for the store on the worker thread that runs the step. Not thread-safe: one view a step.
/// </summary>
public sealed class StepView(IBotStore store, OfficeId office)
{
    private readonly Dictionary<(string Kind, string Id), StoreRecord?> _read = [];
    private readonly Dictionary<(string Kind, string Id), RecordWrite> _written = [];
    private readonly List<(string Kind, string Id)> _order = [];

    /// <summary>The office every key belongs to.</summary>
    public OfficeId Office => office;

    /// <summary>Every record read, with its version then.</summary>
    public IReadOnlyList<ReadStamp> Reads => [.. _read.Select(r => new ReadStamp(r.Key.Kind, r.Key.Id, r.Value?.Version ?? 0))];

    /// <summary>Every record written, in order of its first write.</summary>
    public IReadOnlyList<RecordWrite> Writes => [.. _order.Select(k => _written[k])];

    /// <summary>One record, as the store or this step has it.</summary>
    public StoreRecord? Get(string kind, string id)
    {
        if (_written.TryGetValue((kind, id), out var write))
            return write is RecordWrite.Put put ? new StoreRecord(kind, id, 0, put.Body, put.Keys) : null;
        if (_read.TryGetValue((kind, id), out var known))
            return known;
        var record = store.GetAsync(office, kind, id).GetAwaiter().GetResult();
        _read[(kind, id)] = record;
        return record;
    }

    /// <summary>A page for showing. It does not see this step's own writes and the commit does not check it.</summary>
    public RecordPage List(RecordQuery query) => store.ListAsync(query with { Office = office }).GetAwaiter().GetResult();

    /// <summary>The content of a kept file; null when there is none. It never changes under its name, so the commit need not check it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ReadOnlyMemory<byte>? Attachment(string name) => store.GetAttachmentAsync(office, name).GetAwaiter().GetResult();

    /// <summary>A number of the office, the same for the same owner.</summary>
    public long Serial(string counter, string owner) => store.SerialAsync(office, counter, owner).GetAwaiter().GetResult();

    /// <summary>Writes a record. It is read first, so that the commit refuses to overwrite what somebody else wrote meanwhile.</summary>
    public void Put(string kind, string id, string body, IReadOnlyList<IndexKey> keys)
    {
        Get(kind, id);
        Note(new RecordWrite.Put(kind, id, body, keys));
    }

    /// <summary>Deletes a record.</summary>
    public void Delete(string kind, string id)
    {
        Get(kind, id);
        Note(new RecordWrite.Delete(kind, id));
    }

    private void Note(RecordWrite write)
    {
        if (!_written.ContainsKey((write.Kind, write.Id)))
            _order.Add((write.Kind, write.Id));
        _written[(write.Kind, write.Id)] = write;
    }
}
