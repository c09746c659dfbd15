using System.Text.Json;

namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>
/// The smallest bot around the engine: several chats, the routing order, and every state and message written
/// out as JSON and read back between any two messages.
/// </summary>
internal sealed class FakeBot
{
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);
    private readonly DialogFunctions _functions = FakeFunctions.All();
    private readonly string _folder;
    private DialogEngine _engine;
    private int _files;

    public FakeBot(string folder)
    {
        _folder = folder;
        _engine = new DialogEngine(DialogSet.Load(folder).Require(), _functions);
    }

    public FakeWorld World { get; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 6, 12, 8, 0, 0, TimeSpan.FromHours(7));

    public List<string> Effects { get; } = [];

    public Chat Of(string who)
    {
        if (!_chats.TryGetValue(who, out Chat? chat))
            _chats[who] = chat = new Chat();
        return chat;
    }

    public void Restart() => _engine = new DialogEngine(DialogSet.Load(_folder).Require(), _functions);

    public DialogInput.Attachment File(AttachmentKind kind, string? name, string? caption) =>
        new(kind, $"file-{++_files}", name, 1000, caption);

    public void Press(string who, Button button)
    {
        switch (button.Action)
        {
            case ButtonAction.Start start:
                Start(who, start.Dialog, start.Argument);
                break;
            case ButtonAction.Answer answer:
                Send(who, new DialogInput.Press(answer.Nonce, answer.Value));
                break;
        }
    }

    public void Send(string who, DialogInput input)
    {
        DialogSet set = _engine.Set;
        Chat chat = Of(who);
        string? text = (input as DialogInput.Text)?.Value;
        object office = new { office = new { name = "Khối Dân vận phường", phone = "0255 000 000", address = "số 1", hours = "giờ hành chính" } };
        if (text is not null)
        {
            if (set.Words.Denunciation.Find(text) is [var denunciation, ..])
            {
                Deliver(who, set.Phrases.Say("denunciation-" + denunciation.Id, office));
                Repeat(who);
                return;
            }

            foreach (GuardHit hit in set.Words.Danger.Find(text))
                Deliver(who, set.Phrases.Say("danger-" + hit.Id, office));
            if (text.StartsWith('/') && Command(who, text))
                return;
        }

        if (chat.State is { } state)
        {
            DialogTurn turn = WithTurn(who, t => _engine.Advance(state, input, Now, t, chat.Nonce));
            if (turn.MayBeQuestion && FakeAnswers.Find(text!) is { } answer)
            {
                Deliver(who, answer);
                Repeat(who);
            }
            else
            {
                Apply(who, turn);
            }

            return;
        }

        if (input is DialogInput.Press)
            Deliver(who, set.Phrases.Say("stale-press-outside"));
        else if (text is null)
            Deliver(who, set.Phrases.Say("photo-outside"));
        else if (set.ByPhrase(text) is { } dialog)
            Start(who, dialog.Id, null);
        else if (FakeFunctions.MeantAsCode().IsMatch(text) || FakeFunctions.CodeFormat().IsMatch(FakeFunctions.Compact(text)))
            Start(who, "tra-cuu", text);
        else if (FakeAnswers.Find(text) is not null)
            Start(who, "hoi", text);
        else
            Deliver(who, set.Phrases.Say("not-understood", new { text }));
    }

    private bool Command(string who, string text)
    {
        string[] parts = text.Split(' ', 2);
        if (parts[0] == "/huy")
        {
            if (Of(who).State is { } open)
                Apply(who, WithTurn(who, t => _engine.Cancel(open, Now, t)));
            else
                Deliver(who, _engine.Set.Phrases.Say("nothing-to-cancel"));
            return true;
        }

        if (_engine.Set.ByCommand(parts[0]) is not { } dialog)
            return false;
        Start(who, dialog.Id, parts.Length > 1 ? parts[1] : null);
        return true;
    }

    private void Start(string who, string dialog, string? argument) =>
        Apply(who, WithTurn(who, t => _engine.Start(dialog, argument, Now, t, Of(who).Nonce)));

    private void Repeat(string who)
    {
        if (Of(who).State is { } state)
            Apply(who, WithTurn(who, t => _engine.Repeat(state, Now, t, Of(who).Nonce)));
    }

    private DialogTurn WithTurn(string who, Func<FakeTurn, DialogTurn> act)
    {
        FakeTurn turn = new(World, who, Now) { Phrases = _engine.Set.Phrases };
        DialogTurn result = act(turn);
        foreach ((string to, BotMessage message) in turn.Mail)
            Deliver(to, message);
        Effects.AddRange(turn.Effects);
        return result;
    }

    private void Apply(string who, DialogTurn turn)
    {
        Chat chat = Of(who);
        chat.Json = turn.State is null ? null : JsonSerializer.Serialize(turn.State);
        chat.Nonce = turn.NextNonce;
        foreach (BotMessage message in turn.Messages)
            Deliver(who, message);
        if (turn.Then is { } then)
            Start(who, then.Dialog, then.Argument);
    }

    private void Deliver(string who, BotMessage message)
    {
        BotMessage read = JsonSerializer.Deserialize<BotMessage>(JsonSerializer.Serialize(message))!;
        read.Should().BeEquivalentTo(message, o => o.RespectingRuntimeTypes());
        Of(who).Unread.Add(read);
        Of(who).All.Add(read);
    }

    internal sealed class Chat
    {
        public string? Json { get; set; }
        public int Nonce { get; set; } = 1;
        public List<BotMessage> Unread { get; } = [];
        public List<BotMessage> All { get; } = [];
        public DialogState? State => Json is null ? null : JsonSerializer.Deserialize<DialogState>(Json);
    }
}
