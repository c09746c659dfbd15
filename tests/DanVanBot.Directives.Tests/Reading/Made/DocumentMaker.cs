using System.Globalization;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Makes documents from a seed: kinds, issuers, ways of numbering, gaps and figures vary independently.</summary>
internal sealed class DocumentMaker
{
    private readonly Random _random;
    private readonly MadeDocument _document;
    private readonly string _commune;
    private string _place;
    private readonly int _year;
    private readonly string _general;
    private readonly List<string> _committee;

    private DocumentMaker(int seed)
    {
        _random = new Random(seed);
        _commune = Pick(Words.Communes);
        _place = _commune[(_commune.IndexOf(' ', _commune.StartsWith("đặc", StringComparison.Ordinal) ? 5 : 0) + 1)..];
        _year = 2022 + _random.Next(5);
        var type = Pick("Công văn", "Công văn", "Chỉ thị", "Kế hoạch", "Kế hoạch", "Hướng dẫn", "Nghị quyết", "Quyết định", "Báo cáo", "Báo cáo", "Thông báo", "Chương trình", "Kết luận");
        var office = MakeOffice(type);
        var subject = $"{Pick("về", "triển khai", "thực hiện", "tăng cường", "tổ chức")} {Pick(Words.Things)} năm {_year}";
        if (type == "Báo cáo") subject = $"Kết quả {Pick(Words.Things)} {Pick("6 tháng đầu năm", "quý I năm", "năm")} {_year}";
        var lost = _random.Next(12) == 0;
        _general = Pick("các chi bộ, thôn, tổ dân phố", "các cơ quan, đơn vị, đoàn thể", "các chi bộ, chính quyền, Mặt trận và các đoàn thể", "các ban, ngành, tổ chức chính trị - xã hội");
        _committee = office.Committee;
        _document = new MadeDocument
        {
            Seed = seed,
            Type = type,
            IsParty = office.IsParty,
            IssuerLines = lost ? [] : office.Lines,
            // A decision whose head is lost names its issuer nowhere.
            Issuer = !lost ? office.Issuer : type is "Quyết định" or "Nghị quyết" ? null : office.Acting,
            Subject = type == "Công văn" && lost ? null : subject,
            SubjectUnderNumber = type == "Công văn",
            SubjectMark = type == "Công văn" ? Pick("V/v ", "V/v: ", "Về việc ", office.IsParty ? "" : "V/v ") : null,
            Authority = office.Authority,
            Role = office.Role,
            Signer = Pick(Words.Names),
        };
        Numbered(office.Code, lost);
        Dated(lost);
        if (type is "Công văn" or "Thông báo" && _random.Next(5) > 0)
            _document.Addressees.AddRange(Some(Words.Bodies.Select(Fill), 2, 5));
        Opening(office.Acting);
        if (type == "Báo cáo") MakeReport();
        else if (type == "Quyết định") MakeDecision();
        else MakeBody();
        Ending(office.Acting);
        _document.Copies.AddRange(["Như trên", .. Some(Words.Bodies.Select(Fill), 1, 3), Pick("Lưu: VT", "Lưu Văn phòng", "Lưu VT, VX")]);
    }

    public static MadeDocument Make(int seed) => new DocumentMaker(seed)._document;

    private sealed record MadeOffice(bool IsParty, List<string> Lines, string Issuer, string Code, string? Authority, string Role, string Acting, List<string> Committee);

    private MadeOffice MakeOffice(string type)
    {
        var province = Pick(Words.Provinces);
        var upper = _commune.ToUpperInvariant();
        var kind = type == "Nghị quyết" && _random.Next(2) == 0 ? 9 : _random.Next(9);
        if (kind is 5 or 6 or 8) _place = province;
        return kind switch
        {
            0 or 1 => new(false, ["ỦY BAN NHÂN DÂN", upper], $"Ủy ban nhân dân {_commune}", "UBND", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", $"Ủy ban nhân dân {_commune}", [$"UBND {_commune}", "Phòng Văn hóa - Xã hội"]),
            2 => new(false, [$"UBND {upper}"], $"UBND {_commune}", "UBND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", $"UBND {_commune}", [$"UBND {_commune}", "Phòng Kinh tế"]),
            3 or 4 => new(true, [$"ĐẢNG BỘ TỈNH {province.ToUpperInvariant()}", $"ĐẢNG ỦY {upper}"], $"Đảng ủy {_commune}", "ĐU", "T/M BAN THƯỜNG VỤ", Pick("BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC"), $"Ban Thường vụ Đảng ủy {_commune}", ["Ban Thường vụ Đảng ủy", "Ban Xây dựng Đảng"]),
            5 => new(true, [$"TỈNH ỦY {province.ToUpperInvariant()}"], $"Tỉnh ủy {province}", "TU", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Ban Thường vụ Tỉnh ủy", ["Ban Thường vụ Tỉnh ủy", "Văn phòng Tỉnh ủy"]),
            6 => new(true, [$"TỈNH ỦY {province.ToUpperInvariant()}", "BAN TUYÊN GIÁO VÀ DÂN VẬN"], $"Ban Tuyên giáo và Dân vận Tỉnh ủy {province}", "BTGDVTU", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Ban Tuyên giáo và Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy", "Văn phòng Tỉnh ủy"]),
            7 => new(false, ["ỦY BAN MTTQ VIỆT NAM", upper, "BAN THƯỜNG TRỰC"], $"Ủy ban MTTQ Việt Nam {_commune}", "MTTQ-BTT", "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", $"Ban Thường trực Ủy ban MTTQ Việt Nam {_commune}", [$"Ủy ban MTTQ Việt Nam {_commune}", "Đảng ủy " + _commune]),
            8 => new(false, [$"UBND TỈNH {province.ToUpperInvariant()}", "SỞ NỘI VỤ"], $"Sở Nội vụ tỉnh {province}", "SNV", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Sở Nội vụ", ["Sở Nội vụ", "Văn phòng Sở"]),
            _ => new(false, ["HỘI ĐỒNG NHÂN DÂN", upper], $"Hội đồng nhân dân {_commune}", "HĐND", null, "CHỦ TỊCH", $"Hội đồng nhân dân {_commune}", [$"Thường trực HĐND {_commune}", $"Văn phòng HĐND {_commune}"]),
        };
    }

    private void Numbered(string office, bool lost)
    {
        var code = _document.Type switch
        {
            "Công văn" => "CV",
            "Chỉ thị" => "CT",
            "Kế hoạch" => "KH",
            "Hướng dẫn" => "HD",
            "Nghị quyết" => "NQ",
            "Quyết định" => "QĐ",
            "Báo cáo" => "BC",
            "Thông báo" => "TB",
            "Chương trình" => "CTr",
            _ => "KL",
        };
        var n = _random.Next(1, 900).ToString("00", CultureInfo.InvariantCulture);
        var letter = _document.Type == "Công văn";
        var rest = _document.IsParty ? $"-{code}/{office}" : letter ? $"/{office.Split('-')[0]}-VX" : $"/{code}-{office}";
        var blank = _random.Next(7) == 0;
        if (lost && _random.Next(2) == 0) return;
        _document.Number = blank ? null : n + rest;
        var between = _document.IsParty && _random.Next(4) == 0 ? " " : "";
        _document.NumberText = (_document.IsParty && _random.Next(3) > 0 ? "Số " : Pick("Số: ", "Số:", "Số ")) + (blank ? Pick("    ", "......", "  ") : n + between) + rest;
    }

    private void Dated(bool lost)
    {
        if (lost && _random.Next(2) == 0) return;
        int month = _random.Next(1, 13), day = _random.Next(1, 29);
        var d = day.ToString("00", CultureInfo.InvariantCulture);
        var m = month < 3 ? "0" + month : month.ToString(CultureInfo.InvariantCulture);
        switch (_random.Next(8))
        {
            case 0:
                _document.DateText = $"{_place}, ngày {Pick("      ", "...", "    ")} tháng {m} năm {_year}";
                break;
            case 1:
                _document.DateText = $"{_place}, ngày{Pick("     ", " … ")}tháng {Pick("   ", "…")} năm {_year}";
                break;
            default:
                _document.Date = new DateOnly(_year, month, day);
                _document.DateText = $"{_place}, ngày {d} tháng {m} năm {_year}";
                break;
        }
    }

    private void Opening(string acting)
    {
        var basis = Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Citation()).ToList();
        if (_document.Type is "Quyết định" or "Nghị quyết")
        {
            foreach (var one in basis) _document.Preamble.Add($"Căn cứ {one};");
            _document.Preamble.Add($"Xét đề nghị của {Fill(Pick(Words.Bodies))},");
            if (_document.Type == "Nghị quyết") _document.Preamble.Add("QUYẾT NGHỊ:");
            return;
        }

        var purpose = Pick("để việc chung có nền nếp", "nhằm giữ gìn nếp sống tốt đẹp ở cơ sở", "để bà con thuận lợi hơn");
        if (_random.Next(3) == 0) _document.Preamble.Add($"Thời gian qua, {Pick(Words.Things)} được nhiều nơi quan tâm; tuy nhiên cách làm còn chưa đều, {Pick(Words.Tails)}.");
        _document.Preamble.Add(_document.Type switch
        {
            "Báo cáo" => $"Thực hiện {string.Join("; ", basis)}, {acting} báo cáo kết quả như sau:",
            "Kế hoạch" or "Chương trình" or "Hướng dẫn" => $"{Pick("Thực hiện", "Căn cứ")} {string.Join("; ", basis)}, {acting} {Pick("ban hành", "xây dựng")} {_document.Type.ToLowerInvariant()} {purpose}, cụ thể như sau:",
            _ => $"Thực hiện {string.Join("; ", basis)}; {purpose}, {acting} yêu cầu {_general} thực hiện {Pick("tốt", "nghiêm túc", "ngay")} một số nội dung sau:",
        });
        if (_document.Preamble[^1].Contains(" yêu cầu ", StringComparison.Ordinal))
        {
            var at = _document.Preamble[^1].LastIndexOf(acting, StringComparison.Ordinal);
            _document.Tasks.Add(("mở đầu", _document.Preamble[^1][at..], [_general]));
        }
    }

    private string Citation()
    {
        var (type, number, issuer) = Pick<(string, string, string?)>(
            ("Chỉ thị", "-CT/TU", "Ban Thường vụ Tỉnh ủy"), ("Kế hoạch", "/KH-UBND", $"Ủy ban nhân dân tỉnh {Words.Provinces[0]}"), ("Nghị định", "/2025/NĐ-CP", "Chính phủ"), ("Quyết định", "-QĐ/TW", "Bộ Chính trị"),
            ("Công văn", "/UBND-VX", "UBND " + _commune), ("Hướng dẫn", "-HD/BTGDVTU", "Ban Tuyên giáo và Dân vận Tỉnh ủy"), ("Thông tư", "/2024/TT-BNV", null), ("Quyết định", "/QĐ-TTg", "Thủ tướng Chính phủ"), ("Nghị quyết", "-NQ/ĐU", "Đảng ủy " + _commune));
        var n = _random.Next(1, 400).ToString("00", CultureInfo.InvariantCulture) + number;
        var date = new DateOnly(2018 + _random.Next(8), _random.Next(1, 13), _random.Next(1, 29));
        var printed = Pick($"{date.Day:00}/{date.Month}/{date.Year}", $"{date.Day:00}/{date.Month:00}/{date.Year}", $"{date.Day:00} tháng {date.Month} năm {date.Year}", $"{date.Day}/{date.Month}/{date.Year}", $"{date.Day:00}-{date.Month:00}-{date.Year}");
        var dated = _random.Next(8) > 0;
        _document.References.Add((n, dated ? date : null, dated ? issuer : null));
        return $"{type} {Pick("số ", "số ", "")}{n}{(dated ? Pick(" ", ", ") + $"ngày {printed}" + (issuer is null ? "" : $" của {issuer}") : "")} {Pick("về", "về việc", "về")} {Pick(Words.Things)}";
    }

    private string Sentence() => $"{Pick(Words.Verbs)} {Pick(Words.Things)}, {Pick(Words.Tails)}.";

    private string Item()
    {
        var text = Sentence();
        if (_random.Next(3) == 0) text += " " + Sentence();
        if (_random.Next(6) == 0) text = $"{Pick(Words.Verbs)} {Pick(Words.Things)} theo {Citation()}.";
        return _random.Next(5) == 0 ? text.TrimEnd('.') + ";" : text;
    }

    private void MakeBody()
    {
        var outline = Outline.Any(_random);
        var plan = _document.Type is "Kế hoạch" or "Chương trình" or "Hướng dẫn";
        var units = new Queue<string>(Some(Words.Bodies.Select(Fill), 4, 7));
        if (plan)
        {
            var aim = outline.Open(0, Caps(Pick("Mục đích, yêu cầu", "Mục đích - yêu cầu"), outline), _document.Parts);
            for (var i = 0; i < 2; i++) Leaf(outline, aim, 1, Item(), null);
        }

        var common = outline.Open(0, Caps(plan ? Pick("Nội dung thực hiện", "Nhiệm vụ, giải pháp") : Pick(Words.Topics), outline), _document.Parts);
        if (_random.Next(2) == 0)
        {
            for (var i = _random.Next(2, 4); i > 0; i--) Leaf(outline, common, 1, Item(), Everybody());
        }
        else
        {
            foreach (var topic in Some(Words.Topics, 2, 3))
            {
                var below = outline.Open(1, topic, _document.Parts);
                for (var i = _random.Next(1, 4); i > 0; i--) Leaf(outline, below, 2, Item(), Everybody());
            }
        }

        var carrying = outline.Open(0, Caps(Pick("Tổ chức thực hiện", "Nhiệm vụ cụ thể", "Phân công thực hiện"), outline), _document.Parts);
        while (units.Count > 2 || (units.Count > 0 && _random.Next(3) > 0))
        {
            var unit = units.Dequeue();
            switch (_random.Next(3))
            {
                case 0:
                    var named = outline.Open(1, unit, _document.Parts);
                    for (var i = _random.Next(1, 4); i > 0; i--) Leaf(outline, named, 2, Item(), [unit]);
                    break;
                case 1:
                    var text = Item();
                    var section = outline.Open(1, $"{unit}: {text}", _document.Parts);
                    _document.Tasks.Add((section, text, [unit]));
                    break;
                default:
                    var verb = Item();
                    var whole = $"{Pick("Giao ", "Đề nghị ", "")}{unit} {Pick("chủ trì, phối hợp", "chịu trách nhiệm", "có trách nhiệm", "chủ động")} {char.ToLowerInvariant(verb[0])}{verb[1..]}";
                    var id = outline.Open(1, whole, _document.Parts);
                    _document.Tasks.Add((id, whole, [unit]));
                    break;
            }
        }

        if (_random.Next(4) == 0) DutyIn(outline, carrying);
    }

    private void Leaf(Outline outline, string section, int depth, string text, string[]? units)
    {
        var id = outline.Leaf(section, depth, text, _document.Parts, _random);
        if (units is not null) _document.Tasks.Add((id, text, units));
    }

    private void MakeDecision()
    {
        var outline = Outline.Articles();
        _document.Preamble.Add("QUYẾT ĐỊNH:");
        outline.Open(0, $"Ban hành kèm theo Quyết định này Quy định về {Pick(Words.Things)}.", _document.Parts);
        outline.Open(0, $"Quyết định này có hiệu lực kể từ ngày ký, thay thế {Citation()}.", _document.Parts);
        var text = $"{Fill(Pick(Words.Bodies))}, Thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./.";
        var id = outline.Open(0, text, _document.Parts);
        _document.Tasks.Add((id, text, [text[..text.IndexOf(" chịu", StringComparison.Ordinal)]]));
    }

    private void MakeReport()
    {
        var outline = Outline.Any(_random);
        outline.Open(0, Caps("Tình hình chung", outline), _document.Parts);
        _document.Parts.Add(new Part(_document.Parts[^1].Section, "", $"{char.ToUpperInvariant(_commune[0])}{_commune[1..]} {Figures(1)}; đời sống bà con ổn định.", 1));
        var results = outline.Open(0, Caps(Pick("Kết quả thực hiện", "Kết quả đạt được"), outline), _document.Parts);
        foreach (var topic in Some(Words.Topics.Where(t => !t.Contains("Nhiệm vụ", StringComparison.Ordinal)), 2, 4))
        {
            var below = outline.Open(1, topic, _document.Parts);
            for (var i = _random.Next(1, 3); i > 0; i--) outline.Leaf(below, 2, $"{Pick("Trong kỳ, địa phương đã", "Các chi hội đã", "Toàn địa bàn")} {Figures(2)}.", _document.Parts, _random);
            if (_random.Next(2) == 0) outline.Leaf(below, 2, Percentage(), _document.Parts, _random);
        }

        var next = outline.Open(0, Caps(Pick("Nhiệm vụ trọng tâm thời gian tới", "Phương hướng, nhiệm vụ", "Nhiệm vụ, giải pháp thời gian tới"), outline), _document.Parts);
        for (var i = _random.Next(2, 4); i > 0; i--)
        {
            var text = Sentence();
            var id = outline.Leaf(next, 1, text, _document.Parts, _random, numbered: true);
            _document.Tasks.Add((id, text, []));
        }
    }

    private string Figures(int count) => string.Join(", ", Some(Words.Reports, count, count).Select(template =>
    {
        var n = _random.Next(3, 60).ToString("00", CultureInfo.InvariantCulture);
        var large = _random.Next(100, 9000);
        var n2 = large > 999 ? large.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') : large.ToString(CultureInfo.InvariantCulture);
        foreach (var (mark, value) in new[] { ("{n} ", n), ("{n2} ", n2) })
        {
            var at = template.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0) continue;
            var rest = template[(at + mark.Length)..];
            var unit = ((string[])["hộ dân", "m2", "buổi", "lượt người", "cây xanh", "căn nhà", "mô hình", "tổ tự quản", "đơn", "chi bộ", "đảng viên", "suất quà", "triệu đồng", "km"]).First(u => rest.StartsWith(u, StringComparison.Ordinal));
            _document.Figures.Add(new Figure((template[..at].EndsWith("hơn ", StringComparison.Ordinal) ? "hơn " : "") + value, unit, null, null));
        }

        return template.Replace("{n}", n, StringComparison.Ordinal).Replace("{n2}", n2, StringComparison.Ordinal);
    }));

    private string Percentage()
    {
        int whole = _random.Next(20, 400), part = _random.Next(5, whole);
        var right = Math.Round(part * 100m / whole, 1, MidpointRounding.AwayFromZero);
        var wrong = _random.Next(4) == 0;
        var percent = ((wrong ? right + 3 : right) % 100).ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',');
        _document.Figures.Add(new Figure(percent, "%", part.ToString(CultureInfo.InvariantCulture), whole.ToString(CultureInfo.InvariantCulture), wrong));
        return $"Tỷ lệ hộ tham gia đạt {percent}% ({part}/{whole} hộ), {Pick(Words.Tails)}.";
    }

    private void DutyIn(Outline outline, string section)
    {
        var duty = MakeDuty();
        var id = outline.Open(1, duty.Text, _document.Parts);
        _document.Duties.Add(duty with { Section = id });
        _document.Tasks.Add((id, duty.Text, []));
        _ = section;
    }

    private Duty MakeDuty()
    {
        string to = _committee[0], via = _committee[1];
        var date = $"{_random.Next(1, 29):00}/{_random.Next(3, 13)}/{_year}";
        var day = _random.Next(5, 28).ToString(CultureInfo.InvariantCulture);
        var cycle = Pick("6 tháng, 01 năm", "hằng quý", "hằng tháng", "6 tháng và hằng năm");
        return _random.Next(6) switch
        {
            0 => new("kết", $"Định kỳ {cycle} báo cáo kết quả thực hiện về {to} (qua {via}) để theo dõi, chỉ đạo.", cycle, null, to, via),
            1 => new("kết", $"Đề nghị {_general} gửi báo cáo kết quả về {to} (qua {via} tổng hợp) trước ngày {date}.", null, "trước ngày " + date, to, via),
            2 => new("kết", $"Yêu cầu {_general} khẩn trương triển khai và báo cáo {to} trước ngày {day} hằng tháng.", "hằng tháng", "trước ngày " + day, to, null),
            3 => new("kết", $"Giao {via} theo dõi, đôn đốc việc thực hiện và định kỳ báo cáo {to}.", "định kỳ", null, to, null),
            4 => new("kết", $"{via} chịu trách nhiệm tổng hợp, báo cáo {to} chậm nhất ngày {date}.", null, "chậm nhất ngày " + date, to, null),
            _ => new("kết", $"Kết quả thực hiện báo cáo bằng văn bản cho {to} trước ngày {date} để tổng hợp.", null, "trước ngày " + date, to, null),
        };
    }

    private void Ending(string acting)
    {
        if (_document.Type == "Quyết định") return;
        if (_document.Type == "Báo cáo")
        {
            _document.Closing.Add($"Trên đây là báo cáo kết quả của {acting}./.");
            return;
        }

        if (_document.Duties.Count == 0 && _random.Next(4) > 0)
        {
            var duty = MakeDuty();
            _document.Closing.Add(duty.Text);
            _document.Duties.Add(duty);
            _document.Tasks.Add(("kết", duty.Text, []));
        }
        else _document.Closing.Add($"{_document.Type} này được phổ biến đến chi bộ và Nhân dân trên địa bàn./.");
    }

    /// <summary>Where the opening asks nobody, nobody is named for the common part.</summary>
    private string[] Everybody() => _document.Preamble.Exists(p => p.Contains(_general, StringComparison.Ordinal)) ? [_general] : [];

    private string Caps(string title, Outline outline) => outline.CapitalTitles ? title.ToUpperInvariant() : title;

    private string Fill(string body) => body.Replace("{c}", _commune, StringComparison.Ordinal);

    private List<string> Some(IEnumerable<string> from, int least, int most) => [.. from.OrderBy(_ => _random.Next()).Take(_random.Next(least, most + 1))];

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
