using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Register;

namespace DanVanBot.Directives.Tests.Register;

/// <summary>What an officer states of single tasks and report duties, and what becomes of it when a new text of the document comes. The documents are made up.</summary>
public sealed class PartCorrectionsTests
{
    private const string Water = "Phân công đảng viên tưới vườn hoa công cộng vào sáng thứ Bảy.";
    private const string Trim = "Lập danh sách cây cần cắt tỉa trước ngày 20/4/2026.";
    private const string Missed = "Mỗi tuyến đường có một người trông coi.";

    [Fact]
    public void State_UnitsAndDeadline_ChangeTheTaskAndKeepItsText()
    {
        var read = Letter();
        var part = Task(read, Water);

        var stated = PartCorrections.State(PartCorrections.State(read, part, "units", "Chi bộ Tổ dân phố 5; Đoàn phường"), part, "deadline", "");

        var task = stated.Tasks.Single(t => t.Text == Water);
        task.Units.Should().Equal("Chi bộ Tổ dân phố 5", "Đoàn phường");
        task.Deadline.Should().BeNull();
        stated.Stated.Should().ContainSingle().Which.Fields.Should().HaveCount(2);
        PartCorrections.Find(stated, part.Id).Should().Be(part, "buttons shown before the correction still name it");
    }

    [Fact]
    public void Remove_ATaskThatIsNone_LeavesTheTextInTheDocument()
    {
        var read = Letter();

        var without = PartCorrections.Remove(read, Task(read, Water));

        without.Tasks.Should().NotContain(t => t.Text == Water);
        without.Blocks.Should().BeEquivalentTo(read.Blocks);
        PartCorrections.Find(without, Task(read, Water).Id).Should().BeNull();
    }

    [Fact]
    public void Quotes_OfABlockWithSeveralSentences_AreTheWholeAndEach()
    {
        var block = Letter().Blocks.Single(b => b.Text.Contains(Missed));

        var quotes = PartCorrections.Quotes(PartKind.Task, block);

        quotes.Should().HaveCount(3);
        quotes[2].Text.Should().Be(Missed);
        quotes.Should().OnlyContain(q => block.Text.Substring(q.Offset, q.Text.Length) == q.Text, "an answer quotes the document");
    }

    [Fact]
    public void Add_AMissedSentence_IsATaskAtItsPlaceOnce()
    {
        var read = Letter();
        var quote = Quote(read, Missed);

        var added = PartCorrections.Add(read, quote)!;

        added.Tasks.Select(t => t.Text).Should().ContainInOrder(Missed, Trim, Water);
        PartCorrections.Add(added, quote).Should().BeNull();
        PartCorrections.Add(read, quote with { Text = "Không có câu này." }).Should().BeNull();
        PartCorrections.Remove(added, quote).Stated.Should().BeEmpty("what was added and taken away again is nothing");
    }

    [Fact]
    public void Add_BelowATitleThatNamesAUnit_IsThatUnits()
    {
        var read = Letter();
        var without = PartCorrections.Remove(read, Task(read, Water));

        var again = PartCorrections.Add(without, Quote(without, Water))!;

        again.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Các chi bộ trực thuộc");
    }

    [Fact]
    public void State_FieldsOfADuty_AreItsOnly()
    {
        var read = Letter();
        var part = DirectivePart.Of(read.ReportDuties.Single());

        var stated = PartCorrections.State(PartCorrections.State(read, part, "who", "Các chi bộ"), part, "recurrence", "hằng tháng");

        stated.ReportDuties.Single().Should().BeEquivalentTo(read.ReportDuties.Single() with { Who = "Các chi bộ", Recurrence = "hằng tháng" });
        var wrong = () => PartCorrections.State(read, part, "units", "x");
        wrong.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Serialize_ACorrectedDocument_ReadsBackTheSame()
    {
        var read = Letter();
        var stated = PartCorrections.State(PartCorrections.Add(read, Quote(read, Missed))!, Task(read, Water), "units", "Đoàn phường");

        DirectiveJson.Deserialize(DirectiveJson.Serialize(stated)).Should().BeEquivalentTo(stated);
        DirectiveJson.WriteCheck([PartCorrections.State(read, Task(read, Water), "units", string.Join("; ", read.Tasks.Single(t => t.Text == Water).Units))])
            .Should().Be(DirectiveJson.WriteCheck([read]), "what is printed of a document has no corrections");
    }

    [Fact]
    public void Carry_TheSameSentencesElsewhere_TakeEverythingOver()
    {
        var read = Letter();
        var known = PartCorrections.Add(read, Quote(read, Missed))!;
        known = PartCorrections.State(known, Task(read, Water), "units", "Đoàn phường");
        known = PartCorrections.Remove(known, Task(read, Trim));
        var text = Letter("Kính gửi: Các chi bộ trực thuộc, Ủy ban nhân dân phường.\n\nĐây là bản đã sửa lỗi chính tả.");

        var carried = Corrections.Carry(known, text);

        carried.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Đoàn phường");
        carried.Tasks.Should().Contain(t => t.Text == Missed).And.NotContain(t => t.Text == Trim);
        carried.Doubts.Should().BeEquivalentTo(text.Doubts);
        carried.Stated.Should().HaveCount(3, "the next text takes them over as well");
    }

    [Fact]
    public void Carry_ASentenceThatIsGone_IsADoubt()
    {
        var read = Letter();
        var known = PartCorrections.State(read, Task(read, Water), "units", "Đoàn phường");
        var text = Letter(change: t => t.Replace("vào sáng thứ Bảy", "vào chiều Chủ nhật", StringComparison.Ordinal));

        var carried = Corrections.Carry(known, text);

        carried.Doubts.Should().Contain(new Doubt("task-not-carried", Water));
        carried.Tasks.Should().BeEquivalentTo(text.Tasks);
        carried.Stated.Should().BeEmpty();
    }

    [Fact]
    public void Carry_WordsThatStandInAnotherSentenceNow_AreADoubt()
    {
        var read = Letter();
        var known = PartCorrections.Remove(read, Task(read, Water));
        var text = Letter(change: t => t.Replace("- " + Water, "- Không được " + Water, StringComparison.Ordinal));

        Corrections.Carry(known, text).Doubts.Should().Contain(new Doubt("task-not-carried", Water));
    }

    [Fact]
    public void Carry_WhatWasStatedOfTheNewText_CountsMore()
    {
        var read = Letter();
        var known = PartCorrections.State(Corrections.State(read, "signer", "Lê Văn Một")!, Task(read, Water), "units", "Đoàn phường");
        var text = PartCorrections.State(Corrections.State(read, "signer", "Lê Văn Hai")!, Task(read, Water), "units", "Hội Phụ nữ phường");

        var carried = Corrections.Carry(known, text);

        carried.Signer.Should().Be("Lê Văn Hai");
        carried.Tasks.Single(t => t.Text == Water).Units.Should().Equal("Hội Phụ nữ phường");
        carried.Doubts.Should().BeEquivalentTo(text.Doubts);
    }

    [Theory]
    [InlineData("number", "99-CV/ĐU", "99-CV/ĐU")]
    [InlineData("date", "7/3/2026", "2026-03-07")]
    [InlineData("year", "2025", "2025")]
    [InlineData("signer", "Lê Văn Một", "Lê Văn Một")]
    [InlineData("signer-role", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ")]
    [InlineData("period", "6 tháng đầu năm 2026", "6 tháng đầu năm 2026")]
    [InlineData("place", "Sao Mai", "Sao Mai")]
    [InlineData("level", "Province", "province")]
    public void State_AFieldOfTheHead_IsKeptAndConfirmed(string field, string typed, string kept)
    {
        var stated = Corrections.State(Letter(), field, typed)!;

        Corrections.Of(stated, field).Should().Be(kept);
        stated.Confirmed.Should().Equal(field);
        Corrections.Of(DirectiveJson.Deserialize(DirectiveJson.Serialize(stated)), field).Should().Be(kept);
    }

    [Theory]
    [InlineData("date", "45/3/2026")]
    [InlineData("year", "hai nghìn")]
    [InlineData("year", "12")]
    [InlineData("level", "7")]
    [InlineData("level", "Quốc")]
    public void State_AValueOfTheWrongKind_IsNone(string field, string typed) => Corrections.State(Letter(), field, typed).Should().BeNull();

    [Fact]
    public void State_AnEmptyValue_SaysThatThereIsNone()
    {
        var stated = Corrections.State(Letter(), "signer", "")!;

        stated.Signer.Should().BeNull();
        stated.Confirmed.Should().Equal("signer");
    }

    [Fact]
    public void State_WhatADoubtIsAbout_SettlesThatDoubtOnly()
    {
        var doubtful = Letter() with { Doubts = [new Doubt("no-signer", null), new Doubt("no-signer-role", null), new Doubt("differs-from-stated-signer", "x")] };

        Corrections.State(doubtful, "signer", "Lê Văn Một")!.Doubts.Should().Equal(new Doubt("no-signer-role", null));
    }

    [Fact]
    public void Carry_AStatedFieldTheNewTextReadsOtherwise_IsADoubtAndTheTextStands()
    {
        var known = Corrections.State(Letter(), "signer", "Lê Văn Một")!;

        var carried = Corrections.Carry(known, Letter());

        carried.Signer.Should().Be("Trần Thị Mẫu");
        carried.Doubts.Should().Contain(new Doubt("differs-from-stated-signer", "Lê Văn Một"));
    }

    [Fact]
    public void Carry_AConfirmedFieldTheNewTextReadsAlike_StaysConfirmed()
    {
        var known = Corrections.State(Letter(), "signer", "Trần Thị Mẫu")!;

        Corrections.Carry(known, Letter()).Confirmed.Should().Equal("signer");
    }

    private static DirectivePart Task(Directive directive, string text) => DirectivePart.Of(directive.Tasks.Single(t => t.Text == text));

    private static DirectivePart Quote(Directive directive, string text) =>
        directive.Blocks.SelectMany(b => PartCorrections.Quotes(PartKind.Task, b)).First(q => q.Text == text);

    private static Directive Letter(string to = "Kính gửi: Các chi bộ trực thuộc.", Func<string, string>? change = null)
    {
        var text = $"""
            ĐẢNG ỦY PHƯỜNG SAO MAI
            *
            Số 81-CV/ĐU
            Sao Mai, ngày 05 tháng 3 năm 2026
            V/v chăm sóc cây xanh năm 2026

            {to}

            Thực hiện kế hoạch năm 2026, Đảng ủy phường hướng dẫn một số nội dung sau:

            1. Nhiệm vụ chung
            Cây xanh trên địa bàn được đánh số và ghi sổ. {Missed}

            2. Nhiệm vụ cụ thể
            2.1. Ủy ban nhân dân phường
            - {Trim}
            - Bố trí kinh phí mua cây giống.
            2.2. Các chi bộ trực thuộc
            - {Water}
            - Vận động Nhân dân không đổ rác vào gốc cây.

            3. Định kỳ hằng tháng, các chi bộ báo cáo kết quả về Khối Dân vận phường trước ngày 20.

            T/M BAN THƯỜNG VỤ
            BÍ THƯ
            Trần Thị Mẫu
            """;
        return DirectiveReader.Read("cv.txt", change is null ? text : change(text)).Directive!;
    }
}
