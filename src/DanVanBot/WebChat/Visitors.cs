using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DanVanBot.Core.Storage;

namespace DanVanBot.WebChat;

/// <summary>
/// Knows visitors by a cookie: 128 random bits and a keyed tag over them. The cookie is the only secret; the address is a hash of it, so that what is
/// stored opens no chat, and the tag means that only cookies we gave out count (a limit on new visitors would be worth nothing otherwise).
/// </summary>
internal sealed class Visitors(Sealer sealer, WebLog log)
{
    private static readonly string[] ProxyMarks = ["Forwarded", "Via", "X-Real-IP"];
    private const string CookieName = "danvan_visitor";
    private const int SecretLength = 22;

    /// <summary>The visitor a request's cookie names, or null.</summary>
    public Visitor? Find(HttpContext http, string? role)
    {
        if (http.Request.Cookies[NameOf(role)] is not { Length: SecretLength + 1 + 26 } cookie || cookie[SecretLength] != '.')
            return null;
        var secret = cookie[..SecretLength];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(TagOf(secret)), Encoding.UTF8.GetBytes(cookie[(SecretLength + 1)..]))
            ? Of(secret, role)
            : null;
    }

    /// <summary>A new visitor; the answer carries the cookie.</summary>
    public Visitor Create(HttpContext http, string? role)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        Write(http, role, secret + "." + TagOf(secret));
        return Of(secret, role);
    }

    /// <summary>Lets the cookie live for another 400 days (the most browsers allow).</summary>
    public static void Renew(HttpContext http, string? role) => Write(http, role, http.Request.Cookies[NameOf(role)]!);

    /// <summary>
    /// A request from a browser on this very machine. A proxy on it also connects from loopback: what carries a proxy's mark or another host name is not local.
    /// </summary>
    public static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !http.Request.Headers.Keys.Any(static h => h.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || ProxyMarks.Contains(h, StringComparer.OrdinalIgnoreCase))
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>The far side's address for limits; IPv6 by /64, which is what one household has.</summary>
    public static string NetworkOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } remote)
            return "none";
        if (remote.IsIPv4MappedToIPv6)
            remote = remote.MapToIPv4();
        return remote.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(remote.GetAddressBytes().AsSpan(0, 8))
            : remote.ToString();
    }

    private Visitor Of(string secret, string? role)
    {
        var address = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes("danvanbot web visitor 1 " + secret)).AsSpan(0, 16));
        return new Visitor(address, log.LaneOf(address), role);
    }

    private string TagOf(string secret) => sealer.Lookup("web visitor", secret);

    private static string NameOf(string? role) => role is null ? CookieName : CookieName + "_" + role;

    private static void Write(HttpContext http, string? role, string value) =>
        http.Response.Cookies.Append(NameOf(role), value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(400),
            IsEssential = true,
        });
}
