using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.FakeServers.Tests.Telegram;

/// <summary>Many hands at once: the fake itself must lose and double nothing, or it proves nothing about the bot.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Polling_WhileManyPeopleWrite_DeliversEachUpdateOnceInOrderOfItsChat()
    {
        await using var fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        using var bot = new RawBot(fake);
        var people = Enumerable.Range(1, 20).Select(i => fake.User(i)).ToArray();
        var writing = people.Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await p.SendAsync($"{i}");
                await bot.SayAsync(p.Id, $"trả lời {i}");
            }
        })).ToArray();

        var seen = people.ToDictionary(p => p.Id, _ => new List<string>());
        for (int count = 0, offset = 0; count < 1000;)
        {
            foreach (var update in (await bot.CallAsync("getUpdates", new { offset, timeout = 50 })).Result.EnumerateArray())
            {
                var message = update.GetProperty("message");
                seen[message.GetProperty("chat").GetProperty("id").GetInt64()].Add(message.GetProperty("text").GetString()!);
                offset = update.GetProperty("update_id").GetInt32() + 1;
                count++;
            }
        }

        await Task.WhenAll(writing);
        seen.Values.Should().AllSatisfy(texts => texts.Should().Equal(Enumerable.Range(0, 50).Select(i => $"{i}")));
        fake.Sent.Should().HaveCount(1000);
        fake.Sent.Select(s => (s.ChatId, s.MessageId)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Webhook_RefusingAThirdOfThePushes_StillGetsEachChatInOrder()
    {
        await using var fake = await FakeTelegram.StartAsync(new FakeTelegramOptions { RateLimits = false });
        await using var hook = await WebhookReceiver.StartAsync();
        using var bot = new RawBot(fake);
        var refused = new HashSet<int>();
        var accepted = new List<(long Chat, string Text)>();
        hook.Answer = (push, context) =>
        {
            lock (refused)
            {
                if (push.UpdateId % 3 == 0 && refused.Add(push.UpdateId))
                {
                    context.Response.StatusCode = 500;
                    return Task.CompletedTask;
                }

                var message = push.Body.GetProperty("message");
                accepted.Add((message.GetProperty("chat").GetProperty("id").GetInt64(), message.GetProperty("text").GetString()!));
                return Task.CompletedTask;
            }
        };
        await bot.CallAsync("setWebhook", new { url = hook.Url, max_connections = 10 });

        await Task.WhenAll(Enumerable.Range(1, 10).Select(id => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await fake.User(id).SendAsync($"{i}");
            }
        })));
        await fake.WaitUntilAsync(f => f.PendingUpdates == 0, TimeSpan.FromSeconds(60));

        refused.Should().HaveCount(100);
        accepted.GroupBy(a => a.Chat).Should().HaveCount(10).And.AllSatisfy(g => g.Select(a => a.Text).Should().Equal(Enumerable.Range(0, 30).Select(i => $"{i}")));
    }
}
