using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary>What commands do with the store: the same views and records that steps use, under the operator's name.</summary>
internal static class SiteWork
{
    /// <summary>Reads something through a view of its own.</summary>
    public static Task<T> ReadAsync<T>(this Site site, Func<StepView, T> read) => Task.Run(() => read(new StepView(site.Store, site.Office)));

    /// <summary>Does something and commits what it wrote; again when somebody else was faster.</summary>
    public static async Task<T> ChangeAsync<T>(this Site site, Func<StepView, T> change, CancellationToken ct)
    {
        var (result, isDone) = await site.Store.ChangeAsync(site.Office, change, ct).ConfigureAwait(false);
        return isDone ? result : throw new RefusedException("Others keep changing the same records; try again in a moment.");
    }

    /// <summary>Whether the office is still being tried out.</summary>
    public static Task<bool> IsSampleAsync(Site site) => site.ReadAsync(SampleMode.IsOn);

    /// <summary>The one unit of this name or id.</summary>
    /// <exception cref="RefusedException">None, or several.</exception>
    public static async Task<Unit> UnitNamedAsync(this Site site, string name)
    {
        var found = await site.ReadAsync(view => UnitBook.Find(view, name)).ConfigureAwait(false);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new RefusedException($"There is no unit \"{name}\". See `units list`."),
            _ => throw new RefusedException($"\"{name}\" may mean {string.Join(", ", found.Select(u => u.Id))}: name one by its id."),
        };
    }
}
