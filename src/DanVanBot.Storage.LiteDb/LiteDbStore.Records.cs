using System.Buffers.Text;
using System.Text;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

public sealed partial class LiteDbStore
{
    /// <inheritdoc />
    public async Task<StoreRecord?> GetAsync(OfficeId office, string kind, string id, CancellationToken ct = default)
    {
        var (o, k, i) = (Check.Office(office), Check.Name(kind, "A kind"), Check.Id(id, "The id of a record"));
        var row = await RunAsync(WorkMode.Read, session => session.Get(o, k, i), ct).ConfigureAwait(false);
        return row == null ? null : Open(o, k, row);
    }

    /// <inheritdoc />
    public async Task<RecordPage> ListAsync(RecordQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (office, kind) = (Check.Office(query.Office), Check.Name(query.Kind, "A kind"));
        Check.Between(query.Limit, 1, 200, nameof(query.Limit));
        return query.Key == null
            ? await ListByIdAsync(office, kind, query, ct).ConfigureAwait(false)
            : await ListByKeyAsync(office, kind, Check.Name(query.Key, "The name of a key"), query, ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<long> SerialAsync(OfficeId office, string counter, string owner, CancellationToken ct = default)
    {
        var (o, c, w) = (Check.Office(office), Check.Name(counter, "A counter"), Check.Id(owner, "The owner of a number"));
        return RunAsync(WorkMode.Write, session => session.Serial(o, c, w), ct);
    }

    // LiteDB's ranges include both ends; what is the end itself (an excluded bound, the last row of the page before) is asked for as well and left out.
    private async Task<RecordPage> ListByIdAsync(string office, string kind, RecordQuery query, CancellationToken ct)
    {
        var after = query.After == null ? null : Encoding.ASCII.GetString(Cursor(query.After));
        var low = query.From ?? "";
        var high = query.Below ?? "\u007f";
        if (after != null && query.Descending)
            high = string.CompareOrdinal(after, high) < 0 ? after : high;
        else if (after != null)
            low = string.CompareOrdinal(after, low) > 0 ? after : low;

        var rows = await RunAsync(
            WorkMode.Read,
            session => session.ListById(office, kind, Keys.Of(office, kind, low), Keys.Of(office, kind, high), query.Descending, query.Limit + 3), ct).ConfigureAwait(false);
        rows = [.. rows.Where(row => row.Id != after && (query.Below == null || string.CompareOrdinal(row.Id, query.Below) < 0))];
        var page = rows.Take(query.Limit).Select(row => Open(office, kind, row)).ToList();
        return new RecordPage(page, rows.Count > query.Limit ? Cursor(Encoding.ASCII.GetBytes(page[^1].Id)) : null);
    }

    private async Task<RecordPage> ListByKeyAsync(string office, string kind, string key, RecordQuery query, CancellationToken ct)
    {
        var prefix = Keys.EntryPrefix(office, kind, key);
        var low = Keys.Join(prefix, Encoding.UTF8.GetBytes(query.From ?? ""));
        var high = query.Below == null ? Keys.Join(prefix, [0xff]) : Keys.Join(prefix, Encoding.UTF8.GetBytes(query.Below));
        var after = query.After == null ? null : Keys.Join(prefix, Cursor(query.After));
        if (after != null && query.Descending)
            high = after.AsSpan().SequenceCompareTo(high) < 0 ? after : high;
        else if (after != null)
            low = after.AsSpan().SequenceCompareTo(low) > 0 ? after : low;

        // No entry equals a bound made from a value: an entry has an id behind its value.
        var rows = await RunAsync(
            WorkMode.Read, session => session.ListByKey(office, kind, low, high, query.Descending, query.Limit + 2), ct).ConfigureAwait(false);
        if (after != null)
            rows.RemoveAll(row => row.Entry.AsSpan().SequenceEqual(after));
        var page = rows.Take(query.Limit).ToList();
        var next = rows.Count > query.Limit ? Cursor(page[^1].Entry.AsSpan(prefix.Length)) : null;
        return new RecordPage([.. page.Select(row => Open(office, kind, row.Record))], next);
    }

    private StoreRecord Open(string office, string kind, RecordRow row) =>
        new(kind, row.Id, row.Version, Open(Place.Record(kind), Keys.Of(office, row.Id), row.Body), row.Keys);

    // A cursor is a place in the order, not a row: rows may come and go around it.
    private static string Cursor(ReadOnlySpan<byte> place) => Base64Url.EncodeToString(place);

    private static byte[] Cursor(string cursor)
    {
        try
        {
            return Base64Url.DecodeFromChars(cursor);
        }
        catch (FormatException)
        {
            throw new ArgumentException("This is no cursor.");
        }
    }
}
