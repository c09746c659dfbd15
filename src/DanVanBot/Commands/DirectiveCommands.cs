using System.CommandLine;
using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Directives;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Text;
using DanVanBot.Hosting;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Commands;

/// <summary><c>directives</c>: the register of documents.</summary>
internal static class DirectiveCommands
{
    public static Command Make(GlobalOptions global)
    {
        var files = new Argument<string[]>("FILE") { Description = "Documents (.txt, .md, .docx, .pdf with text), or folders of them.", Arity = ArgumentArity.OneOrMore };
        var allowInternal = new Option<bool>("--allow-internal") { Description = "Take documents marked for internal circulation too; classified ones never." };
        var number = new Argument<string>("NUMBER") { Description = "The document's number (121-CV/DU), or the name of its file." };
        var status = new Argument<string>("STATUS") { Description = "unknown, in-force, over or replaced." };
        status.AcceptOnlyFromAmong([.. Enum.GetValues<DirectiveStatus>().Select(Wording.Id)]);
        return new Command("directives", "The register of documents.")
        {
            new BotCommand("import", "Take documents in; a document replaces the summary that stands for it.", CommandNeeds.NewData,
                c => ImportAsync(c, c.Get(files), c.Get(allowInternal))).With(files).With(allowInternal),
            new BotCommand("check", "Show what is read from files, without taking them in.", CommandNeeds.Settings,
                c => CheckAsync(c, c.Get(files), c.Get(allowInternal), c.Get(global.Json))).With(files).With(allowInternal, global.Json),
            new BotCommand("list", "Every document.", CommandNeeds.Data, c => ListAsync(c, c.Get(global.Json))).With(global.Json),
            new BotCommand("show", "One document.", CommandNeeds.Data, c => ShowAsync(c, c.Get(number), c.Get(global.Json))).With(number).With(global.Json),
            new BotCommand("status", "Say whether a document is in force.", CommandNeeds.Data,
                c => SetStatusAsync(c, c.Get(number), Enum.GetValues<DirectiveStatus>().First(s => Wording.Id(s) == c.Get(status)))).With(number).With(status),
        };
    }

    private static async Task<int> ImportAsync(CommandContext context, string[] paths, bool allowInternal)
    {
        var (read, refused) = await DocumentFiles.ReadAsync(context, paths, allowInternal).ConfigureAwait(false);
        if (read.Count > 0)
        {
            // The same text twice in one call is one document; the register compares with what it held before the call.
            var first = read.GroupBy(d => d.ContentHash, StringComparer.Ordinal).Select(g => g.First()).ToList();
            var results = await context.Site.Register.ImportAsync(first, context.Cancelled).ConfigureAwait(false);
            await context.Site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
            foreach (var result in results)
                await context.Io.ErrorAsync($"{result.Directive.File}: {Told(result)}").ConfigureAwait(false);
            foreach (var same in read.Except(first))
                await context.Io.ErrorAsync($"{same.File}: the same text as {first.Find(d => d.ContentHash == same.ContentHash)!.File}").ConfigureAwait(false);
            if (read.Count + refused > 1)
                await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"{read.Count} read, {refused} refused")).ConfigureAwait(false);
        }

        return refused == 0 ? CommandLine.Done : CommandLine.Refused;
    }

    private static string Told(ImportResult result) => result switch
    {
        { Change: ImportChange.Unchanged } => $"the same text is there already ({result.Other})",
        { Change: ImportChange.Replaced } => "replaced by this text" + Also(result.Other),
        _ => "added" + Also(result.Other),
    };

    private static string Also(string? summary) => summary is null ? "" : $", in place of the summary {summary}";

    private static async Task<int> CheckAsync(CommandContext context, string[] paths, bool allowInternal, bool asJson)
    {
        var (read, refused) = await DocumentFiles.ReadAsync(context, paths, allowInternal).ConfigureAwait(false);
        if (asJson)
            await context.Io.OutAsync(DirectiveJson.WriteCheck(read)).ConfigureAwait(false);
        foreach (var directive in asJson ? [] : read)
        {
            await context.Io.OutAsync(Line(directive)).ConfigureAwait(false);
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {directive.Sections.Count} sections, {directive.Blocks.Count} blocks, {directive.Tasks.Count} tasks, {directive.ReportDuties.Count} report duties, {directive.References.Count} references, {directive.Statistics.Count} figures")).ConfigureAwait(false);
            if (directive.InternalMark is { } mark)
                await context.Io.OutAsync($"  allowed although marked: {mark}").ConfigureAwait(false);
            foreach (var doubt in directive.Doubts)
                await context.Io.OutAsync($"  to be confirmed: {doubt.Code} {doubt.Evidence}".TrimEnd()).ConfigureAwait(false);
        }

        return refused == 0 ? CommandLine.Done : CommandLine.Refused;
    }

    private static async Task<int> ListAsync(CommandContext context, bool asJson)
    {
        var all = (await context.Site.Register.AllAsync(context.Cancelled).ConfigureAwait(false)).OrderBy(d => d.Date).ThenBy(d => d.File, StringComparer.Ordinal).ToList();
        if (asJson)
            await context.Io.OutAsync(JsonText.Of(all.Select(Summary))).ConfigureAwait(false);
        foreach (var directive in asJson ? [] : all)
            await context.Io.OutAsync(Line(directive)).ConfigureAwait(false);
        if (all.Count == 0)
            await context.Io.ErrorAsync("The register is empty.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(CommandContext context, string number, bool asJson)
    {
        var found = await FindAsync(context.Site, number, context.Cancelled).ConfigureAwait(false);
        if (asJson)
        {
            await context.Io.OutAsync(DirectiveJson.WriteCheck(found)).ConfigureAwait(false);
            return CommandLine.Done;
        }

        foreach (var directive in found)
        {
            await context.Io.OutAsync(Line(directive)).ConfigureAwait(false);
            foreach (var block in directive.Blocks)
                await context.Io.OutAsync($"[{block.SectionId}] {block.Text}").ConfigureAwait(false);
            await context.Io.OutAsync("").ConfigureAwait(false);
        }

        return CommandLine.Done;
    }

    private static async Task<int> SetStatusAsync(CommandContext context, string number, DirectiveStatus status)
    {
        var site = context.Site;
        var found = await FindAsync(site, number, context.Cancelled).ConfigureAwait(false);
        if (found.Count > 1)
            throw new RefusedException($"{number} is the number of several documents: {string.Join(", ", found.Select(d => d.File))}. Name one by its file.");
        await site.ChangeAsync(
            view =>
            {
                DirectiveRegister.Put(view, found[0] with { Status = status });
                Audit.NoteOperator(view, site.Time.GetUtcNow(), "directive-status", found[0].ContentHash[..16]);
                return true;
            },
            context.Cancelled).ConfigureAwait(false);
        await site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"{found[0].File}: {Wording.Id(status)}").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<IReadOnlyList<Directive>> FindAsync(Site site, string number, CancellationToken ct)
    {
        var all = await site.Register.AllAsync(ct).ConfigureAwait(false);
        var canonical = DocumentSymbols.Canonical(number);
        var found = all.Where(d => d.File == number || (d.Number is not null && DocumentSymbols.Canonical(d.Number) == canonical)).ToList();
        return found.Count > 0 ? found : throw new RefusedException($"There is no document {number} in the register. See `directives list`.");
    }

    private static object Summary(Directive d) => new
    {
        d.File,
        d.Type,
        d.Number,
        Date = d.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        d.Year,
        Subject = d.Subject ?? d.InferredSubject,
        d.Issuer,
        d.Status,
        Summary = d.IsSummary,
        Sections = d.Sections.Count,
    };

    private static string Line(Directive d) => string.Join(" | ", new[]
    {
        d.Number ?? "-", d.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? d.Year?.ToString(CultureInfo.InvariantCulture) ?? "-", d.Type ?? "-",
        Wording.Shorten(d.Subject ?? d.InferredSubject ?? "-", 80), Wording.Id(d.Status), d.IsSummary ? "summary " + d.File : d.File,
    });
}
