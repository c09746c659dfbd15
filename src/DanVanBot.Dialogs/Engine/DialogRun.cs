using System.Text.Json;

namespace DanVanBot.Dialogs;

/// <summary>One turn of one dialog: a mutable copy of the state, thrown away when the turn is built.</summary>
internal sealed partial class DialogRun
{
    /// <summary>Most steps in one turn; a definition that runs in a circle ends here.</summary>
    private const int Budget = 100;

    private readonly DialogSet _set;
    private readonly DialogFunctions _functions;
    private readonly Dialog _dialog;
    private readonly DateTimeOffset _now;
    private readonly object _environment;
    private readonly DialogInput? _input;
    private readonly DialogState? _given;

    private readonly Dictionary<string, SlotValue> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _shown = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private readonly List<string> _pending = [];
    private readonly List<string> _notes = [];
    private readonly List<BotMessage> _messages = [];
    private BotMessage? _preface;
    private Step? _step;
    private string? _argument;
    private bool _argumentUsed;
    private string? _returnTo;
    private bool _choosing;
    private int _nonce;
    private int _nextNonce;
    private int _misses;
    private int _page;
    private DateTimeOffset _startedAt;

    public DialogRun(DialogEngine engine, Dialog dialog, string? argument, DateTimeOffset now, object environment, int nonce)
        : this(engine, dialog, now, environment, null)
    {
        _argument = argument is null ? null : TextClean.Clean(argument);
        _startedAt = now;
        _nextNonce = nonce;
    }

    public DialogRun(DialogEngine engine, Dialog dialog, DialogState state, DateTimeOffset now, object environment, DialogInput? input, int nonce)
        : this(engine, dialog, now, environment, input)
    {
        _given = state;
        foreach ((string name, SlotValue value) in state.Slots)
        {
            // A changed definition keeps an answer only where it still asks for the same kind of thing.
            if (state.Hash == dialog.Hash || dialog.Asking(name)?.Type == value.Type)
                _slots[name] = value;
        }

        foreach ((string name, JsonElement value) in state.Values)
            _values[name] = value;
        _path.AddRange(state.Path.Where(p => dialog.Find(p) is AskStep));
        _pending.AddRange(state.Pending);
        _notes.AddRange(state.Notes);
        _step = dialog.Find(state.Step);
        _argument = state.Argument;
        _argumentUsed = state.ArgumentUsed;
        _returnTo = state.ReturnTo is not null && dialog.Find(state.ReturnTo) is ReviewStep ? state.ReturnTo : null;
        _choosing = state.Choosing;
        _nonce = state.Nonce;
        _nextNonce = Math.Max(state.Nonce + 1, nonce);
        _misses = state.Misses;
        _page = state.Page;
        _startedAt = state.StartedAt;
    }

    private DialogRun(DialogEngine engine, Dialog dialog, DateTimeOffset now, object environment, DialogInput? input)
    {
        _set = engine.Set;
        _functions = engine.Functions;
        _dialog = dialog;
        _now = now;
        _environment = environment;
        _input = input;
    }

    /// <summary>Whether the state can be gone on with: its step still exists and waits for something.</summary>
    public bool Continues => _step is AskStep or ReviewStep;

    public DialogTurn Begin()
    {
        if (_dialog.When.Any(g => !Holds(g)))
        {
            _messages.Add(Phrase(_dialog.Otherwise ?? "not-allowed"));
            return Close(TurnOutcome.Finished);
        }

        return GoTo(_dialog.Steps[0]);
    }

    /// <summary>From the first step on, with every answer offered again: nothing is done that the person does not confirm.</summary>
    public DialogTurn Restart()
    {
        _path.Clear();
        ForgetPending();
        _returnTo = null;
        _choosing = false;
        Settle();
        _preface = Phrase("restarted");
        DialogTurn turn = GoTo(_dialog.Steps[0]);
        return turn.Outcome == TurnOutcome.Asked ? turn with { Outcome = TurnOutcome.Restarted } : turn;
    }

    public DialogTurn Repeat(TimeSpan since)
    {
        if (since >= TimeSpan.FromHours(6))
            _preface = Phrase("resumed");
        return Ask(again: false, TurnOutcome.Asked);
    }

    public DialogTurn Cancel()
    {
        _messages.Add(Phrase("cancelled"));
        return Close(TurnOutcome.Cancelled);
    }

    public DialogTurn Back()
    {
        if (_step is AskStep asked && _pending.Count > 0)
            _slots[asked.Slot] = Completed(asked); // what was sent is offered again when the question returns
        ForgetPending();
        if (_returnTo is not null)
            return GoTo(Leave(_dialog.Find(_returnTo)));
        if (_choosing)
            return GoTo(Leave(_step));
        if (_step is AskStep { Back: { } to })
            return GoTo(Leave(Target(to)));
        while (_path.Count > 0)
        {
            Step? earlier = _dialog.Find(_path[^1]);
            _path.RemoveAt(_path.Count - 1);
            if (earlier is AskStep && Holds(earlier))
                return GoTo(Leave(earlier), fresh: false);
        }

        _preface = Phrase("no-back");
        return Ask(again: true, TurnOutcome.Asked);
    }

    /// <summary>Runs from a step to the next question or the end.</summary>
    private DialogTurn GoTo(Step? step, bool fresh = true)
    {
        for (int i = 0; i < Budget; i++)
        {
            if (step is null)
                return Close(TurnOutcome.Finished);
            if (!Holds(step))
            {
                step = step.Otherwise is null ? _dialog.Following(step) : Target(step.Otherwise);
                continue;
            }

            _step = step;
            switch (step)
            {
                case SayStep:
                    Say(step);
                    step = Next(step, null);
                    break;
                case ShowStep show:
                    _shown.Remove(show.Show);
                    bool found = !IsNothing(Shown(show.Show));
                    if (found)
                        Say(step);
                    step = Next(step, found ? null : Branches.Nothing);
                    break;
                case DoStep act:
                    string outcome = Do(act);
                    if (Leads(act, outcome))
                    {
                        step = Next(step, outcome);
                        break;
                    }

                    // Going on to the next sentence would say that something was done which was not.
                    _messages.Add(Phrase(outcome == Branches.NotAllowed ? "not-allowed" : "broken"));
                    return Close(outcome == Branches.NotAllowed ? TurnOutcome.Finished : TurnOutcome.Broken);
                case GotoStep go:
                    Say(step);
                    return Close(TurnOutcome.Finished) with { Then = new StartDialog(go.Dialog, Argument(go)) };
                case EndStep:
                    Say(step);
                    return Close(TurnOutcome.Finished);
                case AskStep ask when TakesArgument(ask):
                    step = Next(step, _slots[ask.Slot].Value);
                    break;
                default:
                    Enter(step, fresh);
                    return Ask(again: false, TurnOutcome.Asked);
            }
        }

        _messages.Clear();
        _messages.Add(Phrase("broken"));
        return Close(TurnOutcome.Broken);
    }

    /// <summary>What is done is done: nobody goes back behind an effect, or it would be done twice.</summary>
    private string Do(DoStep act)
    {
        EffectResult result = _functions.EffectOf(act.Effect)(Context());
        foreach ((string name, object? value) in result.Values ?? new Dictionary<string, object?>())
            _values[name] = JsonSerializer.SerializeToElement(value, PlainModel.Json);
        _path.Clear();
        _returnTo = null;
        _shown.Clear();
        foreach (BotMessage message in result.Messages ?? [])
            AddMessage(message);
        Say(act);
        return result.Outcome;
    }

    /// <summary>Opens a question: whatever its kind, it gets a number of its own.</summary>
    private void Enter(Step step, bool fresh)
    {
        if (step is AskStep ask)
            Offer(ask, fresh);
        Settle();
        ForgetPending();
        _nonce = _nextNonce++;
    }

    private void Offer(AskStep ask, bool fresh)
    {
        if (ask.Fresh && fresh)
            _slots.Remove(ask.Slot);
        if (ask.Value is not null && !_slots.ContainsKey(ask.Slot)
            && _functions.ValueOf(ask.Value)(Context()) is { Length: > 0 } offered
            && ReadText(ask, TextClean.Clean(offered)).Value is { } value)
        {
            _slots[ask.Slot] = value;
        }
    }

    private bool TakesArgument(AskStep ask)
    {
        if (!ask.FromArgument || _argumentUsed || string.IsNullOrEmpty(_argument) || _slots.ContainsKey(ask.Slot))
            return false;
        _argumentUsed = true;
        var read = ReadText(ask, _argument);
        if (read.Value is not { } value)
        {
            // What holds a digit was meant as a code or a number that is looked up: they hear that it is none, not only the question for one.
            if ((ask.Type == SlotType.Code || ask.Check is not null) && _argument.Any(char.IsAsciiDigit))
                _preface = Sentence(ask, read.Reason ?? "code");
            return false;
        }

        _slots[ask.Slot] = value;
        return true;
    }

    /// <summary>Whether a dialog says where an outcome leads. A refusal leads on only where it is named; another outcome also where none is.</summary>
    private static bool Leads(DoStep act, string outcome) =>
        act.Next.Targets.ContainsKey(outcome)
        || (outcome != Branches.NotAllowed && (act.Next.Targets.Count == 0 || act.Next.For(outcome) is not null));

    private Step? Next(Step step, string? outcome)
    {
        string? target = step.Next.For(outcome);
        return target is null ? _dialog.Following(step) : Target(target);
    }

    /// <summary>A step by name; "end" and (in a set that was not checked) unknown names are the end.</summary>
    private Step? Target(string name) => _dialog.Find(name);

    /// <summary>Forgets what belonged to the question that is left.</summary>
    private Step? Leave(Step? to)
    {
        _returnTo = null;
        _choosing = false;
        Settle();
        return to;
    }

    private void ForgetPending()
    {
        _pending.Clear();
        _notes.Clear();
    }

    private void Settle()
    {
        _misses = 0;
        _page = 0;
    }

    private bool Holds(Step step) => step.When.All(Holds);

    private bool Holds(Guard guard)
    {
        bool holds = guard.Slot is { } slot ? _slots.ContainsKey(slot)
            : guard.Name == Guard.HasArgument ? !string.IsNullOrEmpty(_argument)
            : _functions.WhenOf(guard.Name)(Context());
        return holds != guard.Negated;
    }

    private string? Argument(GotoStep go) => go.Argument is null ? null : Filled(go.Argument) is { Length: > 0 } a ? a : null;

    private DialogTurn Close(TurnOutcome outcome)
    {
        if (_preface is not null)
            _messages.Insert(0, _preface);
        return new DialogTurn(null, _messages, outcome, Math.Max(_nextNonce, _nonce + 1), null);
    }

    private DialogContext Context() => new()
    {
        Dialog = _dialog.Id,
        Slots = _slots,
        Values = _values,
        Argument = _argument,
        Now = _now,
        Environment = _environment,
        Input = _input,
    };

    private DialogState State() => new(
        _dialog.Id,
        _dialog.Hash,
        _step!.Id,
        _nonce,
        new Dictionary<string, SlotValue>(_slots, StringComparer.Ordinal),
        [.. _path],
        _argument,
        _returnTo,
        _misses,
        _startedAt,
        _now)
    {
        Page = _page,
        Choosing = _choosing,
        Pending = [.. _pending],
        Notes = [.. _notes],
        Values = new Dictionary<string, JsonElement>(_values, StringComparer.Ordinal),
        ArgumentUsed = _argumentUsed,
    };
}
