using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary>Who may do how much. Idle partitions go by themselves, so that many addresses do not fill the memory.</summary>
internal sealed class ChatLimits : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> _messages;
    private readonly PartitionedRateLimiter<Caller> _newVisitors;
    private readonly PartitionedRateLimiter<Caller> _reads;

    public ChatLimits(IOptions<WebChatOptions> options)
    {
        var o = options.Value;
        _messages = PartitionedRateLimiter.CreateChained(
            PerMinute(static c => c.Visitor, o.MessagesPerVisitorMinute),
            PerMinute(static c => c.Network, o.MessagesPerAddressMinute),
            PerMinute(static _ => "office", o.MessagesPerOfficeMinute));
        _newVisitors = PerMinute(static c => c.Network, o.NewVisitorsPerAddressMinute);
        _reads = PerMinute(static c => c.Visitor, o.ReadsPerVisitorMinute);
        Uploads = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = o.UploadsTogether, QueueLimit = o.UploadsTogether * 4 });
    }

    /// <summary>Files being received.</summary>
    public ConcurrencyLimiter Uploads { get; }

    /// <summary>Null when a message may pass, otherwise when to come again.</summary>
    public TimeSpan? Message(HttpContext http, Visitor visitor) => Ask(_messages, http, visitor);

    /// <inheritdoc cref="Message" />
    public TimeSpan? Read(HttpContext http, Visitor visitor) => Ask(_reads, http, visitor);

    /// <inheritdoc cref="Message" />
    public TimeSpan? NewVisitor(HttpContext http) => Ask(_newVisitors, http, null);

    public void Dispose()
    {
        _messages.Dispose();
        _newVisitors.Dispose();
        _reads.Dispose();
        Uploads.Dispose();
    }

    private static TimeSpan? Ask(PartitionedRateLimiter<Caller> limiter, HttpContext http, Visitor? visitor)
    {
        using var lease = limiter.AttemptAcquire(new Caller(visitor?.Lane.Value ?? "", Visitors.NetworkOf(http)));
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(5);
    }

    private static PartitionedRateLimiter<Caller> PerMinute(Func<Caller, string> key, int limit) =>
        PartitionedRateLimiter.Create<Caller, string>(caller => RateLimitPartition.GetTokenBucketLimiter(
            key(caller),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / limit,
                QueueLimit = 0,
            }));

    private readonly record struct Caller(string Visitor, string Network);
}
