using CsCheck;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Answering;

public sealed class AnswererTests
{
    private static Answer Ask(string question, params string[] history) => Answerer.Answer(new Question(question, history), Fixtures.Corpus, Fixtures.Today);

    [Theory]
    [InlineData("Các chi bộ phải làm gì?", "thu-45.txt", "2.2", "Phân công đảng viên kèm từng nhóm hộ")]
    [InlineData("cac chi bo phai lam gi", "thu-45.txt", "2.2", "Phân công đảng viên kèm từng nhóm hộ")]
    [InlineData("ubnd xã lm j z", "thu-45.txt", "2.1", "Chuẩn bị 2.500 cây giống")]
    [InlineData("Ai ký công văn trồng cây?", "thu-45.txt", "ký", "Trần Thị Lựu")]
    [InlineData("công văn 45-CV/ĐU gửi cho ai", "thu-45.txt", "Kính gửi", "Các chi bộ trực thuộc")]
    [InlineData("nơi nhận của công văn ngày 05/02/2024", "thu-45.txt", "Nơi nhận", "Ban Thường vụ Huyện ủy")]
    [InlineData("cv 45-CV/ĐU nói về vấn đề gì", "thu-45.txt", "đầu trang", "phong trào trồng cây")]
    [InlineData("Báo cáo trồng cây cho ai, gửi qua đâu?", "thu-45.txt", "kết", "qua Văn phòng Đảng ủy")]
    [InlineData("hạn nộp báo cáo là ngày nào", "thu-45.txt", "kết", "30/6/2024")]
    [InlineData("kế hoạch 12-KH/HU ban hành ngày nào", "thu-45.txt", "mở đầu", "Kế hoạch số 12-KH/HU ngày 15/01/2024")]
    [InlineData("chỉ thị 17 của thủ tướng ngày mấy", "bao-cao.txt", "B.I.1", "Chỉ thị số 17/CT-TTg ngày 10/01/2024")]
    [InlineData("toàn xã trồng mới bao nhiêu cây", "bao-cao.txt", "B.I.1", "6.200 cây")]
    [InlineData("tỷ lệ trồng mới đạt mấy phần trăm", "bao-cao.txt", "B.I.1", "77,5%")]
    [InlineData("xa hoa mai co bao nhieu thon", "bao-cao.txt", "A", "09 thôn")]
    [InlineData("báo cáo nêu những hạn chế gì", "bao-cao.txt", "B.II.1", "Hai thôn ven sông trồng muộn")]
    [InlineData("nguyên nhân là gì", "bao-cao.txt", "B.II.2", "Cây giống về chậm")]
    public void Answer_WhatTheDocumentsSay_IsQuotedFromTheSmallestSection(string question, string document, string section, string words)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(AnswerRoute.Answer, "because of {0}", answer.Reason);
        answer.Citations[0].Document.Should().Be(document);
        answer.Citations[0].Section.Should().Be(section);
        AnswerText.Compose(answer, AnswerTexts.Default).Should().Contain(words).And.Contain("Nguồn: ");
    }

    [Theory]
    [InlineData("công văn 46-CV/ĐU nói gì", AnswerRoute.Abstain, "unknown-number")]
    [InlineData("Điều 3 của Kế hoạch 12-KH/HU quy định gì", AnswerRoute.Abstain, "referenced-only")]
    [InlineData("Đà Nẵng trồng bao nhiêu cây", AnswerRoute.Abstain, "other-place")]
    [InlineData("thanh pho da nang trong bao nhieu cay", AnswerRoute.Abstain, "other-place")]
    [InlineData("năm 2019 trồng bao nhiêu cây", AnswerRoute.Abstain, "other-year")]
    [InlineData("cả năm 2024 trồng mới bao nhiêu cây", AnswerRoute.Abstain, "other-period")]
    [InlineData("toàn xã có bao nhiêu con trâu", AnswerRoute.Abstain, null)]
    [InlineData("Chủ tịch huyện Thanh Bình hiện nay là ai", AnswerRoute.Abstain, null)]
    [InlineData("thời tiết ngày mai thế nào", AnswerRoute.Abstain, "out-of-domain")]
    [InlineData("Tôi muốn tố cáo ông Tư cán bộ xã", AnswerRoute.Denunciation, "denunciation")]
    [InlineData("toi muon to cao ong tu can bo xa", AnswerRoute.Denunciation, "denunciation")]
    [InlineData("ai đã tố cáo chủ tịch xã", AnswerRoute.Denunciation, "denunciation")]
    [InlineData("cho xin sđt bà Lựu", AnswerRoute.PersonalData, "personal-data")]
    [InlineData("so dien thoai cua ba luu", AnswerRoute.PersonalData, "personal-data")]
    [InlineData("đèn đường trước nhà tôi hư cả tuần rồi", AnswerRoute.Petition, "petition")]
    [InlineData("   ", AnswerRoute.Help, "empty")]
    [InlineData("👍👍", AnswerRoute.Help, "empty")]
    public void Answer_WhatMustNotBeAnswered_HasNoCitation(string question, AnswerRoute route, string? reason)
    {
        var answer = Ask(question);
        answer.Route.Should().Be(route);
        answer.Citations.Should().BeEmpty();
        if (reason is not null) answer.Reason.Should().Be(reason);
        AnswerText.Compose(answer, AnswerTexts.Default).Should().NotBeNullOrWhiteSpace().And.NotContain("{");
    }

    [Fact]
    public void Answer_LeaningQuestion_KeepsTheDocumentAndChangesTheUnit()
    {
        var answer = Ask("còn UBND xã thì sao?", "Theo công văn 45-CV/ĐU các chi bộ phải làm gì?");
        answer.Citations[0].Section.Should().Be("2.1");
        answer.Carried!.Document.Should().Be("thu-45.txt");
        AnswerText.Compose(answer, AnswerTexts.Default).Should().StartWith("(Tiếp câu trước");
    }

    [Fact]
    public void Answer_LeaningQuestionForAnotherYear_IsNotAnsweredFromThisOne() =>
        Ask("thế của năm 2025 thì bao nhiêu?", "Toàn xã trồng mới bao nhiêu cây?").Route.Should().Be(AnswerRoute.Abstain);

    [Fact]
    public void Answer_TelexLeftOver_IsUndone() =>
        Ask("cacs chi booj phair lamf gif").Citations[0].Section.Should().Be("2.2");

    [Fact]
    public void Answer_TypingErrors_AreRepairedAndSaid()
    {
        var answer = Ask("vuon uom phai giu sach sauu benhh");
        answer.Citations[0].Section.Should().Be("2.1");
    }

    [Theory]
    [InlineData(2024, false)]
    [InlineData(2026, true)]
    public void Answer_AskedWhetherStillInForce_WarnsWhenTheYearIsOver(int year, bool warned)
    {
        var answer = Answerer.Answer(new Question("công văn 45-CV/ĐU còn áp dụng không"), Fixtures.Corpus, new DateOnly(year, 6, 1));
        answer.Route.Should().Be(AnswerRoute.Answer);
        answer.Warnings.Select(w => w.Code).Contains("year-over").Should().Be(warned);
    }

    [Fact]
    public void Answer_DistrictDocument_WarnsOnlyAfterTheLevelEnded()
    {
        var district = Fixtures.Read("h.txt", Fixtures.Letter.Replace("ĐẢNG ỦY XÃ HOA MAI", "BAN THƯỜNG VỤ HUYỆN ỦY").Replace("CV/ĐU", "CV/HU"));
        var corpus = Corpus.Build([district]);
        Answerer.Answer(new Question("các chi bộ phải làm gì"), corpus, new DateOnly(2025, 6, 30)).Warnings.Should().BeEmpty();
        Answerer.Answer(new Question("các chi bộ phải làm gì"), corpus, new DateOnly(2025, 7, 1)).Warnings.Select(w => w.Code).Should().Contain("level-ended");
    }

    [Fact]
    public void Answer_TwoDocumentsOfOneNumber_ShowsBoth()
    {
        var a = Fixtures.Read("a.txt", Fixtures.Letter.Replace("12-KH/HU ngày 15/01/2024", "12-KH/HU ngày 16/01/2023"));
        var b = Fixtures.Read("b.txt", Fixtures.Report.Replace("17/CT-\n\n        TTg ngày 10/01/2024", "12-KH/HU ngày 15/01/2024").Replace("Số 45-CV/ĐU", string.Empty));
        var corpus = Corpus.Build([a, Fixtures.Read("c.txt", Fixtures.Letter.Replace("45-CV/ĐU", "46-CV/ĐU"))]);
        b.Should().NotBeNull();
        var answer = Answerer.Answer(new Question("kế hoạch 12-KH/HU là gì"), corpus, Fixtures.Today);
        answer.Shown.Should().Be(2);
        answer.Citations.Take(2).Select(c => c.Document).Should().BeEquivalentTo("a.txt", "c.txt");
    }

    [Fact]
    public void Answer_AnyText_EveryQuoteIsInItsBlockAndTheTextIsShort()
    {
        var words = (Fixtures.Letter + " " + Fixtures.Report + " bao nhiêu ai khi nào gì không năm 2024 phải làm gì ở đâu").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Gen.Int[0, words.Length - 1].Array[0, 25].Sample(picks => Check(string.Join(' ', picks.Select(i => words[i]))), iter: 400);
        Gen.String.Sample(Check, iter: 300);
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Answer_Nonsense_NeverThrowsAndNeverQuotesWrongly(string text)
    {
        Check(text).Should().BeTrue();
        Answerer.Answer(new Question("còn thì sao", [text, text, text, text, text, text, text]), Fixtures.Corpus, Fixtures.Today).Should().NotBeNull();
    }

    public static TheoryData<string> Nonsense() => new()
    {
        new string('a', 10_000),
        string.Concat(Enumerable.Repeat("chi bộ phải làm gì ", 600)),
        string.Concat(Enumerable.Repeat("👍🏽🇻🇳", 500)),
        "\u0000\u0001\u0002\u001B[31m",
        "\u202Egnoud gnod",
        "{quote} {0} %s $(rm) '; DROP TABLE",
        new string('\u0301', 500),
        "1/1/1/1/1/1/1-/-/-",
        "999999999999999999999999-CV/ĐU",
    };

    [Fact]
    public void Answer_EmptyCorpus_SaysSo()
    {
        var answer = Answerer.Answer(new Question("chi bộ phải làm gì"), Corpus.Empty, Fixtures.Today);
        answer.Route.Should().Be(AnswerRoute.Abstain);
        answer.Reason.Should().Be("no-documents");
    }

    [Fact]
    public void Answer_SameQuestionTwice_IsTheSame()
    {
        var question = new Question("ubnd xa lam gi");
        AskJson.WriteAnswer("1", Answerer.Answer(question, Fixtures.Corpus, Fixtures.Today), AnswerTexts.Default, 0)
            .Should().Be(AskJson.WriteAnswer("1", Answerer.Answer(question, Corpus.Build(Fixtures.Corpus.Directives), Fixtures.Today), AnswerTexts.Default, 0));
    }

    private static bool Check(string question)
    {
        var answer = Ask(question);
        foreach (var citation in answer.Citations)
        {
            var block = citation.Directive.Blocks.Single(b => b.Id == citation.BlockId);
            if (block.Text.Substring(citation.Offset, citation.Length) != citation.Quote || citation.Section != block.SectionId || citation.Quote.Length == 0) return false;
        }

        if ((answer.Route == AnswerRoute.Answer) != (answer.Citations.Count > 0)) return false;
        var text = AnswerText.Compose(answer, AnswerTexts.Default);
        return text.Length is > 0 and <= 2000 && VietnameseText.Clean(text).Length > 0;
    }
}
