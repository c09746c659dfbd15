using DanVanBot.Core.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Channels.Telegram;

/// <summary>Puts the channel into a host.</summary>
public static class TelegramComposition
{
    /// <summary>
    /// Adds the channel when the section <c>Telegram</c> has a token. The container must offer <see cref="Inbox"/>, <see cref="TimeProvider"/> and logging.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="complete">Adds what people read: commands, labels, the office.</param>
    /// <returns>The settings used, or null: no token, the channel is off.</returns>
    /// <exception cref="TelegramSettingsException">A setting is wrong; the message names it and never tells its value.</exception>
    public static TelegramOptions? AddTelegramChannel(
        this IServiceCollection services, IConfiguration configuration, Func<TelegramOptions, TelegramOptions>? complete = null)
    {
        if (TelegramOptions.Read(configuration) is not { } options)
            return null;
        options = complete?.Invoke(options) ?? options;
        if (options.Problems() is { Count: > 0 } problems)
            throw new TelegramSettingsException(problems);
        services.AddSingleton(options);
        services.AddSingleton(s => new TelegramChannel(options, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IChannel>(s => s.GetRequiredService<TelegramChannel>());
        if (options.Mode == TelegramMode.Webhook)
            services.AddSingleton<TelegramWebhook>();
        else
            services.AddSingleton<TelegramPoller>();
        services.AddHostedService(s => new TelegramService(
            s.GetRequiredService<TelegramChannel>(), s.GetRequiredService<ILogger<TelegramService>>(), s.GetService<TelegramPoller>(), s.GetService<TelegramWebhook>()));
        return options;
    }

    /// <summary>Maps <c>POST /webhooks/telegram</c>; null when the channel is off or polls, and then the path does not exist.</summary>
    public static IEndpointConventionBuilder? MapTelegramWebhook(this IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetService<TelegramWebhook>() is { } webhook
            ? endpoints.MapPost(TelegramOptions.WebhookPath, (RequestDelegate)webhook.HandleAsync)
            : null;
}
