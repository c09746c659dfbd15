namespace DanVanBot.Core.Storage;

/// <summary>A key a record can be found by. Names and values are not sealed: nothing personal goes here (use <see cref="Sealer.Lookup"/>).</summary>
/// <param name="Name">Which key, short ASCII.</param>
/// <param name="Value">At most 300 bytes in UTF-8, compared by bytes; no control characters.</param>
/// <param name="Unique">At most one record of its office, kind and name has this value.</param>
public sealed record IndexKey(string Name, string Value, bool Unique = false);

/// <summary>A record of a slice.</summary>
/// <param name="Kind">The slice's name for it.</param>
/// <param name="Id">Short ASCII, at most 200 characters.</param>
/// <param name="Version">1 at first, one more with each write. A record deleted and made again soon goes on counting, so that no stamp of the old one fits the new one.</param>
/// <param name="Body">JSON; sealed at rest. Carries its own schema number where its shape can change.</param>
/// <param name="Keys">Every key it can be found by.</param>
public sealed record StoreRecord(string Kind, string Id, long Version, string Body, IReadOnlyList<IndexKey> Keys);

/// <summary>
/// Which records to list: of one kind, by id, or by one of their keys.
/// </summary>
/// <param name="Office">The office.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Key">The key's name; null lists by id. A record with several values of the key comes once for each.</param>
/// <param name="From">Smallest value, included; null from the start.</param>
/// <param name="Below">Values stay below this one; null to the end.</param>
/// <param name="Descending">Largest first.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="After">The cursor of the page before, or null.</param>
public sealed record RecordQuery(
    OfficeId Office, string Kind, string? Key = null, string? From = null, string? Below = null, bool Descending = false, int Limit = 50, string? After = null)
{
    /// <summary>Records whose key has exactly this value.</summary>
    public static RecordQuery Exactly(OfficeId office, string kind, string key, string value, int limit = 50) =>
        new(office, kind, key, value, value + "\u0001", Limit: limit);

    /// <summary>Records whose key (or id, with a null key) starts with this.</summary>
    public static RecordQuery StartingWith(OfficeId office, string kind, string? key, string prefix, int limit = 50) =>
        new(office, kind, key, prefix, prefix + "\U0010FFFF", Limit: limit);
}

/// <summary>One page.</summary>
/// <param name="Records">In the order asked for.</param>
/// <param name="Next">Cursor of the next page, null when this was the last.</param>
public sealed record RecordPage(IReadOnlyList<StoreRecord> Records, string? Next);

/// <summary>What a step read: version 0 means there was no such record.</summary>
public readonly record struct ReadStamp(string Kind, string Id, long Version);

/// <summary>A change of a record.</summary>
public abstract record RecordWrite(string Kind, string Id)
{
    /// <summary>Creates or replaces. The keys given are all the record has afterwards.</summary>
    public sealed record Put(string Kind, string Id, string Body, IReadOnlyList<IndexKey> Keys) : RecordWrite(Kind, Id);

    /// <summary>Deletes; no error when there is none.</summary>
    public sealed record Delete(string Kind, string Id) : RecordWrite(Kind, Id);
}
