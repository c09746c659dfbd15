using DanVanBot.Core.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DanVanBot.WebChat;

/// <summary>
/// What stands before every endpoint of the page: security headers, "only our own page may call", body limits, and one shape for refusals:
/// <c>{"error": code, "message": a sentence for the person}</c>.
/// </summary>
internal sealed partial class PageGuard(PageFiles files, ILogger<PageGuard> logger)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Runs an endpoint behind the guard.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="maxBody">Largest body, bytes.</param>
    /// <param name="mediaType">What a POST must declare.</param>
    public RequestDelegate Guard(RequestDelegate endpoint, long maxBody = 0, string? mediaType = null) => async http =>
    {
        AddHeaders(http.Response.Headers);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBody;
        try
        {
            if (!IsOwnPage(http.Request))
                await RefuseAsync(http, StatusCodes.Status403Forbidden, "foreign");
            else if (mediaType is not null && !IsMedia(http.Request, mediaType))
                await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "format");
            else
                await endpoint(http);
        }
        catch (StoreUnavailableException e)
        {
            LogStoreDown(e.Message);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "down", TimeSpan.FromSeconds(5));
        }
        catch (BadHttpRequestException e)
        {
            // "This file is larger than …" said of words would send people looking for a file.
            var tooLong = mediaType == "application/json" ? "too-long" : "too-large";
            await RefuseAsync(http, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? tooLong : "bad-request");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The page went away; it comes back with the same id or cursor.
        }
    };

    /// <summary>Says no, and why, to a person.</summary>
    public async Task RefuseAsync(HttpContext http, int status, string code, TimeSpan? retryAfter = null)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        var seconds = retryAfter is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : (int?)null;
        if (seconds is { } s)
            http.Response.Headers.RetryAfter = s.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.WriteAsJsonAsync(new { error = code, message = files.Error(code), retryAfter = seconds }, http.RequestAborted);
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
    }

    /// <summary>
    /// Every browser of the last years says where a request comes from: all of Origin and Sec-Fetch-Site that are there must say "from this page",
    /// and a POST must carry at least one. Reading asks for neither, but must not come from another site either.
    /// </summary>
    private static bool IsOwnPage(HttpRequest request)
    {
        var isPost = HttpMethods.IsPost(request.Method);
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (origin.Length > 0 && !IsOwn(origin, request))
            return false;
        if (site.Length > 0 && site != "same-origin")
            return !isPost && (site == "none" || !request.Path.StartsWithSegments("/chat", StringComparison.Ordinal));
        return !isPost || origin.Length > 0 || site.Length > 0;
    }

    // The scheme is not compared: behind a proxy that ends TLS we would see http.
    private static bool IsOwn(string origin, HttpRequest request)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return false;
        var host = request.Host;
        var port = host.Port ?? (uri.IsDefaultPort ? uri.Port : -1);
        return string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == port;
    }

    private static bool IsMedia(HttpRequest request, string mediaType) =>
        request.ContentType is { } type && string.Equals(type.Split(';')[0].Trim(), mediaType, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The page answers 503: {Reason}")]
    private partial void LogStoreDown(string reason);
}
