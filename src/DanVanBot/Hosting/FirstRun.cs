using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Directives.Register;

namespace DanVanBot.Hosting;

/// <summary>What an empty data folder gets: the shipped register and sample mode, once, and never again.</summary>
public static class FirstRun
{
    private const string Marker = "first-run";

    /// <summary>Fills an empty folder; in a used one only ends sample mode when the office has got its name.</summary>
    public static async Task PrepareAsync(Site site, bool withSamples)
    {
        var now = site.Time.GetUtcNow();
        if (await site.Store.GetAsync(site.Office, Marker, "this").ConfigureAwait(false) is null)
        {
            var isSample = withSamples && site.Settings.IsProfileMadeUp;
            var writes = new List<RecordWrite>
            {
                new RecordWrite.Put(Marker, "this", $$"""{"at":"{{now:O}}"}""", []),
                SampleMode.Kind.ToWrite(new SampleMode(isSample, now, isSample ? null : "first run")),
            };
            if (withSamples && Directory.Exists(site.Settings.Directives))
            {
                var shipped = RegisterLoader.Load(site.Settings.Directives);
                if (shipped.Errors.Count > 0)
                    throw new SettingsException("The shipped register cannot be used:\n" + string.Join('\n', shipped.Errors));
                writes.AddRange(shipped.Directives.Select(DirectiveRegister.ToWrite));
            }

            await CommitAsync(site, writes, new ReadStamp(Marker, "this", 0)).ConfigureAwait(false);
            return;
        }

        if (site.Settings.IsProfileMadeUp || await site.Store.GetAsync(site.Office, SampleMode.Kind.Name, "this").ConfigureAwait(false) is not { } record)
            return;
        if (SampleMode.Kind.Read(record) is { IsSample: true } mode)
            await CommitAsync(site, [SampleMode.Kind.ToWrite(mode with { IsSample = false, EndedBy = "Office:Name" })], new ReadStamp(record.Kind, record.Id, record.Version)).ConfigureAwait(false);
    }

    private static async Task CommitAsync(Site site, IReadOnlyList<RecordWrite> writes, ReadStamp read)
    {
        var result = await site.Store.CommitAsync(new StoreCommit { Office = site.Office, Writes = writes, Reads = [read] }).ConfigureAwait(false);
        if (!result.Done)
            throw new SettingsException($"The data folder could not be prepared: {result.Status} {result.Detail}");
    }
}
