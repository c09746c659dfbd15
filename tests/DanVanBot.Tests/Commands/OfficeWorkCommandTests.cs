using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace DanVanBot.Tests.Commands;

/// <summary><c>chat</c>, <c>petitions</c>, <c>reports</c>, <c>units</c>, <c>invite</c>, on a free folder and through a running service.</summary>
public sealed class OfficeWorkCommandTests
{
    private const string Petition = """
        /phananh
        Đồng ý
        1
        =1+1 đèn đường hỏng ba hôm nay, tối quá
        tổ dân phố 5
        bỏ qua
        bỏ qua
        Gửi phản ánh
        """;

    private const string Report = """
        /baocao
        1
        2
        5
        vận động 12 hộ hiến đất
        bỏ qua
        bỏ qua
        bỏ qua
        Nộp báo cáo
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ByAScript_SendsAPetitionThatPetitionCommandsShow(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var chat = await rig.RunWithAsync(Petition, "chat");
        var list = await rig.RunAsync("petitions", "list", "--json");
        var code = JsonDocument.Parse(list.Out).RootElement[0].GetProperty("code").GetString()!;
        var show = await rig.RunAsync("petitions", "show", code.ToLowerInvariant().Replace("-", " "));
        var open = await rig.RunAsync("petitions", "list", "--open");
        var officer = await rig.RunWithAsync("hàng đợi\n", "chat", "--as", "officer");
        var export = await rig.RunAsync("petitions", "export", "ca.csv");
        var sheet = await rig.RunAsync("petitions", "export", "ca.xlsx");

        chat.Code.Should().Be(0, chat.Error);
        chat.Out.Should().Contain($"mã tra cứu {code}");
        show.Out.Should().Contain("=1+1 đèn đường hỏng").And.Contain("tổ dân phố 5");
        open.Out.Should().Contain(code);
        officer.Out.Should().Contain(code);
        sheet.Code.Should().Be(1, "a CSV called .xlsx opens as a damaged file");
        sheet.Error.Should().Contain("written as CSV");
        export.Code.Should().Be(0, export.Error);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(rig.Work, "ca.csv"), TestContext.Current.CancellationToken);
        bytes.Should().StartWith(Encoding.UTF8.GetPreamble());
        var csv = Encoding.UTF8.GetString(bytes);
        csv.Should().Contain(code).And.NotContain("đèn đường hỏng");
        csv.Split('\n').Should().HaveCount(3, "a heading, one case, the end");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Petitions_OfAnUnknownCode_AreRefused(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var said = await rig.RunAsync("petitions", "show", "DP-26-00000X");

        said.Should().BeEquivalentTo(new { Code = 1, Out = "", Error = "There is no petition DP-26-00000X." + Environment.NewLine });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reports_HandedInByChat_AreInTheStatusAndTheCompiledDocument(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var chat = await rig.RunWithAsync(Report, "chat", "--as", "secretary");
        var status = await rig.RunAsync("reports", "status", "--json");
        var found = JsonDocument.Parse(status.Out).RootElement[0];
        var period = found.GetProperty("key").GetString()!.Split('|')[1];
        var compile = await rig.RunAsync("reports", "compile", "--period", period, "--out", "tong-hop.docx");

        chat.Out.Should().Contain("mã biên nhận", chat.Error);
        found.GetProperty("doneCount").GetInt32().Should().Be(1);
        compile.Code.Should().Be(0, compile.Error);
        compile.Error.Should().Contain("1 of 5 units have reported");
        using var word = WordprocessingDocument.Open(Path.Combine(rig.Work, "tong-hop.docx"), false);
        new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Should().BeEmpty();
        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        text.Should().Contain("vận động 12 hộ hiến đất").And.Contain("Chi bộ Tổ dân phố 1").And.Contain("Chi bộ Tổ dân phố 5")
            .And.Contain(found.GetProperty("done")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(false, "2026-H9", 2)]
    [InlineData(false, "1999", 2)]
    [InlineData(false, "2026-M03", 1)]
    [InlineData(true, "2026-M03", 1)]
    public async Task Reports_OfAPeriodThatIsNone_AreRefused(bool inService, string period, int code)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var status = await rig.RunAsync("reports", "status", "--period", period);
        var compile = await rig.RunAsync("reports", "compile", "--period", period, "--out", "x.docx");

        status.Code.Should().Be(code);
        status.Error.Should().Contain(period);
        compile.Code.Should().Be(code);
        File.Exists(Path.Combine(rig.Work, "x.docx")).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Units_Imported_ReplaceTheMadeUpOnesAndEndSampleMode(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("don-vi.csv", "id,name,kind\nphuong-that,Phường Thật,ward\ncb-1,Chi bộ Một,party-cell\n");
        rig.Write("hong.csv", "id,name,kind\nphuong,Phường Thật,castle\n");

        var before = await rig.RunAsync("units", "list");
        var broken = await rig.RunAsync("units", "import", "hong.csv");
        var import = await rig.RunAsync("units", "import", "don-vi.csv");
        var after = await rig.RunAsync("units", "list", "--json");
        var trial = await rig.RunWithAsync("", "chat", "--as", "officer");

        before.Out.Should().Contain("Chi bộ Tổ dân phố 5").And.Contain("sample");
        broken.Code.Should().Be(1);
        broken.Error.Should().Contain("hong.csv").And.Contain("castle").And.Contain("Nothing was imported.");
        import.Error.Should().Contain("2 added").And.Contain("Sample mode has ended");
        JsonDocument.Parse(after.Out).RootElement.EnumerateArray().Select(u => u.GetProperty("id").GetString()).Should().BeEquivalentTo("phuong-that", "cb-1");
        trial.Code.Should().Be(1);
        trial.Error.Should().Contain("sample mode only");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invite_GivesACodeThatLinksAChatOnce(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("appsettings.json", """{ "Telegram": { "BotName": "@ten_bot" } }""");

        var invite = await rig.RunAsync("invite", "--unit", "chi bộ tổ dân phố 2", "--role", "secretary", "--qr");
        var code = invite.Out.Split('\n')[0]["code".Length..].Trim();
        var link = await rig.RunWithAsync($"/lienket {code}\n", "chat");

        invite.Code.Should().Be(0, invite.Error);
        invite.Out.Should().Contain("Chi bộ Tổ dân phố 2").And.Contain("expires").And.Contain("█");
        if (!inService)
            invite.Out.Should().Contain($"https://t.me/ten_bot?start={code.Replace("-", "")}");
        link.Out.Should().Contain("Chi bộ Tổ dân phố 2");
    }

    [Fact]
    public async Task Invite_OfAnOfficer_IsAnsweredWithAnOfficersWork()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        var invite = await rig.RunAsync("invite", "--role", "officer");
        var code = invite.Out.Split('\n')[0]["code".Length..].Trim();

        var link = await rig.RunWithAsync($"/lienket {code}\n", "chat");

        invite.Out.Should().NotContain("t.me");
        invite.Error.Should().Contain("Telegram:BotName");
        link.Out.Should().Contain("Đã liên kết đồng chí").And.Contain("phản ánh mới").And.Contain("Xem hàng đợi").And.NotContain("báo cáo nào đến hạn");
    }

    [Fact]
    public async Task Chat_WithoutAService_ArmsTheReminders()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        (await rig.RunAsync("doctor")).Out.Should().Contain(" 0 timers");

        (await rig.RunWithAsync("xin chào\n", "chat")).Code.Should().Be(0);

        (await rig.RunAsync("doctor")).Out.Should().MatchRegex(@" [1-9]\d* timers");
    }

    [Theory]
    [InlineData(1, "invite", "--role", "secretary", "--unit", "Chi bộ Không Có")]
    [InlineData(2, "invite", "--role", "king", "--unit", "Chi bộ Tổ dân phố 1")]
    [InlineData(2, "invite", "--role", "secretary")]
    [InlineData(2, "invite", "--role", "officer", "--unit", "Chi bộ Tổ dân phố 1")]
    [InlineData(2, "chat", "--as", "king")]
    [InlineData(1, "chat", "--as", "officer", "--unit", "Chi bộ Tổ dân phố 1")]
    public async Task UnknownUnitsAndRoles_AreToldByNameAndChangeNothing(int code, params string[] arguments)
    {
        await using var rig = await CommandRig.StartAsync(inService: false);

        var said = await rig.RunAsync(arguments);

        said.Should().BeEquivalentTo(new { Code = code, Out = "" });
        said.Error.Should().NotBeEmpty().And.NotContain("   at ");
        (await rig.RunAsync("doctor")).Out.Should().Contain("sample mode");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_AsSecretaryOfANamedUnit_IsThatUnits(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var named = await rig.RunWithAsync("", "chat", "--as", "secretary", "--unit", "chi bộ 4");
        var neighbourhood = await rig.RunWithAsync("", "chat", "--as", "secretary", "--unit", "tdp-4");

        named.Code.Should().Be(0, named.Error);
        named.Out.Should().Contain("Chi bộ Tổ dân phố 4");
        neighbourhood.Code.Should().Be(1);
        neighbourhood.Error.Should().Contain("no made-up party cell");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_PhotoAndPlace_ReachTheCase(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        await File.WriteAllBytesAsync(Path.Combine(rig.Work, "anh.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], TestContext.Current.CancellationToken);

        var chat = await rig.RunWithAsync(
            "/phananh\nĐồng ý\n1\ncống nghẹt trước nhà từ tuần trước\n/vitri 14.8,108.9\n/anh anh.jpg\nxong\nbỏ qua\nGửi phản ánh\n/vitri xa lắm\n/thoat\nkhông ai đọc dòng này\n", "chat");
        var list = await rig.RunAsync("petitions", "list", "--json");
        var show = await rig.RunAsync("petitions", "show", JsonDocument.Parse(list.Out).RootElement[0].GetProperty("code").GetString()!, "--json");

        chat.Code.Should().Be(0);
        chat.Error.Should().Contain("/vitri 14.8,108.9");
        var found = JsonDocument.Parse(show.Out).RootElement;
        found.GetProperty("photosCount").GetInt32().Should().Be(1);
        found.GetProperty("place").GetString().Should().Contain("14");
    }
}
