using System.CommandLine;
using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Directives;
using DanVanBot.Directives.Register;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Commands;

/// <summary>What an operator does with documents that are in the register: status, history, and the graph of what cites what.</summary>
internal static class RegisterCommands
{
    public static IEnumerable<Command> Make(Argument<string> number, GlobalOptions global)
    {
        var status = new Argument<string>("STATUS") { Description = "unknown, in-force, over or replaced." };
        status.AcceptOnlyFromAmong([.. Enum.GetValues<DirectiveStatus>().Select(Wording.Id)]);
        var by = new Option<string?>("--by") { Description = "With replaced: the number or file name of the document that took its place." };
        var field = new Argument<string>("FIELD") { Description = string.Join(", ", Corrections.Fields) + "." };
        field.AcceptOnlyFromAmong([.. Corrections.Fields]);
        var value = new Argument<string>("VALUE") { Description = "What is right; a date as 2026-03-05 or 5/3/2026, a level as central, province, district or commune." };
        var some = new Argument<string?>("NUMBER") { Description = "Only this document and what it cites or is cited by.", Arity = ArgumentArity.ZeroOrOne };
        var id = new Argument<string>("ID") { Description = "As `directives answers list` shows it; its first letters are enough." };
        return
        [
            new BotCommand("status", "Say whether a document is in force.", CommandNeeds.Data,
                c => SetStatusAsync(c, c.Get(number), Enum.GetValues<DirectiveStatus>().First(s => Wording.Id(s) == c.Get(status)), c.Get(by))).With(number).With(status).With(by),
            new BotCommand("correct", "State a field of a document's head; an empty value says that it has none.", CommandNeeds.Data,
                c => CorrectAsync(c, c.Get(number), c.Get(field)!, c.Get(value)!)).With(number).With(field).With(value),
            new BotCommand("history", "What a document was before: earlier texts, status, corrections.", CommandNeeds.Data, c => HistoryAsync(c, c.Get(number))).With(number),
            new Command("answers", "What officers answered and kept for those who ask the same later.")
            {
                new BotCommand("list", "Every kept answer, the latest first.", CommandNeeds.Data, c => KeptAnswers.ListAsync(c, c.Get(global.Json))).With(global.Json),
                new BotCommand("withdraw", "Take a kept answer back: nobody is given it any more.", CommandNeeds.Data, c => KeptAnswers.WithdrawAsync(c, c.Get(id)!)).With(id),
            },
            new BotCommand("gaps", "What people asked in vain and nothing answers yet, the most asked first.", CommandNeeds.Data, c => GapsAsync(c, c.Get(global.Json))).With(global.Json),
            new BotCommand("graph", "Draw which document cites, amends, replaces or repeals which (Mermaid).", CommandNeeds.Data, c => GraphAsync(c, c.Get(some))).With(some),
        ];
    }

    public static RefusedException Unknown(string number) => new($"There is no document {number} in the register. See `directives list`.");

    /// <summary>Says which documents of the register the new ones claim to replace or repeal: an officer decides, not the text.</summary>
    public static async Task ProposeAsync(CommandContext context, IReadOnlyList<Directive> added)
    {
        // Of two that were added together each is the other's: told once, the earlier first.
        var twins = await context.Site.ReadAsync(view => added.SelectMany((d, at) => RegisterBook.Twins(view, d).Where(t => !added.Skip(at + 1).Any(a => a.File == t.File)).Select(t => (Added: d, Twin: t))).ToList())
            .ConfigureAwait(false);
        foreach (var (document, twin) in twins)
        {
            await context.Io.ErrorAsync(
                $"{document.File} has the number of {twin.File} and may be the same: {Head(document)}, {Head(twin)}. If they are one, say which counts: directives status {twin.File} replaced --by {document.File}")
                .ConfigureAwait(false);
        }

        var all = await context.Site.Register.AllAsync(context.Cancelled).ConfigureAwait(false);
        foreach (var proposal in ReferenceGraph.Proposals([.. added.SelectMany(d => ReferenceGraph.Of(d, all))]))
        {
            var verb = proposal.Kind == RelationKind.Repeals ? "repeals" : "replaces";
            var state = proposal.Kind == RelationKind.Repeals ? "over" : $"replaced --by {proposal.From.Number ?? proposal.From.File}";
            await context.Io.ErrorAsync($"{proposal.From.File} says that it {verb} {proposal.Reference.Number}. If so: directives status {proposal.To!.Number} {state}").ConfigureAwait(false);
        }
    }

    private static async Task<int> SetStatusAsync(CommandContext context, string number, DirectiveStatus status, string? by)
    {
        var site = context.Site;
        if (by is not null && status != DirectiveStatus.Replaced)
            throw new RefusedException("--by goes with the status replaced.");
        var file = await site.ChangeAsync(
            view =>
            {
                var entry = One(RegisterBook.Named(view, number), number);
                var now = site.Time.GetUtcNow();
                RegisterBook.SetStatus(view, entry, status, by, now, "operator");
                Audit.NoteOperator(view, now, "directive-status", entry.Id);
                return entry.Directive.File;
            },
            context.Cancelled).ConfigureAwait(false);
        await site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"{file}: {Wording.Id(status)}").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> CorrectAsync(CommandContext context, string number, string field, string value)
    {
        var site = context.Site;
        var file = await site.ChangeAsync(
            view =>
            {
                var entry = One(RegisterBook.Named(view, number), number);
                if (entry.Directive.IsSummary)
                    throw new RefusedException($"{entry.Directive.File} is a summary: import the document itself.");
                var stated = Corrections.State(entry.Directive, field, value) ?? throw new RefusedException($"\"{value}\" is no {field}.");
                if (RegisterBook.IsTaken(view, entry, stated))
                    throw new RefusedException("Another document of the register has this number, date and issuer. See `directives list`.");
                var now = site.Time.GetUtcNow();
                RegisterBook.Change(view, entry, stated, now, "operator", field);
                Audit.NoteOperator(view, now, "directive-correct", entry.Id);
                return entry.Directive.File;
            },
            context.Cancelled).ConfigureAwait(false);
        await site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"{file}: {field} {(value.Length == 0 ? "none" : value)}").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> HistoryAsync(CommandContext context, string number)
    {
        var lines = await context.Site.ReadAsync(view =>
        {
            var entry = One(RegisterBook.Named(view, number), number);
            return RegisterBook.History(view, entry.Id)
                .Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Seq,4}  {v.At:yyyy-MM-dd HH:mm:ss}Z  {v.By}  {v.What}  (text before: {v.Text[..12]})")).ToList();
        }).ConfigureAwait(false);
        foreach (var line in lines)
            await context.Io.OutAsync(line).ConfigureAwait(false);
        if (lines.Count == 0)
            await context.Io.ErrorAsync("Nothing of this document was changed since it came in.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> GapsAsync(CommandContext context, bool asJson)
    {
        var world = context.Site.World.Current;
        var today = world.Office.Calendar.DayOf(context.Site.Time.GetUtcNow());
        var gaps = (await context.Site.ReadAsync(view => Gap.Records.All(view, new RecordQuery(view.Office, Gap.Records.Name)).Where(g => !g.IsAnswered(world, today)).ToList()).ConfigureAwait(false))
            .OrderByDescending(g => g.Count).ThenByDescending(g => g.Last).ToList();
        if (asJson)
            await context.Io.OutAsync(JsonText.Of(gaps.Select(g => new { g.Count, g.Text, g.Reason, g.First, g.Last }))).ConfigureAwait(false);
        foreach (var gap in asJson ? [] : gaps)
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture, $"{gap.Count,5}  {gap.Last:yyyy-MM-dd}  {gap.Reason}  {gap.Text}")).ConfigureAwait(false);
        if (gaps.Count == 0)
            await context.Io.ErrorAsync("Nobody has asked in vain, as far as is not answered by now.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> GraphAsync(CommandContext context, string? number)
    {
        var all = await context.Site.Register.AllAsync(context.Cancelled).ConfigureAwait(false);
        var relations = ReferenceGraph.Of(all);
        IReadOnlyList<Directive> drawn = all;
        if (number is not null)
        {
            var named = (await context.Site.ReadAsync(view => RegisterBook.Named(view, number)).ConfigureAwait(false)).Select(e => e.Directive.File).ToHashSet(StringComparer.Ordinal);
            if (named.Count == 0)
                throw Unknown(number);
            drawn = [.. all.Where(d => named.Contains(d.File))];
            relations = [.. relations.Where(r => named.Contains(r.From.File) || r.To is not null && named.Contains(r.To.File))];
        }

        await context.Io.OutAsync(ReferenceGraph.ToMermaid(drawn, relations).TrimEnd('\n')).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static string Head(Directive directive) =>
        $"{directive.Issuer ?? "no issuer"} {directive.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "without a date"}";

    private static RegisterEntry One(IReadOnlyList<RegisterEntry> found, string number) => found.Count switch
    {
        1 => found[0],
        0 => throw Unknown(number),
        _ => throw new RefusedException($"{number} is the number of several documents: {string.Join(", ", found.Select(e => e.Directive.File))}. Name one by its file."),
    };
}
