using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DanVanBot.FakeServers.Tests.Telegram;

internal sealed record ReceivedPush(int UpdateId, string Type, JsonElement Body, string? Secret);

/// <summary>A bot's webhook on loopback; <see cref="Answer"/> decides each answer, as slowly as it likes.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly List<ReceivedPush> _received = [];
    private readonly Lock _gate = new();
    private WebApplication? _app;

    public string Url { get; private set; } = "";

    public Func<ReceivedPush, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<ReceivedPush> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        receiver._app = builder.Build();
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Urls.First() + "/hook";
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var body = document.RootElement.Clone();
        var push = new ReceivedPush(
            body.GetProperty("update_id").GetInt32(),
            body.EnumerateObject().Last().Name,
            body,
            context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"].FirstOrDefault());
        lock (_gate)
        {
            _received.Add(push);
        }

        await Answer(push, context);
    }
}
