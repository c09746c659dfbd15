using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using DanVanBot.Core.Channels;

namespace DanVanBot.Channels.Zalo;

/// <summary>
/// Downloads. A picture is known by its public address, which an event brought; the token has no part in it. An address from outside leads only to public
/// hosts (redirects too), so that nobody makes the bot read what lies inside the office's network.
/// </summary>
internal sealed class ZaloBotFiles : IDisposable
{
    public const int MaxBytes = 20 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly ZaloBotOptions _options;
    private readonly TimeProvider _time;

    public ZaloBotFiles(ZaloBotOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        // A platform on loopback is a stand-in for tests and trials; its pictures lie there too.
        var isPlatformHere = options.ApiBaseUrl.IsLoopback;
        var socket = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            UseCookies = false,
            MaxAutomaticRedirections = 3,
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, isPlatformHere, ct),
        };
        _http = new HttpClient(socket) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DanVanBot", "0.1"));
    }

    public async Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct)
    {
        if (!Uri.TryCreate(fileRef, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            return new FetchOutcome.Gone("no address was given for it");
        using var timer = new CancellationTokenSource(_options.FileTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (status is 404 or 410)
                return new FetchOutcome.Gone($"HTTP {status}");
            if (status != 200)
                return Later($"HTTP {status}");
            if (response.Content.Headers.ContentLength > MaxBytes)
                return new FetchOutcome.Gone(TooLarge);
            await using var body = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            return await ReadAsync(body, both.Token).ConfigureAwait(false) is { } content ? new FetchOutcome.Fetched(content) : new FetchOutcome.Gone(TooLarge);
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            return new FetchOutcome.Gone("its address lies in a private network");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ct.ThrowIfCancellationRequested();
            return Later(timer.IsCancellationRequested ? "no answer in time" : e is HttpRequestException http ? http.HttpRequestError.ToString() : e.GetType().Name);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string TooLarge => $"larger than {MaxBytes / 1024 / 1024} MB";

    // The pump has a ladder of its own.
    private FetchOutcome.RetryAt Later(string reason) => new(_time.GetUtcNow(), reason);

    private static async Task<byte[]?> ReadAsync(Stream from, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
        {
            if (content.Length + read > MaxBytes)
                return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowHere, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, ct).ConfigureAwait(false);
        var allowed = addresses.Where(a => IsPublic(a) || (allowHere && IPAddress.IsLoopback(a))).ToArray();
        if (allowed.Length == 0 && addresses.Length > 0)
            throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The checked addresses, not the name: it may lead elsewhere when asked again.
            await socket.ConnectAsync(allowed, to.Port, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return false;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
        {
            return !(bytes[0] is 0 or 10 or 127 or >= 224
                || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
                || (bytes[0] == 169 && bytes[1] == 254)
                || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
                || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 198 && bytes[1] is 18 or 19));
        }

        // Global unicast only, and of it no way to wrap an IPv4 address (6to4, Teredo; NAT64 is outside already).
        return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02) && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0);
    }

    private sealed class PrivateAddressException : Exception;
}
