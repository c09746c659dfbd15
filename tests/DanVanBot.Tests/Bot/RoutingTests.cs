using DanVanBot.Core.Conversations;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Tests.Bot;

/// <summary>The ordered list of who gets a free text, against messages labelled by hand.</summary>
public sealed class RoutingTests(ITestOutputHelper output)
{
    // What the router decides alone must always be right; petition or question is a judgement of words, held to a floor.
    private const double LeastRight = 0.93;

    [Fact]
    public async Task Route_LabelledMessages_GoWhereTheyBelong()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.ImportSeedsAsync();
        var lines = Messages();
        lines.Should().HaveCountGreaterThanOrEqualTo(200);
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var got = Decide(rig, line.Context, line.Text);
            if (got != line.Expected)
                wrong.Add($"{line.Context} | {line.Expected} | {got} | {line.Text}");
        }

        wrong.ForEach(output.WriteLine);
        output.WriteLine($"{lines.Count - wrong.Count} of {lines.Count} right");
        wrong.Where(w => w.Contains("denunciation", StringComparison.Ordinal) || w.Contains("danger", StringComparison.Ordinal) || w.Contains("| command", StringComparison.Ordinal) || w.Contains("| slot", StringComparison.Ordinal) || w.Contains("| code", StringComparison.Ordinal))
            .Should().BeEmpty("guards, commands, codes and open questions are certain");
        (lines.Count - wrong.Count).Should().BeGreaterThanOrEqualTo((int)(LeastRight * lines.Count));
    }

    private static string Decide(BotRig rig, string context, string text)
    {
        var world = rig.Site.World.Current;
        var clean = Directives.Text.VietnameseText.Clean(text).Trim();
        var danger = world.Dialogs.Words.Danger.Find(clean).Count > 0 ? "+danger" : "";
        var chat = Chat(rig, context);
        var route = Router.Of(clean, chat, world.Dialogs, "DP");
        if (route == TextRoute.Slot && context == "field")
        {
            var step = Step(rig, chat);
            var turn = world.Engine.Advance(chat.Dialog!, new Dialogs.DialogInput.Text(clean), step.LocalNow(), step, chat.Nonce);
            return turn.Outcome == Dialogs.TurnOutcome.Misfit ? "misfit" : "slot";
        }

        if (route != TextRoute.Question)
            return route.ToString().ToLowerInvariant() + danger;
        return Judge(rig, clean) + danger;
    }

    private static string Judge(BotRig rig, string text)
    {
        var step = Step(rig, new ChatState());
        return Core.Questions.Asking.Judge(step, text) switch
        {
            Core.Questions.TextKind.Petition => "petition",
            Core.Questions.TextKind.Denunciation => "denunciation",
            Core.Questions.TextKind.Complaint => "complaint",
            Core.Questions.TextKind.PersonalData => "personal",
            Core.Questions.TextKind.Greeting => "phrase",
            Core.Questions.TextKind.Nothing => "lost",
            _ => "question",
        };
    }

    private static ChatState Chat(BotRig rig, string context)
    {
        var chat = new ChatState();
        if (context == "none")
            return chat;
        var step = Step(rig, chat);
        if (context == "menu")
            Router.Route(step, "/start");
        else
        {
            Router.Route(step, "/phananh");
            Router.Route(step, "đồng ý");
            if (context == "content")
                Router.Route(step, "1");
        }

        return step.Chat;
    }

    private static StepContext Step(BotRig rig, ChatState chat) => new()
    {
        World = rig.Site.World.Current,
        View = new StepView(rig.Site.Store, rig.Site.Office),
        Sealer = rig.Site.Sealer,
        Lane = rig.Site.Sealer.LaneOf(rig.Site.Office, new Core.Storage.Door(RigChannel.Name, "an")),
        MailId = "m",
        AcceptedAt = rig.Time.GetUtcNow(),
        Now = rig.Time.GetUtcNow(),
        By = new Core.Channels.Speaker("An", true, "an"),
        Chat = chat,
    };

    private static List<(string Context, string Expected, string Text)> Messages() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "DanVanBot.Tests", "Bot", "routing.tsv"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Select(p => (p[0], p[1], p[2])),
    ];
}
