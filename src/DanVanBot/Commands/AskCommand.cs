using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;
using DanVanBot.Hosting;
using DanVanBot.Terminal;

namespace DanVanBot.Commands;

/// <summary><c>ask</c>: one question from the command line, or many from standard input, answered as a chat would answer them.</summary>
internal static class AskCommand
{
    private const string Instance = "ask";
    private static readonly Door Nobody = new(Instance, "nobody");

    public static BotCommand Make(GlobalOptions global)
    {
        var question = new Argument<string?>("question") { Description = "The question.", Arity = ArgumentArity.ZeroOrOne };
        var lines = new Option<bool>("--jsonl") { Description = "Read one JSON object a line from standard input: {\"id\", \"question\", \"history\"?}; print one a line." };
        var command = new BotCommand("ask", "One question, or one a line from standard input.", CommandNeeds.NewDataWithSamples, async context =>
        {
            context.Site.AddChannel(Instance, TerminalChannel.Shows);
            return context.Get(lines)
                ? await AskManyAsync(context).ConfigureAwait(false)
                : await AskOneAsync(context, context.Get(question)!, context.Get(global.Json)).ConfigureAwait(false);
        }).With(question).With(global.Json, lines);
        command.Validators.Add(result =>
        {
            var hasQuestion = !string.IsNullOrWhiteSpace(result.TextOf(question));
            if (hasQuestion == result.Has(lines))
                result.AddError(hasQuestion ? "A question and --jsonl do not go together." : "A question is missing: ask \"…\", or ask --jsonl.");
        });
        return command;
    }

    private static async Task<int> AskOneAsync(CommandContext context, string question, bool asJson)
    {
        var asked = await AskAsync(context.Site, question, []).ConfigureAwait(false);
        if (asJson)
        {
            await context.Io.OutAsync(asked.ToJson(null)).ConfigureAwait(false);
            return CommandLine.Done;
        }

        foreach (var message in asked.Messages)
        {
            foreach (var line in TerminalText.Lines(message))
                await context.Io.OutAsync(line).ConfigureAwait(false);
        }

        return CommandLine.Done;
    }

    private static async Task<int> AskManyAsync(CommandContext context)
    {
        var (number, wrong) = (0, 0);
        while (await context.Io.ReadLineAsync("", context.Cancelled).ConfigureAwait(false) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var (id, question, history) = Read(line);
                var asked = await AskAsync(context.Site, question, history).ConfigureAwait(false);
                await context.Io.OutAsync(asked.ToJson(id)).ConfigureAwait(false);
                await context.Io.ProgressAsync($"{number} questions").ConfigureAwait(false);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                wrong++;
                await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"line {number}: {e.Message}")).ConfigureAwait(false);
            }
        }

        return wrong == 0 ? CommandLine.Done : CommandLine.Refused;
    }

    private static (JsonElement? Id, string Question, IReadOnlyList<string> History) Read(string line)
    {
        JsonElement root;
        try
        {
            using var parsed = JsonDocument.Parse(line.TrimStart('\uFEFF'));
            root = parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidDataException("this is no JSON.");
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("question", out var question) || question.ValueKind != JsonValueKind.String)
            throw new InvalidDataException("an object with a text \"question\" is expected.");
        IReadOnlyList<string> history = [];
        if (root.TryGetProperty("history", out var earlier) && earlier.ValueKind != JsonValueKind.Null)
        {
            if (earlier.ValueKind != JsonValueKind.Array || earlier.EnumerateArray().Any(q => q.ValueKind != JsonValueKind.String))
                throw new InvalidDataException("\"history\" must be a list of texts.");
            history = [.. earlier.EnumerateArray().Select(q => q.GetString()!)];
        }

        return (root.TryGetProperty("id", out var id) ? id : null, question.GetString()!, history);
    }

    // The chat's own way, without a chat: nothing is kept of it.
    private static async Task<Asked> AskAsync(Site site, string question, IReadOnlyList<string> history)
    {
        var started = site.Time.GetTimestamp();
        var asked = await Task.Run(() =>
        {
            var now = site.Time.GetUtcNow();
            var lane = site.Sealer.LaneOf(site.Office, Nobody);
            var step = new StepContext
            {
                World = site.World.Current,
                View = new StepView(site.Store, site.Office),
                Sealer = site.Sealer,
                Lane = lane,
                MailId = "ask",
                AcceptedAt = now,
                Now = now,
                By = new Speaker(null, true, Nobody.Address),
            };
            step.Chat = step.Chat with { Context = Asking.Replay(step, history) };
            var text = VietnameseText.Clean(question).Trim();
            Answer? answer = null;
            if (Router.Of(text, step.Chat, step.World.Dialogs, step.Data.Profile.Code) == TextRoute.Denunciation)
            {
                Router.Route(step, text);
            }
            else
            {
                answer = Answerer.Answer(new Question(text, Context: step.Chat.Context), step.World.Corpus, step.Data.Calendar.DayOf(now), step.World.Warnings);
                Asking.Answer(step, text);
            }

            var said = step.ToCommit(new LaneClaim(site.Office, lane, 0, null, null, [])).Outbox;
            return new Asked(answer, [.. said.Select(o => new OutboundMessage(o.Id, "", MessageJson.Read(o.Body), null, []))]);
        }).ConfigureAwait(false);
        return asked with { Took = site.Time.GetElapsedTime(started) };
    }
}
