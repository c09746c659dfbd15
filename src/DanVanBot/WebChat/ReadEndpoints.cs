using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary><c>GET /chat/log</c> (also as a long poll) and <c>GET /chat/stream</c> (Server-Sent Events): the log from a cursor on.</summary>
internal sealed class ReadEndpoints(
    WebLog log, Visitors visitors, ChatLimits limits, PageGuard guard, TimeProvider time, IHostApplicationLifetime life, IOptions<WebChatOptions> options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>
    /// <c>?after=N</c>: what came after N, oldest first; with <c>wait=SECONDS</c> it waits for something to come.
    /// <c>?before=N</c>: what came before N; without either the newest. At most 50 entries; <c>more</c>: there are others in that direction.
    /// </summary>
    public async Task LogAsync(HttpContext http)
    {
        if (await EnterAsync(http) is not { } visitor)
            return;
        IReadOnlyList<LogEntry> entries;
        if (Number(http, "after") is { } after)
            entries = await AfterAsync(http, visitor, after, TimeSpan.FromSeconds(Number(http, "wait") ?? 0));
        else
            entries = await log.BeforeAsync(visitor.Lane, Number(http, "before") ?? 9_999_999_999, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        var body = new { entries = entries.Select(e => e.ToWire()), more = entries.Count == WebLog.PageSize };
        await http.Response.WriteAsJsonAsync(body, Json, http.RequestAborted);
    }

    /// <summary>
    /// Entries after <c>Last-Event-ID</c> or <c>?after=N</c>, each an event whose id is its number; <c>typing</c> while the bot is at work;
    /// <c>beat</c> so that the page notices a dead connection; <c>bye</c> when the visitor has too many tabs open and this one is to poll.
    /// It ends when the page leaves or the program stops.
    /// </summary>
    public async Task StreamAsync(HttpContext http)
    {
        if (await EnterAsync(http) is not { } visitor)
            return;
        using var watch = log.Signals.TryWatch(visitor.Lane, Visitors.NetworkOf(http), options.Value);
        if (watch is null)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", TimeSpan.FromSeconds(30));
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var cursor = Cursor(http);
        // The first page is read before anything is promised: a store that is down is a 503, not a stream that says nothing.
        var entries = await log.AfterAsync(visitor.Lane, cursor, ends.Token);
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(http, "retry: 2000\nevent: beat\ndata:\n\n", ends.Token);
            while (true)
            {
                while (entries.Count > 0)
                {
                    foreach (var entry in entries)
                        await WriteAsync(http, Event(entry), ends.Token);
                    cursor = entries[^1].Number;
                    entries = await log.AfterAsync(visitor.Lane, cursor, ends.Token);
                }

                if (!await watch.WaitAsync(options.Value.Heartbeat, time, ends.Token))
                    await WriteAsync(http, "event: beat\ndata:\n\n", ends.Token);
                else if (watch.TakeTyping())
                    await WriteAsync(http, "event: typing\ndata:\n\n", ends.Token);
                if (watch.IsDisplaced)
                {
                    await WriteAsync(http, "event: bye\ndata:\n\n", ends.Token);
                    return;
                }

                entries = watch.TakeRung() ? await log.AfterAsync(visitor.Lane, cursor, ends.Token) : [];
            }
        }
        catch (OperationCanceledException)
        {
            // The page left or the program stops; the cursor is with the page.
        }
        catch (DanVanBot.Core.Storage.StoreUnavailableException)
        {
            // The page comes back by itself and is told 503 until the store answers.
            http.Abort();
        }
    }

    private async Task<IReadOnlyList<LogEntry>> AfterAsync(HttpContext http, Visitor visitor, long after, TimeSpan wait)
    {
        using var watch = wait > TimeSpan.Zero ? log.Signals.TryWatch(visitor.Lane, Visitors.NetworkOf(http), options.Value) : null;
        var entries = await log.AfterAsync(visitor.Lane, after, http.RequestAborted);
        if (entries.Count > 0 || watch is null)
            return entries;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var until = time.GetUtcNow() + (wait < options.Value.LongestPoll ? wait : options.Value.LongestPoll);
        try
        {
            while (entries.Count == 0 && !watch.IsDisplaced && until - time.GetUtcNow() is var left && left > TimeSpan.Zero && await watch.WaitAsync(left, time, ends.Token))
                entries = await log.AfterAsync(visitor.Lane, after, http.RequestAborted);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The program stops: an empty answer, the page asks again.
        }

        return entries;
    }

    private async Task<Visitor?> EnterAsync(HttpContext http)
    {
        if (!Roles.TryRead(http, out var role) || visitors.Find(http, role) is not { } visitor)
        {
            await guard.RefuseAsync(http, StatusCodes.Status401Unauthorized, "unknown-visitor");
            return null;
        }

        if (limits.Read(http, visitor) is not { } wait)
            return visitor;
        await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
        return null;
    }

    private static long Cursor(HttpContext http) =>
        long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : Number(http, "after") ?? 0;

    // Up to 9,999,999,999: ten digits, as in the key.
    private static long? Number(HttpContext http, string name) =>
        long.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, 9_999_999_998) : null;

    private static string Event(LogEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {entry.Number}\ndata: {JsonSerializer.Serialize(entry.ToWire(), Json)}\n\n");

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken ct)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
