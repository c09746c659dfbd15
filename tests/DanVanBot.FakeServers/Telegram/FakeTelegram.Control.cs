using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>What the HTTP control API needs beyond the C# one.</summary>
public sealed partial class FakeTelegram
{
    internal ControlState State
    {
        get
        {
            lock (_world.Gate)
            {
                _world.Queue.Settle();
                return new ControlState(_world.Clock.GetUtcNow(), _world.Seq, _world.Queue.WaitingCount, _world.Sent.Count, _world.Wire.Count, _webhook.Url);
            }
        }
    }

    internal JsonArray PendingAsJson()
    {
        lock (_world.Gate)
        {
            _world.Queue.Settle();
            return Json.Array(_world.Queue.Pending.Select(u => JsonNode.Parse(u.Body)));
        }
    }

    internal JsonArray FaultsAsJson()
    {
        lock (_world.Gate)
        {
            return Json.Array(_world.Faults.Script.Select(f => (JsonNode?)new JsonObject
            {
                ["fault"] = JsonSerializer.SerializeToNode(f.Fault, Json.Control),
                ["struck"] = f.Struck,
            }));
        }
    }

    internal IEnumerable<SentRecord> SentRecords(ControlQuery query)
    {
        lock (_world.Gate)
        {
            var wire = _world.Wire.ToDictionary(w => w.Seq);
            return
            [
                .. _world.Sent
                    .Where(m => query.Fits(m.Seq, m.ChatId) && (query.Contains is null || m.Text.Contains(query.Contains, StringComparison.Ordinal)))
                    .Select(m => SentRecord.From(m, wire.GetValueOrDefault(m.WireSeq))),
            ];
        }
    }

    /// <summary>What fits now or, when asked to wait, as soon as anything does; an empty list when nothing came in time.</summary>
    internal async Task<T[]> QueryAsync<T>(ControlQuery query, Func<FakeTelegram, IEnumerable<T>> find, CancellationToken gone)
    {
        if (query.Wait == TimeSpan.Zero)
        {
            return [.. find(this)];
        }

        var found = _world.WaitAsync(() => find(this).ToArray() is { Length: > 0 } some ? some : null, query.Wait, () => "nothing");
        return await found.WaitAsync(gone);
    }
}
