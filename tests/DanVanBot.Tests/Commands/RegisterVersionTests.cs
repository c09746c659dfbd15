namespace DanVanBot.Tests.Commands;

/// <summary>What the register makes of documents that come again: the same, corrected, older, of the same number, of the same file name. All texts are made up.</summary>
public sealed class RegisterVersionTests
{
    [Fact]
    public async Task Import_TheSameTextTwiceInOneCall_IsOneDocument()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        rig.Write("a.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới hoa"));
        rig.Write("b.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới hoa"));

        var import = await rig.RunAsync("directives", "import", "a.txt", "b.txt");

        import.Error.Should().Contain("a.txt: added").And.Contain("b.txt: the same text is there already (a.txt)");
        (await ListAsync(rig, "77-CV/ĐU")).Should().ContainSingle();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_ACorrectedText_TakesThePlaceAndTheOldOneIsHistory(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("a.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới hoa vào thứ Bảy"));
        rig.Write("sua.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới hoa vào Chủ nhật"));
        await rig.RunAsync("directives", "import", "a.txt");
        await rig.RunAsync("directives", "status", "77-CV/ĐU", "in-force");

        var import = await rig.RunAsync("directives", "import", "sua.txt");
        var older = await rig.RunAsync("directives", "import", "a.txt");
        var show = await rig.RunAsync("directives", "show", "77-CV/ĐU");
        var history = await rig.RunAsync("directives", "history", "77-CV/ĐU");

        import.Error.Should().Contain("a new text of a.txt; the earlier one is in its history");
        older.Error.Should().Contain("an earlier text of a.txt, which has a newer one; nothing was changed");
        show.Out.Should().Contain("Chủ nhật").And.NotContain("thứ Bảy").And.Contain("in-force");
        history.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().SatisfyRespectively(
            line => line.Should().Contain("operator  text"), line => line.Should().Contain("operator  status in-force"));
    }

    [Fact]
    public async Task Import_TheSameNumberOfAnotherDate_IsAnotherDocument()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        rig.Write("a.txt", Letter("08-CT/TU", "05 tháng 3", "tưới hoa"));
        rig.Write("b.txt", Letter("08-CT/TU", "20 tháng 4", "trồng cây"));
        await rig.RunAsync("directives", "import", "a.txt", "b.txt");

        var status = await rig.RunAsync("directives", "status", "08-CT/TU", "over");
        var byFile = await rig.RunAsync("directives", "status", "b.txt", "over");

        (await ListAsync(rig, "08-CT/TU")).Should().HaveCount(2);
        status.Code.Should().Be(1);
        status.Error.Should().Contain("several documents: ").And.Contain("a.txt").And.Contain("b.txt");
        byFile.Code.Should().Be(0, byFile.Error);
    }

    [Fact]
    public async Task Import_TheSameNumberAndDayOfAnotherIssuer_IsTakenAndPointedOut()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        rig.Write("a.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới 50 cây"));
        rig.Write("b.txt", Letter("77-CV/ĐU", "05 tháng 3", "tưới 60 cây").Replace("SAO MAI", "SAO MAI HAI", StringComparison.Ordinal));

        var import = await rig.RunAsync("directives", "import", "a.txt", "b.txt");

        (await ListAsync(rig, "77-CV/ĐU")).Should().HaveCount(2);
        import.Error.Should().Contain("b.txt has the number of a.txt and may be the same").And.Contain("directives status a.txt replaced --by b.txt")
            .And.NotContain("a.txt has the number of b.txt", "a pair is told once");
    }

    [Fact]
    public async Task Import_OneFileNameFromTwoFolders_AreTwoDocumentsWithTheirOwnNames()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        Directory.CreateDirectory(Path.Combine(rig.Work, "1"));
        Directory.CreateDirectory(Path.Combine(rig.Work, "2"));
        rig.Write("1/cv.txt", Letter("11-CV/ĐU", "05 tháng 3", "tưới hoa"));
        rig.Write("2/cv.txt", Letter("12-CV/ĐU", "06 tháng 3", "trồng cây"));

        await rig.RunAsync("directives", "import", "1/cv.txt", "2/cv.txt");

        (await ListAsync(rig, "11-CV/ĐU")).Should().ContainSingle().Which.Should().EndWith("cv.txt");
        (await ListAsync(rig, "12-CV/ĐU")).Should().ContainSingle().Which.Should().EndWith("cv (2).txt");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_ATextThatReplacesAnother_IsProposedAndNotDone(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("cu.txt", Letter("11-CV/ĐU", "05 tháng 3", "tưới hoa"));
        rig.Write("moi.txt", Letter("40-CV/ĐU", "09 tháng 6", "tưới hoa; Công văn này thay thế Công văn số 11-CV/ĐU ngày 05 tháng 3 năm 2026 của Đảng ủy phường"));
        await rig.RunAsync("directives", "import", "cu.txt");

        var import = await rig.RunAsync("directives", "import", "moi.txt");
        var before = await ListAsync(rig, "11-CV/ĐU");
        var graph = await rig.RunAsync("directives", "graph", "40-CV/ĐU");
        await rig.RunAsync("directives", "status", "11-CV/ĐU", "replaced", "--by", "40-CV/ĐU");
        var again = await rig.RunAsync("directives", "import", "moi.txt");

        import.Error.Should().Contain("moi.txt says that it replaces 11-CV/ĐU. If so: directives status 11-CV/ĐU replaced --by 40-CV/ĐU");
        before.Single().Should().Contain("unknown");
        graph.Out.Should().StartWith("flowchart LR").And.Contain("-->|replaces|");
        (await ListAsync(rig, "11-CV/ĐU")).Single().Should().Contain("replaced");
        again.Error.Should().NotContain("If so");
    }

    [Fact]
    public async Task Status_ByWithoutReplaced_IsRefused()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);
        rig.Write("a.txt", Letter("11-CV/ĐU", "05 tháng 3", "tưới hoa"));
        await rig.RunAsync("directives", "import", "a.txt");

        var status = await rig.RunAsync("directives", "status", "11-CV/ĐU", "over", "--by", "1-CV/ĐU");

        status.Code.Should().Be(1);
        status.Error.Should().Contain("--by goes with the status replaced");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Correct_AField_IsKeptWithItsHistory(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("a.txt", Letter("11-CV/ĐU", "05 tháng 3", "tưới hoa"));
        rig.Write("b.txt", Letter("12-CV/ĐU", "05 tháng 3", "tưới hoa"));
        await rig.RunAsync("directives", "import", "a.txt", "b.txt");

        var done = await rig.RunAsync("directives", "correct", "11-CV/ĐU", "signer", "Lê Văn Một");
        var none = await rig.RunAsync("directives", "correct", "11-CV/ĐU", "signer-role", "");
        var wrong = await rig.RunAsync("directives", "correct", "11-CV/ĐU", "date", "45/3/2026");
        var taken = await rig.RunAsync("directives", "correct", "12-CV/ĐU", "number", "11-CV/ĐU");
        var unknown = await rig.RunAsync("directives", "correct", "11-CV/ĐU", "color", "x");
        var json = await rig.RunAsync("directives", "show", "11-CV/ĐU", "--json");
        var history = await rig.RunAsync("directives", "history", "11-CV/ĐU");

        done.Should().BeEquivalentTo(new { Code = 0, Out = "" });
        none.Code.Should().Be(0, none.Error);
        wrong.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        wrong.Error.Should().Contain("\"45/3/2026\" is no date");
        taken.Error.Should().Contain("Another document of the register has this number, date and issuer");
        unknown.Code.Should().Be(2);
        json.Out.Should().Contain("\"signer\": \"Lê Văn Một\"").And.Contain("\"signerRole\": null");
        history.Out.Should().Contain("operator  signer-role").And.Contain("operator  signer ");
    }

    private static async Task<IReadOnlyList<string>> ListAsync(CommandRig rig, string number) =>
        [.. (await rig.RunAsync("directives", "list")).Out.Split('\n').Where(l => l.StartsWith(number + " ", StringComparison.Ordinal))];

    private static string Letter(string number, string day, string task) => $"""
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số {number}
        Sao Mai, ngày {day} năm 2026
        V/v chăm sóc cây xanh năm 2026

        Kính gửi: Các chi bộ trực thuộc.

        Đảng ủy phường yêu cầu thực hiện một số nội dung sau:
        1. Các chi bộ phân công đảng viên {task}.
        2. Báo cáo kết quả về Khối Dân vận trước ngày 20 hằng tháng.

        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;
}
