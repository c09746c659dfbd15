using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Reading.Formats;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Commands;

/// <summary>Documents from files of the caller. What is none is refused by name, and the others go on.</summary>
internal static class DocumentFiles
{
    private const int BarWidth = 24;

    public static async Task<(IReadOnlyList<Directive> Read, int Refused)> ReadAsync(CommandContext context, IReadOnlyList<string> paths, bool allowInternal)
    {
        var read = new List<Directive>();
        var (files, refused) = await FilesAsync(context, paths).ConfigureAwait(false);
        for (var i = 0; i < files.Count; i++)
        {
            await context.Io.ProgressAsync(Progress(i, files.Count, files[i])).ConfigureAwait(false);
            var (directive, reason) = await ReadAsync(context, files[i], allowInternal).ConfigureAwait(false);
            if (directive is not null)
            {
                read.Add(directive);
                continue;
            }

            refused++;
            await context.Io.ErrorAsync($"{files[i]}: {reason}").ConfigureAwait(false);
        }

        return (read, refused);
    }

    private static async Task<(List<string> Files, int Refused)> FilesAsync(CommandContext context, IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        var refused = 0;
        foreach (var path in paths)
        {
            try
            {
                files.AddRange(await context.Io.ListFilesAsync(path, context.Cancelled).ConfigureAwait(false));
            }
            catch (RefusedException e)
            {
                refused++;
                await context.Io.ErrorAsync(e.Message).ConfigureAwait(false);
            }
        }

        return ([.. files.Distinct(StringComparer.Ordinal)], refused);
    }

    private static string Progress(int done, int of, string file)
    {
        var filled = of == 0 ? 0 : BarWidth * done / of;
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('-', BarWidth - filled)}] {done}/{of} {Wording.Shorten(Path.GetFileName(file), 48)}");
    }

    private static async Task<(Directive? Directive, string? Reason)> ReadAsync(CommandContext context, string file, bool allowInternal)
    {
        byte[] bytes;
        try
        {
            bytes = await context.Io.ReadFileAsync(file, context.Cancelled).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            return (null, e.Message);
        }

        var result = await Task.Run(() => DocumentFile.Read(Path.GetFileName(file), bytes, new ReadOptions(allowInternal))).ConfigureAwait(false);
        return (result.Directive, result.Detail);
    }
}
