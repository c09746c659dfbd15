using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace DanVanBot.Directives.Reading;

/// <summary>The two JSON forms of a document: what <c>directives check --json</c> prints, and the form it is stored in.</summary>
public static class DirectiveJson
{
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonWriterOptions Printed = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The form for storage: everything, so that a document read back equals the one written.</summary>
    public static string Serialize(Directive directive) => JsonSerializer.Serialize(directive, Stored);

    /// <exception cref="JsonException">The text is not what <see cref="Serialize"/> wrote.</exception>
    public static Directive Deserialize(string json) =>
        JsonSerializer.Deserialize<Directive>(json, Stored) ?? throw new JsonException("A document is expected, not null.");

    /// <summary>One JSON array with what was read of each document, for the command line and the scoring script.</summary>
    public static string WriteCheck(IEnumerable<Directive> directives)
    {
        ArgumentNullException.ThrowIfNull(directives);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Printed))
        {
            json.WriteStartArray();
            foreach (var directive in directives) Write(json, directive);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Directive d)
    {
        json.WriteStartObject();
        json.WriteString("file", d.File);
        json.WriteString("type", d.Type);
        json.WriteString("number", d.Number);
        json.WriteString("date", Iso(d.Date));
        if (d.Year is { } year) json.WriteNumber("year", year);
        else json.WriteNull("year");
        json.WriteString("subject", d.Subject);
        json.WriteString("issuer", d.Issuer);
        json.WriteString("signer", d.Signer);
        json.WriteString("signerRole", d.SignerRole);
        List(json, "addressees", d.Addressees);
        List(json, "copiesTo", d.CopiesTo);
        json.WriteStartArray("sections");
        foreach (var (section, text) in Merged(d)) Object(json, ("section", section), ("text", text));
        json.WriteEndArray();
        json.WriteStartArray("tasks");
        foreach (var task in d.Tasks)
        {
            json.WriteStartObject();
            json.WriteString("section", task.SectionId);
            List(json, "units", task.Units);
            json.WriteString("text", task.Text);
            json.WriteString("deadline", task.Deadline);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        // What a document carries out stands in its opening; the rest it only refers to.
        var cited = ReferenceReader.Distinct(d.References);
        var opening = d.Blocks.Where(b => b.Kind == BlockKind.Preamble).Select(b => b.SectionId).ToHashSet(StringComparer.Ordinal);
        References(json, "basis", cited.Where(r => opening.Contains(r.SectionId)));
        References(json, "references", cited.Where(r => !opening.Contains(r.SectionId)));
        json.WriteStartArray("reportingObligations");
        foreach (var r in d.ReportDuties)
            Object(json, ("section", r.SectionId), ("who", r.Who), ("text", r.Text), ("recurrence", r.Recurrence), ("deadline", r.Deadline), ("reportTo", r.ReportTo), ("via", r.Via));
        json.WriteEndArray();
        json.WriteStartArray("statistics");
        foreach (var s in d.Statistics)
            Object(json, ("section", s.SectionId), ("value", s.Value), ("unit", s.Unit), ("numerator", s.Numerator), ("denominator", s.Denominator), ("sentence", s.Sentence), ("flag", s.Flag));
        json.WriteEndArray();
        json.WriteStartArray("doubts");
        foreach (var doubt in d.Doubts) Object(json, ("code", doubt.Code), ("evidence", doubt.Evidence));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void References(Utf8JsonWriter json, string name, IEnumerable<DocumentReference> references)
    {
        json.WriteStartArray(name);
        foreach (var r in references)
            Object(json, ("section", r.SectionId), ("type", r.Type), ("number", r.Number), ("date", Iso(r.Date)), ("issuer", r.Issuer), ("title", r.Title));
        json.WriteEndArray();
    }

    /// <summary>A short title and the one paragraph under it are shown as one, as a reader sees them.</summary>
    private static IEnumerable<(string Section, string Text)> Merged(Directive d)
    {
        for (var i = 0; i < d.Blocks.Count; i++)
        {
            var block = d.Blocks[i];
            if (block.Kind == BlockKind.Heading && block.Text.Length <= 100 && i + 1 < d.Blocks.Count
                && d.Blocks[i + 1] is { Kind: BlockKind.Paragraph } next && next.SectionId == block.SectionId)
            {
                yield return (block.SectionId, block.Text + " " + next.Text);
                i++;
            }
            else yield return (block.SectionId, block.Text);
        }
    }

    private static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Object(Utf8JsonWriter json, params (string Name, string? Value)[] fields)
    {
        json.WriteStartObject();
        foreach (var (name, value) in fields) json.WriteString(name, value);
        json.WriteEndObject();
    }
}
