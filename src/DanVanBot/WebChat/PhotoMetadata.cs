using System.Buffers.Binary;

namespace DanVanBot.WebChat;

/// <summary>
/// Takes what a camera wrote about itself, its owner and the place out of a JPEG before it is kept: a person who sends a picture of a street
/// has not agreed to send where they live. Which way is up is kept. Pixels are not touched.
/// The page does the same for the formats it can redraw; HEIC is kept as it comes.
/// </summary>
internal static class PhotoMetadata
{
    private const int Orientation = 0x0112;

    /// <summary>The picture without EXIF, XMP, IPTC and comments; the same bytes for what is no JPEG or does not read as one.</summary>
    public static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> file)
    {
        var source = file.Span;
        if (source.Length < 4 || source[0] != 0xFF || source[1] != 0xD8)
            return file;
        using var kept = new MemoryStream(source.Length);
        kept.Write(source[..2]);
        var at = 2;
        var orientation = 1;
        var hasWritten = false;
        while (at + 4 <= source.Length && source[at] == 0xFF)
        {
            var marker = source[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(source[(at + 2)..]) + 2;
            if (marker == 0xDA)
            {
                Finish(kept, orientation, ref hasWritten);
                kept.Write(source[at..EndOfPicture(source, at)]);
                return kept.ToArray();
            }

            if (length < 4 || at + length > source.Length)
                return file;
            var segment = source.Slice(at, length);
            if (marker == 0xE1)
                orientation = OrientationOf(segment[4..]) ?? orientation;
            // E0 is JFIF, E2 the colour profile, EE Adobe's colour transform: the picture looks wrong without them.
            if (marker is < 0xE0 or 0xE0 or 0xE2 or 0xEE or > 0xEF && marker != 0xFE)
            {
                if (marker != 0xE0)
                    Finish(kept, orientation, ref hasWritten, onlyWith: marker is < 0xE0);
                kept.Write(segment);
            }

            at += length;
        }

        return file;
    }

    /// <summary>Where the picture ends: what phones put behind it (a second picture, a short film) has metadata of its own.</summary>
    private static int EndOfPicture(ReadOnlySpan<byte> source, int scan)
    {
        var at = scan;
        while (at + 4 <= source.Length)
        {
            at += BinaryPrimitives.ReadUInt16BigEndian(source[(at + 2)..]) + 2;
            while (at + 1 < source.Length && (source[at] != 0xFF || source[at + 1] is 0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                at++;
            if (at + 1 < source.Length && source[at + 1] == 0xD9)
                return at + 2;
        }

        return source.Length;
    }

    private static void Finish(MemoryStream kept, int orientation, ref bool hasWritten, bool onlyWith = true)
    {
        if (hasWritten || !onlyWith || orientation == 1)
            return;
        hasWritten = true;
        kept.Write([0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]);
    }

    private static int? OrientationOf(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("Exif\0\0"u8) || data.Length < 14)
            return null;
        var tiff = data[6..];
        var isLittle = tiff[0] == (byte)'I';
        var offset = Read32(tiff[4..], isLittle);
        if (offset + 2 > (uint)tiff.Length)
            return null;
        var count = Read16(tiff[(int)offset..], isLittle);
        for (var i = 0; i < count; i++)
        {
            var entry = (long)offset + 2 + i * 12;
            if (entry + 12 > tiff.Length)
                return null;
            var field = tiff.Slice((int)entry, 12);
            if (Read16(field, isLittle) == Orientation)
                return Read16(field[8..], isLittle) is var o and >= 1 and <= 8 ? o : null;
        }

        return null;
    }

    private static ushort Read16(ReadOnlySpan<byte> b, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16BigEndian(b);

    private static uint Read32(ReadOnlySpan<byte> b, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt32BigEndian(b);
}
