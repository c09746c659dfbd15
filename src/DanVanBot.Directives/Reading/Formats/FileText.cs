namespace DanVanBot.Directives.Reading.Formats;

/// <summary>What a line of an extracted text is.</summary>
internal enum TextShape
{
    /// <summary>As somebody typed or printed it: lines may be wrapped, blank lines may or may not mean anything.</summary>
    Lines,

    /// <summary>The format itself says where paragraphs end: every line is one.</summary>
    Paragraphs,
}

/// <summary>The text of a file with what its format knows of it.</summary>
/// <param name="Text">Lines in reading order; a footnote follows the paragraph that names it, as <c>&lt;sup&gt;1&lt;/sup&gt; …</c>.</param>
/// <param name="Shape">Whether lines are paragraphs.</param>
/// <param name="Margins">Text of page headers, footers and watermarks: no part of the document, but a mark of secrecy may stand there.</param>
internal sealed record FileText(string Text, TextShape Shape, IReadOnlyList<string> Margins);

/// <summary>A file is refused while it is opened. Caught where reading begins: it never leaves this assembly.</summary>
internal sealed class RefusedFileException(RefusalReason reason, string detail, Exception? inner = null) : Exception(detail, inner)
{
    public RefusalReason Reason { get; } = reason;
}
