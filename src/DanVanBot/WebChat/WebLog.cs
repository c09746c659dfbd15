using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary>
/// The durable numbered log of each visitor. What <see cref="AppendAsync"/> returned is on disk and will be shown, once.
/// <para>
/// A number is taken in the same commit that writes the entry, from a head record whose version the commit checks: numbers have no gaps and
/// appear in order, so a reader that has seen N will never find something new below N. (Numbers drawn beforehand would not hold that:
/// the later one could be written first.)
/// </para>
/// </summary>
public sealed class WebLog(IBotStore store, Sealer sealer, TimeProvider time, IOptions<WebChatOptions> options)
{
    internal const string Kind = "weblog";
    internal const string HeadKind = "weblog-head";

    /// <summary>Key of an entry by the attachments it shows.</summary>
    internal const string FileKey = "file";

    internal const int PageSize = 50;
    private const int Tries = 50;
    private const int TriesAtOnce = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    // Appends to one log wait for each other here rather than by refused commits. Correctness does not rest on it.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1, 1))];

    internal LogSignals Signals { get; } = new();

    private OfficeId Office => options.Value.Office;

    /// <summary>The lane, and the log's name, of a visitor's address.</summary>
    internal LaneId LaneOf(string address) => sealer.LaneOf(Office, new Door(WebChatChannel.Name, address));

    /// <summary>Writes an entry, or finds the one its owner wrote before.</summary>
    /// <param name="lane">Whose log.</param>
    /// <param name="owner">What caused the entry; the same owner never gets a second one.</param>
    /// <param name="entry">Without number.</param>
    /// <param name="ct">Before anything is written.</param>
    /// <exception cref="StoreUnavailableException">It was written or not; safe to repeat.</exception>
    internal async Task<Appended> AppendAsync(LaneId lane, string owner, LogEntry entry, CancellationToken ct)
    {
        var id = IdOf(lane, owner);
        var turn = _turns[(uint)lane.GetHashCode() % (uint)_turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                if (await store.GetAsync(Office, Kind, id, ct) is { } known)
                    return new Appended(Read(known), IsNew: false);
                var head = await store.GetAsync(Office, HeadKind, lane.Value, ct);
                var numbered = entry with { Number = (head is null ? 0 : ReadHead(head).Last) + 1 };
                var result = await store.CommitAsync(Commit(lane, id, head, numbered), CancellationToken.None);
                if (result.Done)
                {
                    Signals.Ring(lane);
                    return new Appended(numbered, IsNew: true);
                }

                // Another process writes the same log. In step with it the same one of the two would win each time, so the loser leaves the step.
                if (i >= TriesAtOnce)
                    await Task.Delay(Random.Shared.Next(1, 2 << Math.Min(i - TriesAtOnce, 4)), ct);
            }
        }
        finally
        {
            turn.Release();
        }

        throw new StoreUnavailableException("The log of one visitor is being written from too many sides.");
    }

    /// <summary>Entries above a number, oldest first, at most <see cref="PageSize"/>.</summary>
    internal async Task<IReadOnlyList<LogEntry>> AfterAsync(LaneId lane, long after, CancellationToken ct) =>
        Read(await store.ListAsync(Range(lane, Key(lane, after + 1), lane.Value + "|~", descending: false), ct));

    /// <summary>The newest entries below a number, oldest first, at most <see cref="PageSize"/>.</summary>
    internal async Task<IReadOnlyList<LogEntry>> BeforeAsync(LaneId lane, long before, CancellationToken ct) =>
        [.. Read(await store.ListAsync(Range(lane, Key(lane, 0), Key(lane, before), descending: true), ct)).Reverse()];

    /// <summary>One entry, or null.</summary>
    internal async Task<LogEntry?> GetAsync(LaneId lane, long number, CancellationToken ct) =>
        Read(await store.ListAsync(RecordQuery.Exactly(Office, Kind, "visitor", Key(lane, number), 1), ct)).FirstOrDefault();

    /// <summary>The number of the newest entry, 0 for an empty log.</summary>
    internal async Task<long> LastAsync(LaneId lane, CancellationToken ct) =>
        await store.GetAsync(Office, HeadKind, lane.Value, ct) is { } head ? ReadHead(head).Last : 0;

    /// <summary>
    /// Deletes entries older than <see cref="WebChatOptions.KeepLog"/>, and what is left of logs nobody used for longer than a cookie lives (400 days).
    /// Attachments stay, a petition may hold the same file; those that nothing names any more are found by the sweep (<c>FileSweep</c>).
    /// </summary>
    /// <returns>How many records went; call again until it is 0.</returns>
    public async Task<int> PurgeAsync(DateTimeOffset now, int max, CancellationToken ct = default)
    {
        var entries = await DeleteAsync(new RecordQuery(Office, Kind, "day", Below: Day(now - options.Value.KeepLog), Limit: Math.Clamp(max, 1, 200)), ct);
        return entries > 0
            ? entries
            : await DeleteAsync(new RecordQuery(Office, HeadKind, "day", Below: Day(now.AddDays(-400)), Limit: Math.Clamp(max, 1, 200)), ct);
    }

    /// <summary>Deletes all entries of one visitor (a person asked for it). Numbers go on where they were.</summary>
    /// <returns>How many entries went.</returns>
    public Task<int> EraseAsync(string address, CancellationToken ct = default) => EraseAsync(LaneOf(address), ct);

    /// <inheritdoc cref="EraseAsync(string, CancellationToken)" />
    public async Task<int> EraseAsync(LaneId lane, CancellationToken ct = default)
    {
        var gone = 0;
        while (true)
        {
            var portion = await DeleteAsync(Range(lane, Key(lane, 0), lane.Value + "|~", descending: false), ct);
            if (portion == 0)
                return gone;
            gone += portion;
        }
    }

    private async Task<int> DeleteAsync(RecordQuery query, CancellationToken ct)
    {
        var page = await store.ListAsync(query, ct);
        if (page.Records.Count == 0)
            return 0;
        // The versions are checked, so that a head that came to life again meanwhile stays; it goes, or not, the next time.
        var result = await store.CommitAsync(
            new StoreCommit
            {
                Office = Office,
                Reads = [.. page.Records.Select(r => new ReadStamp(r.Kind, r.Id, r.Version))],
                Writes = [.. page.Records.Select(r => new RecordWrite.Delete(r.Kind, r.Id))],
            },
            ct);
        return result.Done ? page.Records.Count : 0;
    }

    private StoreCommit Commit(LaneId lane, string id, StoreRecord? head, LogEntry entry)
    {
        var day = new IndexKey("day", Day(entry.At));
        return new StoreCommit
        {
            Office = Office,
            Reads = [new ReadStamp(HeadKind, lane.Value, head?.Version ?? 0), new ReadStamp(Kind, id, 0)],
            Writes =
            [
                new RecordWrite.Put(HeadKind, lane.Value, JsonSerializer.Serialize(new Head(entry.Number), Json), [day]),
                new RecordWrite.Put(
                    Kind, id, JsonSerializer.Serialize(entry, Json), [new IndexKey("visitor", Key(lane, entry.Number), Unique: true), day, .. entry.Files.Select(f => new IndexKey(FileKey, f.Attachment))]),
            ],
        };
    }

    private RecordQuery Range(LaneId lane, string from, string below, bool descending) =>
        new(Office, Kind, "visitor", from, below, descending, PageSize);

    private static string Key(LaneId lane, long number) => string.Create(CultureInfo.InvariantCulture, $"{lane.Value}|{number:D10}");

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string IdOf(LaneId lane, string owner) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{lane.Value}\n{owner}")))[..40];

    private static LogEntry[] Read(RecordPage page) => [.. page.Records.Select(Read)];

    private static LogEntry Read(StoreRecord record) =>
        JsonSerializer.Deserialize<LogEntry>(record.Body, Json) ?? throw new JsonException($"{Kind} {record.Id} is empty.");

    private static Head ReadHead(StoreRecord record) =>
        JsonSerializer.Deserialize<Head>(record.Body, Json) ?? throw new JsonException($"{HeadKind} {record.Id} is empty.");

    /// <summary>Now, in the precision the store keeps.</summary>
    internal DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private sealed record Head(long Last);
}
