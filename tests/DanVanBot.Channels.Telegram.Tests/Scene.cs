using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>A bot against FakeTelegram under a clock that stands still until it is told to go on.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Token = "123456:AAHfakeTokenOfTheTests_0123456789abcdef";
    private int _serial;
    private bool _stopped;

    private Scene(FakeTelegram telegram, FakeTimeProvider time, TelegramOptions options)
    {
        Telegram = telegram;
        Time = time;
        Options = options;
        Loggers = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Channel = new TelegramChannel(options, time, Loggers);
        Inbox = new Inbox(Store, new Sealer(new byte[32]), time);
    }

    public FakeTelegram Telegram { get; }

    public FakeTimeProvider Time { get; }

    public TelegramOptions Options { get; }

    public CapturedLog Log { get; } = new();

    public ILoggerFactory Loggers { get; }

    public TelegramChannel Channel { get; }

    public AcceptingStore Store { get; } = new();

    public Inbox Inbox { get; }

    public static async Task<Scene> StartAsync(Func<TelegramOptions, TelegramOptions>? change = null, bool rateLimits = false)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(7)));
        var telegram = await FakeTelegram.StartAsync(new FakeTelegramOptions { Token = Token, Time = time, RateLimits = rateLimits });
        var options = new TelegramOptions
        {
            BotToken = new SecretText(Token),
            ApiBaseUrl = new Uri(telegram.BaseUrl),
            PollTime = TimeSpan.Zero,
            LocationLabel = "share place",
            ContactLabel = "share number",
        };
        return new Scene(telegram, time, change?.Invoke(options) ?? options);
    }

    public TelegramPoller Poller() => new(Channel, Inbox, Loggers);

    /// <summary>One poll, far enough from the last that the server does not take it for a busy loop.</summary>
    public async Task<TimeSpan> PollAsync(TelegramPoller poller)
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        return await poller.StepAsync(TestContext.Current.CancellationToken);
    }

    public FakeUser Person(long id = 1001, bool met = true)
    {
        var person = Telegram.User(id, "Lan");
        if (met)
            person.StartAsync().GetAwaiter().GetResult();
        return person;
    }

    public Task<SendOutcome> SendAsync(long chat, BotMessage message, params OutboundFile[] files) => SendAsync(Invariant(chat), message, files);

    public Task<SendOutcome> SendAsync(string address, BotMessage message, params OutboundFile[] files) => Channel.SendAsync(
        new OutboundMessage($"out-{++_serial}", address, message, null, files), TestContext.Current.CancellationToken);

    public Task<SendOutcome> EditAsync(long chat, string messageId, BotMessage message) => Channel.SendAsync(
        new OutboundMessage($"out-{++_serial}", Invariant(chat), message, messageId, []), TestContext.Current.CancellationToken);

    public static string Invariant(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The far side is gone: its port is closed.</summary>
    public async Task StopTelegramAsync()
    {
        if (!_stopped)
            await Telegram.DisposeAsync();
        _stopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Loggers.Dispose();
        await StopTelegramAsync();
    }
}
