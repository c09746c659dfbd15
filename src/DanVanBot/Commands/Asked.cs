using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Commands;

/// <summary>A question answered: what was found, and the messages a chat would show.</summary>
/// <param name="Answer">Null where a guard came before any search.</param>
/// <param name="Messages">As said.</param>
internal sealed record Asked(Answer? Answer, IReadOnlyList<OutboundMessage> Messages)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TimeSpan Took { get; init; }

    private AnswerRoute Route => Answer?.Route ?? AnswerRoute.Denunciation;

    /// <summary>One line: id, abstained, route, reason, answer, warnings, milliseconds, citations, suggestions.</summary>
    /// <param name="id">As it was given with the question.</param>
    public string ToJson(JsonElement? id)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            if (id is { } given)
            {
                json.WritePropertyName("id");
                given.WriteTo(json);
            }

            json.WriteBoolean("abstained", Route != AnswerRoute.Answer);
            json.WriteString("route", Wording.Id(Route));
            json.WriteString("reason", Answer?.Reason ?? "guard");
            json.WriteString("answer", string.Join("\n\n", Messages.Select(m => m.Message.Text)));
            json.WriteStartArray("warnings");
            foreach (var warning in Answer?.Warnings ?? [])
                json.WriteStringValue(warning.Code);
            json.WriteEndArray();
            json.WriteNumber("milliseconds", Math.Round(Took.TotalMilliseconds, 2));
            WriteCitations(json);
            WriteSuggestions(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteCitations(Utf8JsonWriter json)
    {
        json.WriteStartArray("citations");
        foreach (var citation in Route == AnswerRoute.Answer ? Answer!.Citations : [])
        {
            json.WriteStartObject();
            json.WriteString("document", citation.Document);
            json.WriteString("section", citation.Section);
            json.WriteString("quote", citation.Quote);
            json.WriteBoolean("summary", citation.IsSummary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSuggestions(Utf8JsonWriter json)
    {
        json.WriteStartArray("suggestions");
        foreach (var near in Answer?.Suggestions ?? [])
        {
            json.WriteStartObject();
            json.WriteString("document", near.Directive.File);
            json.WriteString("section", near.Section);
            json.WriteString("title", near.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
