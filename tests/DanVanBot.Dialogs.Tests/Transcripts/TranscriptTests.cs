namespace DanVanBot.Dialogs.Tests.Transcripts;

public sealed class TranscriptTests
{
    [Fact]
    public void Parse_EveryKindOfLine_IsRead()
    {
        (Transcript t, IReadOnlyList<LoadError> errors) = Transcript.Parse("f", """
            # ghi chú
            @ now 2026-06-12 08:00
            @ as citizen 2
            @ after 3 days
            @ given invitation
            > xin chào
            > [nút: Gửi phản ánh]
            > [nút cũ: Đồng ý]
            > (vị trí 14.8,108.9)
            > (ảnh)
            > (ảnh: cống hở)
            > (tệp bao-cao.docx)
            > (tin thoại)
            > (album 3)
            > (số điện thoại 0905000111!)
            > (trong ngoặc)
            < một phần
            <= nguyên\ncâu
            <! không có
            < [nút: Xong]
            <! [nút: Hủy]
            @ restart
            """);
        errors.Should().BeEmpty();
        t.Lines.Should().Equal(
            new TranscriptLine.SetsNow(2, new DateTime(2026, 6, 12, 8, 0, 0)),
            new TranscriptLine.SpeaksAs(3, "citizen 2"),
            new TranscriptLine.Waits(4, TimeSpan.FromDays(3)),
            new TranscriptLine.Given(5, "invitation"),
            new TranscriptLine.Says(6, "xin chào"),
            new TranscriptLine.Presses(7, "Gửi phản ánh", Old: false),
            new TranscriptLine.Presses(8, "Đồng ý", Old: true),
            new TranscriptLine.SharesPlace(9, 14.8, 108.9),
            new TranscriptLine.SendsFile(10, AttachmentKind.Photo, null, null, 1),
            new TranscriptLine.SendsFile(11, AttachmentKind.Photo, null, "cống hở", 1),
            new TranscriptLine.SendsFile(12, AttachmentKind.Document, "bao-cao.docx", null, 1),
            new TranscriptLine.SendsFile(13, AttachmentKind.Voice, null, null, 1),
            new TranscriptLine.SendsFile(14, AttachmentKind.Photo, null, null, 3),
            new TranscriptLine.SharesContact(15, "0905000111", IsOwn: false),
            new TranscriptLine.Says(16, "(trong ngoặc)"),
            new TranscriptLine.Expects(17, "một phần", Exact: false),
            new TranscriptLine.Expects(18, "nguyên\ncâu", Exact: true),
            new TranscriptLine.ExpectsNot(19, "không có"),
            new TranscriptLine.ExpectsButton(20, "Xong", Absent: false),
            new TranscriptLine.ExpectsButton(21, "Hủy", Absent: true),
            new TranscriptLine.Restarts(22));
    }

    [Theory]
    [InlineData("< trả lời trước", 1)]
    [InlineData("> a\nb", 2)]
    [InlineData("> a\n@ now hôm qua", 2)]
    [InlineData("> a\n@ after 3 weeks", 2)]
    [InlineData("> a\n@ dance", 2)]
    [InlineData("> a\n> (vị trí đây)", 2)]
    [InlineData("> a\n<", 2)]
    [InlineData("", 1)]
    public void Parse_BrokenLine_IsNamed(string text, int line) =>
        Transcript.Parse("f", text).Errors.Should().ContainSingle().Which.Line.Should().Be(line);

    [Fact]
    public void Matches_CapturedName_IsTheSameEverAfter()
    {
        TranscriptMatch match = new();
        match.Matches("Mã DP-26-1. Xong", "Mã {code}", exact: false).Should().BeTrue();
        match.Captured["code"].Should().Be("DP-26-1");
        match.Fill("xem {code} và {other}").Should().Be("xem DP-26-1 và {other}");
        match.Matches("Mã DP-26-2.", "Mã {code}", exact: false).Should().BeFalse();
        match.Matches("Mã DP-26-1.", "Mã {code}.", exact: true).Should().BeTrue();
        match.Matches("Mã DP-26-1. Hết", "Mã {code}.", exact: true).Should().BeFalse();
    }
}
