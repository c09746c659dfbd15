using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// What is measured of a passage for a question, each a number of about 0 to 1. Which passage is best, and whether it answers at all, is judged from these together
/// (<see cref="Judge"/>); none decides alone.
/// </summary>
internal static class Signals
{
    public static readonly string[] Names =
    [
        "score", "covered", "pairs", "block", "topic", "together", "asked_there", "asked_missing", "enumerates", "density",
        "fit", "heading", "header", "short", "clause", "body_topic", "title_topic", "beyond", "focus", "wide",
        "unknown", "rarest_missing", "run", "same_document", "same_section", "reasons", "reasons_unasked", "task", "duty", "missing_words",
        "said_words", "said_pairs", "said_rarest", "focus_near", "lists", "no_attribute", "no_body", "no_paper", "other_facet",
        "counts", "figure_near", "figure_qualified", "kind_unnamed", "focus_missing", "of_place", "named", "long", "percent", "who",
        "pairless", "topic_low", "wide_low", "covered_low", "scattered", "alone",
        "strange", "no_reasons", "no_day", "no_figure", "no_extreme",
    ];

    /// <param name="block">The passage's block.</param>
    /// <param name="score">Of the words, as a share of the best block's.</param>
    /// <param name="fit">Of the document (1 where nothing tells).</param>
    public static float[] Of(CorpusBlock block, Passage passage, float score, float fit, Understanding question, Query query, (CorpusDocument Document, string Section)? anchor, bool isNamed, bool hasTask)
    {
        var (body, crumb, context) = passage.Said;
        var all = body | crumb;
        var pairs = query.ContentPairs;
        var asks = question.Has(Intents.Number | Intents.Percent | Intents.Ordinal | Intents.WhichDocument | Intents.DocumentNumber | Intents.Time | Intents.Date | Intents.Deadline | Intents.Year | Intents.Where);
        var missing = query.Content & ~query.WithAlternatives(all | context);
        var rarest = 0f;
        for (var m = missing; m != 0; m &= m - 1) rarest = Math.Max(rarest, query.Weight(m & (~m + 1)));
        var said = query.Content & query.WithAlternatives(all);
        var rarestSaid = 0f;
        for (var m = said & body; m != 0; m &= m - 1) rarestSaid = Math.Max(rarestSaid, query.Weight(m & (~m + 1)));
        var (near, qualified) = Figures.Near(block, question, QuestionRules.Default);
        var kind = block.Block.Kind;
        var reasons = question.Has(Intents.Reason);
        return
        [
            score,
            passage.Coverage,
            passage.PairCoverage,
            passage.BlockCoverage,
            passage.Topic,
            pairs == 0 ? 0 : passage.ContentPairs,
            One(asks && passage.HasAskedType),
            One(asks && !passage.HasAskedType),
            One(passage.Enumerates),
            // Much of the question and little else is no answer, unless the figure or day asked for is the rest.
            asks && passage.HasAskedType ? 0 : passage.Density,
            MathF.Log(Math.Max(fit, .05f)),
            One(kind == BlockKind.Heading),
            One(kind is BlockKind.Header or BlockKind.Preamble or BlockKind.Addressees or BlockKind.Copies or BlockKind.Signature),
            1f / (1 + (block.Tokens.Length / 20f)),
            passage.BestClause,
            query.Share(body, query.Topic),
            query.Share(crumb, query.Topic),
            query.TopicBeyond(all, context),
            query.Share(all, query.Focus),
            query.Share(all | context, query.Wide),
            query.Share(0, query.Unknown) < 1 ? query.Weight(query.Unknown) / Math.Max(query.Total, .1f) : 0,
            rarest / query.HighestIdf,
            Math.Min(query.LongestRun(block.Terms), 8) / 8f,
            One(anchor is { } a && a.Document == block.Document),
            One(anchor is { } b && b.Document == block.Document && b.Section == block.Block.SectionId),
            One(block.GivesReasons && reasons),
            One(block.GivesReasons && !reasons),
            One(question.Has(Intents.Tasks | Intents.Responsible) && hasTask),
            One(block.HasDuty && question.Has(Intents.Report | Intents.ReportMentioned | Intents.Deadline)),
            Math.Min(System.Numerics.BitOperations.PopCount(missing), 5) / 5f,
            Math.Min(query.Weight(said) / (query.HighestIdf * 6), 1),
            Math.Min(query.PairWeight(query.ContentPairs & query.PairsIn(block.Terms)) / (query.HighestIdf * 4), 1),
            rarestSaid / query.HighestIdf,
            passage.FocusNear,
            One(question.Enumerates),
            One(!Evidence.SaysAttributes(passage, block, question)),
            One(!Evidence.NamesBodies(block, question)),
            One(!Evidence.NamesAll(block, question.Papers)),
            One(Evidence.OtherFacet(block, passage, question, QuestionRules.Default)),
            One(question.Has(Intents.Number) && question.AskedNouns.Count > 0),
            near,
            qualified,
            One(question.NamedKinds.Count > 0 && !question.NamedKinds.Exists(k => IsNamed(block, k))),
            One(query.Focus != 0 && query.Share(all, query.Focus) <= 0),
            One(question.Places.Exists(p => p.Name == block.Document.Place)),
            One(isNamed),
            Math.Min(question.ContentCount, 12) / 12f,
            One(question.Has(Intents.Percent)),
            One(question.Has(Intents.Responsible)),
            One(pairs == 0),
            Math.Max(0, .6f - passage.Topic),
            Math.Max(0, .5f - query.Share(all | context, query.Wide)),
            Math.Max(0, .5f - passage.BlockCoverage),
            pairs == 0 ? 1 - passage.Topic : Math.Max(0, .3f - passage.ContentPairs) * (1 - passage.Topic),
            One(question.TopicWords < 2),
            query.Strange,
            One(reasons && !block.GivesReasons),
            One(question.Has(Intents.Date | Intents.Deadline | Intents.Year) && !passage.HasAskedType),
            One(question.Has(Intents.Number) && !passage.HasAskedType),
            One(question.AsksExtreme && !QuestionRules.Default.ExtremeSaid.IsIn(block.Tokens, block.Block.Text)),
        ];
    }

    /// <summary>"xã nào": the passage names one ("xã Bình Long", "tổ 5").</summary>
    private static bool IsNamed(CorpusBlock block, string[] kind)
    {
        var tokens = block.Tokens;
        // "cây cầu nào" is answered with "cầu Thạnh Đức".
        kind = kind[^1..];
        for (var i = 0; i + kind.Length < tokens.Length; i++)
        {
            var k = 0;
            while (k < kind.Length && tokens[i + k].Folded == kind[k]) k++;
            if (k == kind.Length && !tokens[i + k].Breaks && (tokens[i + k].IsNumber || char.IsUpper(block.Block.Text[tokens[i + k].Start]))) return true;
        }

        return false;
    }

    private static float One(bool yes) => yes ? 1 : 0;
}
