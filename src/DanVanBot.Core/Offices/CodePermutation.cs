namespace DanVanBot.Core.Offices;

/// <summary>
/// A bijection of the numbers below 2^25, another one for each key: consecutive numbers come out scattered, two never the same. A balanced Feistel network
/// over 26 bits, walked until it is back below 2^25. It hides how many codes were given out from a casual look; it is not a cipher, and nothing depends on codes
/// being secret.
/// </summary>
public sealed class CodePermutation
{
    /// <summary>Numbers are below this.</summary>
    public const int Size = 1 << 25;

    private const int Half = 13;
    private const uint Mask = (1u << Half) - 1;
    private const int Rounds = 6;
    private readonly uint[] _keys = new uint[Rounds];

    /// <param name="key">Any text; the same text gives the same bijection for ever.</param>
    public CodePermutation(string key)
    {
        // FNV-1a over the key seeds splitmix64: fixed arithmetic, the same on every machine and runtime.
        var state = 14695981039346656037UL;
        foreach (var c in key)
            state = unchecked((state ^ c) * 1099511628211UL);
        for (var i = 0; i < Rounds; i++)
        {
            state = unchecked(state + 0x9E3779B97F4A7C15UL);
            var z = state;
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
            _keys[i] = (uint)(z ^ (z >> 31));
        }
    }

    /// <summary>Where a number goes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 2^25 - 1.</exception>
    public int Apply(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Size);
        var x = (uint)number;
        do
        {
            var left = x >> Half;
            var right = x & Mask;
            foreach (var key in _keys)
                (left, right) = (right, left ^ Mix(right, key));
            x = (left << Half) | right;
        }
        while (x >= Size);
        return (int)x;
    }

    private static uint Mix(uint half, uint key)
    {
        var x = unchecked((half ^ key) * 0x85EBCA6Bu);
        x ^= x >> 13;
        x = unchecked((x + key) * 0xC2B2AE35u);
        x ^= x >> 16;
        return x & Mask;
    }
}
