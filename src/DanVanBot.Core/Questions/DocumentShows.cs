using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>What the buttons under an answer open: the whole section, the report duties and the related documents of a document.</summary>
public static class DocumentShows
{
    private const int PageLength = 1600;
    private const int PerList = 5;

    /// <summary>Registers its functions.</summary>
    public static void Register(DialogFunctions functions) => functions
        .Show("section", Section)
        .Show("document-duties", Duties)
        .Show("related", Related)
        .Show("more-passages", More);

    /// <summary>The verbatim blocks of a section and those below it, in pages cut between blocks (a longer block between sentences).</summary>
    public static IReadOnlyList<string> Pages(Directive directive, string section)
    {
        var inside = new HashSet<string>(StringComparer.Ordinal) { section };
        // Parents stand before their children.
        foreach (var below in directive.Sections)
        {
            if (below.ParentId is not null && inside.Contains(below.ParentId))
                inside.Add(below.Id);
        }

        var pages = new List<string>();
        var page = "";
        foreach (var part in directive.Blocks.Where(b => inside.Contains(b.SectionId)).SelectMany(b => Parts(b.Text)))
        {
            if (page.Length > 0 && page.Length + part.Length + 1 > PageLength)
            {
                pages.Add(page);
                page = "";
            }

            page = page.Length == 0 ? part : page + "\n" + part;
        }

        if (page.Length > 0)
            pages.Add(page);
        return pages;
    }

    private static object? Section(DialogContext context)
    {
        var step = context.Step();
        if (DirectiveRefs.Read(step.World.Corpus, context.Argument) is not var (directive, section, page) || !step.May(Actions.DirectiveAsk))
            return null;
        var pages = Pages(directive, section);
        if (page > pages.Count)
            return null;
        return new
        {
            text = pages[page - 1],
            source = AnswerMessage.Source(directive, section),
            isSummary = directive.IsSummary,
            note = Note(directive),
            page,
            pages = pages.Count,
            next = page < pages.Count ? DirectiveRefs.Of(directive, section, page + 1) : null,
            correct = Correctable(step, directive),
            above = directive.Sections.FirstOrDefault(s => s.Id == section)?.ParentId is { } parent ? DirectiveRefs.Of(directive, parent) : null,
        };
    }

    private static object? Duties(DialogContext context)
    {
        var step = context.Step();
        if (DirectiveRefs.Read(step.World.Corpus, context.Argument) is not var (directive, _, page) || !step.May(Actions.DirectiveAsk))
            return null;
        var items = directive.ReportDuties.Skip((page - 1) * PerList).Take(PerList)
            .Select(d => new { text = d.Text, source = AnswerText.NameOf(directive, d.SectionId, AnswerTexts.Default), who = d.Who, to = d.ReportTo, every = d.Recurrence, deadline = d.Deadline })
            .ToList();
        return items.Count == 0 ? null : new
        {
            items,
            document = AnswerText.NameOf(directive, AnswerTexts.Default),
            isSummary = directive.IsSummary,
            correct = Correctable(step, directive),
            next = directive.ReportDuties.Count > page * PerList ? Next(directive, page) : null,
        };
    }

    private static object? Related(DialogContext context)
    {
        var step = context.Step();
        if (DirectiveRefs.Read(step.World.Corpus, context.Argument) is not var (directive, _, page) || !step.May(Actions.DirectiveAsk))
            return null;
        var all = step.World.Corpus.Directives;
        var cited = ReferenceGraph.Of(directive, all)
            .Select(r => new { name = Name(r), known = r.To is not null, kind = r.Kind.ToString().ToLowerInvariant(), note = r.To is null ? null : Note(r.To) }).ToList();
        var items = cited.Skip((page - 1) * PerList).Take(PerList).ToList();
        return items.Count == 0 ? null : new
        {
            items,
            document = AnswerText.NameOf(directive, AnswerTexts.Default),
            count = cited.Count,
            next = cited.Count > page * PerList ? Next(directive, page) : null,
        };
    }

    private static object? More(DialogContext context)
    {
        var step = context.Step();
        if (AskedQuestions.Find(step, context.Argument) is not var (asked, page) || !step.May(Actions.DirectiveAsk))
            return null;
        var rest = Asking.More(step, asked.Text, asked.Context);
        var items = rest.Skip((page - 1) * PerList).Take(PerList)
            .Select(c => new { text = c.Quote, source = AnswerMessage.Source(c.Directive, c.Section), isSummary = c.IsSummary }).ToList();
        return items.Count == 0 ? null : new
        {
            items,
            question = Wording.Shorten(asked.Text, 100),
            isOlder = asked.Id != step.Chat.Asked[^1].Id,
            left = rest.Count - ((page - 1) * PerList) - items.Count,
            next = rest.Count > page * PerList ? AskedQuestions.Page(asked, page + 1) : null,
            text = LastTexts.Keep(step, asked.Text),
        };
    }

    // Who may correct a document is offered it where they see it.
    private static string? Correctable(StepContext step, Directive directive) => !directive.IsSummary && step.MayHere(Actions.DirectiveImport) ? DirectiveRefs.Of(directive) : null;

    private static string Name(Relation relation)
    {
        if (relation.To is { } known)
            return AnswerText.NameOf(known, AnswerTexts.Default);
        var reference = relation.Reference;
        var name = string.Join(' ', new[] { reference.Type, reference.Number }.OfType<string>());
        return reference.Date is { } date ? $"{name}, {date.ToString("d/M/yyyy", CultureInfo.InvariantCulture)}" : name;
    }

    private static string Next(Directive directive, int page) => string.Create(CultureInfo.InvariantCulture, $"{DirectiveRefs.Of(directive)}||{page + 1}");

    /// <summary>What an officer said of a document's force, as words the dialogs choose by; null while nobody said anything.</summary>
    private static object? Note(Directive directive) => directive.Status switch
    {
        DirectiveStatus.Over => new { over = true, replaced = false, by = (string?)null },
        DirectiveStatus.Replaced => new { over = false, replaced = true, by = directive.ReplacedBy },
        _ => null,
    };

    private static IEnumerable<string> Parts(string block)
    {
        while (block.Length > PageLength)
        {
            var cut = block.LastIndexOf(". ", PageLength, StringComparison.Ordinal);
            if (cut < PageLength / 2)
                cut = block.LastIndexOf(' ', PageLength);
            cut = cut <= 0 ? PageLength : cut + 1;
            yield return block[..cut].TrimEnd();
            block = block[cut..].TrimStart();
        }

        yield return block;
    }
}
