using CsCheck;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Text;

public sealed class VietnameseTextTests
{
    private const string Letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđAÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐbcdz 19-/";
    private static readonly Gen<string> Vietnamese = Gen.Char[Letters].Array[0, 40].Select(c => new string(c));

    [Theory]
    [InlineData("Đảng ủy phường", "dang uy phuong")]
    [InlineData("THƯỜNG XUYÊN, CHẶT CHẼ", "thuong xuyen, chat che")]
    [InlineData("33/CT-TTg", "33/ct-ttg")]
    [InlineData("", "")]
    public void Fold_Text_IsLowerAndWithoutMarks(string text, string folded) => VietnameseText.Fold(text).Should().Be(folded);

    [Fact]
    public void Fold_EveryLetter_IsAsciiAndOfOneCharacter() =>
        VietnameseText.Fold(Letters).Should().HaveLength(Letters.Length).And.Match(s => s.All(char.IsAscii));

    [Fact]
    public void Fold_DecomposedText_IsThatOfTheComposed() =>
        Vietnamese.Sample(text => VietnameseText.Fold(Decompose(text)) == VietnameseText.Fold(text));

    [Fact]
    public void Fold_Twice_ChangesNothing() =>
        Gen.String.Sample(text => VietnameseText.Fold(VietnameseText.Fold(text)) == VietnameseText.Fold(text));

    [Fact]
    public void ToNfc_DecomposedInEitherOrder_Composes() =>
        Vietnamese.Sample(text => VietnameseText.ToNfc(Decompose(text)) == text && VietnameseText.ToNfc(Decompose(text, reversed: true)) == text);

    [Fact]
    public void ToNfc_OtherScripts_StayAsTheyAre() => VietnameseText.ToNfc("naïve 漢字 n\u0303").Should().Be("naïve 漢字 n\u0303");

    [Theory]
    [InlineData("chi\u200Bbộ", "chibộ")]
    [InlineData("\u202Echi bộ\u202C", "chi bộ")]
    [InlineData("a\uE000b\u0007c\uFEFF", "abc")]
    [InlineData("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn")]
    [InlineData("hai\u00A0chữ", "hai chữ")]
    [InlineData("👍 tốt", "👍 tốt")]
    [InlineData("che\u0303", "chẽ")]
    public void Clean_InvisibleCharacters_AreGone(string text, string clean) => VietnameseText.Clean(text).Should().Be(clean);

    [Fact]
    public void Clean_HalfOfASurrogatePair_IsGone() => VietnameseText.Clean(new string(['\uD83D', 'x'])).Should().Be("x");

    [Fact]
    public void Clean_AnyText_IsStableAndSafe() =>
        Gen.Char.Array[0, 60].Select(c => new string(c)).Sample(text =>
        {
            var once = VietnameseText.Clean(text);
            return VietnameseText.Clean(once) == once && !once.Any(c => char.IsControl(c) && c != '\n');
        });

    [Theory]
    [InlineData("baos", "báo")]
    [InlineData("caos", "cáo")]
    [InlineData("phuwowngf", "phường")]
    [InlineData("ddangr", "đảng")]
    [InlineData("uyr", "ủy")]
    [InlineData("quyeets", "quyết")]
    [InlineData("ba1o", "báo")]
    [InlineData("d9a3ng", "đảng")]
    [InlineData("phu7o7ng2", "phường")]
    public void Decode_TelexAndVni_GivesTheSyllable(string typed, string syllable) => Telex.Decode(typed).Should().Be(syllable);

    [Theory]
    [InlineData("cho")]
    [InlineData("abc123xyz99")]
    [InlineData("báo")]
    [InlineData("")]
    public void Decode_WhatIsNoTelex_IsNull(string typed) => Telex.Decode(typed).Should().BeNull();

    [Fact]
    public void Decode_OfEncode_FoldsToTheSame()
    {
        var words = (Fixtures.Letter + " " + Fixtures.Report).Split([' ', '\n', ',', '.', ';', ':', '(', ')', '-', '/', '%'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.All(char.IsLetter) && VietnameseText.HasMarks(w)).ToList();
        words.Should().HaveCountGreaterThan(150);
        foreach (var word in words) VietnameseText.Fold(Telex.Decode(Telex.Encode(word))!).Should().Be(VietnameseText.Fold(word), "of {0}", word);
    }

    [Theory]
    [InlineData("Công văn số 121-CV/ĐU", "121-cv-du")]
    [InlineData("chi thi 08 - ct/tu", "8-ct-tu")]
    [InlineData("Nghị định 04/2015/NĐ-CP", "4/2015-nd-cp")]
    public void Find_Symbol_IsCanonical(string text, string canonical) => DocumentSymbols.Find(text).Single().Canonical.Should().Be(DocumentSymbols.Canonical(canonical));

    [Fact]
    public void Find_GroupedNumbers_GivesEach() =>
        DocumentSymbols.Find("các Quyết định số 217, 218-QĐ/TW ngày 12/12/2013").Select(s => s.Number).Should().Equal("217", "218");

    [Theory]
    [InlineData("ngày 12/12/2013")]
    [InlineData("giai đoạn 2021 - 2025")]
    [InlineData("53/71 vụ")]
    [InlineData("kinh tế - xã hội")]
    public void Find_DatesAndFractions_AreNoSymbols(string text) => DocumentSymbols.Find(text).Should().BeEmpty();

    private static string Decompose(string text, bool reversed = false) => string.Concat(text.Select(c => Parts(c, reversed)));

    // An inverse written apart from the product's table, so that the two can disagree.
    private static string Parts(char c, bool reversed)
    {
        const string rows = "aàáảãạ|ăằắẳẵặ|âầấẩẫậ|eèéẻẽẹ|êềếểễệ|iìíỉĩị|oòóỏõọ|ôồốổỗộ|ơờớởỡợ|uùúủũụ|ưừứửữự|yỳýỷỹỵ";
        string[] stems = ["a", "a\u0306", "a\u0302", "e", "e\u0302", "i", "o", "o\u0302", "o\u031B", "u", "u\u031B", "y"];
        string[] tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
        var lower = char.ToLowerInvariant(c);
        var at = rows.IndexOf(lower, StringComparison.Ordinal);
        if (at < 0) return c.ToString();
        var stem = stems[at / 7];
        var letter = char.IsUpper(c) ? char.ToUpperInvariant(stem[0]) : stem[0];
        return reversed ? letter + tones[at % 7] + stem[1..] : letter + stem[1..] + tones[at % 7];
    }
}
