using System.Text.Json;

namespace DanVanBot.WebChat;

/// <summary><c>GET /chat/session</c> makes a visitor known and tells the page where it is; <c>POST /chat/trial</c> starts a role of the sample office.</summary>
internal sealed class SessionEndpoints(WebLog log, Visitors visitors, ChatLimits limits, PageGuard guard, WebChatHooks hooks)
{
    /// <summary>Largest body of a trial request, bytes.</summary>
    public const long MaxBody = 1024;

    /// <summary>A visitor of a trial role is made by the trial, not here: <c>known</c> is false until then.</summary>
    public async Task SessionAsync(HttpContext http)
    {
        if (!Roles.TryRead(http, out var role))
        {
            await guard.RefuseAsync(http, StatusCodes.Status400BadRequest, "bad-request");
            return;
        }

        var visitor = visitors.Find(http, role);
        if ((visitor is null ? limits.NewVisitor(http) : limits.Read(http, visitor)) is { } wait)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
            return;
        }

        var last = visitor is null ? 0 : await log.LastAsync(visitor.Lane, http.RequestAborted);
        if (visitor is not null)
            Visitors.Renew(http, role);
        else if (role is null)
            visitor = visitors.Create(http, role);
        var look = hooks.Office();
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new
            {
                office = new { name = look.Name, phone = look.Phone },
                sample = hooks.IsSample(),
                trialRoles = MayTry(http) ? hooks.TrialRoles : [],
                role,
                known = visitor is not null,
                last,
            },
            http.RequestAborted);
    }

    public async Task TrialAsync(HttpContext http)
    {
        string? role = null;
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("role", out var r) && r.ValueKind == JsonValueKind.String)
                role = r.GetString();
        }
        catch (JsonException)
        {
            // Falls to the refusal below.
        }

        if (role is null || !MayTry(http) || !hooks.TrialRoles.Contains(role, StringComparer.Ordinal))
        {
            await guard.RefuseAsync(http, StatusCodes.Status403Forbidden, "no-trial");
            return;
        }

        var visitor = visitors.Find(http, role);
        if ((visitor is null ? limits.NewVisitor(http) : limits.Message(http, visitor)) is { } wait)
        {
            await guard.RefuseAsync(http, StatusCodes.Status429TooManyRequests, "slow-down", wait);
            return;
        }

        visitor ??= visitors.Create(http, role);
        if (!await hooks.StartTrial(visitor.Address, role, http.RequestAborted))
        {
            await guard.RefuseAsync(http, StatusCodes.Status409Conflict, "no-trial");
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new { role }, http.RequestAborted);
    }

    private bool MayTry(HttpContext http) => hooks.IsSample() && Visitors.IsLocal(http);
}

/// <summary>The role a request is made in: <c>?vai=ROLE</c>. Each is a visitor of its own.</summary>
internal static class Roles
{
    /// <summary>False for something that is no role's name. No parameter, and <c>citizen</c>, mean the person themselves: null.</summary>
    public static bool TryRead(HttpContext http, out string? role)
    {
        role = http.Request.Query["vai"];
        if (role is "citizen" or "")
            role = null;
        return role is null || role.Length <= 20 && role.All(char.IsAsciiLetterLower);
    }
}
