using System.Globalization;
using System.Net.Sockets;
using DanVanBot.Channels.Telegram;
using DanVanBot.Channels.Zalo;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.WebChat;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Console;

namespace DanVanBot.Hosting;

/// <summary>The service: one opened site, its channels, its pumps, the web chat, webhooks, health and the control socket.</summary>
public static class Service
{
    /// <summary>Runs until stopped.</summary>
    /// <param name="settings">Where things are.</param>
    /// <param name="configuration">Everything else.</param>
    /// <param name="withSamples">Whether an empty folder gets samples.</param>
    /// <param name="extend">Adds what the command line brings: the control server.</param>
    /// <param name="ct">Stops the service.</param>
    /// <exception cref="SettingsException">It cannot start; the message says why and what to do.</exception>
    /// <exception cref="StoreOpenException">The data folder cannot be opened.</exception>
    public static async Task RunAsync(
        Settings settings, IConfiguration configuration, bool withSamples, Action<IServiceCollection> extend, CancellationToken ct = default)
    {
        var secrets = new Secrets();
        var startUp = new StartUp();
        var builder = NewBuilder(settings, configuration, secrets);
        using var openingLogs = LoggerFactory.Create(logging => Configure(logging, configuration, secrets));
        await using var site = await Site.OpenAsync(settings, withSamples, TimeProvider.System, openingLogs).ConfigureAwait(false);
        // What keeps the service from starting is thrown to us and told in one sentence; afterwards the host's own errors are news.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => startUp.IsOver && level >= LogLevel.Warning);
        var (telegram, zalo) = AddServices(builder.Services, site, configuration);
        extend(builder.Services);
        await using var app = builder.Build();

        foreach (var channel in app.Services.GetServices<IChannel>())
        {
            site.AddChannel(channel.Instance, channel.Abilities);
            secrets.Add(channel.Secrets);
        }

        app.UseForwardedHeaders(BehindAProxy(configuration));
        app.MapWebChat();
        app.MapTelegramWebhook();
        app.MapZaloBotWebhook();
        app.MapHealth(site.Store);
        await TellSlicesAsync(site, ct).ConfigureAwait(false);
        await StartAsync(app, settings, startUp, ct).ConfigureAwait(false);
        await Greeting.PrintAsync(site, telegram, zalo, ct).ConfigureAwait(false);
        await app.WaitForShutdownAsync(ct).ConfigureAwait(false);
    }

    private static async Task StartAsync(WebApplication app, Settings settings, StartUp startUp, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            startUp.IsOver = true;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
        {
            throw new SettingsException($"The address {settings.Url} is in use by another program. Stop that one, or choose another with --url http://localhost:5081", e);
        }
        catch (Exception e) when (e is SocketException or FormatException)
        {
            throw new SettingsException($"The program cannot listen at {settings.Url}: {e.Message}", e);
        }
        finally
        {
            // What did start works on the store until it is told to stop, and the store is closed next.
            if (!startUp.IsOver)
                await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A proxy on this machine that ends TLS (the default of known proxies is loopback) says who asks and how: otherwise everybody shares one address's limits,
    // and the visitor's cookie would also go over plain http. Only the last hop is believed: what is before it the sender may have written.
    // A proxy elsewhere (another container) is believed where Http:KnownProxies names its address or network.
    private static ForwardedHeadersOptions BehindAProxy(IConfiguration configuration)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        foreach (var proxy in (configuration["Http:KnownProxies"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new SettingsException($"Http:KnownProxies lists addresses like 10.0.0.5 or networks like 172.17.0.0/16, parted by commas; '{proxy}' is neither.");
        }

        return options;
    }

    private static WebApplicationBuilder NewBuilder(Settings settings, IConfiguration configuration, Secrets secrets)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 25 * 1024 * 1024;
        });
        builder.Services.AddRoutingCore();
        Configure(builder.Logging, configuration, secrets);
        builder.Services.AddSingleton(secrets);
        // A step under way ends in milliseconds; a message on the wire may take longer and is then "unknown", which its policy covers.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        return builder;
    }

    private static void Configure(ILoggingBuilder logging, IConfiguration configuration, Secrets secrets)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.Services.AddSingleton(secrets);
        logging.Services.AddSingleton(TimeProvider.System);
        logging.AddConsole(console =>
        {
            console.FormatterName = RedactingConsoleFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<RedactingConsoleFormatter, ConsoleFormatterOptions>();
    }

    private static (TelegramOptions? Telegram, ZaloBotOptions? Zalo) AddServices(IServiceCollection services, Site site, IConfiguration configuration)
    {
        services.AddSingleton(site);
        services.AddSingleton(site.Store);
        services.AddSingleton(site.Sealer);
        services.AddSingleton(site.World);
        services.AddSingleton(site.Time);
        services.AddSingleton<Inbox>();
        services.AddWebChat(s => TrialRoles.Hooks(site), options => configuration.GetSection("WebChat").Bind(options));
        var telegram = services.AddTelegramChannel(configuration, options => options with
        {
            Commands = BotCommands.Of(site.World.Current.Dialogs),
            LocationLabel = site.World.Current.Dialogs.Words.Label("location"),
            ContactLabel = site.World.Current.Dialogs.Words.Label("contact"),
            Named = (name, ct) => BotName.NoteAsync(site, options.Instance, name, ct),
        });
        var zalo = services.AddZaloBotChannel(configuration);
        services.AddHostedService<PumpService>();
        services.AddHostedService<ReloadService>();
        services.AddHostedService<CareService>();
        return (telegram, zalo);
    }

    // Slices that live by the clock are told of every start of what runs their lanes: the service, or a chat in the terminal without one.
    internal static Task TellSlicesAsync(Site site, CancellationToken ct)
    {
        var now = site.Time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"boot:{now:yyyyMMddHHmmss}");
        var mail = new NewMail(site.Office, LaneId.System("reporting"), id, new Inbound.Told("reporting-boot", "").ToJson(), now);
        return site.Store.AcceptAsync([mail], ct);
    }

    private sealed class StartUp
    {
        private volatile bool _isOver;

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }
    }
}
