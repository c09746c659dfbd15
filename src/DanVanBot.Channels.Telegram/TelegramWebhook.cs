using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;

namespace DanVanBot.Channels.Telegram;

/// <summary>
/// Receives what Telegram brings. 200 means: it is durable. Any other answer makes Telegram bring it again for a day, so only a wrong secret,
/// a body that is none and a store that is down are refused; an update nobody understands is counted and taken.
/// </summary>
public sealed class TelegramWebhook
{
    /// <summary>Largest body taken.</summary>
    public const int MaxBody = 1024 * 1024;

    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private static readonly TimeSpan CheckPause = TimeSpan.FromMinutes(10);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };
    private readonly TelegramChannel _channel;
    private readonly TelegramIntake _intake;
    private readonly byte[] _secretHash;
    private readonly byte[] _previousHash;
    private bool _set;

    /// <param name="channel">The bot, in webhook mode.</param>
    /// <param name="inbox">Where updates go.</param>
    /// <param name="loggers">For troubles; never gets a secret or a person's text.</param>
    /// <exception cref="TelegramSettingsException">There is no secret.</exception>
    public TelegramWebhook(TelegramChannel channel, Inbox inbox, ILoggerFactory loggers)
    {
        _channel = channel;
        _intake = new TelegramIntake(channel, inbox, loggers.CreateLogger<TelegramWebhook>());
        var secret = channel.Options.WebhookSecret
            ?? throw new TelegramSettingsException(["Telegram:WebhookSecret is missing: without it anyone could send updates, so webhook mode does not start."]);
        _secretHash = Hash(secret.Reveal());
        _previousHash = channel.Options.WebhookSecretPrevious is { } previous ? Hash(previous.Reveal()) : _secretHash;
    }

    /// <summary>Updates acknowledged without effect, by why.</summary>
    public IReadOnlyDictionary<string, long> Ignored => _intake.Ignored;

    /// <summary>Completes when the presses accepted so far were answered.</summary>
    internal Task Hints => _intake.Hints;

    /// <summary>Gets ready and tells Telegram the address; once that is done, looks now and then whether it still stands.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        if (await _intake.GetReadyAsync(ct).ConfigureAwait(false) is { } retry)
            return Until(retry);
        var url = _channel.Options.PublicWebhookUrl!.AbsoluteUri;
        if (_set)
        {
            var info = await _intake.CallAsync(new GetWebhookInfoRequest(), ct).ConfigureAwait(false);
            if (info is not ApiAnswer.Done { Result: { ValueKind: JsonValueKind.Object } now })
                return Until(_channel.Outcomes.RetryAfter(info));
            if (now.TryGetProperty("url", out var known) && known.GetString() == url)
                return CheckPause;
        }

        var answer = await _intake.CallAsync(Registration(url), ct).ConfigureAwait(false);
        switch (answer)
        {
            case ApiAnswer.Done:
                _set = true;
                _channel.Health.Answered();
                _channel.Health.Clear(TelegramTrouble.WebhookRefused);
                return CheckPause;
            case ApiAnswer.Refused { Code: 400 } refused:
                _channel.Health.Report(TelegramTrouble.WebhookRefused, $"Telegram does not take Telegram:WebhookUrl: {refused.Description}");
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
            !IsTelegram(request) ? StatusCodes.Status401Unauthorized
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

        if (Parse(body) is not { } update)
            return StatusCodes.Status400BadRequest;
        if (!_intake.Ready)
            return StatusCodes.Status503ServiceUnavailable;
        try
        {
            // Not bound to the caller's patience: what is read is kept, and a second delivery finds it there.
            var taken = await _intake.AcceptAsync([update], CancellationToken.None).ConfigureAwait(false);
            return taken is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        }
        catch (StoreUnavailableException)
        {
            _channel.Health.Report(TelegramTrouble.StoreDown, "Updates cannot be stored; Telegram keeps them for up to 24 hours and brings them again.");
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private IRequest Registration(string url) => new SetWebhookRequest
    {
        Url = url,
        SecretToken = _channel.Options.WebhookSecret!.Reveal(),
        AllowedUpdates = TelegramUpdateReader.Wanted,
        MaxConnections = _channel.Options.MaxConnections,
    };

    /// <summary>Both sides are hashed first and both secrets always compared, so that the time taken tells neither a secret nor its length nor which of them it was.</summary>
    private bool IsTelegram(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(SecretHeader, out var shown) || shown.Count != 1 || shown[0] is not { } text)
            return false;
        var hash = Hash(text);
        return CryptographicOperations.FixedTimeEquals(hash, _secretHash) | CryptographicOperations.FixedTimeEquals(hash, _previousHash);
    }

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
