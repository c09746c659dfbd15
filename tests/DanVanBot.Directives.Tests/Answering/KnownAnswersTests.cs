using DanVanBot.Directives.Answering;

namespace DanVanBot.Directives.Tests.Answering;

/// <summary>Kept answers are found by the same question in other words, and by nothing else.</summary>
public sealed class KnownAnswersTests
{
    private static readonly KnownAnswers Kept = new(
    [
        new("a", "Chi bộ nộp báo cáo dân vận theo mẫu số mấy của tỉnh?", "Mẫu 02.", null, new DateOnly(2026, 6, 1)),
        new("b", "Họp tổ dân phố 5 vào ngày nào?", "Thứ Sáu.", "thông báo của tổ", new DateOnly(2026, 6, 2)),
        new("c", "Họp tổ dân phố 6 vào ngày nào?", "Thứ Bảy.", null, new DateOnly(2026, 6, 3)),
    ]);

    [Theory]
    [InlineData("chi bo nop bao cao dan van theo mau so may cua tinh vay a", "a")]
    [InlineData("mẫu báo cáo dân vận của tỉnh mà chi bộ nộp là mẫu nào", "a")]
    [InlineData("ngày nào họp tổ dân phố 5", "b")]
    [InlineData("ngày nào họp tổ dân phố 6", "c")]
    public void Find_TheSameInOtherWords_IsFound(string question, string id) => Kept.Find(question)!.Value.Answer.Id.Should().Be(id);

    [Theory]
    [InlineData("họp tổ dân phố 7 vào ngày nào")]
    [InlineData("họp tổ dân phố vào ngày nào")]
    [InlineData("chi bộ nộp đảng phí theo mẫu nào")]
    [InlineData("báo cáo dân vận của xã gửi cho ai")]
    [InlineData("mẫu")]
    [InlineData("")]
    [InlineData("y y y y y y y")]
    public void Find_SomethingElse_IsNotFound(string question) => Kept.Find(question).Should().BeNull();

    [Fact]
    public void Find_NothingKept_FindsNothing() => KnownAnswers.Empty.Find("họp tổ dân phố 5 vào ngày nào").Should().BeNull();

    [Fact]
    public void Find_TwoAlike_TheLaterDayWins()
    {
        var kept = new KnownAnswers(
        [
            new("alt", "Họp tổ dân phố 5 vào ngày nào?", "Thứ Sáu.", null, new DateOnly(2026, 6, 2)),
            new("neu", "Họp tổ dân phố 5 vào ngày nào?", "Chủ nhật.", null, new DateOnly(2026, 7, 2)),
        ]);

        kept.Find("họp tổ dân phố 5 ngày nào")!.Value.Answer.Id.Should().Be("neu");
    }
}
