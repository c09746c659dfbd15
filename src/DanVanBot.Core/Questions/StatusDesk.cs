using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Questions;

/// <summary>An officer says in a chat whether a document is in force. Permission is asked at every step, the change is audited, and the history keeps what stood there.</summary>
public static class StatusDesk
{
    /// <summary>Registers its functions.</summary>
    public static void Register(DialogFunctions functions) => functions
        .Check("status-document", Check)
        .Show("status-now", Now)
        .Effect("set-status", Set, "ok", "same", "gone", "not-allowed");

    private static CheckResult Check(DialogContext context, string typed)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return CheckResult.Bad("code");
        return Find(step, typed) is [var entry]
            ? CheckResult.Good(entry.Id, Wording.Shorten(entry.Directive.Number ?? entry.Directive.File, 20))
            : CheckResult.Bad(Find(step, typed).Count == 0 ? "code" : "several");
    }

    // By its number or file name, or the short name a button carries.
    private static IReadOnlyList<RegisterEntry> Find(StepContext step, string typed)
    {
        if (DocumentDesk.IsId(typed) && RegisterBook.Get(step.View, typed) is { } byId)
            return [byId];
        return DirectiveRefs.Read(step.World.Corpus, typed) is var (directive, _, _) && RegisterBook.OfFile(step.View, directive.File) is { } entry
            ? [entry]
            : RegisterBook.Named(step.View, typed.Trim());
    }

    private static object? Now(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport) || context["document"] is not { } id || RegisterBook.Get(step.View, id) is not { Directive: var directive })
            return null;
        return new
        {
            name = AnswerText.NameOf(directive, AnswerTexts.Default),
            inForce = directive.Status == DirectiveStatus.InForce,
            over = directive.Status == DirectiveStatus.Over,
            replaced = directive.Status == DirectiveStatus.Replaced,
            by = directive.ReplacedBy,
            changed = RegisterBook.History(step.View, id) is [{ } last, ..] ? step.Data.Words.Dates.At(last.At) : null,
        };
    }

    private static EffectResult Set(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (context["document"] is not { } id || RegisterBook.Get(step.View, id) is not { } entry
            || context["status"] is not { } chosen || Enum.GetValues<DirectiveStatus>().Where(s => Wording.Id(s) == chosen).ToList() is not [var status])
            return EffectResult.Of("gone");
        var by = status == DirectiveStatus.Replaced ? Successor(step, entry, context["by"]) : null;
        if (entry.Directive.Status == status && entry.Directive.ReplacedBy == by)
            return EffectResult.Of("same");
        RegisterBook.SetStatus(step.View, entry, status, by, step.AcceptedAt, step.Who?.Id ?? "officer");
        Audit.Note(step, "directive-status", entry.Id);
        return EffectResult.Of("ok", ("by", by));
    }

    // A document of the register is called as it calls itself; another one as it was typed. Nothing replaces itself.
    private static string? Successor(StepContext step, RegisterEntry entry, string? typed)
    {
        if (typed?.Trim() is not { Length: > 0 } name)
            return null;
        return RegisterBook.Named(step.View, name) switch
        {
            [var one] when one.Id == entry.Id => null,
            [var one] => one.Directive.Number ?? one.Directive.File,
            _ => name,
        };
    }
}
