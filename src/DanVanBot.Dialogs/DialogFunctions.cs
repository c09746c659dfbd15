using System.Text.Json;

namespace DanVanBot.Dialogs;

/// <summary>One option of a choice. Labels are at most 20 characters.</summary>
public sealed record Choice(string Value, string Label);

/// <summary>Whether an answer is acceptable, beyond its type.</summary>
/// <param name="Ok">False: asked again.</param>
/// <param name="Value">Canonical value to keep instead of what was typed.</param>
/// <param name="Label">How it is shown; the value when absent.</param>
/// <param name="Reason">Key into the step's <c>errors</c>: which sentence explains it.</param>
public sealed record CheckResult(bool Ok, string? Value = null, string? Label = null, string? Reason = null)
{
    public static CheckResult Good(string? value = null, string? label = null) => new(true, value, label);

    public static CheckResult Bad(string? reason = null) => new(false, Reason: reason);
}

/// <summary>What an effect did.</summary>
/// <param name="Outcome">The branch the dialog takes.</param>
/// <param name="Values">For templates: <c>{{result.name}}</c>; anything System.Text.Json can write.</param>
/// <param name="Messages">Said before the dialog goes on (an answer composed by a slice).</param>
public sealed record EffectResult(
    string Outcome,
    IReadOnlyDictionary<string, object?>? Values = null,
    IReadOnlyList<BotMessage>? Messages = null)
{
    public static EffectResult Of(string outcome, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Dictionary<string, object?> map = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in values)
            map[name] = value;
        return new EffectResult(outcome, map);
    }
}

/// <summary>What a registered function may look at.</summary>
public sealed class DialogContext
{
    public required string Dialog { get; init; }

    public required IReadOnlyDictionary<string, SlotValue> Slots { get; init; }

    /// <summary>What earlier effects of this dialog returned.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Values { get; init; }

    public string? Argument { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The caller's own object of this turn: the view it reads through, who is speaking.</summary>
    public required object Environment { get; init; }

    /// <summary>The message of this turn; null when a dialog starts or repeats.</summary>
    public DialogInput? Input { get; init; }

    /// <summary>The environment as what the slice expects.</summary>
    /// <exception cref="InvalidCastException">The caller supplied another kind of environment.</exception>
    public T Env<T>() => (T)Environment;

    /// <summary>The canonical value of a slot, null when it is empty.</summary>
    public string? this[string slot] => Slots.TryGetValue(slot, out SlotValue? v) ? v.Value : null;
}

/// <summary>
/// The names a dialog may use. Slices register them at start; after that the registry is only read.
/// A function is pure towards the engine: what it changes, it writes into the environment of the turn.
/// </summary>
public sealed class DialogFunctions
{
    private readonly Dictionary<string, Func<DialogContext, IReadOnlyList<Choice>>> _options = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DialogContext, string, CheckResult>> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DialogContext, string?>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DialogContext, bool>> _whens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DialogContext, object?>> _shows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<DialogContext, EffectResult>> _effects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _outcomes = new(StringComparer.Ordinal);

    /// <summary>A list to choose from. It may be long: the engine shows it in pages.</summary>
    public DialogFunctions Options(string name, Func<DialogContext, IReadOnlyList<Choice>> f) => Add(_options, name, f);

    /// <summary>A rule for an answer that already fits its type.</summary>
    public DialogFunctions Check(string name, Func<DialogContext, string, CheckResult> f) => Add(_checks, name, f);

    /// <summary>A value offered beforehand, which the person may keep or change.</summary>
    public DialogFunctions Value(string name, Func<DialogContext, string?> f) => Add(_values, name, f);

    public DialogFunctions When(string name, Func<DialogContext, bool> f) => Add(_whens, name, f);

    /// <summary>A model for a template, reachable there under <paramref name="name"/>; null means "nothing there".</summary>
    public DialogFunctions Show(string name, Func<DialogContext, object?> f) => Add(_shows, name, f);

    /// <param name="outcomes">What it can return, so that a misspelt branch is found by <see cref="DialogChecker"/>; none: not checked.</param>
    public DialogFunctions Effect(string name, Func<DialogContext, EffectResult> f, params string[] outcomes)
    {
        Add(_effects, name, f);
        if (outcomes.Length > 0)
            _outcomes[name] = outcomes;
        return this;
    }

    public bool HasOptions(string name) => _options.ContainsKey(name);

    public bool HasCheck(string name) => _checks.ContainsKey(name);

    public bool HasValue(string name) => _values.ContainsKey(name);

    public bool HasWhen(string name) => _whens.ContainsKey(name);

    public bool HasShow(string name) => _shows.ContainsKey(name);

    public bool HasEffect(string name) => _effects.ContainsKey(name);

    /// <summary>The outcomes an effect declared; null when it declared none.</summary>
    public IReadOnlyList<string>? OutcomesOf(string effect) => _outcomes.GetValueOrDefault(effect);

    internal Func<DialogContext, IReadOnlyList<Choice>> OptionsOf(string name) => Get(_options, name);

    internal Func<DialogContext, string, CheckResult> CheckOf(string name) => Get(_checks, name);

    internal Func<DialogContext, string?> ValueOf(string name) => Get(_values, name);

    internal Func<DialogContext, bool> WhenOf(string name) => Get(_whens, name);

    internal Func<DialogContext, object?> ShowOf(string name) => Get(_shows, name);

    internal Func<DialogContext, EffectResult> EffectOf(string name) => Get(_effects, name);

    private DialogFunctions Add<T>(Dictionary<string, T> map, string name, T f)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(f);
        if (!map.TryAdd(name, f))
            throw new ArgumentException($"The function '{name}' is registered twice.", nameof(name));
        return this;
    }

    private static T Get<T>(Dictionary<string, T> map, string name) =>
        map.TryGetValue(name, out T? f)
            ? f
            : throw new InvalidOperationException($"A dialog names the function '{name}', which nobody registered; 'dialogs check' finds this.");
}
