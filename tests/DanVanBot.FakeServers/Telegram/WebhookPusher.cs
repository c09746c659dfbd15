using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>
/// Pushes updates as the real server does: one at a time and in order within a queue, different queues side by side up to
/// max_connections, only the first 2 x max_connections updates looked at. A push that fails is repeated at once, then after
/// 2, 4, 8 … seconds up to 60-120, or after the answer's Retry-After, until the update expires.
/// Public methods and properties are used under the world's lock; only the HTTP call itself is outside it.
/// </summary>
internal sealed class WebhookPusher : IDisposable
{
    private const int MaxDelaySeconds = 60;
    private const int MaxRetryAfterSeconds = 3600;
    private static readonly TimeSpan NoAnswer = TimeSpan.FromSeconds(60);

    private readonly World _world;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ITimer _timer;
    private readonly Random _random;
    private Uri? _address;
    private int _generation;
    private int _inFlight;

    public WebhookPusher(World world)
    {
        _world = world;
        _random = new Random(world.Options.Seed + 3);
        _timer = world.Clock.CreateTimer(
            _ =>
            {
                lock (world.Gate)
                {
                    Pump();
                }
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public string Url { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public int MaxConnections { get; private set; }

    public bool IsIdle => _inFlight == 0;

    public (DateTimeOffset At, string Message)? LastError { get; private set; }

    /// <summary>Extra copies of a push, sent one after another, though the first was answered well.</summary>
    public Func<string, int> Copies { get; set; } = _ => 0;

    /// <summary>Runs the one method a webhook may answer with.</summary>
    public Func<string, Task> OnReply { get; set; } = _ => Task.CompletedTask;

    public void Start(string url, Uri address, string secret, int maxConnections)
    {
        (Url, _address, Secret, MaxConnections) = (url, address, secret, maxConnections);
        _generation++;
        LastError = null;
        Pump();
    }

    public void Stop()
    {
        (Url, _address, Secret, MaxConnections) = ("", null, "", 0);
        _generation++;
        _inFlight = 0;
        LastError = null;
        foreach (var update in _world.Queue.Pending)
        {
            (update.InFlight, update.Fails, update.DelaySeconds, update.WakeAt) = (false, 0, 1, _world.Clock.GetUtcNow());
        }
    }

    /// <summary>Starts every push that may start now and sets the alarm for the next one.</summary>
    public void Pump()
    {
        if (_address is null)
        {
            return;
        }

        _world.Queue.Settle();
        var now = _world.Clock.GetUtcNow();
        DateTimeOffset? next = null;
        var heads = _world.Queue.Pending.Take(MaxConnections * 2).GroupBy(u => u.QueueId).Select(g => g.First()).Where(u => !u.InFlight);
        foreach (var update in heads.OrderBy(u => u.WakeAt).ThenBy(u => u.QueueId).ToArray())
        {
            if (update.WakeAt > now)
            {
                next = next < update.WakeAt ? next : update.WakeAt;
            }
            else if (_inFlight < MaxConnections)
            {
                _inFlight++;
                update.InFlight = true;
                _ = PushAsync(update, _address, Secret, _generation);
            }
        }

        _timer.Change(next is { } at ? at - now : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _http.Dispose();
    }

    private async Task PushAsync(QueuedUpdate update, Uri address, string secret, int generation)
    {
        await Task.Yield(); // never under the lock of whoever queued it
        var copies = Copies(update.Payload);
        Outcome outcome;
        do
        {
            outcome = await PostAsync(update, address, secret);
        }
        while (outcome.IsGood && copies-- > 0);

        lock (_world.Gate)
        {
            if (generation == _generation)
            {
                _inFlight--;
                update.InFlight = false;
                Settle(update, outcome);
                Pump();
            }

            _world.Changed();
        }
    }

    private void Settle(QueuedUpdate update, Outcome outcome)
    {
        var now = _world.Clock.GetUtcNow();
        if (outcome.IsGood)
        {
            (update.Fails, update.DelaySeconds, update.WakeAt, update.ComesAgain) = (0, 1, now, false);
            if (!_world.Queue.Confirm(update))
            {
                update.ComesAgain = false;
            }

            return;
        }

        LastError = (now, outcome.Error!);
        var delay = update.DelaySeconds;
        var effective = Math.Clamp(outcome.RetryAfter, 0, MaxRetryAfterSeconds);
        if (effective == 0 && update.Fails > 0)
        {
            delay = Math.Min(_random.Next(MaxDelaySeconds, MaxDelaySeconds * 2 + 1), delay * 2);
            effective = delay;
        }

        if (now.AddSeconds(effective) > update.ExpiresAt)
        {
            _world.Queue.Drop(update);
            return;
        }

        update.DelaySeconds = delay;
        update.WakeAt = now.AddSeconds(effective);
        update.Fails++;
    }

    private async Task<Outcome> PostAsync(QueuedUpdate update, Uri address, string secret)
    {
        PushEntry entry;
        lock (_world.Gate)
        {
            var attempt = _world.Pushes.Count(p => p.UpdateId == update.Id) + 1;
            entry = new PushEntry(_world.NextSeq(), _world.Clock.GetUtcNow(), update.Id, update.Type, update.QueueId, attempt);
            _world.Pushes.Add(entry);
        }

        var outcome = await CallAsync(update, address, secret);
        lock (_world.Gate)
        {
            (entry.Status, entry.Error, entry.Finished) = (outcome.Status, outcome.Error, true);
            _world.Changed();
        }

        if (outcome is { IsGood: true, Body.Length: > 0 })
        {
            await OnReply(outcome.Body);
        }

        return outcome;
    }

    private async Task<Outcome> CallAsync(QueuedUpdate update, Uri address, string secret)
    {
        using var timeout = new CancellationTokenSource(NoAnswer, _world.Clock);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address);
            request.Content = new StringContent(update.Body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (secret.Length > 0)
            {
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
            }

            using var response = await _http.SendAsync(request, timeout.Token);
            var body = await response.Content.ReadAsStringAsync(timeout.Token);
            var status = (int)response.StatusCode;
            var retryAfter = response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : 0;
            return response.IsSuccessStatusCode
                ? new Outcome(status, null, 0, response.Content.Headers.ContentType?.MediaType == "application/json" ? body : "")
                : new Outcome(status, string.Create(CultureInfo.InvariantCulture, $"Wrong response from the webhook: {status} {response.ReasonPhrase}"), retryAfter, "");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Outcome(0, e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? "Connection refused" : "Connection timed out", 0, "");
        }
    }

    private sealed record Outcome(int Status, string? Error, int RetryAfter, string Body)
    {
        public bool IsGood => Error is null;
    }
}
