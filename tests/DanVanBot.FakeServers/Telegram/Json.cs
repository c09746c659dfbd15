using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal static class Json
{
    /// <summary>Readable Vietnamese on the wire and in the log.</summary>
    public static readonly JsonSerializerOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The control API's records: snake_case, as everything else here.</summary>
    public static readonly JsonSerializerOptions Control = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static JsonObject Copy(JsonObject node) => node.DeepClone().AsObject();

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    public static JsonObject Flags(bool value, params ReadOnlySpan<string> names)
    {
        var json = new JsonObject();
        foreach (var name in names)
        {
            json[name] = value;
        }

        return json;
    }

    public static string? Text(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
