using System.Globalization;
using System.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>The chat text of an answer: the quotation, where it is from, what is to be minded. At most 2,000 characters.</summary>
public static class AnswerText
{
    private const int Longest = 2000;
    private const int Around = 40;

    public static string Compose(Answer answer, AnswerTexts texts)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(texts);
        return answer.Route == AnswerRoute.Answer && answer.Citations.Count > 0 ? Found(answer, texts) : Refused(answer, texts);
    }

    /// <summary>"Công văn số 121-CV/ĐU …": how a document is named to a reader, with what the stored copy lacks said.</summary>
    public static string NameOf(Directive directive, AnswerTexts texts)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(texts);
        var type = directive.Type ?? texts.Answer("unknown_type");
        var name = (directive.Number, directive.Date) switch
        {
            ({ } number, { } date) => texts.Answer("document_dated", ("type", type), ("number", number), ("date", AnswerTexts.Date(date))),
            ({ } number, null) => texts.Answer("document_without_date", ("type", type), ("number", number)),
            (null, { } date) => texts.Answer("document_without_number", ("type", type), ("date", AnswerTexts.Date(date))),
            _ => texts.Answer("document_without_both", ("type", type)),
        };
        if (directive.Year is { } year) name = texts.Answer("year", ("document", name), ("year", year.ToString(CultureInfo.InvariantCulture)));
        return directive.Issuer is { } issuer ? texts.Answer("issuer", ("document", name), ("issuer", issuer)) : name;
    }

    /// <summary>"mục 2.3. Các chi bộ trực thuộc", "phần Nơi nhận": how a section is named to a reader.</summary>
    public static string NameOf(Directive directive, string section, AnswerTexts texts)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(texts);
        var title = directive.Sections.FirstOrDefault(s => s.Id == section)?.Title;
        if (title is { Length: > 160 }) title = null;
        if (title is not null) return texts.Answer("section_titled", ("id", section), ("title", title));
        return texts.Answer(Section.IsNumbered(section) ? "section" : "section_named", ("id", section));
    }

    private static string Found(Answer answer, AnswerTexts texts)
    {
        var text = new StringBuilder();
        if (Carried(answer, texts) is { Length: > 0 } what) text.AppendLine(texts.Answer("carried", ("what", what)));
        if (answer.Understood is { } understood) text.AppendLine(texts.Answer("understood", ("text", understood)));
        if (answer.Reason == "both") text.AppendLine(texts.Answer("both"));
        var tail = new StringBuilder();
        foreach (var warning in answer.Warnings) tail.AppendLine().Append(texts.Warning(warning));
        var shown = answer.Citations.Take(answer.Shown).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            var c = shown[i];
            var many = shown.Count > 1 && answer.Reason != "both";
            var line = texts.Answer(c.IsSummary ? many ? "summary_item" : "summary" : many ? "item" : "quote", ("quote", c.Quote));
            var last = i + 1 == shown.Count || shown[i + 1].Directive != c.Directive || shown[i + 1].Section != c.Section;
            var source = last ? Source(c, texts) : string.Empty;
            // One quotation longer than all the room is cut between words, and says so.
            if (i == 0 && text.Length + line.Length + source.Length + tail.Length + 8 > Longest)
            {
                var room = Longest - text.Length - Source(c, texts).Length - tail.Length - Around;
                line = texts.Answer(c.IsSummary ? "summary" : "quote", ("quote", Cut(c.Quote, room)));
                text.AppendLine(line).AppendLine(Source(c, texts));
                break;
            }

            if (i > 0 && text.Length + line.Length + source.Length + tail.Length + 8 > Longest)
            {
                if (!last || shown[i - 1].Section == c.Section) text.AppendLine(Source(shown[i - 1], texts));
                break;
            }

            text.AppendLine(line);
            if (last) text.AppendLine(source);
        }

        if (Figure(answer, texts) is { Length: > 0 } figure && text.Length + tail.Length + figure.Length < Longest - 4) text.AppendLine(figure);
        if (answer.Data.TryGetValue("more", out var more) && more != "0" && text.Length + tail.Length < Longest - 60) text.AppendLine(texts.Answer("more", ("count", more)));
        var result = text.ToString().TrimEnd() + tail.ToString();
        return result.Length <= Longest ? result : result[..Longest];
    }

    private static string Cut(string quote, int room)
    {
        if (quote.Length <= room) return quote;
        var end = quote.LastIndexOfAny([';', '.', ','], room - 1);
        if (end < room / 2) end = quote.LastIndexOf(' ', room - 1);
        return quote[..(end <= 0 ? room : end)].TrimEnd(' ', ',', ';') + "…";
    }

    /// <summary>What was taken over from the question before: the document the answer is from, the year, the unit.</summary>
    private static string Carried(Answer answer, AnswerTexts texts)
    {
        if (answer.Carried is not { } carried) return string.Empty;
        var parts = new List<string>();
        if (carried.Unit is { } unit) parts.Add(texts.Answer("carried_unit", ("unit", unit)));
        if (carried.Place is { } place) parts.Add(texts.Answer("carried_place", ("place", place)));
        if (carried.Document == answer.Citations[0].Document) parts.Add(NameOf(answer.Citations[0].Directive, texts));
        else if (carried.Year is { } year) parts.Add(texts.Answer("carried_year", ("year", year.ToString(CultureInfo.InvariantCulture))));
        return string.Join("; ", parts);
    }

    /// <summary>Whose figure and for what time, where the quotation does not say it itself.</summary>
    private static string Figure(Answer answer, AnswerTexts texts)
    {
        var quote = answer.Citations[0].Quote;
        var parts = new List<string>();
        foreach (var key in (ReadOnlySpan<string>)["place", "period"])
        {
            if (!answer.Data.TryGetValue(key, out var value) || quote.Contains(value, StringComparison.OrdinalIgnoreCase)) continue;
            parts.Add(key == "period" && answer.Data.TryGetValue("year", out var year) ? value + " " + year : value);
        }

        return parts.Count == 0 ? string.Empty : texts.Answer("figure", ("what", string.Join(", ", parts)));
    }

    private static string Source(Citation citation, AnswerTexts texts)
    {
        var section = NameOf(citation.Directive, citation.Section, texts);
        var document = NameOf(citation.Directive, texts);
        return citation.IsSummary
            ? texts.Answer("source_summary", ("summary_label", texts.Answer("summary_label")), ("section", section), ("document", document))
            : texts.Answer("source", ("section", section), ("document", document));
    }

    private static string Refused(Answer answer, AnswerTexts texts)
    {
        var text = new StringBuilder(texts.Reason(answer.Reason, answer.Data));
        if (answer.Suggestions.Count > 0)
        {
            var sections = answer.Suggestions.Select(s => NameOf(s.Directive, s.Section, texts) + ", " + NameOf(s.Directive, texts));
            text.Append(' ').Append(texts.Reason("nearest", new Dictionary<string, string> { ["sections"] = string.Join("; ", sections) }));
        }

        if (answer.Route == AnswerRoute.Abstain && answer.Reason is not ("out-of-domain" or "legal-advice")) text.Append(' ').Append(texts.Reason("offer", answer.Data));
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest);
    }
}
