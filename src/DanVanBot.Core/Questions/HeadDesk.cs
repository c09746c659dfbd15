using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>An officer opens a document, sees what was read of it, corrects its head field by field and looks at what is doubtful.</summary>
internal static class HeadDesk
{
    private const int MostUnits = 4;
    private const int MostText = 200;

    /// <summary>Registers its functions.</summary>
    public static void Register(Slices slices) => slices.Functions
        .When("document-here", c => DocumentDesk.Open(c) is not null)
        .When("is-draft", c => DocumentDesk.DraftOf(c) is not null)
        .Show("document", c => DocumentDesk.Open(c) is { } desk ? Model(c.Step(), desk.Directive, desk.Draft?.File) : null)
        .Check("document-value", Check)
        .Value("document-value", c => DocumentDesk.Open(c) is { } desk && FieldOf(c) is { } field ? Corrections.Of(desk.Directive, field) : null)
        .Effect("correct-document", Correct, "ok", "twin", "gone", "not-allowed")
        .Show("document-doubts", c => DocumentDesk.Open(c) is { } desk ? Doubts(c, desk.Directive) : null)
        .Options("document-doubts", DoubtChoices)
        .Effect("turn-doubts", c => DeskPages.Turn(c, "doubts", DocumentDesk.Open(c) is { } desk ? AllDoubts(c.Step(), desk.Directive).Count : 0, 1), "ok")
        .Effect("settle-doubts", Settle, "ok", "gone", "not-allowed")
        .When("has-documents", c => Documents(c).Count > 0)
        .Options("register-documents", c => [.. Documents(c).Select(d => new Choice(DirectiveRefs.Of(d), Label(d)))])
        .Effect("open-document", Find, "found", "many", "summary", "none", "not-allowed");

    /// <summary>What was read of a document, as a draft and a document of the register are shown.</summary>
    internal static object Model(StepContext step, Directive directive, string? file)
    {
        var groups = directive.Tasks.SelectMany(t => t.Units.DistinctBy(TextFold.Plain)).GroupBy(TextFold.Plain, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToList();
        return new
        {
            file = file ?? directive.File,
            name = AnswerText.NameOf(directive, AnswerTexts.Default),
            number = directive.Number,
            date = directive.Date is { } day ? Day(day) : null,
            issuer = directive.Issuer,
            type = directive.Type,
            subject = (directive.Subject ?? directive.InferredSubject) is { } subject ? Wording.Shorten(subject, MostText) : null,
            signer = directive.Signer,
            role = directive.SignerRole,
            sections = directive.Sections.Count(s => Section.IsNumbered(s.Id)),
            tasks = directive.Tasks.Count,
            withoutUnit = directive.Tasks.Count(t => t.Units.Count == 0),
            dutyCount = directive.ReportDuties.Count,
            twins = RegisterBook.Twins(step.View, directive).Select(t => AnswerText.NameOf(t, AnswerTexts.Default)).ToList(),
            units = groups.Take(MostUnits).Select(g => new { unit = Wording.Shorten(g.First(), 80), count = g.Count() }).ToList(),
            moreUnits = Math.Max(0, groups.Count - MostUnits),
            doubts = OwnDoubts(directive).Select(d => DoubtName(step, d.Code)).Distinct(StringComparer.Ordinal).ToList(),
            toCheck = directive.Doubts.Count > 0 || directive.Statistics.Any(s => s.Flag is not null),
            sums = directive.Statistics.Count(s => s.Flag is not null),
        };
    }

    // The choice of a level has a question of its own.
    private static string? FieldOf(DialogContext context) => context["field"] is { } field && Corrections.Fields.Contains(field) ? field : null;

    private static CheckResult Check(DialogContext context, string typed)
    {
        if (PartDesk.IsNone(context, typed))
            return CheckResult.Good("-");
        if (DocumentDesk.Open(context) is not { } desk || FieldOf(context) is not { } field)
            return CheckResult.Good(typed);
        if (Corrections.State(desk.Directive, field, typed) is not { } stated)
            return CheckResult.Bad("text-short");
        return CheckResult.Good(Corrections.Of(stated, field), field == "date" ? Day(stated.Date!.Value) : null);
    }

    private static EffectResult Correct(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        var value = context["field"] == "level" ? context["level"] : context["value"];
        if (DocumentDesk.Open(context) is not { } desk || FieldOf(context) is not { } field || value is null || Corrections.State(desk.Directive, field, value == "-" ? "" : value) is not { } stated)
            return EffectResult.Of("gone");
        if (desk.IsTaken(step, stated))
            return EffectResult.Of("twin");
        desk.Save(step, stated, field);
        return EffectResult.Of("ok");
    }

    // A figure that does not add up is shown as that figure, with its numbers.
    private static IEnumerable<Doubt> OwnDoubts(Directive directive) => directive.Doubts.Where(d => !directive.Statistics.Any(s => s.Flag == d.Code && s.Sentence == d.Evidence));

    private static List<(string Label, string? Evidence)> AllDoubts(StepContext step, Directive directive) =>
    [
        .. OwnDoubts(directive).Select(d => (DoubtName(step, d.Code), d.Evidence)),
        .. directive.Statistics.Where(s => s.Flag is not null).Select(s => (DoubtName(step, s.Flag!, ("value", s.Value), ("unit", s.Unit), ("numerator", s.Numerator), ("denominator", s.Denominator)), (string?)s.Sentence)),
    ];

    private static string DoubtName(StepContext step, string code, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        const string Differs = "differs-from-stated-";
        var phrases = step.World.Dialogs.Phrases;
        if (code.StartsWith(Differs, StringComparison.Ordinal) && phrases.Has("field-" + code[Differs.Length..]))
            return phrases.Say("doubt-differs", step.Model(("field", phrases.Say("field-" + code[Differs.Length..], step.Model()).Text))).Text;
        return phrases.Say(phrases.Has("doubt-" + code) ? "doubt-" + code : "doubt-other", step.Model(more)).Text;
    }

    private static object Doubts(DialogContext context, Directive directive)
    {
        var page = DeskPages.Of(context, "doubts", AllDoubts(context.Step(), directive), 1);
        return new
        {
            count = page.Count,
            from = page.From,
            to = page.To,
            paged = page.HasMore,
            items = page.Items.Select(d => new { label = d.Label, evidence = d.Evidence is { } text ? Wording.Shorten(text, MostText) : null }).ToList(),
        };
    }

    private static IReadOnlyList<Choice> DoubtChoices(DialogContext context)
    {
        if (DocumentDesk.Open(context) is not { Directive: var directive })
            return [];
        var page = DeskPages.Of(context, "doubts", AllDoubts(context.Step(), directive), 1);
        List<Choice> choices = page.HasMore ? [new Choice("more", context.Step().World.Dialogs.Words.Label("more"))] : [];
        choices.Add(new Choice("fix", PartDesk.Label(context, "desk-fix")));
        if (directive.Doubts.Count > 0)
            choices.Add(new Choice("settle", PartDesk.Label(context, "desk-settle")));
        return choices;
    }

    // Sums that do not add up stay flagged: the figures are the document's, and nobody corrects them.
    private static EffectResult Settle(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (DocumentDesk.Open(context) is not { } desk)
            return EffectResult.Of("gone");
        desk.Save(step, desk.Directive with { Doubts = [] }, "doubts seen");
        return EffectResult.Of("ok");
    }

    // Those of the number that was typed, where it is that of several; else all, the newest first.
    private static List<Directive> Documents(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return [];
        var named = context.Argument is { Length: > 0 } text ? RegisterBook.Named(step.View, text).Select(e => e.Directive).Where(d => !d.IsSummary).ToList() : [];
        return named.Count > 0 ? named : [.. step.World.Corpus.Directives.Where(d => !d.IsSummary).OrderByDescending(d => d.Date ?? DateOnly.MinValue).ThenBy(d => d.File, StringComparer.Ordinal)];
    }

    private static string Label(Directive directive)
    {
        var name = directive.Number ?? directive.Type ?? directive.File;
        return directive.Date is { } day && $"{name} {Day(day)}" is { Length: <= 20 } dated ? dated : name;
    }

    private static EffectResult Find(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        var text = (context["document"] ?? context.Argument ?? "").Trim();
        IReadOnlyList<RegisterEntry> found = DocumentDesk.IsId(text) && RegisterBook.Get(step.View, text) is { } byId ? [byId]
            : DirectiveRefs.Read(step.World.Corpus, text) is var (directive, _, _) && RegisterBook.OfFile(step.View, directive.File) is { } byRef ? [byRef]
            : text.Length == 0 ? [] : RegisterBook.Named(step.View, text);
        var real = found.Where(e => !e.Directive.IsSummary).ToList();
        return real.Count switch
        {
            1 => EffectResult.Of("found", ("id", real[0].Id)),
            > 1 => EffectResult.Of("many"),
            _ => EffectResult.Of(found.Count > 0 ? "summary" : "none", ("text", DocumentDesk.IsId(text) ? "" : Wording.Shorten(text, 60))),
        };
    }

    private static string Day(DateOnly day) => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture);
}
