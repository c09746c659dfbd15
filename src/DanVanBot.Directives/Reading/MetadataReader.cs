using System.Globalization;
using System.Text.RegularExpressions;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Reading;

/// <summary>What the head, the opening and the signature say of a document; null and a doubt where they say nothing.</summary>
internal sealed record Metadata
{
    public string? Type { get; init; }
    public string? Number { get; init; }
    public DateOnly? Date { get; init; }
    public int? Year { get; init; }
    public string? Period { get; init; }
    public string? Subject { get; init; }
    public string? InferredSubject { get; init; }
    public string? Issuer { get; init; }
    public string? Signer { get; init; }
    public string? SignerRole { get; init; }
    public DirectiveOrigin Origin { get; init; } = new(OfficeLevel.Unknown, null, null);
    public List<Doubt> Doubts { get; init; } = [];
}

internal static partial class MetadataReader
{
    public static Metadata Read(Structure structure, IReadOnlyList<DocumentReference> references, ReadingRules rules)
    {
        var doubts = new List<Doubt>();
        var head = Apart(structure.HeaderLines, rules);
        var opening = string.Join(' ', structure.Blocks.Where(b => b.Kind == BlockKind.Preamble).Select(b => b.Text));
        var whole = structure.Blocks;

        var (number, symbolType) = ReadNumber(head, rules, doubts);
        var (date, dateYear, datePlace) = ReadDate(head, rules, doubts);
        var type = ReadType(head, symbolType, whole, rules, doubts);
        var subject = ReadSubject(head, type, rules);
        if (subject is null) doubts.Add(new Doubt("no-subject", null));
        var inferred = subject is null ? references.FirstOrDefault(r => r.SectionId == rules.Preamble && r.Title is not null)?.Title : null;
        var (issuer, place, level, above) = ReadIssuer(head, opening, datePlace, whole, rules, doubts);
        var (signer, role) = SignatureReader.Read(structure.SignatureLines, issuer, rules, doubts);
        if (signer is null) doubts.Add(new Doubt("no-signer", null));
        if (role is null) doubts.Add(new Doubt("no-signer-role", null));

        var year = YearIn(subject, first: type is not null && rules.ReportTypes.Contains(type)) ?? date?.Year ?? dateYear ?? YearIn(inferred) ?? YearAfter(opening, rules);
        var period = subject is null ? null : rules.Period.Match(subject) is { Success: true } p ? p.Value : null;
        var system = issuer is null ? null : rules.PartyWords.Any(w => VietnameseText.Lower(issuer).Contains(w, StringComparison.Ordinal)) && !rules.StateIssuers.Any(w => VietnameseText.Lower(issuer).StartsWith(w, StringComparison.Ordinal)) ? "party" : "state";
        return new Metadata
        {
            Type = type,
            Number = number,
            Date = date,
            Year = year,
            Period = period,
            Subject = subject,
            InferredSubject = inferred,
            Issuer = issuer,
            Signer = signer,
            SignerRole = role,
            Origin = new DirectiveOrigin(level, place, system) { Superior = above },
            Doubts = doubts,
        };
    }

    /// <summary>Where two columns fell on one line, the number follows the date and the subject the number: each is a line again.</summary>
    private static List<string> Apart(List<string> head, ReadingRules rules)
    {
        var apart = new List<string>();
        foreach (var line in head)
        {
            var rest = line;
            if (rules.Date.Match(rest) is { Success: true } date && rules.Number.Match(rest[(date.Index + date.Length)..]) is { Success: true })
            {
                apart.Add(rest[..(date.Index + date.Length)]);
                rest = rest[(date.Index + date.Length)..].TrimStart();
            }

            if (rules.Number.Match(rest) is { Success: true } number && number.Length < rest.Length && rules.SubjectMark.IsMatch(rest[number.Length..]))
            {
                apart.Add(number.Value);
                rest = rest[number.Length..].TrimStart();
            }

            apart.Add(rest);
        }

        return apart;
    }

    /// <summary>A name, also behind a rank or a degree.</summary>
    internal static bool IsPerson(string text, ReadingRules rules) => IsName(rules.NameTitles.Replace(text, string.Empty));

    /// <summary>Two to six capitalised words and nothing else: a personal name.</summary>
    internal static bool IsName(string text)
    {
        var words = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 6 && words.All(w => w.Length >= 2 && char.IsUpper(w[0]) && w.All(char.IsLetter) && w.Skip(1).All(char.IsLower));
    }

    /// <summary>The last year named, or the first: a report comes from the year it tells of, not from the one it looks forward to.</summary>
    internal static int? YearIn(string? text, bool first = false)
    {
        if (text is null) return null;
        // A term of office is no year: "nhiệm kỳ 2026 - 2031".
        text = YearSpan().Replace(text, " ");
        int? found = null;
        for (var i = 0; i + 4 <= text.Length; i++)
        {
            if (text[i] is not ('1' or '2') || (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '/' or '-')) || (i + 4 < text.Length && char.IsLetterOrDigit(text[i + 4]))) continue;
            if (int.TryParse(text.AsSpan(i, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1945 and <= 2100 && !(first && found is not null)) found = year;
        }

        return found;
    }

    [GeneratedRegex(@"\b(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d\b", RegexOptions.CultureInvariant)]
    private static partial Regex YearSpan();

    private static int? YearAfter(string opening, ReadingRules rules) =>
        rules.PreambleEnd.IsMatch(opening) ? YearIn(opening[^Math.Min(opening.Length, 260)..]) : null;

    private static (string? Number, string? Type) ReadNumber(List<string> head, ReadingRules rules, List<Doubt> doubts)
    {
        for (var i = 0; i < head.Count; i++)
        {
            // The word and the number may stand on two lines.
            var line = rules.NumberAlone.IsMatch(head[i]) && i + 1 < head.Count ? head[i] + " " + head[i + 1] : head[i];
            var match = rules.Number.Match(line);
            if (!match.Success) continue;
            var rest = string.Concat(match.Groups["rest"].Value.Where(c => c != ' ')).Replace('–', '-');
            var type = rest.Split('-', '/').Select(part => rules.TypeOfCode.GetValueOrDefault(part)).FirstOrDefault(t => t is not null);
            if (match.Groups["n"].Success) return (match.Groups["n"].Value.Replace(" ", string.Empty, StringComparison.Ordinal) + rest, type);
            doubts.Add(new Doubt("number-blank", line));
            return (null, type);
        }

        doubts.Add(new Doubt("no-number", null));
        return (null, null);
    }

    private static (DateOnly? Date, int? Year, string? Place) ReadDate(List<string> head, ReadingRules rules, List<Doubt> doubts)
    {
        foreach (var line in head)
        {
            var match = rules.Date.Match(line);
            if (!match.Success) continue;
            var place = match.Groups["place"].Success ? match.Groups["place"].Value.Trim(' ', '-', '*') : null;
            if (place is { Length: 0 } || (place is not null && !char.IsUpper(place[0]))) place = null;
            var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
            if (match.Groups["d"].Success && match.Groups["m"].Success
                && DateOnly.TryParseExact($"{year:0000}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return (date, year, place);
            }

            doubts.Add(new Doubt("date-blank", line));
            return (null, year, place);
        }

        doubts.Add(new Doubt("no-date", null));
        return (null, null, null);
    }

    private static string? ReadType(List<string> head, string? symbolType, List<DraftBlock> blocks, ReadingRules rules, List<Doubt> doubts)
    {
        foreach (var line in head)
        {
            if (!LineJoiner.IsCapitals(line)) continue;
            if (rules.TypeNames.FirstOrDefault(t => line.StartsWith(t, StringComparison.OrdinalIgnoreCase)) is { } type) return type;
        }

        if (symbolType is not null) return symbolType;
        if (head.Any(l => rules.SubjectMark.IsMatch(l))) return rules.TypeOfCode["CV"];
        if (head.Find(l => rules.Number.Match(l) is { Success: true } n && n.Groups["n"].Success) is { } numbered)
        {
            // Only a letter has no type in its number.
            doubts.Add(new Doubt("type-inferred", numbered));
            return rules.TypeOfCode["CV"];
        }

        foreach (var type in rules.TypeNames)
        {
            if (blocks.Find(b => b.Text.Contains(type + " " + rules.ThisWord, StringComparison.Ordinal)) is not { } block) continue;
            doubts.Add(new Doubt("type-inferred", block.Text[..Math.Min(block.Text.Length, 200)]));
            return type;
        }

        // Only a letter turns to somebody and names itself nowhere.
        if (blocks.Find(b => b.Kind == BlockKind.Addressees) is { } addressed)
        {
            doubts.Add(new Doubt("type-inferred", addressed.Text[..Math.Min(addressed.Text.Length, 200)]));
            return rules.TypeOfCode["CV"];
        }

        doubts.Add(new Doubt("no-type", null));
        return null;
    }

    private static string? ReadSubject(List<string> head, string? type, ReadingRules rules)
    {
        for (var i = 0; i < head.Count; i++)
        {
            if (rules.SubjectMark.Match(head[i]) is { Success: true } mark) return Rest(i, mark.Length, capitals: false);
            if (type is not null && LineJoiner.IsCapitals(head[i]) && head[i].StartsWith(type, StringComparison.OrdinalIgnoreCase))
            {
                var subject = Rest(i, type.Length, capitals: true);
                if (subject.Length > 0) return subject;
            }
        }

        // A Party letter has its subject under the number without a mark.
        var number = head.FindIndex(l => rules.Number.IsMatch(l));
        if (number >= 0)
        {
            var rest = head.Skip(number + 1).Where(l => IsSubjectLine(l, rules)).ToList();
            if (rest.Count > 0) return string.Join(' ', rest);
        }

        return null;

        string Rest(int line, int from, bool capitals)
        {
            var text = head[line][from..];
            // The issuer as the corner of the head names it comes back above what a decision rests on.
            var above = string.Join(' ', head.Take(line));
            for (var j = line + 1; j < head.Count && IsSubjectLine(head[j], rules, capitals); j++)
            {
                // "CỦA BAN THƯỜNG VỤ …" names who issues it; a line in capitals behind the subject names who decides.
                if (LineJoiner.IsCapitals(head[j]) && above.Contains(head[j], StringComparison.Ordinal)) continue;
                if (LineJoiner.IsCapitals(head[j]) && (rules.OfBody.IsMatch(head[j]) || !LineJoiner.IsCapitals(text + " AA"))) continue;
                text += " " + head[j];
            }

            return text.Trim(' ', ':', '-');
        }
    }

    private static bool IsSubjectLine(string line, ReadingRules rules, bool capitals = false) =>
        (capitals || !LineJoiner.IsCapitals(line)) && !rules.Number.IsMatch(line) && !(rules.Date.Match(line) is { Success: true, Index: < 3 } && line.Length < 70) && !rules.Mottoes.Any(m => m.IsMatch(line)) && (line.Length > 4 || (capitals && LineJoiner.IsCapitals(line)));

    private static (string? Issuer, string? Place, OfficeLevel Level, string? Superior) ReadIssuer(List<string> head, string opening, string? datePlace, List<DraftBlock> blocks, ReadingRules rules, List<Doubt> doubts)
    {
        string? issuer = null, over = null;
        var isJoint = head.Exists(l => rules.Joint.IsMatch(l));
        var together = new List<string>();
        var names = head.TakeWhile(l => !rules.TypeNames.Any(t => t.Length == l.Length && t.Equals(l, StringComparison.OrdinalIgnoreCase)));
        foreach (var line in names.Where(l => LineJoiner.IsCapitals(l) && !rules.Mottoes.Any(m => m.IsMatch(l))))
        {
            // The last body named in the head is the issuer; what stands above it is its superior.
            var titled = TitleCase(line.TrimStart('/', '.', '-', '\'', '"', ' '), rules);
            if (rules.Unit.Match(titled) is not { Success: true, Index: 0 }) continue;
            // "Ban Thường trực" under its own committee is the committee's.
            if (issuer is not null && rules.Standing.IsMatch(titled)) continue;
            (over, issuer) = (issuer, titled);
            together.Add(titled);
        }

        // Of several bodies that issue together none stands over the other.
        if (isJoint && together.Count > 1)
        {
            doubts.Add(new Doubt("issuer-several", string.Join("; ", together)));
            var leading = together[0];
            return (string.Join(" - ", together), NameIn(leading, rules) ?? datePlace, LevelOf(leading, rules), null);
        }

        // A body of a kind not known stands where the issuer does: right above the number, or under its superior.
        if (BodyAboveNumber(head, rules) is { } unknown && TitleCase(unknown, rules) is var own0 && own0 != issuer && rules.Unit.Match(own0) is not { Success: true, Index: 0 } && !rules.Standing.IsMatch(own0))
            (over, issuer) = (issuer ?? BodyAbove(head, unknown, rules), own0);

        // "CHỈ THỊ" / "CỦA BAN THƯỜNG VỤ TỈNH ỦY": the body within the one in the corner.
        if (head.Find(l => LineJoiner.IsCapitals(l) && rules.OfBody.IsMatch(l)) is { } of && TitleCase(rules.OfBody.Replace(of, string.Empty), rules) is var acting && rules.Unit.Match(acting) is { Success: true, Index: 0 })
            issuer = issuer is not null && NameIn(issuer, rules) is { } place0 && NameIn(acting, rules) is null ? acting + " " + place0 : acting;
        if (issuer is null)
        {
            // "Ủy ban nhân dân (UBND) thành phố …"
            opening = rules.Abbreviation.Replace(opening, string.Empty);
            foreach (Match unit in rules.Unit.Matches(opening))
            {
                var after = opening.AsSpan(unit.Index + unit.Length);
                if (after.Length > 2 && rules.IssuerVerbs.Match(after.ToString()) is { Success: true, Index: 0 } && !(issuer?.Length > unit.Length)) issuer = unit.Value;
            }

            if (issuer is not null) doubts.Add(new Doubt("issuer-inferred", issuer));
            else doubts.Add(new Doubt("no-issuer", null));
        }

        if (issuer is null) return (null, datePlace, OfficeLevel.Unknown, null);
        if (over is not null && rules.Dependent.IsMatch(issuer) && NameIn(issuer, rules) is null) issuer += " " + Superior(over, rules);
        var level = LevelOf(issuer, rules);
        var own = NameIn(issuer, rules);
        var place = own ?? datePlace;
        string? above = null;
        if (level == OfficeLevel.Commune && own is null && datePlace is null)
        {
            // A commune's letter without its name: say whose commune, if the text names one superior place only.
            var word = CommuneWord(blocks, rules);
            if (word is not null && !VietnameseText.Lower(issuer).Contains(word, StringComparison.Ordinal)) issuer += " " + word;
            if (SuperiorPlace(blocks, rules) is { } superior)
            {
                above = superior.Name;
                issuer += $" ({superior.Text})";
            }
        }
        else if (own is null && place is not null && level != OfficeLevel.Central)
        {
            issuer += " " + place;
        }

        return (issuer, place, level, above);
    }

    /// <summary>The last line in capitals above the number, when it names a school, a committee or another body that no list can hold.</summary>
    private static string? BodyAboveNumber(List<string> head, ReadingRules rules)
    {
        var number = head.FindIndex(l => rules.Number.IsMatch(l));
        if (number < 1) return null;
        var above = head[number - 1];
        return LineJoiner.IsCapitals(above) && above.Contains(' ', StringComparison.Ordinal) && rules.BodyWords.IsMatch(above) && !rules.Mottoes.Any(m => m.IsMatch(above)) ? above : null;
    }

    /// <summary>What stands over a body of a kind not known, where that is of such a kind too.</summary>
    private static string? BodyAbove(List<string> head, string body, ReadingRules rules) =>
        head.IndexOf(body) is > 0 and var at && LineJoiner.IsCapitals(head[at - 1]) && rules.BodyWords.IsMatch(head[at - 1]) && !rules.Mottoes.Any(m => m.IsMatch(head[at - 1])) ? TitleCase(head[at - 1], rules) : null;

    /// <summary>Of a state body only its place is said ("Sở Nội vụ tỉnh …"), of a Party body the body itself.</summary>
    private static string Superior(string over, ReadingRules rules) =>
        rules.SuperiorNames.GetValueOrDefault(over) ?? (rules.PlaceWord.Match(over) is { Success: true } place && rules.StateIssuers.Any(w => VietnameseText.Lower(over).StartsWith(w, StringComparison.Ordinal)) ? place.Value.Trim() : over);

    internal static OfficeLevel LevelOf(string issuer, ReadingRules rules)
    {
        var lower = " " + VietnameseText.Lower(issuer) + " ";
        foreach (var (level, words) in rules.Levels)
        {
            if (words.Any(w => lower.Contains(" " + w + " ", StringComparison.Ordinal))) return level;
        }

        return OfficeLevel.Unknown;
    }

    private static string? NameIn(string issuer, ReadingRules rules)
    {
        var words = issuer.Split(' ');
        var name = new List<string>();
        for (var i = words.Length - 1; i > 0 && words[i].Length > 1 && char.IsUpper(words[i][0]) && char.IsLower(words[i][1]); i--) name.Insert(0, words[i]);
        return name.Count is >= 1 and <= 3 && name.Count < words.Length && !rules.NotPlaces.Contains(string.Join(' ', name)) ? string.Join(' ', name) : null;
    }

    private static string? CommuneWord(List<DraftBlock> blocks, ReadingRules rules)
    {
        var text = string.Join(' ', blocks.Where(b => b.Kind is BlockKind.Addressees or BlockKind.Preamble).Select(b => VietnameseText.Lower(b.Text)));
        return Array.Find(rules.CommuneWords, w => text.Contains(" " + w, StringComparison.Ordinal));
    }

    private static (string Name, string Text)? SuperiorPlace(List<DraftBlock> blocks, ReadingRules rules)
    {
        var names = new HashSet<(int Kind, string Name)>();
        foreach (var block in blocks)
        {
            foreach (Match m in rules.PlaceWord.Matches(block.Text))
            {
                var kind = Array.FindIndex(rules.Districts, d => d.Word == m.Groups[1].Value);
                if (kind >= 0) names.Add((kind, m.Groups[2].Value.Trim()));
            }
        }

        return names.Count == 1 ? (names.Single().Name, rules.Districts[names.Single().Kind].Committee + " " + names.Single().Name) : null;
    }

    /// <summary>"ỦY BAN NHÂN DÂN HUYỆN BÌNH SƠN" as prose has it; names after the level word keep their capitals.</summary>
    private static string TitleCase(string capitals, ReadingRules rules)
    {
        var lower = VietnameseText.Lower(capitals);
        var words = lower.Split(' ').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]).ToArray();
        var text = string.Join(' ', words);
        foreach (var phrase in rules.LowerInNames) text = Recase(text, phrase);
        foreach (var name in rules.ProseNames) text = Recase(text, name, rules);
        return string.Join(' ', text.Split(' ').Select(w => rules.Acronyms.Contains(w.ToUpperInvariant()) ? w.ToUpperInvariant() : w));
    }

    /// <summary>Writes every whole occurrence of a phrase, however it is cased, as given.</summary>
    private static string Recase(string text, string phrase, ReadingRules? names = null)
    {
        var lower = VietnameseText.Lower(text);
        var wanted = VietnameseText.Lower(phrase);
        for (var at = lower.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = lower.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var whole = (at > 0 ? lower[at - 1] == ' ' : char.IsUpper(phrase[0])) && (at + wanted.Length == lower.Length || lower[at + wanted.Length] is ' ' or ',');
            // "xã Trường Sơn": right behind the level a word is the place's own.
            if (whole && names is not null && char.IsLower(phrase[0]) && names.CommuneWords.Concat(names.Districts.Select(d => d.Word)).Any(w => lower.AsSpan(0, at).TrimEnd().EndsWith(w, StringComparison.Ordinal))) continue;
            if (whole) text = text[..at] + phrase + text[(at + phrase.Length)..];
        }

        return text;
    }
}
