using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DanVanBot.Core.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>The endpoint in a real server on loopback.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    public const string Secret = "the-webhook-secret_of-the-tests";
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private WebhookHost(WebApplication app, Scene scene, TelegramWebhook webhook) => (_app, Scene, Webhook) = (app, scene, webhook);

    public Scene Scene { get; }

    public TelegramWebhook Webhook { get; }

    public static async Task<WebhookHost> StartAsync(bool ready = true, string? previousSecret = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TelegramWebhook? webhook = null;
        builder.Services.AddSingleton(_ => webhook!);
        var app = builder.Build();
        app.Map("/up", () => "up");
        // The server picks its port when it starts, and the address belongs into the settings: the endpoint is mapped late.
        await app.StartAsync();
        var scene = await Scene.StartAsync(o => o with
        {
            Mode = TelegramMode.Webhook,
            WebhookUrl = new Uri(app.Urls.First()),
            WebhookSecret = new SecretText(Secret),
            WebhookSecretPrevious = previousSecret is null ? null : new SecretText(previousSecret),
        });
        webhook = new TelegramWebhook(scene.Channel, scene.Inbox, scene.Loggers);
        app.MapTelegramWebhook();
        if (ready)
            await webhook.StepAsync(TestContext.Current.CancellationToken);
        return new WebhookHost(app, scene, webhook);
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(
        string body, string? secret = Secret, string? type = "application/json", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(Scene.Options.PublicWebhookUrl!.AbsoluteUri));
        if (method is null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null && request.Content is { } content)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Scene.DisposeAsync();
        await _app.DisposeAsync();
    }
}
