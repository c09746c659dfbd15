namespace DanVanBot.Core.Delivery;

/// <summary>What a file is by its first bytes; what a sender says of it is not believed.</summary>
public static class FileKind
{
    private static readonly (byte[] Head, int At, string Type)[] Kinds =
    [
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], 0, "image/png"),
        ("GIF8"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("ftypheic"u8.ToArray(), 4, "image/heic"),
        ("%PDF"u8.ToArray(), 0, "application/pdf"),
        ("OggS"u8.ToArray(), 0, "audio/ogg"),
        ("ftyp"u8.ToArray(), 4, "video/mp4"),
        ([(byte)'P', (byte)'K', 3, 4], 0, "application/zip"),
    ];

    /// <summary>A content type, or "application/octet-stream".</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        foreach (var (head, at, type) in Kinds)
        {
            if (content.Length >= at + head.Length && content.Slice(at, head.Length).SequenceEqual(head))
                return type;
        }

        return "application/octet-stream";
    }

    /// <summary>How a file without a name ends, with the dot: a phone opens a voice note only by its ending. Empty where nothing is known.</summary>
    public static string ExtensionOf(string? contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "image/heic" => ".heic",
        "application/pdf" => ".pdf",
        "audio/ogg" => ".ogg",
        "video/mp4" => ".mp4",
        _ => "",
    };
}
