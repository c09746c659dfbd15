using System.Globalization;
using System.Text.RegularExpressions;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Questions;

/// <summary>What people asked in vain: one line a question, however often and by whomever it is asked. It holds nothing of who asked.</summary>
/// <param name="Id">A keyed hash of the words.</param>
/// <param name="Text">As it was first asked, telephone numbers and the like blotted out.</param>
/// <param name="Reason">Why there was no answer, a stable word.</param>
/// <param name="Count">How often.</param>
/// <param name="First">First asked.</param>
/// <param name="Last">Last asked.</param>
public sealed partial record Gap(string Id, string Text, string Reason, int Count, DateTimeOffset First, DateTimeOffset Last)
{
    private const int MostText = 300;

    /// <summary>Key <c>last</c> lists the freshest last, and finds what is to be forgotten.</summary>
    public static readonly RecordKind<Gap> Records = new("gap", g => g.Id, g => [new IndexKey("last", Day(g.Last))]);

    /// <summary>Days a gap is remembered after it was last asked.</summary>
    public const int KeepDays = 180;

    /// <summary>Notes that a question of this chat found no answer.</summary>
    public static void Note(StepContext step, string text, string reason)
    {
        var id = "g" + step.Sealer.Lookup("gap", TextFold.Plain(text))[..24];
        var known = Records.Get(step.View, id);
        Records.Put(step.View, known is null
            ? new Gap(id, Blot(text), reason, 1, step.AcceptedAt, step.AcceptedAt)
            : known with { Count = known.Count + 1, Last = step.AcceptedAt, Reason = reason });
    }

    /// <summary>Forgets what nobody asked for <see cref="KeepDays"/> days.</summary>
    /// <returns>How many went.</returns>
    public static Task<int> SweepAsync(IBotStore store, OfficeId office, DateTimeOffset now, CancellationToken ct = default) =>
        store.ForgetAsync(office, Records.Name, "last", Day(now.AddDays(-KeepDays)), ct: ct);

    /// <summary>Whether it is answered today, by a document that came since or by what an officer answered and kept.</summary>
    public bool IsAnswered(World world, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Known.Find(Text) is not null || Answerer.Answer(new Question(Text), world.Corpus, today).Route == AnswerRoute.Answer;
    }

    // Numbers of telephones and papers: six digits or more, however they are parted.
    private static string Blot(string text) => Wording.Shorten(LongNumber().Replace(text, "…"), MostText);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\+?\d(?:[ .\-]?\d){5,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
