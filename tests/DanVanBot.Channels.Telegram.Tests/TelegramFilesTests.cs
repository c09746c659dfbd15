using DanVanBot.Core.Channels;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramFilesTests
{
    [Fact]
    public async Task FetchAsync_Photo_BringsItsBytes()
    {
        await using var scene = await Scene.StartAsync();
        var content = Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray();
        var file = await ReceiveAsync(scene, lan => lan.SendPhotoAsync(content));
        file.FileRef.Should().NotContain("/").And.NotContain(Scene.Token);
        (await FetchAsync(scene, file.FileRef)).Should().BeOfType<FetchOutcome.Fetched>().Which.Content.ToArray().Should().Equal(content);
    }

    [Fact]
    public async Task FetchAsync_LargerThanABotMayFetch_IsGoneForGood()
    {
        await using var scene = await Scene.StartAsync();
        var file = await ReceiveAsync(scene, lan => lan.SendDocumentAsync("big.zip", [1], declaredSize: 21 * 1024 * 1024));
        (await FetchAsync(scene, file.FileRef)).Should().BeOfType<FetchOutcome.Gone>();
        scene.Telegram.Wire.Should().NotContain(w => w.Method == "file");
    }

    [Fact]
    public async Task FetchAsync_AFileNobodyKnows_IsTriedAFewTimesAndThenGone()
    {
        await using var scene = await Scene.StartAsync();
        for (var i = 0; i < 3; i++)
            (await FetchAsync(scene, "no-such-file")).Should().BeOfType<FetchOutcome.RetryAt>().Which.When.Should().BeAfter(scene.Time.GetUtcNow());
        (await FetchAsync(scene, "no-such-file")).Should().BeOfType<FetchOutcome.Gone>();
    }

    [Theory]
    [InlineData(FaultKind.DropBefore, "getFile")]
    [InlineData(FaultKind.DropAfter, "getFile")]
    [InlineData(FaultKind.TooManyRequests, "getFile")]
    [InlineData(FaultKind.ServerError, "getFile")]
    [InlineData(FaultKind.DropBefore, "file")]
    [InlineData(FaultKind.GatewayError, "file")]
    public async Task FetchAsync_LineFails_IsRetried(FaultKind kind, string method)
    {
        await using var scene = await Scene.StartAsync();
        var file = await ReceiveAsync(scene, lan => lan.SendPhotoAsync([1, 2, 3]));
        scene.Telegram.AddFault(kind, method);
        (await FetchAsync(scene, file.FileRef)).Should().BeOfType<FetchOutcome.RetryAt>();
        (await FetchAsync(scene, file.FileRef)).Should().BeOfType<FetchOutcome.Fetched>();
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("C:\\\\secret.txt")]
    [InlineData("../../etc/passwd")]
    [InlineData("file:///etc/hostname")]
    [InlineData("photos/%2e%2e/x")]
    public async Task FetchAsync_TheServerNamesAnotherPlace_IsNeverRead(string path)
    {
        await using var server = await AnswerServer.StartAsync("""{"ok":true,"result":{"file_id":"F","file_unique_id":"u","file_size":1,"file_path":"%path%"}}""".Replace("%path%", path, StringComparison.Ordinal));
        await using var scene = await Scene.StartAsync(o => o with { ApiBaseUrl = server.Url });
        (await FetchAsync(scene, "F")).Should().BeOfType<FetchOutcome.Gone>();
        server.Requests.Should().ContainSingle("no second request goes anywhere");
    }

    [Fact]
    public async Task FetchAsync_MoreBytesThanPromised_StopsAtTheLimit()
    {
        await using var server = await AnswerServer.StartAsync(
            """{"ok":true,"result":{"file_id":"F","file_unique_id":"u","file_size":1,"file_path":"documents/f"}}""", endlessFile: true);
        await using var scene = await Scene.StartAsync(o => o with { ApiBaseUrl = server.Url });
        (await FetchAsync(scene, "F")).Should().BeOfType<FetchOutcome.Gone>();
        // It pours until the line is cut: this ends only because the channel hung up.
        await server.FileStopped.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    private static Task<FetchOutcome> FetchAsync(Scene scene, string file) => scene.Channel.FetchAsync(file, TestContext.Current.CancellationToken);

    private static async Task<Inbound.Sent> ReceiveAsync(Scene scene, Func<FakeUser, Task> send)
    {
        await send(scene.Person());
        await scene.PollAsync(scene.Poller());
        return scene.Store.Inbound.OfType<Inbound.Sent>().Single();
    }
}
