using System.Text;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Tables whose columns say what, who and when, as offices set them.</summary>
public sealed class TableTests
{
    private static readonly string[] Head = ["TT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian hoàn thành"];

    [Fact]
    public void Read_WordTableWithMergedCells_GivesUnitAndDayToEveryRow()
    {
        var table = Row([.. Head.Select(h => Cell(h))])
            + Row(Cell("I. Tuyên truyền", "<w:gridSpan w:val=\"5\"/>"))
            + Row(Cell("1"), Cell("In tờ gấp về ngày hội"), Cell("Phòng Văn hóa - Xã hội", "<w:vMerge w:val=\"restart\"/>"), Cell("Các thôn"), Cell("Trước 10/5/2026"))
            + Row(Cell("2"), Cell("Phát thanh trên loa thôn"), Cell("", "<w:vMerge/>"), Cell(""), Cell("Hằng tuần"))
            + Row(Cell("II. Tổ chức ngày hội", "<w:gridSpan w:val=\"5\"/>"))
            + Row(Cell("3"), Cell("Dựng sân khấu, âm thanh"), Cell("Đoàn Thanh niên xã"), Cell("Công an xã"), Cell("15/5/2026"));
        var body = Paragraphs("ỦY BAN NHÂN DÂN", "XÃ BẾN CÁT SÔNG", "Số: 12/KH-UBND", "Bến Cát Sông, ngày 02 tháng 4 năm 2026", "KẾ HOẠCH", "Tổ chức ngày hội đọc sách", "UBND xã xây dựng kế hoạch như sau:", "I. MỤC ĐÍCH", "Để bà con có dịp gặp nhau.", "II. PHÂN CÔNG NHIỆM VỤ")
            + "<w:tbl>" + table + "</w:tbl>" + Paragraphs("Trên đây là kế hoạch tổ chức ngày hội đọc sách năm 2026./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Bưởi");
        var read = DocumentFile.Read("a.docx", WordFile.Pack(("word/document.xml", WordFile.Document(body)))).Directive!;
        read.Tasks.Select(t => (t.SectionId, t.Text, string.Join('|', t.Units), t.Deadline)).Should().Equal(
            ("II", "In tờ gấp về ngày hội", "Phòng Văn hóa - Xã hội", "Trước 10/5/2026"),
            ("II", "Phát thanh trên loa thôn", "Phòng Văn hóa - Xã hội", "Hằng tuần"),
            ("II", "Dựng sân khấu, âm thanh", "Đoàn Thanh niên xã", "15/5/2026"));
        foreach (var task in read.Tasks) read.Blocks.Single(b => b.Id == task.BlockId).Text.Substring(task.Offset, task.Text.Length).Should().Be(task.Text);
    }

    [Fact]
    public void Read_TextTableWithLinesThatGoOn_KeepsEachCellTogether()
    {
        var read = Fixtures.Read("t.txt", """
            ỦY BAN NHÂN DÂN XÃ BẾN CÁT SÔNG
            Số: 13/KH-UBND
            Bến Cát Sông, ngày 03 tháng 4 năm 2026
            KẾ HOẠCH
            Sửa đường thôn năm 2026
            I. NHIỆM VỤ
            STT  Nội dung                      Chủ trì               Thời hạn
            1    Vận động hiến đất             Ban Công tác          20/4/2026
                 hai bên đường                 Mặt trận thôn
            2    Lát mặt đường                 Trưởng thôn           30/6/2026

            II. TỔ CHỨC THỰC HIỆN
            1. Các thôn báo cáo kết quả về UBND xã trước ngày 05/7/2026.
            """);
        read.Tasks.Take(2).Select(t => (t.Text, t.Units.Single(), t.Deadline)).Should().Equal(("Vận động hiến đất hai bên đường", "Ban Công tác Mặt trận thôn", "20/4/2026"), ("Lát mặt đường", "Trưởng thôn", "30/6/2026"));
        read.ReportDuties.Should().ContainSingle().Which.SectionId.Should().Be("II.1");
    }

    [Fact]
    public void Read_TableOfOtherThings_GivesNoTasks()
    {
        var read = Fixtures.Read("t.md", "ỦY BAN NHÂN DÂN XÃ BẾN CÁT SÔNG\n\nSố: 14/TB-UBND\n\nBến Cát Sông, ngày 03 tháng 4 năm 2026\n\nTHÔNG BÁO\n\nLịch tiếp công dân\n\n1. Lịch tiếp\n\n| Thứ | Người tiếp | Phòng |\n|---|---|---|\n| Hai | Chủ tịch UBND xã | Phòng số 1 |\n\n2. Thông báo để Nhân dân biết.\n");
        read.Tasks.Should().NotContain(t => t.Text.Contains('|') || t.Text == "Hai");
    }

    [Fact]
    public void Read_FiguresInCells_TakeTheirUnitFromTheHeadAndATotalThatIsWrongIsFlagged()
    {
        var read = Fixtures.Read("t.md", "UBND XÃ BẾN CÁT SÔNG\n\nSố: 15/BC-UBND\n\nBến Cát Sông, ngày 03 tháng 6 năm 2026\n\nBÁO CÁO\n\nKết quả phong trào\n\n1. Kết quả\n\n"
            + "| TT | Thôn | Số hộ đăng ký | Tỷ lệ (%) | Kinh phí (triệu đồng) | Ghi chú |\n|---|---|---|---|---|---|\n| 1 | Thượng | 120 | 96,5 | 12 | 3 |\n| 2 | Hạ | 85 | 91 | 8 | |\n| | Tổng cộng | 215 | 94 | 20 | |\n\n"
            + "2. Chỉ tiêu\n\n| TT | Chỉ tiêu | ĐVT | Năm 2025 | Năm 2026 |\n|---|---|---|---|---|\n| 1 | Đường hoa | km | 4,5 | 6 |\n| 2 | Họp dân | cuộc | 12 | 24 |\n\n3. Nhận xét: tốt.\n");
        read.Statistics.Select(s => (s.Value, s.Unit, s.Flag)).Should().Equal(
            ("120", "hộ", null), ("96,5", "%", null), ("12", "triệu đồng", null), ("85", "hộ", null), ("91", "%", null), ("8", "triệu đồng", null),
            ("215", "hộ", "sum-differs"), ("94", "%", null), ("20", "triệu đồng", null),
            ("4,5", "km", null), ("6", "km", null), ("12", "cuộc", null), ("24", "cuộc", null));
    }

    private static string Paragraphs(params string[] lines) => string.Concat(lines.Select(l => WordFile.Paragraph(l)));

    private static string Row(params string[] cells) => new StringBuilder("<w:tr>").AppendJoin("", cells).Append("</w:tr>").ToString();

    private static string Cell(string text, string look = "") => $"<w:tc><w:tcPr>{look}</w:tcPr>{WordFile.Paragraph(text)}</w:tc>";
}
