using System.Globalization;
using System.Runtime.InteropServices;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>The text of a PDF. One without text (a scan) is refused: what is not read must not look read.</summary>
internal static class PdfText
{
    private const int MostPages = 500;
    private const int MostLetters = 3_000_000;
    private const int FewestLetters = 12;

    public static FileText Read(ReadOnlyMemory<byte> content)
    {
        var filters = new PdfFilterLimits();
        try
        {
            using var pdf = PdfDocument.Open(MemoryMarshal.TryGetArray(content, out var bytes) && bytes.Offset == 0 && bytes.Count == bytes.Array!.Length ? bytes.Array : content.ToArray(),
                new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters });
            return Read(pdf, filters);
        }
        catch (RefusedFileException)
        {
            throw;
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new RefusedFileException(RefusalReason.Encrypted, "The PDF is protected by a password. Save it without one.", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            filters.ThrowIfExceeded();
            // The library throws whatever its parser stumbled over; for the operator it is one thing.
            throw new RefusedFileException(RefusalReason.Damaged, "The PDF is cut off or damaged and cannot be read.", e);
        }
    }

    private static FileText Read(PdfDocument pdf, PdfFilterLimits filters)
    {
        if (pdf.NumberOfPages == 0) throw new RefusedFileException(RefusalReason.Damaged, "The PDF has no pages.");
        if (pdf.NumberOfPages > MostPages)
            throw new RefusedFileException(RefusalReason.TooLarge, $"The PDF has more than {MostPages.ToString(CultureInfo.InvariantCulture)} pages.");
        var pages = new List<PdfPageText>();
        var pictures = new List<int>();
        long letters = 0;
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            var page = pdf.GetPage(number);
            filters.ThrowIfExceeded();
            letters += page.Letters.Count;
            if (letters > MostLetters) throw new RefusedFileException(RefusalReason.TooLarge, "The PDF holds more text than a document.");
            if (page.Letters.Count(l => !string.IsNullOrWhiteSpace(l.Value)) < FewestLetters && page.GetImages().Any()) pictures.Add(number);
            pages.Add(PdfPageText.Of(page));
        }

        if (letters < FewestLetters || pictures.Count == pages.Count)
            throw new RefusedFileException(RefusalReason.Scanned, "The PDF holds pictures of pages and no text (a scan). Run text recognition (OCR) over it first, or import the Word file it was printed from.");
        if (pictures.Count > 0)
        {
            throw new RefusedFileException(RefusalReason.Scanned,
                $"Page {string.Join(", ", pictures)} of the PDF is a picture without text (a scan). Run text recognition (OCR) over the file first, so that nothing is missed.");
        }

        return PdfLayout.Read(pages);
    }
}
