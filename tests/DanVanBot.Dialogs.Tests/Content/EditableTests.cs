using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Content;

/// <summary>An officer changes a copy of the shipped dialogs, without any code.</summary>
public sealed class EditableTests
{
    private static FakeBot Play(TestFolder folder, string transcript)
    {
        DialogChecker.Check(folder.Load().Require(), FakeFunctions.All()).Should().BeEmpty();
        (Transcript t, IReadOnlyList<LoadError> errors) = Transcript.Parse("test", transcript);
        errors.Should().BeEmpty();
        return TranscriptRunner.Play(folder.Path, t);
    }

    [Fact]
    public void PhanAnh_WithAnotherQuestion_AsksIt()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        string yaml = folder.Read("phan-anh/dialog.yaml")
            .Replace("  - ask: photos\n", "  - ask: since\n    type: date\n    label: Từ ngày\n    range: past\n    text: Việc xảy ra từ ngày nào ạ?\n  - ask: photos\n")
            .Replace("[field, content, place, photos, contact]", "[field, content, place, since, photos, contact]");
        folder.Write("phan-anh/dialog.yaml", yaml);
        Play(folder, """
            @ now 2026-06-12 08:00
            > /phananh
            > đồng ý
            > 1
            > cống nghẹt trước nhà số 12
            > bỏ qua
            < Việc xảy ra từ ngày nào
            > ngày mai
            < chưa tới
            > hôm qua
            > bỏ qua
            > bỏ qua
            < Từ ngày: thứ Năm, 11/6/2026
            > sửa từ ngày
            > 9/6
            < Từ ngày: thứ Ba, 9/6/2026
            > gửi phản ánh
            < mã tra cứu {code}
            """);
    }

    [Fact]
    public void BaoCao_WithAnotherField_ReviewsIt()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        folder.Write("bao-cao/dialog.yaml", folder.Read("bao-cao/dialog.yaml")
            .Replace("  - ask: results\n", "  - ask: households\n    type: number\n    label: Số hộ vận động\n    text: Vận động được mấy hộ?\n  - ask: results\n")
            .Replace("[meetings, petitions,", "[meetings, petitions, households,"));
        Play(folder, """
            @ as secretary
            > /baocao
            > 1
            > 2
            > 5
            < Vận động được mấy hộ?
            > 1.200
            > vận động 12 hộ hiến đất mở đường
            > bỏ qua
            > bỏ qua
            > bỏ qua
            < Số hộ vận động: 1.200
            """);
    }

    [Fact]
    public void NewDialog_EndingInAnEffectThatExists_Works()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        folder.Dialog("bao-den", """
              - ask: field
                type: choice
                text: Đèn ở đâu?
                options: [{value: light, label: Đèn đường}]
              - ask: content
                type: text
                text: Hỏng thế nào?
              - do: submit-petition
                next: {ok: done, limit: end}
              - id: done
                say: Đã ghi, mã {{result.code}}.
            """ + "\n", "commands: [/baoden]\nphrases: [báo đèn hỏng]\n");
        FakeBot bot = Play(folder, """
            > báo đèn hỏng
            > 1
            > đèn trước số 5 tắt
            < Đã ghi, mã {code}
            """);
        bot.World.Petitions.Should().ContainSingle(p => p.Content == "đèn trước số 5 tắt");
    }

    [Fact]
    public void PhanAnh_SentTwiceByTheSameButton_MakesOnePetition()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        FakeBot bot = Play(folder, """
            > /phananh
            > đồng ý
            > 1
            > cống nghẹt trước nhà số 12
            > bỏ qua
            > bỏ qua
            > bỏ qua
            > [nút: Gửi phản ánh]
            < mã tra cứu {code}
            > [nút cũ: Gửi phản ánh]
            <! mã tra cứu
            """);
        bot.World.Petitions.Should().ContainSingle();
        bot.Effects.Where(e => e == "submit-petition").Should().ContainSingle();
    }
}
