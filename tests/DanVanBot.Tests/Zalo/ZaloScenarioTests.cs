using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DanVanBot.FakeServers.Zalo;
using DanVanBot.Tests.Telegram;

namespace DanVanBot.Tests.Zalo;

/// <summary>A citizen on Zalo, end to end: the built program as a process of its own, against the strict fake, by webhook and by polling.</summary>
public sealed partial class ZaloScenarioTests
{
    public static TheoryData<string> Modes => ["webhook", "polling"];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task AskPetitionAndLookUp_OnZalo_EndToEnd(string mode)
    {
        await using var world = await ZaloWorld.StartAsync(mode);
        var zalo = world.Zalo;
        // By polling nothing is delivered twice; by webhook everything is.
        zalo.PushCopies = 2;

        var an = new ZaloTalk(zalo, "6ede9afa66b88fe6d6a9");
        await an.SayAsync("/start", "Bà con cần việc gì");
        await an.SayAsync("nam 2023 chi bo phai lam gi", "Nguồn:");

        await an.SayAsync("/phananh", "Bà con đồng ý không");
        await an.ChooseAsync("Đồng ý", "Phản ánh về việc gì");
        await an.SayAsync("1", "Xin kể rõ việc gì");
        an.Last.Text.Should().Contain("“Quay lại”").And.NotContain("Trả lời bằng số", "the answer is not a number here");
        await an.SayAsync("cống trước nhà bị nghẹt, mưa là nước tràn vô nhà", "Việc ở đâu");
        await an.SayAsync("tổ dân phố 5, đường Trần Phú", "Có ảnh thì gửi");
        await an.DoAsync(() => an.User.SendPhoto(Pictures.Jpeg), "1 tệp");
        await an.ChooseAsync("Xong", "Cán bộ gọi lại số nào");
        await an.SayAsync("0905 000 111", "Xin xem lại trước khi gửi");
        an.Last.Text.Should().Contain("cống trước nhà").And.NotContain("****");
        await an.ChooseAsync("Gửi phản ánh", "Đã tiếp nhận phản ánh");
        var code = Code().Match(an.Last.Text).Value;
        code.Should().NotBeEmpty();
        await an.SayAsync(code.ToLowerInvariant(), "đã tiếp nhận");

        var binh = new ZaloTalk(zalo, "b1e29afa66b88fe6d6a9");
        await binh.SayAsync(code, "không");
        binh.Last.Text.Should().NotContain("cống trước nhà");

        // What this channel cannot use is answered in words.
        await binh.DoAsync(binh.User.SendSticker, "hình dán");
        await binh.DoAsync(() => binh.User.SendVoice([1, 2, 3]), "tin thoại");

        await zalo.WaitUntilAsync(() => zalo.PhotoReads >= 1);
        var listed = await world.CommandAsync("petitions", "list", "--json");
        Codes(listed).Should().Equal(code);
        zalo.MessagesTo("6ede9afa66b88fe6d6a9").Count(m => m.Text.Contains("Đã tiếp nhận phản ánh", StringComparison.Ordinal)).Should().Be(1);
        if (mode == "webhook")
            zalo.Pushes.Should().OnlyContain(p => p.Status == 200).And.HaveCountGreaterThan(20);
        zalo.Calls.Should().OnlyContain(c => c.Status == 200 || c.Status == 408 || c.Status == 0 || c.Method == "getWebhookInfo");

        world.Service.Log.Should().NotContain(zalo.Token.Split(':')[1]).And.NotContain("cống trước nhà").And.NotContain(ZaloWorld.Secret);
        world.Service.Log.Should().Contain(mode == "polling" ? "trials only" : "Zalo Bot    on, by webhook");
        (await world.CommandAsync("doctor")).Should().MatchRegex(@"ZaloBot +on, " + mode).And.NotContain(zalo.Token);
    }

    [Fact]
    public async Task Webhook_WrongSecretOrTheSameMessageAgain_DoesNothing()
    {
        await using var world = await ZaloWorld.StartAsync("webhook");
        var zalo = world.Zalo;
        var an = new ZaloTalk(zalo, "u1");
        await an.SayAsync("/phananh", "Bà con đồng ý không");

        // Somebody who does not know the secret answers in An's name.
        var forged = """{"event_name":"message.text.received","message":{"message_id":"forged","from":{"id":"u1"},"chat":{"id":"u1","chat_type":"PRIVATE"},"text":"2"}}""";
        (await PostAsync(world, forged, "a-secret-of-the-test")).Should().Be(HttpStatusCode.Unauthorized);
        (await PostAsync(world, forged, null)).Should().Be(HttpStatusCode.Unauthorized);

        await an.ChooseAsync("Đồng ý", "Phản ánh về việc gì");
        // The answer to that message came; it is brought again, and "1" must not choose a field.
        zalo.PushLastAgain();
        await zalo.WaitUntilAsync(() => zalo.Pushes.Count == 3);
        var pushes = zalo.Pushes;
        (pushes[^1].Status, pushes[^1].MessageId).Should().Be((200, pushes[^2].MessageId));
        await an.SayAsync("/huy", "");
        var texts = zalo.MessagesTo("u1").Select(m => m.Text).ToList();
        texts.Should().NotContain(t => t.Contains("Xin kể rõ việc gì", StringComparison.Ordinal)).And.NotContain(t => t.Contains("Tôi không lưu gì cả", StringComparison.Ordinal));
        texts.Should().HaveCount(3);
    }

    [Fact]
    public async Task Service_SettingsThatContradict_DoesNotStartAndNamesThem()
    {
        var data = Directory.CreateTempSubdirectory("danvan-zalo-").FullName;
        await using var service = ServiceProcess.Launch(data, new Dictionary<string, string>
        {
            ["ZaloBot__BotToken"] = "123456:abc-the-token",
            ["ZaloBot__Mode"] = "polling",
            ["ZaloBot__WebhookUrl"] = "https://bot.example.vn",
        });
        (await service.WaitAsync()).Should().Be(1);
        service.Log.Should().Contain("ZaloBot:Mode").And.Contain("ZaloBot:WebhookUrl").And.NotContain("abc-the-token").And.NotContain("   at ");
        Directory.Delete(data, true);
    }

    private static async Task<HttpStatusCode> PostAsync(ZaloWorld world, string body, string? secret)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, world.WebhookUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null)
            request.Headers.Add("X-Bot-Api-Secret-Token", secret);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static IEnumerable<string> Codes(string json) => Code().Matches(json).Select(m => m.Value).Distinct();

    [GeneratedRegex("[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}")]
    private static partial Regex Code();
}
