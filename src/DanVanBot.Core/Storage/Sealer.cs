using System.Security.Cryptography;
using System.Text;

namespace DanVanBot.Core.Storage;

/// <summary>
/// The codec at the store's edge: AES-256-GCM under a key kept in a file outside the database, with kind and id of what is sealed as associated
/// data, so that no body can be moved to another place. Thread-safe. Sealed form: version 1, key id (4 bytes), nonce (12), tag (16), cipher text.
/// </summary>
public sealed class Sealer
{
    private const byte Version = 1;
    private const int Header = 1 + 4 + 12 + 16;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private readonly byte[] _sealing;
    private readonly byte[] _looking;
    private readonly byte[] _keyId;

    /// <param name="key">32 random bytes.</param>
    public Sealer(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32)
            throw new ArgumentException("The key must have 32 bytes.", nameof(key));
        var master = key.ToArray();
        _sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "danvanbot seal 1"u8.ToArray());
        _looking = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "danvanbot lookup 1"u8.ToArray());
        _keyId = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 4, info: "danvanbot key id 1"u8.ToArray());
    }

    /// <summary>Names the key without telling it: a backup says which key opens it.</summary>
    public string KeyId => Convert.ToHexStringLower(_keyId);

    /// <summary>Seals a text.</summary>
    public byte[] Seal(string kind, string id, string text) => Seal(kind, id, Encoding.UTF8.GetBytes(text));

    /// <summary>Seals bytes.</summary>
    public byte[] Seal(string kind, string id, ReadOnlySpan<byte> plain)
    {
        var box = new byte[Header + plain.Length];
        box[0] = Version;
        _keyId.CopyTo(box, 1);
        var nonce = box.AsSpan(5, 12);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(_sealing, 16);
        gcm.Encrypt(nonce, plain, box.AsSpan(Header), box.AsSpan(17, 16), AssociatedData(kind, id));
        return box;
    }

    /// <summary>Opens what <see cref="Seal(string, string, string)"/> made for the same kind and id.</summary>
    /// <exception cref="CryptographicException">Another key, another place, or damaged.</exception>
    public string Open(string kind, string id, ReadOnlySpan<byte> box) => Encoding.UTF8.GetString(OpenBytes(kind, id, box));

    /// <inheritdoc cref="Open" />
    public byte[] OpenBytes(string kind, string id, ReadOnlySpan<byte> box)
    {
        if (box.Length < Header || box[0] != Version)
            throw new CryptographicException("This is not something this service sealed.");
        if (!box.Slice(1, 4).SequenceEqual(_keyId))
            throw new CryptographicException($"Sealed under key {Convert.ToHexStringLower(box.Slice(1, 4))}, not {KeyId}.");
        var plain = new byte[box.Length - Header];
        using var gcm = new AesGcm(_sealing, 16);
        gcm.Decrypt(box.Slice(5, 12), box[Header..], box.Slice(17, 16), plain, AssociatedData(kind, id));
        return plain;
    }

    /// <summary>
    /// A keyed hash (HMAC-SHA-256, 130 bits in 26 characters of base 32) by which a value can be found again without being readable: telephone numbers, addresses, codes.
    /// </summary>
    public string Lookup(string purpose, string value) => Lookup(purpose, Encoding.UTF8.GetBytes(value));

    /// <inheritdoc cref="Lookup(string, string)" />
    public string Lookup(string purpose, ReadOnlySpan<byte> value)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _looking);
        hmac.AppendData(Encoding.UTF8.GetBytes(purpose));
        hmac.AppendData([0]);
        hmac.AppendData(value);
        var hash = hmac.GetHashAndReset();
        return string.Create(26, hash, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var bit = i * 5;
                var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
                text[i] = Alphabet[(pair >> (11 - bit % 8)) & 31];
            }
        });
    }

    /// <summary>The lane of a door.</summary>
    public LaneId LaneOf(OfficeId office, Door door) => new($"{door.Channel}:{Lookup("lane " + office.Value, door.Channel + " " + door.Address)}");

    private static byte[] AssociatedData(string kind, string id) => Encoding.UTF8.GetBytes(kind + "\0" + id);
}
