using System.Text;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>The limits of the contract, refused at the door: LiteDB fails inside an insert at index keys above 1,023 bytes.</summary>
internal static class Check
{
    public const int BodyLimit = 1 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Office(OfficeId office)
    {
        var value = office.Value;
        var fits = value is { Length: > 0 and <= 64 } && value[0] != '.' && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return fits ? value! : throw new ArgumentException("An office id has 1 to 64 of A-Z a-z 0-9 . _ - and does not start with a dot.");
    }

    public static string Id(string? value, string what, int limit = 200)
    {
        var fits = value is { Length: > 0 } && value.Length <= limit && value.All(c => c is >= ' ' and <= '~');
        return fits ? value! : throw new ArgumentException($"{what} must have 1 to {limit} printable ASCII characters.");
    }

    public static string Name(string? value, string what) => Id(value, what, 64);

    public static LaneKey Lane(OfficeId office, LaneId lane)
    {
        var value = Id(lane.Value, "A lane");
        return value.IndexOf(':', StringComparison.Ordinal) > 0 ? new(Office(office), value) : throw new ArgumentException("A lane has the form channel:name.");
    }

    public static LaneKey ChatLane(OfficeId office, LaneId lane)
    {
        var key = Lane(office, lane);
        return lane.IsSystem ? throw new ArgumentException("A system lane has no channel.") : key;
    }

    public static string Body(string? body, string what)
    {
        ArgumentNullException.ThrowIfNull(body, what);
        return Encoding.UTF8.GetByteCount(body) <= BodyLimit ? body : throw new ArgumentException($"{what} is larger than 1 MB.");
    }

    public static byte[] KeyValue(string? value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Any(c => c < ' '))
            throw new ArgumentException("The value of a key holds no control characters.");
        try
        {
            var bytes = Strict.GetBytes(value);
            return bytes.Length <= 300 ? bytes : throw new ArgumentException("The value of a key has at most 300 bytes.");
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The value of a key is no valid text.");
        }
    }

    public static int Between(int value, int low, int high, string what) =>
        value >= low && value <= high ? value : throw new ArgumentOutOfRangeException(what, value, $"{what} must be {low} to {high}.");
}
