using System.Text.Json;
using System.Text.Json.Serialization;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>The form in which the outbox keeps a message.</summary>
public static class MessageJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>To the outbox.</summary>
    public static string Write(BotMessage message) => JsonSerializer.Serialize(message, Json);

    /// <summary>From the outbox.</summary>
    public static BotMessage Read(string json)
    {
        var read = JsonSerializer.Deserialize<BotMessage>(json, Json) ?? throw new JsonException("null is no message.");
        return new BotMessage(read.Text, read.Spans ?? [], read.Buttons ?? [], read.AskFor, read.Attachments ?? []);
    }
}
