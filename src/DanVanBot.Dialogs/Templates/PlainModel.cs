using System.Text.Json;
using System.Text.Json.Serialization;

namespace DanVanBot.Dialogs;

/// <summary>
/// Whatever a slice hands over, as dictionaries, lists, strings, numbers and booleans: what a template may see.
/// Names are camelCase. Every string is stripped of markup characters here, in one place.
/// </summary>
internal static class PlainModel
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DictionaryKeyPolicy = null,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static object? From(object? value) => value switch
    {
        null => null,
        string s => Markup.Strip(s),
        JsonElement e => From(e),
        _ => From(JsonSerializer.SerializeToElement(value, Json)),
    };

    public static Dictionary<string, object?> Map(object? value) =>
        From(value) as Dictionary<string, object?> ?? new Dictionary<string, object?>(StringComparer.Ordinal);

    private static object? From(JsonElement e)
    {
        switch (e.ValueKind)
        {
            case JsonValueKind.Object:
                Dictionary<string, object?> map = new(StringComparer.Ordinal);
                foreach (JsonProperty p in e.EnumerateObject())
                    map[p.Name] = From(p.Value);
                return map;
            case JsonValueKind.Array:
                return e.EnumerateArray().Select(From).ToList();
            case JsonValueKind.String:
                return Markup.Strip(e.GetString()!);
            case JsonValueKind.Number:
                return e.TryGetInt64(out long n) ? n : e.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }
}
