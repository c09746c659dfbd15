using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Scoring;

/// <summary>
/// Other documents made of the real ones, and the questions changed alike: other digits, years, days, places, persons and units, other wraps,
/// sections in another order, questions without marks. The same seed makes the same variant.
/// </summary>
internal sealed partial class Variant
{
    private static readonly string[] Places = ["Tuy An", "Phù Cát", "Hoài Ân", "Vạn Ninh", "Ninh Hòa", "Tây Sơn", "Sông Hinh"];
    private static readonly string[] Provinces = ["Phú Yên", "Khánh Hòa", "Quảng Nam", "Gia Lai"];
    private static readonly string[] Villages = ["Bãi Xép", "Hòa Hiệp", "Bến Lội", "Gành Đỏ", "Cửa Sót", "Vĩnh Trường"];
    private static readonly string[] People = ["Lê Hữu Tạo", "Trần Thế Vinh", "Đặng Minh Khoa", "Võ Đình Sang", "Hồ Quốc Nam"];
    private readonly Random _random;
    private readonly List<(Regex Old, string New)> _words = [];
    private readonly int[] _digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    private readonly int _years;
    private readonly int _days;
    private readonly bool _unmarked;
    private readonly int _width;
    private readonly bool _reorders;
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    public Variant(int seed, IReadOnlyList<string> files)
    {
        _random = new Random(seed);
        var digits = Enumerable.Range(1, 9).ToArray();
        _random.Shuffle(digits);
        digits.CopyTo(_digits, 1);
        _years = -1 - _random.Next(3);
        _days = 1 + _random.Next(20);
        _unmarked = seed % 3 == 0;
        _width = seed % 2 == 0 ? 60 + _random.Next(40) : 0;
        _reorders = seed % 4 != 1;
        Swap(["Đức Phổ", "Bình Sơn"], Places);
        Swap(["Quảng Ngãi"], Provinces);
        Swap(["Sa Huỳnh", "Phổ Quang", "Thạnh Đức"], Villages);
        Swap(["Bùi Văn Lý", "Nguyễn Văn Nho", "Phạm Quang Sự", "Đỗ Tâm Hiển", "Phạm Hùng Thái"], People);
        Swap(["Hội Nông dân"], ["Hội Làm vườn", "Hội Khuyến học"]);
        Swap(["Cựu Chiến binh"], ["Chữ thập đỏ", "Người cao tuổi"]);
        Swap(["Truyền thông - Văn hóa - Thể thao"], ["Thông tin - Văn hóa - Du lịch"]);
        Swap(["Cảnh sát biển"], ["Kiểm ngư", "Hải đội"]);
        Documents = Corpus.Build(files.Select(Rewrite));
    }

    public Corpus Documents { get; }

    public IEnumerable<GoldQuestion> Of(IEnumerable<GoldQuestion> questions) => questions.Select(q => q with
    {
        Text = Asked(q.Text),
        History = [.. q.History.Select(Asked)],
        Accepted = [.. q.Accepted.Select(p => new GoldPlace(p.Document, [.. p.Sections.Select(s => Moved(p.Document, s))], [.. p.MustContain.Select(m => Words(m))]))],
        MustNotContain = [.. q.MustNotContain.Select(m => Words(m))],
        WarningDue = false,
    });

    private void Swap(string[] old, string[] others)
    {
        var left = others.ToList();
        foreach (var name in old)
        {
            var other = left[_random.Next(left.Count)];
            left.Remove(other);
            // Spaces may be line ends in the document; a question may say the name without marks or capitals.
            _words.Add((new Regex(Spaced(name), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), other));
            _words.Add((new Regex(@"\b" + Spaced(VietnameseText.Fold(name)).Replace(@"\s+-\s+", @"\s+(?:-\s+)?", StringComparison.Ordinal) + @"\b", RegexOptions.CultureInvariant), VietnameseText.Fold(other).Replace("- ", string.Empty, StringComparison.Ordinal)));
        }
    }

    private static string Spaced(string name) => string.Join(@"\s+", name.Split(' ').Select(w => w == "-" ? w : Regex.Escape(w)));

    private string Asked(string question)
    {
        var text = Words(question);
        return _unmarked ? VietnameseText.Fold(text) : text;
    }

    private string Words(string text)
    {
        text = VietnameseText.ToNfc(text);
        foreach (var (old, other) in _words)
        {
            text = old.Replace(text, m =>
                m.Value == VietnameseText.Fold(m.Value) && !m.Value.Any(char.IsUpper) ? VietnameseText.Fold(other)
                : m.Value.Any(char.IsLower) ? other
                : other.ToUpperInvariant());
        }

        return Numbers().Replace(text, m => m.Groups["d"].Success ? Day(m.Groups["d"].Value) + m.Groups["m"].Value + Year(m.Groups["y"].Value) : Number(m.Value));
    }

    private string Day(string day) => (((int.Parse(day, CultureInfo.InvariantCulture) + _days - 1) % 28) + 1).ToString(day.Length == 2 ? "D2" : "D1", CultureInfo.InvariantCulture);

    private string Year(string year) => (int.Parse(year, CultureInfo.InvariantCulture) + _years).ToString(CultureInfo.InvariantCulture);

    private string Number(string run)
    {
        if (run.Length == 4 && run[0] is '1' or '2' && run[1] is '9' or '0' && int.Parse(run, CultureInfo.InvariantCulture) is > 1900 and < 2100) return Year(run);
        return run.Length < 2 ? run : string.Concat(run.Select(c => (char)('0' + _digits[c - '0'])));
    }

    private string Moved(string file, string section)
    {
        if (!_sections.TryGetValue(file, out var moved)) return section;
        foreach (var (old, other) in moved)
        {
            if (section == old || section.StartsWith(old + ".", StringComparison.Ordinal)) return other + section[old.Length..];
        }

        return section;
    }

    private Directive Rewrite(string file)
    {
        var name = Path.GetFileName(file);
        var text = File.ReadAllText(file);
        if (_reorders) text = Reorder(name, text);
        text = Words(text);
        // Only what is not wrapped yet.
        if (_width > 0 && text.Split('\n').Max(l => l.Length) > 300) text = Wrap(text);
        return DirectiveReader.Read(name, text).Directive ?? throw new InvalidOperationException("The reader refused a variant of " + name);
    }

    /// <summary>Numbered sections of one parent change places and take the number of their new place, if none of them holds numbered ones.</summary>
    private string Reorder(string name, string text)
    {
        var read = DirectiveReader.Read(name, text).Directive!;
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        var starts = read.Blocks.GroupBy(b => b.SectionId).ToDictionary(g => g.Key, g => g.Min(b => b.Start));
        var result = text;
        var families = read.Sections.Where(s => LastNumber().IsMatch(s.Id) && starts.ContainsKey(s.Id)).GroupBy(s => s.ParentId ?? string.Empty)
            .Select(f => f.ToList())
            .Where(f => f.Count >= 3 && f.TrueForAll(s => !read.Sections.Any(c => c.Id.StartsWith(s.Id + ".", StringComparison.Ordinal) && char.IsAsciiDigit(c.Id[^1]))))
            .OrderByDescending(f => starts[f[0].Id]);
        foreach (var family in families)
        {
            var parts = new List<(string Id, string Marker, string Body)>();
            var stop = read.Blocks.Where(b => b.SectionId == family[^1].Id || b.SectionId.StartsWith(family[^1].Id + ".", StringComparison.Ordinal)).Max(b => b.End);
            for (var i = 0; i < family.Count; i++)
            {
                var from = starts[family[i].Id];
                var to = i + 1 < family.Count ? starts[family[i + 1].Id] : stop;
                var part = result[from..to];
                var marker = Marker().Match(part);
                if (!marker.Success) break;
                parts.Add((family[i].Id, marker.Value, part[marker.Length..]));
            }

            if (parts.Count < family.Count) continue;
            var order = Enumerable.Range(0, parts.Count).ToArray();
            _random.Shuffle(order);
            var joined = new StringBuilder();
            for (var i = 0; i < order.Length; i++)
            {
                joined.Append(parts[i].Marker).Append(parts[order[i]].Body.TrimEnd()).Append("\n\n");
                moved[parts[order[i]].Id] = parts[i].Id;
            }

            result = string.Concat(result.AsSpan(0, starts[family[0].Id]), joined.ToString(), result.AsSpan(stop));
        }

        var check = DirectiveReader.Read(name, result).Directive!;
        if (!check.Sections.Select(s => s.Id).Order(StringComparer.Ordinal).SequenceEqual(read.Sections.Select(s => s.Id).Order(StringComparer.Ordinal))) return text;
        _sections[name] = moved;
        return result;
    }

    /// <summary>Long lines are cut as a PDF cuts them.</summary>
    private string Wrap(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n'))
        {
            var length = 0;
            foreach (var word in line.TrimEnd('\r').Split(' '))
            {
                if (length > 0 && length + word.Length > _width)
                {
                    result.Append('\n');
                    length = 0;
                }
                else if (length > 0 || word.Length == 0)
                {
                    result.Append(' ');
                }

                result.Append(word);
                length += word.Length + 1;
            }

            result.Append('\n');
        }

        return result.ToString();
    }

    /// <summary>Dates, and runs of digits that are no period ("06 tháng", "01 năm") and no part of a name of an illness.</summary>
    [GeneratedRegex(@"\b(?<d>\d{1,2})(?<m>/\d{1,2}/)(?<y>(?:19|20)\d\d)\b|(?<=ng(?:ày|ay)\s+)(?<d>\d{1,2})(?<m>\s+th(?:á|a)ng\s+\d{1,2}\s+n(?:ă|a)m\s+)(?<y>(?:19|20)\d\d)\b|(?<!ovid\s?-\s?)(?<!\d)\d+(?!\d)(?!,?\s*(?:\d+\s+)?(?:tháng|thang|năm|nam)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(^|\.)\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"^\W*\d+(\.\d+)*\.?\s", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
