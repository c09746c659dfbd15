using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Core.Questions;

/// <summary>An answer as a message: its quotations are marked, so that every channel can set them apart.</summary>
public static class AnswerMessage
{
    /// <summary>Composes the message. Summaries are never marked as quotations.</summary>
    public static BotMessage Compose(StepContext step, Answer answer)
    {
        var text = AnswerText.Compose(answer, AnswerTexts.Default);
        var spans = new List<TextSpan>();
        var from = 0;
        foreach (var citation in answer.Citations.Take(answer.Shown).Where(c => !c.IsSummary))
        {
            var at = text.IndexOf(citation.Quote, from, StringComparison.Ordinal);
            if (at < 0)
                continue;
            spans.Add(new TextSpan(at, citation.Quote.Length, SpanKind.Quote));
            from = at + citation.Quote.Length;
        }

        var buttons = answer.Route == AnswerRoute.Answer ? [] : step.World.Dialogs.Phrases.Say("after-no-answer", step.Model()).Buttons;
        return new BotMessage(text, spans, buttons, AskFor.None, []);
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
