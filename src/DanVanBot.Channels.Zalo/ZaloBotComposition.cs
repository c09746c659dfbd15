using DanVanBot.Core.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Zalo;

/// <summary>Puts the channel into a host.</summary>
public static class ZaloBotComposition
{
    /// <summary>
    /// Adds the channel when the section <c>ZaloBot</c> has a token. The container must offer <see cref="Inbox"/>, <see cref="TimeProvider"/> and logging.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <returns>The settings used, or null: no token, the channel is off.</returns>
    /// <exception cref="ZaloBotSettingsException">A setting is wrong; the message names it and never tells its value.</exception>
    public static ZaloBotOptions? AddZaloBotChannel(this IServiceCollection services, IConfiguration configuration)
    {
        if (ZaloBotOptions.Read(configuration) is not { } options)
            return null;
        services.AddSingleton(options);
        services.AddSingleton(s => new ZaloBotChannel(options, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IChannel>(s => s.GetRequiredService<ZaloBotChannel>());
        if (options.Mode == ZaloBotMode.Webhook)
            services.AddSingleton<ZaloBotWebhook>();
        else
            services.AddSingleton<ZaloBotPoller>();
        services.AddHostedService(s => new ZaloBotService(
            s.GetRequiredService<ZaloBotChannel>(), s.GetRequiredService<IHostApplicationLifetime>(), s.GetRequiredService<ILogger<ZaloBotService>>(),
            s.GetService<ZaloBotPoller>(), s.GetService<ZaloBotWebhook>()));
        return options;
    }

    /// <summary>Maps <c>POST /webhooks/zalo-bot</c>; null when the channel is off or polls, and then the path does not exist.</summary>
    public static IEndpointConventionBuilder? MapZaloBotWebhook(this IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetService<ZaloBotWebhook>() is { } webhook
            ? endpoints.MapPost(ZaloBotOptions.WebhookPath, (RequestDelegate)webhook.HandleAsync)
            : null;
}
