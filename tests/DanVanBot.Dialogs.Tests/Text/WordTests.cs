using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Text;

public sealed class WordTests
{
    private static readonly Words Words = DialogSet.Load(Repo.Dialogs).Require().Words;

    [Theory]
    [InlineData("Đường cháy BÓNG đèn!", "duong chay bong den")]
    [InlineData("  hoả  hoạn ", "hoa hoan")]
    [InlineData("Ðà Nẵng", "ða nang")]
    [InlineData("to\u0302\u0301i", "toi")]
    [InlineData("a😀b", "a😀b")]
    public void Plain_Marks_AreGone(string text, string key) => TextFold.Plain(text).Should().Be(key.Replace("ða", TextFold.Plain("Ð") + "a"));

    [Fact]
    public void Toned_TwoSpellingsOfOneWord_AreTheSame()
    {
        TextFold.Toned("hoả").Should().Be(TextFold.Toned("hỏa"));
        TextFold.Toned("huỷ").Should().Be(TextFold.Toned("HỦY"));
        TextFold.Toned("đuô\u0301i").Should().Be(TextFold.Toned("đuối"));
        TextFold.Toned("cháy").Should().NotBe(TextFold.Toned("chạy"));
        TextFold.Toned("dân").Should().NotBe(TextFold.Toned("đân"));
    }

    [Theory]
    [InlineData("cháy nhà rồi", "fire")]
    [InlineData("chay nha roi cuu voi", "fire")]
    [InlineData("nhà bên đang cháy", "fire")]
    [InlineData("có người đuối nước ngoài sông", "drowning")]
    [InlineData("gọi cấp cứu giúp tôi", "medical")]
    [InlineData("tai nạn ở ngã tư, có người nằm đó", "medical")]
    [InlineData("hàng xóm đang đánh nhau", "violence")]
    [InlineData("chồng đánh tôi hoài", "violence")]
    [InlineData("cháu bị đánh ở nhà bên", "child")]
    [InlineData("tôi muốn tự tử", "suicide")]
    [InlineData("toi khong muon song nua", "suicide")]
    public void Danger_RealCall_IsNoticed(string text, string group)
    {
        Words.Danger.Find(text).Select(h => h.Id).Should().Contain(group);
        Words.Danger.Find(text).SelectMany(h => h.Numbers).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("đường cháy hết bóng đèn, tối lắm")]
    [InlineData("duong chay het bong den")]
    [InlineData("xe tải chạy ẩu quá")]
    [InlineData("xe chay au qua")]
    [InlineData("mưa lũ làm hư đường vào xóm")]
    [InlineData("nước lũ đọng lại trước nhà")]
    [InlineData("cán bộ làm từ từ quá")]
    [InlineData("lam tu tu qua")]
    [InlineData("văn bản nào nói về phòng cháy chữa cháy")]
    [InlineData("chỗ này hay xảy ra tai nạn, xin gắn biển báo")]
    [InlineData("kế hoạch phòng chống đuối nước cho trẻ em")]
    [InlineData("đám tang đánh nhạc nhau ồn quá")]
    [InlineData("danh nhau nao duoc nhan")]
    [InlineData("hồ sơ chạy lòng vòng")]
    [InlineData("")]
    public void Danger_OrdinaryComplaint_IsNotHeldUp(string text) => Words.Danger.Find(text).Should().BeEmpty();

    [Theory]
    [InlineData("tôi muốn tố cáo ông chủ tịch")]
    [InlineData("toi to cao ong A")]
    [InlineData("cán bộ B nhận hối lộ của dân")]
    [InlineData("ông ấy tham ô tiền quỹ xóm")]
    [InlineData("cán bộ địa chính vòi vĩnh tôi 2 triệu")]
    [InlineData("trưởng thôn ăn chặn tiền hỗ trợ bão")]
    public void Denunciation_OfAPerson_IsNoticed(string text) => Words.Denunciation.Find(text).Should().NotBeEmpty();

    [Theory]
    [InlineData("công văn nào nói về giải quyết khiếu nại, tố cáo")]
    [InlineData("phòng chống tham nhũng năm 2022 có gì")]
    [InlineData("luật tố cáo quy định mấy ngày")]
    [InlineData("cây to cao quá sợ ngã")]
    [InlineData("cay to cao qua")]
    [InlineData("đường hư 3 tháng sao chưa ai sửa?")]
    public void Denunciation_QuestionAboutDocuments_IsNotHeldUp(string text) => Words.Denunciation.Find(text).Should().BeEmpty();

    [Fact]
    public void Day_AndNumber_AreWrittenAsInVietnam()
    {
        Words.Day(new DateOnly(2026, 6, 15)).Should().Be("thứ Hai, 15/6/2026");
        Words.At("thứ Hai, 15/6/2026", 8, 0).Should().Be("thứ Hai, 15/6/2026, lúc 8 giờ");
        Words.At("thứ Hai, 15/6/2026", 8, 5).Should().Be("thứ Hai, 15/6/2026, lúc 8 giờ 05");
    }
}
