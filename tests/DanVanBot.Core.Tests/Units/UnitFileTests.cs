using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Core.Tests.Units;

public sealed class UnitFileTests
{
    private const string Csv = "\uFEFFid;name;kind;parent;aliases;from;to;area\r\np;Phường Một;ward;;;;;\r\nt5;\"Tổ dân phố 5; \"\"mới\"\"\";neighbourhood;p;TDP 5|tổ 5;2025-07-01;;\r\n\r\nc5;Chi bộ 5;party-cell;p;;1/7/2025;;t5\r\n";

    [Fact]
    public void Parse_CsvFromASpreadsheet_IsRead()
    {
        var (units, errors) = UnitFile.Parse("don-vi.csv", Csv);
        errors.Should().BeEmpty();
        units.Should().HaveCount(3);
        units[1].Should().Be(new Unit("t5", "Tổ dân phố 5; \"mới\"", "neighbourhood", "p", ["TDP 5", "tổ 5"], new DateOnly(2025, 7, 1), null));
        units[2].Area.Should().Be("t5");
    }

    [Fact]
    public void Parse_Yaml_IsRead()
    {
        var (units, errors) = UnitFile.Parse("u.yaml", "units:\n  - {name: Phường Một, kind: ward}\n  - {id: c1, name: Chi bộ 1, kind: party-cell, parent: phuong-mot, aliases: [CB1]}\n");
        errors.Should().BeEmpty();
        units.Select(u => u.Id).Should().Equal("phuong-mot", "c1");
    }

    [Theory]
    [InlineData("u.csv", "", "u.csv:1: the heading row is missing")]
    [InlineData("u.csv", "name,kind\n", "u.csv:1: no unit at all")]
    [InlineData("u.csv", "name,kind,màu\n", "u.csv:1: the column 'màu' is not known*")]
    [InlineData("u.csv", "id,kind\n", "u.csv:1: the column 'name' is missing")]
    [InlineData("u.csv", "id,name,kind\na,A,ward\nb,B\n", "u.csv:3: 2 cells, but 3 headings")]
    [InlineData("u.csv", "id,name,kind\na,A,phường\n", "u.csv:2: the kind 'phường' is not known*")]
    [InlineData("u.csv", "id,name,kind\na,A,ward\na,B,ward\n", "u.csv:3: the id 'a' is there twice")]
    [InlineData("u.csv", "id,name,kind,parent\na,A,ward,x\n", "u.csv:2: there is no unit 'x'*")]
    [InlineData("u.csv", "id,name,kind,parent\na,A,ward,b\nb,B,ward,a\n", "u.csv:2: 'a' is above itself")]
    [InlineData("u.csv", "id,name,kind,from\na,A,ward,hôm nay\n", "u.csv:2: 'from' is a day*")]
    [InlineData("u.csv", "id,name,kind\nA B,A,ward\n", "u.csv:2: 'A B' is no id*")]
    [InlineData("u.csv", "id,name,kind,area\na,A,ward,\nb,B,party-cell,a\n", "u.csv:3: the area of 'b' is no neighbourhood*")]
    [InlineData("u.yaml", "units:\n  - {name: A, kind: ward, colour: red}\n", "u.yaml:2: 'colour' is not known here*")]
    [InlineData("u.yaml", "units: [\n", "u.yaml:*: not YAML*")]
    [InlineData("u.xlsx", "x", "u.xlsx:1: units come as .csv or .yaml*")]
    public void Parse_BrokenFile_SaysWhereAndWhat(string name, string text, string error)
    {
        var (_, errors) = UnitFile.Parse(name, text);
        errors.Select(e => e.ToString()).Should().ContainMatch(error);
    }

    [Fact]
    public async Task Apply_Twice_ChangesNothingTheSecondTime()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.SampleAsync();
        var (units, _) = UnitFile.Parse("u.csv", Csv);
        var now = desk.Clock.GetUtcNow();
        var first = await desk.CommandAsync(view => UnitImport.Apply(view, units, now));
        (first.Added, first.Changed, first.Unchanged, first.SampleEnded).Should().Be((3, 0, 0, true));
        first.SamplesRemoved.Should().Be(desk.Data.SampleUnits.Count);
        var second = await desk.CommandAsync(view =>
        {
            var result = UnitImport.Apply(view, units, now);
            view.Writes.Should().BeEmpty();
            return result;
        });
        (second.Added, second.Changed, second.Unchanged, second.SampleEnded).Should().Be((0, 0, 3, false));
        var third = await desk.CommandAsync(view => UnitImport.Apply(view, [units[0] with { Name = "Phường Mới" }], now));
        (third.Changed, third.NotInFile.Count).Should().Be((1, 2));
        UnitBook.List(desk.View()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Find_AnyNameOrSpelling_IsTheUnit()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.SampleAsync();
        foreach (var text in new[] { "cb-tdp-5", "Chi bộ Tổ dân phố 5", "CHI BO TO DAN PHO 5", "chi bộ 5" })
            UnitBook.Find(desk.View(), text).Should().ContainSingle(text).Which.Id.Should().Be("cb-tdp-5");
        UnitBook.Find(desk.View(), "chi bộ 55").Should().BeEmpty();
        UnitBook.NeighbourhoodOf(desk.View(), "gần chợ, TDP 5", new DateOnly(2026, 6, 1)).Should().Be("tdp-5");
        UnitBook.NeighbourhoodOf(desk.View(), "giữa TDP 4 và TDP 5", new DateOnly(2026, 6, 1)).Should().BeNull();
    }
}
