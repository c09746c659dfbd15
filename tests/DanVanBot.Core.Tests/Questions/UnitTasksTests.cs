using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Units;
using DanVanBot.Directives;
using DanVanBot.Directives.Reading;

namespace DanVanBot.Core.Tests.Questions;

/// <summary>"Việc của tôi": whose task is whose, and in which order. The document is made up.</summary>
public sealed class UnitTasksTests
{
    private static readonly Organisation Names = new(
        [new AddressedKind(Unit.PartyCell, ["chi bộ"], ["trực thuộc thị ủy"]), new AddressedKind(Unit.Ward, ["ủy ban nhân dân phường"], [])], ["các cấp ủy"]);

    private static readonly Unit Cell = new("cb-5", "Chi bộ Tổ dân phố 5", Unit.PartyCell, null, ["chi bộ 5"], null, null);
    private static readonly Unit Ward = new("phuong", "Phường Sao Mai", Unit.Ward, null, [], null, null);

    [Theory]
    [InlineData("Các chi bộ trực thuộc", Addressing.ByKind)]
    [InlineData("Chi bộ Tổ dân phố 5", Addressing.ByName)]
    [InlineData("chi bo to dan pho 5", Addressing.ByName)]
    [InlineData("các cấp ủy, tổ chức đảng", Addressing.ForAll)]
    [InlineData("Các chi bộ trực thuộc Thị ủy", Addressing.None)]
    [InlineData("Ủy ban nhân dân phường", Addressing.None)]
    [InlineData("Chi bộ Tổ dân phố 6", Addressing.None)]
    [InlineData("các chi bộ 4, 5, 6", Addressing.ByKind)]
    public void Of_AddressedInOneWay_IsMeantSo(string addressed, Addressing meant) => Names.Of([addressed], Cell.Kind, Cell.Names).Should().Be(meant);

    [Fact]
    public void Of_ADocument_PutsThePartHeadedByTheUnitFirstAndOtherUnitsTasksNowhere()
    {
        var directive = Read("77-CV/ĐU", 2026);

        var tasks = UnitTasks.Of([directive], Names, [Cell]);

        tasks[0].Task.SectionId.Should().Be("2.2");
        tasks.Should().NotContain(t => t.Task.SectionId == "2.1");
        UnitTasks.Of([directive], Names, [Ward])[0].Task.SectionId.Should().Be("2.1");
    }

    [Fact]
    public void Of_SeveralYears_PutsTheNewestFirstAndWhatIsOverLast()
    {
        var old = Read("11-CV/ĐU", 2025);
        var latest = Read("77-CV/ĐU", 2026);

        UnitTasks.Of([old, latest], Names, [Cell])[0].Directive.Should().BeSameAs(latest);
        UnitTasks.Of([old, latest with { Status = DirectiveStatus.Over }], Names, [Cell])[0].Directive.Should().BeSameAs(old);
    }

    private static Directives.Directive Read(string number, int year) => DirectiveReader.Read($"{year}.txt", $"""
        ĐẢNG ỦY PHƯỜNG SAO MAI
        Số {number}
        Sao Mai, ngày 05 tháng 3 năm {year}
        V/v chăm sóc cây xanh năm {year}

        Kính gửi: Các chi bộ trực thuộc.

        1. Nhiệm vụ chung
        Các chi bộ, Ủy ban nhân dân phường, Mặt trận Tổ quốc phường tuyên truyền về cây xanh.
        2. Nhiệm vụ cụ thể
        2.1. Ủy ban nhân dân phường
        - Bố trí kinh phí trồng cây xanh trên các tuyến đường.
        2.2. Các chi bộ trực thuộc
        - Phân công đảng viên tưới cây xanh vào sáng thứ Bảy hằng tuần.

        T/M BAN THƯỜNG VỤ
        BÍ THƯ
        Trần Thị Mẫu
        """).Directive!;
}
