using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>A task or report duty that the reader missed: the officer names its section or some of its words, picks the passage, and the passage itself becomes the part.</summary>
internal static class PartFinder
{
    private const int ListedText = 140;

    /// <summary>Registers its functions.</summary>
    public static void Register(Slices slices) => slices.Functions
        .Check("block-words", (c, typed) => Blocks(c, typed).Count > 0 ? CheckResult.Good(typed) : CheckResult.Bad("text-short"))
        .Effect("find-blocks", c => EffectResult.Of("ok", ("blocks-page", 0)), "ok")
        .Show("block-list", c => DocumentDesk.Open(c) is { } desk
            ? Listed(DeskPages.Of(c, "blocks", Blocks(c, c["words"])), b => Wording.Shorten(PartCorrections.Quotes(PartKind.Task, b)[0].Text, ListedText), b => AnswerMessage.ShortName(desk.Directive, b.SectionId))
            : null)
        .Options("block-list", c => PartDesk.Choices(c, DeskPages.Of(c, "blocks", Blocks(c, c["words"])), IdOf, (_, n) => PartDesk.Label(c, "desk-block", n), null))
        .Effect("turn-blocks", c => DeskPages.Turn(c, "blocks", Blocks(c, c["words"]).Count), "ok")
        .Effect("open-block", c => Block(c, c["block"]) is { } block ? EffectResult.Of("ok", ("block-id", IdOf(block)), ("quotes-page", 0)) : EffectResult.Of("gone"), "ok", "gone")
        .When("block-has-sentences", c => Quotes(c, PartKind.Task).Count > 1)
        .Show("quote-list", c => Listed(DeskPages.Of(c, "quotes", Quotes(c, PartKind.Task)), q => Wording.Shorten(q.Text, ListedText), _ => ""))
        .Options("quote-list", c => PartDesk.Choices(c, DeskPages.Of(c, "quotes", Quotes(c, PartKind.Task)), q => q.Id, (_, n) => PartDesk.Label(c, "desk-quote", n), null))
        .Effect("turn-quotes", c => DeskPages.Turn(c, "quotes", Quotes(c, PartKind.Task).Count), "ok")
        .Effect("add-task", c => Add(c, PartKind.Task), "ok", "already", "gone", "not-allowed")
        .Effect("add-duty", c => Add(c, PartKind.Duty), "ok", "already", "gone", "not-allowed");

    private static object Listed<T>(Page<T> page, Func<T, string> text, Func<T, string> section) => new
    {
        count = page.Count,
        from = page.From,
        to = page.To,
        paged = page.HasMore,
        items = page.Items.Select((item, n) => new { n = n + 1, text = text(item), section = section(item) }).ToList(),
    };

    // A section by its number with all below it, else every passage that has the words in this order.
    private static List<Block> Blocks(DialogContext context, string? typed)
    {
        if (typed is null || DocumentDesk.Open(context) is not { Directive: var directive })
            return [];
        var usable = directive.Blocks.Where(b => b.Kind is not (BlockKind.Header or BlockKind.Copies or BlockKind.Signature) && PartCorrections.Quotes(PartKind.Task, b).Count > 0).ToList();
        if (SectionNamed(directive, typed) is { } section)
            return [.. usable.Where(b => IsWithin(directive, b.SectionId, section))];
        var words = $" {TextFold.Plain(typed)} ";
        return words.Length < 4 ? [] : [.. usable.Where(b => $" {TextFold.Plain(b.Text)} ".Contains(words, StringComparison.Ordinal))];
    }

    private static string? SectionNamed(Directive directive, string typed)
    {
        var last = typed.Trim().TrimEnd('.').Split(' ')[^1];
        return typed.Trim().Length <= 20 && directive.Sections.FirstOrDefault(s => string.Equals(s.Id, last, StringComparison.OrdinalIgnoreCase)) is { } section ? section.Id : null;
    }

    private static bool IsWithin(Directive directive, string id, string section)
    {
        for (string? at = id; at is not null; at = directive.Sections.FirstOrDefault(s => s.Id == at)?.ParentId)
        {
            if (at == section)
                return true;
        }

        return false;
    }

    // A block by its whole text, so that a button of an earlier version of the document names none of the new one.
    private static string IdOf(Block block) => new DirectivePart(PartKind.Task, block.SectionId, block.Id, 0, block.Text).Id;

    private static Block? Block(DialogContext context, string? id) => id is null || DocumentDesk.Open(context) is not { Directive: var directive } ? null : directive.Blocks.FirstOrDefault(b => IdOf(b) == id);

    private static IReadOnlyList<DirectivePart> Quotes(DialogContext context, PartKind kind) => Block(context, context.Text("block-id")) is { } block ? PartCorrections.Quotes(kind, block) : [];

    private static EffectResult Add(DialogContext context, PartKind kind)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveImport))
            return Gate.NotAllowed;
        var quotes = Quotes(context, kind);
        // The ids of the list are those of tasks, whatever is added.
        var chosen = quotes.Count == 1 ? quotes[0] : quotes.FirstOrDefault(q => (q with { Kind = PartKind.Task }).Id == context["quote"]);
        if (chosen is null || DocumentDesk.Open(context) is not { } desk)
            return EffectResult.Of("gone");
        if (PartCorrections.Add(desk.Directive, chosen) is not { } changed)
            return EffectResult.Of("already", ("part", chosen.Id));
        desk.Save(step, changed, Wording.Id(kind) + " added");
        return EffectResult.Of("ok", ("part", chosen.Id));
    }
}
