using System.Text;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Tests.Bot;

/// <summary>Tasks and report duties corrected one by one, in a draft and in the register: who may, what is kept, and what a new text of the document takes over.</summary>
public sealed class DocumentCorrectionTests
{
    private const string Water = "Phân công đảng viên tưới vườn hoa công cộng vào sáng thứ Bảy.";

    [Fact]
    public async Task Task_CorrectedInADraft_IsImportedSo()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter());
        await CorrectUnitsAsync(rig, "Đoàn phường");
        foreach (var _ in Enumerable.Range(0, 3))
            await rig.SayAsync("canbo", "quay lại");
        await rig.PressAsync("canbo", "Đưa vào kho");

        var entry = RegisterBook.Named(View(rig), "77-CV/ĐU").Should().ContainSingle().Subject;
        entry.Directive.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Đoàn phường");
        RegisterBook.History(View(rig), entry.Id).Should().BeEmpty("a draft has no history");
        (await rig.SayAsync("an", "/hoi công văn 77-CV/ĐU giao Đoàn phường việc gì"))[^1].Text.Should().Contain(Water, "the answer is a quotation of the document");
    }

    [Fact]
    public async Task Task_CorrectedInTheRegister_KeepsTheVersionBeforeAndIsAudited()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter());
        await rig.PressAsync("canbo", "Đưa vào kho");
        await rig.SayAsync("canbo", "/suavanban 77-CV/ĐU");
        await CorrectUnitsAsync(rig, "Đoàn phường");

        var entry = RegisterBook.Named(View(rig), "77-CV/ĐU")[0];
        entry.Directive.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Đoàn phường");
        var version = RegisterBook.History(View(rig), entry.Id).Should().ContainSingle().Subject;
        version.What.Should().Be("task units");
        version.Before.Should().NotContain("Đoàn phường");
        Audit.Kind.Where(View(rig), "target", entry.Id).Should().Contain(a => a.Action == "directive-correct");
    }

    [Fact]
    public async Task Correction_OfADocumentThatComesAgain_IsCarriedOverOrPointedOut()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter());
        await CorrectUnitsAsync(rig, "Đoàn phường");
        foreach (var _ in Enumerable.Range(0, 3))
            await rig.SayAsync("canbo", "quay lại");
        await rig.PressAsync("canbo", "Đưa vào kho");

        await SendAsync(rig, "b.txt", Letter().Replace("rác", "chất thải", StringComparison.Ordinal));
        (await rig.PressAsync("canbo", "Đưa vào kho"))[0].Text.Should().Contain("thay cho bản cũ").And.NotContain("từng sửa");
        RegisterBook.Named(View(rig), "77-CV/ĐU")[0].Directive.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Đoàn phường");

        await SendAsync(rig, "c.txt", Letter().Replace("thứ Bảy", "Chủ nhật", StringComparison.Ordinal));
        (await rig.PressAsync("canbo", "Đưa vào kho"))[0].Text.Should().Contain("1 điều đồng chí từng sửa");
        RegisterBook.Named(View(rig), "77-CV/ĐU")[0].Directive.Doubts.Should().Contain(d => d.Code == "task-not-carried" && d.Evidence == Water);
    }

    [Fact]
    public async Task Buttons_ForwardedToSomebodyElse_ShowAndChangeNothing()
    {
        await using var rig = await StartAsync();
        await rig.BecomeAsync("canbo2", "officer");
        await SendAsync(rig, "a.txt", Letter());
        var draft = DocumentDraft.Records.All(View(rig), new RecordQuery(rig.Site.Office, DocumentDraft.Records.Name)).Single().Id;
        string[] dialogs = ["nap-van-ban", "sua-van-ban", "sua-thong-tin", "sua-nhiem-vu", "sua-bao-cao", "cho-chua-chac"];

        foreach (var dialog in dialogs)
        {
            (await PressStartAsync(rig, "an", dialog, draft)).Should().OnlyContain(m => m.Text.Contains("dành cho cán bộ phụ trách"), dialog);
            (await PressStartAsync(rig, "canbo2", dialog, draft)).Should().NotContain(m => m.Text.Contains("77-CV/ĐU") || m.Text.Contains("tưới"), "a draft is its sender's own");
            await rig.SayAsync("canbo2", "hủy");
        }

        await rig.PressAsync("canbo", "Đưa vào kho");
        var entry = RegisterBook.Named(View(rig), "77-CV/ĐU")[0].Id;
        foreach (var dialog in dialogs)
            (await PressStartAsync(rig, "an", dialog, entry)).Should().OnlyContain(m => m.Text.Contains("dành cho cán bộ phụ trách"), dialog);
        (await PressStartAsync(rig, "canbo2", "sua-nhiem-vu", entry))[^1].Text.Should().Contain("nhiệm vụ, giao cho", "the register is every officer's");
    }

    [Fact]
    public async Task Correction_OfWhatSomebodyElseTookAway_SaysSo()
    {
        await using var rig = await StartAsync();
        await rig.BecomeAsync("canbo2", "officer");
        await SendAsync(rig, "a.txt", Letter());
        await rig.PressAsync("canbo", "Đưa vào kho");
        foreach (var who in new[] { "canbo", "canbo2" })
        {
            await rig.SayAsync(who, "/suavanban 77-CV/ĐU");
            await rig.PressAsync(who, "Xem nhiệm vụ");
            await rig.PressAsync(who, "Các chi bộ trực thu…");
            await rig.PressAsync(who, "Việc 1");
        }

        await rig.PressAsync("canbo2", "Không phải nhiệm vụ");
        var said = await rig.PressAsync("canbo", "Không phải nhiệm vụ");

        said[0].Text.Should().Contain("Danh sách vừa thay đổi");
        RegisterBook.Named(View(rig), "77-CV/ĐU")[0].Directive.Tasks.Should().Contain(t => t.Text.StartsWith("Vận động"), "nothing else was taken away in its place");
    }

    [Fact]
    public async Task Draft_ForgottenMeanwhile_IsSaidPolitely()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter());
        await rig.PressAsync("canbo", "Xem nhiệm vụ");
        rig.Time.Advance(TimeSpan.FromDays(DocumentDraft.KeepDays + 2));
        await DocumentDraft.SweepAsync(rig.Site.Store, rig.Site.Office, rig.Time.GetUtcNow());

        (await rig.PressAsync("canbo", "Các chi bộ trực thu…")).Should().Contain(m => m.Text.Contains("không còn ở đây nữa"));
    }

    [Fact]
    public async Task Identity_OfAnotherDocument_IsRefused()
    {
        await using var rig = await StartAsync();
        await SendAsync(rig, "a.txt", Letter());
        await rig.PressAsync("canbo", "Đưa vào kho");
        await SendAsync(rig, "b.txt", Letter().Replace("77-CV", "78-CV", StringComparison.Ordinal));
        await rig.PressAsync("canbo", "Đưa vào kho");
        await rig.SayAsync("canbo", "/suavanban 78-CV/ĐU");
        await rig.PressAsync("canbo", "Sửa thông tin");
        await rig.PressAsync("canbo", "Số");

        (await rig.SayAsync("canbo", "77-CV/ĐU"))[0].Text.Should().Contain("văn bản khác cùng số");
        RegisterBook.Named(View(rig), "78-CV/ĐU").Should().ContainSingle();
    }

    [Fact]
    public async Task Correction_WithoutButtons_GoesByNumbers()
    {
        await using var rig = await BotRig.StartAsync(abilities: new ChannelAbilities(false, 0, false, false, false, false, 2000));
        await rig.BecomeAsync("canbo", "officer");
        await SendAsync(rig, "a.txt", Letter());
        foreach (var typed in new[] { "3", "3", "1", "1", "2; Đoàn phường", "2" })
            await rig.SayAsync("canbo", typed);
        rig.Channel.To("canbo")[^1].Text.Should().Contain("Đơn vị: Ủy ban nhân dân phường; Đoàn phường").And.Contain("4. Quay lại");
        foreach (var typed in new[] { "4", "quay lại", "quay lại", "1" })
            await rig.SayAsync("canbo", typed);

        var task = RegisterBook.Named(View(rig), "77-CV/ĐU")[0].Directive.Tasks.Single(t => t.Text == Water);
        task.Units.Should().Equal("Ủy ban nhân dân phường", "Đoàn phường");
    }

    [Fact]
    public async Task Messages_OfALongDocument_HoldSixButtonsAndFitASmallScreen()
    {
        await using var rig = await StartAsync();
        var many = string.Join('\n', Enumerable.Range(1, 40).Select(n => $"- Trồng và chăm sóc cây số {n} ở tuyến đường thứ {n}, {string.Concat(Enumerable.Repeat("tưới nước đầy đủ, ", 20))}hết."));
        await SendAsync(rig, "a.txt", Letter().Replace("- " + Water, many, StringComparison.Ordinal));
        await rig.PressAsync("canbo", "Xem nhiệm vụ");
        await rig.PressAsync("canbo", "Các chi bộ trực thu…");
        foreach (var _ in Enumerable.Range(0, 25))
            (await rig.PressAsync("canbo", "Xem thêm")).Should().NotBeEmpty("an officer at work is no flood");
        rig.Channel.To("canbo")[^1].Text.Should().Contain("Đang xem 13-16 trong 41");
        await rig.PressAsync("canbo", "Việc 2");
        await rig.PressAsync("canbo", "Không phải nhiệm vụ");

        rig.Channel.To("canbo")[^1].Text.Should().Contain("Đang xem 13-16 trong 40", "a correction comes back to its page");
        rig.Channel.To("canbo").Should().OnlyContain(m => m.Buttons.Count <= 6 && m.Buttons.All(b => b.Label.Length <= 20) && m.Text.Length <= 1400);
    }

    private static async Task CorrectUnitsAsync(BotRig rig, string units)
    {
        await rig.PressAsync("canbo", "Xem nhiệm vụ");
        await rig.PressAsync("canbo", "Các chi bộ trực thu…");
        await rig.PressAsync("canbo", "Việc 1");
        await rig.PressAsync("canbo", "Sửa đơn vị");
        await rig.SayAsync("canbo", units);
        await rig.PressAsync("canbo", "Chỉ việc này");
    }

    private static Task<IReadOnlyList<BotMessage>> PressStartAsync(BotRig rig, string who, string dialog, string argument) =>
        rig.GiveAsync(who, new Inbound.Pressed(ButtonCodec.Write(new ButtonAction.Start(dialog, argument))!));

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

    private static string Letter() => $"""
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số 77-CV/ĐU
        Sao Mai, ngày 05 tháng 3 năm 2026
        V/v chăm sóc cây xanh năm 2026

        Kính gửi: Các chi bộ trực thuộc.

        Thực hiện kế hoạch năm 2026, Đảng ủy phường hướng dẫn một số nội dung sau:

        1. Nhiệm vụ chung
        Cây xanh trên địa bàn được đánh số và ghi sổ. Mỗi tuyến đường có một người trông coi.

        2. Nhiệm vụ cụ thể
        2.1. Ủy ban nhân dân phường
        - Lập danh sách cây cần cắt tỉa trước ngày 20/4/2026.
        2.2. Các chi bộ trực thuộc
        - {Water}
        - Vận động Nhân dân không đổ rác vào gốc cây.

        3. Định kỳ hằng tháng, các chi bộ báo cáo kết quả về Khối Dân vận phường trước ngày 20.

        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;
}
