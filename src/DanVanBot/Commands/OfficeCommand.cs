using System.CommandLine;
using DanVanBot.Core.Offices;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary><c>office check</c>: the files an office edits.</summary>
internal static class OfficeCommand
{
    public static Command Make() => new("office", "The files an office edits.")
    {
        new BotCommand("check", "Find mistakes in them, before the service takes them over.", CommandNeeds.Settings, CheckAsync),
    };

    private static async Task<int> CheckAsync(CommandContext context)
    {
        var settings = context.Settings;
        var folder = OfficeFolder.Of(settings);
        if (!Directory.Exists(folder))
        {
            folder = settings.OfficeDefaults;
            await context.Io.ErrorAsync($"{settings.Data} has no office folder yet; the shipped files are checked.").ConfigureAwait(false);
        }

        var errors = OfficeDataLoader.Load(folder, settings.Profile, settings.TimeZone, settings.QuietHours).Errors;
        foreach (var error in errors)
            await context.Io.ErrorAsync(error.ToString()).ConfigureAwait(false);
        if (errors.Count == 0)
            await context.Io.ErrorAsync($"{OfficeDataLoader.Files.Count} files, nothing wrong in {folder}").ConfigureAwait(false);
        return errors.Count == 0 ? CommandLine.Done : CommandLine.Refused;
    }
}
