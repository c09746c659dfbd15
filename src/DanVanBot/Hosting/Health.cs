using DanVanBot.Core.Storage;

namespace DanVanBot.Hosting;

/// <summary><c>GET /health</c>: 200 while the store answers, else 503. It tells figures, never content.</summary>
public static class Health
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app, IBotStore store) => app.MapGet("/health", async (CancellationToken ct) =>
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            var figures = await store.FiguresAsync(patience.Token).ConfigureAwait(false);
            return Results.Json(new { status = "ok", mailWaiting = figures.MailWaiting, outboxWaiting = figures.OutboxWaiting, deadLetters = figures.DeadLetters });
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            return Results.Json(new { status = "store unavailable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    });
}
