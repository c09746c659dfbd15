namespace DanVanBot.FakeServers.Telegram;

internal sealed class ControlHttp(FakeTelegram fake)
{
    public async Task HandleAsync(HttpContext context)
    {
        await context.Response.WriteAsync(fake.BaseUrl);
    }
}
