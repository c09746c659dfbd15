using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace DanVanBot.FakeServers.Zalo;

public sealed partial class FakeZaloBot
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _photos = new(StringComparer.Ordinal);
    private readonly Channel<JsonObject> _toPush = Channel.CreateUnbounded<JsonObject>();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private JsonObject? _last;
    private bool _wrapped;

    /// <summary>How often each event is pushed; more than once makes duplicates.</summary>
    public int PushCopies { get; set; } = 1;

    /// <summary>Documents say photo, real events photo_url.</summary>
    public string PhotoField { get; set; } = "photo_url";

    /// <summary>How often pictures were asked for.</summary>
    public int PhotoReads { get; private set; }

    /// <summary>A person with a private chat; ids look like 6ede9afa66b88fe6d6a9.</summary>
    public FakeZaloUser User(string id, string name)
    {
        Change(() => _known[id] = name);
        return new FakeZaloUser(this, id, name);
    }

    /// <summary>Brings the last event once more, as a sender does that got no answer.</summary>
    public void PushLastAgain() => Queue(_last ?? throw new InvalidOperationException("Nothing happened yet."), isNew: false);

    /// <summary>An event as it is, for what no method here makes.</summary>
    public void Raise(JsonObject body) => Queue(body, isNew: true);

    internal void Raise(string eventName, string user, string name, JsonObject content, string? group = null)
    {
        var message = new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = user, ["display_name"] = name, ["is_bot"] = false },
            ["chat"] = new JsonObject { ["id"] = group ?? user, ["chat_type"] = group is null ? "PRIVATE" : "GROUP" },
        };
        foreach (var (key, value) in content)
            message[key] = value?.DeepClone();
        if (group is not null)
            Change(() => _known[group] = "group");
        message["message_id"] = Locked(NewId);
        message["date"] = Options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Queue(new JsonObject { ["event_name"] = eventName, ["message"] = message }, isNew: true);
    }

    internal string Keep(byte[] photo)
    {
        var name = Locked(NewId) + ".jpg";
        _photos[name] = photo;
        return $"{BaseUrl}/photo/{name}";
    }

    private void Queue(JsonObject body, bool isNew) => Change(() =>
    {
        _last = body;
        if (isNew && !Count())
            return;
        if (_webhook.Length > 0)
            _toPush.Writer.TryWrite((JsonObject)body.DeepClone());
        else
            _waiting.Enqueue((JsonObject)body.DeepClone());
    });

    private async Task PushAllAsync()
    {
        await foreach (var body in _toPush.Reader.ReadAllAsync(_stopping.Token))
        {
            for (var copy = 0; copy < PushCopies; copy++)
                await PushAsync(body);
        }
    }

    // No policy of repetition is published, so nothing is repeated unless a test says so. Wrapped and bare bodies take turns: both are seen.
    private async Task PushAsync(JsonObject body)
    {
        var (url, secret) = Locked(() => (_webhook, _secret));
        if (url.Length == 0)
            return;
        _wrapped = !_wrapped;
        var json = _wrapped ? new JsonObject { ["ok"] = true, ["result"] = body.DeepClone() } : body;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json.ToJsonString(Wire), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Bot-Api-Secret-Token", secret);
        request.Headers.TryAddWithoutValidation("User-Agent", "Java/21");
        var status = 0;
        try
        {
            using var response = await _http.SendAsync(request, _stopping.Token);
            status = (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            // Status 0 tells it.
        }

        Change(() => _pushes.Add(new ZaloPush(body["event_name"]?.ToString() ?? "", body["message"]?["message_id"]?.ToString(), status)));
    }

    private async Task ShowAsync(HttpContext context, string name)
    {
        Change(() => PhotoReads++);
        if (!_photos.TryGetValue(name, out var content))
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = "image/jpeg";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    // For clients outside this process: POST text|photo {"user","name","text"|"caption"}, GET sent?chat=ID.
    private async Task ControlAsync(HttpContext context, string act)
    {
        if (act == "sent")
        {
            var chat = context.Request.Query["chat"].ToString();
            await WriteAsync(context, new Reply(200, new JsonArray([.. Sent.Where(m => chat.Length == 0 || m.ChatId == chat).Select(m => (JsonNode)new JsonObject
            {
                ["seq"] = m.Seq.ToString(CultureInfo.InvariantCulture), ["chat"] = m.ChatId, ["text"] = m.Text,
            })]).ToJsonString(Wire)));
            return;
        }

        if (act is not ("text" or "photo") || await BodyAsync(context.Request) is not { } body || body["user"]?.ToString() is not { Length: > 0 } id)
        {
            await WriteAsync(context, Refusal(404, "POST text or photo with user, name and text or caption; GET sent?chat=ID"));
            return;
        }

        var user = User(id, body["name"]?.ToString() ?? id);
        if (act == "text")
            user.Say(body["text"]?.ToString() ?? "");
        else
            user.SendPhoto([0xFF, 0xD8, 0xFF, 0xE0], body["caption"]?.ToString());
        await WriteAsync(context, new Reply(200, "{\"ok\":true}"));
    }
}

/// <summary>Somebody with Zalo.</summary>
public sealed class FakeZaloUser
{
    private readonly FakeZaloBot _fake;

    internal FakeZaloUser(FakeZaloBot fake, string id, string name) => (_fake, Id, Name) = (fake, id, name);

    public string Id { get; }

    public string Name { get; }

    public void Say(string text) => _fake.Raise("message.text.received", Id, Name, new JsonObject { ["text"] = text });

    public void SayInGroup(string group, string text) => _fake.Raise("message.text.received", Id, Name, new JsonObject { ["text"] = text }, group);

    public void SendPhoto(byte[] content, string? caption = null)
    {
        var body = new JsonObject { [_fake.PhotoField] = _fake.Keep(content) };
        if (caption is not null)
            body["caption"] = caption;
        _fake.Raise("message.image.received", Id, Name, body);
    }

    public void SendVoice(byte[] content) => _fake.Raise("message.voice.received", Id, Name, new JsonObject { ["voice_url"] = _fake.Keep(content) });

    public void SendSticker() => _fake.Raise("message.sticker.received", Id, Name, new JsonObject { ["sticker"] = "0e078a2bb66e5f30067f", ["url"] = _fake.BaseUrl + "/photo/sticker.png" });

    public void SendUnsupported() => _fake.Raise("message.unsupported.received", Id, Name, []);
}
