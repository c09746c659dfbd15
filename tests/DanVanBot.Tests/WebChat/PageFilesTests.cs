using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DanVanBot.Tests.WebChat;

public sealed partial class PageFilesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_FirstPaint_IsUnder50KilobytesCompressed()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = Raw(rig);
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        var html = await Plain(rig, "/");
        var paths = Needed().Matches(html).Select(m => m.Groups[1].Value).Where(p => !p.EndsWith(".svg", StringComparison.Ordinal)).Append("/").Distinct().ToList();
        paths.Should().Contain(["/chat.css", "/chat.js", "/log.js", "/texts.vi.json"]);

        var total = 0L;
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path, Ct);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
            answer.Content.Headers.ContentEncoding.Should().Equal("br");
            total += (await answer.Content.ReadAsByteArrayAsync(Ct)).Length;
        }

        total.Should().BeLessThan(50_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{paths.Count} files, {total} bytes");
    }

    [Fact]
    public async Task Page_EveryModuleItLoads_IsPreloadedSoThatNothingWaitsForTheChain()
    {
        await using var rig = await ChatRig.StartAsync();
        var html = await Plain(rig, "/");

        foreach (Match import in Import().Matches(await Plain(rig, "/chat.js")))
            html.Should().Contain($"<link rel=\"modulepreload\" href=\"/{import.Groups[1].Value}\">");
    }

    [Fact]
    public async Task Page_Headers_AllowNothingFromOutside()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = Raw(rig);

        using var answer = await client.GetAsync("/", Ct);

        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Be(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("Permissions-Policy").Single().Should().Contain("geolocation=(self)");
        (await answer.Content.ReadAsStringAsync(Ct)).Should().NotContain("https://").And.NotContain("style=");
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/chat.css", "text/css")]
    [InlineData("/chat.js", "text/javascript")]
    [InlineData("/texts.vi.json", "application/json")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/fonts/be-vietnam-pro-vietnamese-400-normal.woff2", "font/woff2")]
    [InlineData("/fonts/OFL.txt", "text/plain")]
    public async Task File_AskedForAgain_304(string path, string type)
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = Raw(rig);
        using var first = await client.GetAsync(path, Ct);
        first.StatusCode.Should().Be(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.Should().Be(type);
        client.DefaultRequestHeaders.Add("If-None-Match", first.Headers.ETag!.ToString());

        using var second = await client.GetAsync(path, Ct);

        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync(Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task Head_Page_HasNoBody()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = Raw(rig);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");

        using var answer = await client.SendAsync(request, Ct);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.Should().BePositive();
    }

    [Fact]
    public async Task Texts_EveryNameTheScriptsUse_IsThere()
    {
        await using var rig = await ChatRig.StartAsync();
        using var texts = JsonDocument.Parse(await Plain(rig, "/texts.vi.json"));

        foreach (var script in new[] { "chat", "log", "live", "compose", "render", "outbox", "api" })
        {
            foreach (Match use in TextUse().Matches(await Plain(rig, $"/{script}.js")))
                texts.RootElement.TryGetProperty(use.Groups[1].Value, out _).Should().BeTrue("{0}.js says texts.{1}", script, use.Groups[1].Value);
        }

        foreach (var state in new[] { "connecting", "online", "offline", "down" })
            texts.RootElement.GetProperty("states").GetProperty(state).GetString().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Scripts_Never_ParseTextAsHtml()
    {
        await using var rig = await ChatRig.StartAsync();

        foreach (var script in new[] { "chat", "log", "live", "compose", "render", "outbox", "api", "theme" })
            (await Plain(rig, $"/{script}.js")).Should().NotMatchRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function");
    }

    private static HttpClient Raw(ChatRig rig) => new() { BaseAddress = rig.Url };

    private static async Task<string> Plain(ChatRig rig, string path)
    {
        using var client = Raw(rig);
        return await client.GetStringAsync(path, Ct);
    }

    [GeneratedRegex("(?:href|src)=\"(/[a-z.]+)\"")]
    private static partial Regex Needed();

    [GeneratedRegex("from '\\./([a-z]+\\.js)'")]
    private static partial Regex Import();

    [GeneratedRegex("[^/]\\btexts\\.([a-zA-Z]+)")]
    private static partial Regex TextUse();
}
