using System.Xml.Linq;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>
/// The text of a Word file as a reader sees it: numbers that Word makes, text boxes, notes, deleted and hidden text left out. Tables that only set the head or
/// the signature in two columns are read column by column; others become one line a row. Links and pictures are never fetched.
/// </summary>
internal sealed class DocxText
{
    private const int LongestRepeated = 120;
    private const int MostColumns = 60;
    private readonly DocxNumbering _numbering;
    private readonly Dictionary<string, XElement> _notes = new(StringComparer.Ordinal);
    private readonly ReadingRules _rules = ReadingRules.Default;
    private readonly List<string> _pendingNotes = [];
    private int _noteCount;

    private DocxText(DocxNumbering numbering) => _numbering = numbering;

    public static FileText Read(ReadOnlyMemory<byte> content)
    {
        using var parts = new ZipParts(content);
        RefuseOtherKinds(parts);
        var main = MainPart(parts);
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var document = parts.Xml(main) ?? throw new RefusedFileException(RefusalReason.Damaged, "The file has no text part: it is no Word file, or damaged.");
        var reader = new DocxText(new DocxNumbering(parts.Xml(folder + "numbering.xml"), parts.Xml(folder + "styles.xml")));
        reader.TakeNotes(parts.Xml(folder + "footnotes.xml"), "f");
        reader.TakeNotes(parts.Xml(folder + "endnotes.xml"), "e");
        var body = document.Elements().FirstOrDefault(e => e.Is("body")) ?? throw new RefusedFileException(RefusalReason.Damaged, "The text part has no body.");
        var lines = new List<string>();
        reader.Container(body, lines);
        reader.FlushNotes(lines);
        return new FileText(string.Join('\n', lines), IsHardWrapped(lines) ? TextShape.Lines : TextShape.Paragraphs, Margins(parts, folder));
    }

    private static void RefuseOtherKinds(ZipParts parts)
    {
        if (parts.Names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedFileException(RefusalReason.Macros, "The file carries macros (a program). Save it as .docx without them.");
        var types = parts.Xml("[Content_Types].xml");
        if (types?.Descendants().Any(e => ((string?)e.Attribute("ContentType"))?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true) == true)
            throw new RefusedFileException(RefusalReason.Macros, "The file is of a kind that carries macros (.docm). Save it as .docx.");
        if (types is null)
        {
            throw parts.Names.Contains("mimetype", StringComparer.Ordinal)
                ? new RefusedFileException(RefusalReason.OldFormat, "This is an OpenDocument or e-book file. Save it as .docx.")
                : new RefusedFileException(RefusalReason.Binary, "This is an archive (zip), not a document. Unpack it and import the files.");
        }

        if (parts.Names.Any(n => n.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) || n.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedFileException(RefusalReason.OldFormat, "This is a spreadsheet or a presentation, not the text of a document.");
    }

    private static string MainPart(ZipParts parts)
    {
        var target = parts.Xml("_rels/.rels")?.Elements()
            .FirstOrDefault(r => ((string?)r.Attribute("Type"))?.EndsWith("/officeDocument", StringComparison.Ordinal) == true && (string?)r.Attribute("TargetMode") != "External");
        return ((string?)target?.Attribute("Target"))?.TrimStart('/') ?? "word/document.xml";
    }

    private static List<string> Margins(ZipParts parts, string folder)
    {
        var margins = new List<string>();
        foreach (var name in parts.Names.Where(n => n.StartsWith(folder + "header", StringComparison.OrdinalIgnoreCase) || n.StartsWith(folder + "footer", StringComparison.OrdinalIgnoreCase)).Take(40))
        {
            if (parts.Xml(name) is not { } part) continue;
            margins.AddRange(part.Descendants().Where(e => e.Is("p")).Select(p => string.Concat(p.Descendants().Where(e => e.Is("t")).Select(t => t.Value)).Trim()).Where(t => t.Length > 0));
            // A watermark is a drawn text.
            margins.AddRange(part.Descendants().Where(e => e.Name.LocalName == "textpath").Select(e => (string?)e.Attribute("string")).OfType<string>());
        }

        return margins;
    }

    private void TakeNotes(XElement? part, string kind)
    {
        foreach (var note in part?.Elements().Where(e => e.Is("footnote") || e.Is("endnote")) ?? [])
        {
            if (note.W("type") is null or "normal" && note.W("id") is { } id) _notes[kind + id] = note;
        }
    }

    private void FlushNotes(List<string> lines)
    {
        lines.AddRange(_pendingNotes);
        _pendingNotes.Clear();
    }

    private void Container(XElement container, List<string> lines)
    {
        foreach (var child in container.Elements())
        {
            if (child.Is("p")) Paragraph(child, lines);
            else if (child.Is("tbl")) Table(child, lines);
            else if (child.Name.LocalName == "AlternateContent") Container(Chosen(child), lines);
            else if (child.Is("sdt") || child.Is("sdtContent") || child.Is("customXml") || child.Is("ins") || child.Is("moveTo") || child.Is("smartTag")) Container(child, lines);
        }
    }

    private static XElement Chosen(XElement alternate) =>
        alternate.Elements().FirstOrDefault(e => e.Name.LocalName == "Choice") ?? alternate.Elements().FirstOrDefault() ?? alternate;

    private void Paragraph(XElement p, List<string> lines)
    {
        var text = new RunText();
        Runs(p, text, lines);
        var prefix = _numbering.Prefix(p, text.IsEmpty);
        foreach (var line in text.Lines(prefix)) lines.Add(line);
        FlushNotes(lines);
    }

    /// <summary>Text boxes stand before the paragraph they hang on: in the head of a letter they hold what is above it.</summary>
    private void Runs(XElement container, RunText text, List<string> lines)
    {
        foreach (var child in container.Elements())
        {
            if (child.Name.LocalName == "AlternateContent")
            {
                Runs(Chosen(child), text, lines);
                continue;
            }

            if (child.Name.LocalName is "drawing" or "pict" or "object" or "Choice" or "Fallback")
            {
                foreach (var box in Boxes(child)) Container(box, lines);
                continue;
            }

            if (!child.IsWord() || child.Is("del") || child.Is("moveFrom") || child.Is("pPr") || child.Is("rPr")) continue;
            if (child.Is("r")) Run(child, text, lines);
            else Runs(child, text, lines);
        }
    }

    private static IEnumerable<XElement> Boxes(XElement drawing)
    {
        foreach (var child in drawing.Elements())
        {
            if (child.Is("txbxContent")) yield return child;
            else
            {
                foreach (var box in Boxes(child.Name.LocalName == "AlternateContent" ? Chosen(child) : child)) yield return box;
            }
        }
    }

    private void Run(XElement run, RunText text, List<string> lines)
    {
        var look = run.Elements().FirstOrDefault(e => e.Is("rPr"));
        if (look.On("vanish")) return;
        var raised = look?.Elements().FirstOrDefault(e => e.Is("vertAlign"))?.W("val") == "superscript";
        var before = text.Length;
        foreach (var child in run.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "t" when child.IsWord():
                    text.Append(look.On("caps") ? child.Value.ToUpperInvariant() : child.Value);
                    break;
                case "tab" or "ptab":
                    text.Append("\t");
                    break;
                case "br" or "cr":
                    text.Append("\n");
                    break;
                case "noBreakHyphen":
                    text.Append("-");
                    break;
                case "footnoteReference":
                    Note("f" + child.W("id"), text);
                    break;
                case "endnoteReference":
                    Note("e" + child.W("id"), text);
                    break;
                case "drawing" or "pict" or "object" or "AlternateContent":
                    foreach (var box in Boxes(child.Name.LocalName == "AlternateContent" ? Chosen(child) : child)) Container(box, lines);
                    break;
                default:
                    break;
            }
        }

        if (raised) text.Raise(before);
    }

    private void Note(string id, RunText text)
    {
        if (!_notes.Remove(id, out var note)) return;
        var mark = (++_noteCount).ToString(System.Globalization.CultureInfo.InvariantCulture);
        text.Append($"<sup>{mark}</sup>");
        var content = new List<string>();
        foreach (var p in note.Elements().Where(e => e.Is("p")))
        {
            var inside = new RunText();
            Runs(p, inside, content);
            content.AddRange(inside.Lines(null));
        }

        _pendingNotes.Add($"<sup>{mark}</sup> {string.Join(' ', content)}");
    }

    private void Table(XElement table, List<string> lines)
    {
        var rows = new List<List<List<string>>>();
        var plain = new List<List<List<string>>>();
        foreach (var row in Inside(table, "tr"))
        {
            var cells = new List<List<string>>();
            var written = new List<List<string>>();
            foreach (var cell in Inside(row, "tc"))
            {
                var content = new List<string>();
                Container(cell, content);
                written.Add(content);
                var look = cell.Elements().FirstOrDefault(e => e.Is("tcPr"));
                // A cell that goes on from above says there too what it says: a unit or a day counts for every row it stands beside.
                if (look?.Elements().FirstOrDefault(e => e.Is("vMerge")) is { } merge && merge.W("val") is null or "continue" && content.TrueForAll(string.IsNullOrWhiteSpace) && rows.Count > 0 && cells.Count < rows[^1].Count)
                    content = rows[^1][cells.Count].Sum(l => l.Length) < LongestRepeated ? rows[^1][cells.Count] : content;
                cells.Add(content);
                for (var span = int.TryParse(look?.Elements().FirstOrDefault(e => e.Is("gridSpan"))?.W("val"), out var columns) ? columns : 1; span > 1 && cells.Count < MostColumns; span--) cells.Add([]);
            }

            rows.Add(cells);
            plain.Add(written);
        }

        // What only sets the page is read cell by cell; a real table needs each cell under its column.
        TableText.Write(TableText.IsLayout(plain, _rules) ? plain : rows, lines, _rules);
    }

    private static IEnumerable<XElement> Inside(XElement container, string name)
    {
        foreach (var child in container.Elements())
        {
            if (child.Is(name)) yield return child;
            else if (child.Is("sdt") || child.Is("sdtContent") || child.Is("customXml") || child.Is("ins"))
            {
                foreach (var inner in Inside(child, name)) yield return inner;
            }
        }
    }

    /// <summary>Text copied from a PDF has a "paragraph" for each printed line.</summary>
    private static bool IsHardWrapped(List<string> lines)
    {
        var cut = 0;
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (lines[i].Length >= 40 && lines[i + 1].Length > 0 && char.IsLetter(lines[i][^1]) && char.IsLower(lines[i + 1][0])) cut++;
        }

        return lines.Count >= 8 && cut > lines.Count * .25;
    }
}
