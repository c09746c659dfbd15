using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Register;

namespace DanVanBot.Hosting;

/// <summary>What an empty data folder gets: the shipped register and sample mode, once, and never again.</summary>
public static class FirstRun
{
    private const string Marker = "first-run";

    /// <summary>Fills an empty folder; in a used one only ends sample mode when the office has got its name.</summary>
    /// <param name="site">The opened folder.</param>
    /// <param name="office">Its office data.</param>
    /// <param name="withSamples">False notes that there are to be none; null leaves the folder as it is.</param>
    public static async Task PrepareAsync(Site site, OfficeData office, bool? withSamples)
    {
        var view = new StepView(site.Store, site.Office);
        var now = site.Time.GetUtcNow();
        if (withSamples is { } samples && view.Get(Marker, "this") is null)
        {
            view.Put(Marker, "this", $$"""{"at":"{{now:O}}","samples":{{(samples ? "true" : "false")}}}""", []);
            if (samples)
                Fill(site, view, office, now, await site.Register.AllAsync().ConfigureAwait(false));
        }

        if (!site.Settings.IsProfileMadeUp && SampleMode.IsOn(view))
            SampleMode.End(view, now, "Office:Name");
        if (view.Writes.Count == 0)
            return;
        var commit = new StoreCommit { Office = site.Office, Writes = view.Writes, Reads = view.Reads };
        var result = await site.Store.CommitAsync(commit).ConfigureAwait(false);
        if (!result.Done)
            throw new SettingsException($"The data folder could not be prepared: {result.Status} {result.Detail}");
    }

    private static void Fill(Site site, StepView view, OfficeData office, DateTimeOffset now, IReadOnlyList<Directives.Directive> known)
    {
        if (site.Settings.IsProfileMadeUp)
            SampleStart.Begin(view, office, now);
        if (!Directory.Exists(site.Settings.Directives))
            return;
        try
        {
            foreach (var directive in RegisterLoader.LoadFolder(site.Settings.Directives))
                RegisterBook.PutSummary(view, directive, known);
        }
        catch (DataFileException e)
        {
            throw new SettingsException($"The shipped register cannot be used: {e.Message}", e);
        }
    }
}
