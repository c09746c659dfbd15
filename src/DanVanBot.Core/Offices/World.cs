using System.Runtime.CompilerServices;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Core.Offices;

/// <summary>
/// Everything immutable a step works with, as one numbered snapshot: a reload makes a new one, and a step keeps the one it began with.
/// </summary>
/// <param name="Number">Grows with each reload.</param>
/// <param name="Dialogs">What the bot asks and says.</param>
/// <param name="Engine">Advances dialogs.</param>
/// <param name="Corpus">What it answers from.</param>
/// <param name="Office">What the office edits.</param>
/// <param name="Slices">Handlers.</param>
/// <param name="Renderer">Fits messages to channels.</param>
/// <param name="Cues">Tells petitions from questions.</param>
public sealed record World(
    int Number, DialogSet Dialogs, DialogEngine Engine, Corpus Corpus, OfficeData Office, Slices Slices, MessageRenderer Renderer, TextCues Cues)
{
    /// <summary>What officers answered and kept.</summary>
    public KnownAnswers Known { get; init; } = KnownAnswers.Empty;

    /// <summary>Units of the office that ended and have a successor.</summary>
    public IReadOnlyList<EndedBody> Ended { get; init; } = [];

    /// <summary>What ended or was replaced, by the office's table and its list of units.</summary>
    public WarningTable Warnings => Ended.Count == 0 ? Office.Warnings : Joined.GetValue(this, static w => w.Office.Warnings.With(w.Ended));

    // One table a snapshot: joining makes the patterns of every name.
    private static readonly ConditionalWeakTable<World, WarningTable> Joined = [];

    /// <summary>A message fitted to the channel of a lane.</summary>
    public IReadOnlyList<BotMessage> Render(LaneId lane, BotMessage message) => Renderer.Render(lane.Channel, message);
}
