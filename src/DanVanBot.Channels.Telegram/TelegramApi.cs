using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;

namespace DanVanBot.Channels.Telegram;

/// <summary>What a call to the Bot API came to.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>Telegram did it.</summary>
    public sealed record Done(JsonElement Result) : ApiAnswer;

    /// <summary>Telegram said no, in its own words.</summary>
    public sealed record Refused(int Code, string Description, int? RetryAfter, long? MigrateTo) : ApiAnswer;

    /// <summary>Something answered that does not speak for Telegram: a proxy, half a body.</summary>
    public sealed record Strange(int Status, string Reason) : ApiAnswer;

    /// <summary>Certain: nothing was sent.</summary>
    public sealed record NotSent(string Reason) : ApiAnswer;

    /// <summary>Sent or partly sent, and no answer came.</summary>
    public sealed record Silent(string Reason) : ApiAnswer;
}

/// <summary>
/// Telegram.Bot's client, set up so that it repeats nothing by itself, knows no token and hands out results as JSON: a new kind of content in a
/// result can then not turn a message that was sent into a failure.
/// </summary>
internal sealed partial class TelegramApi : IDisposable
{
    private const int MaxAnswer = 32 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly TelegramBotClient _bot;
    private readonly TimeProvider _time;
    private readonly string[] _secrets;

    public TelegramApi(TelegramOptions options, TimeProvider time)
    {
        _time = time;
        var token = options.BotToken.Reveal();
        var standIn = token[..(token.IndexOf(':', StringComparison.Ordinal) + 1)] + "token";
        _secrets = [Uri.EscapeDataString(token), .. options.Secrets];
        // Calls are timed by the clock of the service, below; the client's own timer would be a second, wall-clock one.
        _http = new HttpClient(new TokenHandler("/bot" + standIn, "/bot" + token)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswer };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DanVanBot", "0.1"));
        _bot = new TelegramBotClient(
            new TelegramBotClientOptions(standIn, options.ApiBaseUrl?.GetLeftPart(UriPartial.Authority)) { RetryCount = 0, RetryThreshold = 0 }, _http);
    }

    /// <summary>Calls one method.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> asked for it.</exception>
    public async Task<ApiAnswer> CallAsync(IRequest request, TimeSpan limit, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            return new ApiAnswer.Done(await _bot.SendRequest(new AsJson(request), both.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ct.ThrowIfCancellationRequested();
            return Read(e, timer.IsCancellationRequested);
        }
    }

    /// <summary>Copies a file to <paramref name="destination"/>; null when all of it came. Always over HTTP, wherever the server says the file lies.</summary>
    public async Task<ApiAnswer?> DownloadAsync(string filePath, Stream destination, TimeSpan limit, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            await _bot.DownloadFile(filePath, destination, both.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ct.ThrowIfCancellationRequested();
            return Read(e, timer.IsCancellationRequested);
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

    private ApiAnswer Read(Exception e, bool timedOut) => e switch
    {
        ApiRequestException api => new ApiAnswer.Refused(api.ErrorCode, Redact(api.Message), RetryAfter(api), api.Parameters?.MigrateToChatId),
        { InnerException: NothingSentException nothing } => new ApiAnswer.NotSent(nothing.Message),
        NothingSentException nothing => new ApiAnswer.NotSent(nothing.Message),
        RequestException { HttpStatusCode: { } status } strange => new ApiAnswer.Strange((int)status, Redact(strange.Message)),
        _ when timedOut => new ApiAnswer.Silent("no answer in time"),
        { InnerException: HttpRequestException http } => new ApiAnswer.Silent(http.HttpRequestError.ToString()),
        _ => new ApiAnswer.Silent(e.GetType().Name),
    };

    private static int? RetryAfter(ApiRequestException e)
    {
        if (e.Parameters?.RetryAfter is { } seconds)
            return seconds;
        var said = RetryAfterText().Match(e.Message);
        return said.Success ? int.Parse(said.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex("[0-9]{6,16}:[A-Za-z0-9_-]{30,}")]
    private static partial Regex AnyToken();

    [GeneratedRegex("retry after ([0-9]{1,6})")]
    private static partial Regex RetryAfterText();

    /// <summary>The same request with its result left as JSON. Small bodies are written before they are sent, so that their length is known.</summary>
    private sealed class AsJson(IRequest request) : IRequest<JsonElement>
    {
        public HttpMethod HttpMethod => request.HttpMethod;

        public string MethodName => request.MethodName;

        public bool IsWebhookResponse { get => false; set => throw new NotSupportedException(); }

        public HttpContent? ToHttpContent() => request.ToHttpContent() switch
        {
            System.Net.Http.Json.JsonContent json => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(json.Value, json.ObjectType, JsonBotAPI.Options))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
            var other => other,
        };
    }
}
