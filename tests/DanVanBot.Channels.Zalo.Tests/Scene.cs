using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Zalo;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Channels.Zalo.Tests;

/// <summary>A bot against FakeZaloBot under a clock that stands still until it is told to go on.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Token = "123456789012:fakeZaloTokenOfTheTests_0123456789";
    public const string Lan = "6ede9afa66b88fe6d6a9";
    private int _serial;
    private bool _stopped;

    private Scene(FakeZaloBot zalo, FakeTimeProvider time, ZaloBotOptions options)
    {
        Zalo = zalo;
        Time = time;
        Options = options;
        Loggers = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Channel = new ZaloBotChannel(options, time, Loggers);
        Inbox = new Inbox(Store, new Sealer(new byte[32]), time);
        Person = zalo.User(Lan, "Lan");
    }

    public FakeZaloBot Zalo { get; }

    public FakeTimeProvider Time { get; }

    public ZaloBotOptions Options { get; }

    public CapturedLog Log { get; } = new();

    public ILoggerFactory Loggers { get; }

    public ZaloBotChannel Channel { get; }

    public AcceptingStore Store { get; } = new();

    public Inbox Inbox { get; }

    public FakeZaloUser Person { get; }

    public static async Task<Scene> StartAsync(Func<ZaloBotOptions, ZaloBotOptions>? change = null, int quota = 3000)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(7)));
        var zalo = await FakeZaloBot.StartAsync(new FakeZaloBotOptions { Token = Token, Time = time, MonthlyQuota = quota });
        var options = new ZaloBotOptions { BotToken = new SecretText(Token), ApiBaseUrl = new Uri(zalo.BaseUrl), PollTime = TimeSpan.Zero };
        return new Scene(zalo, time, change?.Invoke(options) ?? options);
    }

    public ZaloBotPoller Poller() => new(Channel, Inbox, Loggers);

    public Task<SendOutcome> SendAsync(string text, string chat = Lan, string? outboxId = null) => Channel.SendAsync(
        new OutboundMessage(outboxId ?? $"out-{++_serial}", chat, BotMessage.Plain(text), null, []), TestContext.Current.CancellationToken);

    public DateTimeOffset In(double seconds) => Time.GetUtcNow().AddSeconds(seconds);

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    /// <summary>The far side is gone: its port is closed.</summary>
    public async Task StopZaloAsync()
    {
        if (!_stopped)
            await Zalo.DisposeAsync();
        _stopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Loggers.Dispose();
        await StopZaloAsync();
    }
}
