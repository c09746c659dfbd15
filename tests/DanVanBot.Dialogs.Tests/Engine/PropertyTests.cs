using System.Text.Json;
using CsCheck;
using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Engine;

/// <summary>Whatever people send, in whatever order, to the shipped dialogs.</summary>
public sealed class PropertyTests
{
    private static readonly DialogSet Set = DialogSet.Load(Repo.Dialogs).Require();
    private static readonly DialogFunctions Functions = FakeFunctions.All();
    private static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.FromHours(7));

    private static readonly Gen<string> Texts = Gen.OneOf(
        One("1", "2", "3", "7", "quay lại", "bỏ qua", "hủy", "xong", "giữ nguyên", "sửa lại", "trợ giúp", "có", "không",
            "xem thêm", "0905000111", "DP-26-7K0A00", "MOI-12345", "hôm nay", "mười", "gửi phản ánh", "{{office.phone}}", "{{#quote}}x{{/quote}}"),
        Gen.String[Gen.Char, 0, 40],
        Gen.String[Gen.Char['\uDFF0', '\uE010'], 0, 10],
        Gen.Int[0, 5000].Select(n => new string('x', n)));

    private static readonly Gen<DialogInput> Inputs = Gen.OneOf(
        Texts.Select(t => (DialogInput)new DialogInput.Text(t)),
        Texts.Select(t => (DialogInput)new DialogInput.Text(t)),
        Gen.Select(Gen.Int[-1, 12], One("yes", "no", "!back", "!skip", "!done", "!keep", "!edit", "!send", "!more", "!cancel", "road", "content", ""), (n, v) => (DialogInput)new DialogInput.Press(n, v)),
        Gen.Select(Gen.Double, Gen.Double, (a, b) => (DialogInput)new DialogInput.Place(a, b)),
        Gen.Select(Gen.Enum<AttachmentKind>(), Texts, Texts, (k, n, c) => (DialogInput)new DialogInput.Attachment(k, "f", n, 5, c)),
        Gen.Enum<AttachmentKind>().Array[0, 8].Select(k => (DialogInput)new DialogInput.Album([.. k.Select((x, i) => new DialogInput.Attachment(x, $"f{i}"))])),
        Gen.Select(Texts, Gen.Bool, (t, own) => (DialogInput)new DialogInput.Contact(t, own)));

    private static readonly Gen<(string Dialog, string Who, string? Argument, DialogInput[] Inputs)> Conversations = Gen.Select(
        One([.. Set.Dialogs.Keys]),
        One("citizen", "secretary", "officer"),
        Gen.Null(Texts).Select(t => (string?)t),
        Inputs.Array[0, 30]);

    [Fact]
    public void Advance_AnyInputs_NeverThrowAndKeepTheInvariants() => Conversations.Sample(c =>
    {
        DialogEngine engine = new(Set, Functions);
        FakeTurn turn = new(new FakeWorld(), c.Who, Noon) { Phrases = Set.Phrases };
        DialogTurn now = Holds(engine.Start(c.Dialog, c.Argument, Noon, turn, 1));
        foreach (DialogInput input in c.Inputs)
        {
            // A press is made to hit the open question every second time, or it would only ever be stale.
            DialogInput sent = input is DialogInput.Press p && p.Nonce % 2 == 0 && now.State is { } s ? p with { Nonce = s.Nonce } : input;
            now = Holds(now.State is { } state
                ? engine.Advance(Reread(state), sent, Noon, turn)
                : engine.Start(now.Then?.Dialog ?? c.Dialog, now.Then?.Argument, Noon, turn, now.NextNonce));
        }
    }, iter: 1000);

    [Fact]
    public void Advance_FromARereadState_IsTheSameTurn() => Conversations.Sample(c =>
    {
        DialogEngine engine = new(Set, Functions);
        FakeTurn left = new(new FakeWorld(), c.Who, Noon) { Phrases = Set.Phrases };
        FakeTurn right = new(new FakeWorld(), c.Who, Noon) { Phrases = Set.Phrases };
        DialogTurn a = engine.Start(c.Dialog, c.Argument, Noon, left, 1);
        DialogTurn b = engine.Start(c.Dialog, c.Argument, Noon, right, 1);
        foreach (DialogInput input in c.Inputs)
        {
            if (a.State is null)
                break;
            a = engine.Advance(a.State, input, Noon, left);
            b = engine.Advance(Reread(b.State!), input, Noon, right);
        }

        JsonSerializer.Serialize(b).Should().Be(JsonSerializer.Serialize(a));
    }, iter: 300);

    [Fact]
    public void Advance_TextOfAPerson_NeverMakesASpan() => Gen.String[Gen.Char['\uDFFE', '\uE020'], 0, 30].Sample(text =>
    {
        Talk talk = Talk.Of("- ask: a\n  type: text\n  text: \"Hỏi {{argument}}\"\n- ask: b\n  type: text\n  text: \"{{slots.a.value}}{{slots.a.label}}{{result.x}}\"").Start(text);
        talk.Message.Spans.Should().BeEmpty();
        talk.Say("a" + text).Message.Spans.Should().BeEmpty();
    }, iter: 50, threads: 1);

    private static Gen<string> One(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static DialogState Reread(DialogState state)
    {
        string json = JsonSerializer.Serialize(state);
        DialogState read = JsonSerializer.Deserialize<DialogState>(json)!;
        Must(JsonSerializer.Serialize(read) == json, "a state reads back as it was written");
        return read;
    }

    /// <summary>Plain conditions: fluent ones would compile an expression for each of some hundred thousand messages.</summary>
    private static DialogTurn Holds(DialogTurn turn)
    {
        Must(turn.Outcome != TurnOutcome.Broken, "the definition has no circle");
        Must(turn.Messages.Count is > 0 and < 20 || turn.Then is not null, "something is said, and not too much");
        if (turn.State is { } state)
        {
            Must(turn.NextNonce > state.Nonce, "numbers grow");
            Must(turn.Messages[^1].Buttons.All(b => b.Action is not ButtonAction.Answer a || a.Nonce == state.Nonce), "buttons belong to the open question");
        }

        foreach (BotMessage m in turn.Messages)
        {
            Must(m.Text.Length > 0, "no message is empty");
            Must(m.Buttons.Count <= 6, "a small screen holds six buttons");
            Must(m.Buttons.All(b => b.Label.Length is > 0 and <= 20), "labels are short");
            Must(m.Spans.All(s => s.Offset >= 0 && s.Length > 0 && s.Offset + s.Length <= m.Text.Length), "spans lie in the text");
            Must(!m.Text.Any(c => c is >= '\uE000' and <= '\uF8FF'), "marks are gone");
        }

        return turn;
    }

    private static void Must(bool holds, string why)
    {
        if (!holds)
            throw new InvalidOperationException(why);
    }
}
