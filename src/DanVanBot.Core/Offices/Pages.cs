using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Offices;

/// <summary>Long lists, page by page.</summary>
public static class Pages
{
    private const int PageSize = 200;

    /// <summary>Every record of a query. For counting and for the command line; a decision is taken on a record read by id.</summary>
    public static IEnumerable<T> All<T>(this RecordKind<T> kind, StepView view, RecordQuery query)
        where T : class
    {
        string? after = null;
        do
        {
            var page = view.List(query with { Kind = kind.Name, Limit = PageSize, After = after });
            foreach (var record in page.Records)
                yield return kind.Read(record);
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>How many records a query has.</summary>
    public static int Count(StepView view, RecordQuery query)
    {
        var count = 0;
        string? after = null;
        do
        {
            var page = view.List(query with { Limit = PageSize, After = after });
            count += page.Records.Count;
            after = page.Next;
        }
        while (after is not null);
        return count;
    }
}
