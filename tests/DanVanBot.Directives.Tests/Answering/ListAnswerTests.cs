using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Tests.Scoring;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>A question for a list is answered with the list, and one for a thing with the thing.</summary>
public sealed class ListAnswerTests
{
    private const string Letter = """
        ĐẢNG ỦY PHƯỜNG SAO MAI
        *
        Số 41-CV/ĐU
        Sao Mai, ngày 05 tháng 3 năm 2026
        V/v tổ chức ngày hội trồng cây năm 2026

        Kính gửi: Các chi bộ trực thuộc.

        1. Nội dung ngày hội trồng cây
        - Hội thi vẽ tranh về trồng cây của học sinh.
        - Giới thiệu giống cây trồng bản địa.
        - Trao giải trồng cây cho các tổ dân phố.

        2. Thời gian
        Ngày hội mở vào sáng ngày 12/4/2026 tại công viên phường.

        Nơi nhận:
        - Như trên,
        - Lưu Văn phòng.
        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """;

    [Fact]
    public void Answer_AskedForAllOfAList_ShowsEveryItem()
    {
        var answer = Ask("các giống cây, hội thi vẽ tranh, trao giải trồng cây những gì");

        answer.Shown.Should().Be(3);
        answer.Citations.Take(3).Select(c => c.Quote).Should().SatisfyRespectively(
            one => one.Should().Contain("vẽ tranh"), two => two.Should().Contain("giống cây"), three => three.Should().Contain("Trao giải"));
    }

    [Fact]
    public void Answer_AskedForOneThing_ShowsThatOne()
    {
        var answer = Ask("ngày hội trồng cây mở vào ngày nào");

        answer.Shown.Should().Be(1);
        answer.Citations[0].Quote.Should().Contain("12/4/2026");
    }

    private static Answer Ask(string question) => Answerer.Answer(new Question(question), Corpus.Build([DirectiveReader.Read("41.txt", Letter).Directive!]), Scorer.Today);
}
