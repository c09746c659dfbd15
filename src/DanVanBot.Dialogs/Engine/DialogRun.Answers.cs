namespace DanVanBot.Dialogs;

/// <summary>How a turn takes what the person did.</summary>
internal sealed partial class DialogRun
{
    private const int MaxKept = 10;

    public DialogTurn Take(DialogInput input) => input switch
    {
        DialogInput.Press press when press.Nonce != _nonce => Stale(),
        DialogInput.Press press => Pressed(press.Value),
        DialogInput.Text text => Typed(TextClean.Clean(text.Value)),
        DialogInput.Place place => Placed(place),
        DialogInput.Contact contact => Called(contact),
        DialogInput.Attachment file => Received([file]),
        DialogInput.Album album => Received(album.Items),
        _ => throw new ArgumentOutOfRangeException(nameof(input)),
    };

    private DialogTurn Stale()
    {
        _preface = Phrase("stale-press");
        return Ask(again: true, TurnOutcome.StalePress) with { State = _given };
    }

    private DialogTurn Typed(string text)
    {
        string? control = _set.Words.Control(text);
        if (control is "back" or "cancel" or "help" or "repeat" or "skip" || (control is not null && Offers(control)))
            return Pressed("!" + control);
        if (_step is ReviewStep review)
            return _choosing ? Chosen(review, text) : Reviewed(text);
        AskStep ask = (AskStep)_step!;
        // The numbers of what was to be chosen from must not fall to what is left of the buttons.
        if (ask.Type is SlotType.Choice && !Holds(ask))
            return GoTo(ask);
        if (ask.Type is SlotType.Choice or SlotType.YesNo)
            return Match(Choices(ask), text, ask) is { } value ? Pressed(value) : Misfit(ask.Type == SlotType.YesNo ? "yes-no" : "choice");

        SlotReading reading = ReadText(ask, ask.Type == SlotType.Text ? string.Join('\n', _notes.Append(text)) : text);
        if (reading.Value is { } fits)
            return Accept(ask, fits with { Items = Kept(ask) }, fits.Value);
        // A bare number that is no answer picks a button, for channels that cannot show any.
        return Picked(text) is { } picked ? Pressed(picked) : Misfit(reading.Reason!);
    }

    private DialogTurn Pressed(string value)
    {
        switch (value)
        {
            case "!back":
                return Back();
            case "!cancel":
                return Cancel();
            case "!repeat":
                return Ask(again: false, TurnOutcome.Asked);
            case "!help":
                _preface = _step is AskStep { Help: { } help } ? Compose(help, []) : Phrase("help-in-dialog");
                return Ask(again: true, TurnOutcome.Asked);
            case "!more" when Offers("more"):
                _page++;
                return Ask(again: true, TurnOutcome.Asked);
        }

        if (_step is ReviewStep review)
            return PressedInReview(review, value);
        AskStep ask = (AskStep)_step!;
        if (value is "!done" or "!skip" && _pending.Count > 0)
            return Complete(ask); // "skip" after sending files means "no more of them"
        if (value == "!skip")
            return ask.Optional ? Skip(ask) : Misfit("cannot-skip");
        if (value == "!keep" && _slots.TryGetValue(ask.Slot, out SlotValue? kept))
            return Accept(ask, kept, kept.Value);
        if (ask.Type is SlotType.Choice or SlotType.YesNo && !value.StartsWith('!'))
        {
            return Choices(ask).FirstOrDefault(c => c.Value == value) is { } choice
                ? Accept(ask, new SlotValue(ask.Type, choice.Value, choice.Label, []), choice.Value)
                : Misfit("choice-gone");
        }

        return Misfit("choice-gone");
    }

    private DialogTurn PressedInReview(ReviewStep review, string value)
    {
        if (_choosing)
        {
            if (Answers(review).FirstOrDefault(a => a.Ask.Slot == value).Ask is not { } ask)
                return Misfit("review");
            _choosing = false;
            _returnTo = review.Id;
            return GoTo(ask, fresh: false);
        }

        switch (value)
        {
            case "!send":
                Settle();
                return GoTo(Next(review, "send"));
            case "!edit":
                _choosing = true;
                Settle();
                _nonce = _nextNonce++;
                return Ask(again: false, TurnOutcome.Asked);
            default:
                return Misfit(value == "!skip" ? "cannot-skip" : "review");
        }
    }

    private DialogTurn Reviewed(string text)
    {
        ReviewStep review = (ReviewStep)_step!;
        string key = TextFold.Plain(text);
        if (key == TextFold.Plain(Filled(review.SendLabel)) || _set.Words.YesNo(text) == true)
            return Pressed("!send");
        // "sửa nội dung", or just the name of an answer, goes straight to its question.
        string edit = TextFold.Plain(_set.Words.Label("edit"));
        foreach ((AskStep ask, _) in Answers(review))
        {
            string name = TextFold.Plain(Named(ask));
            if (key == name || key == edit + " " + name || key == edit.Split(' ')[0] + " " + name)
            {
                _choosing = true;
                return Pressed(ask.Slot);
            }
        }

        return Picked(text) is { } picked ? Pressed(picked) : Misfit("review");
    }

    private DialogTurn Chosen(ReviewStep review, string text)
    {
        List<Choice> names = [.. Answers(review).Select(a => new Choice(a.Ask.Slot, Named(a.Ask)))];
        return Match(names, text, null) is { } slot ? Pressed(slot) : Misfit("review");
    }

    /// <summary>A text as one of the options: its label, the number of its button, yes or no in other words, or part of one label only.</summary>
    private string? Match(IReadOnlyList<Choice> choices, string text, AskStep? ask)
    {
        string key = TextFold.Plain(text);
        if (key.Length == 0)
            return null;
        if (choices.FirstOrDefault(c => TextFold.Plain(c.Label) == key || TextFold.Plain(c.Value) == key) is { } exact)
            return exact.Value;
        if (Picked(text) is { } picked)
            return picked;
        if (ask?.Type == SlotType.YesNo)
            return _set.Words.YesNo(text) is { } yes ? (yes ? "yes" : "no") : null;
        Choice[] partly = [.. choices.Where(c => (" " + TextFold.Plain(c.Label) + " ").Contains(" " + key + " ", StringComparison.Ordinal))];
        return partly.Length == 1 && key.Length > 1 ? partly[0].Value : null;
    }

    /// <summary>The value of the button with this number or label, as the open question shows them.</summary>
    private string? Picked(string text)
    {
        IReadOnlyList<Button> buttons = _step switch
        {
            ReviewStep review => (_choosing ? ChooseQuestion(review) : ReviewQuestion(review)).Buttons,
            AskStep ask => Buttons(ask),
            _ => [],
        };
        string key = TextFold.Plain(text);
        Button? button = text.Length is 1 or 2 && int.TryParse(text, out int n) && n >= 1 && n <= buttons.Count
            ? buttons[n - 1]
            : buttons.FirstOrDefault(b => TextFold.Plain(b.Label) == key);
        return (button?.Action as ButtonAction.Answer)?.Value;
    }

    private bool Offers(string control) => control switch
    {
        "done" => _pending.Count > 0,
        "keep" => _step is AskStep { Type: not (SlotType.Choice or SlotType.YesNo) } ask && _slots.ContainsKey(ask.Slot),
        "edit" => _step is ReviewStep && !_choosing,
        "more" => _step is AskStep { Type: SlotType.Choice } or ReviewStep
            && CurrentButtons().Any(b => b.Action is ButtonAction.Answer { Value: "!more" }),
        _ => true,
    };

    private IReadOnlyList<Button> CurrentButtons() => _step switch
    {
        AskStep ask => Buttons(ask),
        ReviewStep review when _choosing => ChooseQuestion(review).Buttons,
        _ => [],
    };

    private DialogTurn Placed(DialogInput.Place place)
    {
        if (_step is not AskStep { Type: SlotType.Place } ask)
            return Refuse("no-place-here");
        SlotReading reading = SlotReader.Location(place.Latitude, place.Longitude, (lat, lon) => Phrase("place-label", ("lat", lat), ("lon", lon)).Text);
        return reading.Value is { } fits ? Accept(ask, fits, fits.Value) : Misfit(reading.Reason!);
    }

    private DialogTurn Called(DialogInput.Contact contact)
    {
        if (_step is not AskStep { Type: SlotType.Phone } ask)
            return Refuse("no-contact-here");
        if (!contact.IsOwn)
            return Refuse("contact-not-own");
        SlotReading reading = ReadText(ask, TextClean.Clean(contact.Phone));
        return reading.Value is { } fits ? Accept(ask, fits, fits.Value) : Misfit(reading.Reason!);
    }

    private DialogTurn Received(IReadOnlyList<DialogInput.Attachment> files)
    {
        if (files.Count == 0)
            return Ask(again: true, TurnOutcome.Asked);
        AskStep? ask = _step as AskStep;
        if (ask?.Type == SlotType.File && files.FirstOrDefault(IsFile) is { } document)
        {
            if (document.Size > (ask.Max ?? long.MaxValue))
                return Misfit("file-big");
            if (files.Count > 1)
                _preface = Phrase("misfit-photos-many", ("max", 1));
            string name = document.Name is { Length: > 0 } n ? Short(TextClean.Clean(n)) : Phrase("file-label").Text;
            return Accept(ask, new SlotValue(SlotType.File, document.Id, name, [document.Id]), document.Id);
        }

        List<DialogInput.Attachment> taken = ask is null ? [] : [.. files.Where(f => Takes(ask, f))];
        if (taken.Count == 0)
            return Refuse($"no-{files[0].Kind.ToString().ToLowerInvariant()}-here");
        int room = (int)Math.Max(0, Most(ask!) - _pending.Count);
        _pending.AddRange(taken.Take(room).Select(f => f.Id));
        if (taken.Count > room)
            _preface = Phrase("misfit-photos-many", ("max", Most(ask!)));
        else if (files.FirstOrDefault(f => !taken.Contains(f)) is { } refused)
            _preface = Phrase($"no-{refused.Kind.ToString().ToLowerInvariant()}-here");
        IEnumerable<string> words = files.Select(f => TextClean.Clean(f.Caption ?? "")).Where(c => c.Length > 0);
        _notes.AddRange(words.Select(w => Short(w, SlotReader.MaxText / MaxKept)));
        if (ask!.Type == SlotType.Photos)
            return _pending.Count >= Most(ask) ? Complete(ask) : Ask(again: true, TurnOutcome.Asked);

        // Words under a picture are the answer itself; without them, or with too few, words are still asked for.
        return _notes.Count > 0 && ReadText(ask, string.Join('\n', _notes)).Value is { } fits
            ? Accept(ask, fits with { Items = Kept(ask) }, fits.Value)
            : Ask(again: true, TurnOutcome.Asked);
    }

    private static bool Takes(AskStep ask, DialogInput.Attachment file) =>
        ask.Keep.Contains(file.Kind)
        || (ask.Type == SlotType.Photos && (file.Kind == AttachmentKind.Photo || (file.Kind == AttachmentKind.Document && IsPicture(file.Name))));

    private static bool IsFile(DialogInput.Attachment file) => file.Kind is AttachmentKind.Document or AttachmentKind.Photo;

    private static bool IsPicture(string? name) => Path.GetExtension(name)?.ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp" or ".heic";

    private DialogTurn Complete(AskStep ask)
    {
        SlotValue value = Completed(ask);
        return Accept(ask, value, value.Value);
    }

    /// <summary>The answer that the files sent so far make, with the words under them.</summary>
    private SlotValue Completed(AskStep ask)
    {
        IReadOnlyList<string> files = Kept(ask);
        string words = string.Join('\n', _notes);
        string label = Phrase(ask.Type == SlotType.Photos ? "photos-label" : "kept-label", ("count", files.Count)).Text;
        if (ask.Type == SlotType.Photos)
            return new SlotValue(ask.Type, words, words.Length > 0 ? Short($"{label}: {words}") : label, files);
        if (_slots.TryGetValue(ask.Slot, out SlotValue? earlier) && earlier.Value.Length > 0)
            return earlier with { Items = files };
        return new SlotValue(ask.Type, words, words.Length > 0 ? words : label, files);
    }

    /// <summary>The files of the answer: new photos replace old ones, but words typed anew never drop what came with the old ones.</summary>
    private IReadOnlyList<string> Kept(AskStep ask) =>
        ask.Type == SlotType.Text && _slots.TryGetValue(ask.Slot, out SlotValue? earlier)
            ? [.. earlier.Items.Concat(_pending).Distinct(StringComparer.Ordinal)]
            : [.. _pending];

    private DialogTurn Skip(AskStep ask)
    {
        _slots.Remove(ask.Slot);
        return Leave(ask, Branches.Skipped);
    }

    private DialogTurn Accept(AskStep ask, SlotValue value, string outcome)
    {
        _slots[ask.Slot] = value;
        return Leave(ask, outcome);
    }

    /// <summary>
    /// On to the next step. While an answer is being changed that is the review, unless the new answer
    /// leads to another branch: then the questions of that branch have to be asked.
    /// </summary>
    private DialogTurn Leave(AskStep ask, string outcome)
    {
        ForgetPending();
        Settle();
        if (_returnTo is not null)
        {
            string? before = _given!.Slots.TryGetValue(ask.Slot, out SlotValue? old) ? old.Value : Branches.Skipped;
            bool sameWay = !ask.Next.Forks || ask.Next.For(before) == ask.Next.For(outcome);
            Step? review = _dialog.Find(_returnTo);
            _returnTo = null;
            if (sameWay)
                return GoTo(review);
        }

        _path.Remove(ask.Id);
        _path.Add(ask.Id);
        return GoTo(Next(ask, outcome));
    }

    /// <summary>Typed text as the slot wants it, the slice's own rule included.</summary>
    private SlotReading ReadText(AskStep ask, string text)
    {
        if (ask.Type is SlotType.Choice or SlotType.YesNo)
        {
            Choice? choice = Choices(ask).FirstOrDefault(c => c.Value == text);
            return choice is null ? SlotReading.Misfit("choice") : SlotReading.Of(ask.Type, choice.Value, choice.Label);
        }

        SlotReading reading = SlotReader.Read(ask, text, _set.Words, _now);
        if (reading.Value is not { } value || ask.Check is null)
            return reading;
        CheckResult check = _functions.CheckOf(ask.Check)(Context(), value.Value);
        if (!check.Ok)
            return SlotReading.Misfit(check.Reason ?? ask.Type.ToString().ToLowerInvariant());
        return check.Value is null
            ? reading
            : SlotReading.Of(ask.Type, TextClean.Clean(check.Value), TextClean.Clean(check.Label ?? check.Value));
    }
}
