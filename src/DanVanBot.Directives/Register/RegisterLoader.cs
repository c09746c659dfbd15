using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Reading;

namespace DanVanBot.Directives.Register;

/// <summary>
/// Loads summaries of documents: facts in our own words, marked as such, so that a first run has something to answer from.
/// The files are data of the office as well; every mistake is told with file and line.
/// </summary>
public static class RegisterLoader
{
    /// <summary>All <c>*.yaml</c> of a folder, in the order of their names.</summary>
    /// <exception cref="DataFileException">A file cannot be used.</exception>
    public static IReadOnlyList<Directive> LoadFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => Parse(File.ReadAllText(f), Path.GetFileName(f)))];
    }

    /// <exception cref="DataFileException">Broken YAML, an unknown field, or a value of the wrong kind.</exception>
    public static Directive Parse(string yaml, string file)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(file);
        var root = DataNode.Parse(yaml, file);
        root.OnlyKeys("type", "number", "date", "year", "period", "issuer", "level", "place", "superior", "subject", "signer", "signer_role", "status", "addressees", "copies_to", "stands_for", "sections", "report_duties");
        var level = Level(root.Find("level"));
        var parts = new Parts();
        Head(root, parts);
        foreach (var section in root["sections"].Items) ReadSection(section, parts);
        var duties = (root.Find("report_duties")?.Items ?? []).Select(d => ReadDuty(d, parts)).ToList();
        Tail(root, parts);
        return new Directive
        {
            File = file,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))),
            IsSummary = true,
            StandsFor = StandsFor(root["stands_for"]),
            Type = root["type"].Text,
            Number = root.TextOrNull("number"),
            Date = root.DateOrNull("date"),
            Year = root.IntOrNull("year"),
            Period = root.TextOrNull("period"),
            Subject = root["subject"].Text,
            Issuer = root["issuer"].Text,
            Signer = root.TextOrNull("signer"),
            SignerRole = root.TextOrNull("signer_role"),
            Origin = new DirectiveOrigin(level, root.TextOrNull("place"), null) { Superior = root.TextOrNull("superior") },
            Status = root.Find("status") is { } status ? Enum.TryParse<DirectiveStatus>(status.Text, out var s) ? s : throw status.Error("no such status") : DirectiveStatus.Unknown,
            Addressees = root.Strings("addressees"),
            CopiesTo = root.Strings("copies_to"),
            Sections = parts.Sections,
            Blocks = parts.Blocks,
            Tasks = parts.Tasks,
            ReportDuties = duties,
            References = ReferenceReader.Read(parts.Blocks, ReadingRules.Default),
            Statistics = StatisticReader.Read(parts.Blocks, ReadingRules.Default),
        };
    }

    private static void Head(DataNode root, Parts parts)
    {
        var rules = ReadingRules.Default;
        var head = string.Join(". ", new[] { root["type"].Text, root.TextOrNull("number"), root["subject"].Text }.Where(t => t is not null));
        parts.Add(rules.Header, null, BlockKind.Header, head);
        if (root.Find("addressees") is { } to) parts.Add(rules.AddresseesLabel, null, BlockKind.Addressees, string.Join("; ", to.AsStrings()));
    }

    private static void Tail(DataNode root, Parts parts)
    {
        var rules = ReadingRules.Default;
        if (root.Find("copies_to") is { } copies) parts.Add(rules.CopiesLabel, null, BlockKind.Copies, string.Join("; ", copies.AsStrings()));
        if (root.TextOrNull("signer") is { } signer) parts.Add(rules.Signature, null, BlockKind.Signature, string.Join(" ", new[] { root.TextOrNull("signer_role"), signer }.Where(t => t is not null)));
    }

    private static void ReadSection(DataNode node, Parts parts)
    {
        node.OnlyKeys("id", "title", "units", "points");
        var id = node["id"].Text;
        var units = node.Strings("units");
        var points = node["points"].AsStrings();
        if (points.Length == 0) throw node.Error("a section needs at least one point");
        if (parts.Sections.Exists(s => s.Id == id)) throw node.Error($"section '{id}' is there twice");
        var title = node.TextOrNull("title");
        var kind = id == ReadingRules.Default.Preamble ? BlockKind.Preamble : id == ReadingRules.Default.Closing ? BlockKind.Closing : BlockKind.Bullet;
        foreach (var point in points)
        {
            var block = parts.Add(id, title, kind, point);
            if (units.Length > 0) parts.Tasks.Add(new TaskAssignment(id, block.Id, units, block.Text, 0));
        }
    }

    private static ReportDuty ReadDuty(DataNode node, Parts parts)
    {
        node.OnlyKeys("section", "who", "to", "via", "every", "deadline", "text");
        var block = parts.Add(node["section"].Text, null, BlockKind.Closing, node["text"].Text);
        return new ReportDuty(block.SectionId, block.Id, node["who"].Text, block.Text, 0, node.TextOrNull("every"), node.TextOrNull("deadline"), node["to"].Text, node.TextOrNull("via"));
    }

    private static Recognition StandsFor(DataNode node)
    {
        node.OnlyKeys("type", "number", "date", "year", "place", "level", "subject_contains", "signer");
        return new Recognition(node.TextOrNull("type"), node.TextOrNull("number"), node.DateOrNull("date"), node.IntOrNull("year"), node.TextOrNull("place"), Level(node.Find("level")), node.TextOrNull("subject_contains"), node.TextOrNull("signer"));
    }

    private static OfficeLevel Level(DataNode? node) =>
        node is not { } level ? OfficeLevel.Unknown : Enum.TryParse<OfficeLevel>(level.Text, out var value) ? value : throw level.Error("no such level of government");

    private sealed class Parts
    {
        public List<Section> Sections { get; } = [];

        public List<Block> Blocks { get; } = [];

        public List<TaskAssignment> Tasks { get; } = [];

        public Block Add(string section, string? title, BlockKind kind, string text)
        {
            if (!Sections.Exists(s => s.Id == section)) Sections.Add(new Section(section, null, title));
            var n = Blocks.Count(b => b.SectionId == section) + 1;
            var block = new Block(string.Create(CultureInfo.InvariantCulture, $"{section}#{n}"), section, kind, text, 0, text.Length);
            Blocks.Add(block);
            return block;
        }
    }
}
