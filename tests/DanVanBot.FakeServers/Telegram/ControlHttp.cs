using System.Globalization;
using System.Text.Json;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>The control API under <c>/__control</c>: what a test in the same process does in C#, any other does over HTTP.</summary>
internal sealed class ControlHttp(FakeTelegram fake)
{
    private static readonly string[] Endpoints =
    [
        "GET  /__control                  this list and the state",
        "POST /__control/updates          a person acts: {kind,user,text,…}; answers {chat_id,message_id,update_id}",
        "GET  /__control/updates          updates not yet confirmed",
        "GET  /__control/sent             ?chat_id=&after=&contains=&wait_seconds= messages of the bot",
        "GET  /__control/edits            ?chat_id=&after=&wait_seconds=",
        "GET  /__control/callbacks        ?user_id=&after=&wait_seconds= answers to presses",
        "GET  /__control/actions          ?chat_id=&after= hints such as typing",
        "GET  /__control/wire             ?method=&after= every request of the bot",
        "GET  /__control/pushes           ?after= every push to the webhook",
        "POST /__control/users            {id,first_name,…,blocked,deactivated}",
        "POST /__control/groups           {type,title,members} or {id,by,bot_status|migrate|delete|add_topic}",
        "POST /__control/faults           one fault or a list: {kind,method,times,skip,…}; also /__control/scenarios",
        "GET  /__control/faults           the script and how often each struck",
        "DELETE /__control/faults         no more faults",
        "POST /__control/delivery         {paused,shuffle_seed,duplicate_updates,duplicate_pushes,redeliver}",
        "POST /__control/clock            {advance_seconds}",
        "POST /__control/reset            forget everything",
    ];

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var answer = await RouteAsync(context);
            await WriteAsync(context, answer is null ? 404 : 200, answer ?? new { error = "no such endpoint", endpoints = Endpoints });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            await WriteAsync(context, 400, new { error = e.Message });
        }
        catch (TimeoutException)
        {
            await WriteAsync(context, 200, Array.Empty<object>());
        }
        catch (OperationCanceledException)
        {
            // The caller went away.
        }
    }

    private async Task<object?> RouteAsync(HttpContext context)
    {
        var name = (context.Request.Path.Value ?? "")["/__control".Length..].Trim('/');
        var query = new ControlQuery(context.Request.Query);
        switch (context.Request.Method, name)
        {
            case ("GET", ""):
                return new { state = fake.State, endpoints = Endpoints };
            case ("POST", "updates"):
                return await ControlActs.RunAsync(fake, await ReadAsync<ControlAct>(context));
            case ("GET", "updates"):
                return fake.PendingAsJson();
            case ("GET", "sent"):
                return await fake.QueryAsync(query, f => f.SentRecords(query), context.RequestAborted);
            case ("GET", "edits"):
                return await fake.QueryAsync(query, f => f.Edits.Where(e => query.Fits(e.Seq, e.ChatId)), context.RequestAborted);
            case ("GET", "callbacks"):
                return await fake.QueryAsync(query, f => f.CallbackAnswers.Where(a => query.Fits(a.Seq, null) && (query.User ?? a.UserId) == a.UserId), context.RequestAborted);
            case ("GET", "actions"):
                return fake.ChatActions.Where(a => query.Fits(a.Seq, a.ChatId));
            case ("GET", "wire"):
                return fake.Wire.Where(w => query.Fits(w.Seq, null) && (query.Method is null || query.Method.Equals(w.Method, StringComparison.OrdinalIgnoreCase)));
            case ("GET", "pushes"):
                return fake.Pushes.Where(p => query.Fits(p.Seq, null));
            case ("POST", "users"):
                return await ControlActs.ChangeAsync(fake, await ReadAsync<ControlUser>(context));
            case ("POST", "groups"):
                return await ControlActs.ChangeAsync(fake, await ReadAsync<ControlGroup>(context));
            case ("GET", "faults" or "scenarios"):
                return fake.FaultsAsJson();
            case ("POST", "faults" or "scenarios"):
                return await AddFaultsAsync(context);
            case ("DELETE", "faults" or "scenarios"):
                fake.ClearFaults();
                return fake.State;
            case ("POST", "delivery"):
                ControlActs.Change(fake, await ReadAsync<ControlDelivery>(context));
                return fake.State;
            case ("POST", "clock"):
                fake.Clock.Advance(TimeSpan.FromSeconds((await ReadAsync<Advance>(context)).AdvanceSeconds));
                return fake.State;
            case ("GET", "clock"):
                return fake.State;
            case ("POST", "reset"):
                fake.Reset();
                return fake.State;
            default:
                return null;
        }
    }

    private async Task<object> AddFaultsAsync(HttpContext context)
    {
        var body = await ReadAsync<JsonElement>(context);
        var faults = body.ValueKind == JsonValueKind.Array ? body.Deserialize<Fault[]>(Json.Control)! : [body.Deserialize<Fault>(Json.Control)!];
        foreach (var fault in faults)
        {
            fake.AddFault(fault);
        }

        return fake.State;
    }

    private static async Task<T> ReadAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json.Control, context.RequestAborted)
        ?? throw new InvalidOperationException("A JSON body is needed.");

    private static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, body, body.GetType(), Json.Control, context.RequestAborted);
    }

    private sealed record Advance(double AdvanceSeconds);
}

/// <summary>The filters a control request may carry.</summary>
internal sealed class ControlQuery(IQueryCollection query)
{
    public long After { get; } = Number(query, "after") ?? 0;

    public long? Chat { get; } = Number(query, "chat_id");

    public long? User { get; } = Number(query, "user_id");

    public string? Contains { get; } = Text(query, "contains");

    public string? Method { get; } = Text(query, "method");

    /// <summary>How long to wait, in real time, for the first thing that fits.</summary>
    public TimeSpan Wait { get; } = TimeSpan.FromSeconds(Math.Clamp(Number(query, "wait_seconds") ?? 0, 0, 300));

    public bool Fits(long seq, long? chatId) => seq > After && (Chat is null || chatId is null || Chat == chatId);

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var value) && value.Count > 0 ? value.ToString() : null;

    private static long? Number(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} must be a number, not '{text}'.");
}
