using DanVanBot.FakeServers.Telegram;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>grammY and Telegraf, which nobody here wrote, must work against the fake as against the real server.</summary>
public sealed class NodeClientsTests
{
    [Theory]
    [InlineData("grammy.mjs", "polling")]
    [InlineData("grammy.mjs", "webhook")]
    [InlineData("telegraf.mjs", "polling")]
    [InlineData("telegraf.mjs", "webhook")]
    public async Task Client_NobodyHereWrote_SendsEditsPressesDownloadsAndGetsA429(string script, string mode)
    {
        // The server's clock stands still, so no bucket refills however slow the machine is.
        await using var fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000)) });
        await using var client = await NodeClient.StartAsync(script, mode, fake);
        var an = fake.User(1001, "An");
        (await client.StepAsync("ready")).GetProperty("username").GetString().Should().Be(fake.Options.BotUsername);

        await an.StartAsync("ma-moi");
        var sent = await client.StepAsync("sent");
        var shown = await an.NextAsync();
        shown.Text.Should().Be("Chào An <ma-moi>");
        shown.Buttons.Select(b => b.Text).Should().Equal("Gửi", "Hủy");
        sent.GetProperty("message_id").GetInt32().Should().Be(shown.MessageId);

        await an.PressAsync("Gửi");
        (await client.StepAsync("pressed")).GetProperty("edited").GetString().Should().Be("Đã gửi");
        fake.CallbackAnswers.Should().ContainSingle().Which.Text.Should().Be("Đã nhận");
        shown.Should().BeEquivalentTo(new { Text = "Đã gửi", EarlierTexts = new[] { "Chào An <ma-moi>" } });

        await an.SendPhotoAsync([0xFF, 0xD8, 0xFF, 1, 2, 3, 4]);
        (await client.StepAsync("photo")).GetProperty("bytes").GetInt32().Should().Be(7);

        await an.SendAsync("nhiều");
        var refused = await client.StepAsync("refused");
        refused.GetProperty("code").GetInt32().Should().Be(429);
        refused.GetProperty("retry_after").GetInt32().Should().BeGreaterThanOrEqualTo(1);
        refused.GetProperty("description").GetString().Should().StartWith("Too Many Requests: retry after ");

        await an.SendAsync("xong");
        await client.StepAsync("done");
        await client.StepAsync("stopped");
        (await client.ExitAsync()).Should().Be(0);

        var isWebhook = mode == "webhook";
        fake.Wire.Any(w => w.Method == "getUpdates").Should().Be(!isWebhook);
        fake.Pushes.Select(p => p.UpdateId).Distinct().Should().HaveCount(isWebhook ? 5 : 0);
        fake.Pushes.SkipLast(1).Where(p => p.Status != 200).Should().BeEmpty("the secret in the header was the one the client had set");
    }
}
