using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DanVanBot.Tests.Commands;

/// <summary><c>backup</c>, <c>restore</c>, <c>doctor</c>, <c>health</c>, <c>dialogs</c>, <c>office check</c>, and what is wrong with folders and settings.</summary>
public sealed class CareCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BackupAndRestore_BringBackWhatWasThere(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("don-vi.csv", "id,name,kind\nphuong,Phường Thật,ward\n");

        var backup = await rig.RunAsync("backup", "luu.dvb");
        var twice = await rig.RunAsync("backup", "luu.dvb");
        await rig.RunAsync("units", "import", "don-vi.csv");
        var between = await rig.RunAsync("units", "list");
        var restore = await rig.RunAsync("restore", "luu.dvb");
        var after = await rig.RunAsync("units", "list");

        backup.Code.Should().Be(0, backup.Error);
        backup.Error.Should().Contain("danvan.key");
        twice.Code.Should().Be(1);
        between.Out.Should().NotContain("Chi bộ Tổ dân phố 5");
        restore.Code.Should().Be(0, restore.Error);
        after.Out.Should().Contain("Chi bộ Tổ dân phố 5");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_OfWhatIsNoBackup_ChangesNothing(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("luu.dvb", "this is no backup");

        var restore = await rig.RunAsync("restore", "luu.dvb");
        var missing = await rig.RunAsync("restore", "khong-co.dvb");

        restore.Code.Should().Be(1);
        restore.Error.Should().NotContain("   at ");
        missing.Error.Should().Contain("There is no file");
        (await rig.RunAsync("units", "list")).Out.Should().Contain("Chi bộ Tổ dân phố 5");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_OfACutOffOrForeignFile_SaysItInOurWords(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        await rig.RunAsync("backup", "luu.dvb");
        var whole = await File.ReadAllBytesAsync(Path.Combine(rig.Work, "luu.dvb"), TestContext.Current.CancellationToken);
        foreach (var length in new[] { 0, 1, 100, whole.Length / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(Path.Combine(rig.Work, "cut.dvb"), whole[..length], TestContext.Current.CancellationToken);
            var cut = await rig.RunAsync("restore", "cut.dvb");
            cut.Code.Should().Be(1);
            cut.Error.Should().Contain("cut.dvb cannot be restored: it is no backup of this program, or it is damaged or was cut off").And.Contain("Nothing was changed.");
            cut.Error.Should().NotContainAny("Central Directory", "central directory", "End of");
        }

        using (var zip = System.IO.Compression.ZipFile.Open(Path.Combine(rig.Work, "other.zip"), System.IO.Compression.ZipArchiveMode.Create))
            zip.CreateEntry("readme.txt");
        var foreign = await rig.RunAsync("restore", "other.zip");
        foreign.Code.Should().Be(1);
        foreign.Error.Should().Contain("it is no backup of this program.");
        (await rig.RunAsync("units", "list")).Out.Should().Contain("Chi bộ Tổ dân phố 5");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFileThatCannotBeWritten_IsToldByTheNameThatWasTyped(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        foreach (var arguments in new[] { new[] { "reports", "compile", "--period", "2026-H1", "--out" }, ["petitions", "export"], ["backup"] })
        {
            var noFolder = await rig.RunAsync([.. arguments, arguments[0] == "petitions" ? "khong/co/x.csv" : "khong/co/x.docx"]);
            noFolder.Code.Should().Be(1);
            noFolder.Error.Trim().Should().Be($"There is no folder {Path.Combine(rig.Work, "khong", "co")}.");
            var folder = await rig.RunAsync([.. arguments, "."]);
            folder.Code.Should().Be(1);
            folder.Error.Should().Contain($"{rig.Work} is a folder");
        }

        Directory.EnumerateFileSystemEntries(rig.Work).Should().BeEmpty();
    }

    [Fact]
    public async Task Doctor_WhereNoDataFolderCanBe_SaysWhatIsWrong()
    {
        await using var rig = CommandRig.Empty();
        await File.WriteAllTextAsync(Path.Combine(rig.Work, "tep"), "", TestContext.Current.CancellationToken);
        var below = await rig.RunAsync("doctor", "--data", Path.Combine(rig.Work, "tep", "data"));
        below.Code.Should().Be(1);
        below.Error.Should().Contain("is a file, not a folder");
        if (!OperatingSystem.IsLinux())
            return;
        var proc = await rig.RunAsync("doctor", "--data", "/proc/x");
        proc.Code.Should().Be(1);
        proc.Error.Should().Contain("The data folder /proc/x cannot be used: nothing can be written in /proc");
    }

    [Fact]
    public async Task Restore_WithoutTheKeyInPlace_MakesNoOther()
    {
        await using var rig = CommandRig.Empty();
        rig.Write("luu.dvb", "x");

        var restore = await rig.RunAsync("restore", "luu.dvb");

        restore.Code.Should().Be(1);
        restore.Error.Should().Contain("key file").And.Contain("danvan.key");
        Directory.Exists(rig.Data).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Doctor_TellsSettingsAndFiguresButNoSecret(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("appsettings.json", """{ "Telegram": { "BotToken": "123456:very-secret-token", "WebhookSecret": "hush-hush-hush-hush", "Mode": "polling" } }""");

        var doctor = await rig.RunAsync("doctor");

        doctor.Code.Should().Be(0, doctor.Error);
        doctor.Out.Should().Contain(rig.Data).And.Contain("records").And.Contain("sample mode").And.Contain("keep a copy").And.Contain("Asia/Ho_Chi_Minh")
            .And.Contain(inService ? "asked of the running service" : "Telegram:BotToken = (set)");
        (doctor.Out + doctor.Error).Should().NotContain("very-secret").And.NotContain("hush");
    }

    [Fact]
    public async Task Doctor_OnAnEmptyFolder_MakesNothing()
    {
        await using var rig = CommandRig.Empty();

        var doctor = await rig.RunAsync("doctor");

        doctor.Code.Should().Be(0, doctor.Error);
        doctor.Out.Should().Contain("no data yet");
        Directory.Exists(rig.Data).Should().BeFalse();
    }

    [Fact]
    public async Task Doctor_WithoutTheKey_TellsWhatIsWrong()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        File.Delete(Path.Combine(rig.Data, "danvan.key"));

        var doctor = await rig.RunAsync("doctor");
        var list = await rig.RunAsync("units", "list");

        doctor.Code.Should().Be(1);
        doctor.Error.Should().Contain("danvan.key is missing");
        list.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        list.Error.Should().Contain("danvan.key is missing");
        File.Exists(Path.Combine(rig.Data, "danvan.key")).Should().BeFalse("a new key could not open this data");
    }

    [Theory]
    [InlineData("units", "list")]
    [InlineData("petitions", "list")]
    [InlineData("directives", "list")]
    [InlineData("reports", "status")]
    [InlineData("backup", "x.dvb")]
    public async Task CommandsThatOnlyRead_WithoutData_SayItAndMakeNone(params string[] arguments)
    {
        await using var rig = CommandRig.Empty();

        var said = await rig.RunAsync(arguments);

        said.Code.Should().Be(1);
        said.Error.Should().StartWith($"There is no data in {rig.Data} yet.");
        Directory.Exists(rig.Data).Should().BeFalse();
    }

    [Fact]
    public async Task AnUnwritableDataFolder_IsToldByName()
    {
        await using var rig = CommandRig.Empty();
        // A file where the folder should be: refused for root too, who may write anywhere.
        await File.WriteAllTextAsync(rig.Data, "in the way", TestContext.Current.CancellationToken);

        var said = await rig.RunAsync("ask", "xin chào");

        said.Code.Should().Be(1);
        said.Error.Should().Contain(rig.Data).And.NotContain("   at ");
    }

    [Fact]
    public async Task SettingsThatAreNoJson_AreToldWithFileAndPlace()
    {
        await using var rig = CommandRig.Empty();
        var file = rig.Write("appsettings.json", "{ \"Http\": \n oops }");

        var said = await rig.RunAsync("doctor");

        said.Code.Should().Be(1);
        said.Error.Should().Contain(file).And.Contain("LineNumber: 1").And.NotContain("   at ");
    }

    [Fact]
    public async Task BrokenOfficeData_IsToldWithFileAndLine()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        await File.WriteAllTextAsync(Path.Combine(rig.Data, "office", "fields.yaml"), "fields:\n  - { id: a, label: [oops }\n", TestContext.Current.CancellationToken);

        var check = await rig.RunAsync("office", "check");
        var list = await rig.RunAsync("units", "list");

        check.Code.Should().Be(1);
        check.Error.Should().Contain("fields.yaml:2");
        list.Code.Should().Be(1);
        list.Error.Should().Contain("fields.yaml:2");
    }

    [Fact]
    public async Task BrokenDialogs_AreToldWithFileAndLine()
    {
        await using var rig = CommandRig.Empty();
        var dialogs = Path.Combine(rig.Work, "dialogs");
        Directory.CreateDirectory(Path.Combine(dialogs, "thu"));
        rig.Write("dialogs/thu/dialog.yaml", "id: thu\ntitle: Thử\nsteps:\n  - id: a\n    text: \"không đóng\n");
        rig.Write("appsettings.json", JsonSerializer.Serialize(new { Dialogs = new { Path = dialogs } }));

        var check = await rig.RunAsync("dialogs", "check");
        var ask = await rig.RunAsync("ask", "xin chào");

        check.Code.Should().Be(1);
        check.Error.Should().MatchRegex(@"thu/dialog\.yaml:\d+");
        ask.Code.Should().Be(1);
        ask.Error.Should().MatchRegex(@"thu/dialog\.yaml:\d+");
    }

    [Fact]
    public async Task DialogsCheckAndGraph_OnTheShippedOnes_Succeed()
    {
        await using var rig = CommandRig.Empty();

        var check = await rig.RunAsync("dialogs", "check");
        var graph = await rig.RunAsync("dialogs", "graph", "phan-anh");
        var unknown = await rig.RunAsync("dialogs", "graph", "khong-co");

        check.Code.Should().Be(0, check.Error);
        graph.Out.Should().StartWith("flowchart TD");
        unknown.Code.Should().Be(1);
        unknown.Error.Should().Contain("phan-anh");
    }

    [Fact]
    public async Task Health_WhereNobodyListens_IsRefused()
    {
        await using var rig = CommandRig.Empty();

        var said = await rig.RunAsync("health", "--url", $"http://127.0.0.1:{ServiceProcess.FreePort()}");

        said.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        said.Error.Should().Contain("does not answer");
    }

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    public async Task Health_AsksTheServiceAndReturnsItsAnswer(string status, int code)
    {
        await using var rig = CommandRig.Empty();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnceAsync(listener, status);

        var said = await rig.RunAsync("health", "--url", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        said.Code.Should().Be(code, said.Error);
        (await answering).Should().StartWith("GET /health HTTP/1.1");
    }

    private static async Task<string> AnswerOnceAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
