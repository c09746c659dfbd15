namespace DanVanBot.Dialogs;

/// <summary>A dialog as it was read from <c>dialogs/ID/dialog.yaml</c>; immutable.</summary>
public sealed class Dialog
{
    private readonly Dictionary<string, int> _index;
    private readonly Dictionary<string, AskStep> _slots;

    internal Dialog(IReadOnlyList<Step> steps)
    {
        Steps = steps;
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        _slots = new Dictionary<string, AskStep>(StringComparer.Ordinal);
        for (int i = 0; i < steps.Count; i++)
        {
            _index.TryAdd(steps[i].Id, i);
            if (steps[i] is AskStep ask)
                _slots.TryAdd(ask.Slot, ask);
        }
    }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string File { get; init; }

    /// <summary>Changes whenever the definition does; kept in every state.</summary>
    public required string Hash { get; init; }

    /// <summary>Chat commands that start it, with the slash.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>Sentences that start it when they are the whole message, compared without diacritics.</summary>
    public required IReadOnlyList<string> StartPhrases { get; init; }

    /// <summary>Who may start it; all guards must hold. The slices' commands check permission again.</summary>
    public required IReadOnlyList<Guard> When { get; init; }

    /// <summary>Phrase said when <see cref="When"/> does not hold.</summary>
    public string? Otherwise { get; init; }

    public IReadOnlyList<Step> Steps { get; }

    public Step? Find(string step) => _index.TryGetValue(step, out int i) ? Steps[i] : null;

    /// <summary>The question that fills a slot (the first of them).</summary>
    public AskStep? Asking(string slot) => _slots.GetValueOrDefault(slot);

    /// <summary>The step written after <paramref name="step"/>; null at the end of the file.</summary>
    public Step? Following(Step step)
    {
        int i = _index[step.Id] + 1;
        return i < Steps.Count ? Steps[i] : null;
    }
}

/// <summary>A condition, or its opposite: a registered one, or one of the two that only look at the dialog itself.</summary>
public readonly record struct Guard(string Name, bool Negated)
{
    /// <summary>Built in: the dialog was started with an argument.</summary>
    public const string HasArgument = "argument";

    private const string Answered = "answered ";

    /// <summary>Built in, "answered SLOT": the slot whose answer is asked for; null for other guards.</summary>
    public string? Slot => Name.StartsWith(Answered, StringComparison.Ordinal) ? Name[Answered.Length..].Trim() : null;
}

/// <summary>Where a dialog goes on, by answer or outcome; <c>*</c> is "anything else".</summary>
public sealed record Branches(IReadOnlyDictionary<string, string> Targets)
{
    /// <summary>The name of the place where a dialog ends.</summary>
    public const string End = "end";

    public const string Otherwise = "*";

    /// <summary>The outcome of a <c>show</c> whose function found nothing.</summary>
    public const string Nothing = "nothing";

    /// <summary>The outcome of an effect that was refused: what is said of it is the phrase of this name, unless the dialog names a branch.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>The outcome of a skipped question.</summary>
    public const string Skipped = "skip";

    public static Branches None { get; } = new(new Dictionary<string, string>());

    public string? For(string? outcome) =>
        outcome is not null && Targets.TryGetValue(outcome, out string? target) ? target : Targets.GetValueOrDefault(Otherwise);

    /// <summary>Whether different outcomes lead to different places.</summary>
    public bool Forks => Targets.Count > 1 || (Targets.Count == 1 && !Targets.ContainsKey(Otherwise));
}

/// <summary>A button of a statement, before its templates are filled.</summary>
public sealed record ButtonTemplate(Template Label, string? Dialog, Template? Argument, Template? Url, int Line);

public abstract record Step(string Id, int Line)
{
    public IReadOnlyList<Guard> When { get; init; } = [];

    /// <summary>Where to go when a guard does not hold; null: the following step.</summary>
    public string? Otherwise { get; init; }

    public Branches Next { get; init; } = Branches.None;

    public Template? Text { get; init; }

    public IReadOnlyList<ButtonTemplate> Buttons { get; init; } = [];

    /// <summary>Dotted path into the template model: a list of attachment ids shown with the text.</summary>
    public string? Attachments { get; init; }
}

public sealed record SayStep(string Id, int Line) : Step(Id, Line);

/// <summary>Says something a slice has to show, under the function's name in the template.</summary>
public sealed record ShowStep(string Id, int Line, string Show) : Step(Id, Line);

public sealed record DoStep(string Id, int Line, string Effect) : Step(Id, Line);

/// <summary>Shows the answers and lets them be sent, changed or dropped.</summary>
public sealed record ReviewStep(string Id, int Line, IReadOnlyList<string> Slots) : Step(Id, Line)
{
    public required Template SendLabel { get; init; }
}

public sealed record GotoStep(string Id, int Line, string Dialog, Template? Argument) : Step(Id, Line);

public sealed record EndStep(string Id, int Line) : Step(Id, Line);

public sealed record AskStep(string Id, int Line, string Slot, SlotType Type) : Step(Id, Line)
{
    /// <summary>What the answer is called in the review; also read on its button there.</summary>
    public Template? Label { get; init; }

    /// <summary>Registered function that lists the options.</summary>
    public string? Options { get; init; }

    /// <summary>Options written in the dialog itself.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public string? Check { get; init; }

    /// <summary>Registered function that offers a value beforehand.</summary>
    public string? Value { get; init; }

    /// <summary>The argument of the dialog, where it fits, is the answer; then nothing is asked.</summary>
    public bool FromArgument { get; init; }

    public bool Optional { get; init; }

    /// <summary>An earlier answer is forgotten when the dialog comes here again (a second try with another code).</summary>
    public bool Fresh { get; init; }

    /// <summary>Number: smallest value. Text: fewest characters.</summary>
    public long? Min { get; init; }

    /// <summary>Number: largest value. Text: most characters. Photos: most of them. File: most bytes.</summary>
    public long? Max { get; init; }

    /// <summary>Date: only days up to today, or only from today on.</summary>
    public DateRange Range { get; init; }

    /// <summary>Text: kinds of files that are kept with the answer.</summary>
    public IReadOnlyList<AttachmentKind> Keep { get; init; } = [];

    /// <summary>Shorter wording for the second and later times.</summary>
    public Template? Again { get; init; }

    public Template? Help { get; init; }

    /// <summary>An answer that would fit, shown after the second miss.</summary>
    public Template? Example { get; init; }

    /// <summary>Own sentences for what can be wrong, by reason (see docs/dialogs.md); the rest are phrases.</summary>
    public IReadOnlyDictionary<string, Template> Errors { get; init; } = new Dictionary<string, Template>();

    /// <summary>The step "back" leads to from here; null: the question before. It also leads back behind an effect, where a dialog says that nothing is done twice.</summary>
    public string? Back { get; init; }

    /// <summary>Whether the buttons back and cancel are offered; the words work all the same.</summary>
    public bool Navigation { get; init; } = true;
}

public enum DateRange
{
    Any,
    Past,
    Future,
}
