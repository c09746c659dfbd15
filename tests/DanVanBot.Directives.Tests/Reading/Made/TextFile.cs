using System.Text;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Writes a document as plain text, in the many ways such files come about.</summary>
internal static class TextFile
{
    public static byte[] Plain(MadeDocument document)
    {
        var random = new Random(document.Seed * 31);
        var sheet = new Sheet(document);
        var width = random.Next(3) == 0 ? 0 : random.Next(64, 100);
        var lines = new List<string>();
        var columns = random.Next(3);
        if (columns == 0) SideBySide(sheet.Left, sheet.Right, lines, random);
        else lines.AddRange([.. sheet.Left, .. columns == 2 && sheet.Left.Count > 0 ? [""] : Array.Empty<string>(), .. sheet.Right]);
        lines.Add("");
        foreach (var title in sheet.Title) lines.Add(columns == 0 ? new string(' ', Math.Max(0, (80 - title.Length) / 2)) + title : title);
        lines.Add("");
        if (sheet.Addressees.Count > 0)
        {
            lines.Add(random.Next(2) == 0 ? "Kính gửi:" : "Kính gửi: - " + sheet.Addressees[0] + ",");
            foreach (var a in lines[^1].Length < 12 ? sheet.Addressees : sheet.Addressees.Skip(1)) lines.Add($"- {a}{(a == sheet.Addressees[^1] ? "." : ",")}");
            lines.Add("");
        }

        var indent = random.Next(2) == 0 ? "" : random.Next(2) == 0 ? "\t" : "    ";
        var apart = random.Next(2) == 0;
        foreach (var part in sheet.Body)
        {
            var line = random.Next(12) == 0 ? part.Line.Replace(". ", ".\u00A0", StringComparison.Ordinal) : part.Line;
            if (width == 0) lines.Add(indent + line);
            else lines.AddRange(Sheet.Wrapped(line, width).Select((l, i) => (i == 0 ? indent : "") + l));
            if (apart) lines.Add("");
        }

        lines.Add("");
        if (columns == 0) SideBySide(["Nơi nhận:", .. sheet.Copies.Select(c => $"- {c};")], sheet.Signature, lines, random);
        else lines.AddRange(["Nơi nhận:", .. sheet.Copies.Select(c => $"- {c};"), "", .. sheet.Signature[..^1], "", "", sheet.Signature[^1]]);
        if (width > 0 && random.Next(3) == 0) lines = Paged(lines, random);
        // As text falls out of a PDF: a blank line after every line.
        if (width > 0 && !apart && random.Next(5) == 0) lines = [.. lines.SelectMany(l => new[] { l + " ", "" })];
        var text = string.Join(random.Next(3) == 0 ? "\r\n" : "\n", lines);
        if (random.Next(6) == 0) text = Decomposed(text);
        return random.Next(8) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            1 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    public static byte[] Markdown(MadeDocument document)
    {
        var random = new Random(document.Seed * 37);
        var sheet = new Sheet(document);
        var lines = new List<string>();
        if (random.Next(2) == 0 && sheet.Right.Count > 0)
        {
            lines.AddRange([$"| **{string.Join("<br>", sheet.Left)}** | **{string.Join("<br>", sheet.Right)}** |", "|---|---|", ""]);
        }
        else
        {
            foreach (var l in sheet.Left.Concat(sheet.Right)) lines.AddRange([l == "*" ? "\\*" : $"**{l}**  "]);
            lines.Add("");
        }

        foreach (var t in sheet.Title) lines.Add(t.All(c => !char.IsLower(c)) ? "# " + t : $"**{t}**  ");
        lines.Add("");
        if (sheet.Addressees.Count > 0) lines.AddRange(["*Kính gửi:*", "", .. sheet.Addressees.Select(a => $"- {a};"), ""]);
        foreach (var part in sheet.Body)
        {
            var heading = part.Marker.Length > 1 && part.Text.Length < 90 && part.Text[^1] != '.';
            lines.Add(heading ? new string('#', part.Depth + 2) + " " + part.Line : part.Marker.Length > 1 ? $"**{part.Marker}** {part.Text}" : part.Line);
            lines.Add("");
        }

        lines.AddRange(["**Nơi nhận:**", "", .. sheet.Copies.Select(c => $"- {c};"), "", .. sheet.Signature[..^1].Select(s => $"**{s}**  "), "", $"**{sheet.Signature[^1]}**"]);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    /// <summary>Letters taken apart as some programs write them; enough of them to be met everywhere.</summary>
    private static string Decomposed(string text)
    {
        (char Letter, string Parts)[] table =
        [
            ('à', "a\u0300"), ('á', "a\u0301"), ('ả', "a\u0309"), ('ã', "a\u0303"), ('ạ', "a\u0323"), ('ế', "e\u0302\u0301"), ('ệ', "e\u0323\u0302"), ('ộ', "o\u0302\u0323"), ('ố', "o\u0302\u0301"), ('ự', "u\u031B\u0323"),
            ('ơ', "o\u031B"), ('ê', "e\u0302"), ('ấ', "a\u0302\u0301"), ('ị', "i\u0323"), ('ủ', "u\u0309"), ('Ủ', "U\u0309"), ('Ộ', "O\u0302\u0323"), ('Ế', "E\u0302\u0301"), ('đ', "đ"), ('ờ', "o\u031B\u0300"), ('ă', "a\u0306"),
        ];
        var map = table.ToDictionary(t => t.Letter, t => t.Parts);
        return string.Concat(text.Select(c => map.TryGetValue(c, out var parts) ? parts : c.ToString()));
    }

    private static void SideBySide(IReadOnlyList<string> left, IReadOnlyList<string> right, List<string> lines, Random random)
    {
        var tab = random.Next(3) == 0;
        var at = left.Concat(["", ""]).Max(l => l.Length) + 6;
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var l = i < left.Count ? left[i] : "";
            var r = i < right.Count ? right[i] : "";
            lines.Add(r.Length == 0 ? l : tab ? l + "\t\t" + r : l.PadRight(at) + r);
        }
    }

    private static List<string> Paged(List<string> lines, Random random)
    {
        var paged = new List<string>();
        var page = 2;
        for (var i = 0; i < lines.Count; i++)
        {
            paged.Add(lines[i]);
            // A page ends in the middle of a paragraph, with the number of the next one on top.
            if (i > 20 && i % 30 == 0 && i < lines.Count - 12 && lines[i].Length > 50 && char.IsLetter(lines[i][^1]))
                paged.AddRange(random.Next(2) == 0 ? ["\f" + page++] : ["", $"- {page++} -", ""]);
        }

        return paged;
    }
}
