using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace DanVanBot.Channels.Zalo;

/// <summary>
/// Receives what Zalo brings. 200 means: it is durable. How often Zalo repeats what was refused is not published, so only a wrong secret, a body that is
/// none and a store that is down are refused; an event nobody understands is counted and taken.
/// </summary>
public sealed class ZaloBotWebhook
{
    /// <summary>Largest body taken.</summary>
    public const int MaxBody = 1024 * 1024;

    private const string SecretHeader = "X-Bot-Api-Secret-Token";
    private static readonly TimeSpan CheckPause = TimeSpan.FromMinutes(10);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };
    private readonly ZaloBotChannel _channel;
    private readonly ZaloBotIntake _intake;
    private readonly byte[] _secretHash;
    private bool _set;

    /// <param name="channel">The bot, in webhook mode.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    /// <exception cref="ZaloBotSettingsException">There is no secret.</exception>
    public ZaloBotWebhook(ZaloBotChannel channel, Inbox inbox, ILoggerFactory loggers)
    {
        _channel = channel;
        _intake = new ZaloBotIntake(channel, inbox, loggers.CreateLogger<ZaloBotWebhook>());
        var secret = channel.Options.WebhookSecret
            ?? throw new ZaloBotSettingsException(["ZaloBot:WebhookSecret is missing: without it anyone could send messages, so webhook mode does not start."]);
        _secretHash = Hash(secret.Reveal());
    }

    /// <summary>Events acknowledged without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _intake.Ignored;

    /// <summary>
    /// Gets ready and tells Zalo the address, which Zalo then tries: so the service must be listening. Once that is done, looks now and then whether it still stands.
    /// </summary>
    /// <returns>How long to wait before the next step.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        if (await _intake.GetReadyAsync(ct).ConfigureAwait(false) is { } retry)
            return Until(retry);
        var url = _channel.Options.PublicWebhookUrl!.AbsoluteUri;
        if (_set)
        {
            var info = await _intake.CallAsync("getWebhookInfo", new { }, ct).ConfigureAwait(false);
            if (info is not (ApiAnswer.Done or ApiAnswer.Refused { Code: 404 }))
                return Until(_channel.Outcomes.RetryAfter(info));
            if (ZaloBotPoller.WebhookOf(info) == url)
                return CheckPause;
        }

        var answer = await _intake.CallAsync("setWebhook", new { url, secret_token = _channel.Options.WebhookSecret!.Reveal() }, ct).ConfigureAwait(false);
        switch (answer)
        {
            case ApiAnswer.Done done when FailureOf(done.Result) is { } outcome:
                // The address is stored all the same, but nothing will arrive.
                _channel.Health.Answered();
                _channel.Health.Report(ZaloBotTrouble.WebhookRefused, $"Zalo could not reach ZaloBot:WebhookUrl: {outcome}. It is tried again every 10 minutes.");
                return CheckPause;
            case ApiAnswer.Done:
                _set = true;
                _channel.Health.Answered();
                _channel.Health.Clear(ZaloBotTrouble.WebhookRefused);
                return CheckPause;
            case ApiAnswer.Refused { Code: 400 } refused:
                _channel.Health.Report(ZaloBotTrouble.WebhookRefused, $"Zalo does not take ZaloBot:WebhookUrl: {refused.Description}");
                return CheckPause;
            default:
                return Until(_channel.Outcomes.RetryAfter(answer));
        }
    }

    /// <summary>Handles one call. Answers with a status and an empty body.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.StatusCode =
            !IsZalo(request) ? StatusCodes.Status401Unauthorized
            : !IsJson(request.ContentType) ? StatusCodes.Status415UnsupportedMediaType
            : request.ContentLength > MaxBody ? StatusCodes.Status413PayloadTooLarge
            : await TakeAsync(context).ConfigureAwait(false);
    }

    private async Task<int> TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            if (!await ReadAsync(context.Request.Body, body, context.RequestAborted).ConfigureAwait(false))
                return StatusCodes.Status413PayloadTooLarge;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller went away in the middle; nobody reads the answer.
            return StatusCodes.Status400BadRequest;
        }

        if (Parse(body) is not { } json)
            return StatusCodes.Status400BadRequest;
        try
        {
            // Not bound to the caller's patience: what is read is kept, and a second delivery finds it there.
            return await _intake.AcceptAsync(json, CancellationToken.None).ConfigureAwait(false) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }
        catch (StoreUnavailableException)
        {
            _channel.Health.Report(ZaloBotTrouble.StoreDown, "Messages cannot be stored and are refused; whether Zalo brings them again is not published.");
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>What the platform's own try of the address came to, when it failed: "webhook.http.404" and the like.</summary>
    private string? FailureOf(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("verification", out var tried) || tried.ValueKind != JsonValueKind.Object
            || !tried.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.False)
            return null;
        return tried.TryGetProperty("outcome", out var outcome) && outcome.ValueKind == JsonValueKind.String ? _channel.Api.Redact(outcome.GetString()!) : "no reason given";
    }

    /// <summary>Both sides are hashed first, so that the time taken tells neither the secret nor its length.</summary>
    private bool IsZalo(HttpRequest request) =>
        request.Headers.TryGetValue(SecretHeader, out var shown) && shown.Count == 1 && shown[0] is { } text
        && CryptographicOperations.FixedTimeEquals(Hash(text), _secretHash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> ReadAsync(Stream from, MemoryStream to, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
        {
            if (to.Length + read > MaxBody)
                return false;
            to.Write(buffer, 0, read);
        }

        return true;
    }

    private static JsonElement? Parse(MemoryStream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), Json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TimeSpan Until(DateTimeOffset when)
    {
        var pause = when - _channel.Time.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}
