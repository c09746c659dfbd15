using DanVanBot.Core.Channels;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DanVanBot.WebChat;

/// <summary>Puts the web chat into a program.</summary>
public static class WebChatComposition
{
    /// <summary>
    /// Adds the channel (as <see cref="IChannel"/>) and what its page needs. The program supplies <c>IBotStore</c>, <c>Sealer</c>, <c>Inbox</c> and a <c>TimeProvider</c>.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="hooks">What the page asks of the program.</param>
    /// <param name="configure">Limits; bind the section <c>WebChat</c> here.</param>
    public static IServiceCollection AddWebChat(
        this IServiceCollection services, Func<IServiceProvider, WebChatHooks> hooks, Action<WebChatOptions>? configure = null)
    {
        services.AddOptions<WebChatOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.AddSingleton(hooks);
        services.AddSingleton<WebLog>();
        services.AddSingleton<WebChatChannel>();
        services.AddSingleton<IChannel>(static s => s.GetRequiredService<WebChatChannel>());
        services.AddSingleton<PageFiles>();
        services.AddSingleton<PageGuard>();
        services.AddSingleton<Visitors>();
        services.AddSingleton<ChatLimits>();
        services.AddSingleton<SayEndpoint>();
        services.AddSingleton<FileEndpoints>();
        services.AddSingleton<ReadEndpoints>();
        services.AddSingleton<SessionEndpoints>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>
    /// Maps <c>/</c> with the page's files, and <c>/chat/*</c>. Forwarded headers, where a proxy stands before the program, must have been applied
    /// (for known proxies only) before this.
    /// </summary>
    public static IEndpointRouteBuilder MapWebChat(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var files = services.GetRequiredService<PageFiles>();
        var guard = services.GetRequiredService<PageGuard>();
        var say = services.GetRequiredService<SayEndpoint>();
        var file = services.GetRequiredService<FileEndpoints>();
        var read = services.GetRequiredService<ReadEndpoints>();
        var session = services.GetRequiredService<SessionEndpoints>();

        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/", reading, guard.Guard(http => files.ServeAsync(http, "/index.html")));
        foreach (var path in files.Paths)
            app.MapMethods(path, reading, guard.Guard(http => files.ServeAsync(http, path)));
        app.MapGet("/chat/session", guard.Guard(session.SessionAsync));
        app.MapGet("/chat/log", guard.Guard(read.LogAsync));
        app.MapGet("/chat/stream", guard.Guard(read.StreamAsync));
        app.MapGet("/chat/file/{number}/{index}", guard.Guard(file.ShowAsync));
        app.MapPost("/chat/say", guard.Guard(say.HandleAsync, SayEndpoint.MaxBody, "application/json"));
        app.MapPost("/chat/file", guard.Guard(file.TakeAsync, file.MaxBody, "multipart/form-data"));
        app.MapPost("/chat/trial", guard.Guard(session.TrialAsync, SessionEndpoints.MaxBody, "application/json"));
        return app;
    }
}
