using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// Whether what was found supports every particular of the question: the thing asked for by name, the body, the place, the period.
/// A score cannot see these; a passage with all the other words of a question is the most convincing wrong answer.
/// </summary>
internal static class Evidence
{
    /// <summary>Why the passage does not answer, as a reason of the texts file; null when nothing is missing.</summary>
    public static (string Reason, string? Period)? Missing(Candidate found, Understanding question, QuestionRules rules)
    {
        if (!SaysAttributes(found.Passage, found.Block, question)) return (question.Has(Intents.Number) ? "no-figure" : "not-stated", null);
        if ((question.Has(Intents.Deadline) || (question.Has(Intents.Date | Intents.Time) && question.Has(Intents.Report | Intents.ReportMentioned))) && rules.ReportWords.IsIn(question.Tokens, question.Text) && !rules.ReportWords.IsIn(found.Block.Tokens, found.Block.Block.Text)) return ("no-deadline", null);
        if (!NamesAll(found.Block, question.Papers)) return ("not-stated", null);
        if (question.Has(Intents.Tasks | Intents.Responsible | Intents.Report) && !NamesBodies(found.Block, question)) return ("not-stated", null);
        if (question.Has(Intents.Number) && !IsOfPlace(found, question)) return ("no-figure", null);
        if (question.Has(Intents.Number) && !IsOfLevel(found, question, rules)) return ("no-figure", null);
        if (question.Has(Intents.Number | Intents.Date) && question.Locals.Exists(l => !IsOfLocal(found, l, question, rules))) return ("no-figure", null);
        if (question.Has(Intents.Number) && OtherPeriod(found, question, rules) is { } period) return ("other-period", period);
        return null;
    }

    /// <summary>A figure or day of another place, level, part of a place or period than the question's.</summary>
    public static bool OtherFacet(CorpusBlock block, Passage passage, Understanding question, QuestionRules rules)
    {
        var found = new Candidate(block, 0, passage);
        return (question.Has(Intents.Number) && (!IsOfPlace(found, question) || !IsOfLevel(found, question, rules) || OtherPeriod(found, question, rules) is not null))
            || (question.Has(Intents.Number | Intents.Date) && question.Locals.Exists(l => !IsOfLocal(found, l, question, rules)));
    }

    /// <summary>True when the question asks for hardly anything.</summary>
    public static bool IsThin(Candidate found, Understanding question, bool scoped)
    {
        var topic = question.TopicWords;
        var typed = (question.Intents & (Intents.Number | Intents.Ordinal | Intents.Date | Intents.DocumentNumber)) != 0 && found.Passage.HasAskedType;
        // One word, be it said five times, is no question; nor are names of levels and units alone.
        if (question.AsksForUnknown) return true;
        if (question.IsRepetition || (topic < 2 && !typed && !scoped && !question.HasForeignWord)) return true;
        if (question.Intents == Intents.None && !scoped && question.IsOnlyUnits) return true;
        return false;
    }

    public static bool SaysAttributes(Passage passage, CorpusBlock block, Understanding question)
    {
        foreach (var attribute in question.Attributes)
        {
            if (!attribute.Said.Matches(block.Tokens, block.Block.Text).Exists(m => block.Tokens[m.From].Start >= passage.Start && block.Tokens[m.To - 1].End <= passage.End)) return false;
        }

        return true;
    }

    /// <summary>"Hội Người cao tuổi" is not the old people of another sentence: the words of the name stand side by side in the block, its titles or the head of its document.</summary>
    public static bool NamesBodies(CorpusBlock block, Understanding question) => NamesAll(block, question.Organisations);

    public static bool NamesAll(CorpusBlock block, List<(int First, int Second)> names)
    {
        foreach (var (first, second) in names)
        {
            if (first < 0 || second < 0 || !(IsPair(block.Body.Terms, first, second) || IsPair(block.Crumb.Terms, first, second) || IsPair(block.Context.Terms, first, second))) return false;
        }

        return true;
    }

    private static bool IsPair(int[] terms, int first, int second)
    {
        for (var i = 0; i + 1 < terms.Length; i++)
        {
            if (terms[i] == first && terms[i + 1] == second) return true;
        }

        return false;
    }

    /// <summary>"diện tích của phường" is not that of the district whose report is stored, unless the clause of the figure speaks of a phường.</summary>
    private static bool IsOfLevel(Candidate found, Understanding question, QuestionRules rules)
    {
        var own = found.Block.Document.Directive.Origin.Level;
        if (own == OfficeLevel.Unknown) return true;
        var tokens = question.Tokens;
        var nouns = rules.LevelNounPhrases.Matches(tokens, question.Text);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!nouns.Exists(n => n.From <= i && i < n.To) || !rules.LevelNouns.Contains(tokens[i].Folded) || (i > 0 && !rules.BeforeLevel.Contains(tokens[i - 1].Folded))) continue;
            if (question.Places.Exists(p => p.From == i + 1) || rules.LevelOf(tokens[i].Folded) is not (OfficeLevel.Commune or OfficeLevel.Province)) continue;
            if (rules.LevelOf(tokens[i].Folded) == own || (i + 1 < tokens.Count && rules.LevelNouns.Contains(tokens[i].Folded + " " + tokens[i + 1].Folded))) continue;
            // "các xã, phường": not one of them.
            if (i + 1 < tokens.Count && rules.LevelNouns.Contains(tokens[i + 1].Folded)) continue;
            if (!IsNamedWithFigure(found.Block, [tokens[i].Folded], question)) return false;
        }

        return true;
    }

    private static bool IsOfLocal(Candidate found, LocalName place, Understanding question, QuestionRules rules)
    {
        var tokens = found.Block.Tokens;
        var from = Array.FindIndex(tokens, t => t.Start >= found.Passage.Start);
        var to = Array.FindIndex(tokens, t => t.Start >= found.Passage.End);
        return from >= 0 && LocalNames.IsOf(found.Block, from, to < 0 ? tokens.Length : to, place, question, rules);
    }

    /// <summary>A figure is its document's place's, unless the clause it stands in names the other place.</summary>
    private static bool IsOfPlace(Candidate found, Understanding question)
    {
        var block = found.Block;
        var own = block.Document.Directive.Origin;
        foreach (var place in question.Places)
        {
            if (own.Place is { } home && VietnameseText.Fold(home) == place.Name) continue;
            if (!IsNamedWithFigure(block, place.Name.Split(' '), question)) return false;
        }

        return true;
    }

    private static bool IsNamedWithFigure(CorpusBlock block, string[] words, Understanding question)
    {
        for (var from = 0; from < block.Tokens.Length;)
        {
            var to = from + 1;
            while (to < block.Tokens.Length && !block.Tokens[to].Breaks) to++;
            if (HasFigure(block, from, to, question) && HasWords(block, from, to, words)) return true;
            from = to;
        }

        return false;
    }

    private static bool HasWords(CorpusBlock block, int from, int to, string[] words)
    {
        for (var i = from; i + words.Length <= to; i++)
        {
            var k = 0;
            while (k < words.Length && block.Tokens[i + k].Folded == words[k]) k++;
            if (k == words.Length) return true;
        }

        return false;
    }

    private static bool HasFigure(CorpusBlock block, int from, int to, Understanding question) => AnswerTypes.IsSatisfied(block, from, to, question, QuestionRules.Default);

    /// <summary>A half-year figure is never given for a year, nor that of one quarter or half for another.</summary>
    private static string? OtherPeriod(Candidate found, Understanding question, QuestionRules rules)
    {
        var directive = found.Block.Document.Directive;
        if (directive.Period is not null && question.HasWholeYear) return directive.Period;
        if (question.Periods.Count == 0) return null;
        var said = Periods(found.Block.Tokens, found.Block.Block.Text, rules);
        if (said.Count == 0 && directive.Period is not null) said = Periods(directive.Period, rules);
        if (said.Count == 0) said = Periods(directive.Subject ?? string.Empty, rules);
        return question.Periods.TrueForAll(p => said.Exists(s => IsSame(s, p))) ? null : directive.Period ?? directive.Subject ?? string.Empty;
    }

    /// <summary>"6 tháng đầu năm" of a report and "6 tháng" of a question.</summary>
    public static bool IsOfPeriod(CorpusDocument document, string asked)
    {
        foreach (var period in document.Periods)
        {
            if (IsSame(period, asked)) return true;
        }

        return false;
    }

    public static List<string> Periods(string text, QuestionRules rules) => Periods(Tokenizer.Tokenize(text), text, rules);

    private static List<string> Periods(IReadOnlyList<Token> tokens, string text, QuestionRules rules) =>
        [.. rules.PartOfYear.Matches(tokens, text).Select(m => QuestionReader.PeriodOf(tokens, m.From, m.To))];

    /// <summary>"6 tháng" and "6 tháng đầu năm" agree; "6 tháng đầu năm" and "6 tháng cuối năm" do not.</summary>
    private static bool IsSame(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
