using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal sealed partial class BotApi
{
    private const int MaxLongPollSeconds = 50;

    private readonly WebhookPusher _webhook;
    private Poll? _poll;
    private int _previousOffset = int.MinValue;
    private DateTimeOffset _previousStart = DateTimeOffset.MinValue;
    private DateTimeOffset _nextSetWebhook = DateTimeOffset.MinValue;

    /// <summary>Ends what waits, for a server that stops or starts over.</summary>
    public void Reset()
    {
        _poll?.Done.TrySetCanceled();
        _poll = null;
        _previousOffset = int.MinValue;
        _nextSetWebhook = DateTimeOffset.MinValue;
    }

    public bool IsPolled => _poll is not null;

    /// <summary>Called under the lock when an update was queued: the waiting poll gets it at once.</summary>
    public void WakePoll()
    {
        if (_poll is { } poll && _world.Queue.Read(poll.Offset, poll.Limit) is { Count: > 0 } updates)
        {
            _poll = null;
            poll.Done.TrySetResult(Answer(updates));
        }
    }

    private async Task<ApiReply> GetUpdatesAsync(ApiRequest request, CancellationToken clientGone)
    {
        Poll poll;
        CancellationTokenSource until;
        lock (_world.Gate)
        {
            if (_webhook.Url.Length > 0)
            {
                throw ApiError.Exact(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            }

            var offset = request.Int("offset", 0, int.MinValue, int.MaxValue);
            var limit = request.Int("limit", 100, 1, 100);
            var timeout = request.Int("timeout", 0, 0, MaxLongPollSeconds);
            _world.Queue.Allow(request["allowed_updates"]);

            // A client that asks the same again and again is slowed down.
            var now = _world.Clock.GetUtcNow();
            var sinceSame = offset == _previousOffset ? now - _previousStart : TimeSpan.MaxValue;
            timeout = sinceSame < TimeSpan.FromSeconds(3) ? Math.Max(timeout, 3) : timeout;
            limit = sinceSame < TimeSpan.FromSeconds(0.5) ? 1 : limit;
            (_previousOffset, _previousStart) = (offset, now);

            var updates = _world.Queue.Read(offset, limit);
            if (updates.Count > 0 || timeout == 0)
            {
                return Answer(updates);
            }

            AbortPoll("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            _poll = poll = new Poll(offset, limit);
            until = new CancellationTokenSource(TimeSpan.FromSeconds(timeout), _world.Clock);
            _world.Changed();
        }

        using var owned = until;
        await using var timedOut = until.Token.Register(() => Finish(poll, Answer([])));
        await using var gone = clientGone.Register(() => Finish(poll, null));
        return await poll.Done.Task;
    }

    private void Finish(Poll poll, ApiReply? reply)
    {
        lock (_world.Gate)
        {
            if (_poll == poll)
            {
                _poll = null;
            }

            if (reply is null)
            {
                poll.Done.TrySetCanceled();
            }
            else
            {
                poll.Done.TrySetResult(reply);
            }
        }
    }

    private void AbortPoll(string why)
    {
        _poll?.Done.TrySetResult(ApiReply.Fail(ApiError.Exact(409, why)));
        _poll = null;
    }

    private static ApiReply Answer(IReadOnlyList<QueuedUpdate> updates) =>
        new(200, $"{{\"ok\":true,\"result\":[{string.Join(',', updates.Select(u => u.Body))}]}}");

    private ApiReply SetWebhook(ApiRequest request)
    {
        var url = request["url"];
        if (url.Length == 0)
        {
            return DeleteWebhook(request);
        }

        var now = _world.Clock.GetUtcNow();
        if (now < _nextSetWebhook)
        {
            throw ApiError.TooMany(1);
        }

        _nextSetWebhook = now.AddSeconds(1);
        var secret = request["secret_token"];
        var connections = request.Int("max_connections", 40, 1, 100);
        var drop = request.Bool("drop_pending_updates");
        if (url == _webhook.Url && secret == _webhook.Secret && connections == _webhook.MaxConnections && !drop)
        {
            _world.Queue.Allow(request["allowed_updates"]);
            return ApiReply.Ok(true, "Webhook is already set");
        }

        AbortPoll("Conflict: terminated by setWebhook request");
        _webhook.Stop();
        if (drop)
        {
            _world.Queue.Clear();
        }

        var address = CheckUrl(url);
        if (secret.Length > 256)
        {
            throw ApiError.Exact(400, "Bad Request: secret token is too long");
        }

        if (!secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw ApiError.Exact(400, "Bad Request: secret token contains unallowed characters");
        }

        _world.Queue.Allow(request["allowed_updates"]);
        _webhook.Start(url, address, secret, connections);
        return ApiReply.Ok(true, "Webhook was set");
    }

    private Uri CheckUrl(string url)
    {
        var full = url.Contains("://", StringComparison.Ordinal) ? url : "https://" + url;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            throw ApiError.Exact(400, "Bad Request: invalid webhook URL specified");
        }

        if (_world.Options.CloudWebhookRules)
        {
            if (address.Scheme != "https")
            {
                throw ApiError.Exact(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
            }

            if (address.Port is not (443 or 80 or 88 or 8443))
            {
                throw ApiError.Exact(400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
            }
        }

        // Whatever a test says, nothing is pushed beyond this machine.
        return address.IsLoopback
            ? address
            : throw ApiError.Exact(400, "Bad Request: bad webhook: Failed to resolve host: No address associated with hostname");
    }

    private ApiReply DeleteWebhook(ApiRequest request)
    {
        var was = _webhook.Url.Length > 0;
        _webhook.Stop();
        if (request.Bool("drop_pending_updates"))
        {
            _world.Queue.Clear();
        }

        return ApiReply.Ok(true, was ? "Webhook was deleted" : "Webhook is already deleted");
    }

    private JsonObject WebhookInfo()
    {
        _world.Queue.Settle();
        var info = new JsonObject
        {
            ["url"] = _webhook.Url,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = _world.Queue.WaitingCount,
        };
        if (_webhook.LastError is { } error)
        {
            info["last_error_date"] = error.At.ToUnixTimeSeconds();
            info["last_error_message"] = error.Message;
        }

        if (_webhook.Url.Length > 0)
        {
            info["max_connections"] = _webhook.MaxConnections;
            info["ip_address"] = "127.0.0.1";
        }

        if (_world.Queue.Allowed is { } allowed)
        {
            info["allowed_updates"] = Json.Array(allowed.Select(a => (JsonNode?)a));
        }

        return info;
    }

    private sealed record Poll(int Offset, int Limit)
    {
        public TaskCompletionSource<ApiReply> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
