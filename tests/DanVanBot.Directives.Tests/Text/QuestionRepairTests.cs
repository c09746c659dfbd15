using CsCheck;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Text;

public sealed class QuestionRepairTests
{
    // What a register of a ward would know; written without marks as the index keeps words.
    private static readonly Words Known = new(
        "dân vận khéo công tác chi bộ đảng viên hồ sơ chi phí chi trả mô hình mở lớp hội nghị chi nhánh thị xã vợ chồng quy định phường quản lý đất đai giáo dục vào ra rằng buộc chi tiêu " +
        "hư hỏng con rùa tự nguyện ca hát đa dạng vô hiệu hóa khen thưởng biểu mẫu đại biểu đặng hè nha khoa nghỉ thích hợp không những");

    private static readonly PlaceInitials Places = new(["Đức Phổ", "Quảng Ngãi"], ["Bình Sơn", "Quảng Nam", "Kim Hải"]);

    [Theory]
    // abbreviations of offices, alone and by their neighbours
    [InlineData("hs cần gì", "hồ sơ cần gì")]
    [InlineData("hs tiểu học được gì", "học sinh tiểu học được gì")]
    [InlineData("nk 2020 - 2025", "nhiệm kỳ 2020 - 2025")]
    [InlineData("gđ 2021 - 2025", "giai đoạn 2021 - 2025")]
    [InlineData("gđ chính sách", "gia đình chính sách")]
    [InlineData("kh 12 nói gì", "kế hoạch 12 nói gì")]
    [InlineData("đơn kh thấy trả lời", "đơn không thấy trả lời")]
    [InlineData("có kh gì về dvk", "có kế hoạch gì về dân vận khéo")]
    [InlineData("gq kn tc", "giải quyết khiếu nại tố cáo")]
    [InlineData("đk kết hôn ở đâu", "đăng ký kết hôn ở đâu")]
    [InlineData("đủ đk chưa", "đủ điều kiện chưa")]
    [InlineData("nộp đk ko", "nộp được không")]
    [InlineData("các đc trong btv", "các đồng chí trong ban thường vụ")]
    [InlineData("đ/c bí thư", "đồng chí bí thư")]
    [InlineData("BTV TU chỉ đạo gì", "ban thường vụ tỉnh ủy chỉ đạo gì")]
    [InlineData("hlhpn và ldld", "hội liên hiệp phụ nữ và liên đoàn lao động")]
    [InlineData("5tr đồng", "5 triệu đồng")]
    [InlineData("nộp tr ngày 5", "nộp trước ngày 5")]
    [InlineData("50 kg gạo", "50 kg gạo")]
    [InlineData("quên mk vneid", "quên mật khẩu vneid")]
    [InlineData("mk muốn hỏi", "mình muốn hỏi")]
    [InlineData("sinh hoạt thg 6", "sinh hoạt tháng 6")]
    // half-written
    [InlineData("tchức hđộng", "tổ chức hoạt động")]
    [InlineData("k/quả dvận", "kết quả dân vận")]
    [InlineData("bcao dinh ky", "báo cáo dinh ky")]
    // chat letters
    [InlineData("wản lý đất đai fường", "quản lý đất đai phường")]
    [InlineData("zân zận khéo", "dân vận khéo")]
    [InlineData("nhữg", "những")]
    [InlineData("khôg thík", "không thích")]
    [InlineData("pải làm jì", "phải làm gì")]
    [InlineData("mún hỏi jùm mik", "muốn hỏi giúp mình")]
    // dialects
    [InlineData("mần răng đặng được khen", "làm sao để được khen")]
    [InlineData("có đặng không", "có được không")]
    [InlineData("ở mô nhận giấy rứa hè", "ở đâu nhận giấy vậy")]
    [InlineData("lam rang de nop", "làm sao de nop")]
    [InlineData("thon mo lam tot", "thôn nào lam tot")]
    [InlineData("chi bộ làm chi", "chi bộ làm gì")]
    [InlineData("hôm ni có họp hông", "hôm nay có họp không")]
    [InlineData("nop o day dung hong", "nop o day đúng không")]
    [InlineData("nộp vô đâu", "nộp vào đâu")]
    [InlineData("ai biểu dân đóng tiền", "ai bảo dân đóng tiền")]
    [InlineData("thứ nhứt là bí thơ", "thứ nhất là bí thư")]
    [InlineData("bi nhiêu hộ", "bao nhiêu hộ")]
    [InlineData("cán bộ ở trển", "cán bộ ở trên đó")]
    public void Repair_WhatPeopleType_IsInFullWords(string typed, string full) => Repaired(typed).Should().Be(full);

    [Theory]
    [InlineData("xã có chi bộ nào")]
    [InlineData("giao chi bộ việc này")]
    [InlineData("có chi phí không")]
    [InlineData("tu nguyen hien dat")]
    [InlineData("may moc hu hong")]
    [InlineData("bệnh viện đa khoa")]
    [InlineData("đa dạng")]
    [InlineData("vô hiệu hóa")]
    [InlineData("biểu mẫu nộp cho đại biểu")]
    [InlineData("ông đặng văn minh")]
    [InlineData("nghỉ hè")]
    [InlineData("quan he the he")]
    [InlineData("ở nha trang")]
    [InlineData("ngày mở lớp")]
    [InlineData("ngay mo lop")]
    [InlineData("noi rang chua lam")]
    [InlineData("xã xây dựng mô hình")]
    [InlineData("từ thiện")]
    [InlineData("con rua")]
    [InlineData("quyết định 217-qđ/tw")]
    public void Repair_OrdinaryWords_Stay(string typed) => Repaired(typed).Should().Be(typed);

    [Theory]
    [InlineData("tx ĐP có gì", "thị xã đức phổ có gì")]
    [InlineData("thi xa dp co gi", "thi xa đức phổ co gi")]
    [InlineData("BTV TX.ĐP", "ban thường vụ thị xã đức phổ")]
    [InlineData("huyện bs có gì", "huyện bình sơn có gì")]
    [InlineData("ở BS có gì", "ở bình sơn có gì")]
    [InlineData("h.Bình Sơn", "huyện bình sơn")]
    [InlineData("tp.Quảng Ngãi", "thành phố quảng ngãi")]
    // shared initials, a plan of the commune, a word for any place
    [InlineData("tỉnh QN có gì", "tỉnh qn có gì")]
    [InlineData("xã kh gì", "xã kế hoạch gì")]
    [InlineData("chính quyền đp", "chính quyền địa phương")]
    [InlineData("TX DP", "thị xã đức phổ")]
    public void Repair_InitialsOfAPlace_AreThoseOfTheRegister(string typed, string full) => Repaired(typed).Should().Be(full);

    [Fact]
    public void Repair_OtherReadings_AreSearchedBesides() =>
        QuestionRepair.Default.Repair("đv trong xã", Known, Places).Alternatives.Should().Contain(new Alternative("dang vien", "doan vien")).And.Contain(new Alternative("dang vien", "don vi"));

    [Fact]
    public void Repair_WhatIsSaidOneWay_IsNotTurned()
    {
        QuestionRepair.Default.Repair("dịch bệnh", Known).Alternatives.Should().NotContain(a => a.Text == "sot ret");
        QuestionRepair.Default.Repair("đi lính", Known).Alternatives.Should().Contain(a => a.Text == "nhap ngu");
        QuestionRepair.Default.Repair("nhập ngũ", Known).Alternatives.Should().NotContain(a => a.Text == "di linh");
    }

    /// <summary>What a question must keep apart may never stand for each other, in either direction.</summary>
    [Theory]
    [InlineData("hộ nghèo", "hộ cận nghèo")]
    [InlineData("khiếu nại", "tố cáo")]
    [InlineData("chỉ thị", "nghị quyết")]
    [InlineData("tiếp nhận", "giải quyết")]
    [InlineData("kế hoạch", "chương trình")]
    [InlineData("xã", "phường")]
    [InlineData("kiến nghị", "tố cáo")]
    [InlineData("sơ kết", "đại hội")]
    public void Synonyms_OfDifferentThings_AreNone(string one, string other)
    {
        QuestionRepair.Default.Repair(one, Known).Alternatives.Should().NotContain(a => a.Text == VietnameseText.Fold(other));
        QuestionRepair.Default.Repair(other, Known).Alternatives.Should().NotContain(a => a.Text == VietnameseText.Fold(one));
    }

    /// <summary>Of two entries for the same key without a context the second would never be read.</summary>
    [Fact]
    public void Abbreviations_OfOneKey_AreToldApartByContext() =>
        DataNode.Embedded("abbreviations.yaml")["abbreviations"].Items
            .Where(i => i.Find("before") is null && i.Find("after") is null && i.Find("capitals") is null && i.Find("marked") is null)
            .GroupBy(i => i["key"].Text, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).Should().BeEmpty();

    [Fact]
    public void Repair_AnyText_IsSafe() =>
        Gen.String.Sample(text => QuestionRepair.Default.Repair(text, Known, Places).Text is { } once && once == VietnameseText.CollapseSpaces(once));

    [Fact]
    public void Repair_NumbersAndSymbols_StayAsTheyAre() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[2000, 2030]).Sample((number, year) => Repaired($"công văn {number}-cv/đu năm {year}").EndsWith($"{number}-cv/đu năm {year}", StringComparison.Ordinal));

    private static string Repaired(string typed) => QuestionRepair.Default.Repair(typed, Known, Places).Text;

    private sealed class Words : IWordList
    {
        private readonly HashSet<string> _words;
        private readonly HashSet<string> _spellings;
        private readonly HashSet<(string First, string Next)> _pairs;

        public Words(string text)
        {
            var words = text.Split(' ');
            _spellings = [.. words];
            _words = [.. words.Select(VietnameseText.Fold)];
            _pairs = [.. words.Zip(words[1..]).Select(p => (VietnameseText.Fold(p.First), VietnameseText.Fold(p.Second)))];
        }

        IEnumerable<string> IWordList.Words => _words;

        public bool HasWord(string folded) => _words.Contains(folded);

        public bool HasPair(string folded, string nextFolded) => _pairs.Contains((folded, nextFolded));

        public bool HasSpelling(string word) => _spellings.Contains(word);
    }
}
