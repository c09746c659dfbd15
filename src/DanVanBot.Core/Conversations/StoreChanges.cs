using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Conversations;

/// <summary>Changes of records outside any step: the command line's, the register's, and what is forgotten after its time.</summary>
public static class StoreChanges
{
    private const int Tries = 5;
    private const int Portion = 100;

    /// <summary>Does something with a view and commits what it wrote; again when somebody else was faster.</summary>
    /// <returns>What it did, and whether that was committed: false when others kept changing the same records.</returns>
    public static async Task<(T Result, bool IsDone)> ChangeAsync<T>(this IBotStore store, OfficeId office, Func<StepView, T> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var view = new StepView(store, office);
            var result = await Task.Run(() => change(view), ct).ConfigureAwait(false);
            if (view.Writes.Count == 0)
                return (result, true);
            var commit = await store.CommitAsync(new StoreCommit { Office = office, Reads = view.Reads, Writes = view.Writes }, ct).ConfigureAwait(false);
            if (commit.Done || attempt == Tries)
                return (result, commit.Done);
        }
    }

    /// <summary>Forgets records whose key lies below a value, in portions so that nobody waits behind it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="office">The office.</param>
    /// <param name="kind">What is forgotten.</param>
    /// <param name="key">The key that tells its day.</param>
    /// <param name="below">Everything below goes.</param>
    /// <param name="with">What goes with a record, in the same commit; null: nothing does.</param>
    /// <param name="ct">Between two portions.</param>
    /// <returns>How many went.</returns>
    public static async Task<int> ForgetAsync(
        this IBotStore store, OfficeId office, string kind, string key, string below, Action<StepView, string>? with = null, CancellationToken ct = default)
    {
        var gone = 0;
        while (true)
        {
            var (count, isDone) = await store.ChangeAsync(
                office,
                view =>
                {
                    var old = view.List(new RecordQuery(office, kind, key, Below: below, Limit: Portion)).Records;
                    foreach (var record in old)
                    {
                        view.Delete(kind, record.Id);
                        with?.Invoke(view, record.Id);
                    }

                    return old.Count;
                },
                ct).ConfigureAwait(false);
            if (count == 0 || !isDone)
                return gone;
            gone += count;
        }
    }
}
