using System.CommandLine;
using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Directives;
using DanVanBot.Directives.Reading;
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
        var command = new Command("directives", "The register of documents.")
        {
            new BotCommand("import", "Take documents in; a document replaces the summary that stands for it.", CommandNeeds.NewData,
                c => ImportAsync(c, c.Get(files), c.Get(allowInternal))).With(files).With(allowInternal),
            new BotCommand("check", "Show what is read from files, without taking them in.", CommandNeeds.Settings,
                c => CheckAsync(c, c.Get(files), c.Get(allowInternal), c.Get(global.Json))).With(files).With(allowInternal, global.Json),
            new BotCommand("list", "Every document.", CommandNeeds.Data, c => ListAsync(c, c.Get(global.Json))).With(global.Json),
            new BotCommand("show", "One document.", CommandNeeds.Data, c => ShowAsync(c, c.Get(number), c.Get(global.Json))).With(number).With(global.Json),
        };
        foreach (var more in RegisterCommands.Make(number, global))
            command.Add(more);
        return command;
    }

    private static async Task<int> ImportAsync(CommandContext context, string[] paths, bool allowInternal)
    {
        var (read, refused) = await DocumentFiles.ReadAsync(context, paths, allowInternal).ConfigureAwait(false);
        if (read.Count > 0)
        {
            var results = await context.Site.Register.ImportAsync(read, context.Cancelled).ConfigureAwait(false);
            await context.Site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
            foreach (var result in results)
                await context.Io.ErrorAsync($"{result.Directive.File}: {Told(result)}").ConfigureAwait(false);
            if (read.Count + refused > 1)
                await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"{read.Count} read, {refused} refused")).ConfigureAwait(false);
            await RegisterCommands.ProposeAsync(context, [.. results.Where(r => r.Change is ImportChange.Added or ImportChange.Replaced).Select(r => r.Directive)]).ConfigureAwait(false);
        }

        return refused == 0 ? CommandLine.Done : CommandLine.Refused;
    }

    private static string Told(ImportResult result) => result switch
    {
        { Change: ImportChange.Earlier } => $"an earlier text of {result.Other}, which has a newer one; nothing was changed",
        { Change: ImportChange.Unchanged } => $"the same text is there already ({result.Other})",
        { Change: ImportChange.Replaced } => $"a new text of {result.Directive.File}; the earlier one is in its history" + Also(result.Other),
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
        var found = await FindAsync(context.Site, number).ConfigureAwait(false);
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

    private static Task<IReadOnlyList<Directive>> FindAsync(Site site, string number) => site.ReadAsync(view => RegisterBook.Named(view, number) is { Count: > 0 } found
        ? (IReadOnlyList<Directive>)[.. found.Select(e => e.Directive)]
        : throw RegisterCommands.Unknown(number));

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
        d.ReplacedBy,
        Summary = d.IsSummary,
        Sections = d.Sections.Count,
    };

    private static string Line(Directive d) => string.Join(" | ", new[]
    {
        d.Number ?? "-", d.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? d.Year?.ToString(CultureInfo.InvariantCulture) ?? "-", d.Type ?? "-",
        Wording.Shorten(d.Subject ?? d.InferredSubject ?? "-", 80), Wording.Id(d.Status) + (d.ReplacedBy is { } by ? $" by {by}" : ""), d.IsSummary ? "summary " + d.File : d.File,
    });
}
