using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>Sections by name, facts of a document as a whole, what is only cited, what is asked back.</summary>
public sealed class AskedOfDocumentsTests
{
    private static Answer Ask(string question, params string[] history) => Answerer.Answer(new Question(question, history), Fixtures.Corpus, Fixtures.Today);

    [Theory]
    [InlineData("mục 2.2 công văn 45-CV/ĐU nói gì", "2.2", "Phân công đảng viên kèm từng nhóm hộ")]
    [InlineData("muc 2.1 cv 45-CV/DU yeu cau gi", "2.1", "Chuẩn bị 2.500 cây giống")]
    [InlineData("mục 2.2 của công văn 45-CV/ĐU", "2.2", "Nêu gương hộ trồng giỏi")]
    public void Answer_SectionOfADocument_IsWhatStandsInIt(string question, string section, string words)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.Answer, "because of {0}", answer.Reason);
        answer.Citations.Should().OnlyContain(c => c.Document == "thu-45.txt" && c.Section == section);
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain(words);
    }

    [Fact]
    public void Answer_SectionThatIsNotThere_IsSaidNotToBe()
    {
        var answer = Ask("mục 7.4 công văn 45-CV/ĐU nói gì");
        answer.Route.Should().Be(AnswerRoute.Abstain);
        answer.Reason.Should().Be("no-section");
    }

    [Theory]
    [InlineData("còn cái đó thì sao", "which-topic")]
    [InlineData("hạn của đơn vị mình là ngày mấy vậy", "which-unit")]
    public void Answer_NothingToGoBy_IsAskedBackWithoutAnAnswer(string question, string reason)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.AskBack);
        answer.Reason.Should().Be(reason);
        answer.Citations.Should().BeEmpty();
        AskJson.RouteName(answer.Route).Should().Be("ask-back");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().EndWith(".");
    }

    [Theory]
    [InlineData("công văn về trồng cây đánh số bao nhiêu", "đầu trang", "45-CV/ĐU")]
    [InlineData("công văn trồng cây của đảng ủy xã được ký ngày nào", "đầu trang", "05 tháng 02 năm 2024")]
    [InlineData("công văn 45-CV/ĐU dựa vào văn bản nào", "mở đầu", "12-KH/HU")]
    [InlineData("công văn 45-CV/ĐU có gửi các chi bộ không", "Kính gửi", "Các chi bộ trực thuộc")]
    [InlineData("công văn 05/02/2024 ai ký", "ký", "Trần Thị Lựu")]
    public void Answer_FactOfADocument_IsQuotedFromWhereItStands(string question, string section, string words)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.Answer, "because of {0}", answer.Reason);
        answer.Citations[0].Section.Should().Be(section);
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain(words);
    }

    [Theory]
    [InlineData("kế hoạch 12-KH/HU phát mấy giống cây cho mỗi thôn")]
    [InlineData("kế hoạch 12-KH/HU quy định mức phạt chặt cây thế nào")]
    public void Answer_ContentOfWhatIsOnlyCited_IsRefused(string question)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.Abstain);
        answer.Reason.Should().Be("referenced-only");
    }

    [Fact]
    public void Answer_LetterThatTellsAStoryFirst_IsAnsweredByWhatItAsks()
    {
        var answer = Ask("Kính thưa quý cơ quan, tôi có đứa cháu mới ra trường về quê làm rẫy với ông bà ngoại, nghe nói năm ni đông vui lắm, xin hỏi ủy ban nhân dân xã phải giữ vườn ươm ra sao ạ?");
        answer.Route.Should().Be(AnswerRoute.Answer, "because of {0}", answer.Reason);
        answer.Citations[0].Section.Should().Be("2.1");
    }

    [Fact]
    public void Answer_ShortQuestionOfItsOwn_IsNotForcedIntoTheYearBefore()
    {
        var later = Fixtures.Read("thu-90.txt", Fixtures.Letter.Replace("45-CV/ĐU", "90-CV/ĐU").Replace("2024", "2025").Replace("Giữ vườn ươm sạch sâu bệnh", "Lắp camera ở ba ngã tư trước tháng Sáu"));
        var corpus = Corpus.Build([.. Fixtures.Corpus.Directives, later]);
        var answer = Answerer.Answer(new Question("lắp camera ở mấy ngã tư", ["Năm 2024 các chi bộ phải làm gì?"]), corpus, Fixtures.Today);
        answer.Route.Should().Be(AnswerRoute.Answer, "because of {0}", answer.Reason);
        answer.Citations[0].Document.Should().Be("thu-90.txt");
        answer.Carried.Should().BeNull();
    }

    [Fact]
    public void Compose_QuotationLongerThanAMessage_IsCutBetweenWordsAndKeepsItsSource()
    {
        var sentence = "- Phân công đảng viên kèm từng nhóm hộ " + string.Join(' ', Enumerable.Range(1, 500).Select(i => "việc" + i)) + ".";
        var corpus = Corpus.Build([Fixtures.Read("dai.txt", Fixtures.Letter.Replace("- Phân công đảng viên kèm từng nhóm hộ, ghi sổ số cây sống sau ba tháng.", sentence))]);
        var text = AnswerText.Compose(Answerer.Answer(new Question("Các chi bộ phải làm gì?"), corpus, Fixtures.Today), AnswerTexts.Default);
        text.Length.Should().BeLessThanOrEqualTo(2000);
        text.Should().Contain("…").And.Contain("Nguồn: mục 2.2");
    }

    [Fact]
    public void Answer_ReplacedDocument_ComesBehindWhatReplacesIt()
    {
        var old = Fixtures.Read("cu.txt", Fixtures.Letter.Replace("45-CV/ĐU", "12-CV/ĐU").Replace("ngày 05 tháng 02 năm 2024", "ngày 05 tháng 01 năm 2024").Replace("03 cây bóng mát", "02 cây bóng mát"));
        var corpus = Corpus.Build([old with { Status = DirectiveStatus.Replaced, ReplacedBy = "45-CV/ĐU" }, Fixtures.Read("moi.txt", Fixtures.Letter)]);
        Answerer.Answer(new Question("mỗi hộ trồng ít nhất mấy cây bóng mát"), corpus, Fixtures.Today).Citations[0].Document.Should().Be("moi.txt");
    }
}
