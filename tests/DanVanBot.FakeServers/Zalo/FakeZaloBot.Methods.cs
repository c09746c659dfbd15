using System.Globalization;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Zalo;

public sealed partial class FakeZaloBot
{
    private static readonly JsonSerializerOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Queue<JsonObject> _waiting = new();
    private string _webhook = "";
    private string _secret = "";
    private long _webhookSet;
    private int _counted;

    /// <summary>Where events are pushed; empty when polled.</summary>
    public string WebhookUrl => Locked(() => _webhook);

    /// <summary>Events nobody has fetched yet.</summary>
    public int Waiting => Locked(() => _waiting.Count);

    /// <summary>An empty poll is HTTP 200 with a 408 inside; else it is HTTP 408. Both were seen live.</summary>
    public bool EmptyPollIs200 { get; set; }

    private async Task<Reply> AnswerAsync(string method, JsonObject body, CancellationToken gone)
    {
        try
        {
            return method switch
            {
                "getMe" => Ok(new JsonObject
                {
                    ["id"] = Token[..Token.IndexOf(':', StringComparison.Ordinal)],
                    ["account_name"] = Options.AccountName,
                    ["account_type"] = "BASIC",
                    ["can_join_groups"] = false,
                }),
                "getUpdates" => await PollAsync(body, gone),
                "setWebhook" => await SetWebhookAsync(body),
                "deleteWebhook" => DeleteWebhook(body),
                "getWebhookInfo" => WebhookInfo(body),
                "sendMessage" => SendMessage(body),
                "sendPhoto" => SendPhoto(body),
                "sendChatAction" => SendChatAction(body),
                _ => Refusal(404, "Not Found"),
            };
        }
        catch (BadCall bad)
        {
            return Refusal(bad.Code, bad.Message);
        }
    }

    private Reply SendMessage(JsonObject body)
    {
        Only(body, "chat_id", "text", "parse_mode", "text_styles");
        var chat = Chat(body);
        var text = Text(body, "text", 2000);
        if (body["parse_mode"]?.ToString() is { } mode && mode is not ("markdown" or "html"))
            throw new BadCall("Bad request: The parse_mode is invalid");
        return Send(chat, text);
    }

    private Reply SendPhoto(JsonObject body)
    {
        Only(body, "chat_id", "photo", "caption");
        var chat = Chat(body);
        if (!Uri.TryCreate(Required(body, "photo"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new BadCall("Bad request: The photo must be a URL");
        return Send(chat, body["caption"] is null ? "" : Text(body, "caption", 2000));
    }

    private Reply Send(string chat, string text)
    {
        Reply reply = null!;
        Change(() =>
        {
            if (!Count())
            {
                reply = Refusal(429, "Quota exceeded");
                return;
            }

            var id = NewId();
            _sent.Add(new ZaloSent(++_seq, chat, text, id));
            reply = Ok(new JsonObject { ["message_id"] = id, ["date"] = Options.Time.GetUtcNow().ToUnixTimeMilliseconds() });
        });
        return reply;
    }

    private Reply SendChatAction(JsonObject body)
    {
        Only(body, "chat_id", "action");
        Chat(body);
        return Required(body, "action") == "typing" ? new Reply(200, "{\"ok\":true}") : throw new BadCall("Bad request: The action is invalid");
    }

    private async Task<Reply> PollAsync(JsonObject body, CancellationToken gone)
    {
        Only(body, "timeout");
        var seconds = body["timeout"] is { } given && int.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 30;
        using var ends = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), Options.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, gone, _stopping.Token);
        while (true)
        {
            var (changed, next) = Locked(() => (_changed.Task, _webhook.Length == 0 && _waiting.TryDequeue(out var one) ? one : null));
            if (next is not null)
                return Ok(next); // no offset: it is gone from here, whatever becomes of the answer
            if (seconds == 0 || any.IsCancellationRequested)
                return Refusal(408, "Request timeout", EmptyPollIs200 ? 200 : 408);
            await changed.WaitAsync(any.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Reply> SetWebhookAsync(JsonObject body)
    {
        Only(body, "url", "secret_token");
        var secret = Required(body, "secret_token");
        if (secret.Length is < 8 or > 256)
            throw new BadCall("Bad request: The secret_token must have 8 to 256 characters");
        // No request leaves the machine.
        if (!Uri.TryCreate(Required(body, "url"), UriKind.Absolute, out var url) || !url.IsLoopback)
            throw new BadCall("Bad request: The url is invalid");
        var reached = await IsListeningAsync(url);
        Change(() => (_webhook, _secret, _webhookSet) = (url.AbsoluteUri, secret, Options.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Ok(new JsonObject
        {
            ["url"] = url.AbsoluteUri,
            ["updated_at"] = _webhookSet,
            ["verification"] = new JsonObject
            {
                ["ok"] = reached,
                ["url"] = url.AbsoluteUri,
                ["outcome"] = reached ? "webhook.ok" : "webhook.err.unreachable",
                ["hint"] = reached ? "Your endpoint responded successfully." : "Your endpoint could not be reached.",
            },
        });
    }

    private Reply DeleteWebhook(JsonObject body)
    {
        Only(body);
        Change(() => (_webhook, _secret) = ("", ""));
        return Ok(new JsonObject { ["url"] = "", ["updated_at"] = Options.Time.GetUtcNow().ToUnixTimeMilliseconds() });
    }

    private Reply WebhookInfo(JsonObject body)
    {
        Only(body);
        return WebhookUrl is { Length: > 0 } url ? Ok(new JsonObject { ["url"] = url, ["updated_at"] = _webhookSet }) : Refusal(404, "Not Found");
    }

    private static async Task<bool> IsListeningAsync(Uri url)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.Host, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Under the lock. Both directions count.
    private bool Count()
    {
        if (_counted >= Options.MonthlyQuota)
            return false;
        _counted++;
        return true;
    }

    private string NewId() => (0x02599fa32f56d00eL + (++_seq * 7919)).ToString("x16", CultureInfo.InvariantCulture) + "8941";

    private string Chat(JsonObject body)
    {
        var chat = Required(body, "chat_id");
        return Locked(() => _known.ContainsKey(chat)) ? chat : throw new BadCall("Bad request: The chat_id is invalid");
    }

    private static string Required(JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
            ? text : throw new BadCall($"Bad request: The {name} must not be empty");

    private static string Text(JsonObject body, string name, int max) =>
        Required(body, name) is var text && text.Length <= max ? text : throw new BadCall($"Bad request: The {name} must not have more than {max} characters");

    // Strict: what the documents do not name is a mistake of the caller.
    private static void Only(JsonObject body, params string[] names)
    {
        if (body.Select(p => p.Key).FirstOrDefault(k => !names.Contains(k)) is { } unknown)
            throw new BadCall($"Bad request: The {unknown} is not known");
    }

    private static Reply Ok(JsonNode result) => new(200, new JsonObject { ["ok"] = true, ["result"] = result.DeepClone(), ["error_code"] = 0 }.ToJsonString(Wire));

    private static Reply Refusal(int code, string description, int? http = null) =>
        new(http ?? code, new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description }.ToJsonString(Wire));

    private static Reply FaultReply(ZaloFault fault)
    {
        var code = fault.Status ?? 500;
        var body = new JsonObject { ["ok"] = false, ["description"] = fault.Description ?? "Internal" };
        if (fault.Code is not ZaloCodeStyle.None)
            body[fault.Code is ZaloCodeStyle.Camel ? "errorCode" : "error_code"] = fault.Code is ZaloCodeStyle.Text ? code.ToString(CultureInfo.InvariantCulture) : code;
        return new Reply(fault.HttpStatus ?? code, body.ToJsonString(Wire));
    }

    private static Reply Page(ZaloFault fault)
    {
        var status = fault.Status ?? 502;
        return new Reply(status, $"<html>\r\n<head><title>{status}</title></head>\r\n<body><center><h1>{status}</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n", "text/html");
    }

    private sealed class BadCall(string message, int code = 400) : Exception(message)
    {
        public int Code { get; } = code;
    }
}
