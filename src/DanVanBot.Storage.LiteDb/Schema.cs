using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// The tables and what their short field names mean (they are stored with every row). Instants are Unix milliseconds.
/// </summary>
internal static class Schema
{
    /// <summary>Of the files this program writes. Forward only: a newer one is refused, an older one is migrated at start.</summary>
    public const int Version = 1;

    /// <summary>Waiting mail by seq: o office, l lane, i id, b body, t accepted (as the sender says), a taken in (by our clock), f failures, n next try.</summary>
    public const string Mail = "mail";

    /// <summary>Ids accepted by (office, id): t when.</summary>
    public const string Seen = "seen";

    /// <summary>Dead letters by seq: o, l, i, b, a, f, r reason (sealed), s accepted (as the sender says; a in older rows), t when.</summary>
    public const string Dead = "dead";

    /// <summary>States by (office, lane): s.</summary>
    public const string Lanes = "lanes";

    /// <summary>Addresses by (office, lane): a sealed, h keyed hash (tells that it is still the same without opening it).</summary>
    public const string Doors = "doors";

    /// <summary>Records by (office, kind, id): v version, b body, k keys as [name, value, unique].</summary>
    public const string Records = "records";

    /// <summary>Entries by bytes (office, kind, name, value, id): u unique.</summary>
    public const string RecordKeys = "keys";

    /// <summary>Last version v of deleted records by (office, kind, id): t when.</summary>
    public const string Gone = "gone";

    /// <summary>Rows not ended by (office, id): q seq, l lane, b body, p policy, u urgency, n not before, w tried, g sending, k attempt, e edits, r reason.</summary>
    public const string Outbox = "outbox";

    /// <summary>Rows ended by (office, id): s state, k attempt, m message id, e edits, r reason, t when.</summary>
    public const string Ended = "ended";

    /// <summary>Files to fetch by (office, id): q seq, l lane, b reference, n not before, g open, k attempt.</summary>
    public const string Fetches = "fetches";

    /// <summary>Fetches over by (office, id): t when.</summary>
    public const string Fetched = "fetched";

    /// <summary>By (office, id): l lane, d due, b body (sealed as the mail it becomes).</summary>
    public const string Timers = "timers";

    /// <summary>Numbers given by (office, counter, owner): n.</summary>
    public const string Serials = "serials";

    /// <summary>Last numbers by (office, counter): n.</summary>
    public const string Counters = "counters";

    /// <summary>schema: v. key: i key id, c check value. run: n how often this data was opened.</summary>
    public const string Meta = "meta";

    private static readonly (string Table, string? Index)[] Tables =
    [
        (Mail, null), (Seen, "t"), (Dead, "t"), (Lanes, null), (Doors, null), (Records, null), (RecordKeys, null), (Gone, "t"), (Outbox, null),
        (Ended, "t"), (Fetches, null), (Fetched, "t"), (Timers, null), (Serials, null), (Counters, null), (Meta, null),
    ];

    // One entry a version: what turns data of the version before into it. It runs in one transaction on the owner thread.
    private static readonly Dictionary<int, Action<LiteFile>> Migrations = [];

    /// <summary>Makes what is missing, checks version and key, migrates, and counts the run. All of it durable when it returns.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="sealer">The key.</param>
    /// <param name="after">The run goes above this one as well: that of the data which a restore replaced.</param>
    /// <returns>The number of this run: part of every seq and token, so that none of an earlier run comes again.</returns>
    public static long Prepare(LiteFile file, string name, Sealer sealer, long after = 0)
    {
        var version = Attach(file, name, sealer);
        file.Begin();
        for (var next = version + 1; version > 0 && next <= Version; next++)
            Migrations[next](file);
        var run = Math.Max(after, file.Find(Meta, "run")?.Long("n") ?? 0) + 1;
        file.Upsert(Meta, new BsonDocument { ["_id"] = "run", ["n"] = run });
        file.Upsert(Meta, new BsonDocument { ["_id"] = "schema", ["v"] = Version });
        if (!file.Has(Meta, "key"))
            file.Insert(Meta, new BsonDocument { ["_id"] = "key", ["i"] = sealer.KeyId, ["c"] = sealer.Seal("check", "key", "DanVanBot") });
        file.Commit();
        file.Checkpoint();
        return run;
    }

    /// <summary>Makes the tables known, and refuses data of a newer program or another key before it touches them.</summary>
    /// <returns>The version of the data, 0 for a new file.</returns>
    public static int Attach(LiteFile file, string name, Sealer sealer)
    {
        file.Ensure(Meta, null);
        var version = file.Find(Meta, "schema")?.Int("v") ?? 0;
        if (version > Version)
            throw new DataTooNewException($"{name} has format {version}, this program knows up to {Version}. Use the program that wrote it, or a newer one.");
        CheckKey(file, name, sealer);
        foreach (var (table, index) in Tables)
            file.Ensure(table, index);
        return version;
    }

    private static void CheckKey(LiteFile file, string name, Sealer sealer)
    {
        if (file.Find(Meta, "key") is not { } check)
            return;
        try
        {
            sealer.Open("check", "key", check.Box("c"));
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new WrongKeyException($"{name} was sealed under key {check.Text("i")}; the key file holds key {sealer.KeyId}.", e);
        }
    }
}
