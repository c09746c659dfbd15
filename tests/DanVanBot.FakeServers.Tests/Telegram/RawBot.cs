using System.Net.Http.Json;
using System.Text.Json;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>A bot that speaks plain HTTP, to see exactly what is on the wire.</summary>
internal sealed class RawBot(FakeTelegram fake) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(fake.BaseUrl) };

    public HttpClient Http => _http;

    public string Path(string method) => $"/bot{fake.Token}/{method}";

    public async Task<RawAnswer> CallAsync(string method, object? args = null)
    {
        using var response = await _http.PostAsync(Path(method), JsonContent.Create(args ?? new { }), TestContext.Current.CancellationToken);
        return await RawAnswer.ReadAsync(response);
    }

    public Task<RawAnswer> SayAsync(long chat, string text) => CallAsync("sendMessage", new { chat_id = chat, text });

    public void Dispose() => _http.Dispose();
}

internal sealed record RawAnswer(int Status, JsonElement Body, string? RetryAfterHeader)
{
    public bool Ok => Body.GetProperty("ok").GetBoolean();

    public JsonElement Result => Body.GetProperty("result");

    public string Description => Body.GetProperty("description").GetString()!;

    public int RetryAfter => Body.GetProperty("parameters").GetProperty("retry_after").GetInt32();

    public int[] UpdateIds => [.. Result.EnumerateArray().Select(u => u.GetProperty("update_id").GetInt32())];

    public static async Task<RawAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text);
        return new RawAnswer((int)response.StatusCode, document.RootElement.Clone(), response.Headers.TryGetValues("Retry-After", out var values) ? values.First() : null);
    }
}
