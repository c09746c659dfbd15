using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>
/// A Bot API server on loopback that refuses what the real one refuses, in its words, and goes wrong when told to.
/// People are made with <see cref="User"/> and act at once; what the bot did is in <see cref="Sent"/> and <see cref="Wire"/>.
/// </summary>
public sealed partial class FakeTelegram : IAsyncDisposable
{
    /// <summary>How long the Wait… helpers wait, in real time, when nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    private readonly World _world;
    private readonly WebhookPusher _webhook;
    private readonly BotApi _api;
    private readonly BotHttp _bots;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;

    private FakeTelegram(FakeTelegramOptions options)
    {
        _world = new World(options);
        _webhook = new WebhookPusher(_world);
        _api = new BotApi(_world, _webhook);
        _bots = new BotHttp(_world, _api, _stopping.Token);
        _webhook.OnReply = _bots.RunWebhookReplyAsync;
        _world.Wake = () =>
        {
            _api.WakePoll();
            _webhook.Pump();
        };
    }

    /// <summary>Starts a server; it listens when this returns.</summary>
    public static async Task<FakeTelegram> StartAsync(FakeTelegramOptions? options = null)
    {
        var fake = new FakeTelegram(options ?? new FakeTelegramOptions());
        try
        {
            await fake.ListenAsync();
            return fake;
        }
        catch
        {
            await fake.DisposeAsync();
            throw;
        }
    }

    public string Token => _world.Options.Token;

    /// <summary>What a client takes as the API's base address, without a slash at the end.</summary>
    public string BaseUrl { get; private set; } = "";

    public FakeTelegramOptions Options => _world.Options;

    /// <summary>The clock everything here follows; <see cref="ControlClock.Advance"/> lets time go by.</summary>
    public ControlClock Clock => _world.Clock;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        lock (_world.Gate)
        {
            _api.Reset();
            _webhook.Stop();
        }

        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _webhook.Dispose();
        _stopping.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The application lives as long as the fake.")]
    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear(); // no setting of the machine may move it off loopback
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, _world.Options.Port);
            kestrel.Limits.MaxRequestBodySize = ApiRequest.MaxBody + 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        var control = new ControlHttp(this);
        _app.Run(context => context.Request.Path.StartsWithSegments("/__control") ? control.HandleAsync(context) : _bots.HandleAsync(context));
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseUrl = address.TrimEnd('/');
    }
}
