using System.Globalization;
using System.Text;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DanVanBot.WebChat;

/// <summary><c>POST /chat/file</c> takes a file in, <c>GET /chat/file/{number}/{index}</c> shows one of the visitor's own log.</summary>
internal sealed class FileEndpoints(
    SayEndpoint say, WebLog log, IBotStore store, Visitors visitors, ChatLimits limits, PageGuard guard, IOptions<WebChatOptions> options)
{
    private const int MaxField = 4 * 1024;

    /// <summary>Largest request: the file, and the other fields.</summary>
    public long MaxBody => options.Value.MaxFileBytes + 64 * 1024;

    public async Task TakeAsync(HttpContext http)
    {
        if (await say.EnterAsync(http) is not { } visitor)
            return;
        if (limits.Upload(http, visitor, Math.Min(http.Request.ContentLength ?? MaxBody, MaxBody)) is { } wait)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
            return;
        }

        using var turn = await limits.Uploads.AcquireAsync(1, http.RequestAborted);
        if (!turn.IsAcquired)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", TimeSpan.FromSeconds(10));
            return;
        }

        var form = await ReadAsync(http);
        if (form?.File is null || !SayEndpoint.IsId(form.Id) || form.Album is not null && !SayEndpoint.IsId(form.Album))
        {
            await guard.RefuseAsync(http, StatusCodes.Status400BadRequest, "bad-request");
            return;
        }

        if (form.File.Length > options.Value.MaxFileBytes)
        {
            await guard.RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "too-large");
            return;
        }

        if (FileKind.Of(form.File.GetBuffer().AsSpan(0, (int)form.File.Length), form.FileName) is not { } kind)
        {
            await guard.RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "file-kind");
            return;
        }

        var content = PhotoMetadata.Strip(form.File.GetBuffer().AsMemory(0, (int)form.File.Length));
        var name = await store.PutAttachmentAsync(options.Value.Office, content, http.RequestAborted);
        var shown = NameOf(form.FileName, kind);
        var entry = new LogEntry { Text = form.Caption ?? "", Files = [new LogFile(name, shown, kind.ContentType, content.Length)] };
        await say.AcceptAsync(http, visitor, form.Id!, entry, new Inbound.Sent(kind.Kind, name, shown, content.Length, form.Caption, form.Album));
    }

    public async Task ShowAsync(HttpContext http)
    {
        if (!Roles.TryRead(http, out var role) || visitors.Find(http, role) is not { } visitor)
        {
            await guard.RefuseAsync(http, StatusCodes.Status401Unauthorized, "unknown-visitor");
            return;
        }

        if (limits.Read(http, visitor) is { } wait)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
            return;
        }

        var file = await FindAsync(http, visitor);
        if (file is null || await store.GetAttachmentAsync(options.Value.Office, file.Attachment, http.RequestAborted) is not { } content)
        {
            await guard.RefuseAsync(http, StatusCodes.Status404NotFound, "file-gone");
            return;
        }

        var kind = FileKind.Of(content.Span, file.Name);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=86400";
        var disposition = new ContentDispositionHeaderValue(kind is { Shown: true } ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        http.Response.ContentType = kind?.ContentType ?? "application/octet-stream";
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private async Task<LogFile?> FindAsync(HttpContext http, Visitor visitor)
    {
        if (!long.TryParse((string?)http.Request.RouteValues["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse((string?)http.Request.RouteValues["index"], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        var entry = await log.GetAsync(visitor.Lane, number, http.RequestAborted);
        return entry is not null && index < entry.Files.Count ? entry.Files[index] : null;
    }

    // Read by hand: the framework's form reader keeps larger files in the temporary folder, unsealed.
    private async Task<Form?> ReadAsync(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
            return null;
        var form = new Form();
        try
        {
            var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part))
                    return null;
                var field = HeaderUtilities.RemoveQuotes(part.Name).Value;
                if (field == "file" && form.File is null)
                {
                    form.FileName = part.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(part.FileName).Value;
                    form.File = await CopyAsync(section.Body, options.Value.MaxFileBytes, http.RequestAborted);
                    continue;
                }

                var text = Encoding.UTF8.GetString((await CopyAsync(section.Body, MaxField, http.RequestAborted)).ToArray());
                switch (field)
                {
                    case "id":
                        form.Id = text;
                        break;
                    case "caption":
                        form.Caption = string.IsNullOrWhiteSpace(text) ? null : text;
                        break;
                    case "album":
                        form.Album = text.Length == 0 ? null : text;
                        break;
                }
            }

            return form;
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>At most <paramref name="max"/> + 1 bytes, so that the caller sees that there were too many.</summary>
    private static async Task<MemoryStream> CopyAsync(Stream from, int max, CancellationToken ct)
    {
        var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while (copy.Length <= max && (read = await from.ReadAsync(buffer, ct)) > 0)
            copy.Write(buffer, 0, read);
        return copy;
    }

    /// <summary>The name as the person knows it, without a path, control characters or a wrong ending.</summary>
    private static string NameOf(string? given, FileKind kind)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var dot = last.LastIndexOf('.');
        var stem = new string([.. (dot > 0 ? last[..dot] : last).Where(static c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return (stem.Length == 0 ? "file" : stem[..Math.Min(stem.Length, 80)]) + kind.Extension;
    }

    private sealed class Form
    {
        public string? Id { get; set; }

        public string? Caption { get; set; }

        public string? Album { get; set; }

        public string? FileName { get; set; }

        public MemoryStream? File { get; set; }
    }
}
