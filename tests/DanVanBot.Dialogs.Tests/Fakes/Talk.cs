using System.Text.Json;

namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>One chat with an engine; its state is written out as JSON and read back before every message.</summary>
internal sealed class Talk
{
    private string? _json;

    public Talk(DialogSet set, DialogFunctions? functions = null) => Engine = new DialogEngine(set, functions ?? new DialogFunctions());

    public DialogEngine Engine { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 6, 12, 8, 0, 0, TimeSpan.FromHours(7));

    public DialogTurn Last { get; private set; } = null!;

    public object Environment { get; set; } = new();

    public DialogState? State => _json is null ? null : JsonSerializer.Deserialize<DialogState>(_json);

    public BotMessage Message => Last.Messages[^1];

    public string Said => string.Join("\n\n", Last.Messages.Select(m => m.Text));

    public IEnumerable<string> Labels => Message.Buttons.Select(b => b.Label);

    /// <summary>A dialog "d" with these steps, over the shipped words and phrases.</summary>
    public static Talk Of(string steps, DialogFunctions? functions = null)
    {
        using TestFolder folder = new();
        functions ??= new DialogFunctions();
        if (!functions.HasShow("office"))
            functions.Show("office", _ => new { phone = "0255 000 000" });
        return new Talk(folder.Dialog("d", steps).Load().Require(), functions);
    }

    public Talk Start(string? argument = null, int nonce = 1) => Keep(Engine.Start("d", argument, Now, Environment, nonce));

    public Talk Say(string text) => Do(new DialogInput.Text(text));

    public Talk Press(string label)
    {
        Button button = Message.Buttons.Should().ContainSingle(b => b.Label == label).Subject;
        ButtonAction.Answer answer = (ButtonAction.Answer)button.Action;
        return Do(new DialogInput.Press(answer.Nonce, answer.Value));
    }

    public Talk File(AttachmentKind kind, string id, string? caption = null, string? name = null, long? size = null) =>
        Do(new DialogInput.Attachment(kind, id, name, size, caption));

    public Talk Do(DialogInput input) => Keep(Engine.Advance(State!, input, Now, Environment));

    public Talk Repeat() => Keep(Engine.Repeat(State!, Now, Environment));

    public string? Value(string slot) => State!.Slots.GetValueOrDefault(slot)?.Value;

    private Talk Keep(DialogTurn turn)
    {
        Last = turn;
        _json = turn.State is null ? null : JsonSerializer.Serialize(turn.State);
        return this;
    }
}
