using System.Text;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Tests.Bot;

/// <summary>A document sent in a chat: read, shown, corrected and confirmed by an officer before it counts; anybody else's file is not taken.</summary>
public sealed class DocumentDraftTests
{
    [Fact]
    public async Task Document_SentByAnOfficer_CountsOnlyOnceConfirmed()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cv.txt", Letter("77-CV/ĐU", "tưới vườn hoa công cộng"));

        rig.Channel.To("canbo")[^2].Text.Should().Contain("77-CV/ĐU").And.Contain("5/3/2026").And.Contain("2 mục");
        (await rig.SayAsync("an", "/hoi công văn 77-CV/ĐU giao việc tưới vườn hoa công cộng cho ai"))[^1].Text.Should().NotContain("tưới vườn hoa công cộng vào");

        var said = await rig.PressAsync("canbo", "Đưa vào kho");

        said.Should().Contain(m => m.Text.Contains("Đã đưa vào kho với tên cv.txt"));
        (await rig.SayAsync("an", "/hoi công văn 77-CV/ĐU giao việc tưới vườn hoa công cộng cho ai"))[^1].Text.Should().Contain("tưới vườn hoa công cộng");
        Files(rig).Should().OnlyContain(f => f.State == FileState.Erased, "the document is in the register, the file is not needed");
    }

    [Fact]
    public async Task Document_WithoutANumber_IsCorrectedFieldByField()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cv.txt", Letter("   -CV/ĐU", "tưới vườn hoa công cộng"));
        rig.Channel.To("canbo")[^2].Text.Should().Contain("Số: chưa thấy");

        await rig.PressAsync("canbo", "Sửa thông tin");
        await rig.PressAsync("canbo", "Ngày");
        (await rig.SayAsync("canbo", "hôm nào đó"))[^1].Text.Should().Contain("chưa đúng dạng");
        await rig.SayAsync("canbo", "6/3/2026");
        await rig.PressAsync("canbo", "Sửa thông tin");
        await rig.PressAsync("canbo", "Số");
        var shown = await rig.SayAsync("canbo", "78-CV/ĐU");
        shown[0].Text.Should().Contain("78-CV/ĐU").And.Contain("6/3/2026").And.NotContain("Không thấy số");
        await rig.PressAsync("canbo", "Đưa vào kho");

        var entry = RegisterBook.Named(View(rig), "78-cv/đu").Should().ContainSingle().Subject;
        entry.Directive.Confirmed.Should().BeEquivalentTo("date", "number");
        entry.Directive.Date.Should().Be(new DateOnly(2026, 3, 6));
    }

    [Fact]
    public async Task Document_OfTheNumberAndDayOfAnother_IsPointedOutBeforeItIsSaved()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter("77-CV/ĐU", "tưới 50 cây"));
        await rig.PressAsync("canbo", "Đưa vào kho");
        await SendAsync(rig, "b.txt", Letter("77-CV/ĐU", "tưới 60 cây").Replace("SAO MAI", "SAO MAI HAI", StringComparison.Ordinal));

        rig.Channel.To("canbo")[^2].Text.Should().Contain("cùng số, có thể chính là văn bản này");
        await rig.PressAsync("canbo", "Sửa thông tin");
        await rig.PressAsync("canbo", "Cơ quan ban hành");
        (await rig.SayAsync("canbo", "Đảng ủy phường Sao Mai"))[0].Text.Should().NotContain("cùng số");
        (await rig.PressAsync("canbo", "Đưa vào kho")).Should().Contain(m => m.Text.Contains("thay cho bản cũ"));
        RegisterBook.Named(View(rig), "77-CV/ĐU").Should().ContainSingle();
    }

    [Fact]
    public async Task Document_ThatReplacesAnother_AsksForEach()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cu.txt", Letter("11-CV/ĐU", "tưới hoa"));
        await rig.PressAsync("canbo", "Đưa vào kho");
        await SendAsync(rig, "moi.txt", Letter("40-CV/ĐU", "tưới hoa; Công văn này thay thế Công văn số 11-CV/ĐU ngày 05 tháng 3 năm 2026 của Đảng ủy phường"));

        var said = await rig.PressAsync("canbo", "Đưa vào kho");
        said[^1].Text.Should().Contain("đã được thay thế chứ");
        RegisterBook.Named(View(rig), "11-CV/ĐU")[0].Directive.Status.Should().Be(Directives.DirectiveStatus.Unknown);
        (await rig.PressAsync("canbo", "Ghi nhận"))[^1].Text.Should().Contain("Xong");

        RegisterBook.Named(View(rig), "11-CV/ĐU")[0].Directive.Should().BeEquivalentTo(new { Status = Directives.DirectiveStatus.Replaced, ReplacedBy = "40-CV/ĐU" });
    }

    [Theory]
    [InlineData("MẬT\n", "có dấu mật")]
    [InlineData("LƯU HÀNH NỘI BỘ\n", "Lưu hành nội bộ")]
    public async Task Document_Marked_IsNotTakenByItself(string mark, string said)
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cv.txt", mark + Letter("77-CV/ĐU", "tưới vườn hoa"));

        rig.Channel.To("canbo")[^1].Text.Should().Contain(said);
        RegisterBook.Named(View(rig), "77-CV/ĐU").Should().BeEmpty();
    }

    [Fact]
    public async Task Document_Internal_IsTakenAfterAnExplicitWord()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cv.txt", "LƯU HÀNH NỘI BỘ\n" + Letter("77-CV/ĐU", "tưới vườn hoa"));
        await rig.PressAsync("canbo", "Vẫn nạp");
        (await rig.PressAsync("canbo", "Vẫn nạp"))[^2].Text.Should().Contain("77-CV/ĐU");
        await rig.PressAsync("canbo", "Đưa vào kho");

        RegisterBook.Named(View(rig), "77-CV/ĐU").Should().ContainSingle();
    }

    [Fact]
    public async Task Document_OfSomebodyElse_IsNotRead()
    {
        await using var rig = await StartAsync();
        rig.Channel.Contents["ref"] = Encoding.UTF8.GetBytes(Letter("77-CV/ĐU", "tưới vườn hoa"));
        var said = await rig.GiveAsync("an", new Inbound.Sent(AttachmentKind.Document, "ref", "cv.txt", 10, null, null));

        said[^1].Text.Should().Contain("chưa biết dùng tệp này");
        DocumentDraft.Records.All(View(rig), new RecordQuery(rig.Site.Office, DocumentDraft.Records.Name)).Should().BeEmpty();
    }

    [Fact]
    public async Task Document_WhileADialogIsOpen_IsTheDialogs()
    {
        await using var rig = await StartAsync();
        await rig.SayAsync("canbo", "/hoi");
        await SendAsync(rig, "cv.txt", Letter("77-CV/ĐU", "tưới vườn hoa"));

        rig.Channel.To("canbo")[^1].Text.Should().Contain("Xin gõ câu hỏi");
    }

    [Fact]
    public async Task Document_NobodyConfirmed_IsForgottenAfterAWeek()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "cv.txt", Letter("77-CV/ĐU", "tưới vườn hoa"));
        rig.Time.Advance(TimeSpan.FromDays(DocumentDraft.KeepDays + 2));
        (await DocumentDraft.SweepAsync(rig.Site.Store, rig.Site.Office, rig.Time.GetUtcNow())).Should().Be(1);
        Files(rig).Should().OnlyContain(f => f.State == FileState.Erased);

        (await rig.PressAsync("canbo", "Đưa vào kho")).Should().Contain(m => m.Text.Contains("không còn chờ nạp nữa"));
    }

    private static async Task<BotRig> StartAsync()
    {
        var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("canbo", "officer");
        return rig;
    }

    private static Task<IReadOnlyList<BotMessage>> SendAsync(BotRig rig, string name, string text)
    {
        rig.Channel.Contents["ref-" + name] = Encoding.UTF8.GetBytes(text);
        return rig.GiveAsync("canbo", new Inbound.Sent(AttachmentKind.Document, "ref-" + name, name, text.Length, null, null));
    }

    private static StepView View(BotRig rig) => new(rig.Site.Store, rig.Site.Office);

    private static IReadOnlyList<StoredFile> Files(BotRig rig) => [.. StoredFile.Records.All(View(rig), new RecordQuery(rig.Site.Office, StoredFile.Records.Name))];

    private static string Letter(string number, string task) => $"""
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số {number}
        Sao Mai, ngày 05 tháng 3 năm 2026
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
