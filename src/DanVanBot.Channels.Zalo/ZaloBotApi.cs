using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;

namespace DanVanBot.Channels.Zalo;

/// <summary>What a call to the platform came to.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>Zalo did it. The result is undefined where the method gives none.</summary>
    public sealed record Done(JsonElement Result) : ApiAnswer;

    /// <summary>Zalo said no, in its own words.</summary>
    public sealed record Refused(int Code, string Description, TimeSpan? RetryAfter) : ApiAnswer;

    /// <summary>Something answered that does not speak for Zalo: a proxy, a page of the server in front, half a body.</summary>
    public sealed record Strange(int Status, TimeSpan? RetryAfter) : ApiAnswer;

    /// <summary>Certain: nothing was sent.</summary>
    public sealed record NotSent(string Reason) : ApiAnswer;

    /// <summary>Sent or partly sent, and no answer came.</summary>
    public sealed record Silent(string Reason) : ApiAnswer;
}

/// <summary>The platform's methods over HTTP: one request a call, nothing repeated, no token above the socket.</summary>
internal sealed partial class ZaloBotApi : IDisposable
{
    private const int MaxAnswer = 4 * 1024 * 1024;
    private const int MaxDescription = 200;
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly string[] _secrets;

    public ZaloBotApi(ZaloBotOptions options, TimeProvider time)
    {
        _time = time;
        var token = options.BotToken.Reveal();
        var standIn = token[..(token.IndexOf(':', StringComparison.Ordinal) + 1)] + "token";
        _root = $"{options.ApiBaseUrl.GetLeftPart(UriPartial.Authority)}/bot{standIn}/";
        _secrets = [token, Uri.EscapeDataString(token), .. options.WebhookSecret is { } secret ? [secret.Reveal()] : Array.Empty<string>()];
        // Calls are timed by the clock of the service, below; the client's own timer would be a second, wall-clock one.
        _http = new HttpClient(new TokenHandler("/bot" + standIn, "/bot" + token)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswer };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DanVanBot", "0.1"));
    }

    /// <summary>Calls one method.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> asked for it.</exception>
    public async Task<ApiAnswer> CallAsync(string method, object body, TimeSpan limit, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Json));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            using var response = await _http.PostAsync(new Uri(_root + method), content, both.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return Read((int)response.StatusCode, RetryAfter(response), bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ct.ThrowIfCancellationRequested();
            return e switch
            {
                NothingSentException nothing => new ApiAnswer.NotSent(nothing.Message),
                { InnerException: NothingSentException nothing } => new ApiAnswer.NotSent(nothing.Message),
                _ when timer.IsCancellationRequested => new ApiAnswer.Silent("no answer in time"),
                HttpRequestException http => new ApiAnswer.Silent(http.HttpRequestError.ToString()),
                _ => new ApiAnswer.Silent(e.GetType().Name),
            };
        }
    }

    /// <summary>The text without secrets, and without anything else that looks like a bot token.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return AnyToken().Replace(text, "***");
    }

    public void Dispose() => _http.Dispose();

    // What counts is the envelope, whatever the HTTP status: an empty poll comes as 408 in either place. Codes come as numbers or strings.
    private ApiAnswer Read(int status, TimeSpan? retryAfter, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ok", out var ok))
            {
                if (ok.ValueKind == JsonValueKind.True && status is >= 200 and < 300)
                    return new ApiAnswer.Done(root.TryGetProperty("result", out var result) ? result.Clone() : default);
                if (ok.ValueKind == JsonValueKind.False)
                    return new ApiAnswer.Refused(Code(root, "error_code") ?? Code(root, "errorCode") ?? status, Description(root), retryAfter);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not the platform speaking.
        }

        return new ApiAnswer.Strange(status, retryAfter);
    }

    private static int? Code(JsonElement root, string name) => !root.TryGetProperty(name, out var code) ? null : code.ValueKind switch
    {
        JsonValueKind.Number when code.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(code.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private string Description(JsonElement root)
    {
        var text = root.TryGetProperty("description", out var said) && said.ValueKind == JsonValueKind.String ? Redact(said.GetString()!) : "";
        return text.Length <= MaxDescription ? text : text[..MaxDescription];
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    [GeneratedRegex("[0-9]{6,32}:[A-Za-z0-9._~-]{20,}")]
    private static partial Regex AnyToken();
}
