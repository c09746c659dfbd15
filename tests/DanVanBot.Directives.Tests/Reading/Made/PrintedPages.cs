using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Pages set line by line, each line where the test wants it. Points, from the lower left corner.</summary>
internal sealed class PrintedPages : IDisposable
{
    private readonly PdfDocumentBuilder _pdf = new();
    private readonly PdfDocumentBuilder.AddedFont _font;
    private PdfPageBuilder _page;

    public PrintedPages()
    {
        _font = _pdf.AddTrueTypeFont(PdfFile.Font());
        _page = _pdf.AddPage(595, 842);
    }

    public PrintedPages Page()
    {
        _page = _pdf.AddPage(595, 842);
        return this;
    }

    public PrintedPages Put(double x, double y, string text)
    {
        _page.AddText(text, 12, new PdfPoint(x, y), _font);
        return this;
    }

    /// <summary>Lines under each other from <paramref name="y"/> down.</summary>
    public PrintedPages Put(double x, double y, double step, params string[] lines)
    {
        for (var i = 0; i < lines.Length; i++) Put(x, y - (i * step), lines[i]);
        return this;
    }

    public byte[] Build() => _pdf.Build();

    public void Dispose() => _pdf.Dispose();
}
