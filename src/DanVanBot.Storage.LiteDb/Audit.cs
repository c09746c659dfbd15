using System.Security.Cryptography;
using DanVanBot.Core.Storage;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// Reads every row of a closed copy: every box opens in its place, and rows that belong together are there together. LiteDB has no checksums of its own.
/// </summary>
internal static class Audit
{
    /// <exception cref="InvalidDataException">What is wrong first.</exception>
    public static void Check(string path, Sealer sealer)
    {
        try
        {
            using var file = LiteFile.Open(path);
            Check(file, path, sealer);
        }
        catch (StoreOpenException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
        catch (MediumException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is damaged: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Check(string, Sealer)" />
    public static void Check(LiteFile file, string name, Sealer sealer)
    {
        if (Schema.Attach(file, name, sealer) == 0)
            throw new InvalidDataException($"{Path.GetFileName(name)} is empty.");
        Boxes(file, sealer);
        Relations(file);
    }

    private static void Boxes(LiteFile file, Sealer sealer)
    {
        void Each(string table, string field, Func<BsonDocument, string> kind, Func<BsonDocument, string> key) => file.Scan(table, row =>
        {
            if (row.Box(field) is not { } box)
                return;
            try
            {
                sealer.OpenBytes(kind(row), key(row), box);
            }
            catch (CryptographicException e)
            {
                throw new InvalidDataException($"A row of {table} cannot be opened.", e);
            }
        });

        static string Id(BsonDocument row) => row.Text("_id");
        static string MailId(BsonDocument row) => Keys.Of(row.Text("o"), row.Text("i"));
        Each(Schema.Mail, "b", _ => Place.Mail, MailId);
        Each(Schema.Dead, "b", _ => Place.Mail, MailId);
        Each(Schema.Dead, "r", _ => Place.Reason, MailId);
        Each(Schema.Lanes, "s", _ => Place.State, Id);
        Each(Schema.Doors, "a", _ => Place.Address, Id);
        Each(Schema.Outbox, "b", _ => Place.Outbox, Id);
        Each(Schema.Outbox, "r", _ => Place.Reason, Id);
        Each(Schema.Ended, "r", _ => Place.Reason, Id);
        Each(Schema.Fetches, "b", _ => Place.Fetch, Id);
        Each(Schema.Timers, "b", _ => Place.Mail, row => Keys.Of(Keys.Office(Id(row)), Place.TimerMail(Keys.Id(Id(row)), row.Long("d"))));
        Each(Schema.Records, "b", row => Place.Record(Keys.Kind(Id(row))), row => Keys.Of(Keys.Office(Id(row)), Keys.RecordId(Id(row))));
    }

    private static void Relations(LiteFile file)
    {
        var entries = new HashSet<string>(StringComparer.Ordinal);
        file.Scan(Schema.RecordKeys, row => entries.Add(Convert.ToHexString(row["_id"].AsBinary)));
        file.Scan(Schema.Records, row =>
        {
            var id = row.Text("_id");
            foreach (var key in LiteSession.KeysOf(row))
            {
                if (!entries.Remove(Convert.ToHexString(
                    Keys.Entry(Keys.Office(id), Keys.Kind(id), key.Name, System.Text.Encoding.UTF8.GetBytes(key.Value), Keys.RecordId(id)))))
                {
                    throw new InvalidDataException("A record is not listed under one of its keys.");
                }
            }
        });
        if (entries.Count > 0)
            throw new InvalidDataException("A key lists a record that does not have it.");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        file.Scan(Schema.Seen, row => seen.Add(row.Text("_id")));
        file.Scan(Schema.Mail, row =>
        {
            if (!seen.Contains(Keys.Of(row.Text("o"), row.Text("i"))))
                throw new InvalidDataException("Mail waits whose id was not noted.");
        });

        var ended = new HashSet<string>(StringComparer.Ordinal);
        file.Scan(Schema.Ended, row => ended.Add(row.Text("_id")));
        file.Scan(Schema.Outbox, row =>
        {
            if (ended.Contains(row.Text("_id")))
                throw new InvalidDataException("A message both waits and has ended.");
        });
    }
}
