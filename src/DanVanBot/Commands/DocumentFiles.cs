using System.Text;
using DanVanBot.Core.Delivery;
using DanVanBot.Directives.Reading;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Commands;

/// <summary>Documents from files of the caller. What is none is refused by name, and the others go on.</summary>
internal static class DocumentFiles
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<(IReadOnlyList<Directive> Read, int Refused)> ReadAsync(CommandContext context, IReadOnlyList<string> paths, bool allowInternal)
    {
        var read = new List<Directive>();
        var refused = 0;
        foreach (var path in paths)
        {
            foreach (var file in await FilesOfAsync(context, path).ConfigureAwait(false))
            {
                await context.Io.ProgressAsync(Path.GetFileName(file)).ConfigureAwait(false);
                var (directive, reason) = await ReadAsync(context, file, allowInternal).ConfigureAwait(false);
                if (directive is not null)
                {
                    read.Add(directive);
                    continue;
                }

                refused++;
                await context.Io.ErrorAsync($"{file}: {reason}").ConfigureAwait(false);
            }

            async Task<IReadOnlyList<string>> FilesOfAsync(CommandContext c, string p)
            {
                try
                {
                    return await c.Io.ListFilesAsync(p, c.Cancelled).ConfigureAwait(false);
                }
                catch (RefusedException e)
                {
                    refused++;
                    await c.Io.ErrorAsync(e.Message).ConfigureAwait(false);
                    return [];
                }
            }
        }

        return (read, refused);
    }

    private static async Task<(Directive? Directive, string? Reason)> ReadAsync(CommandContext context, string file, bool allowInternal)
    {
        string text;
        byte[] bytes = [];
        try
        {
            bytes = await context.Io.ReadFileAsync(file, context.Cancelled).ConfigureAwait(false);
            using var reader = new StreamReader(new MemoryStream(bytes), Strict, detectEncodingFromByteOrderMarks: true);
            text = await reader.ReadToEndAsync(context.Cancelled).ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            return (null, $"this is no text in UTF-8 ({FileKind.Of(bytes)}). Save it as plain text first.");
        }
        catch (RefusedException e)
        {
            return (null, e.Message);
        }

        var result = await Task.Run(() => DirectiveReader.Read(Path.GetFileName(file), text, new ReadOptions(allowInternal))).ConfigureAwait(false);
        return (result.Directive, result.Detail);
    }
}
