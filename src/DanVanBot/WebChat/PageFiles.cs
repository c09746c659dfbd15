using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DanVanBot.WebChat;

/// <summary>
/// The page's files, carried inside the program: they need no folder, no build step and always fit the program that serves them.
/// Compressed once; unchanged files are answered with 304.
/// </summary>
internal sealed class PageFiles
{
    private const string Root = "wwwroot/";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, PageFile> _files;
    private readonly FrozenDictionary<string, string> _errors;

    public PageFiles()
    {
        var assembly = typeof(PageFiles).Assembly;
        _files = assembly.GetManifestResourceNames()
            .Select(n => (Resource: n, Path: n.Replace('\\', '/')))
            .Where(n => n.Path.StartsWith(Root, StringComparison.Ordinal))
            .ToFrozenDictionary(n => "/" + n.Path[Root.Length..], n => new PageFile(n.Path, Read(assembly, n.Resource)), StringComparer.Ordinal);
        using var texts = JsonDocument.Parse(_files["/texts.vi.json"].Content);
        _errors = texts.RootElement.GetProperty("errors").EnumerateObject()
            .ToFrozenDictionary(e => e.Name, e => e.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Paths the page consists of.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>What a person is told, from the page's texts.</summary>
    public string Error(string code) => _errors[code];

    /// <summary>Answers with a file.</summary>
    public Task ServeAsync(HttpContext http, string path) => _files[path].ServeAsync(http);

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private sealed class PageFile
    {
        private readonly string _type;
        private readonly string _cache;
        private readonly string _tag;
        private readonly Lazy<byte[]> _brotli;
        private readonly Lazy<byte[]> _gzip;
        private readonly bool _isPacked;

        public PageFile(string path, byte[] content)
        {
            var extension = Path.GetExtension(path);
            Content = content;
            _type = Types.GetValueOrDefault(extension, "application/octet-stream");
            _isPacked = extension == ".woff2";
            // Fonts never change under their name; the rest is asked for each time and mostly answered with 304.
            _cache = _isPacked ? "public, max-age=31536000, immutable" : "no-cache";
            _tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
            _brotli = new(() => Pack(s => new BrotliStream(s, CompressionLevel.SmallestSize, leaveOpen: true)));
            _gzip = new(() => Pack(s => new GZipStream(s, CompressionLevel.SmallestSize, leaveOpen: true)));
        }

        public byte[] Content { get; }

        public Task ServeAsync(HttpContext http)
        {
            var (body, encoding) = Choose(http.Request.Headers.AcceptEncoding);
            var tag = encoding is null ? $"\"{_tag}\"" : $"\"{_tag}-{encoding}\"";
            var headers = http.Response.Headers;
            headers.ETag = tag;
            headers.CacheControl = _cache;
            headers.Vary = "Accept-Encoding";
            if (http.Request.Headers.IfNoneMatch.Any(h => h?.Contains(tag, StringComparison.Ordinal) == true))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            if (encoding is not null)
                headers.ContentEncoding = encoding;
            http.Response.ContentType = _type;
            http.Response.ContentLength = body.Length;
            return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
        }

        private (byte[] Body, string? Encoding) Choose(StringValues accept)
        {
            if (_isPacked || !StringWithQualityHeaderValue.TryParseList([.. accept.OfType<string>()], out var wanted))
                return (Content, null);
            bool Takes(string name) => wanted.Any(w => w.Value == name && w.Quality is null or > 0);
            if (Takes("br"))
                return (_brotli.Value, "br");
            return Takes("gzip") ? (_gzip.Value, "gzip") : (Content, null);
        }

        private byte[] Pack(Func<Stream, Stream> pack)
        {
            using var packed = new MemoryStream();
            using (var packer = pack(packed))
                packer.Write(Content);
            return packed.ToArray();
        }
    }
}
