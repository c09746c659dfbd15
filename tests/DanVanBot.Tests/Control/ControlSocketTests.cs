using System.Net.Sockets;
using System.Text;
using DanVanBot.Tests.Commands;

namespace DanVanBot.Tests.Control;

/// <summary>The socket itself (Unix only): who may use it, and what happens when the other side is gone, old or odd.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ControlSocketTests
{
    [Fact]
    public async Task Socket_WhileAServiceRuns_IsForItsOwnerOnlyAndGoesWithIt()
    {
        await using var rig = await CommandRig.StartAsync(inService: true);
        var socket = Path.Combine(rig.Data, "control.sock");

        File.GetUnixFileMode(socket).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await rig.StopAsync();
        File.Exists(socket).Should().BeFalse();
    }

    [Fact]
    public async Task DataFolder_MadeByTheProgram_IsForItsOwnerOnly()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);

        File.GetUnixFileMode(rig.Data).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Command_OfAnotherVersion_IsRefusedWithBothVersions()
    {
        await using var rig = await CommandRig.StartAsync(inService: true, version: "9.9.9-other");

        var said = await rig.RunAsync("units", "list");

        said.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        said.Error.Should().Contain("9.9.9-other").And.Contain("Restart the service");
    }

    [Fact]
    public async Task Command_OnAFolderInUseWithoutASocket_SaysThatNobodyAnswers()
    {
        await using var rig = await CommandRig.StartAsync(inService: true);
        File.Delete(Path.Combine(rig.Data, "control.sock"));

        var said = await rig.RunAsync("units", "list");

        said.Code.Should().Be(1);
        said.Error.Should().Contain("the service that has this folder is not answering");
    }

    [Fact]
    public async Task ASocketLeftBehindByADeadService_IsReplaced()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            dead.Bind(new UnixDomainSocketEndPoint(Path.Combine(rig.Data, "control.sock")));
        await File.WriteAllTextAsync(Path.Combine(rig.Data, "control.path"), "/tmp/danvanbot-gone/control.sock", TestContext.Current.CancellationToken);

        var chat = await rig.RunWithAsync("xin chào\n", "chat");

        chat.Code.Should().Be(0, chat.Error);
        chat.Error.Should().BeEmpty();
        File.Exists(Path.Combine(rig.Data, "control.path")).Should().BeFalse();
    }

    [Fact]
    public async Task AFolderWhosePathIsTooLongForASocket_IsServedAllTheSame()
    {
        await using var rig = CommandRig.Deep();
        await rig.OpenAsync();

        var said = await rig.RunAsync("units", "list");
        var pointer = await File.ReadAllTextAsync(Path.Combine(rig.Data, "control.path"), TestContext.Current.CancellationToken);

        said.Code.Should().Be(0, said.Error);
        said.Out.Should().Contain("Chi bộ Tổ dân phố 5");
        File.GetUnixFileMode(Path.GetDirectoryName(pointer)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await rig.StopAsync();
        Directory.Exists(Path.GetDirectoryName(pointer)).Should().BeFalse();
        File.Exists(Path.Combine(rig.Data, "control.path")).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("null\n")]
    [InlineData("{\"kind\":\"exit\"}\n")]
    [InlineData("{\"kind\":\"hello\",\"version\":\"0\"}\n")]
    public async Task SomethingThatIsNoClient_IsSentAwayAndTheNextIsServed(string sent)
    {
        await using var rig = await CommandRig.StartAsync(inService: true);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(rig.Data, "control.sock")), TestContext.Current.CancellationToken);
            await socket.SendAsync(Encoding.UTF8.GetBytes(sent), TestContext.Current.CancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
                // Until it hangs up.
            }
        }

        (await rig.RunAsync("units", "list")).Code.Should().Be(0);
    }

    [Fact]
    public async Task TwoChatsAtOnce_AreTwoConversations_AndOneRoleIsTakenOnce()
    {
        await using var rig = await CommandRig.StartAsync(inService: true);
        var citizen = new LineQueue();
        var first = rig.RunWithAsync(citizen, "chat");
        await citizen.AskedAsync();

        var officer = await rig.RunWithAsync("alo\n", "chat", "--as", "officer");
        var second = await rig.RunWithAsync("alo\n", "chat");
        citizen.Say("/thoat");
        var ended = await first;

        officer.Code.Should().Be(0, officer.Error);
        officer.Out.Should().Contain("hàng đợi").And.NotContain("bà con cần việc gì");
        second.Code.Should().Be(1);
        second.Error.Should().Contain("open on this data already");
        ended.Code.Should().Be(0);
    }

    [Fact]
    public async Task AChatInOneWindow_IsJoinedByACommandInAnother()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        var lines = new LineQueue();
        var chat = rig.RunWithAsync(lines, "chat");
        await lines.AskedAsync();

        var list = await rig.RunAsync("units", "list");
        lines.Say(null);
        await chat;

        list.Code.Should().Be(0, list.Error);
        list.Out.Should().Contain("Chi bộ Tổ dân phố 5");
    }

    [Fact]
    public async Task AService_ThatStopsInTheMiddleOfAChat_EndsIt()
    {
        await using var rig = await CommandRig.StartAsync(inService: true);
        var lines = new LineQueue();
        var chat = rig.RunWithAsync(lines, "chat");
        await lines.AskedAsync();

        await rig.StopAsync();
        var said = await chat;
        lines.Say(null);

        said.Code.Should().Be(1);
        said.Error.Should().Contain("The service is stopping.");
    }
}
