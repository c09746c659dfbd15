using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>
/// The document an officer has before them: a draft of this chat, which counts for nothing yet, or a document of the register, where each correction counts at once and leaves
/// the version before in the history. The dialog's argument names it; permission is asked again at every look.
/// </summary>
/// <param name="Directive">As it is now.</param>
/// <param name="Draft">Null for a document of the register.</param>
/// <param name="Entry">Null for a draft.</param>
internal sealed record DocumentDesk(Directive Directive, DocumentDraft? Draft, RegisterEntry? Entry)
{
    /// <summary>The document of a dialog; null when it is gone, a summary, another chat's, or not for the one who asks.</summary>
    public static DocumentDesk? Open(DialogContext context)
    {
        var step = context.Step();
        if (context.Argument is not { } id || !IsId(id) || !step.MayHere(Actions.DirectiveImport))
            return null;
        if (DraftOf(context) is { } draft)
            return draft is { State: DraftState.Ready, Directive: { } json } ? new DocumentDesk(DirectiveJson.Deserialize(json), draft, null) : null;
        return RegisterBook.Get(step.View, id) is { Directive.IsSummary: false } entry ? new DocumentDesk(entry.Directive, null, entry) : null;
    }

    /// <summary>The draft of a dialog, whatever its state; only the chat it was sent in sees it.</summary>
    public static DocumentDraft? DraftOf(DialogContext context) =>
        context.Argument is { } id && IsId(id) && DocumentDraft.Records.Get(context.Step().View, id) is { } draft && draft.Lane == context.Step().Lane ? draft : null;

    /// <summary>Whether a text may be the id of a record at all: people type after a command whatever they like.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 60 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Whether another document of the register has what would then be this one's number, date and issuer.</summary>
    public bool IsTaken(StepContext step, Directive changed) => Entry is { } entry && RegisterBook.IsTaken(step.View, entry, changed);

    /// <summary>Writes a correction.</summary>
    /// <param name="step">Whose.</param>
    /// <param name="changed">The document as corrected.</param>
    /// <param name="what">In a word, for the history.</param>
    public void Save(StepContext step, Directive changed, string what)
    {
        if (Draft is { } draft)
        {
            DocumentDraft.Records.Put(step.View, draft with { Directive = DirectiveJson.Serialize(changed) });
            return;
        }

        RegisterBook.Change(step.View, Entry!, changed, step.AcceptedAt, step.Who?.Id ?? "officer", what);
        Audit.Note(step, "directive-correct", Entry!.Id);
    }
}

/// <summary>Lists that are too long for a small screen: what is on the page, and whether there is more. The page is a value of the dialog, so that a correction comes back to it.</summary>
internal static class DeskPages
{
    /// <summary>Most buttons of a message, and the one that leads back.</summary>
    private const int Room = 5;

    /// <summary>The page of a list, with the number of each item on it as its button has it.</summary>
    /// <param name="context">Holds the page.</param>
    /// <param name="list">Whose page.</param>
    /// <param name="all">The list.</param>
    /// <param name="more">Buttons beside the list.</param>
    public static Page<T> Of<T>(DialogContext context, string list, IReadOnlyList<T> all, int more = 0)
    {
        var (size, pages) = Measure(all.Count, more);
        var page = Number(context, list) % pages;
        return new Page<T>([.. all.Skip(page * size).Take(size)], pages > 1, (page * size) + 1, all.Count);
    }

    /// <summary>Goes on to the next page; after the last comes the first.</summary>
    /// <param name="context">Holds the page.</param>
    /// <param name="list">Whose page.</param>
    /// <param name="count">How long the list is.</param>
    /// <param name="more">Buttons beside the list.</param>
    public static EffectResult Turn(DialogContext context, string list, int count, int more = 0)
    {
        // The page and not how often was pressed: a list that becomes shorter keeps its place.
        var (_, pages) = Measure(count, more);
        return EffectResult.Of("ok", (list + "-page", ((Number(context, list) % pages) + 1) % pages));
    }

    private static (int Size, int Pages) Measure(int count, int more)
    {
        var room = Room - more;
        var size = count <= room ? room : room - 1;
        return (size, Math.Max(1, (count + size - 1) / size));
    }

    /// <summary>A text value of the dialog.</summary>
    public static string? Text(this DialogContext context, string name) =>
        context.Values.TryGetValue(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;

    private static int Number(DialogContext context, string list) =>
        context.Values.TryGetValue(list + "-page", out var value) && value.TryGetInt32(out var page) && page > 0 ? page : 0;
}

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="HasMore">Whether there are other pages.</param>
/// <param name="From">The number of the first item in the whole list.</param>
/// <param name="Count">Of the whole list.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore, int From, int Count)
{
    /// <summary>The number of the last item in the whole list.</summary>
    public int To => From + Items.Count - 1;
}
