using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads the text of a document into its structure. Never throws on odd input: what is no document is refused with a reason.</summary>
public static class DirectiveReader
{
    private const int LongestText = 5_000_000;

    /// <param name="fileName">The name the citations will carry; folders are dropped.</param>
    /// <param name="text">The whole text of the file.</param>
    /// <param name="options">What an operator has explicitly allowed.</param>
    public static ReadResult Read(string fileName, string text, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(text);
        return Read(fileName, new FileText(text, TextShape.Lines, []), options);
    }

    internal static ReadResult Read(string fileName, FileText file, ReadOptions? options)
    {
        var text = file.Text;
        if (Refuse(text) is { } refused) return refused;
        var rules = ReadingRules.Default;
        var lines = SourceText.Lines(text, rules);
        // A format that knows its paragraphs has its page heads and numbers apart.
        var furniture = file.Shape == TextShape.Lines ? new PageFurniture(lines, text, rules) : null;
        lines = furniture?.Remove() ?? lines;
        if (lines.Count == 0) return ReadResult.Refused(RefusalReason.Empty, "The file holds no text.");
        var marks = SecrecyMarks.Find(lines.Select(l => l.Text).Concat(VietnameseText.ToNfc(text).Split('\n', '\r')).Concat(file.Margins), rules);
        if (marks.Classified is { } secret) return ReadResult.Refused(RefusalReason.Classified, $"The text carries a classification mark: \"{secret}\".");
        if (marks.Internal is { } inner && options?.AllowInternal != true)
            return ReadResult.Refused(RefusalReason.InternalOnly, $"The text is marked for internal circulation: \"{inner}\". An officer can allow it explicitly (--allow-internal).");
        if (OldFontCodes.AreIn(text)) return ReadResult.Refused(RefusalReason.OldEncoding, "The text is Vietnamese in an old font code (TCVN3 or VNI). Turn it into Unicode first.");

        if (file.Shape == TextShape.Lines) lines = BrokenLines.Mend(lines, rules);
        var structure = SectionAutomaton.Build(GluedItems.Part(LineJoiner.Join(lines, rules, file.Shape), rules), rules);
        var blocks = Blocks(structure);
        var references = ReferenceReader.Read(blocks, rules);
        var meta = MetadataReader.Read(structure, references, rules);
        // An annex names the document it hangs on.
        if (meta.Number is { } own) references.RemoveAll(r => DocumentSymbols.Canonical(r.Number) == DocumentSymbols.Canonical(own) && (r.Date is null || meta.Date is null || r.Date == meta.Date));
        if (!LooksLikeDirective(structure, meta)) return ReadResult.Refused(RefusalReason.NotADirective, "The text has neither the head nor the parts of an administrative or Party document.");

        var tasks = TaskReader.Read(meta.Type, structure.Sections, blocks, rules);
        var statistics = StatisticReader.Read(OfFigures(meta.Type, blocks, tasks, rules), rules);
        var directive = new Directive
        {
            File = Path.GetFileName(fileName.Replace('\\', '/')),
            ContentHash = Hash(lines),
            Type = meta.Type,
            Number = meta.Number,
            Date = meta.Date,
            Year = meta.Year,
            Period = meta.Period,
            Subject = meta.Subject,
            InferredSubject = meta.InferredSubject,
            Issuer = meta.Issuer,
            Signer = meta.Signer,
            SignerRole = meta.SignerRole,
            Origin = meta.Origin,
            Addressees = structure.AddresseeItems,
            CopiesTo = structure.CopyItems,
            Sections = structure.Sections,
            Blocks = blocks,
            Tasks = tasks,
            ReportDuties = ReportDutyReader.Read(meta.Type, blocks, tasks, rules),
            References = references,
            Statistics = statistics,
            // What is flagged or left out of a text, an officer sees.
            Doubts = [.. meta.Doubts, .. (furniture?.Heads ?? []).Select(h => new Doubt("running-head", h)), .. statistics.Where(s => s.Flag is not null).Select(s => new Doubt(s.Flag!, s.Sentence)).Distinct()],
            InternalMark = marks.Internal,
        };
        return ReadResult.Read(directive);
    }

    /// <summary>What a report sets itself to do names aims; its figures are those of what was done.</summary>
    private static List<Block> OfFigures(string? type, List<Block> blocks, List<TaskAssignment> tasks, ReadingRules rules)
    {
        if (type is null || !rules.ReportTypes.Contains(type)) return blocks;
        var aims = tasks.Select(t => t.BlockId).ToHashSet(StringComparer.Ordinal);
        return blocks.FindAll(b => !aims.Contains(b.Id));
    }

    private static ReadResult? Refuse(string text)
    {
        if (text.Length > LongestText) return ReadResult.Refused(RefusalReason.TooLarge, $"The text is longer than {LongestText.ToString(CultureInfo.InvariantCulture)} characters.");
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty) return ReadResult.Refused(RefusalReason.Empty, "The file holds no text.");
        if (IsBinary(text)) return ReadResult.Refused(RefusalReason.Binary, "The file is no text in UTF-8.");
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return ReadResult.Refused(RefusalReason.Html, "The file is a web page or XML, not the text of a document.");
        if ((start[0] is '{' && start.IndexOf("\":") > 0) || (start[0] is '[' && start.Length > 1 && start[1..].TrimStart()[..1] is "{" or "[" or "\"" or "]"))
            return ReadResult.Refused(RefusalReason.Json, "The file is JSON, not the text of a document.");
        return null;
    }

    private static bool IsBinary(string text)
    {
        if (text.StartsWith("%PDF-", StringComparison.Ordinal) || text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal)) return true;
        var odd = 0;
        foreach (var c in text)
        {
            if (c == '\0') return true;
            if (c == '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c))) odd++;
        }

        return odd > text.Length / 20;
    }

    /// <summary>A document has at least two of: numbered parts, a type, a head with number or date, addressees, a distribution list, a signature.</summary>
    private static bool LooksLikeDirective(Structure structure, Metadata meta)
    {
        var signs = 0;
        if (meta.Type is not null) signs++;
        if (meta.Number is not null || meta.Date is not null || meta.Doubts.Exists(d => d.Code is "number-blank" or "date-blank")) signs++;
        if (structure.AddresseeItems.Count > 0) signs++;
        if (structure.CopyItems.Count > 0) signs++;
        if (structure.SignatureLines.Count > 0) signs++;
        if (structure.Sections.Count(s => s.Id.Length > 0 && (char.IsAsciiDigit(s.Id[0]) || s.ParentId is not null)) >= 2) signs++;
        return signs >= 2;
    }

    private static List<Block> Blocks(Structure structure)
    {
        var blocks = new List<Block>(structure.Blocks.Count);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var draft in structure.Blocks)
        {
            if (draft.Text.Length == 0) continue;
            var n = counts[draft.SectionId] = counts.GetValueOrDefault(draft.SectionId) + 1;
            var id = string.Create(CultureInfo.InvariantCulture, $"{draft.SectionId}#{n}");
            blocks.Add(new Block(id, draft.SectionId, draft.Kind, draft.Text, draft.Offsets[0], draft.Offsets[^1] + 1));
        }

        return blocks;
    }

    /// <summary>Of the visible text without wraps, so that saving a file anew makes no second document.</summary>
    private static string Hash(List<SourceLine> lines)
    {
        var joined = VietnameseText.CollapseSpaces(string.Join(' ', lines.Select(l => l.Text)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)));
    }
}
