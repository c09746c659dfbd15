using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Counts, field by field, what was read against what was made.</summary>
internal sealed class ReadingScore
{
    private readonly SortedDictionary<string, (int Right, int All)> _fields = new(StringComparer.Ordinal);

    public List<string> Misses { get; } = [];

    public double this[string field] => _fields.TryGetValue(field, out var f) && f.All > 0 ? (double)f.Right / f.All : double.NaN;

    public void Add(string where, MadeDocument made, Directive? read, string? refused)
    {
        if (read is null)
        {
            Field("read", false, where, refused);
            return;
        }

        Field("read", true, where, null);
        Field("type", read.Type == made.Type, where, $"{read.Type} for {made.Type}");
        Field("number", Squeeze(read.Number) == Squeeze(made.Number), where, $"{read.Number} for {made.NumberText}");
        Field("date", read.Date == made.Date, where, $"{read.Date} for {made.DateText}");
        if (made.Subject is not null) Field("subject", Overlap(read.Subject, made.Subject) >= .8, where, $"{read.Subject} for {made.Subject}");
        if (made.Issuer is not null) Field("issuer", Overlap(Long(read.Issuer), Long(made.Issuer)) >= .6, where, $"{read.Issuer} for {made.Issuer}");
        Field("signer", read.Signer == made.Signer, where, $"{read.Signer} for {made.Signer}");
        Field("role", read.SignerRole == made.Role, where, $"{read.SignerRole} for {made.Role}");
        Field("addressees", read.Addressees.SequenceEqual(made.Addressees), where, string.Join("|", read.Addressees));
        Field("copies", read.CopiesTo.SequenceEqual(made.Copies), where, string.Join("|", read.CopiesTo));

        var blocks = read.Blocks.Where(b => b.Kind is not (BlockKind.Header or BlockKind.Addressees or BlockKind.Copies or BlockKind.Signature)).Select(b => (b.SectionId, b.Text)).ToList();
        // A title and what stands after its colon are two blocks here.
        var joined = blocks.Concat(read.Blocks.Zip(read.Blocks.Skip(1)).Where(p => p.First.Kind == BlockKind.Heading && p.First.SectionId == p.Second.SectionId).Select(p => (p.First.SectionId, p.First.Text + " " + p.Second.Text))).ToList();
        var truth = made.Preamble.Select(p => ("mở đầu", p)).Concat(made.Parts.Select(p => (p.Section, p.Line))).Concat(made.Closing.Select(c => ("kết", c))).ToList();
        foreach (var (section, text) in truth) Field("sections recall", joined.Exists(b => b.SectionId == section && Overlap(b.Item2, text) >= .8), where, $"[{section}] {text}");
        var frame = VietnameseText.CollapseSpaces(string.Join(' ', made.Frame));
        foreach (var (section, text) in blocks.Where(b => !frame.Contains(VietnameseText.CollapseSpaces(b.Text.Replace('|', ' ')).Trim(), StringComparison.Ordinal))) Field("sections precision", truth.Exists(t => Overlap(t.Item2, text) >= .5 || t.Item2.Contains(text, StringComparison.Ordinal)), where, $"[{section}] {text}");

        foreach (var t in made.Tasks) Field("tasks recall", read.Tasks.Any(x => Overlap(x.Text, t.Text) >= .8), where, $"[{t.Section}] {t.Text}");
        foreach (var t in read.Tasks) Field("tasks precision", made.Tasks.Any(x => Overlap(x.Text, t.Text) >= .8), where, $"[{t.SectionId}] {t.Text}");
        foreach (var t in made.Tasks.Where(t => t.Units.Length > 0 && read.Tasks.Any(x => Overlap(x.Text, t.Text) >= .8)))
        {
            var units = read.Tasks.First(x => Overlap(x.Text, t.Text) >= .8).Units;
            Field("task units", Overlap(string.Join(' ', units), string.Join(' ', t.Units)) >= .6, where, $"{string.Join('|', units)} for {string.Join('|', t.Units)}: {t.Text}");
        }

        foreach (var (text, day) in made.Days)
            Field("task day", read.Tasks.FirstOrDefault(x => Overlap(x.Text, text) >= .8)?.Deadline == day, where, $"{read.Tasks.FirstOrDefault(x => Overlap(x.Text, text) >= .8)?.Deadline} for {day}: {text}");

        foreach (var d in made.Duties)
        {
            var found = read.ReportDuties.Where(x => Overlap(x.Text, d.Text) >= .6).MaxBy(x => Overlap(x.Text, d.Text));
            Field("duties recall", found is not null && found.SectionId == d.Section, where, $"[{d.Section}] {d.Text} ({found?.SectionId})");
            if (found is null) continue;
            Field("duty recurrence", (found.Recurrence is null) == (d.Recurrence is null) && (d.Recurrence is null || Overlap(found.Recurrence, d.Recurrence) >= .5), where, $"{found.Recurrence} for {d.Recurrence}: {d.Text}");
            Field("duty day", (found.Deadline is null) == (d.Deadline is null) && (d.Deadline is null || Overlap(found.Deadline, d.Deadline) >= .6), where, $"{found.Deadline} for {d.Deadline}: {d.Text}");
            Field("duty recipient", (found.ReportTo is null) == (d.To is null) && (d.To is null || Overlap(found.ReportTo, d.To) >= .6), where, $"{found.ReportTo} for {d.To}: {d.Text}");
            Field("duty way", (found.Via is null) == (d.Via is null) && (d.Via is null || Overlap(found.Via, d.Via) >= .6), where, $"{found.Via} for {d.Via}: {d.Text}");
        }

        foreach (var d in read.ReportDuties) Field("duties precision", made.Duties.Exists(x => Overlap(x.Text, d.Text) >= .6), where, $"[{d.SectionId}] {d.Text}");
        foreach (var r in made.References)
        {
            var found = read.References.FirstOrDefault(x => DocumentSymbols.Canonical(x.Number) == DocumentSymbols.Canonical(r.Number));
            Field("references recall", found is not null && found.Date == r.Date, where, $"{found?.Number} {found?.Date} for {r.Number} {r.Date}");
            if (found is not null && r.Issuer is not null) Field("reference issuer", Overlap(found.Issuer, r.Issuer) >= .6, where, $"{found.Issuer} for {r.Issuer}");
        }

        foreach (var r in read.References) Field("references precision", made.References.Exists(x => DocumentSymbols.Canonical(x.Number) == DocumentSymbols.Canonical(r.Number)), where, r.Number);
        foreach (var f in made.Figures)
        {
            var found = read.Statistics.FirstOrDefault(x => x.Value == f.Value && (f.Unit.StartsWith(x.Unit ?? "?", StringComparison.Ordinal) || (x.Unit ?? "?").StartsWith(f.Unit, StringComparison.Ordinal)));
            Field("figures recall", found is not null, where, $"{f.Value} {f.Unit}");
            if (found is null || f.Denominator is null) continue;
            Field("figure fraction", found.Numerator == f.Numerator && found.Denominator == f.Denominator, where, $"{found.Numerator}/{found.Denominator} for {f.Numerator}/{f.Denominator}");
            Field("figure flag", (found.Flag is not null) == f.Wrong, where, $"{found.Flag}: {found.Sentence}");
        }

        if (made.Type == "Báo cáo")
            foreach (var s in read.Statistics) Field("figures precision", made.Figures.Exists(f => f.Value == s.Value), where, $"{s.Value} {s.Unit}: {s.Sentence}");
    }

    public override string ToString() => string.Join("\n", _fields.Select(f => $"{f.Key,-22} {100.0 * f.Value.Right / f.Value.All,6:0.0} % ({f.Value.Right}/{f.Value.All})"));

    private void Field(string name, bool right, string where, string? miss)
    {
        var (r, all) = _fields.GetValueOrDefault(name);
        _fields[name] = (r + (right ? 1 : 0), all + 1);
        if (!right) Misses.Add($"{where} {name}: {miss}");
    }

    private static string? Squeeze(string? text) => text?.Replace(" ", "", StringComparison.Ordinal);

    private static string? Long(string? issuer) => issuer?.Replace("UBND", "Ủy ban nhân dân", StringComparison.Ordinal).Replace("MTTQ", "Mặt trận Tổ quốc", StringComparison.Ordinal);

    private static double Overlap(string? a, string? b)
    {
        HashSet<string> x = Bag(a), y = Bag(b);
        return (double)x.Intersect(y).Count() / Math.Max(1, x.Union(y).Count());
    }

    private static HashSet<string> Bag(string? text) =>
        [.. VietnameseText.Lower(text ?? "").Split([' ', ',', '.', ';', ':', '-', '/', '(', ')', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries)];
}
