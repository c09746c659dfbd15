using System.IO.Compression;
using System.Security;
using System.Text;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Writes a document as Word does: head and signature in tables without lines, numbers typed or made by Word, text boxes, runs cut anywhere.</summary>
internal static class WordFile
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";

    public static byte[] Of(MadeDocument document)
    {
        var random = new Random(document.Seed * 41);
        var sheet = new Sheet(document);
        var body = new StringBuilder();
        switch (random.Next(4))
        {
            case 0:
                body.Append(Tabbed(sheet, random));
                break;
            case 1:
                // The left column in a text box, written twice for old programs.
                body.Append("<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>").Append(Paragraphs(sheet.Left, random))
                    .Append("</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>").Append(Paragraphs(sheet.Left, random))
                    .Append("</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>").Append(Paragraphs(sheet.Right, random));
                break;
            default:
                body.Append(Table([[sheet.Left, sheet.Right]], random));
                break;
        }

        body.Append(Paragraphs(sheet.Title, random));
        if (sheet.Addressees.Count > 0)
        {
            if (random.Next(2) == 0) body.Append(Table([[["Kính gửi:"], [.. sheet.Addressees.Select(a => $"- {a};")]]], random));
            else body.Append(Paragraphs(["Kính gửi:", .. sheet.Addressees.Select(a => $"- {a};")], random));
        }

        var automatic = random.Next(2) == 0 && sheet.Body.TrueForAll(p => !p.Marker.Contains('đ', StringComparison.Ordinal) || p.Marker.Length > 2);
        var levels = sheet.Body.Where(p => p.Marker.Length > 0).GroupBy(p => p.Depth).ToDictionary(g => g.Key, g => g.Select(p => p.Marker).FirstOrDefault(m => m.Length > 1) ?? "-");
        foreach (var part in sheet.Body)
        {
            if (!automatic || part.Marker.Length == 0) body.Append(Paragraph(part.Line, random));
            else body.Append(Paragraph(part.Text, random, part.Marker.Length == 1 ? "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>" : $"<w:pPr><w:numPr><w:ilvl w:val=\"{part.Depth}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"));
        }

        body.Append(Table([[["Nơi nhận:", .. sheet.Copies.Select(c => $"- {c};")], [.. sheet.Signature]]], random));
        return Pack(("word/document.xml", $"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>"), ("word/numbering.xml", Numbering(levels)),
            ("word/header1.xml", $"<w:hdr {W}><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>2</w:t></w:r></w:p></w:hdr>"));
    }

    /// <summary>A package of the given parts, with what every Word file has.</summary>
    public static byte[] Pack(params (string Name, string Xml)[] parts)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create))
        {
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
            Add("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
            foreach (var (name, xml) in parts) Add(name, xml);

            void Add(string name, string xml)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return buffer.ToArray();
    }

    public static string Document(string body) => $"<w:document {W}><w:body>{body}</w:body></w:document>";

    public static string Paragraph(string text, Random? random = null, string properties = "")
    {
        var runs = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            // Word cuts its runs wherever somebody once paused.
            var length = random is null ? text.Length : Math.Min(random.Next(1, 40), text.Length - at);
            var lines = text.Substring(at, length).Split('\t');
            runs.Append("<w:r>").Append(random?.Next(3) == 0 ? "<w:rPr><w:b/></w:rPr>" : "").AppendJoin("<w:tab/>", lines.Select(l => $"<w:t xml:space=\"preserve\">{SecurityElement.Escape(l)}</w:t>")).Append("</w:r>");
            at += length;
        }

        return $"<w:p>{properties}{runs}</w:p>";
    }

    private static string Paragraphs(IEnumerable<string> lines, Random random) => string.Concat(lines.Select(l => Paragraph(l, random)));

    private static string Tabbed(Sheet sheet, Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Max(sheet.Left.Count, sheet.Right.Count); i++)
        {
            var left = sheet.Left.ElementAtOrDefault(i) ?? "";
            text.Append(Paragraph(sheet.Right.ElementAtOrDefault(i) is { } right ? left + "\t" + right : left, random));
        }

        return text.ToString();
    }

    private static string Table(List<List<List<string>>> rows, Random random) =>
        "<w:tbl>" + string.Concat(rows.Select(r => "<w:tr>" + string.Concat(r.Select(c => "<w:tc><w:tcPr/>" + (c.Count == 0 ? "<w:p/>" : Paragraphs(c, random)) + "</w:tc>")) + "</w:tr>")) + "</w:tbl>";

    private static string Numbering(Dictionary<int, string> levels)
    {
        var text = new StringBuilder($"<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">");
        foreach (var (depth, marker) in levels.OrderBy(l => l.Key))
        {
            var end = marker[^1];
            var (format, look) = marker switch
            {
                _ when marker.StartsWith("Điều", StringComparison.Ordinal) => ("decimal", $"Điều %{depth + 1}."),
                _ when marker.StartsWith("Phần", StringComparison.Ordinal) => ("upperRoman", $"Phần %{depth + 1}."),
                _ when marker[0] == 'I' => ("upperRoman", $"%{depth + 1}{end}"),
                _ when marker[0] == 'A' => ("upperLetter", $"%{depth + 1}{end}"),
                _ when marker[0] == 'a' => ("lowerLetter", $"%{depth + 1}{end}"),
                _ when marker.Count(char.IsAsciiDigit) > 1 => ("decimal", $"%{depth}.%{depth + 1}{end}"),
                _ => ("decimal", $"%{depth + 1}{end}"),
            };
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{look}\"/></w:lvl>");
        }

        return text.Append("</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\uF0B7\"/></w:lvl></w:abstractNum>")
            .Append("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>").ToString();
    }
}
