using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DanVanBot.Core.Storage;
using DanVanBot.WebChat;

namespace DanVanBot.Tests.WebChat;

public sealed class GuardTests
{
    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("http://127.0.0.1:1", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    [InlineData(null, "none")]
    [InlineData("SELF", "cross-site")]
    [InlineData(null, null)]
    public async Task Post_NotFromOurPage_403AndNothingIsKept(string? origin, string? site)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        visitor.Headers.Remove("Origin");
        if (origin is not null)
            visitor.Headers.Add("Origin", origin == "SELF" ? rig.Url.GetLeftPart(UriPartial.Authority) : origin);
        if (site is not null)
            visitor.Headers.Add("Sec-Fetch-Site", site);

        foreach (var path in new[] { "/chat/say", "/chat/trial" })
        {
            using var answer = await visitor.PostAsync(path, new { id = "a", text = "x", role = "officer" });
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden, path);
        }

        using (var answer = await visitor.SendFileAsync("f", FileTests.Jpeg))
            answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        visitor.Headers.Remove("Origin");
        visitor.Headers.Remove("Sec-Fetch-Site");
        (await visitor.LogAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("SELF", "same-origin")]
    [InlineData("SELF", null)]
    [InlineData(null, "same-origin")]
    public async Task Post_FromOurPage_IsTaken(string? origin, string? site)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        visitor.Headers.Remove("Origin");
        if (origin is not null)
            visitor.Headers.Add("Origin", rig.Url.GetLeftPart(UriPartial.Authority));
        if (site is not null)
            visitor.Headers.Add("Sec-Fetch-Site", site);

        (await visitor.SayAsync("a", "x")).Should().Be(1);
    }

    [Fact]
    public async Task Post_BehindAProxyThatEndsTls_SameHostIsEnough()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        visitor.Headers.Remove("Origin");
        visitor.Headers.Add("Origin", "https://danvan.example");
        visitor.Headers.Host = "danvan.example";

        (await visitor.SayAsync("a", "x")).Should().Be(1);
    }

    [Theory]
    [InlineData("/chat/session")]
    [InlineData("/chat/log?after=0")]
    [InlineData("/chat/stream?after=0")]
    public async Task Get_ByAnotherSite_403(string path)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        visitor.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await visitor.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Get_PageByALinkElsewhere_IsServed()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = rig.Client(withOrigin: false);
        client.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await client.GetAsync("/");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json-patch+json")]
    public async Task Say_OtherThanJson_415(string type)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        using var body = new StringContent("""{"id":"a","text":"x"}""", Encoding.UTF8, type);

        using var answer = await visitor.PostAsync("/chat/say", body);

        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Session_NewVisitor_GetsACookieOnlyTheBrowserCanSend()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = rig.Client();

        using var answer = await client.GetAsync("/chat/session");

        var cookie = answer.Headers.GetValues("Set-Cookie").Should().ContainSingle().Subject.ToLowerInvariant();
        cookie.Should().StartWith("danvan_visitor=").And.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/")
            .And.Contain("max-age=34560000").And.NotContain("secure", "this is http").And.NotContain("domain=");
        var kept = client.Cookie;
        using var again = await client.GetAsync("/chat/session");
        again.Headers.GetValues("Set-Cookie").Should().ContainSingle();
        client.Cookie.Should().Be(kept, "a known visitor stays who they are");
    }

    [Fact]
    public async Task Cookie_MadeUpOrTheAddressItself_OpensNothing()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("a", "riêng");
        await rig.Bot.HandledAsync(1);
        var address = rig.Bot.Handled[0].By!.UserAddress;
        var tag = visitor.Cookie!.Split('.')[1];
        string[] tries = [address, address + "." + tag, new string('A', 22) + "." + tag, visitor.Cookie[..^1] + (visitor.Cookie[^1] == 'a' ? 'b' : 'a'), "x"];

        foreach (var forged in tries)
        {
            using var thief = rig.Client();
            thief.Cookie = forged;
            using var answer = await thief.GetAsync("/chat/log?after=0");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, forged);
        }
    }

    [Fact]
    public async Task Say_FasterThanAPersonTypes_429WithRetryAfterAndOthersGoOn()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MessagesPerVisitorMinute = 3);
        using var visitor = await rig.VisitorAsync();
        using var other = await rig.VisitorAsync();
        for (var i = 0; i < 3; i++)
            await visitor.SayAsync($"m{i}", "x");

        using var answer = await visitor.PostAsync("/chat/say", new { id = "m4", text = "x" });

        await ShouldBeSlowed(answer);
        (await other.SayAsync("m", "x")).Should().Be(1);
    }

    [Fact]
    public async Task Say_ManyVisitorsOfOneAddress_429()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MessagesPerAddressMinute = 3);
        using var one = await rig.VisitorAsync();
        using var two = await rig.VisitorAsync();
        await one.SayAsync("a", "x");
        await two.SayAsync("a", "x");
        await one.SayAsync("b", "x");

        using var answer = await two.PostAsync("/chat/say", new { id = "b", text = "x" });

        await ShouldBeSlowed(answer);
    }

    [Fact]
    public async Task Say_TheWholeOffice_429()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MessagesPerOfficeMinute = 1);
        using var one = await rig.VisitorAsync();
        await one.SayAsync("a", "x");

        using var answer = await one.PostAsync("/chat/say", new { id = "b", text = "x" });

        await ShouldBeSlowed(answer);
    }

    [Fact]
    public async Task Session_ManyNewVisitors_429ButKnownOnesAreNotCounted()
    {
        await using var rig = await ChatRig.StartAsync(o => o.NewVisitorsPerAddressMinute = 2);
        using var known = await rig.VisitorAsync();
        using var second = await rig.VisitorAsync();

        using var third = rig.Client();
        using var answer = await third.GetAsync("/chat/session");

        await ShouldBeSlowed(answer);
        (await known.GetJsonAsync("/chat/session")).GetProperty("known").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Everything_WhereverItIsKept_IsSealedAndNotLogged()
    {
        const string Sentence = "Cống trước số nhà mười bốn bị nghẹt";
        await using var rig = await ChatRig.StartAsync(script: bot => bot.Script = _ => [DanVanBot.Dialogs.BotMessage.Plain("Đã ghi: " + Sentence)]);
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("a", Sentence);
        (await visitor.SendFileAsync("f", FileTests.JpegWith(Sentence), "anh.jpg", Sentence)).StatusCode.Should().Be(HttpStatusCode.OK);
        await visitor.LogOfAsync(4);
        var address = rig.Bot.Handled[0].By!.UserAddress;
        rig.Store.IsDown = true;
        using (await visitor.PostAsync("/chat/say", new { id = "b", text = Sentence }))
        {
        }

        string[] secrets = [Sentence, visitor.Cookie!, visitor.Cookie!.Split('.')[0], address];
        // The lock file cannot be opened while the service runs; it holds no more than a process number.
        var files = Directory.EnumerateFiles(rig.Folder, "*", SearchOption.AllDirectories).ToLookup(f => f.EndsWith(".lock", StringComparison.Ordinal));
        files[true].Should().OnlyContain(f => new FileInfo(f).Length < 32);
        foreach (var file in files[false])
        {
            var bytes = await ReadAsync(file);
            foreach (var secret in secrets)
                bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).Should().Be(-1, "{0} must not hold \"{1}\"", file, secret);
        }

        rig.Lines.All.Should().NotBeEmpty();
        rig.Lines.All.Where(l => secrets.Any(s => l.Contains(s, StringComparison.Ordinal))).Should().BeEmpty();
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task ShouldBeSlowed(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        body.GetProperty("error").GetString().Should().Be("slow-down");
        body.GetProperty("message").GetString().Should().NotBeEmpty();
    }
}
