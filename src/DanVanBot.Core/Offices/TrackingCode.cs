using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DanVanBot.Core.Offices;

/// <summary>
/// A code as people read it on the telephone: <c>DP-26-7K3F9Q</c>: two letters, the year, five characters from a permuted counter and one check character,
/// over Crockford's 32 symbols (no I, L, O, U). The check character is a weighted sum over GF(32) of everything before it, letters and year included, with a
/// weight of its own for each place: it finds every single wrong character and every two swapped ones, neighbours or not.
/// It is not a secret: who may see what it names is checked elsewhere.
/// </summary>
public readonly record struct TrackingCode
{
    /// <summary>The symbols, in order of their value.</summary>
    public const string Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Places = 10; // two letters, two digits, five symbols, the check symbol
    private static readonly SearchValues<char> Known = SearchValues.Create(Symbols);
    private static readonly byte[] Powers = BuildPowers();

    private TrackingCode(string letters, string year, string tail)
    {
        Letters = letters;
        Year = year;
        Tail = tail;
    }

    /// <summary>Two letters A to Z.</summary>
    public string Letters { get; }

    /// <summary>Two digits.</summary>
    public string Year { get; }

    /// <summary>Five symbols and the check symbol.</summary>
    public string Tail { get; }

    /// <summary>The code of a number.</summary>
    /// <param name="letters">Two letters A to Z.</param>
    /// <param name="year">The year; its last two digits are shown.</param>
    /// <param name="serial">1 to 2^25, from a counter of its own for each letters and year.</param>
    /// <param name="permutation">Of this office.</param>
    public static TrackingCode Make(string letters, int year, long serial, CodePermutation permutation)
    {
        if (letters.Length != 2 || !letters.All(char.IsAsciiLetterUpper))
            throw new ArgumentException("Two letters A to Z are expected.", nameof(letters));
        if (serial is < 1 or > CodePermutation.Size)
            throw new ArgumentOutOfRangeException(nameof(serial), serial, "The codes of this year are used up.");
        var number = permutation.Apply((int)(serial - 1));
        var yy = (year % 100).ToString("00", CultureInfo.InvariantCulture);
        Span<char> tail = stackalloc char[6];
        for (var i = 4; i >= 0; i--)
        {
            tail[i] = Symbols[number & 31];
            number >>= 5;
        }

        tail[5] = CheckSymbol(letters, yy, tail[..5]);
        return new TrackingCode(letters, yy, new string(tail));
    }

    /// <summary>
    /// Reads what somebody typed: any case, O for 0, I or L for 1, with or without dashes and blanks, in groups ("dp 26 7k3 f9q"), also the last six
    /// characters alone, which stand for <paramref name="letters"/> and the one year of this decade up to <paramref name="year"/> that the check character fits.
    /// </summary>
    /// <param name="typed">As typed.</param>
    /// <param name="letters">Letters of a code typed without them.</param>
    /// <param name="year">The present year.</param>
    /// <param name="code">The code.</param>
    /// <returns>False when it is none, mistyped ones included.</returns>
    public static bool TryParse(string? typed, string letters, int year, [NotNullWhen(true)] out TrackingCode? code)
    {
        code = null;
        if (typed is null || typed.Length > 40)
            return false;
        Span<char> kept = stackalloc char[Places];
        var count = 0;
        foreach (var c in typed)
        {
            if (c is ' ' or '-' or '.' or '_' or '\u00A0' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212')
                continue;
            var upper = char.ToUpperInvariant(c);
            if (!char.IsAsciiLetterOrDigit(upper) || count == Places)
                return false;
            kept[count++] = upper;
        }

        if (count == Places)
            return TryRead(new string(kept[..2]), new string(kept[2..4]), kept[4..], out code);
        if (count != 6 || letters.Length == 0)
            return false;

        // The years of one decade differ in one digit, so the check character fits one of them at most.
        for (var back = 0; back <= year % 10; back++)
        {
            if (TryRead(letters, ((year - back) % 100).ToString("00", CultureInfo.InvariantCulture), kept[..6], out code))
                return true;
        }

        return false;
    }

    /// <summary>As shown and kept: <c>DP-26-7K3F9Q</c>.</summary>
    public override string ToString() => $"{Letters}-{Year}-{Tail}";

    private static bool TryRead(string typedLetters, string typedYear, ReadOnlySpan<char> typedTail, [NotNullWhen(true)] out TrackingCode? code)
    {
        code = null;
        var letters = string.Create(2, typedLetters, static (to, from) =>
        {
            for (var i = 0; i < 2; i++)
                to[i] = from[i] switch { '0' => 'O', '1' => 'I', var c => c };
        });
        var year = string.Create(2, typedYear, static (to, from) =>
        {
            for (var i = 0; i < 2; i++)
                to[i] = Forgive(from[i]);
        });
        Span<char> tail = stackalloc char[6];
        for (var i = 0; i < 6; i++)
            tail[i] = Forgive(typedTail[i]);
        if (!letters.All(char.IsAsciiLetterUpper) || !year.All(char.IsAsciiDigit) || tail.ContainsAnyExcept(Known))
            return false;
        if (CheckSymbol(letters, year, tail[..5]) != tail[5])
            return false;
        code = new TrackingCode(letters, year, new string(tail));
        return true;
    }

    private static char Forgive(char c) => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c };

    // The sum over all places of weight times value is zero; place i has the weight a^i, the check symbol 1.
    private static char CheckSymbol(string letters, string year, ReadOnlySpan<char> five)
    {
        var sum = Times(letters[0] - 'A', 9) ^ Times(letters[1] - 'A', 8) ^ Times(year[0] - '0', 7) ^ Times(year[1] - '0', 6);
        for (var i = 0; i < 5; i++)
            sum ^= Times(Symbols.IndexOf(five[i], StringComparison.Ordinal), 5 - i);
        return Symbols[sum];
    }

    // value * a^power in GF(32) = GF(2)[x] / (x^5 + x^2 + 1), whose a = x has order 31.
    private static int Times(int value, int power)
    {
        var product = 0;
        for (var bit = 0; bit < 5; bit++)
        {
            if ((value >> bit & 1) != 0)
                product ^= Powers[bit + power];
        }

        return product;
    }

    private static byte[] BuildPowers()
    {
        var powers = new byte[31];
        var x = 1;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = (byte)x;
            x <<= 1;
            if ((x & 32) != 0)
                x ^= 0b100101;
        }

        return powers;
    }
}
