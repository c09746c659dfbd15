using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>What is guarded, and what only looks like it: a guard that takes a harmless question is as wrong as one that lets a bad one through.</summary>
public sealed class GuardTests
{
    private static readonly string[] Guards = ["personal-data", "denunciation", "complaint", "petition", "help", "future", "out-of-domain", "legal-advice"];

    [Theory]
    [InlineData("Theo Ban Tổ chức Thành ủy, kế hoạch phải nộp ngày nào?")]
    [InlineData("Công văn 12 có thay thế công văn cũ đúng không?")]
    [InlineData("van ban nay con dang dung khong")]
    [InlineData("Danh sách những người neo đơn được tặng quà Tết")]
    [InlineData("Danh sách các hộ nghèo gửi về đơn vị nào?")]
    [InlineData("Người nào làm báo cáo của đơn vị?")]
    [InlineData("Đơn không ghi tên người khiếu nại thì có được xử lý không?")]
    [InlineData("Chỉ tiêu năm sau sẽ kết nạp bao nhiêu đảng viên?")]
    [InlineData("nhà tôi ở phường, cho hỏi năm 2023 tiếp nhận bao nhiêu đơn")]
    public void Answer_HarmlessQuestion_IsNotGuarded(string question) => Guards.Should().NotContain(Ask(question).Reason);

    [Theory]
    [InlineData("Mức trợ giúp xã hội của người cao tuổi là bao nhiêu?", AnswerRoute.Answer)]
    [InlineData("trợ giúp", AnswerRoute.Help)]
    public void Answer_AWordForHelpThatTheDocumentsHave_AsksThemOnlyInAQuestion(string question, AnswerRoute route)
    {
        var letter = DirectiveReader.Read("7.txt", "ỦY BAN NHÂN DÂN XÃ VƯỜN ƯƠM\nSố: 7/TB-UBND\nVườn Ươm, ngày 01 tháng 3 năm 2026\n\nTHÔNG BÁO\nVề trợ giúp xã hội\n\n1. Mức trợ giúp xã hội của người cao tuổi là 650.000 đồng một tháng.\n\n2. Người khuyết tật nhận tại nhà văn hóa.\n\nCHỦ TỊCH\nLê Thị Mận\n").Directive!;
        Answerer.Answer(new Question(question), Corpus.Build([letter]), Scorer.Today).Route.Should().Be(route);
    }

    [Theory]
    [InlineData("lễ hội hoa hướng dương của phường mở hôm nào")]
    [InlineData("le hoi hoa huong duong cua phuong mo hom nao")]
    [InlineData("phường họp buổi nào")]
    public void Answer_VerbBehindAPlaceWord_IsNoPlace(string question) => Ask(question).Reason.Should().NotBe("other-place");

    [Theory]
    [InlineData("Cho tôi danh sách tên những người đã gửi 19 đơn khiếu nại ở Đức Phổ.", "personal-data")]
    [InlineData("họ tên những người nộp đơn ở phường", "personal-data")]
    [InlineData("người nào viết đơn vậy", "personal-data")]
    [InlineData("Ai sẽ là Bí thư Thị ủy nhiệm kỳ tới?", "future")]
    [InlineData("bạn nghĩ sao về chính quyền", "out-of-domain")]
    [InlineData("Đường trước nhà tôi hư 3 tháng rồi, khi nào sửa?", "petition")]
    [InlineData("Mất nước 2 tháng nay, ai chịu trách nhiệm?", "petition")]
    [InlineData("trợ giúp", "help")]
    public void Answer_GuardedQuestion_SaysWhy(string question, string reason) => Ask(question).Reason.Should().Be(reason);

    private static Answer Ask(string question) => Answerer.Answer(new Question(question), FreshSetTests.Seeds(), Scorer.Today);
}
