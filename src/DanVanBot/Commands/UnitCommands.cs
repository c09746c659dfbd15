using System.CommandLine;
using System.Globalization;
using System.Text;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;

namespace DanVanBot.Commands;

/// <summary><c>units</c>: the organisation.</summary>
internal static class UnitCommands
{
    public static Command Make(GlobalOptions global)
    {
        var file = new Argument<string>("FILE") { Description = "CSV (id, name, kind, parent, aliases, from, to, area, level, system, place, successor) or YAML." };
        return new Command("units", "The organisation.")
        {
            new BotCommand("import", "Put the office's own units in place of the made-up ones; ends sample mode for good.", CommandNeeds.NewData,
                c => ImportAsync(c, c.Get(file))).With(file),
            new BotCommand("list", "Every unit with its secretaries.", CommandNeeds.Data, c => ListAsync(c, c.Get(global.Json))).With(global.Json),
        };
    }

    private static async Task<int> ImportAsync(CommandContext context, string file)
    {
        var bytes = await context.Io.ReadFileAsync(file, context.Cancelled).ConfigureAwait(false);
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException($"{file} is no text in UTF-8. A spreadsheet is saved as \"CSV UTF-8\".");
        }

        var (units, errors) = UnitFile.Parse(Path.GetFileName(file), text);
        if (errors.Count > 0)
            throw new RefusedException(string.Join('\n', errors.Append<object>("Nothing was imported.")));
        var site = context.Site;
        var result = await site.ChangeAsync(view => UnitImport.Apply(view, units, site.Time.GetUtcNow()), context.Cancelled).ConfigureAwait(false);
        await site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Added} added, {result.Changed} changed, {result.Unchanged} unchanged")).ConfigureAwait(false);
        if (result.NotInFile.Count > 0)
            await context.Io.ErrorAsync($"Not in this file, and kept: {string.Join(", ", result.NotInFile)}").ConfigureAwait(false);
        if (result.SampleEnded)
            await context.Io.ErrorAsync("Sample mode has ended: the made-up units and the roles for trial are gone.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ListAsync(CommandContext context, bool asJson)
    {
        var rows = await context.Site.ReadAsync(view => UnitBook.List(view).Select(u => (Unit: u, Secretaries: SecretariesOf(view, u))).ToList()).ConfigureAwait(false);
        if (asJson)
        {
            await context.Io.OutAsync(JsonText.Of(rows.Select(r => new
            {
                r.Unit.Id,
                r.Unit.Name,
                r.Unit.Kind,
                r.Unit.Parent,
                r.Unit.Aliases,
                r.Unit.From,
                r.Unit.To,
                r.Unit.Area,
                r.Unit.Level,
                r.Unit.System,
                r.Unit.Place,
                r.Unit.Successor,
                Sample = r.Unit.IsSample,
                r.Secretaries,
            }))).ConfigureAwait(false);
            return CommandLine.Done;
        }

        foreach (var (unit, secretaries) in rows)
        {
            var linked = unit.Kind == Unit.PartyCell ? string.Create(CultureInfo.InvariantCulture, $" | {secretaries} {(secretaries == 1 ? "secretary" : "secretaries")}") : "";
            await context.Io.OutAsync($"{unit.Id} | {unit.Name} | {unit.Kind}{linked}{(unit.IsSample ? " | sample" : "")}").ConfigureAwait(false);
        }

        return CommandLine.Done;
    }

    private static int SecretariesOf(StepView view, Unit unit) => UnitBook.Secretaries(view, unit.Id).Count;
}
