using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Reading;

/// <summary>Reads the citations of other documents: type, number, date, issuer and title, each as far as the text gives it.</summary>
internal static class ReferenceReader
{
    public static List<DocumentReference> Read(IReadOnlyList<Block> blocks, ReadingRules rules)
    {
        var found = new List<DocumentReference>();
        foreach (var block in blocks)
        {
            if (block.Kind is BlockKind.Header or BlockKind.Signature or BlockKind.Copies or BlockKind.Addressees) continue;
            var symbols = DocumentSymbols.Find(block.Text).Where(s => HasKnownCode(s, rules) || TypeBefore(block.Text, s.Start, rules) is not null).ToList();
            for (var i = 0; i < symbols.Count; i++)
            {
                var symbol = symbols[i];
                var end = symbol.Start + symbol.Length;
                var limit = i + 1 < symbols.Count && symbols[i + 1].Start >= end ? symbols[i + 1].Start : block.Text.Length;
                found.Add(ReadOne(block, symbol, end, limit, rules));
            }
        }

        ShareDates(found);
        return found;
    }

    /// <summary>One entry for each document: the same number with another date is another document, a number cut short by a slip is the same.</summary>
    public static List<DocumentReference> Distinct(IEnumerable<DocumentReference> references)
    {
        var result = new List<DocumentReference>();
        foreach (var reference in references)
        {
            var at = result.FindIndex(r => IsSame(r, reference));
            if (at < 0) result.Add(reference);
            else
            {
                var kept = result[at];
                result[at] = kept with
                {
                    Number = kept.Number.Length >= reference.Number.Length ? kept.Number : reference.Number,
                    Date = kept.Date ?? reference.Date,
                    Issuer = kept.Issuer ?? reference.Issuer,
                    Title = kept.Title ?? reference.Title,
                    Type = kept.Type ?? reference.Type,
                };
            }
        }

        return result;
    }

    private static bool IsSame(DocumentReference a, DocumentReference b)
    {
        if (a.Date is { } x && b.Date is { } y && x != y) return false;
        string m = DocumentSymbols.Canonical(a.Number), n = DocumentSymbols.Canonical(b.Number);
        return m == n || (a.Type == b.Type && Math.Abs(m.Length - n.Length) == 1 && m.Length > 8 && (m.StartsWith(n, StringComparison.Ordinal) || n.StartsWith(m, StringComparison.Ordinal)));
    }

    private static bool HasKnownCode(DocumentSymbol symbol, ReadingRules rules) =>
        symbol.Code.Split('/', '-').Any(part => rules.TypeOfCode.ContainsKey(part) || part.StartsWith("UBTVQH", StringComparison.Ordinal) || part.StartsWith("QH1", StringComparison.Ordinal));

    private static DocumentReference ReadOne(Block block, DocumentSymbol symbol, int end, int limit, ReadingRules rules)
    {
        var text = block.Text;
        var type = TypeBefore(text, symbol.Start, rules) ?? symbol.Code.Split('/', '-').Select(p => rules.TypeOfCode.GetValueOrDefault(p.StartsWith("QH", StringComparison.Ordinal) ? "QH" : p)).FirstOrDefault(t => t is not null);
        var after = text[end..limit];
        DateOnly? date = null;
        string? issuer = null, title = null;
        var at = 0;
        if (rules.ReferenceDate.Match(after) is { Success: true } d)
        {
            date = DocumentSymbols.Date(d.Groups[1].Value, d.Groups[2].Value, d.Groups[3].Value);
            at = d.Length;
        }

        var own = rules.ReferenceOf.Match(after[at..]);
        if (own.Success && rules.Unit.Match(after, at + own.Length) is { Success: true } unit && unit.Index == at + own.Length)
        {
            issuer = unit.Value;
            at = unit.Index + unit.Length;
            // "số 18-NQ/TW của Ban Chấp hành Trung ương khóa XII ngày 25/10/2017"
            if (date is null && rules.ReferenceDate.Match(after[at..]) is { Success: true } later)
            {
                date = DocumentSymbols.Date(later.Groups[1].Value, later.Groups[2].Value, later.Groups[3].Value);
                at += later.Length;
            }
        }

        if (rules.ReferenceTitle.Match(after[at..]) is { Success: true } t)
        {
            title = t.Groups["t"].Value;
            // A title may itself name a document: it then goes on behind that one's number.
            if (at + t.Index + t.Length == after.Length && end + after.Length < text.Length && t.Groups["t"].Index + t.Groups["t"].Length == t.Length)
            {
                var from = end + at + t.Groups["t"].Index;
                var stop = text.IndexOfAny([';', '.'], limit);
                title = text[from..Math.Min(stop < 0 ? text.Length : stop, Math.Min(text.Length, from + 420))];
            }

            if (rules.ReferenceTitleEnd.Match(title) is { Success: true } turn) title = title[..turn.Index];
            title = title.Trim(' ', '“', '”', '"', ',');
            if (title.Length < 8) title = null;
            at += t.Length;
        }

        var start = type is not null && text[..symbol.Start].LastIndexOf(type, StringComparison.OrdinalIgnoreCase) is var s and >= 0 && symbol.Start - s < 40 ? s : symbol.Start;
        return new DocumentReference(block.SectionId, block.Id, type, symbol.Number + symbol.Code, date, issuer, title, start, end + at - start);
    }

    /// <summary>In "217, 218-QĐ/TW ngày 12/12/2013" the date belongs to both.</summary>
    private static void ShareDates(List<DocumentReference> found)
    {
        for (var i = found.Count - 2; i >= 0; i--)
        {
            var next = found[i + 1];
            if (found[i].Date is not null || found[i].BlockId != next.BlockId || next.Date is null) continue;
            var grouped = next.Offset <= found[i].Offset + 12;
            // "Quyết định số 217-QĐ/TW, Quyết định số 218-QĐ/TW ngày …": a list of equals, the date stands once at its end.
            var listed = found[i].Type == next.Type && found[i].Issuer is null && found[i].Title is null && next.Offset - (found[i].Offset + found[i].Length) is >= 0 and <= 3;
            if (grouped || listed) found[i] = found[i] with { Date = next.Date, Issuer = found[i].Issuer ?? next.Issuer };
        }
    }

    private static string? TypeBefore(string text, int at, ReadingRules rules)
    {
        var before = text[Math.Max(0, at - 40)..at];
        var best = -1;
        string? type = null;
        foreach (var name in rules.TypeNames.Concat(rules.OtherDocuments))
        {
            var found = before.LastIndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (found < 0 || found + name.Length < best + 1) continue;
            var between = before[(found + name.Length)..].Trim(' ', ',');
            if (!(between.Length == 0 || between.Equals(rules.NumberWord, StringComparison.OrdinalIgnoreCase) || between.StartsWith(rules.NumberWord + " ", StringComparison.OrdinalIgnoreCase))) continue;
            if (between.Length > 20) continue;
            if (found > best || (found == best && name.Length > type!.Length))
            {
                best = found;
                type = name;
            }
        }

        return type;
    }
}
