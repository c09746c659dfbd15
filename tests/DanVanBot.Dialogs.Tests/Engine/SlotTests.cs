using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Engine;

/// <summary>What each slot type takes, and how it is kept.</summary>
public sealed class SlotTests
{
    private static Talk Asking(string keys) => Talk.Of($"- ask: x\n  text: Hỏi\n  {keys}\n- ask: last\n  type: text\n  text: Hết").Start();

    [Theory]
    [InlineData("12", "12")]
    [InlineData("1.807", "1807")]
    [InlineData("4 cuộc", "4")]
    [InlineData("khoảng 7 buổi", "7")]
    [InlineData("ba", "3")]
    [InlineData("mười hai", "12")]
    [InlineData("hai muoi lam", "25")]
    [InlineData("không có", "0")]
    [InlineData("-3", "-3")]
    public void Number_AsPeopleWriteIt_IsRead(string text, string value) =>
        Asking("type: number").Say(text).Value("x").Should().Be(value);

    [Theory]
    [InlineData("nhiều lắm")]
    [InlineData("1,5")]
    [InlineData("1.5")]
    [InlineData("2 hoặc 3")]
    [InlineData("trong 6 tháng phải làm gì?")]
    [InlineData("99999999999999999999")]
    public void Number_ThatIsNone_IsAMisfit(string text) =>
        Asking("type: number").Say(text).Last.Outcome.Should().Be(TurnOutcome.Misfit);

    [Fact]
    public void Number_OutsideItsRange_NamesTheRange()
    {
        Talk talk = Asking("type: number\n  min: 1\n  max: 1500").Say("2000");
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Last.MayBeQuestion.Should().BeFalse("a number is plainly meant as an answer");
        talk.Said.Should().Contain("từ 1 đến 1.500");
    }

    [Theory]
    [InlineData("5/6/2026", "2026-06-05")]
    [InlineData("05-06-26", "2026-06-05")]
    [InlineData("5.6", "2026-06-05")]
    [InlineData("2026-06-05", "2026-06-05")]
    [InlineData("hôm qua", "2026-06-11")]
    [InlineData("HOM NAY", "2026-06-12")]
    public void Date_AsPeopleWriteIt_IsRead(string text, string value) =>
        Asking("type: date").Say(text).Value("x").Should().Be(value);

    [Theory]
    [InlineData("31/2/2026")]
    [InlineData("hôm nào đó")]
    [InlineData("5")]
    [InlineData("5/6/2026/7")]
    public void Date_ThatIsNone_IsAMisfit(string text) =>
        Asking("type: date").Say(text).Last.Outcome.Should().Be(TurnOutcome.Misfit);

    [Fact]
    public void Date_OnTheWrongSideOfToday_IsAMisfit()
    {
        Asking("type: date\n  range: past").Say("13/6/2026").Said.Should().Contain("chưa tới");
        Asking("type: date\n  range: future").Say("11/6/2026").Said.Should().Contain("đã qua");
    }

    [Fact]
    public void Date_Kept_IsShownAsPeopleSayIt() =>
        Asking("type: date").Say("15/6/2026").State!.Slots["x"].Label.Should().Be("thứ Hai, 15/6/2026");

    [Theory]
    [InlineData("0905 000 111", "0905000111")]
    [InlineData("+84 905-000-111", "0905000111")]
    [InlineData("0084905000111", "0905000111")]
    [InlineData("0255.3.000.111", "02553000111")]
    public void Phone_InAnySpelling_IsRead(string text, string value) =>
        Asking("type: phone").Say(text).Value("x").Should().Be(value);

    [Theory]
    [InlineData("113")]
    [InlineData("905000111")]
    [InlineData("gọi nhà tôi")]
    [InlineData("0905 000 11122 33")]
    public void Phone_ThatIsNone_IsAMisfit(string text) =>
        Asking("type: phone").Say(text).Last.Outcome.Should().Be(TurnOutcome.Misfit);

    [Fact]
    public void Phone_SharedByTheChannel_MustBeTheSendersOwn()
    {
        Asking("type: phone").Do(new DialogInput.Contact("84905000111", IsOwn: true)).Value("x").Should().Be("0905000111");
        Asking("type: phone").Do(new DialogInput.Contact("84905000111", IsOwn: false)).Last.Outcome.Should().Be(TurnOutcome.Misfit);
    }

    [Fact]
    public void Place_AsLocationOrWords_IsKept()
    {
        Asking("type: place").Message.AskFor.Should().Be(AskFor.Location);
        Asking("type: place").Do(new DialogInput.Place(14.8, 108.95)).Value("x").Should().Be("14.8,108.95");
        Asking("type: place").Say("tổ dân phố 5").Value("x").Should().Be("tổ dân phố 5");
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(91, 0)]
    [InlineData(0, -181)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Place_OffTheEarth_IsAMisfit(double lat, double lon) =>
        Asking("type: place").Do(new DialogInput.Place(lat, lon)).Last.Outcome.Should().Be(TurnOutcome.Misfit);

    [Theory]
    [InlineData("yes", "Đồng ý")]
    [InlineData("yes", "dạ được")]
    [InlineData("yes", "ok")]
    [InlineData("no", "hông")]
    [InlineData("no", "khong")]
    [InlineData("no", "2")]
    public void YesNo_InOtherWords_IsUnderstood(string value, string text) =>
        Asking("type: yes-no").Say(text).Value("x").Should().Be(value);

    [Fact]
    public void Text_InAFreeSlot_IsTheAnswerWhateverItSays() =>
        Asking("type: text").Say("đường hư 3 tháng sao chưa ai sửa?").Value("x").Should().Be("đường hư 3 tháng sao chưa ai sửa?");

    [Fact]
    public void Text_TooLong_LeavesTheStateAsItWas()
    {
        Talk talk = Asking("type: text");
        DialogState before = talk.State!;
        talk.Say(new string('a', 10_000));
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Last.MayBeQuestion.Should().BeFalse();
        talk.State.Should().BeEquivalentTo(before);
        talk.Said.Should().Contain("10.000").And.Contain("4.000");
    }

    [Fact]
    public void Text_WithControlAndMarkupCharacters_IsCleaned() =>
        Asking("type: text").Say("a\u0000b\uE000c\u202Ed\r\ne\uD800").Value("x").Should().Be("abcd\ne");

    [Fact]
    public void Text_ThatKeepsVoice_HoldsItUntilWordsOrDone()
    {
        Talk talk = Asking("type: text\n  keep: [voice]").File(AttachmentKind.Voice, "v1");
        talk.Last.Outcome.Should().Be(TurnOutcome.Asked);
        talk.Labels.Should().Contain("Xong");
        talk.Say("như trong tin thoại").State!.Slots["x"].Items.Should().Equal("v1");

        Asking("type: text\n  keep: [voice]").File(AttachmentKind.Voice, "v2").Press("Xong").State!.Slots["x"].Items.Should().Equal("v2");
    }

    [Theory]
    [InlineData(AttachmentKind.Voice)]
    [InlineData(AttachmentKind.Video)]
    [InlineData(AttachmentKind.Sticker)]
    [InlineData(AttachmentKind.Photo)]
    [InlineData(AttachmentKind.Document)]
    public void Text_ThatKeepsNoFile_AsksPolitelyForWords(AttachmentKind kind)
    {
        Talk talk = Asking("type: text").File(kind, "f");
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Said.Should().Contain("chữ").And.EndWith("Hỏi");
        talk.State!.Misses.Should().Be(0, "a file is no wrong answer");
    }

    [Fact]
    public void Photos_OneByOneAndAsAlbum_AreKeptUpToTheLimit()
    {
        Talk talk = Asking("type: photos\n  max: 3").File(AttachmentKind.Photo, "p1");
        talk.Said.Should().Contain("Đã nhận 1 tệp");
        talk.Do(new DialogInput.Album([new(AttachmentKind.Photo, "p2"), new(AttachmentKind.Photo, "p3"), new(AttachmentKind.Photo, "p4")]));
        talk.State!.Slots["x"].Items.Should().Equal("p1", "p2", "p3");
        talk.Said.Should().Contain("nhiều nhất 3");
    }

    [Fact]
    public void Photos_WordsUnderThem_AreKeptToo()
    {
        Talk talk = Asking("type: photos").File(AttachmentKind.Photo, "p1", "nắp cống hở").File(AttachmentKind.Photo, "p2").Say("xong");
        talk.State!.Slots["x"].Should().BeEquivalentTo(new SlotValue(SlotType.Photos, "nắp cống hở", "2 ảnh: nắp cống hở", ["p1", "p2"]));
    }

    [Theory]
    [InlineData("bỏ qua")]
    [InlineData("xong")]
    public void Photos_Sent_AreNotLostBySkipping(string word) =>
        Asking("type: photos\n  optional: true").File(AttachmentKind.Photo, "p1").Say(word).State!.Slots["x"].Items.Should().Equal("p1");

    [Fact]
    public void Photos_Sent_AreNotLostByGoingBack()
    {
        Talk talk = Talk.Of("- ask: a\n  type: text\n  text: A\n- ask: x\n  type: photos\n  text: Ảnh\n- ask: z\n  type: text\n  text: Z").Start().Say("một");
        talk.File(AttachmentKind.Photo, "p1").Say("quay lại").Say("hai").Said.Should().Contain("1 ảnh");
        talk.Press("Giữ nguyên").State!.Slots["x"].Items.Should().Equal("p1");
    }

    [Fact]
    public void Text_ShortWordsUnderAPicture_JoinTheAnswer()
    {
        Talk talk = Asking("type: text\n  min: 10\n  keep: [photo]").File(AttachmentKind.Photo, "p1", "ổ gà");
        talk.Last.Outcome.Should().Be(TurnOutcome.Asked);
        talk.Say("trước chợ cũ").State!.Slots["x"].Should().BeEquivalentTo(new SlotValue(SlotType.Text, "ổ gà\ntrước chợ cũ", "ổ gà\ntrước chợ cũ", ["p1"]));
    }

    [Fact]
    public void Text_TypedAnew_KeepsTheFilesOfTheAnswer()
    {
        Talk talk = Asking("type: text\n  keep: [photo]").File(AttachmentKind.Photo, "p1", "một").Say("quay lại").Say("hai");
        talk.State!.Slots["x"].Should().BeEquivalentTo(new SlotValue(SlotType.Text, "hai", "hai", ["p1"]));
    }

    [Fact]
    public void Photos_PictureSentAsFile_IsAPhoto() =>
        Asking("type: photos").File(AttachmentKind.Document, "p", name: "IMG_1.JPG").State!.Pending.Should().Equal("p");

    [Fact]
    public void File_TooBig_IsRefusedWithTheLimit()
    {
        Talk talk = Asking("type: file\n  max: 20971520").File(AttachmentKind.Document, "d", name: "a.docx", size: 30_000_000);
        talk.Last.Outcome.Should().Be(TurnOutcome.Misfit);
        talk.Said.Should().Contain("20 MB");
    }

    [Fact]
    public void File_Document_IsKeptUnderItsName() =>
        Asking("type: file").File(AttachmentKind.Document, "d", name: "báo cáo.docx").State!.Slots["x"]
            .Should().BeEquivalentTo(new SlotValue(SlotType.File, "d", "báo cáo.docx", ["d"]));

    [Fact]
    public void Code_WithCheck_IsKeptInItsCanonicalForm()
    {
        DialogFunctions f = new();
        f.Check("code-format", (_, v) => v.Length == 4 ? CheckResult.Good(v.ToUpperInvariant()) : CheckResult.Bad("four"));
        Talk talk = Talk.Of("- ask: x\n  type: code\n  check: code-format\n  text: Mã\n  errors: {four: Mã có bốn chữ.}\n- ask: y\n  type: text\n  text: Y", f).Start();
        talk.Say("abc").Said.Should().StartWith("Mã có bốn chữ.");
        talk.Say("ab1z").Value("x").Should().Be("AB1Z");
    }
}
