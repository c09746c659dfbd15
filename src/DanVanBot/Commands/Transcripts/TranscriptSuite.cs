using System.Collections.Concurrent;
using System.Globalization;
using DanVanBot.Dialogs;

namespace DanVanBot.Commands.Transcripts;

/// <summary>
/// <c>dialogs test</c>: every transcript beside the dialogs, played by the whole bot on every kind of channel. Ends with the line
/// <c>N transcripts, M failed</c>; a transcript on each kind counts once.
/// </summary>
internal static class TranscriptSuite
{
    public static async Task<int> RunAsync(CommandContext context, string? only)
    {
        var settings = context.Settings;
        var files = Transcript.FilesOf(settings.Dialogs).Where(f => only is null || f.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (files.Count == 0)
            throw new RefusedException(only is null ? $"There are no transcripts in {settings.Dialogs}." : $"No transcript in {settings.Dialogs} has \"{only}\" in its path.");
        var transcripts = new List<Transcript>();
        var (played, failed) = (0, 0);
        foreach (var file in files)
        {
            var bytes = await context.Io.ReadFileAsync(file, context.Cancelled).ConfigureAwait(false);
            var (transcript, errors) = Transcript.Parse(file, System.Text.Encoding.UTF8.GetString(bytes));
            foreach (var error in errors)
                await context.Io.OutAsync(error.ToString()).ConfigureAwait(false);
            if (errors.Count == 0)
                transcripts.Add(transcript);
            else
                (played, failed) = (played + 1, failed + 1);
        }

        // Each run has a store of its own, so they go side by side; what they say is told in the order of their names.
        // Most of a run is waiting for the disk: every commit of the bot is durable here too.
        var outcomes = new ConcurrentDictionary<(Transcript, ChannelKind), Mismatch?>();
        var runs = transcripts.SelectMany(t => ChannelKind.All.Select(k => (Transcript: t, Kind: k))).ToList();
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = 4 * Environment.ProcessorCount, CancellationToken = context.Cancelled }, async (run, _) =>
        {
            outcomes[run] = await TranscriptRun.PlayAsync(run.Transcript, settings, run.Kind).ConfigureAwait(false);
            await context.Io.ProgressAsync(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count} of {runs.Count}")).ConfigureAwait(false);
        }).ConfigureAwait(false);
        foreach (var run in runs)
        {
            played++;
            var name = Path.GetRelativePath(settings.Dialogs, run.Transcript.File);
            if (outcomes[run] is not { } mismatch)
            {
                await context.Io.OutAsync($"ok      {name} ({run.Kind.Name})").ConfigureAwait(false);
                continue;
            }

            failed++;
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture, $"failed  {run.Transcript.File}:{mismatch.Line} ({run.Kind.Name})")).ConfigureAwait(false);
            await context.Io.OutAsync($"        expected: {mismatch.Expected}").ConfigureAwait(false);
            await context.Io.OutAsync($"        got:      {mismatch.Got.ReplaceLineEndings("\n                  ")}").ConfigureAwait(false);
        }

        await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture, $"{played} transcripts, {failed} failed")).ConfigureAwait(false);
        return failed == 0 ? CommandLine.Done : CommandLine.Refused;
    }
}
