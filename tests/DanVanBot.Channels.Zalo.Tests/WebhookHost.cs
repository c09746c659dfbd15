using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DanVanBot.Core.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo.Tests;

/// <summary>The endpoint in a real server on loopback.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string Secret = "mykey-abcyxz";
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private WebhookHost(WebApplication app, Scene scene, ZaloBotWebhook webhook) => (_app, Scene, Webhook) = (app, scene, webhook);

    public Scene Scene { get; }

    public ZaloBotWebhook Webhook { get; }

    public static async Task<WebhookHost> StartAsync(bool ready = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ZaloBotWebhook? webhook = null;
        builder.Services.AddSingleton(_ => webhook!);
        var app = builder.Build();
        app.Map("/up", () => "up");
        // The server picks its port when it starts, and the address belongs into the settings: the endpoint is mapped late.
        await app.StartAsync();
        var scene = await Scene.StartAsync(o => o with
        {
            Mode = ZaloBotMode.Webhook,
            WebhookUrl = new Uri(app.Urls.First()),
            WebhookSecret = new SecretText(Secret),
        });
        webhook = new ZaloBotWebhook(scene.Channel, scene.Inbox, scene.Loggers);
        app.MapZaloBotWebhook();
        var host = new WebhookHost(app, scene, webhook);
        if (ready)
            await host.StepAsync();
        return host;
    }

    public Task<TimeSpan> StepAsync() => Webhook.StepAsync(TestContext.Current.CancellationToken);

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string body, string? secret = Secret, string? type = "application/json", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, Scene.Options.PublicWebhookUrl);
        if (method is null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null && request.Content is { } content)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Bot-Api-Secret-Token", secret);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The service is gone: its port is closed.</summary>
    public Task StopListeningAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Scene.DisposeAsync();
        await _app.DisposeAsync();
    }
}
