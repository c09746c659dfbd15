using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace DanVanBot.Commands;

/// <summary>A plain document for Word: A4, Times New Roman 13 as offices write, headings that its navigation shows, tables whose heading row repeats.</summary>
internal sealed class WordDocument
{
    private const string Font = "Times New Roman";
    private readonly Body _body = new();

    /// <summary>The title.</summary>
    public void Title(string text) => Add("Title", text);

    /// <summary>Begins a section.</summary>
    public void Heading(string text) => Add("Heading1", text);

    /// <summary>A paragraph; line breaks stay.</summary>
    public void Paragraph(string text) => Add(null, text);

    /// <summary>A line of a list.</summary>
    public void Bullet(string text) => Add(null, "- " + text);

    /// <summary>A table.</summary>
    public void Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [2600, 4600, 2400];
        var borders = new TableBorders(
            new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
            new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
            new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 });
        var table = new Table(
            new TableProperties(new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct }, borders),
            new TableGrid(widths.Take(headings.Count).Select(w => new GridColumn { Width = w.ToString(System.Globalization.CultureInfo.InvariantCulture) })));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        foreach (var heading in headings)
            head.Append(Cell(heading, isBold: true));
        table.Append(head);
        foreach (var row in rows)
            table.Append(new TableRow(row.Select(c => Cell(c, isBold: false))));
        _body.Append(table, new Paragraph());
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = NewStyles();
            _body.Append(new SectionProperties(
                new PageSize { Width = 11906, Height = 16838 },
                new PageMargin { Top = 1134, Bottom = 1134, Left = 1701, Right = 1134, Header = 720, Footer = 720, Gutter = 0 }));
            main.Document = new Document(_body);
        }

        return stream.ToArray();
    }

    private void Add(string? style, string text)
    {
        var paragraph = new Paragraph();
        if (style is not null)
            paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(Runs(text, isBold: false));
        _body.Append(paragraph);
    }

    private static TableCell Cell(string text, bool isBold) => new(new TableCellProperties(), new Paragraph(Runs(text, isBold)));

    private static Run Runs(string text, bool isBold)
    {
        var run = new Run();
        if (isBold)
            run.Append(new RunProperties(new Bold()));
        var isFirst = true;
        foreach (var line in Clean(text).Split('\n'))
        {
            if (!isFirst)
                run.Append(new Break());
            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
            isFirst = false;
        }

        return run;
    }

    // What XML cannot hold would make a file that Word does not open.
    private static string Clean(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                kept.Append(text[i]).Append(text[++i]);
            else if (System.Xml.XmlConvert.IsXmlChar(text[i]) && text[i] != '\r')
                kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static Styles NewStyles() => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
            new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font }, new FontSize { Val = "26" }, new Languages { Val = "vi-VN" }))),
        new Style(new StyleName { Val = "Normal" }, new StyleParagraphProperties(new SpacingBetweenLines { After = "120" })) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true },
        new Style(
            new StyleName { Val = "Title" }, new BasedOn { Val = "Normal" }, new StyleParagraphProperties(new Justification { Val = JustificationValues.Center }),
            new StyleRunProperties(new Bold(), new FontSize { Val = "30" }))
        {
            Type = StyleValues.Paragraph,
            StyleId = "Title",
        },
        new Style(
            new StyleName { Val = "heading 1" }, new BasedOn { Val = "Normal" },
            new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "240", After = "120" }, new OutlineLevel { Val = 0 }),
            new StyleRunProperties(new Bold()))
        {
            Type = StyleValues.Paragraph,
            StyleId = "Heading1",
        });
}
