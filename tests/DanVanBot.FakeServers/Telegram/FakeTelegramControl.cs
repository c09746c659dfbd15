using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>Drives a fake that runs in another process, over its control API.</summary>
public sealed class FakeTelegramControl : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="baseUrl">The fake's address as it printed it, such as <c>http://127.0.0.1:8081</c>.</param>
    public FakeTelegramControl(string baseUrl) => _http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(baseUrl.TrimEnd('/') + "/__control/"),
        Timeout = TimeSpan.FromMinutes(6),
    };

    /// <summary>A person acts; an album is answered with its first message.</summary>
    public async Task<ControlActResult> ActAsync(ControlAct act, CancellationToken cancel = default)
    {
        var answer = await SendAsync<JsonElement>(HttpMethod.Post, "updates", act, cancel);
        return (answer.ValueKind == JsonValueKind.Array ? answer[0] : answer).Deserialize<ControlActResult>(Json.Control)!;
    }

    public Task<ControlActResult> SendTextAsync(long user, string text, CancellationToken cancel = default) =>
        ActAsync(new ControlAct { Kind = "text", User = user, Text = text }, cancel);

    public Task<ControlActResult> PressAsync(long user, string labelOrData, int? messageId = null, CancellationToken cancel = default) =>
        ActAsync(new ControlAct { Kind = "press", User = user, Button = labelOrData, MessageId = messageId }, cancel);

    public Task<ControlUser> UserAsync(ControlUser user, CancellationToken cancel = default) => SendAsync<ControlUser>(HttpMethod.Post, "users", user, cancel);

    public Task<ControlGroupResult> GroupAsync(ControlGroup group, CancellationToken cancel = default) =>
        SendAsync<ControlGroupResult>(HttpMethod.Post, "groups", group, cancel);

    public Task<IReadOnlyList<SentRecord>> SentAsync(long? chatId = null, long after = 0, string? contains = null, CancellationToken cancel = default) =>
        ListAsync<SentRecord>(Query("sent", chatId, after, contains, TimeSpan.Zero), cancel);

    /// <summary>The first message that fits, already there or still to come.</summary>
    public async Task<SentRecord> WaitForMessageAsync(long chatId, string? contains = null, long after = 0, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        var wait = timeout ?? FakeTelegram.DefaultTimeout;
        var found = await ListAsync<SentRecord>(Query("sent", chatId, after, contains, wait), cancel);
        return found.Count > 0 ? found[0] : throw new TimeoutException($"No message for chat {chatId} containing '{contains}' within {wait}.");
    }

    public Task<IReadOnlyList<EditRecord>> EditsAsync(long? chatId = null, long after = 0, CancellationToken cancel = default) =>
        ListAsync<EditRecord>(Query("edits", chatId, after, null, TimeSpan.Zero), cancel);

    public Task<IReadOnlyList<CallbackAnswer>> CallbackAnswersAsync(long after = 0, CancellationToken cancel = default) =>
        ListAsync<CallbackAnswer>(Query("callbacks", null, after, null, TimeSpan.Zero), cancel);

    public Task<IReadOnlyList<WireEntry>> WireAsync(long after = 0, CancellationToken cancel = default) =>
        ListAsync<WireEntry>(Query("wire", null, after, null, TimeSpan.Zero), cancel);

    public Task<IReadOnlyList<PushEntry>> PushesAsync(long after = 0, CancellationToken cancel = default) =>
        ListAsync<PushEntry>(Query("pushes", null, after, null, TimeSpan.Zero), cancel);

    public Task AddFaultAsync(Fault fault, CancellationToken cancel = default) => SendAsync<ControlState>(HttpMethod.Post, "faults", fault, cancel);

    public Task ClearFaultsAsync(CancellationToken cancel = default) => SendAsync<ControlState>(HttpMethod.Delete, "faults", null, cancel);

    public Task DeliveryAsync(ControlDelivery change, CancellationToken cancel = default) => SendAsync<ControlState>(HttpMethod.Post, "delivery", change, cancel);

    public Task<ControlState> AdvanceAsync(TimeSpan by, CancellationToken cancel = default) =>
        SendAsync<ControlState>(HttpMethod.Post, "clock", new { advance_seconds = by.TotalSeconds }, cancel);

    public Task<ControlState> StateAsync(CancellationToken cancel = default) => SendAsync<ControlState>(HttpMethod.Get, "clock", null, cancel);

    public Task ResetAsync(CancellationToken cancel = default) => SendAsync<ControlState>(HttpMethod.Post, "reset", null, cancel);

    public void Dispose() => _http.Dispose();

    private static string Query(string path, long? chatId, long after, string? contains, TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}?after={after}&wait_seconds={(long)Math.Ceiling(wait.TotalSeconds)}")
        + (chatId is { } chat ? string.Create(CultureInfo.InvariantCulture, $"&chat_id={chat}") : "")
        + (contains is null ? "" : "&contains=" + Uri.EscapeDataString(contains));

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancel) => await SendAsync<T[]>(HttpMethod.Get, path, null, cancel);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json.Control);
        }

        using var response = await _http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<T>(text, Json.Control)!
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }
}
