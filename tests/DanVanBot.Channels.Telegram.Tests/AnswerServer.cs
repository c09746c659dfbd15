using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>A server that gives one answer to everything: what FakeTelegram is too honest to say.</summary>
internal sealed class AnswerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _requests = [];
    private readonly TaskCompletionSource _fileStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AnswerServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    public Task FileStopped => _fileStopped.Task;

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static async Task<AnswerServer> StartAsync(string json, int status = 200, bool endlessFile = false, string? location = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new AnswerServer(builder.Build());
        server._app.Run(async context =>
        {
            lock (server._requests)
                server._requests.Add(context.Request.Path);
            if (endlessFile && context.Request.Path.StartsWithSegments("/file"))
            {
                await server.PourAsync(context);
                return;
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (location is not null)
                context.Response.Headers.Location = location;
            await context.Response.WriteAsync(json);
        });
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Urls.First());
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PourAsync(HttpContext context)
    {
        var block = new byte[64 * 1024];
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                await Task.Yield();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
        }

        _fileStopped.TrySetResult();
    }
}
