using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>Whether the kind of thing asked for stands in a passage. A question for a figure is not answered with a sentence without one.</summary>
internal static class AnswerTypes
{
    private const int Item = 12;

    /// <summary>True when nothing particular is asked for or it is there.</summary>
    public static bool IsSatisfied(CorpusBlock block, int from, int to, Understanding question, QuestionRules rules)
    {
        if (question.Has(Intents.Percent)) return HasPercent(block, from, to);
        if (question.Has(Intents.Number)) return HasNumber(block, from, to, question, rules);
        if (question.Has(Intents.Ordinal)) return HasOrdinal(block, from, to, rules);
        if (question.Has(Intents.WhichDocument | Intents.DocumentNumber)) return HasSymbol(block, from, to, question);
        // The day in a head is the document's.
        if (block.Block.Kind == BlockKind.Header && !question.SpeaksOfHead && question.Has(Intents.Time | Intents.Date | Intents.Deadline | Intents.Year)) return false;
        if (question.Has(Intents.Time)) return HasDate(block, from, to, rules) || HasTime(block, from, to, rules) || IsSaid(rules.RecurrenceSaid, block, from, to) || HasYear(block, from, to, rules);
        if (question.Has(Intents.Date | Intents.Deadline)) return HasDate(block, from, to, rules) || HasTime(block, from, to, rules);
        if (question.Has(Intents.Year)) return HasYear(block, from, to, rules);
        if (question.Has(Intents.Where)) return IsSaid(rules.WhereSaid, block, from, to);
        return true;
    }

    private static bool HasPercent(CorpusBlock block, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (block.Tokens[i].IsNumber && IsShare(block, i)) return true;
        }

        return false;
    }

    private static bool IsShare(CorpusBlock block, int number)
    {
        var text = block.Block.Text;
        var end = block.Tokens[number].End;
        return end < text.Length && (text[end] == '%' || (text[end] == ' ' && end + 1 < text.Length && text[end + 1] == '%'));
    }

    private static bool HasNumber(CorpusBlock block, int from, int to, Understanding question, QuestionRules rules)
    {
        for (var i = from; i < to; i++)
        {
            var inWords = question.AskedNouns.Count > 0 && rules.NumberWords.Contains(block.Block.Text.Substring(block.Tokens[i].Start, block.Tokens[i].Length));
            if (inWords && i + 1 < to && question.AskedNouns.Exists(n => Array.IndexOf(n.AnyOf, block.Tokens[i + 1].Folded) >= 0 && IsQualified(block, i, from, to, n))) return true;
            if (!block.Tokens[i].IsNumber || !IsQuantity(block, i, rules)) continue;
            // "15%" counts no persons.
            if (question.AskedNouns.Count > 0 && IsShare(block, i)) continue;
            if (question.AskedNouns.Count == 0)
            {
                // "diện tích … là bao nhiêu": the figure stands beside a word of the question.
                for (var j = Math.Max(from, i - 4); j < Math.Min(to, i + 4); j++)
                {
                    if (j != i && Array.Exists(question.Terms, t => t.IsContent && t.Term == block.Terms[j])) return true;
                }

                continue;
            }

            foreach (var noun in question.AskedNouns)
            {
                for (var j = i + 1; j < Math.Min(to, i + 4) && !block.Tokens[j].IsNumber; j++)
                {
                    if (Array.IndexOf(noun.AnyOf, block.Tokens[j].Folded) >= 0 && IsQualified(block, i, from, to, noun)) return true;
                }
            }
        }

        return false;
    }

    /// <summary>"bao nhiêu đơn tố cáo" is not answered with "229 đơn": the words behind the noun stand in the sentence around the figure.</summary>
    private static bool IsQualified(CorpusBlock block, int number, int from, int to, AskedNoun noun)
    {
        if (noun.Qualifiers.Length == 0) return true;
        // A title says which of them all the items under it are.
        for (var i = 0; block.Tokens.Length <= Item && i + 1 < block.Crumb.Terms.Length; i++)
        {
            if (noun.Terms is var (one, other) && block.Crumb.Terms[i] == one && block.Crumb.Terms[i + 1] == other) return true;
        }

        int first = number, last = number + 1;
        while (first > from && number - first < 24 && !block.Tokens[first].Breaks) first--;
        while (last < to && last - number < 16 && !block.Tokens[last].Breaks) last++;
        for (var i = first; i + 1 < last; i++)
        {
            if (block.Tokens[i].Folded == noun.Qualifiers[0] && block.Tokens[i + 1].Folded == noun.Qualifiers[1]) return true;
        }

        return false;
    }

    /// <summary>Not a date, a year, a document symbol or a marker.</summary>
    public static bool IsQuantity(CorpusBlock block, int i, QuestionRules rules)
    {
        var token = block.Tokens[i];
        var text = block.Block.Text;
        if (token.Folded.Count(c => c == '/') > 1) return false;
        if (token.End < text.Length && text[token.End] is '-' or '/' && token.End + 1 < text.Length && char.IsLetter(text[token.End + 1]) && char.IsUpper(text[token.End + 1])) return false;
        if (i == 0 && block.Block.Kind is BlockKind.Paragraph or BlockKind.Heading && token.Start == 0) return false;
        // A year stands behind its word or beside another year ("2021 - 2025").
        if (!IsYear(token)) return true;
        return !((i > 0 && (block.Tokens[i - 1].Folded == rules.YearWord || IsYear(block.Tokens[i - 1]))) || (i + 1 < block.Tokens.Length && IsYear(block.Tokens[i + 1])));
    }

    private static bool IsYear(Token token) => token.IsNumber && token.Folded.Length == 4 && token.Folded[0] is '1' or '2' && token.Folded.All(char.IsAsciiDigit);

    private static bool HasOrdinal(CorpusBlock block, int from, int to, QuestionRules rules)
    {
        for (var i = from; i + 1 < to; i++)
        {
            if (rules.OrdinalHeads.Contains(block.Tokens[i].Folded) && (block.Tokens[i + 1].IsNumber || block.Tokens[i + 1].Folded.All(c => c is 'i' or 'v' or 'x'))) return true;
        }

        return false;
    }

    private static bool HasSymbol(CorpusBlock block, int from, int to, Understanding question)
    {
        var text = block.Block.Text;
        for (var i = from; i < to; i++)
        {
            var token = block.Tokens[i];
            if (token.IsNumber && token.End + 1 < text.Length && text[token.End] is '-' or '/' && char.IsLetter(text[token.End + 1]) && (question.Types.Count == 0 || question.Types.Exists(type => StandsBefore(block, i, type)))) return true;
        }

        return false;
    }

    /// <summary>"kế hoạch số mấy" is not answered with the number of a letter.</summary>
    private static bool StandsBefore(CorpusBlock block, int number, string type)
    {
        const int near = 3;
        var words = type.Split(' ');
        var first = Tokenizer.Key(words[0]);
        var last = Tokenizer.Key(words[^1]);
        for (var i = Math.Max(0, number - near - words.Length); i + words.Length <= number; i++)
        {
            if (block.Tokens[i].Folded == first && block.Tokens[i + words.Length - 1].Folded == last) return true;
        }

        return false;
    }

    /// <summary>A day: "07/01/2019", "ngày 5". A year or a term of office is no day.</summary>
    private static bool HasDate(CorpusBlock block, int from, int to, QuestionRules rules)
    {
        for (var i = from; i < to; i++)
        {
            if (block.Tokens[i].IsNumber && block.Tokens[i].Folded.Count(c => c == '/') == 2) return true;
            if (i > from && i + 1 < to && block.Tokens[i].IsNumber && block.Tokens[i - 1].Folded == rules.DayWord && block.Tokens[i].Folded.Length <= 5) return true;
        }

        return false;
    }

    /// <summary>"thứ tư hằng tuần", "tháng 6/2024", "20/6".</summary>
    private static bool HasTime(CorpusBlock block, int from, int to, QuestionRules rules) => IsSaid(rules.TimeSaid, block, from, to);

    private static bool IsSaid(Text.PhraseSet said, CorpusBlock block, int from, int to)
    {
        foreach (var (first, last) in said.Matches(block.Tokens, block.Block.Text))
        {
            if (first >= from && last <= to) return true;
        }

        return false;
    }

    private static bool HasYear(CorpusBlock block, int from, int to, QuestionRules rules)
    {
        for (var i = from; i < to; i++)
        {
            var token = block.Tokens[i];
            if (!token.IsNumber) continue;
            if (token.Folded.Count(c => c == '/') == 2) return true;
            if (i > 0 && (block.Tokens[i - 1].Folded == rules.YearWord || block.Tokens[i - 1].Folded == rules.DayWord)) return true;
            if (token.Folded.Length == 4 && token.Folded[0] is '1' or '2') return true;
        }

        return false;
    }
}
