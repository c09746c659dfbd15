using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary><c>doctor</c>: what an operator looks at first. It tells settings and figures, never a secret or anybody's words.</summary>
internal static class Doctor
{
    private static readonly string[] SecretWords = ["token", "secret", "password", "key"];

    public static async Task<int> RunAsync(CommandContext context)
    {
        var wrong = new List<string>();
        var settings = context.Settings;
        await SayAsync(context, "program", $"DanVanBot {ProgramVersion.Current}, .NET {Environment.Version}, {(context.IsInService ? "asked of the running service" : "no service has this data folder")}").ConfigureAwait(false);
        await SayAsync(context, "data", settings.Data).ConfigureAwait(false);
        await SayAsync(context, "key", KeyState(settings, wrong)).ConfigureAwait(false);
        await SayAsync(context, "url", settings.Url).ConfigureAwait(false);
        await SayAsync(context, "office", $"{settings.Profile.Name} ({settings.Profile.Code}){(settings.IsProfileMadeUp ? ", made up: Office:Name is not set" : "")}").ConfigureAwait(false);
        await SayAsync(context, "clock", ClockState(settings, wrong)).ConfigureAwait(false);
        foreach (var channel in new[] { "Telegram", "ZaloBot", "ZaloOa" })
            await SayAsync(context, channel, ChannelState(context.Configuration, channel)).ConfigureAwait(false);
        await SettingsAsync(context).ConfigureAwait(false);
        await FilesAsync(context, wrong).ConfigureAwait(false);
        if (context.Trouble is { } trouble)
            wrong.Add(trouble);
        else if (context.HasSite)
            await FiguresAsync(context, wrong).ConfigureAwait(false);
        else if (WhyNotWritable(settings.Data) is { } reason)
            wrong.Add($"The data folder {settings.Data} cannot be used: {reason}");
        else
            await SayAsync(context, "store", "no data yet: the service makes it at its first start").ConfigureAwait(false);

        foreach (var problem in wrong)
            await context.Io.ErrorAsync("wrong: " + problem).ConfigureAwait(false);
        return wrong.Count == 0 ? CommandLine.Done : CommandLine.Refused;
    }

    private static string KeyState(Settings settings, List<string> wrong)
    {
        if (!File.Exists(settings.Key))
            return settings.Key + ", not there yet";
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(settings.Key) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            wrong.Add($"{settings.Key} can be read by other users. Run: chmod 600 on it");
        var isBeside = settings.Key.StartsWith(settings.Data + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return settings.Key + (isBeside ? "; it lies in the data folder: keep a copy in another place, no backup holds it" : "; keep a copy in another place, no backup holds it");
    }

    // Where there is no data the service will make it: a folder is made for a moment where it would be, and nothing stays.
    private static string? WhyNotWritable(string data)
    {
        var there = data;
        while (!Directory.Exists(there))
        {
            if (File.Exists(there))
                return $"{there} is a file, not a folder.";
            if (Path.GetDirectoryName(there) is not { } above)
                return $"{there} does not exist.";
            there = above;
        }

        try
        {
            var probe = Path.Combine(there, ".danvan-" + Path.GetRandomFileName());
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"nothing can be written in {there}. Name another folder with --data.";
        }
    }

    private static string ClockState(Settings settings, List<string> wrong)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (now.Year < 2025)
            wrong.Add("The clock of this machine is wrong.");
        if (TimeZones.Find(settings.TimeZone) is not { } zone)
        {
            wrong.Add($"Office:TimeZone is \"{settings.TimeZone}\"; this machine does not know it.");
            return "?";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(now, zone):yyyy-MM-dd HH:mm zzz} {settings.TimeZone}, quiet {settings.QuietHours}");
    }

    private static string ChannelState(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        var isOn = !string.IsNullOrWhiteSpace(section["BotToken"] ?? section["AppId"]);
        return isOn ? $"on{(section["Mode"] is { } mode ? ", " + mode : "")}" : "off";
    }

    // Only what somebody set: sections of this program, values of secrets never.
    private static async Task SettingsAsync(CommandContext context)
    {
        foreach (var section in new[] { "Data", "Http", "Telegram", "ZaloBot", "ZaloOa", "Office", "Dialogs", "Directives", "WebChat", "Secrets" })
        {
            foreach (var (key, value) in context.Configuration.GetSection(section).AsEnumerable().Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal))
                await SayAsync(context, "setting", $"{key} = {(IsSecret(key) ? "(set)" : value)}").ConfigureAwait(false);
        }
    }

    private static bool IsSecret(string key)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        return !name.EndsWith("Path", StringComparison.OrdinalIgnoreCase) && SecretWords.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task FilesAsync(CommandContext context, List<string> wrong)
    {
        var settings = context.Settings;
        if (!Directory.Exists(settings.Dialogs))
        {
            wrong.Add($"There is no dialogs folder at {settings.Dialogs}.");
        }
        else
        {
            var (set, errors) = DialogSet.Load(settings.Dialogs);
            var all = set is null || errors.Count > 0 ? errors : DialogChecker.Check(set, AllSlices.Make().Functions);
            wrong.AddRange(all.Select(e => e.ToString()));
            await SayAsync(context, "dialogs", $"{set?.Dialogs.Count ?? 0} in {settings.Dialogs}").ConfigureAwait(false);
        }

        var folder = Directory.Exists(OfficeFolder.Of(settings)) ? OfficeFolder.Of(settings) : settings.OfficeDefaults;
        wrong.AddRange(OfficeDataLoader.Load(folder, settings.Profile, settings.TimeZone, settings.QuietHours).Errors.Select(e => e.ToString()));
        await SayAsync(context, "office", folder).ConfigureAwait(false);
    }

    private static async Task FiguresAsync(CommandContext context, List<string> wrong)
    {
        var site = context.Site;
        var figures = await site.Store.FiguresAsync(context.Cancelled).ConfigureAwait(false);
        await SayAsync(context, "store", string.Create(CultureInfo.InvariantCulture,
            $"{figures.Records} records, {figures.MailWaiting} mail waiting, {figures.OutboxWaiting} to send, {figures.OutboxSending} under way, {figures.FetchesWaiting} files to fetch, {figures.Timers} timers")).ConfigureAwait(false);
        if (figures.DeadLetters > 0)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{figures.DeadLetters} messages could not be handled and were put aside. Look at them with `mail dead list`; when the cause is gone, `mail dead replay`."));
        var directives = site.World.Current.Corpus.Directives;
        await SayAsync(context, "register", string.Create(CultureInfo.InvariantCulture, $"{directives.Count(d => !d.IsSummary)} documents, {directives.Count(d => d.IsSummary)} summaries")).ConfigureAwait(false);
        var (units, isSample) = await site.ReadAsync(view => (UnitBook.List(view).Count, SampleMode.IsOn(view))).ConfigureAwait(false);
        await SayAsync(context, "units", string.Create(CultureInfo.InvariantCulture, $"{units}{(isSample ? ", sample mode" : "")}")).ConfigureAwait(false);
    }

    private static Task SayAsync(CommandContext context, string what, string state) => context.Io.OutAsync($"{what,-9} {state}");
}
