using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DanVanBot.FakeServers.Zalo;

/// <summary>
/// A server of the Zalo Bot Platform on loopback: it takes what the documents offer and nothing else, refuses in the platform's words where they are known,
/// and goes wrong when told to. People act by <see cref="User"/>; what the bot did is in <see cref="Sent"/> and <see cref="Calls"/>.
/// </summary>
public sealed partial class FakeZaloBot : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ZaloSent> _sent = [];
    private readonly List<ZaloCall> _calls = [];
    private readonly List<ZaloPush> _pushes = [];
    private readonly List<(ZaloFault Fault, int Left)> _faults = [];
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private Task _pushing = Task.CompletedTask;
    private long _seq;

    private FakeZaloBot(FakeZaloBotOptions options) => Options = options;

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static async Task<FakeZaloBot> StartAsync(FakeZaloBotOptions? options = null)
    {
        var fake = new FakeZaloBot(options ?? new FakeZaloBotOptions());
        try
        {
            await fake.ListenAsync();
            fake._pushing = fake.PushAllAsync();
            return fake;
        }
        catch
        {
            await fake.DisposeAsync();
            throw;
        }
    }

    public FakeZaloBotOptions Options { get; }

    public string Token => Options.Token;

    /// <summary>What a client takes as the API's base address, without a slash at the end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>The number of what happened last.</summary>
    public long Seq => Locked(() => _seq);

    public IReadOnlyList<ZaloSent> Sent => Locked(() => _sent.ToList());

    public IReadOnlyList<ZaloCall> Calls => Locked(() => _calls.ToList());

    public IReadOnlyList<ZaloPush> Pushes => Locked(() => _pushes.ToList());

    public IReadOnlyList<ZaloSent> MessagesTo(string chat) => [.. Sent.Where(m => m.ChatId == chat)];

    public void AddFault(ZaloFault fault) => Change(() => _faults.Add((fault, fault.Times)));

    public void ClearFaults() => Change(_faults.Clear);

    /// <summary>Waits for a message to a chat that came after a number; the guard is real time.</summary>
    /// <exception cref="TimeoutException">It did not come; the text tells what came.</exception>
    public async Task<ZaloSent> WaitForMessageAsync(string chat, Func<ZaloSent, bool> fits, TimeSpan? timeout = null, long after = 0)
    {
        ZaloSent? found = null;
        await WaitUntilAsync(
            () => (found = MessagesTo(chat).FirstOrDefault(m => m.Seq > after && fits(m))) is not null, timeout,
            () => "Sent to the chat:\n" + string.Join("\n---\n", MessagesTo(chat).TakeLast(4).Select(m => $"{m.Seq}: {m.Text}")));
        return found!;
    }

    /// <summary>Waits until something is so; looked at whenever something happens here, and now and then.</summary>
    public async Task WaitUntilAsync(Func<bool> isSo, TimeSpan? timeout = null, Func<string>? story = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(20);
        using var guard = new CancellationTokenSource(limit);
        while (true)
        {
            var changed = Locked(() => _changed.Task);
            if (isSo())
                return;
            if (guard.IsCancellationRequested)
                throw new TimeoutException($"It did not come to pass in {limit.TotalSeconds} s. {story?.Invoke()}");
            await Task.WhenAny(changed, Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _http.Dispose();
        _stopping.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The application lives as long as the fake.")]
    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear(); // no setting of the machine may move it off loopback
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, Options.Port);
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        BaseUrl = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        try
        {
            if (path.StartsWith("/__control/", StringComparison.Ordinal))
                await ControlAsync(context, path["/__control/".Length..]);
            else if (path.StartsWith("/photo/", StringComparison.Ordinal))
                await ShowAsync(context, path["/photo/".Length..]);
            else if (path.Split('/') is ["", { } bot, { } method] && bot.StartsWith("bot", StringComparison.Ordinal))
                await CallAsync(context, bot[3..], method);
            else
                await WriteAsync(context, Refusal(404, "Not Found"));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task CallAsync(HttpContext context, string token, string method)
    {
        if (!string.Equals(token, Token, StringComparison.Ordinal))
        {
            await WriteAsync(context, Refusal(401, "Unauthorized"));
            return;
        }

        if (await BodyAsync(context.Request) is not { } body)
        {
            await WriteAsync(context, Refusal(400, "Bad request: the body is no JSON object"));
            return;
        }

        ZaloCall call = null!;
        ZaloFault? fault = null;
        Change(() =>
        {
            _calls.Add(call = new ZaloCall(++_seq, method, body));
            fault = Strike(method);
        });
        if (fault?.Kind is ZaloFaultKind.DropBefore)
        {
            Change(() => call.Status = -1);
            context.Abort();
            return;
        }

        var reply = fault?.Kind switch
        {
            ZaloFaultKind.Error => FaultReply(fault),
            ZaloFaultKind.Page => Page(fault),
            ZaloFaultKind.Raw => new Reply(200, fault.Description ?? ""),
            _ => await AnswerAsync(method, body, context.RequestAborted),
        };
        Change(() => (call.Status, call.Accepted) = (reply.Status, reply.Body.StartsWith("{\"ok\":true", StringComparison.Ordinal)));
        switch (fault?.Kind)
        {
            case ZaloFaultKind.DropAfter:
                context.Abort();
                return;
            case ZaloFaultKind.HangAfter:
                using (var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token))
                    await Task.Delay(Timeout.Infinite, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return;
            case ZaloFaultKind.PageAfter:
                reply = Page(fault);
                break;
            case ZaloFaultKind.Malformed:
                reply = reply with { Body = reply.Body[..(reply.Body.Length / 2)] };
                break;
        }

        if (fault?.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await WriteAsync(context, reply);
    }

    private ZaloFault? Strike(string method)
    {
        var at = _faults.FindIndex(f => f.Fault.Method is null || f.Fault.Method == method);
        if (at < 0)
            return null;
        var (fault, left) = _faults[at];
        if (left <= 1)
            _faults.RemoveAt(at);
        else
            _faults[at] = (fault, left - 1);
        return fault;
    }

    private static async Task<JsonObject?> BodyAsync(HttpRequest request)
    {
        try
        {
            if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
                return null;
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Type;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    private sealed record Reply(int Status, string Body, string Type = "application/json");
}
