using System.CommandLine;
using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Dialogs;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary><c>dialogs</c>: what the bot asks and says.</summary>
internal static class DialogCommands
{
    public static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "The dialog." };
        var only = new Argument<string?>("TEXT") { Description = "Only transcripts whose path has this in it.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("dialogs", "What the bot asks and says.")
        {
            new BotCommand("check", "Find mistakes in the dialogs.", CommandNeeds.Settings, CheckAsync),
            new BotCommand("test", "Play every transcript with the whole bot, on every kind of channel.", CommandNeeds.Settings,
                c => Transcripts.TranscriptSuite.RunAsync(c, c.Get(only))).With(only),
            new BotCommand("graph", "Draw a dialog (Mermaid).", CommandNeeds.Settings, c => GraphAsync(c, c.Get(name))).With(name),
        };
    }

    private static async Task<int> CheckAsync(CommandContext context)
    {
        var (set, errors) = Load(context.Settings);
        var all = errors.Count > 0 || set is null ? errors : [.. DialogChecker.Check(set, AllSlices.Make().Functions), .. MissingNames(set)];
        foreach (var error in all)
            await context.Io.ErrorAsync(error.ToString()).ConfigureAwait(false);
        if (all.Count > 0)
        {
            await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"{all.Count} mistakes in {context.Settings.Dialogs}")).ConfigureAwait(false);
            return CommandLine.Refused;
        }

        await context.Io.ErrorAsync(string.Create(CultureInfo.InvariantCulture,
            $"{set!.Dialogs.Count} dialogs, {Transcript.FilesOf(set.Folder).Count} transcripts, nothing wrong in {set.Folder}")).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static async Task<int> GraphAsync(CommandContext context, string name)
    {
        var (set, errors) = Load(context.Settings);
        if (set is null)
            throw new RefusedException(string.Join('\n', errors));
        if (!set.Dialogs.TryGetValue(name, out var dialog))
            throw new RefusedException($"There is no dialog \"{name}\". There are: {string.Join(", ", set.Dialogs.Keys.Order(StringComparer.Ordinal))}.");
        await context.Io.OutAsync(DialogGraph.ToMermaid(dialog)).ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static LoadResult Load(Settings settings) => Directory.Exists(settings.Dialogs)
        ? DialogSet.Load(settings.Dialogs)
        : throw new RefusedException($"There is no dialogs folder at {settings.Dialogs} (setting Dialogs:Path).");

    // Dialogs that code starts by name.
    private static IEnumerable<LoadError> MissingNames(DialogSet set) =>
        Names.All.Where(n => !set.Dialogs.ContainsKey(n)).Select(n => new LoadError(n, 1, "this dialog is started by the program and is missing"));
}
