using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary>Who may do how much. Idle partitions go by themselves, so that many addresses do not fill the memory.</summary>
internal sealed class ChatLimits : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly PartitionedRateLimiter<Caller> _messages;
    private readonly PartitionedRateLimiter<Caller> _newVisitors;
    private readonly PartitionedRateLimiter<Caller> _reads;
    private readonly PartitionedRateLimiter<Caller> _kilobytes;

    public ChatLimits(IOptions<WebChatOptions> options)
    {
        var o = options.Value;
        _messages = PartitionedRateLimiter.CreateChained(
            Per(Minute, static c => c.Visitor, o.MessagesPerVisitorMinute),
            Per(Minute, static c => c.Network, o.MessagesPerAddressMinute),
            Per(Minute, static _ => "office", o.MessagesPerOfficeMinute));
        _newVisitors = Per(Minute, static c => c.Network, o.NewVisitorsPerAddressMinute);
        _reads = Per(Minute, static c => c.Visitor, o.ReadsPerVisitorMinute);
        _kilobytes = PartitionedRateLimiter.CreateChained(
            Per(Hour, static c => c.Visitor, o.UploadMegabytesPerVisitorHour * 1024),
            Per(Hour, static c => c.Network, o.UploadMegabytesPerAddressHour * 1024));
        Uploads = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = o.UploadsTogether, QueueLimit = o.UploadsTogether * 4 });
    }

    /// <summary>Files being received.</summary>
    public ConcurrencyLimiter Uploads { get; }

    /// <summary>Null when a message may pass, otherwise when to come again.</summary>
    public TimeSpan? Message(HttpContext http, Visitor visitor) => Ask(_messages, http, visitor);

    /// <inheritdoc cref="Message" />
    public TimeSpan? Read(HttpContext http, Visitor visitor) => Ask(_reads, http, visitor);

    /// <inheritdoc cref="Message" />
    public TimeSpan? Upload(HttpContext http, Visitor visitor, long bytes) => Ask(_kilobytes, http, visitor, (int)(bytes / 1024) + 1);

    /// <inheritdoc cref="Message" />
    public TimeSpan? NewVisitor(HttpContext http) => Ask(_newVisitors, http, null);

    public void Dispose()
    {
        _messages.Dispose();
        _newVisitors.Dispose();
        _reads.Dispose();
        _kilobytes.Dispose();
        Uploads.Dispose();
    }

    private static TimeSpan? Ask(PartitionedRateLimiter<Caller> limiter, HttpContext http, Visitor? visitor, int permits = 1)
    {
        using var lease = limiter.AttemptAcquire(new Caller(visitor?.Lane.Value ?? "", Visitors.NetworkOf(http)), permits);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(5);
    }

    private static PartitionedRateLimiter<Caller> Per(TimeSpan span, Func<Caller, string> key, int limit) =>
        PartitionedRateLimiter.Create<Caller, string>(caller => RateLimitPartition.GetTokenBucketLimiter(
            key(caller),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = span / limit,
                QueueLimit = 0,
            }));

    private readonly record struct Caller(string Visitor, string Network);
}
