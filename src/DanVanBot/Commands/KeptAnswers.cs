using System.Globalization;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;

namespace DanVanBot.Commands;

/// <summary><c>directives answers</c>: what officers answered and kept for those who ask the same later.</summary>
internal static class KeptAnswers
{
    public static async Task<int> ListAsync(CommandContext context, bool asJson)
    {
        var kept = (await context.Site.ReadAsync(view => KeptAnswer.Records.All(view, new RecordQuery(view.Office, KeptAnswer.Records.Name)).ToList()).ConfigureAwait(false))
            .OrderByDescending(k => k.Day).ThenBy(k => k.Id, StringComparer.Ordinal).ToList();
        if (asJson)
            await context.Io.OutAsync(JsonText.Of(kept.Select(k => new { k.Id, k.Question, k.Answer, k.Source, Day = k.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }))).ConfigureAwait(false);
        foreach (var answer in asJson ? [] : kept)
        {
            await context.Io.OutAsync(string.Create(CultureInfo.InvariantCulture, $"{answer.Id}  {answer.Day:yyyy-MM-dd}  {answer.Question}")).ConfigureAwait(false);
            await context.Io.OutAsync($"    {answer.Answer}{(answer.Source is null ? "" : $" ({answer.Source})")}").ConfigureAwait(false);
        }

        if (kept.Count == 0)
            await context.Io.ErrorAsync("No answer is kept.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    public static async Task<int> WithdrawAsync(CommandContext context, string id)
    {
        var site = context.Site;
        var question = await site.ChangeAsync(
            view =>
            {
                var found = KeptAnswer.Records.All(view, new RecordQuery(view.Office, KeptAnswer.Records.Name)).Where(k => k.Id.StartsWith(id, StringComparison.Ordinal)).Take(2).ToList();
                if (found is not [var kept])
                    throw new RefusedException(found.Count == 0 ? $"No answer {id} is kept. See `directives answers list`." : $"Several kept answers begin with {id}.");
                KeptAnswer.Records.Delete(view, kept.Id);
                SearchHead.Touch(view);
                Audit.NoteOperator(view, site.Time.GetUtcNow(), "answer-withdraw", kept.Id);
                return kept.Question;
            },
            context.Cancelled).ConfigureAwait(false);
        await site.ReloadCorpusAsync(context.Cancelled).ConfigureAwait(false);
        await context.Io.ErrorAsync($"withdrawn: {question}").ConfigureAwait(false);
        return CommandLine.Done;
    }
}
