using System.Text.Json;
using System.Text.Json.Serialization;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// How a slice keeps one kind of record: its name, its shape as JSON, and the keys it is found by.
/// </summary>
/// <param name="Name">The kind in the store.</param>
/// <param name="IdOf">The record's id.</param>
/// <param name="KeysOf">Its keys; none of them personal.</param>
public sealed record RecordKind<T>(string Name, Func<T, string> IdOf, Func<T, IReadOnlyList<IndexKey>> KeysOf)
    where T : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Reads one.</summary>
    public T? Get(StepView view, string id) => view.Get(Name, id) is { } record ? Read(record) : null;

    /// <summary>Writes one.</summary>
    public void Put(StepView view, T value) => view.Put(Name, IdOf(value), JsonSerializer.Serialize(value, Json), KeysOf(value));

    /// <summary>Deletes one.</summary>
    public void Delete(StepView view, string id) => view.Delete(Name, id);

    /// <summary>The first one whose key has this value; read again by id, so that the commit checks it.</summary>
    public T? Find(StepView view, string key, string value)
    {
        var page = view.List(RecordQuery.Exactly(view.Office, Name, key, value, 1));
        return page.Records.Count == 0 ? null : Get(view, page.Records[0].Id);
    }

    /// <summary>A page for showing.</summary>
    public IReadOnlyList<T> List(StepView view, RecordQuery query) => [.. view.List(query with { Kind = Name }).Records.Select(Read)];

    /// <summary>Those whose key has this value, for showing.</summary>
    public IReadOnlyList<T> Where(StepView view, string key, string value, int limit = 50) =>
        List(view, RecordQuery.Exactly(view.Office, Name, key, value, limit));

    /// <summary>From the store's form.</summary>
    public T Read(StoreRecord record) => JsonSerializer.Deserialize<T>(record.Body, Json) ?? throw new JsonException($"{Name} {record.Id} is empty.");

    /// <summary>To a write, for commands that commit without a step.</summary>
    public RecordWrite ToWrite(T value) => new RecordWrite.Put(Name, IdOf(value), JsonSerializer.Serialize(value, Json), KeysOf(value));
}
