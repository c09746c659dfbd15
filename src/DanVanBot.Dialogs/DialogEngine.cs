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
    public DialogTurn Start(string dialog, string? argument, DateTimeOffset now, object environment, int nonce) => throw new NotImplementedException();

    /// <summary>One thing the person did. The state is not touched; the turn holds the next one.</summary>
    /// <param name="nonce">First number never used in this chat, where the caller has used some since; else the state's own next one.</param>
    public DialogTurn Advance(DialogState state, DialogInput input, DateTimeOffset now, object environment, int nonce = 0) => throw new NotImplementedException();

    /// <summary>Asks the open question again, with the same number: after days, after something else in the middle.</summary>
    public DialogTurn Repeat(DialogState state, DateTimeOffset now, object environment, int nonce = 0) => throw new NotImplementedException();

    /// <summary>To the question before; the first question is asked again.</summary>
    public DialogTurn Back(DialogState state, DateTimeOffset now, object environment, int nonce = 0) => throw new NotImplementedException();

    public DialogTurn Cancel(DialogState state, DateTimeOffset now, object environment, int nonce = 0) => throw new NotImplementedException();
}
