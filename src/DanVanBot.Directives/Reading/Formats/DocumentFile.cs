using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>
/// Reads a document from the bytes of its file: plain text, Markdown, Word (.docx) or PDF with text. What it is, its first bytes say, not its name.
/// Pure: no file, no network and no clock is touched, so it may run in a step, and links in a file are never followed. Never throws on odd input.
/// </summary>
public static class DocumentFile
{
    /// <summary>Largest file taken, in bytes. A letter of hundreds of pages with its text is far below.</summary>
    public const int Largest = 25 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="fileName">The name citations will carry; folders are dropped.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="options">What an operator has explicitly allowed.</param>
    public static ReadResult Read(string fileName, ReadOnlyMemory<byte> content, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        try
        {
            return DirectiveReader.Read(fileName, Extract(content), options);
        }
        catch (RefusedFileException e)
        {
            return ReadResult.Refused(e.Reason, e.Message);
        }
    }

    /// <exception cref="RefusedFileException">The file is none of the kinds taken, or harmful.</exception>
    internal static FileText Extract(ReadOnlyMemory<byte> content)
    {
        if (content.Length > Largest) throw TooLarge();
        var bytes = content.Span;
        if (bytes.IsEmpty) throw new RefusedFileException(RefusalReason.Empty, "The file is empty.");
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8)) return DocxText.Read(content);
        // The mark of a PDF may stand after a few bytes of something else.
        if (bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && !LooksLikeText(bytes)) return PdfText.Read(content);
        if (bytes.StartsWith("%PDF-"u8)) return PdfText.Read(content);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) throw OldOffice(bytes);
        if (bytes.StartsWith("{\\rtf"u8)) throw new RefusedFileException(RefusalReason.OldFormat, "This is a rich text file (RTF). Save it as .docx.");
        return new FileText(Decode(bytes), TextShape.Lines, []);
    }

    private static RefusedFileException TooLarge() =>
        new(RefusalReason.TooLarge, $"The file is larger than {(Largest / 1024 / 1024).ToString(CultureInfo.InvariantCulture)} MB.");

    private static bool LooksLikeText(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) < 0 && bytes.IndexOf("\nendobj"u8) < 0;

    /// <summary>A compound file: Word until 2003, or any Office file behind a password.</summary>
    private static RefusedFileException OldOffice(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
            ? new RefusedFileException(RefusalReason.Encrypted, "The file is protected by a password. Save it without one.")
            : new RefusedFileException(RefusalReason.OldFormat, "This is a file of Word before 2007 (.doc) or of another old Office program. Save it as .docx.");

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Utf16(bytes[2..], BinaryPrimitives.ReadInt16LittleEndian);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Utf16(bytes[2..], BinaryPrimitives.ReadInt16BigEndian);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw KnownBinary(bytes) is { } kind
                ? new RefusedFileException(RefusalReason.Binary, $"this is no text in UTF-8 ({kind}). A document is taken as .txt, .md, .docx or .pdf with text.")
                : new RefusedFileException(RefusalReason.OldEncoding, "this is no text in UTF-8 (application/octet-stream). If it is Vietnamese in an old font code (TCVN3, VNI, Windows-1258), turn it into Unicode first.");
        }
    }

    private delegate short ReadUnit(ReadOnlySpan<byte> from);

    private static string Utf16(ReadOnlySpan<byte> bytes, ReadUnit read)
    {
        if (bytes.Length % 2 != 0) throw new RefusedFileException(RefusalReason.Damaged, "The file begins as text in UTF-16 and ends in half a letter: it is cut off.");
        var text = new StringBuilder(bytes.Length / 2);
        for (var i = 0; i < bytes.Length; i += 2) text.Append((char)read(bytes[i..]));
        return text.ToString();
    }

    private static string? KnownBinary(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return "image/png";
        if (bytes.StartsWith("GIF8"u8)) return "image/gif";
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return "image/tiff";
        if (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8)) return "video or picture of a telephone";
        return bytes[..Math.Min(bytes.Length, 4096)].IndexOf((byte)0) >= 0 ? "binary data" : null;
    }
}
