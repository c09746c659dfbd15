using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DanVanBot.Tests.WebChat;

/// <summary>Speaks to the page's endpoints as the page does: cookies kept, origin said.</summary>
internal sealed class ChatClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();
    private readonly Uri _url;

    public ChatClient(Uri url, bool withOrigin = true)
    {
        _url = url;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { BaseAddress = url };
        if (withOrigin)
            _http.DefaultRequestHeaders.Add("Origin", url.GetLeftPart(UriPartial.Authority));
    }

    public string? Role { get; set; }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>The cookie as sent, or null.</summary>
    public string? Cookie
    {
        get => _cookies.GetCookies(_url).FirstOrDefault()?.Value;
        set => _cookies.SetCookies(_url, "danvan_visitor=" + value);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(WithRole(path), TestContext.Current.CancellationToken);

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) =>
        _http.PostAsJsonAsync(WithRole(path), body, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent body) => _http.PostAsync(WithRole(path), body, TestContext.Current.CancellationToken);

    /// <summary>Says something that must be taken; returns its number.</summary>
    public async Task<long> SayAsync(string id, string text)
    {
        using var answer = await PostAsync("/chat/say", new { id, text });
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("n").GetInt64();
    }

    public async Task<HttpResponseMessage> SendFileAsync(string id, byte[] content, string name = "anh.jpg", string? caption = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(id), "id" } };
        if (caption is not null)
            form.Add(new StringContent(caption, Encoding.UTF8), "caption");
        form.Add(new ByteArrayContent(content), "file", name);
        return await PostAsync("/chat/file", form);
    }

    public async Task<List<JsonElement>> LogAsync(string query = "after=0") =>
        [.. (await GetJsonAsync("/chat/log?" + query)).GetProperty("entries").EnumerateArray()];

    /// <summary>The log once it has so many entries: each look waits at the server, not here.</summary>
    public async Task<List<JsonElement>> LogOfAsync(int count)
    {
        var all = new List<JsonElement>();
        while (all.Count < count)
        {
            var after = all.Count == 0 ? 0 : all[^1].GetProperty("n").GetInt64();
            var more = await LogAsync($"after={after}&wait=20");
            more.Should().NotBeEmpty("{0} of {1} entries have come", all.Count, count);
            all.AddRange(more);
        }

        return all;
    }

    /// <summary>Opens the stream; <paramref name="lastId"/> is what a browser says when it comes back.</summary>
    public async Task<EventReader> StreamAsync(long after = 0, long? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, WithRole($"/chat/stream?after={after}"));
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private string WithRole(string path) => Role is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "vai=" + Role;
}

/// <summary>Reads Server-Sent Events.</summary>
internal sealed class EventReader(HttpResponseMessage answer, Stream stream) : IDisposable
{
    // The server beats every 15 s: a stream silent for so long is dead, and the test is to say so rather than to hang.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan NoEntry = TimeSpan.FromSeconds(60);

    private readonly StreamReader _reader = new(stream);

    public HttpResponseMessage Answer => answer;

    /// <summary>The next event: its name ("message" when it has none), id and data; null when the stream ended.</summary>
    public async Task<(string Name, string? Id, string Data)?> NextAsync()
    {
        var (name, id, data) = ("message", (string?)null, (string?)null);
        while (await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Silence) is { } line)
        {
            if (line.Length == 0 && data is not null)
                return (name, id, data);
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data = line[5..].TrimStart();
        }

        return null;
    }

    /// <summary>The next entry of the log, past beats and hints.</summary>
    public async Task<JsonElement> NextEntryAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (await NextAsync() is { } e)
        {
            if (e.Name == "message")
                return JsonDocument.Parse(e.Data).RootElement;
            if (Stopwatch.GetElapsedTime(begun) > NoEntry)
                throw new TimeoutException("The stream beats and brings no entry.");
        }

        throw new EndOfStreamException("The stream ended.");
    }

    public void Dispose()
    {
        _reader.Dispose();
        answer.Dispose();
    }
}
