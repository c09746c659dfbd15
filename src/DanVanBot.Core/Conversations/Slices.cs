using DanVanBot.Core.Offices;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// Where slices say what they bring: functions for dialogs, handlers for word from other lanes and for timers. Filled once at start, then only read.
/// </summary>
public sealed class Slices
{
    private readonly Dictionary<string, Action<StepContext, string>> _topics = new(StringComparer.Ordinal);
    private readonly List<Action<StepContext, bool>> _reach = [];
    private readonly List<Func<StepContext, StoredFile, bool>> _takers = [];
    private readonly List<Action<StepContext, StoredFile>> _arrivals = [];
    private readonly Dictionary<string, Action<StepContext, string?>> _timers = new(StringComparer.Ordinal);

    /// <summary>Names a dialog may use. Their environment is the <see cref="StepContext"/>.</summary>
    public DialogFunctions Functions { get; } = new();

    /// <summary>Handles word told to a lane.</summary>
    public Slices Topic(string name, Action<StepContext, string> handler)
    {
        _topics.Add(name, handler);
        return this;
    }

    /// <summary>Handles a timer of a lane.</summary>
    public Slices Timer(string name, Action<StepContext, string?> handler)
    {
        _timers.Add(name, handler);
        return this;
    }

    /// <summary>May take a file that no open question asks for; true when it did. The first who takes it has it. With a dialog open the taker decides whether it may.</summary>
    public Slices LooseFile(Func<StepContext, StoredFile, bool> taker)
    {
        _takers.Add(taker);
        return this;
    }

    /// <summary>Offers a file that no open question asks for.</summary>
    public bool TakeLoose(StepContext step, StoredFile file) => _takers.Exists(taker => taker(step, file));

    /// <summary>Is told, in the chat's own step, that a file's content is here or never will be.</summary>
    public Slices FileArrived(Action<StepContext, StoredFile> handler)
    {
        _arrivals.Add(handler);
        return this;
    }

    /// <summary>Tells every slice that a file's content is here or never will be.</summary>
    public void TellArrived(StepContext step, StoredFile file)
    {
        foreach (var handler in _arrivals)
            handler(step, file);
    }

    /// <summary>Is told, in the chat's own step, when a chat is closed (blocked, gone) or open again.</summary>
    public Slices Reach(Action<StepContext, bool> handler)
    {
        _reach.Add(handler);
        return this;
    }

    /// <summary>Tells every slice that a chat is closed or open again.</summary>
    public void TellReach(StepContext step, bool isClosed)
    {
        foreach (var handler in _reach)
            handler(step, isClosed);
    }

    /// <summary>The handler of a topic, or null.</summary>
    public Action<StepContext, string>? TopicOf(string name) => _topics.GetValueOrDefault(name);

    /// <summary>The handler of a timer, or null.</summary>
    public Action<StepContext, string?>? TimerOf(string name) => _timers.GetValueOrDefault(name);
}
