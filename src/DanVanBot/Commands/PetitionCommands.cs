using System.CommandLine;
using System.Globalization;
using System.Text;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Units;

namespace DanVanBot.Commands;

/// <summary><c>petitions</c>: the cases.</summary>
internal static class PetitionCommands
{
    private const int MaxList = 200;

    public static Command Make(GlobalOptions global)
    {
        var open = new Option<bool>("--open") { Description = "Only those still to be answered, the earliest due day first." };
        var code = new Argument<string>("CODE") { Description = "The tracking code, as typed." };
        var file = new Argument<string>("FILE") { Description = "The CSV file to write." };
        return new Command("petitions", "The cases.")
        {
            new BotCommand("list", "The newest cases.", CommandNeeds.Data, c => ListAsync(c, c.Get(open), c.Get(global.Json))).With(open, global.Json),
            new BotCommand("show", "One case, contact included; that it was opened is noted.", CommandNeeds.Data, c => ShowAsync(c, c.Get(code), c.Get(global.Json))).With(code).With(global.Json),
            new BotCommand("export", "Codes and figures of all cases as CSV (UTF-8), without names and texts.", CommandNeeds.Data, c => ExportAsync(c, c.Get(file))).With(file),
        };
    }

    private static async Task<int> ListAsync(CommandContext context, bool onlyOpen, bool asJson)
    {
        var site = context.Site;
        var items = await site.ReadAsync(view => PetitionDesk.List(view, site.World.Current.Office, site.Time.GetUtcNow(), onlyOpen, MaxList)).ConfigureAwait(false);
        if (asJson)
            await context.Io.OutAsync(JsonText.Of(items)).ConfigureAwait(false);
        foreach (var item in asJson ? [] : items)
            await context.Io.OutAsync(string.Join(" | ", new[] { item.Code, item.Status, item.Field, item.Received, item.Left, item.Summary }.Where(t => t.Length > 0))).ConfigureAwait(false);
        if (items.Count == MaxList)
            await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"The first {MaxList}; `petitions export` has all.")).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(CommandContext context, string code, bool asJson)
    {
        var site = context.Site;
        var found = await site.ChangeAsync(view => PetitionDesk.Show(view, site.World.Current.Office, site.Time.GetUtcNow(), code), context.Cancelled).ConfigureAwait(false)
            ?? throw new RefusedException($"There is no petition {code}.");
        if (asJson)
        {
            await context.Io.OutAsync(JsonText.Of(found)).ConfigureAwait(false);
            return CommandLine.Done;
        }

        var lines = new List<string> { $"{found.Code} | {found.Status} | {found.Field}", $"{found.Received} | {found.Due} {found.Left}".TrimEnd() };
        lines.AddRange(new[] { found.Place, found.Contact }.OfType<string>());
        lines.AddRange(["", found.Content, ""]);
        lines.AddRange(found.Timeline.Select(e => $"{e.When}: {e.What}"));
        if (found.Question is not null)
            lines.Add("? " + found.Question);
        if (found.Answer is not null)
            lines.AddRange(["", found.Answer]);
        foreach (var line in lines)
            await context.Io.OutAsync(line).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ExportAsync(CommandContext context, string file)
    {
        if (Path.GetExtension(file).ToLowerInvariant() is { Length: > 0 } ending and not (".csv" or ".txt"))
            throw new RefusedException($"The cases are written as CSV; \"{ending}\" would be opened as something else. Name the file with .csv.");
        var site = context.Site;
        var rows = await site.ReadAsync(view => PetitionDesk.ExportRows(view, site.World.Current.Office).ToList()).ConfigureAwait(false);
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(PetitionDesk.ExportColumns))
            text.Append(Csv.Write(row)).Append("\r\n");
        // Excel takes a CSV for UTF-8 only when it begins with the mark.
        await context.Io.WriteFileAsync(file, [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())], context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} cases written to {context.Io.FullPath(file)}")).ConfigureAwait(false);
        return CommandLine.Done;
    }
}
