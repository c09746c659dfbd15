using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.WebChat;

namespace DanVanBot.Tests.WebChat;

/// <summary>
/// The smallest bot on the real store: takes mail lane by lane, answers each piece with what the script says, sends through the channel.
/// It has no dialogs: the page is what is tested.
/// </summary>
internal sealed class EchoBot(IBotStore store, WebChatChannel channel, TimeProvider time) : IAsyncDisposable
{
    private static readonly IReadOnlySet<LaneId> None = new HashSet<LaneId>();
    private readonly SemaphoreSlim _work = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Inbound> _handled = [];
    private TaskCompletionSource _handledMore = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;

    /// <summary>What is answered to what.</summary>
    public Func<Inbound, IEnumerable<BotMessage>> Script { get; set; } = static what => what is Inbound.Said said ? [BotMessage.Plain("Dạ: " + said.Text)] : [];

    /// <summary>Held shut, the bot lets its mail wait.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Every piece of mail handled so far.</summary>
    public IReadOnlyList<Inbound> Handled
    {
        get
        {
            lock (_handled)
                return [.. _handled];
        }
    }

    /// <summary>Waits until so many pieces of mail were handled.</summary>
    public async Task HandledAsync(int count)
    {
        while (true)
        {
            Task more;
            lock (_handled)
            {
                if (_handled.Count >= count)
                    return;
                more = _handledMore.Task;
            }

            await more.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
    }

    public async Task StartAsync()
    {
        // What an earlier process left half sent is sent again; the log shows it once.
        await store.RecoverSendsAsync(WebChatChannel.Name, time.GetUtcNow(), _stop.Token);
        store.WorkArrived += OnWork;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Asks the bot to look for work.</summary>
    public void Nudge() => _work.Release();

    public async ValueTask DisposeAsync()
    {
        store.WorkArrived -= OnWork;
        await _stop.CancelAsync();
        Gate?.TrySetResult();
        await _loop;
        _stop.Dispose();
        _work.Dispose();
    }

    private void Note(Inbound what)
    {
        lock (_handled)
        {
            _handled.Add(what);
            _handledMore.SetResult();
            _handledMore = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void OnWork(StoreWork work) => _work.Release();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_stop.Token);
                if (Gate is { } gate)
                    await gate.Task;
                try
                {
                    await PumpAsync();
                }
                catch (StoreUnavailableException)
                {
                    // The test switched the store off; it nudges us when it is back.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task PumpAsync()
    {
        var ct = _stop.Token;
        foreach (var claim in await store.ClaimAsync(16, 32, time.GetUtcNow(), ct))
        {
            foreach (var mail in claim.Mail)
            {
                var what = Inbound.Parse(mail.Body);
                Note(what);
                var rows = Script(what).Select((m, i) => new NewOutbox(
                    $"{mail.Id}:{i}", claim.Lane, System.Text.Json.JsonSerializer.Serialize(m), SendPolicy.Repeat, SendUrgency.Reply, time.GetUtcNow()));
                var result = await store.CommitAsync(new StoreCommit { Office = claim.Office, Claim = claim, MailDone = [mail.Id], Outbox = [.. rows] }, ct);
                // Refused it would come again for ever.
                if (!result.Done)
                    throw new InvalidOperationException($"The echo's commit was refused: {result.Status} {result.Detail}");
            }

            await store.ReleaseAsync(claim, ct);
        }

        while (await store.BeginSendsAsync(WebChatChannel.Name, time.GetUtcNow(), 32, None, ct) is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                var message = System.Text.Json.JsonSerializer.Deserialize<BotMessage>(item.Body)!;
                var outcome = await channel.SendAsync(new OutboundMessage(item.Id, item.Address, message, item.EditsMessageId, []), ct);
                await store.CompleteSendAsync(item, outcome, time.GetUtcNow(), [], ct);
            }
        }
    }
}
