using System.CommandLine;
using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Reporting;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary><c>reports</c>: who has reported, and the compiled report.</summary>
internal static class ReportCommands
{
    public static Command Make(GlobalOptions global)
    {
        var anyPeriod = new Option<string?>("--period") { Description = "A period like 2026-H1; the open one where left out.", HelpName = "PERIOD" };
        var period = new Option<string>("--period") { Description = "A period like 2026-H1.", HelpName = "PERIOD", Required = true };
        var duty = new Option<string?>("--duty") { Description = "Id of the duty, where several have the period.", HelpName = "ID" };
        var output = new Option<string>("--out") { Description = "The document to write.", HelpName = "FILE.docx", Required = true };
        var status = new BotCommand("status", "Who has reported and who has not.", CommandNeeds.Data, c => StatusAsync(c, c.Get(anyPeriod), c.Get(global.Json))).With(anyPeriod, global.Json);
        status.Validators.Add(r => Check(r.TextOf(anyPeriod), r.AddError));
        var compile = new BotCommand("compile", "Put the reports of a period together in a document.", CommandNeeds.Data,
            c => CompileAsync(c, c.Get(period)!, c.Get(duty), c.Get(output)!)).With(period, duty, output);
        compile.Validators.Add(r => Check(r.TextOf(period), r.AddError));
        return new Command("reports", "Who has reported, and the compiled report.") { status, compile };

        static void Check(string? value, Action<string> error)
        {
            if (value is not null && ReportPeriod.Parse(value) is null)
                error($"\"{value}\" is no period. Write it like 2026-H1 (half-year), 2026-Y (year), 2026-Q3, 2026-M09.");
        }
    }

    private static async Task<int> StatusAsync(CommandContext context, string? period, bool asJson)
    {
        var site = context.Site;
        var found = await site.ReadAsync(view =>
        {
            var (data, now) = (site.World.Current.Office, site.Time.GetUtcNow());
            return period is null
                ? ReportDesk.Current(view, data, now) is { } current ? [current] : (IReadOnlyList<ReportStatusModel>)[]
                : ReportDesk.OfPeriod(view, data, now, ReportPeriod.Parse(period)!.ToString());
        }).ConfigureAwait(false);
        if (found.Count == 0)
            throw new RefusedException(period is null ? "No report is open now. Name a period with --period." : $"No report is due for {period}.");
        if (asJson)
        {
            await context.Io.OutAsync(JsonText.Of(found)).ConfigureAwait(false);
            return CommandLine.Done;
        }

        foreach (var status in found)
        {
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture,
                $"{status.Key} | {status.Title} | {status.Period} | {status.Due} | {status.Left} | {status.DoneCount}/{status.Total}")).ConfigureAwait(false);
            foreach (var done in status.Done)
                await context.Io.OutAsync($"  + {done.Unit} | {done.Code} | {done.At}{(done.Late ? " | late" : "")}").ConfigureAwait(false);
            foreach (var missing in status.Missing)
                await context.Io.OutAsync($"  - {missing.Unit} | {missing.Secretary}").ConfigureAwait(false);
        }

        return CommandLine.Done;
    }

    private static async Task<int> CompileAsync(CommandContext context, string period, string? duty, string file)
    {
        var site = context.Site;
        var parsed = ReportPeriod.Parse(period)!;
        var document = await site.ReadAsync(view =>
        {
            var found = Periods(site, view, parsed).Where(p => duty is null || p.Duty.Id == duty).ToList();
            return found.Count switch
            {
                0 => throw new RefusedException(duty is null ? $"No report is due for {parsed}." : $"There is no duty \"{duty}\" for {parsed}."),
                1 => ReportDocument.Compile(site, view, found[0]),
                _ => throw new RefusedException($"Several duties have the period {parsed}: {string.Join(", ", found.Select(p => p.Duty.Id))}. Name one with --duty."),
            };
        }).ConfigureAwait(false);
        await context.Io.WriteFileAsync(file, document.Content, context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture,
            $"{document.Done} of {document.Total} units have reported; written to {context.Io.FullPath(file)}")).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static IEnumerable<DutyPeriod> Periods(Site site, StepView view, ReportPeriod period) =>
        DutyBook.All(view, site.World.Current.Office, period.Year, period.Year).Where(p => p.Period == period);
}
