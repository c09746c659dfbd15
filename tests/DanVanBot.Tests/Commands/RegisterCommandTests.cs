using System.Text.Json;

namespace DanVanBot.Tests.Commands;

/// <summary><c>directives</c> and <c>ask</c>, on a free folder and through a running service.</summary>
public sealed class RegisterCommandTests
{
    // Made up for this test; the form is that of any công văn.
    private const string Document = """
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số 77-CV/ĐU
        Sao Mai, ngày 05 tháng 3 năm 2026
        V/v chăm sóc vườn hoa công cộng năm 2026

        Kính gửi: Các chi bộ trực thuộc.

        Đảng ủy phường yêu cầu các chi bộ thực hiện một số nội dung sau:
        1. Các chi bộ phân công đảng viên tưới vườn hoa công cộng vào sáng thứ Bảy hằng tuần.
        2. Báo cáo kết quả chăm sóc vườn hoa về Khối Dân vận trước ngày 20 hằng tháng.

        Nơi nhận:
        - Như trên,
        - Lưu Văn phòng.
        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_ADocument_IsListedShownAndAnswersAtOnce(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("vuon-hoa.txt", Document);

        var import = await rig.RunAsync("directives", "import", "vuon-hoa.txt");
        var again = await rig.RunAsync("directives", "import", "vuon-hoa.txt");
        var list = await rig.RunAsync("directives", "list", "--json");
        var show = await rig.RunAsync("directives", "show", "77-CV/ĐU");
        var ask = await rig.RunAsync("ask", "Công văn 77-CV/ĐU giao việc tưới vườn hoa công cộng cho ai?", "--json");

        import.Should().BeEquivalentTo(new { Code = 0, Out = "" });
        import.Error.Should().Contain("vuon-hoa.txt: added");
        again.Error.Should().Contain("the same text is there already");
        JsonDocument.Parse(list.Out).RootElement.EnumerateArray().Should().ContainSingle(d => d.GetProperty("file").GetString() == "vuon-hoa.txt");
        show.Out.Should().Contain("tưới vườn hoa công cộng vào sáng thứ Bảy");
        var answer = JsonDocument.Parse(ask.Out).RootElement;
        answer.GetProperty("route").GetString().Should().Be("answer");
        answer.GetProperty("citations")[0].GetProperty("document").GetString().Should().Be("vuon-hoa.txt");
        Document.Should().Contain(answer.GetProperty("citations")[0].GetProperty("quote").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_FilesThatAreNoDocuments_AreRefusedByNameAndTheOthersTaken(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("vuon-hoa.txt", Document);
        rig.Write("trang.html", "<!DOCTYPE html><html><body>xin chào</body></html>");
        rig.Write("rong.txt", "   ");
        await File.WriteAllBytesAsync(Path.Combine(rig.Work, "anh.jpg"), [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], TestContext.Current.CancellationToken);

        var import = await rig.RunAsync("directives", "import", "trang.html", "rong.txt", "anh.jpg", "khong-co.txt", "vuon-hoa.txt");
        var list = await rig.RunAsync("directives", "list");

        import.Code.Should().Be(1);
        import.Error.Split('\n').Should().Contain(l => l.Contains("trang.html: ")).And.Contain(l => l.Contains("rong.txt: "))
            .And.Contain(l => l.Contains("anh.jpg: this is no text in UTF-8 (image/jpeg)")).And.Contain(l => l.Contains("There is no file") && l.Contains("khong-co.txt"));
        import.Error.Should().Contain("vuon-hoa.txt: added").And.NotContain("   at ");
        list.Out.Should().Contain("77-CV/ĐU").And.NotContain("trang.html");
    }

    [Fact]
    public async Task Check_AsJson_PrintsTheJsonAndNothingElse()
    {
        await using var rig = CommandRig.Empty();
        rig.Write("vuon-hoa.txt", Document);

        var check = await rig.RunAsync("directives", "check", "vuon-hoa.txt", "--json");

        check.Code.Should().Be(0);
        var one = JsonDocument.Parse(check.Out).RootElement[0];
        one.GetProperty("number").GetString().Should().Be("77-CV/ĐU");
        one.GetProperty("date").GetString().Should().Be("2026-03-05");
        Directory.Exists(rig.Data).Should().BeFalse("a check takes nothing in");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Status_OfADocument_IsKept(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);
        rig.Write("vuon-hoa.txt", Document);
        await rig.RunAsync("directives", "import", "vuon-hoa.txt");

        var done = await rig.RunAsync("directives", "status", "77-cv/đu", "over");
        var unknown = await rig.RunAsync("directives", "status", "99-CV/ĐU", "over");
        var wrong = await rig.RunAsync("directives", "status", "77-CV/ĐU", "finished");
        var list = await rig.RunAsync("directives", "list", "--json");

        done.Code.Should().Be(0);
        unknown.Should().BeEquivalentTo(new { Code = 1, Out = "" });
        unknown.Error.Should().Contain("There is no document 99-CV/ĐU");
        wrong.Code.Should().Be(2);
        JsonDocument.Parse(list.Out).RootElement.EnumerateArray().Single(d => d.GetProperty("file").GetString() == "vuon-hoa.txt")
            .GetProperty("status").GetString().Should().Be("over");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_ManyLines_AnswersEachInOrderAndNamesTheLinesThatAreNone(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var said = await rig.RunWithAsync(
            """
            {"id": "q1", "question": "Công văn nào nói về báo cáo dân vận 6 tháng?"}
            not json at all

            {"id": 7, "question": "Còn năm thì sao?", "history": ["Công văn nào nói về báo cáo dân vận 6 tháng?"]}
            {"id": "q3"}
            {"id": "q4", "question": "x", "history": "y"}
            """,
            "ask", "--jsonl");

        said.Code.Should().Be(1);
        var lines = said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Select(l => l.GetProperty("id").ToString()).Should().Equal("q1", "7");
        lines.Should().OnlyContain(l => l.GetProperty("milliseconds").GetDouble() >= 0 && l.GetProperty("answer").GetString()!.Length > 0);
        said.Error.Should().Contain("line 2: this is no JSON").And.Contain("line 5: ").And.Contain("line 6: \"history\" must be a list of texts");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_ADenunciation_IsGuardedBeforeAnySearch(bool inService)
    {
        await using var rig = await CommandRig.StartAsync(inService);

        var said = await rig.RunAsync("ask", "tôi muốn tố cáo ông chủ tịch nhận hối lộ", "--json");

        var json = JsonDocument.Parse(said.Out).RootElement;
        json.GetProperty("route").GetString().Should().Be("denunciation");
        json.GetProperty("citations").GetArrayLength().Should().Be(0);
        json.GetProperty("abstained").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Ask_TextThatLooksLikeAFileOrAnOption_IsTaken()
    {
        await using var rig = await CommandRig.StartAsync(inService: false);

        (await rig.RunAsync("ask", "@appsettings.json")).Code.Should().Be(0);
        (await rig.RunAsync("ask", "[suggest]")).Code.Should().Be(0);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "câu hỏi", "--jsonl")]
    [InlineData("directives", "import")]
    [InlineData("directives", "check")]
    [InlineData("directives")]
    [InlineData("directives", "remove", "x")]
    public async Task WrongUse_IsToldOnStandardErrorWithCode2(params string[] arguments)
    {
        await using var rig = CommandRig.Empty();

        var said = await rig.RunAsync(arguments);

        said.Should().BeEquivalentTo(new { Code = 2, Out = "" });
        said.Error.Should().Contain("--help");
        Directory.Exists(rig.Data).Should().BeFalse();
    }
}
