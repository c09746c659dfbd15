using System.Globalization;
using System.Text;
using DanVanBot.Directives;
using DanVanBot.Directives.Reading;

namespace DanVanBot.Benchmarks;

/// <summary>What a question may be asked about in a generated document.</summary>
internal sealed record WrittenDocument(string Number, int Year, string Place, string Topic);

/// <summary>Writes Party letters of communes that do not exist, from the word tables. The same seed writes the same letters.</summary>
internal sealed class DocumentWriter(int seed)
{
    private const int UsualBlocks = 24;
    private const int FewestBlocks = 15;
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _written;

    public List<WrittenDocument> Written { get; } = [];

    /// <summary>Documents that together have exactly <paramref name="blocks"/> blocks, all of different text, read by the product's own reader.</summary>
    public List<Directive> Write(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, FewestBlocks);
        List<Directive> directives = [];
        var left = blocks;
        while (left > 0)
        {
            var want = left - UsualBlocks >= FewestBlocks ? UsualBlocks : left;
            var directive = Read(want - FewestBlocks);
            directives.Add(directive);
            left -= directive.Blocks.Count;
        }

        var texts = directives.SelectMany(d => d.Blocks).Select(b => b.Text).ToHashSet(StringComparer.Ordinal);
        return left == 0 && texts.Count == blocks
            ? directives
            : throw new InvalidOperationException($"Wanted {blocks} distinct blocks, wrote {blocks - left}, of which {texts.Count} are distinct.");
    }

    private Directive Read(int extraItems)
    {
        var text = Letter(extraItems);
        var result = DirectiveReader.Read(string.Create(CultureInfo.InvariantCulture, $"thu-{_written:D5}.txt"), text);
        return result.Directive ?? throw new InvalidOperationException($"The reader refused a generated letter: {result.Detail}\n{text}");
    }

    private string Letter(int extraItems)
    {
        var n = ++_written;
        var year = 2019 + _random.Next(7);
        var number = string.Create(CultureInfo.InvariantCulture, $"{n}-CV/ĐU");
        var place = Place();
        var topic = Pick(WordTables.Topics);
        Written.Add(new WrittenDocument(number, year, place, topic));
        var month = 1 + _random.Next(9);
        StringBuilder text = new();
        Line(text, $"ĐẢNG BỘ HUYỆN {Place().ToUpperInvariant()}");
        Line(text, $"ĐẢNG ỦY XÃ {place.ToUpperInvariant()}");
        Line(text, $"*");
        Line(text, $"Số {number}");
        Line(text, $"về {topic} năm {year}");
        Line(text, $"{place}, ngày {2 + _random.Next(25):D2} tháng {month:D2} năm {year}");
        Line(text, $"");
        Line(text, $"Kính gửi:");
        Line(text, $"- Ủy ban nhân dân xã {place},");
        Line(text, $"- {Fresh(() => $"Các chi bộ thôn {Place()}, thôn {Place()} và thôn {Place()}")}.");
        Line(text, $"");
        Paragraph(text, $"Thực hiện Kế hoạch số {n + 7}-KH/HU ngày {2 + _random.Next(25):D2}/{month:D2}/{year} của Ban Thường vụ Huyện ủy về {topic}; Đảng ủy xã {place} yêu cầu các chi bộ, chính quyền, Mặt trận và các đoàn thể xã thực hiện các việc sau:");
        Paragraph(text, $"1. {Fresh(() => $"Việc chung về {topic} ở thôn {Place()} và thôn {Place()}")}");
        Items(text, 2 + extraItems - (extraItems / 2), year);
        Paragraph(text, $"2. {Fresh(() => $"Việc của từng nơi trong đợt {_random.Next(1, 40)} năm {year} tại xã {Place()}")}");
        Paragraph(text, $"2.1. {Fresh(() => $"{Pick(WordTables.Units)} xã {place} và thôn {Place()}")}");
        Items(text, 2 + (extraItems / 2), year);
        Paragraph(text, $"2.2. {Fresh(() => $"Chi bộ thôn {Place()} và thôn {Place()}")}");
        Items(text, 1, year);
        Paragraph(text, $"Yêu cầu các chi bộ, chính quyền, Mặt trận và các đoàn thể xã báo cáo Đảng ủy xã {place} (qua Văn phòng Đảng ủy) kết quả {topic} theo Công văn số {number} trước ngày {2 + _random.Next(25):D2}/{month + 3}/{year} và định kỳ {(n % 2 == 0 ? "hằng quý" : "6 tháng")}.");
        Line(text, $"Nơi nhận:");
        Line(text, $"- Như trên,");
        Line(text, $"- Ban Thường vụ Huyện ủy,");
        Line(text, $"- Lưu Văn phòng, tập {n}.");
        Line(text, $"");
        Line(text, $"T/M ĐẢNG ỦY XÃ {place.ToUpperInvariant()}");
        Line(text, $"{Pick(WordTables.Roles)}");
        Line(text, $"");
        Line(text, $"{Fresh(() => $"{Pick(WordTables.Surnames)} {Pick(WordTables.MiddleNames)} {Pick(WordTables.GivenNames)} {Pick(WordTables.GivenNames)}")}");
        return text.ToString();
    }

    private void Items(StringBuilder text, int count, int year)
    {
        for (var i = 0; i < count; i++) Paragraph(text, $"- {Fresh(() => Item(year))}");
    }

    private string Item(int year)
    {
        var who = $"{Pick(WordTables.Verbs)} {_random.Next(5, 900)} {Pick(WordTables.Objects)} ở thôn {Place()} {Pick(WordTables.Purposes)} để {Pick(WordTables.Topics)}";
        return _random.Next(4) switch
        {
            0 => $"{who} trước ngày {2 + _random.Next(25):D2}/{1 + _random.Next(12):D2}/{year}.",
            1 => $"{who}; đạt ít nhất {_random.Next(50, 100)}% số hộ của thôn trong năm {year}.",
            2 => $"{who}; {Pick(WordTables.Units)} xã giúp {Pick(WordTables.Objects)} {Pick(WordTables.Purposes)}, không để việc chậm sang năm sau.",
            _ => $"{who}, giao chi bộ thôn {Place()} theo dõi và ghi lại kết quả từng tháng.",
        };
    }

    /// <summary>A text not given out before.</summary>
    private string Fresh(Func<string> write)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var text = write();
            if (_used.Add(text)) return text;
        }

        throw new InvalidOperationException("The word tables are too small for so many blocks.");
    }

    private string Place() => $"{Pick(WordTables.FirstSyllables)} {Pick(WordTables.SecondSyllables)}";

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Paragraph(StringBuilder text, FormattableString line)
    {
        Line(text, line);
        text.Append('\n');
    }
}
