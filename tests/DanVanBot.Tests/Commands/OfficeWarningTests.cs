namespace DanVanBot.Tests.Commands;

/// <summary>What ended or was replaced is the office's dated table, and an officer's word on a document is said with every answer from it.</summary>
public sealed class OfficeWarningTests
{
    private const string Letter = """
        ĐẢNG ỦY PHƯỜNG SAO MAI
        Số 77-CV/ĐU
        Sao Mai, ngày 05 tháng 3 năm 2024
        V/v chăm sóc vườn hoa công cộng năm 2024

        1. Khối Dân vận phường phân công đảng viên tưới vườn hoa công cộng vào sáng thứ Bảy hằng tuần.
        """;

    private const string Question = "công văn 77-CV/ĐU giao ai tưới vườn hoa công cộng";

    [Fact]
    public async Task Table_TheOfficeAddedABody_AnswersSayWhoDoesItsWorkToday()
    {
        await using var rig = await WithLetterAsync();
        var file = Path.Combine(rig.Data, "office", "warnings.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        (await rig.RunAsync("ask", Question)).Out.Should().Contain("tưới vườn hoa").And.NotContain("Ban Xây dựng Đảng");

        await File.WriteAllTextAsync(
            file, text.Replace("laws:", "  - {code: body-merged, phrases: [khối dân vận phường], name: Khối Dân vận phường, by: Ban Xây dựng Đảng, since: 2025-07-01}\nlaws:", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        (await rig.RunAsync("ask", Question)).Out.Should().Contain("Khối Dân vận phường").And.Contain("Ban Xây dựng Đảng").And.Contain("1/7/2025");
        (await rig.RunAsync("office", "check")).Code.Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unit_ThatEndedAndHasASuccessor_IsNotedWithAnswersThatNameIt(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        await rig.RunAsync("directives", "import", rig.Write("a.txt", Letter));
        var units = rig.Write("don-vi.csv", """
            id,name,kind,aliases,from,to,level,system,place,successor
            phuong,Phường Sao Mai,ward,,2025-07-01,,commune,government,,
            khoi-dv,Khối Dân vận phường,office,khối dân vận phường Sao Mai,,2025-06-30,commune,party,,ban-xdd
            ban-xdd,Ban Xây dựng Đảng,office,,2025-07-01,,commune,party,,
            """);

        var import = await rig.RunAsync("units", "import", units);
        var ask = await rig.RunAsync("ask", Question);
        var list = await rig.RunAsync("units", "list", "--json");

        import.Code.Should().Be(0, import.Error);
        ask.Out.Should().Contain("Khối Dân vận phường").And.Contain("Ban Xây dựng Đảng").And.Contain("1/7/2025");
        list.Out.Should().Contain("\"successor\": \"ban-xdd\"").And.Contain("\"level\": \"commune\"");
    }

    [Theory]
    [InlineData("level", "quarter", "'level' is one of")]
    [InlineData("successor", "ai-do", "needs the last day it existed")]
    public async Task Units_WithAWrongLevelOrASuccessorWithoutAnEnd_AreRefusedWithTheLine(string column, string value, string said)
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        var import = await rig.RunAsync("units", "import", rig.Write("don-vi.csv", $"id,name,kind,{column}\nphuong,Phường Sao Mai,ward,{value}\n"));

        import.Code.Should().Be(1);
        import.Error.Should().Contain("don-vi.csv:2").And.Contain(said);
    }

    [Theory]
    [InlineData("code: body-merged, phrases", "code: body-gone, phrases", "'body-gone' is no code")]
    [InlineData("since: 2025-02-03", "since: 3/2/2025", "is no date")]
    [InlineData("level: District", "level: Quarter", "is no level")]
    [InlineData("laws:", "lows:", "'lows' is not known here")]
    public async Task Table_Broken_IsNamedWithFileAndLine(string good, string bad, string said)
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        var file = Path.Combine(rig.Data, "office", "warnings.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.Should().Contain(good);
        await File.WriteAllTextAsync(file, text.Replace(good, bad, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var check = await rig.RunAsync("office", "check");

        check.Code.Should().Be(1);
        check.Error.Should().Contain("warnings.yaml:").And.Contain(said).And.NotContain("   at ");
    }

    [Theory]
    [InlineData("over", null, "cán bộ ghi nhận văn bản này đã hết hiệu lực")]
    [InlineData("replaced", "90-CV/ĐU", "đã được thay thế bằng 90-CV/ĐU")]
    [InlineData("replaced", null, "đã được thay thế.")]
    public async Task Status_AnOfficerSet_IsSaidWithTheAnswer(string status, string? by, string said)
    {
        await using var rig = await WithLetterAsync();
        string[] more = by is null ? [] : ["--by", by];
        await rig.RunAsync(["directives", "status", "77-CV/ĐU", status, .. more]);

        (await rig.RunAsync("ask", Question)).Out.Should().Contain("tưới vườn hoa").And.Contain(said);
    }

    private static async Task<CommandRig> WithLetterAsync()
    {
        var rig = await CommandRig.StartAsync(inService: false);
        await rig.RunAsync("directives", "import", rig.Write("a.txt", Letter));
        return rig;
    }
}
