using System.Globalization;
using System.Text;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Tests.Scoring;

/// <summary>The measures of <c>../shared/qa/score.py</c>.</summary>
internal sealed record Figures(string Name, int Answerable, int First, int Three, int Answered, int Unanswerable, int Wrong, int GuardedWrong, int Due, int Warned)
{
    public double Hit1 => 100.0 * First / Math.Max(1, Answerable);
    public double Hit3 => 100.0 * Three / Math.Max(1, Answerable);
    public double AnsweredShare => 100.0 * Answered / Math.Max(1, Answerable);
    public double WrongShare => 100.0 * Wrong / Math.Max(1, Unanswerable);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: answerable {Answerable}: hit@1 {Hit1:F1}, hit@3 {Hit3:F1}, answered {AnsweredShare:F1}; unanswerable {Unanswerable}: answered {WrongShare:F1} %, guarded {GuardedWrong}; warnings {Warned} of {Due}");
}

/// <summary>Scores a set of questions in process, and holds every shown span against the stored block it is said to come from.</summary>
internal static class Scorer
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    /// <param name="misses">Gets a line for each question that was not answered as expected.</param>
    public static Figures Score(string name, IReadOnlyList<GoldQuestion> questions, Corpus corpus, ICollection<string>? misses = null)
    {
        var figures = new Figures(name, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var gold in questions)
        {
            var answer = Answerer.Answer(gold.Question, corpus, Today);
            var text = AnswerText.Compose(answer, AnswerTexts.Default);
            foreach (var c in answer.Citations) Verbatim(c);
            text.Length.Should().BeLessThanOrEqualTo(2000);
            if (!gold.IsAnswerable)
            {
                var bad = answer.Route == AnswerRoute.Answer || answer.Citations.Count > 0;
                figures = figures with { Unanswerable = figures.Unanswerable + 1, Wrong = figures.Wrong + One(bad), GuardedWrong = figures.GuardedWrong + One(bad && gold.MustNever) };
                if (bad) misses?.Add(Line(gold, answer, "ANSWERED", corpus));
                continue;
            }

            var first = answer.Citations.Take(1).Any(c => gold.Accepted.Any(p => Fits(p, c, text))) && !gold.MustNotContain.Any(m => Normal(text).Contains(Normal(m), StringComparison.Ordinal));
            var three = first || answer.Citations.Take(3).Any(c => gold.Accepted.Any(p => Fits(p, c, text + " " + c.Quote)));
            figures = figures with
            {
                Answerable = figures.Answerable + 1,
                First = figures.First + One(first),
                Three = figures.Three + One(three),
                Answered = figures.Answered + One(answer.Route == AnswerRoute.Answer),
                Due = figures.Due + One(gold.WarningDue),
                Warned = figures.Warned + One(gold.WarningDue && answer.Warnings.Count > 0),
            };
            if (!first) misses?.Add(Line(gold, answer, answer.Route == AnswerRoute.Answer ? three ? "second" : "wrong" : "abstained", corpus));
        }

        return figures;
    }

    public static string Normal(string text)
    {
        var normal = new StringBuilder(VietnameseText.Lower(VietnameseText.CollapseSpaces(VietnameseText.ToNfc(text))));
        return normal.Replace('“', '"').Replace('”', '"').Replace("*", string.Empty).ToString();
    }

    private static void Verbatim(Citation citation)
    {
        var block = citation.Directive.Blocks.Single(b => b.Id == citation.BlockId);
        block.Text.Substring(citation.Offset, citation.Length).Should().Be(citation.Quote);
        citation.Section.Should().Be(block.SectionId);
    }

    internal static bool Fits(GoldPlace place, Citation citation, string shown) =>
        place.Document == citation.Document
        && place.Sections.Any(s => citation.Section == s || citation.Section.StartsWith(s + ".", StringComparison.Ordinal))
        && place.MustContain.All(m => Normal(shown).Contains(Normal(m), StringComparison.Ordinal));

    private static int One(bool yes) => yes ? 1 : 0;

    private static string Line(GoldQuestion gold, Answer answer, string what, Corpus corpus)
    {
        var cited = answer.Citations.Count == 0 ? answer.Reason : string.Join(", ", answer.Citations.Take(3).Select(c => c.Document[..3] + " " + c.Section)) + " \"" + answer.Citations[0].Quote[..Math.Min(90, answer.Citations[0].Quote.Length)] + "\"";
        var wanted = string.Join(" / ", gold.Accepted.Select(p => p.Document[..3] + " " + string.Join(',', p.Sections) + " [" + string.Join("; ", p.MustContain) + "]"));
        var (best, where) = Answerer.Run(gold.Question, corpus).Best is { } found ? (found.Passage, Where: found.Block.Document.Directive.File[..3] + " " + found.Block.Block.SectionId) : default;
        var why = best is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" | topic {best.Topic:F2} pairs {best.ContentPairs:F2} covered {best.BlockCoverage:F2} {best.HasAskedType} {where}");
        return $"{gold.Id} {gold.Style} {what} | {gold.Text}{(gold.History.Count > 0 ? " <- " + gold.History[^1] : string.Empty)} | want {wanted} | got {answer.Reason}: {cited}{why}";
    }
}
