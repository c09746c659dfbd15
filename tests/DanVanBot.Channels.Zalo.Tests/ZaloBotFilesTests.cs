using System.Net;
using DanVanBot.Core.Channels;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloBotFilesTests
{
    [Fact]
    public async Task FetchAsync_APicture_IsFetchedWithoutTheToken()
    {
        await using var scene = await Scene.StartAsync();
        scene.Person.SendPhoto([0xFF, 0xD8, 1, 2, 3]);
        await scene.Poller().StepAsync(TestContext.Current.CancellationToken);
        var sent = scene.Store.Inbound.OfType<Inbound.Sent>().Single();
        sent.FileRef.Should().NotContain("fakeZaloToken");
        (await FetchAsync(scene, sent.FileRef)).Should().BeOfType<FetchOutcome.Fetched>().Which.Content.ToArray().Should().Equal(0xFF, 0xD8, 1, 2, 3);
        (await FetchAsync(scene, sent.FileRef)).Should().BeOfType<FetchOutcome.Fetched>("it can be fetched again after a failure of ours");
    }

    [Fact]
    public async Task FetchAsync_Gone_IsGone_AndAFailureIsForLater()
    {
        await using var scene = await Scene.StartAsync();
        (await FetchAsync(scene, scene.Zalo.BaseUrl + "/photo/none.jpg")).Should().Be(new FetchOutcome.Gone("HTTP 404"));
        (await FetchAsync(scene, "sticker")).Should().BeOfType<FetchOutcome.Gone>();
        (await FetchAsync(scene, "ftp://p.example.vn/x")).Should().BeOfType<FetchOutcome.Gone>();
        await using var broken = await AnswerServer.StartAsync("", status: 503);
        (await FetchAsync(scene, broken.Url + "x.jpg")).Should().BeOfType<FetchOutcome.RetryAt>();
        await scene.StopZaloAsync();
        (await FetchAsync(scene, scene.Zalo.BaseUrl + "/photo/none.jpg")).Should().BeOfType<FetchOutcome.RetryAt>();
    }

    [Fact]
    public async Task FetchAsync_WithoutEnd_StopsAtTheLimit()
    {
        await using var scene = await Scene.StartAsync();
        await using var server = await AnswerServer.StartAsync("", endlessFile: true);
        (await FetchAsync(scene, server.Url + "file/x.jpg")).Should().Be(new FetchOutcome.Gone("larger than 20 MB"));
        await server.FileStopped.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FetchAsync_TheOfficesOwnNetwork_IsNeverRead()
    {
        await using var inside = await AnswerServer.StartAsync("secret");
        // As against the real platform: nothing on loopback is the platform's.
        await using var scene = await Scene.StartAsync(o => o with { ApiBaseUrl = ZaloBotOptions.PlatformUrl });
        (await FetchAsync(scene, inside.Url + "x.jpg")).Should().Be(new FetchOutcome.Gone("its address lies in a private network"));
        (await FetchAsync(scene, $"http://localhost:{inside.Url.Port}/x.jpg")).Should().BeOfType<FetchOutcome.Gone>();
        (await FetchAsync(scene, $"http://[::ffff:127.0.0.1]:{inside.Url.Port}/x.jpg")).Should().BeOfType<FetchOutcome.Gone>();
        inside.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("118.102.1.2", true)]
    [InlineData("2404:6800::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:0a00:0001::1", false)]
    [InlineData("2001:0:a00:1::", false)]
    [InlineData("64:ff9b::a00:1", false)]
    public void IsPublic_Addresses_AreToldApart(string address, bool expected) => ZaloBotFiles.IsPublic(IPAddress.Parse(address)).Should().Be(expected);

    private static Task<FetchOutcome> FetchAsync(Scene scene, string url) => scene.Channel.FetchAsync(url, TestContext.Current.CancellationToken);
}
