namespace DanVanBot.FakeServers.Telegram;

public sealed partial class FakeTelegram
{
    /// <summary>Adds a fault to the script; the first that fits a request strikes.</summary>
    public void AddFault(Fault fault)
    {
        lock (_world.Gate)
        {
            _world.Faults.Add(fault);
        }
    }

    public void AddFault(FaultKind kind, string? method = null, int? times = 1) => AddFault(new Fault { Kind = kind, Method = method, Times = times });

    public void ClearFaults()
    {
        lock (_world.Gate)
        {
            _world.Faults.Clear();
            _world.Queue.DuplicateRule = null;
            _webhook.Copies = _ => 0;
        }
    }

    /// <summary>How often each fault of the script has struck, in the order they were added.</summary>
    public IReadOnlyList<int> FaultsStruck
    {
        get
        {
            lock (_world.Gate)
            {
                return [.. _world.Faults.Script.Select(f => f.Struck)];
            }
        }
    }

    /// <summary>
    /// Every update from now on (whose JSON contains <paramref name="containing"/>) comes <paramref name="times"/> more times after it
    /// was confirmed, under the same id. This is what a client sees that lost its place or a server that lost its own.
    /// </summary>
    public void DuplicateUpdates(int times, string? containing = null)
    {
        lock (_world.Gate)
        {
            _world.Queue.DuplicateRule = (times, json => containing is null || json.Contains(containing, StringComparison.Ordinal));
        }
    }

    /// <summary>Every push (whose JSON contains <paramref name="containing"/>) is sent this many more times in a row, though it was answered well.</summary>
    public void DuplicatePushes(int times, string? containing = null)
    {
        lock (_world.Gate)
        {
            _webhook.Copies = json => containing is null || json.Contains(containing, StringComparison.Ordinal) ? times : 0;
        }
    }

    /// <summary>Delivers an earlier update once more under its old id. False when there was none.</summary>
    public bool Redeliver(int updateId)
    {
        lock (_world.Gate)
        {
            var found = _world.Queue.Redeliver(updateId);
            _world.Changed();
            _world.Wake();
            return found;
        }
    }

    /// <summary>Holds new updates back until <see cref="ResumeDelivery"/>, as a server in trouble does.</summary>
    public void PauseDelivery()
    {
        lock (_world.Gate)
        {
            _world.Queue.Pause();
        }
    }

    public void ResumeDelivery()
    {
        lock (_world.Gate)
        {
            _world.Queue.Resume();
            _world.Queue.Settle();
            _world.Wake();
        }
    }

    /// <summary>
    /// From now on updates that wait together are numbered in a shuffled order. It is the disorder the real server allows itself:
    /// messages and edits of one chat never overtake each other, a press and a text of the same person may. Null ends it.
    /// </summary>
    public void Shuffle(int? seed)
    {
        lock (_world.Gate)
        {
            _world.Queue.ShuffleWith(seed is { } s ? new Random(s) : null);
        }
    }
}
