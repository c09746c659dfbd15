using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Tests.Offices;

public sealed class OfficeDataLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("danvan-office-").FullName;

    public OfficeDataLoaderTests() => OfficeDataLoader.CopyMissing(Repo.Office, _folder).Should().BeEquivalentTo(OfficeDataLoader.Files);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_ShippedFiles_HasEverything()
    {
        var data = OfficeCalendarTests.Load();
        data.Fields.Should().HaveCountGreaterThan(4).And.OnlyContain(f => f.Label.Length <= 20);
        data.Duties.Should().Contain(d => d.IsSample).And.Contain(d => !d.IsSample);
        data.SampleUnits.Should().OnlyContain(u => u.IsSample);
        data.Laws.On("petition-answer", new DateOnly(2026, 6, 1))!.Days.Should().Be(10);
        data.Laws.On("petition-answer", new DateOnly(2010, 6, 1)).Should().BeNull();
        data.Calendar.Days.Should().NotContain(d => d.From == new DateOnly(2026, 11, 24), "it is switched off");
    }

    [Fact]
    public void CopyMissing_FileTheOfficeChanged_StaysAsItIs()
    {
        File.WriteAllText(Path.Combine(_folder, "limits.yaml"), "mine");
        File.Delete(Path.Combine(_folder, "laws.yaml"));
        OfficeDataLoader.CopyMissing(Repo.Office, _folder).Should().Equal("laws.yaml");
        File.ReadAllText(Path.Combine(_folder, "limits.yaml")).Should().Be("mine");
    }

    [Theory]
    [InlineData("limits.yaml", "petitions-per-day: 5", "petitions-per-day: many", "limits.yaml:3: 'petitions-per-day' is a whole number from 1 to 1000, not 'many'")]
    [InlineData("limits.yaml", "petitions-per-day: 5", "petition-per-day: 5", "limits.yaml:*: 'petitions-per-day' is missing")]
    [InlineData("limits.yaml", "petitions-per-day: 5", "petition-per-day: 5", "limits.yaml:3: 'petition-per-day' is not known here*")]
    [InlineData("fields.yaml", "label: Việc khác", "label: Việc khác không thuộc các mục trên", "fields.yaml:*longer than the 20 characters*")]
    [InlineData("fields.yaml", "id: khac", "id: ha-tang", "fields.yaml:*: 'ha-tang' is there twice")]
    [InlineData("fields.yaml", "id: khac", "id: Khác", "fields.yaml:*: 'Khác' is no id*")]
    [InlineData("calendar.yaml", "from: 2026-04-27", "from: 27/4/2026", "calendar.yaml:*: 'from' is a day like 2026-09-02, not '27/4/2026'")]
    [InlineData("calendar.yaml", "to: 2026-02-20", "to: 2027-02-20", "calendar.yaml:*more than 60 days*")]
    [InlineData("calendar.yaml", "day-ends: \"17:00\"", "day-ends: 5pm", "calendar.yaml:*: 'day-ends' is a time of day like 17:00, not '5pm'")]
    [InlineData("laws.yaml", "id: petition-seen", "id: petition-look", "laws.yaml:*: the line 'petition-seen' is missing")]
    [InlineData("laws.yaml", "unit: working-days", "unit: weeks", "laws.yaml:*: 'weeks' is not known; known are: working-days, days")]
    [InlineData("laws.yaml", "id: petition-seen", "id: petition-answer", "laws.yaml:*: two lines of 'petition-answer' are in force at once")]
    [InlineData("permissions.yaml", "action: case-view, officer: office", "action: case-view, officer: all", "permissions.yaml:*: 'all' is not known*")]
    [InlineData("permissions.yaml", "  - { action: case-take, officer: office }\n", "", "permissions.yaml:*: nobody may do 'case-take'")]
    [InlineData("permissions.yaml", "action: case-view, officer: office", "action: case-view, boss: office", "permissions.yaml:*: 'boss' is not known here*")]
    [InlineData("duties.yaml", "form: dan-van", "form: khac", "duties.yaml:*: forms.yaml has no form 'khac'")]
    [InlineData("duties.yaml", "ladder: [14, 7,", "ladder: [7, 14,", "duties.yaml:*: the ladder goes down*")]
    [InlineData("duties.yaml", "period: H1", "period: Q1", "duties.yaml:*: 'Q1' is no period of 'half-year'; known are: H1, H2, Y")]
    [InlineData("duties.yaml", "    sample: true", "    sample: false", "duties.yaml:*: a duty that recurs once needs its day*")]
    [InlineData("forms.yaml", "type: number", "type: int", "forms.yaml:*: 'int' is not known; known are: text, number, file")]
    [InlineData("words.yaml", "  answered: đã trả lời\n", "", "words.yaml:*: 'answered' is missing")]
    [InlineData("words.yaml", "left: còn {span}", "left: còn {n} ngày", "words.yaml:*: 'left' needs the place {span}")]
    [InlineData("words.yaml", "thứ Sáu, thứ Bảy]", "thứ Sáu]", "words.yaml:*: 'weekdays' are seven, Sunday first")]
    [InlineData("units.sample.yaml", "kind: ward", "kind: phường", "units.sample.yaml:*: 'phường' is not known*")]
    [InlineData("consent.yaml", "version: v1", "version: [", "consent.yaml:*: not YAML*")]
    public void Load_BrokenFile_SaysFileLineAndWhat(string file, string good, string bad, string error)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        text.Should().Contain(good);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + bad + text[(at + good.Length)..]);
        var (data, errors) = OfficeDataLoader.Load(_folder, Desk.Profile, TimeZones.Vietnam, "21:00-06:30");
        data.Should().BeNull();
        errors.Select(e => e.ToString()).Should().ContainMatch(error);
    }

    [Fact]
    public void Load_SeveralMistakes_NamesThemAll()
    {
        foreach (var file in OfficeDataLoader.Files)
            File.WriteAllText(Path.Combine(_folder, file), "nothing: here\n");
        var (_, errors) = OfficeDataLoader.Load(_folder, Desk.Profile, TimeZones.Vietnam, "21:00-06:30");
        errors.Select(e => e.File).Distinct().Should().BeEquivalentTo(OfficeDataLoader.Files);
    }

    [Fact]
    public void Load_MissingFile_IsNamed()
    {
        File.Delete(Path.Combine(_folder, "forms.yaml"));
        var (_, errors) = OfficeDataLoader.Load(_folder, Desk.Profile, TimeZones.Vietnam, "21:00-06:30");
        errors.Select(e => e.ToString()).Should().Contain("forms.yaml:1: this file is missing");
    }

    [Theory]
    [InlineData("DP", "Asia/Ho_Chi_Minh", "nửa đêm", "*QuietHours*'nửa đêm'")]
    [InlineData("DP", "Sao/Hoa", "21:00-06:30", "*TimeZone 'Sao/Hoa'*")]
    [InlineData("Đ1", "Asia/Ho_Chi_Minh", "21:00-06:30", "*Office:Code*'Đ1'")]
    [InlineData("BC", "Asia/Ho_Chi_Minh", "21:00-06:30", "*kept for reports*")]
    public void Load_SettingsThatMakeNoSense_AreNamed(string code, string zone, string quiet, string error)
    {
        var (data, errors) = OfficeDataLoader.Load(_folder, Desk.Profile with { Code = code }, zone, quiet);
        data.Should().BeNull();
        errors.Select(e => e.ToString()).Should().ContainMatch(error);
    }
}
