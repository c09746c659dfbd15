using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace DanVanBot.Directives.Answering;

/// <summary>One line of <c>ask --jsonl</c> in and out.</summary>
public static class AskJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Reads <c>{"id", "question", "history"?, "unit"?}</c>; other fields are ignored.</summary>
    /// <exception cref="FormatException">The line is no such object; the message says what is wrong, in English.</exception>
    public static (string Id, Question Question) ReadQuestion(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("The line is JSON but no object.");
            if (!root.TryGetProperty("question", out var text) || text.ValueKind != JsonValueKind.String) throw new FormatException("The object has no text field \"question\".");
            var id = root.TryGetProperty("id", out var i) ? i.ToString() : string.Empty;
            var history = root.TryGetProperty("history", out var h) && h.ValueKind == JsonValueKind.Array
                ? h.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToArray()
                : null;
            var unit = root.TryGetProperty("unit", out var u) && u.ValueKind == JsonValueKind.String ? u.GetString() : null;
            return (id, new Question(text.GetString()!, history, unit));
        }
        catch (JsonException e)
        {
            throw new FormatException("The line is no JSON: " + e.Message, e);
        }
    }

    /// <summary>The answer as one line; <paramref name="milliseconds"/> is what answering took.</summary>
    public static string WriteAnswer(string id, Answer answer, AnswerTexts texts, double milliseconds)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(texts);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteBoolean("abstained", answer.Route != AnswerRoute.Answer);
            json.WriteString("route", RouteName(answer.Route));
            json.WriteString("reason", answer.Reason);
            json.WriteString("answer", AnswerText.Compose(answer, texts));
            json.WriteStartArray("warnings");
            foreach (var warning in answer.Warnings) json.WriteStringValue(texts.Warning(warning));
            json.WriteEndArray();
            json.WriteNumber("milliseconds", Math.Round(milliseconds, 3));
            json.WriteStartArray("citations");
            foreach (var c in answer.Citations)
            {
                json.WriteStartObject();
                json.WriteString("document", c.Document);
                json.WriteString("section", c.Section);
                json.WriteString("quote", c.Quote);
                json.WriteString("block", c.BlockId);
                json.WriteNumber("offset", c.Offset);
                json.WriteNumber("length", c.Length);
                json.WriteBoolean("summary", c.IsSummary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("suggestions");
            foreach (var s in answer.Suggestions)
            {
                json.WriteStartObject();
                json.WriteString("document", s.Directive.File);
                json.WriteString("section", s.Section);
                json.WriteString("title", s.Title);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The name of a route on the wire.</summary>
    public static string RouteName(AnswerRoute route) => route switch
    {
        AnswerRoute.PersonalData => "personal-data",
        AnswerRoute.AskBack => "ask-back",
        _ => route.ToString().ToLowerInvariant(),
    };
}
