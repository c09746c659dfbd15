using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>What the answering is told to hold to, one by one, over documents of ours that are in the repository.</summary>
public sealed class MadeDocumentAnswersTests
{
    private static readonly Lazy<Corpus> Documents = new(() => Corpus.Build(GoldSets.Made().Select(s => DirectiveReader.Read(s, File.ReadAllText(s)).Directive!)));

    [Theory]
    [InlineData("thôn Thượng có bao nhiêu hộ nghèo", "19 hộ")]
    [InlineData("thon thuong co bao nhieu ho ngheo", "19 hộ")]
    [InlineData("bầu cử Quốc hội khóa 15 là ngày nào", "23/5/2021")]
    [InlineData("tổ cnscđ có mấy tổ ở xã", "07 tổ")]
    [InlineData("Mặt trận thành phố tổ chức mấy hội nghị hiệp thương", "ba hội nghị")]
    [InlineData("Kính gửi Thành ủy, xin cho biết Công an thành phố được giao việc gì trong bầu cử", "phương án bảo vệ")]
    [InlineData("chủ tịch phường tiếp dân từ mấy giờ", "07 giờ 30")]
    [InlineData("may tinh cua xa co duoc cam usb la khong", "USB lạ")]
    public void Answer_OtherWaysOfSayingIt_ShowsWhatIsAsked(string question, string shown)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.Answer, answer.Reason);
        answer.Citations[0].Quote.Should().Contain(shown);
    }

    [Theory]
    [InlineData("buôn M'Lăng thu gom được mấy tấn rác")]
    [InlineData("tỷ lệ hộ thu gom rác ở thôn Thượng là bao nhiêu")]
    [InlineData("thôn Đồng Tâm có bao nhiêu hộ cận nghèo")]
    [InlineData("Ban quản lý chợ đóng ở đâu")]
    [InlineData("kho bạc làm gì trong chuyển đổi số")]
    [InlineData("xa ba dong co bao nhieu ho ngheo")]
    [InlineData("làm giấy khai sinh cần gì")]
    public void Answer_AnotherVillageBodyOrPaper_IsRefused(string question) => Ask(question).Route.Should().NotBe(AnswerRoute.Answer);

    [Theory]
    [InlineData("còn thôn Suối Mơ?", "Thôn Đồng Tâm có bao nhiêu hộ nghèo?", "23 hộ")]
    [InlineData("thế còn nhà tiêu hợp vệ sinh?", "Bao nhiêu hộ xã Suối Đá dùng nước hợp vệ sinh?", "1.690")]
    public void Answer_TheSameOfAnother_IsThatOfTheOther(string question, string before, string shown) => Ask(question, before).Citations[0].Quote.Should().Contain(shown);

    [Theory]
    [InlineData("bầu cử mà mất điện thì ai lo", AnswerRoute.Answer)]
    [InlineData("nhà tôi mất điện cả ngày", AnswerRoute.Petition)]
    public void Answer_Trouble_IsTakenUnlessTheDocumentsAreAsked(string question, AnswerRoute route) => Ask(question).Route.Should().Be(route);

    private static Answer Ask(string question, params string[] before) => Answerer.Answer(new Question(question, before), Documents.Value, Scorer.Today);
}
