using System.Text.Json.Serialization;

namespace DanVanBot.Core.Storage;

/// <summary>The office (ward, commune) a key belongs to. Part of every key, so that one store can serve several offices.</summary>
public readonly record struct OfficeId(string Value)
{
    /// <summary>The office of a single installation.</summary>
    public static readonly OfficeId Default = new("office");

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>
/// One chat on one channel instance. Made by <see cref="Sealer.LaneOf"/> from a door, so it holds no address of a person:
/// it may stand in keys, logs and traces.
/// </summary>
[JsonConverter(typeof(LaneIdJson))]
public readonly record struct LaneId(string Value)
{
    /// <summary>A lane without a chat behind it, for work of the service itself (reminders, digests).</summary>
    public static LaneId System(string name) => new("system:" + name);

    /// <summary>True for lanes made by <see cref="System(string)"/>: they have no channel and no address.</summary>
    [JsonIgnore]
    public bool IsSystem => Value.StartsWith("system:", StringComparison.Ordinal);

    /// <summary>The channel instance, the part before the first colon.</summary>
    [JsonIgnore]
    public string Channel => Value[..Value.IndexOf(':', StringComparison.Ordinal)];

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>Where a person is reached: a channel instance (not a type: two bots on one channel are two instances) and the address there.</summary>
public sealed record Door(string Channel, string Address);

internal sealed class LaneIdJson : JsonConverter<LaneId>
{
    public override LaneId Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(System.Text.Json.Utf8JsonWriter writer, LaneId value, System.Text.Json.JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
