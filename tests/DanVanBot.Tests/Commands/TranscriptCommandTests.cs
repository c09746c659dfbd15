using System.Text.Json;

namespace DanVanBot.Tests.Commands;

/// <summary><c>dialogs test</c> on the shipped dialogs with transcripts of these tests.</summary>
public sealed class TranscriptCommandTests
{
    [Fact]
    public async Task Test_OfATranscriptThatComesTrue_PassesOnEveryKindOfChannel()
    {
        await using var rig = Rig("""
            > /phananh
            > [nút: Đồng ý]
            > 1
            > đèn đường hỏng ba hôm nay
            < Việc ở đâu
            < [nút: Bỏ qua]
            @ restart
            > [nút: Bỏ qua]
            < ảnh
            <! Việc ở đâu
            > (album 3)
            < Đã nhận 3 tệp
            > xong
            > bỏ qua
            > [nút: Gửi phản ánh]
            < mã tra cứu {code}.
            @ as officer
            < {code}
            """);

        var said = await rig.RunAsync("dialogs", "test");

        said.Code.Should().Be(0, said.Out);
        said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(4).And.Contain("3 transcripts, 0 failed");
        said.Out.Should().Contain("(telegram)").And.Contain("(zalo)").And.Contain("(web)");
    }

    [Fact]
    public async Task Test_OfOneThatDoesNot_NamesFileLineExpectedAndGot()
    {
        await using var rig = Rig("> /trogiup\n< 0255 000 000\n\n< điều không ai nói\n");

        var said = await rig.RunAsync("dialogs", "test");

        said.Code.Should().Be(1);
        said.Out.Should().MatchRegex(@"failed  .*thu\.transcript:4 \(telegram\)").And.Contain("expected: điều không ai nói").And.Contain("got:").And.Contain("3 transcripts, 3 failed");
    }

    [Fact]
    public async Task Test_OfOneThatIsNone_NamesTheLine()
    {
        await using var rig = Rig("> /trogiup\nno line of a transcript\n");

        var said = await rig.RunAsync("dialogs", "test");

        said.Code.Should().Be(1);
        said.Out.Should().MatchRegex(@"thu\.transcript:2").And.Contain("1 transcripts, 1 failed");
    }

    [Fact]
    public async Task Test_WithATextNoPathHas_IsRefused()
    {
        await using var rig = Rig("> /trogiup\n< 0255\n");

        var said = await rig.RunAsync("dialogs", "test", "khong-co");

        said.Should().BeEquivalentTo(new { Code = 1, Out = "" });
    }

    // The shipped dialogs, without their own transcripts.
    private static CommandRig Rig(string transcript)
    {
        var rig = CommandRig.Empty();
        var from = Path.Combine(Repository.Root, "dialogs");
        var to = Path.Combine(rig.Work, "dialogs");
        foreach (var file in Directory.EnumerateFiles(from, "*.yaml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        rig.Write("dialogs/thu.transcript", transcript);
        rig.Write("appsettings.json", JsonSerializer.Serialize(new { Dialogs = new { Path = to } }));
        return rig;
    }
}
