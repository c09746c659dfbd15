using System.Buffers;
using System.Text.Unicode;
using DanVanBot.Dialogs;

namespace DanVanBot.WebChat;

/// <summary>
/// What a file is, told from its first bytes and never from its name (plain text aside) or from what the browser says. Anything not listed is refused.
/// </summary>
/// <param name="Kind">As dialogs see it.</param>
/// <param name="ContentType">As it is served back.</param>
/// <param name="Extension">With the dot.</param>
/// <param name="Shown">The page may show it in place; otherwise it is offered for download.</param>
internal sealed record FileKind(AttachmentKind Kind, string ContentType, string Extension, bool Shown)
{
    private static readonly FileKind Jpeg = new(AttachmentKind.Photo, "image/jpeg", ".jpg", true);
    private static readonly FileKind Png = new(AttachmentKind.Photo, "image/png", ".png", true);
    private static readonly FileKind Webp = new(AttachmentKind.Photo, "image/webp", ".webp", true);
    private static readonly FileKind Gif = new(AttachmentKind.Photo, "image/gif", ".gif", true);
    private static readonly FileKind Heic = new(AttachmentKind.Photo, "image/heic", ".heic", false);
    private static readonly FileKind Pdf = new(AttachmentKind.Document, "application/pdf", ".pdf", false);

    private static readonly FileKind Docx =
        new(AttachmentKind.Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", false);

    private static readonly FileKind Xlsx =
        new(AttachmentKind.Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", false);

    private static readonly FileKind Mp4 = new(AttachmentKind.Video, "video/mp4", ".mp4", false);
    private static readonly FileKind Mov = new(AttachmentKind.Video, "video/quicktime", ".mov", false);
    private static readonly FileKind M4a = new(AttachmentKind.Voice, "audio/mp4", ".m4a", false);
    private static readonly FileKind Ogg = new(AttachmentKind.Voice, "audio/ogg", ".ogg", false);
    private static readonly FileKind Mp3 = new(AttachmentKind.Voice, "audio/mpeg", ".mp3", false);

    // Every control character but tab, line feed, form feed (a page's end) and carriage return.
    private static readonly SearchValues<byte> NoText = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(static c => c is not (9 or 10 or 12 or 13)).Select(static c => (byte)c), 127]);

    private static readonly FileKind Text = new(AttachmentKind.Document, "text/plain", ".txt", false);
    private static readonly FileKind Markdown = new(AttachmentKind.Document, "text/markdown", ".md", false);

    /// <summary>The kind of a file, or null for one that is not taken.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="name">As its sender calls it. Plain text has no mark of its own, so it must be called a text and be one; it is only ever offered for download.</param>
    public static FileKind? Of(ReadOnlySpan<byte> file, string? name = null) =>
        OfContent(file) ?? (IsText(file) ? OfName(name) : null);

    private static FileKind? OfName(string? name) =>
        name?.EndsWith(Text.Extension, StringComparison.OrdinalIgnoreCase) == true ? Text
        : name?.EndsWith(Markdown.Extension, StringComparison.OrdinalIgnoreCase) == true ? Markdown
        : null;

    private static bool IsText(ReadOnlySpan<byte> file) => file.Length > 0 && Utf8.IsValid(file) && !file.ContainsAny(NoText);

    private static FileKind? OfContent(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return Jpeg;
        if (file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png;
        if (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return Webp;
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            return Gif;
        if (file.StartsWith("%PDF-"u8))
            return Pdf;
        if (file.StartsWith("OggS"u8))
            return Ogg;
        if (file.StartsWith("ID3"u8))
            return Mp3;
        if (file.Length > 12 && file[4..].StartsWith("ftyp"u8))
            return OfBrand(file.Slice(8, 4));
        return file.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]) ? OfPackage(file) : null;
    }

    private static FileKind? OfBrand(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)
            || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
            return Heic;
        if (brand.SequenceEqual("qt  "u8))
            return Mov;
        if (brand.SequenceEqual("M4A "u8))
            return M4a;
        return brand.StartsWith("iso"u8) || brand.StartsWith("mp4"u8) || brand.SequenceEqual("avc1"u8) || brand.SequenceEqual("M4V "u8)
            || brand.StartsWith("3gp"u8) ? Mp4 : null;
    }

    // The names of a package's parts stand in clear in its directory, at the end of the file.
    private static FileKind? OfPackage(ReadOnlySpan<byte> file)
    {
        if (file.IndexOf("[Content_Types].xml"u8) < 0)
            return null;
        if (file.LastIndexOf("word/document.xml"u8) >= 0)
            return Docx;
        return file.LastIndexOf("xl/workbook.xml"u8) >= 0 ? Xlsx : null;
    }
}
