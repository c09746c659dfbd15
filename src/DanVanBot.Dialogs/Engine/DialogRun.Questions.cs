namespace DanVanBot.Dialogs;

/// <summary>How a turn asks: the open question with its buttons.</summary>
internal sealed partial class DialogRun
{
    /// <summary>Most buttons of a message, and most characters of a label: what a small screen holds.</summary>
    public const int MaxButtons = 6;
    public const int MaxLabel = 20;

    private DialogTurn Ask(bool again, TurnOutcome outcome)
    {
        BotMessage question = _step switch
        {
            ReviewStep review => _choosing ? ChooseQuestion(review) : ReviewQuestion(review),
            AskStep ask => Question(ask, again),
            _ => throw new InvalidOperationException($"The step '{_step?.Id}' asks nothing."),
        };
        AddMessage(question);
        return new DialogTurn(State(), _messages, outcome, _nextNonce, null);
    }

    private BotMessage Question(AskStep ask, bool again)
    {
        AskFor askFor = ask.Type switch
        {
            SlotType.Place => AskFor.Location,
            SlotType.Phone => AskFor.Contact,
            _ => AskFor.None,
        };
        IReadOnlyList<Button> buttons = Buttons(ask);
        if (_pending.Count > 0)
        {
            string so = ask.Type == SlotType.Photos ? "photos-so-far" : "kept-so-far";
            return Phrase(so, ("count", _pending.Count), ("max", Most(ask))) with { Buttons = buttons, AskFor = askFor };
        }

        Template text = again && ask.Again is not null ? ask.Again : ask.Text!;
        BotMessage message = Compose(text, buttons, ask.Attachments) with { AskFor = askFor };
        if (!_slots.TryGetValue(ask.Slot, out SlotValue? current))
            return message;
        string key = ask.Type is SlotType.Photos or SlotType.File ? "current-files" : "current-answer";
        BotMessage earlier = Phrase(key, ("label", Short(current.Label)));
        return message.After(earlier);
    }

    private BotMessage ReviewQuestion(ReviewStep review)
    {
        List<Button> buttons =
        [
            new(Filled(review.SendLabel), new ButtonAction.Answer(_nonce, "!send")),
            Control("edit"),
            .. review.Buttons.Count > 0 ? Phrases.Fill(review.Buttons, Model(ButtonTexts(review))) : [],
        ];
        Navigate(buttons, back: _path.Count > 0);
        Dictionary<string, object?> model = Model([review.Text!], review.Attachments);
        model["answers"] = Answers(review).Select(a => (object?)new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = a.Ask.Slot,
            ["label"] = Named(a.Ask),
            ["value"] = a.Value is null ? "" : Markup.Strip(a.Value.Label),
            ["count"] = (long)(a.Value?.Items.Count ?? 0),
            ["kept"] = a.Value is { Type: SlotType.Text, Value.Length: > 0 } text ? (long)text.Items.Count : 0L,
        }).ToList();
        (string text, IReadOnlyList<TextSpan> spans) = review.Text!.Render(model);
        return new BotMessage(text, spans, buttons, AskFor.None, review.Attachments is null ? [] : Ids(model, review.Attachments));
    }

    private BotMessage ChooseQuestion(ReviewStep review)
    {
        List<Choice> choices = [.. Answers(review).Select(a => new Choice(a.Ask.Slot, Named(a.Ask)))];
        List<Button> buttons = Paged(choices, taken: 1);
        buttons.Add(Control("back"));
        return Phrase("choose-answer") with { Buttons = buttons };
    }

    /// <summary>The answers a review lists: those of questions that were, or could have been, asked.</summary>
    private IEnumerable<(AskStep Ask, SlotValue? Value)> Answers(ReviewStep review)
    {
        foreach (string slot in review.Slots)
        {
            if (_dialog.Asking(slot) is { } ask && (_slots.ContainsKey(slot) || Holds(ask)))
                yield return (ask, _slots.GetValueOrDefault(slot));
        }
    }

    private string Named(AskStep ask) => ask.Label is null ? ask.Slot : Filled(ask.Label);

    private List<Button> Buttons(AskStep ask)
    {
        List<Button> buttons = [];
        if (_pending.Count > 0)
            buttons.Add(Control("done"));
        bool listed = ask.Type is SlotType.Choice or SlotType.YesNo;
        if (listed)
            buttons.AddRange(Paged(Choices(ask), taken: (ask.Optional ? 1 : 0) + (ask.Back is null ? 0 : 1)));
        else if (_slots.ContainsKey(ask.Slot) && _pending.Count == 0)
            buttons.Add(Control("keep"));
        if (ask.Optional && _pending.Count == 0)
            buttons.Add(Control("skip"));
        if (ask.Navigation)
            Navigate(buttons, back: _path.Count > 0 || _returnTo is not null || ask.Back is not null);
        return buttons;
    }

    /// <summary>The ways out take the places that are left; as words they work in any case.</summary>
    private void Navigate(List<Button> buttons, bool back)
    {
        if (back && buttons.Count < MaxButtons)
            buttons.Add(Control("back"));
        if (buttons.Count < MaxButtons)
            buttons.Add(Control("cancel"));
    }

    private List<Button> Paged(IReadOnlyList<Choice> choices, int taken)
    {
        int room = MaxButtons - taken;
        bool more = choices.Count > room;
        int size = more ? room - 1 : room;
        int pages = Math.Max(1, (choices.Count + size - 1) / size);
        _page %= pages; // the list may have become shorter, and after the last page comes the first
        List<Button> buttons = [.. choices.Skip(_page * size).Take(size)
            .Select(c => new Button(Short(Markup.Strip(c.Label), MaxLabel), new ButtonAction.Answer(_nonce, c.Value)))];
        if (more)
            buttons.Add(Control("more"));
        return buttons;
    }

    private IReadOnlyList<Choice> Choices(AskStep ask)
    {
        if (ask.Options is not null)
            return _functions.OptionsOf(ask.Options)(Context());
        if (ask.Type != SlotType.YesNo)
            return ask.Choices;
        return
        [
            ask.Choices.FirstOrDefault(c => c.Value == "yes") ?? new Choice("yes", _set.Words.Label("yes")),
            ask.Choices.FirstOrDefault(c => c.Value == "no") ?? new Choice("no", _set.Words.Label("no")),
        ];
    }

    private Button Control(string name) => new(_set.Words.Label(name), new ButtonAction.Answer(_nonce, "!" + name));

    private static long Most(AskStep ask) => ask.Type == SlotType.Photos ? ask.Max ?? SlotReader.MaxPhotos : MaxKept;

    private static string Short(string text, int length = 120)
    {
        string line = text.ReplaceLineEndings(" ");
        if (line.Length <= length)
            return line;
        int end = length - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }
}
