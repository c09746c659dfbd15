using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Options;

namespace DanVanBot.WebChat;

/// <summary>
/// <c>POST /chat/say</c>: one thing a visitor said. The answer comes when it is in the log and in the inbox; the same id again has the same answer
/// and does nothing twice, so the page may repeat it as long as it likes.
/// </summary>
internal sealed partial class SayEndpoint(
    WebLog log, Inbox inbox, Visitors visitors, ChatLimits limits, PageGuard guard, IOptions<WebChatOptions> options)
{
    /// <summary>Largest body: a text of the longest length, every letter escaped.</summary>
    public const long MaxBody = 128 * 1024;

    private static readonly TimeSpan InboxRemembers = TimeSpan.FromDays(6);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 8 };

    public async Task HandleAsync(HttpContext http)
    {
        if (await EnterAsync(http) is not { } visitor)
            return;
        if (await ReadAsync(http) is not { } said || !IsId(said.Id) || Count(said) != 1)
        {
            await guard.RefuseAsync(http, StatusCodes.Status400BadRequest, "bad-request");
            return;
        }

        var (entry, what) = said switch
        {
            { Text: { } text } => OfText(text),
            { Press: { } press } => await OfPressAsync(visitor, press, http.RequestAborted),
            _ => OfPlace(said.Place!),
        };
        if (what is null)
        {
            var isLong = said.Text?.Length > options.Value.MaxTextLength;
            await guard.RefuseAsync(http, StatusCodes.Status400BadRequest, isLong ? "too-long" : "bad-request");
            return;
        }

        await AcceptAsync(http, visitor, said.Id!, entry, what);
    }

    /// <summary>Writes down what the visitor did and hands it on; answers with the number in the log.</summary>
    public async Task AcceptAsync(HttpContext http, Visitor visitor, string id, LogEntry entry, Inbound what)
    {
        var by = new Speaker(null, IsPrivate: true, visitor.Address);
        var appended = await log.AppendAsync(visitor.Lane, "in:" + id, entry with { Mine = true, ClientId = id, At = log.Now() }, http.RequestAborted);
        // We may have died between log and inbox, so a repeated message is handed on again; but not one so old that the inbox no longer knows it.
        if (appended.IsNew || log.Now() - appended.Entry.At < InboxRemembers)
        {
            var received = new Received(new Door(WebChatChannel.Name, visitor.Address), $"{visitor.Lane.Value}:{id}", what with { By = by });
            await inbox.AcceptAsync(options.Value.Office, [received], CancellationToken.None);
        }

        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new { n = appended.Entry.Number }, http.RequestAborted);
    }

    /// <summary>The visitor, if they may speak now; otherwise the refusal is written.</summary>
    public async Task<Visitor?> EnterAsync(HttpContext http)
    {
        if (!Roles.TryRead(http, out var role) || visitors.Find(http, role) is not { } visitor)
        {
            await guard.RefuseAsync(http, StatusCodes.Status401Unauthorized, "unknown-visitor");
            return null;
        }

        if (limits.Message(http, visitor) is { } wait)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
            return null;
        }

        return visitor;
    }

    /// <summary>Ids the page may give its messages.</summary>
    public static bool IsId(string? id) => id is not null && IdPattern().IsMatch(id);

    private static async Task<SayRequest?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<SayRequest>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private (LogEntry Entry, Inbound? What) OfText(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var isGood = !string.IsNullOrWhiteSpace(lines) && lines.Length <= options.Value.MaxTextLength;
        return (new LogEntry { Text = lines }, isGood ? new Inbound.Said(lines) : null);
    }

    private async Task<(LogEntry Entry, Inbound? What)> OfPressAsync(Visitor visitor, PressRequest press, CancellationToken ct)
    {
        if (press.Data is not { Length: > 0 and <= ButtonCodec.MaxBytes } data || ButtonCodec.Read(data) is null)
            return (new LogEntry(), null);
        // The words on the button come from our own log, never from the page.
        var pressed = press.Of is { } number ? await log.GetAsync(visitor.Lane, number, ct) : null;
        var label = pressed?.Buttons.FirstOrDefault(b => b.Data == data)?.Label;
        return (new LogEntry { Text = label ?? "", Press = new LogPress(press.Of, data) }, new Inbound.Pressed(data));
    }

    private static (LogEntry Entry, Inbound? What) OfPlace(PlaceRequest place)
    {
        var isGood = place is { Lat: >= -90 and <= 90, Lon: >= -180 and <= 180 };
        return (new LogEntry { Place = new LogPlace(place.Lat, place.Lon) }, isGood ? new Inbound.Placed(place.Lat, place.Lon) : null);
    }

    private static int Count(SayRequest said) => (said.Text is null ? 0 : 1) + (said.Press is null ? 0 : 1) + (said.Place is null ? 0 : 1);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    private sealed record SayRequest(string? Id, string? Text, PressRequest? Press, PlaceRequest? Place);

    private sealed record PressRequest(string? Data, long? Of);

    private sealed record PlaceRequest(double Lat, double Lon);
}
