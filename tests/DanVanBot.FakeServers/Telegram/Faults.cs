namespace DanVanBot.FakeServers.Telegram;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>Connection reset, nothing done.</summary>
    DropBefore,

    /// <summary>Everything done, then connection reset: the answer is lost.</summary>
    DropAfter,

    /// <summary>Everything done, then silence until the client gives up (or <see cref="Fault.Delay"/> passed, then a reset).</summary>
    HangAfter,

    /// <summary>Nothing done; status <see cref="Fault.Status"/> (500) with the server's JSON.</summary>
    ServerError,

    /// <summary>Nothing done; status <see cref="Fault.Status"/> (502) with a proxy's HTML page.</summary>
    GatewayError,

    /// <summary>Everything done, yet a 5xx page is the answer.</summary>
    GatewayErrorAfter,

    /// <summary>Nothing done; 429 with <see cref="Fault.RetryAfter"/>.</summary>
    TooManyRequests,

    /// <summary>Nothing done; status <see cref="Fault.Status"/> and description <see cref="Fault.Body"/>.</summary>
    Error,

    /// <summary>Waits <see cref="Fault.Delay"/> on the fake's clock, then works.</summary>
    SlowBefore,

    /// <summary>Works, then waits <see cref="Fault.Delay"/> before answering.</summary>
    SlowAfter,

    /// <summary>Everything done; the body is <see cref="Fault.Body"/> or half the right JSON.</summary>
    Malformed,
}

/// <summary>A scripted fault. It strikes requests that fit, after <see cref="Skip"/> of them, <see cref="Times"/> times.</summary>
public sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Bot API method, any case; null fits all.</summary>
    public string? Method { get; init; }

    public long? ChatId { get; init; }

    /// <summary>Fits requests whose text or caption contains this.</summary>
    public string? TextContains { get; init; }

    /// <summary>How many fitting requests pass untouched first.</summary>
    public int Skip { get; init; }

    /// <summary>How many are struck; null never ends.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Strikes only this share (0..1) of what fits, drawn from the fake's seed.</summary>
    public double Probability { get; init; } = 1;

    public int? Status { get; init; }

    public int? RetryAfter { get; init; }

    public TimeSpan? Delay { get; init; }

    public string? Body { get; init; }

    /// <summary>In-process tests may say anything else here.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Func<WireEntry, bool>? When { get; init; }
}

/// <summary>The script of faults. Callers hold the world's lock.</summary>
internal sealed class FaultScript(Random random)
{
    private readonly List<Armed> _armed = [];

    public IReadOnlyList<(Fault Fault, int Struck)> Script => [.. _armed.Select(a => (a.Fault, a.Struck))];

    public void Add(Fault fault) => _armed.Add(new Armed(fault));

    public void Clear() => _armed.Clear();

    public Fault? Strike(WireEntry entry)
    {
        foreach (var armed in _armed)
        {
            if (armed.Spent || !Fits(armed.Fault, entry))
            {
                continue;
            }

            if (armed.Seen++ < armed.Fault.Skip || random.NextDouble() >= armed.Fault.Probability)
            {
                continue;
            }

            armed.Struck++;
            return armed.Fault;
        }

        return null;
    }

    private static bool Fits(Fault fault, WireEntry entry)
    {
        if (fault.Method is { } method && !method.Equals(entry.Method, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (fault.ChatId is { } chat
            && !(entry.Parameters.TryGetValue("chat_id", out var id) && id == chat.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            return false;
        }

        if (fault.TextContains is { } part
            && !(entry.Parameters.GetValueOrDefault("text") ?? entry.Parameters.GetValueOrDefault("caption") ?? "").Contains(part, StringComparison.Ordinal))
        {
            return false;
        }

        return fault.When?.Invoke(entry) ?? true;
    }

    private sealed class Armed(Fault fault)
    {
        public Fault Fault => fault;

        public int Seen { get; set; }

        public int Struck { get; set; }

        public bool Spent => fault.Times is { } times && Struck >= times;
    }
}
