using System.Net;

namespace DanVanBot.Core.Channels;

/// <summary>
/// For services that want their token in the address: the only place that knows it. Everything above the socket (libraries, HttpClient's event source,
/// exceptions, whoever prints a request) works with addresses that hold a stand-in; here the stand-in becomes the token, right before the socket, and is
/// put back afterwards. It also knows whether a body ever began to leave: where it did not, the call certainly had no effect
/// (<see cref="NothingSentException"/>).
/// </summary>
public sealed class TokenHandler : DelegatingHandler
{
    private readonly string _standIn;
    private readonly string _token;

    /// <param name="standIn">The part of an address as the caller writes it.</param>
    /// <param name="token">What it becomes on the wire.</param>
    public TokenHandler(string standIn, string token)
        : base(Socket())
    {
        _standIn = standIn;
        _token = token;
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var shown = request.RequestUri!;
        var content = request.Content is null ? null : new WatchedContent(request.Content);
        request.RequestUri = new Uri(shown.AbsoluteUri.Replace(_standIn, _token, StringComparison.Ordinal));
        request.Content = content;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception e) when (content is { Begun: false })
        {
            throw new NothingSentException(e);
        }
        finally
        {
            request.RequestUri = shown;
            request.Content = content?.Inner;
        }
    }

    private static SocketsHttpHandler Socket() => new()
    {
        // Null takes the whole diagnostics stage out of the chain: no Activity, no DiagnosticListener event, hence no url.full with the token in it.
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        AutomaticDecompression = DecompressionMethods.All,
    };

    /// <summary>Notes that the body was asked for. The headers leave no earlier than that.</summary>
    private sealed class WatchedContent : HttpContent
    {
        public WatchedContent(HttpContent inner)
        {
            Inner = inner;
            foreach (var (name, values) in inner.Headers.NonValidated)
                Headers.TryAddWithoutValidation(name, values);
        }

        public HttpContent Inner { get; }

        public bool Begun { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Begun = true;
            return Inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}

/// <summary>A call failed before any of it left: no name, no connection, no TLS. The message names the kind of failure, never an address.</summary>
public sealed class NothingSentException(Exception inner) : Exception(inner is HttpRequestException http ? http.HttpRequestError.ToString() : inner.GetType().Name, inner);
