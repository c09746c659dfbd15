using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DanVanBot.Core.Storage;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary><c>mail dead</c>: messages no step could handle.</summary>
internal static class MailCommands
{
    private const int PageSize = 100;

    public static Command Make(GlobalOptions global)
    {
        var id = new Argument<long>("ID") { Description = "As `mail dead list` shows it." };
        var which = new Argument<string>("ID") { Description = "As `mail dead list` shows it, or: all." };
        which.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is var typed && typed != "all" && !IsNumber(typed, out _))
                result.AddError($"\"{typed}\" is neither an ID nor: all.");
        });
        return new Command("mail", "Messages on their way through the service.")
        {
            new Command("dead", "Messages that could not be handled and were put aside; they are kept 90 days.")
            {
                new BotCommand("list", "When, from which channel, of what kind, and what went wrong; nobody's words.", CommandNeeds.Data,
                    c => ListAsync(c, c.Get(global.Json))).With(global.Json),
                new BotCommand("show", "One of them with what was sent.", CommandNeeds.Data, c => ShowAsync(c, c.Get(id))).With(id),
                new BotCommand("replay", "Have one (or all) handled again, after what came since in its chat.", CommandNeeds.Data,
                    c => ReplayAsync(c, c.Get(which))).With(which),
            },
        };
    }

    private static async Task<int> ListAsync(CommandContext context, bool asJson)
    {
        var letters = await AllAsync(context.Site, context.Cancelled).ConfigureAwait(false);
        if (asJson)
        {
            await context.Io.OutAsync(JsonText.Of(letters.Select(l => new
            {
                Id = l.Number,
                Channel = l.Lane.Channel,
                Kind = KindOf(l.Body),
                Error = l.Reason,
                Tries = l.Failures,
                l.AcceptedAt,
                PutAsideAt = l.At,
            }))).ConfigureAwait(false);
            return CommandLine.Done;
        }

        foreach (var letter in letters)
        {
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture,
                $"{letter.Number} | {At(context, letter.At)} | {letter.Lane.Channel} | {KindOf(letter.Body) ?? "?"} | {letter.Reason ?? "?"} | {letter.Failures} tries")).ConfigureAwait(false);
        }

        if (letters.Count == 0)
            await context.Io.ErrorAsync("There are none.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(CommandContext context, long number)
    {
        var page = await context.Site.Store.ListDeadLettersAsync(context.Site.Office, number - 1, 1, context.Cancelled).ConfigureAwait(false);
        if (page.Count == 0 || page[0].Number != number)
            throw NoSuch(number);
        var letter = page[0];
        foreach (var (what, value) in new[]
        {
            ("id", number.ToString(CultureInfo.InvariantCulture)), ("chat", letter.Lane.Value), ("mail", letter.Id), ("came", At(context, letter.AcceptedAt)),
            ("aside", At(context, letter.At)), ("error", $"{letter.Reason ?? "?"}, {letter.Failures.ToString(CultureInfo.InvariantCulture)} tries"),
            ("body", Readable(letter.Body)),
        })
            await context.Io.OutAsync($"{what,-6} {value}").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> ReplayAsync(CommandContext context, string which)
    {
        var site = context.Site;
        var numbers = IsNumber(which, out var number) ? [number] : (await AllAsync(site, context.Cancelled).ConfigureAwait(false)).Select(l => l.Number).ToList();
        var done = 0;
        foreach (var each in numbers)
        {
            if (await site.Store.ReplayDeadLetterAsync(site.Office, each, context.Cancelled).ConfigureAwait(false))
                done++;
            else if (which != "all")
                throw NoSuch(each);
        }

        await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture,
            $"{done} put back{(context.IsInService ? "; the service handles it now" : ": handled when the service starts")}. What fails again comes back to `mail dead list`.")).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<List<DeadLetter>> AllAsync(Site site, CancellationToken ct)
    {
        var letters = new List<DeadLetter>();
        for (var after = 0L; ; after = letters[^1].Number)
        {
            var page = await site.Store.ListDeadLettersAsync(site.Office, after, PageSize, ct).ConfigureAwait(false);
            letters.AddRange(page);
            if (page.Count < PageSize)
                return letters;
        }
    }

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static RefusedException NoSuch(long number) => new(string.Create(CultureInfo.InvariantCulture, $"There is no dead letter {number}; `mail dead list` shows those there are."));

    private static string At(CommandContext context, DateTimeOffset at) =>
        context.Site.World.Current.Office.Calendar.Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // As mail names what it carries; the words themselves are for `show`.
    private static string? KindOf(string? body)
    {
        try
        {
            return body is null ? null : JsonDocument.Parse(body).RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("t", out var kind) ? kind.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Readable(string? body)
    {
        if (body is null)
            return "(cannot be opened: the data was changed from outside)";
        try
        {
            return JsonText.Of(JsonDocument.Parse(body).RootElement);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
