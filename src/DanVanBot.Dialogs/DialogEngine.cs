namespace DanVanBot.Dialogs;

/// <summary>
/// Advances dialogs. Pure: the same set, state, input, instant and environment give the same turn;
/// what the registered functions do, they do to the caller's environment. Safe to share between threads.
/// </summary>
public sealed class DialogEngine(DialogSet set, DialogFunctions functions)
{
    public DialogSet Set { get; } = set;

    public DialogFunctions Functions { get; } = functions;

    /// <summary>Begins a dialog.</summary>
    /// <param name="dialog">Its id.</param>
    /// <param name="argument">What it is about (a code), if known.</param>
    /// <param name="now">The instant of the message, with the office's offset.</param>
    /// <param name="environment">What the registered functions work on.</param>
    /// <param name="nonce">First number never used in this chat; take <see cref="DialogTurn.NextNonce"/> of the last turn.</param>
    /// <exception cref="KeyNotFoundException">There is no such dialog.</exception>
    public DialogTurn Start(string dialog, string? argument, DateTimeOffset now, object environment, int nonce)
    {
        Dialog definition = Set.Dialogs.TryGetValue(dialog, out Dialog? d)
            ? d
            : throw new KeyNotFoundException($"There is no dialog '{dialog}'.");
        return new DialogRun(this, definition, argument, now, environment, nonce).Begin();
    }

    /// <summary>One thing the person did. The given state is not touched; the turn holds the next one.</summary>
    /// <param name="nonce">First number never used in this chat, where the caller has used some since; else the state's own next one.</param>
    public DialogTurn Advance(DialogState state, DialogInput input, DateTimeOffset now, object environment, int nonce = 0) =>
        Resume(state, now, environment, input, nonce, run => run.Take(input));

    /// <summary>
    /// Asks the open question again, with the same number, so that its earlier buttons live on:
    /// after days (the message says so from six hours on), after something else in the middle.
    /// </summary>
    public DialogTurn Repeat(DialogState state, DateTimeOffset now, object environment, int nonce = 0) =>
        Resume(state, now, environment, null, nonce, run => run.Repeat(now - state.TouchedAt));

    /// <summary>To the question before; from the first one, it is asked again. Never behind an effect.</summary>
    public DialogTurn Back(DialogState state, DateTimeOffset now, object environment, int nonce = 0) =>
        Resume(state, now, environment, null, nonce, run => run.Back());

    public DialogTurn Cancel(DialogState state, DateTimeOffset now, object environment, int nonce = 0) =>
        Resume(state, now, environment, null, nonce, run => run.Cancel(), evenIfChanged: true);

    private DialogTurn Resume(
        DialogState state,
        DateTimeOffset now,
        object environment,
        DialogInput? input,
        int nonce,
        Func<DialogRun, DialogTurn> turn,
        bool evenIfChanged = false)
    {
        int next = Math.Max(state.Nonce + 1, nonce);
        if (!Set.Dialogs.TryGetValue(state.Dialog, out Dialog? dialog))
            return new DialogTurn(null, [Set.Phrases.Compose("broken", new Dictionary<string, object?>())], TurnOutcome.Broken, next, null);
        DialogRun run = new(this, dialog, state, now, environment, input, nonce);
        return evenIfChanged || run.Continues ? turn(run) : run.Restart();
    }
}
