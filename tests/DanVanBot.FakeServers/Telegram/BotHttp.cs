using System.Globalization;
using System.Text;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>The bots' side of the wire: paths, tokens, the log, and faults on the way in and out.</summary>
internal sealed class BotHttp(World world, BotApi api, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/file/bot", StringComparison.Ordinal))
        {
            await DownloadAsync(context, path["/file/bot".Length..]);
            return;
        }

        var slash = path.StartsWith("/bot", StringComparison.Ordinal) ? path.IndexOf('/', 4) : -1;
        if (slash < 0)
        {
            await WriteAsync(context, ApiReply.Fail(ApiError.Exact(404, "Not Found")));
            return;
        }

        var method = path[slash..].Trim('/');
        if (RefuseToken(path[4..slash]) is { } refusal)
        {
            Log(context.Request.Method, new ApiRequest { Method = method }, out var refused);
            await WriteAsync(context, ApiReply.Fail(refusal), refused);
            return;
        }

        ApiRequest request;
        try
        {
            request = await ApiRequest.ReadAsync(context, method);
        }
        catch (ApiError error)
        {
            Log(context.Request.Method, new ApiRequest { Method = method }, out var unreadable);
            await WriteAsync(context, ApiReply.Fail(error), unreadable);
            return;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return;
        }

        await AnswerAsync(context, request);
    }

    /// <summary>A webhook may answer with one method; its result is never told to anybody.</summary>
    public async Task RunWebhookReplyAsync(string body)
    {
        var request = new ApiRequest { Method = "" };
        try
        {
            request.ReadJson(body);
        }
        catch (ApiError)
        {
            return;
        }

        var method = request["method"];
        var lower = method.ToLowerInvariant();
        if (lower is "" or "deletewebhook" or "setwebhook" or "close" or "logout" || lower.StartsWith("get", StringComparison.Ordinal))
        {
            return;
        }

        request = new ApiRequest { Method = method, Args = request.Args };
        Log("POST", request, out var entry, viaReply: true);
        var reply = await api.CallAsync(request, stopping);
        lock (world.Gate)
        {
            (entry.Accepted, entry.Status, entry.Error, entry.Outcome) = (reply.Error is null, reply.Status, reply.Error, WireOutcome.DoneUnanswered);
            world.Changed();
        }
    }

    private async Task AnswerAsync(HttpContext context, ApiRequest request)
    {
        Log(context.Request.Method, request, out var entry);
        Fault? fault;
        lock (world.Gate)
        {
            fault = world.Faults.Strike(entry);
        }

        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            if (fault is not null && await BeforeAsync(context, fault, entry, gone.Token))
            {
                return;
            }

            var reply = await api.CallAsync(request, gone.Token);
            lock (world.Gate)
            {
                (entry.Accepted, entry.Status, entry.Error) = (reply.Error is null, reply.Status, reply.Error);
            }

            if (fault is null || !await AfterAsync(context, fault, entry, reply, gone.Token))
            {
                await WriteAsync(context, reply, entry);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            Close(entry, WireOutcome.ClientGone);
        }
    }

    /// <summary>Faults that strike before the work; true when the request ends here.</summary>
    private async Task<bool> BeforeAsync(HttpContext context, Fault fault, WireEntry entry, CancellationToken gone)
    {
        switch (fault.Kind)
        {
            case FaultKind.DropBefore:
                Close(entry, WireOutcome.DroppedBefore);
                context.Abort();
                return true;
            case FaultKind.ServerError:
                await WriteAsync(context, ApiReply.Fail(ApiError.Exact(fault.Status ?? 500, fault.Body ?? "Internal Server Error")), entry);
                return true;
            case FaultKind.GatewayError:
                await WriteAsync(context, new ApiReply(fault.Status ?? 502, fault.Body ?? Html(fault.Status ?? 502), Error: "Bad Gateway"), entry, "text/html");
                return true;
            case FaultKind.TooManyRequests:
                await WriteAsync(context, ApiReply.Fail(ApiError.TooMany(fault.RetryAfter ?? 1)), entry);
                return true;
            case FaultKind.Error:
                await WriteAsync(context, ApiReply.Fail(ApiError.Exact(fault.Status ?? 400, fault.Body ?? "Bad Request")), entry);
                return true;
            case FaultKind.SlowBefore:
                await DelayAsync(fault, entry, gone);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Faults that strike after the work; true when the answer was dealt with.</summary>
    private async Task<bool> AfterAsync(HttpContext context, Fault fault, WireEntry entry, ApiReply reply, CancellationToken gone)
    {
        switch (fault.Kind)
        {
            case FaultKind.DropAfter:
                Close(entry, WireOutcome.DoneUnanswered);
                context.Abort();
                return true;
            case FaultKind.HangAfter:
                Close(entry, WireOutcome.DoneUnanswered);
                try
                {
                    await Task.Delay(fault.Delay ?? Timeout.InfiniteTimeSpan, world.Clock, gone);
                }
                catch (OperationCanceledException)
                {
                    // The client gave up: what this fault waits for.
                }

                context.Abort();
                return true;
            case FaultKind.GatewayErrorAfter:
                await WriteAsync(context, new ApiReply(fault.Status ?? 502, fault.Body ?? Html(fault.Status ?? 502), Error: "Bad Gateway"), entry, "text/html");
                return true;
            case FaultKind.Malformed:
                await WriteAsync(context, reply with { Body = fault.Body ?? reply.Body[..(reply.Body.Length / 2)] }, entry);
                return true;
            case FaultKind.SlowAfter:
                await DelayAsync(fault, entry, gone);
                return false;
            default:
                return false;
        }
    }

    private async Task DelayAsync(Fault fault, WireEntry entry, CancellationToken gone)
    {
        var delay = Task.Delay(fault.Delay ?? TimeSpan.FromSeconds(5), world.Clock, gone);
        Close(entry, WireOutcome.Delayed);
        await delay;
    }

    private async Task DownloadAsync(HttpContext context, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var token = slash < 0 ? rest : rest[..slash];
        var request = new ApiRequest { Method = "file" };
        request.Args["path"] = slash < 0 ? "" : rest[(slash + 1)..];
        Log(context.Request.Method, request, out var entry);
        Fault? fault;
        StoredFile? file;
        lock (world.Gate)
        {
            fault = world.Faults.Strike(entry);
            file = world.Files.Open(request["path"]);
        }

        if (fault is not null && await BeforeAsync(context, fault, entry, context.RequestAborted))
        {
            return;
        }

        if (RefuseToken(token) is { } refusal)
        {
            await WriteAsync(context, ApiReply.Fail(refusal), entry);
            return;
        }

        if (file is null)
        {
            await WriteAsync(context, ApiReply.Fail(ApiError.Exact(404, "Not Found")), entry);
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Content.Length;
        var half = fault?.Kind is FaultKind.DropAfter or FaultKind.Malformed;
        await context.Response.Body.WriteAsync(file.Content.AsMemory(0, half ? file.Content.Length / 2 : file.Content.Length), context.RequestAborted);
        lock (world.Gate)
        {
            (entry.Accepted, entry.Status) = (true, 200);
        }

        Close(entry, half ? WireOutcome.DoneUnanswered : WireOutcome.Answered);
        if (half)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    private ApiError? RefuseToken(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        var isWellFormed = colon > 0 && token.Length <= 80 && token[0] != '0'
            && long.TryParse(token.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < 1L << 54;
        return !isWellFormed ? ApiError.Exact(401, "Unauthorized: invalid token specified")
            : token != world.Options.Token ? ApiError.Exact(401, "Unauthorized")
            : null;
    }

    private void Log(string httpMethod, ApiRequest request, out WireEntry entry, bool viaReply = false)
    {
        lock (world.Gate)
        {
            entry = new WireEntry
            {
                Seq = world.NextSeq(),
                At = world.Clock.GetUtcNow(),
                HttpMethod = httpMethod,
                Method = request.Method,
                Parameters = request.Args,
                Files = request.Files.ToDictionary(f => f.Key, f => f.Value.FileName),
                ViaWebhookReply = viaReply,
            };
            request.WireSeq = entry.Seq;
            world.Wire.Add(entry);
            world.Changed();
        }
    }

    private void Close(WireEntry entry, WireOutcome outcome)
    {
        lock (world.Gate)
        {
            entry.Outcome = outcome;
            world.Changed();
        }
    }

    private async Task WriteAsync(HttpContext context, ApiReply reply, WireEntry? entry = null, string type = "application/json")
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = type;
        if (reply.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var body = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.ContentLength = body.Length;
        if (entry is not null)
        {
            lock (world.Gate)
            {
                (entry.Status, entry.Error) = (reply.Status, reply.Error ?? entry.Error);
            }
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        if (entry is not null)
        {
            Close(entry, WireOutcome.Answered);
        }
    }

    private static string Html(int status) => $"<html>\r\n<head><title>{status}</title></head>\r\n<body><center><h1>{status}</h1></center></body>\r\n</html>\r\n";
}
