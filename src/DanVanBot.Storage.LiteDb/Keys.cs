using System.Text;
using LiteDB;

namespace DanVanBot.Storage.LiteDb;

/// <summary>A lane of an office.</summary>
internal readonly record struct LaneKey(string Office, string Lane) : IComparable<LaneKey>
{
    public string Key => Keys.Of(Office, Lane);

    public string Channel => Lane[..Lane.IndexOf(':', StringComparison.Ordinal)];

    public int CompareTo(LaneKey other)
    {
        var order = string.CompareOrdinal(Lane, other.Lane);
        return order != 0 ? order : string.CompareOrdinal(Office, other.Office);
    }
}

/// <summary>Ids of rows. The separator is a control character, which no part may hold, so no two different lists of parts make the same key.</summary>
internal static class Keys
{
    private const char Separator = '\u0001';

    public static string Of(string office, string id) => office + Separator + id;

    public static string Of(string office, string kind, string id) => office + Separator + kind + Separator + id;

    /// <summary>The second part of a key of two.</summary>
    public static string Id(string key) => key[(key.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    /// <summary>The second part of a key of three.</summary>
    public static string Kind(string key) => key.Split(Separator)[1];

    /// <summary>The third part of a key of three.</summary>
    public static string RecordId(string key) => key.Split(Separator)[2];

    public static string Office(string key) => key[..key.IndexOf(Separator, StringComparison.Ordinal)];

    /// <summary>
    /// Entry of a record under one of its keys, as bytes: LiteDB compares strings by UTF-16 units, the contract says bytes. The separator is 0,
    /// below everything a value may hold, so entries sort by value first and by record second.
    /// </summary>
    public static byte[] Entry(string office, string kind, string name, ReadOnlySpan<byte> value, string id)
    {
        var low = EntryPrefix(office, kind, name);
        var entry = new byte[low.Length + value.Length + 1 + id.Length];
        low.CopyTo(entry, 0);
        value.CopyTo(entry.AsSpan(low.Length));
        Encoding.ASCII.GetBytes(id, entry.AsSpan(low.Length + value.Length + 1));
        return entry;
    }

    public static byte[] EntryPrefix(string office, string kind, string name) => Encoding.ASCII.GetBytes($"{office}\0{kind}\0{name}\0");

    /// <summary>The id of the record an entry stands for.</summary>
    public static string RecordOf(ReadOnlySpan<byte> entry) => Encoding.ASCII.GetString(entry[(entry.LastIndexOf((byte)0) + 1)..]);

    public static byte[] Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => [.. left, .. right];
}

/// <summary>Short ways to read rows.</summary>
internal static class RowExtensions
{
    public static string Text(this BsonDocument row, string field) => row[field].AsString;

    public static string? TextOrNull(this BsonDocument row, string field) => row[field] is { IsString: true } value ? value.AsString : null;

    public static long Long(this BsonDocument row, string field) => row[field] is { IsNumber: true } value ? value.AsInt64 : 0;

    public static int Int(this BsonDocument row, string field) => (int)row.Long(field);

    public static bool Flag(this BsonDocument row, string field) => row[field] is { IsBoolean: true } value && value.AsBoolean;

    public static byte[]? Box(this BsonDocument row, string field) => row[field] is { IsBinary: true } value ? value.AsBinary : null;

    public static BsonValue OrNull(this string? text) => text == null ? BsonValue.Null : new BsonValue(text);

    public static BsonValue OrNull(this byte[]? box) => box == null ? BsonValue.Null : new BsonValue(box);
}
