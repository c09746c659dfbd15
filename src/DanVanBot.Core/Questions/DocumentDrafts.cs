using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>
/// An officer sends a document to the bot: it is read, shown, corrected field by field, and counts only once confirmed. What a text says of other documents is proposed,
/// each for itself, and never done by itself.
/// </summary>
public static class DocumentDrafts
{
    private const string Dialog = "nap-van-ban";
    private const string Next = "next-draft";

    // In these an officer works on a document; what is sent meanwhile waits until they are through.
    private static readonly HashSet<string> Desks = new(StringComparer.Ordinal)
    {
        Dialog, "nap-noi-bo", "sua-van-ban", "sua-thong-tin", "sua-nhiem-vu", "sua-bao-cao", "cho-chua-chac", "hieu-luc",
    };

    /// <summary>Registers functions and what happens to files outside dialogs.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .When("may-import", c => c.Step().MayHere(Actions.DirectiveImport))
            .Show("draft", c => Of(c) is var (draft, directive) ? HeadDesk.Model(c.Step(), directive, draft.File) : null)
            .Show("pending-draft", Pending)
            .Show("draft-proposal", Proposal)
            .Effect("import-draft", Import, "added", "replaced", "unchanged", "earlier", "gone", "not-allowed")
            .Effect("decide-proposal", Decide, "ok", "gone", "not-allowed")
            .Effect("drop-draft", Drop, "ok", "not-allowed")
            .Effect("allow-internal", AllowInternal, "ok", "gone", "refused", "not-allowed");
        HeadDesk.Register(slices);
        PartDesk.Register(slices);
        slices.LooseFile(Take).FileArrived(Arrived).Topic(Next, (step, _) => OfferNext(step));
    }

    private static bool Take(StepContext step, StoredFile file)
    {
        var open = step.Chat.Dialog;
        if (file.Kind != AttachmentKind.Document || !step.MayHere(Actions.DirectiveImport) || open is not null && !Desks.Contains(open.Dialog))
            return false;
        DocumentDraft.Records.Put(step.View, new DocumentDraft(file.Id, step.Lane, Path.GetFileName((file.Name ?? file.Id).Replace('\\', '/')), step.AcceptedAt));
        // Several files at once: the one that is open goes first, its question stays as it is.
        if (open is null)
            step.SayMenu("import-reading", ("file", file.Name));
        else
            step.Say(step.World.Dialogs.Phrases.Say("import-waiting", step.Model(("file", file.Name))));
        return true;
    }

    private static void Arrived(StepContext step, StoredFile file)
    {
        if (DocumentDraft.Records.Get(step.View, file.Id) is not { State: DraftState.Waiting } draft)
            return;
        if (file.Attachment is null)
        {
            DocumentDraft.Records.Delete(step.View, draft.Id);
            step.SayMenu("import-gone", ("file", draft.File));
            return;
        }

        Read(step, draft, file, allowInternal: false);
    }

    private static bool Read(StepContext step, DocumentDraft draft, StoredFile file, bool allowInternal)
    {
        ReadResult result;
        try
        {
            var bytes = step.View.Attachment(file.Attachment!) ?? ReadOnlyMemory<byte>.Empty;
            result = DocumentFile.Read(draft.File, bytes.ToArray(), new ReadOptions(allowInternal));
        }
        catch (InvalidDataException)
        {
            DocumentDraft.Records.Delete(step.View, draft.Id);
            step.SayMenu("import-gone", ("file", draft.File));
            return false;
        }

        if (result.Directive is { } directive)
        {
            DocumentDraft.Records.Put(step.View, draft with { State = DraftState.Ready, Directive = DirectiveJson.Serialize(directive) });
            if (step.Chat.Dialog is null)
                ChatStep.Start(step, Dialog, draft.Id);
            else if (!Desks.Contains(step.Chat.Dialog.Dialog))
                step.Notify("import-ready", SendUrgency.Reply, ("file", draft.File), ("id", draft.Id));
            return true;
        }

        if (result.Refusal == RefusalReason.InternalOnly)
            DocumentDraft.Records.Put(step.View, draft with { State = DraftState.Internal });
        else
            Forget(step, draft);
        var phrase = step.World.Dialogs.Phrases.Has(result.RefusalKey!) ? result.RefusalKey! : "directive-refused-other";
        step.SayMenu(phrase, ("file", draft.File), ("id", draft.Id));
        return false;
    }

    private static EffectResult AllowInternal(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Find(context) is not { State: DraftState.Internal } draft || StoredFile.Records.Get(step.View, draft.Id) is not { Attachment: not null } file)
            return EffectResult.Of("gone");
        var result = DocumentFile.Read(draft.File, (step.View.Attachment(file.Attachment) ?? ReadOnlyMemory<byte>.Empty).ToArray(), new ReadOptions(AllowInternal: true));
        if (result.Directive is not { } directive)
            return EffectResult.Of("refused");
        DocumentDraft.Records.Put(step.View, draft with { State = DraftState.Ready, Directive = DirectiveJson.Serialize(directive) });
        Audit.Note(step, "directive-internal", draft.Id);
        return EffectResult.Of("ok");
    }

    private static DocumentDraft? Find(DialogContext context) => DocumentDesk.DraftOf(context);

    private static (DocumentDraft Draft, Directive Directive)? Of(DialogContext context) =>
        context.Step().MayHere(Actions.DirectiveImport) && Find(context) is { State: DraftState.Ready, Directive: { } json } draft ? (draft, DirectiveJson.Deserialize(json)) : null;

    // "Nạp văn bản" without a file goes on with the one that waits; which one is said at once, and its id goes with every button.
    private static object? Pending(DialogContext context)
    {
        var step = context.Step();
        return step.MayHere(Actions.DirectiveImport)
            && DocumentDraft.Records.All(step.View, new RecordQuery(step.Office, DocumentDraft.Records.Name)).Where(d => d.Lane == step.Lane && d.State == DraftState.Ready).MaxBy(d => d.At) is { } draft
            ? new { id = draft.Id, file = draft.File }
            : null;
    }

    private static EffectResult Import(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Of(context) is not var (draft, directive))
            return EffectResult.Of("gone");
        var result = RegisterBook.Import(step.View, directive, step.AcceptedAt, step.Who?.Id ?? "officer");
        if (result.Change is ImportChange.Unchanged or ImportChange.Earlier)
        {
            Forget(step, draft);
            step.Tell(step.Lane, Next, draft.Id);
            return EffectResult.Of(
                result.Change == ImportChange.Unchanged ? "unchanged" : "earlier", ("other", result.Other), ("id", result.Id));
        }

        Erase(step, draft);
        Audit.Note(step, Actions.DirectiveImport, draft.Id);
        var proposals = ReferenceGraph.Proposals(ReferenceGraph.Of(result.Directive, [.. step.World.Corpus.Directives, result.Directive]))
            .Where(r => r.To!.File != result.Directive.File).Select(r => new DraftProposal(r.To!.File, r.Kind == RelationKind.Repeals, Wording.Shorten(r.Sentence, 300))).ToList();
        step.Tell(step.Lane, Next, draft.Id);
        DocumentDraft.Records.Put(step.View, draft with { State = DraftState.Imported, Directive = DirectiveJson.Serialize(result.Directive), Proposals = proposals });
        return EffectResult.Of(result.Change == ImportChange.Added ? "added" : "replaced", ("file", result.Directive.File), ("summary", result.Other),
            ("id", result.Id), ("doubts", result.Directive.Doubts.Count - directive.Doubts.Count));
    }

    private static object? Proposal(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport) || Find(context) is not { State: DraftState.Imported, Proposals: [{ } first, ..] } || RegisterBook.OfFile(step.View, first.File) is not { } other)
            return null;
        return new { document = AnswerText.NameOf(other.Directive, AnswerTexts.Default), sentence = first.Sentence, isRepeal = first.IsRepeal };
    }

    private static EffectResult Decide(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Find(context) is not { State: DraftState.Imported, Proposals: [{ } first, ..], Directive: { } json } draft)
            return EffectResult.Of("gone");
        if (context["confirm"] == "yes" && RegisterBook.OfFile(step.View, first.File) is { } other)
        {
            var by = DirectiveJson.Deserialize(json);
            var status = first.IsRepeal ? DirectiveStatus.Over : DirectiveStatus.Replaced;
            RegisterBook.SetStatus(step.View, other, status, first.IsRepeal ? null : by.Number ?? by.File, step.AcceptedAt, step.Who?.Id ?? "officer");
            Audit.Note(step, "directive-status", other.Id);
        }

        DocumentDraft.Records.Put(step.View, draft with { Proposals = [.. draft.Proposals.Skip(1)] });
        if (draft.Proposals.Count == 1)
            step.Tell(step.Lane, Next, draft.Id + "-decided");
        return EffectResult.Of("ok");
    }

    private static EffectResult Drop(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        if (Find(context) is { State: not DraftState.Imported } draft)
            Forget(step, draft);
        step.Tell(step.Lane, Next, context.Argument ?? "");
        return EffectResult.Of("ok");
    }

    // Told after each document that is done: by then its dialog has ended, or asks on and this comes again.
    private static void OfferNext(StepContext step)
    {
        if (step.Chat.Dialog is not null || step.Chat.IsClosed || !step.May(Actions.DirectiveImport))
            return;
        var next = DocumentDraft.Records.All(step.View, new RecordQuery(step.Office, DocumentDraft.Records.Name))
            .Where(d => d.Lane == step.Lane && d.State == DraftState.Ready).OrderBy(d => d.At).ThenBy(d => d.Id, StringComparer.Ordinal).FirstOrDefault();
        if (next is not null)
            ChatStep.Start(step, Dialog, next.Id);
    }

    // A refused file may be secret, and an imported one lives on in the register: the file itself goes.
    private static void Forget(StepContext step, DocumentDraft draft)
    {
        DocumentDraft.Records.Delete(step.View, draft.Id);
        Erase(step, draft);
    }

    private static void Erase(StepContext step, DocumentDraft draft)
    {
        if (StoredFile.Records.Get(step.View, draft.Id) is { } file)
            StoredFile.Records.Put(step.View, file with { State = FileState.Erased, Name = null });
    }
}
