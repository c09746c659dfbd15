using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;
using DanVanBot.Storage.LiteDb;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>The channel as the program puts it together, over the real store, against FakeTelegram on the wire.</summary>
public sealed class TelegramScenarioTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("danvanbot-telegram-").FullName;
    private readonly Sealer _sealer = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private FakeTelegram _telegram = null!;

    public async ValueTask InitializeAsync() =>
        _telegram = await FakeTelegram.StartAsync(new FakeTelegramOptions { Token = Scene.Token, RateLimits = false });

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("webhook")]
    public async Task Run_TwoPeopleARestartAndDuplicates_EveryMessageIsInTheStoreOnceAndInOrder(string mode)
    {
        _telegram.DuplicateUpdates(3);
        _telegram.DuplicatePushes(3);
        var lan = _telegram.User(1001, "Lan");
        var ba = _telegram.User(1002, "Ba");
        string webhook;
        await using (var first = await RunAsync(mode))
        {
            webhook = first.Urls.First();
            await lan.StartAsync("code_1");
            await lan.SendAsync("một");
            await ba.SendAsync("hai");
            var sent = await SendAsync(first, "1001", BotMessage.Plain("?") with { Buttons = [new("Có", new ButtonAction.Answer(3, "yes"))] });
            sent.Should().BeOfType<SendOutcome.Sent>();
            // Telegram may bring a press and a text of one person in either order: they wait for each other here.
            await _telegram.WaitUntilAsync(t => t.PendingUpdates == 0);
            await lan.PressAsync("Có");
            await _telegram.WaitForCallbackAnswerAsync(1001);
            await lan.SendAsync("ba");
            await _telegram.WaitUntilAsync(t => t.PendingUpdates == 0);
        }

        await lan.SendAsync("trong lúc nghỉ");
        await using var second = await RunAsync(mode, webhook);
        await lan.SendAsync("sau khi chạy lại");
        await _telegram.WaitUntilAsync(t => t.PendingUpdates == 0);

        var store = second.Services.GetRequiredService<IBotStore>();
        var claims = await store.ClaimAsync(16, 100, DateTimeOffset.MaxValue.AddYears(-1), TestContext.Current.CancellationToken);
        var said = claims.ToDictionary(c => c.Address!, c => c.Mail.Select(m => Inbound.Parse(m.Body)).Select(i => i switch
        {
            Inbound.Said s => s.Text,
            Inbound.Pressed p => p.Data,
            _ => "?",
        }).ToArray());
        said["1001"].Should().Equal("/start code_1", "một", "a:3:yes", "ba", "trong lúc nghỉ", "sau khi chạy lại");
        said["1002"].Should().Equal("hai");
        second.Services.GetRequiredService<TelegramChannel>().Problem.Should().BeNull();
    }

    [Fact]
    public async Task Run_BlockedAndBack_IsToldToTheLane()
    {
        await using var app = await RunAsync("polling");
        var lan = _telegram.User(1001, "Lan");
        await lan.StartAsync();
        await lan.BlockAsync();
        (await SendAsync(app, "1001", BotMessage.Plain("a"))).Should().BeOfType<SendOutcome.Unreachable>();
        await lan.UnblockAsync();
        (await SendAsync(app, "1001", BotMessage.Plain("a"))).Should().BeOfType<SendOutcome.Sent>();
        await _telegram.WaitUntilAsync(t => t.PendingUpdates == 0);
        var claims = await app.Services.GetRequiredService<IBotStore>().ClaimAsync(16, 100, DateTimeOffset.MaxValue.AddYears(-1), TestContext.Current.CancellationToken);
        claims.Single().Mail.Select(m => Inbound.Parse(m.Body).GetType()).Should().BeEquivalentTo([typeof(Inbound.Said), typeof(Inbound.Left), typeof(Inbound.CameBack)]);
    }

    [Fact]
    public async Task AddTelegramChannel_NoToken_AddsNothingAndMapsNothing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddTelegramChannel(new ConfigurationBuilder().Build()).Should().BeNull();
        await using var app = builder.Build();
        app.MapTelegramWebhook().Should().BeNull();
        app.Services.GetServices<IChannel>().Should().BeEmpty();
    }

    private static Task<SendOutcome> SendAsync(WebApplication app, string address, BotMessage message) =>
        app.Services.GetRequiredService<IChannel>().SendAsync(new OutboundMessage("row", address, message, null, []), TestContext.Current.CancellationToken);

    private async Task<WebApplication> RunAsync(string mode, string? url = null)
    {
        var ct = TestContext.Current.CancellationToken;
        // The port must be known before the address is given to Telegram.
        var address = url ?? $"http://127.0.0.1:{FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:BotToken"] = Scene.Token,
            ["Telegram:ApiBaseUrl"] = _telegram.BaseUrl,
            ["Telegram:Mode"] = mode,
            ["Telegram:WebhookUrl"] = address,
            ["Telegram:WebhookSecret"] = WebhookHost.Secret,
        }).Build();
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = _folder, Sealer = _sealer }, ct);
        builder.Services.AddSingleton<IBotStore>(_ => store);
        builder.Services.AddSingleton(_sealer);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddTelegramChannel(settings);
        var app = builder.Build();
        (app.MapTelegramWebhook() is not null).Should().Be(mode == "webhook");
        await app.StartAsync(ct);
        if (mode == "webhook")
            await _telegram.WaitUntilAsync(t => t.Wire.Any(w => w.Method == "setWebhook" && w.Accepted));
        return app;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
