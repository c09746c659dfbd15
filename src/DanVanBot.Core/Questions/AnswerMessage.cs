using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Core.Questions;

/// <summary>An answer as a message: its quotations are marked, so that every channel can set them apart.</summary>
public static class AnswerMessage
{
    private const string Marks = "-“” ";

    /// <summary>Composes the message. Summaries are never marked as quotations.</summary>
    /// <param name="step">For the buttons: what they carry is kept in the chat.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="question">The question, for those buttons that ask it again elsewhere.</param>
    /// <param name="before">What the question before had left when it was asked.</param>
    public static BotMessage Compose(StepContext step, Answer answer, string question, QuestionContext? before)
    {
        var text = AnswerText.Compose(answer, AnswerTexts.Default);
        var spans = new List<TextSpan>();
        var from = 0;
        foreach (var citation in answer.Citations.Take(answer.Shown).Where(c => !c.IsSummary))
        {
            var at = text.IndexOf(citation.Quote, from, StringComparison.Ordinal);
            if (at < 0)
                continue;
            from = at + citation.Quote.Length;
            spans.Add(WithMarks(text, at, from));
        }

        var buttons = answer.Route switch
        {
            AnswerRoute.Answer => AfterAnswer(step, answer, question, before),
            AnswerRoute.Abstain => AfterNone(step, answer, question),
            AnswerRoute.AskBack => AfterAskingBack(step, answer),
            _ => step.World.Dialogs.Phrases.Say("after-guard", step.Model()).Buttons,
        };
        return new BotMessage(text, spans, buttons, AskFor.None, []);
    }

    // What sets a quotation apart breaks the line around it: its marks and the dash of its list go with it, or they would stand on lines of their own.
    private static TextSpan WithMarks(string text, int from, int to)
    {
        var line = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        if (!text.AsSpan(line, from - line).ContainsAnyExcept(Marks))
            from = line;
        while (to < text.Length && Marks.Contains(text[to]))
            to++;
        return new TextSpan(from, to - from, SpanKind.Quote);
    }

    private static IReadOnlyList<Button> AfterAnswer(StepContext step, Answer answer, string question, QuestionContext? before)
    {
        var first = answer.Citations[0];
        var directive = first.Directive;
        return step.World.Dialogs.Phrases.Say("after-answer", step.Model(
            ("text", LastTexts.Keep(step, question)),
            ("more", AnswerRest.Of(answer).Count > 0 ? AskedQuestions.Keep(step, question, before) : null),
            ("section", DirectiveRefs.Of(directive, first.Section)),
            ("tasks", UnitTasks.UnitsOf(step).Count > 0),
            ("duties", directive.ReportDuties.Count > 0 ? DirectiveRefs.Of(directive) : null),
            ("related", directive.References.Count > 0 ? DirectiveRefs.Of(directive) : null))).Buttons;
    }

    private static IReadOnlyList<Button> AfterNone(StepContext step, Answer answer, string question)
    {
        // A button's label holds 20 characters: a section with a longer name has none.
        var near = answer.Suggestions.DistinctBy(s => (s.Directive.File, s.Section))
            .Select(s => (Section: ShortName(s.Directive, s.Section), Ref: DirectiveRefs.Of(s.Directive, s.Section)))
            .Where(s => s.Section.Length <= 16 && s.Ref is not null).Take(2).ToList();
        return step.World.Dialogs.Phrases.Say("after-no-answer", step.Model(
            ("text", LastTexts.Keep(step, question)),
            ("near1", near.Count > 0 ? near[0].Section : null), ("near1Ref", near.Count > 0 ? near[0].Ref : null),
            ("near2", near.Count > 1 ? near[1].Section : null), ("near2Ref", near.Count > 1 ? near[1].Ref : null))).Buttons;
    }

    // What may be meant, one button each: the units people ask for most, or the documents that have the section.
    private static IReadOnlyList<Button> AfterAskingBack(StepContext step, Answer answer)
    {
        var meant = answer.Suggestions.Where(s => s.Directive.Number is { Length: <= 20 }).DistinctBy(s => s.Directive.File)
            .Select(s => (Name: s.Directive.Number, Ref: DirectiveRefs.Of(s.Directive, s.Section))).Where(s => s.Ref is not null).Take(2).ToList();
        return step.World.Dialogs.Phrases.Say("ask-back", step.Model(
            ("unit", answer.Reason == "which-unit"),
            ("document1", meant.Count > 0 ? meant[0].Name : null), ("document1Ref", meant.Count > 0 ? meant[0].Ref : null),
            ("document2", meant.Count > 1 ? meant[1].Name : null), ("document2Ref", meant.Count > 1 ? meant[1].Ref : null))).Buttons;
    }

    /// <summary>"mục 2.3", "phần kết": the name of a section without its title.</summary>
    internal static string ShortName(Directives.Directive directive, string section)
    {
        var name = AnswerText.NameOf(directive, section, AnswerTexts.Default);
        var at = name.IndexOf(' ' + section, StringComparison.Ordinal);
        return at < 0 ? section : name[..(at + 1 + section.Length)];
    }

    /// <summary>"mục 2.3, Công văn số …".</summary>
    public static string Source(Directives.Directive directive, string section) =>
        $"{AnswerText.NameOf(directive, section, AnswerTexts.Default)}, {AnswerText.NameOf(directive, AnswerTexts.Default)}";

    /// <summary>The years the documents are for, as "2022-2023"; empty when none says.</summary>
    public static string Years(Corpus corpus)
    {
        var years = corpus.Directives.Select(d => d.Year).OfType<int>().ToList();
        if (years.Count == 0)
            return "";
        var (first, last) = (years.Min(), years.Max());
        return first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
    }
}
