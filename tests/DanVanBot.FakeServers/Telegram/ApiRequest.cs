using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>An uploaded file.</summary>
internal sealed record Upload(string FileName, string Mime, byte[] Content);

/// <summary>
/// A call, however it came: query string, form, multipart or JSON. As on the real server every parameter ends up as text
/// (JSON values that are no strings stay as their JSON), and later sources win over the query string.
/// </summary>
internal sealed class ApiRequest
{
    public const long MaxBody = 50L * 1024 * 1024;

    public required string Method { get; init; }

    public Dictionary<string, string> Args { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, Upload> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Sequence number of the wire entry this call belongs to.</summary>
    public long WireSeq { get; set; }

    public string this[string name] => Args.GetValueOrDefault(name, "");

    public int Int(string name, int fallback, int min, int max) =>
        int.TryParse(this[name].Trim(), System.Globalization.CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, min, max) : fallback;

    public bool Bool(string name) => this[name].Trim().ToLowerInvariant() is "true" or "yes" or "1";

    public string Required(string name) => this[name] is { Length: > 0 } value ? value : throw ApiError.BadRequest($"Parameter \"{name}\" is required");

    public static async Task<ApiRequest> ReadAsync(HttpContext context, string method)
    {
        var request = new ApiRequest { Method = method };
        foreach (var (name, values) in context.Request.Query)
        {
            request.Args[name] = values.ToString();
        }

        var type = context.Request.ContentType ?? "";
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            await ReadFormAsync(context, request);
        }
        else if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            request.ReadJson(await reader.ReadToEndAsync(context.RequestAborted));
        }

        return request;
    }

    public void ReadJson(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return;
        }

        if (body.TrimStart()[0] != '{')
        {
            throw ApiError.Exact(400, "Bad Request: JSON object expected");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                Args[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }
        catch (JsonException)
        {
            throw ApiError.Exact(400, "Bad Request: expected next field or object end");
        }
    }

    private static async Task ReadFormAsync(HttpContext context, ApiRequest request)
    {
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions
        {
            MultipartBodyLengthLimit = MaxBody,
            ValueLengthLimit = 4 * 1024 * 1024,
            MemoryBufferThreshold = (int)MaxBody,
        }));
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException e) when (e.Message.Contains("limit", StringComparison.Ordinal))
        {
            throw ApiError.Exact(413, "Request Entity Too Large");
        }
        catch (InvalidDataException)
        {
            throw ApiError.Exact(400, "Bad Request: can't parse form data headers");
        }

        foreach (var (name, values) in form)
        {
            request.Args[name] = values.ToString();
        }

        foreach (var file in form.Files)
        {
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, context.RequestAborted);
            request.Files[file.Name] = new Upload(file.FileName, file.ContentType ?? "application/octet-stream", content);
        }
    }
}
