using System.Collections.Concurrent;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Storage.LiteDb;
using DanVanBot.WebChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Tests.WebChat;

/// <summary>The web chat as a program has it: Kestrel on a port of its own, the real store in a folder of its own, an echo for a bot.</summary>
internal sealed class ChatRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private ChatRig(string folder, bool ownsFolder, WebApplication app, FaultyStore store, EchoBot bot, LogLines lines)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _app = app;
        Store = store;
        Bot = bot;
        Lines = lines;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Url { get; }

    public FaultyStore Store { get; }

    public EchoBot Bot { get; }

    /// <summary>Everything logged, from Debug up.</summary>
    public LogLines Lines { get; }

    public string Folder => _folder;

    public WebChatChannel Channel => _app.Services.GetRequiredService<WebChatChannel>();

    public WebLog Log => _app.Services.GetRequiredService<WebLog>();

    public bool IsSample { get; set; }

    public OfficeLook Look { get; set; } = new("Khối Dân vận phường Thử", "0255 000 000");

    public Func<string, string, Task<bool>> Trial { get; set; } = static (_, _) => Task.FromResult(true);

    public static async Task<ChatRig> StartAsync(
        Action<WebChatOptions>? configure = null, TimeProvider? time = null, string? folder = null, Action<EchoBot>? script = null, Uri? at = null)
    {
        time ??= TimeProvider.System;
        var place = folder ?? Directory.CreateTempSubdirectory("danvan-web-").FullName;
        var sealer = KeyFile.LoadOrCreate(Path.Combine(place, "test.key"), LiteDbStore.HasData(Path.Combine(place, "data")));
        var lite = await LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = Path.Combine(place, "data"), Sealer = sealer, Time = time });
        var store = new FaultyStore(lite);
        var lines = new LogLines();
        ChatRig? rig = null;

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls(at?.ToString() ?? "http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(lines);
        builder.Services.AddSingleton<IBotStore>(store);
        builder.Services.AddSingleton(sealer);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddWebChat(
            _ => new WebChatHooks
            {
                Office = () => rig!.Look,
                IsSample = () => rig!.IsSample,
                StartTrial = (address, role, _) => rig!.Trial(address, role),
            },
            configure);
        var app = builder.Build();
        app.MapWebChat();
        await app.StartAsync();

        var bot = new EchoBot(store, app.Services.GetRequiredService<WebChatChannel>(), time);
        script?.Invoke(bot);
        await bot.StartAsync();
        return rig = new ChatRig(place, folder is null, app, store, bot, lines);
    }

    /// <summary>A browser's way of speaking, without a browser.</summary>
    public ChatClient Client(bool withOrigin = true) => new(Url, withOrigin);

    /// <summary>A visitor whom the server knows.</summary>
    public async Task<ChatClient> VisitorAsync(string? role = null)
    {
        var client = Client();
        client.Role = role;
        using var answer = await client.GetAsync("/chat/session");
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Store.IsDown = false;
        await Store.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Keeps log lines, so that a test can look for what must not be there.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception) + exception);

    public void Dispose()
    {
    }
}
