namespace DanVanBot.Dialogs;

/// <summary>What came of reading a folder: a set, or what is wrong with it (both, when only some files are wrong).</summary>
public sealed record LoadResult(DialogSet? Set, IReadOnlyList<LoadError> Errors)
{
    /// <summary>The set, when nothing is wrong.</summary>
    /// <exception cref="InvalidDataException">Something is; the message lists every file and line.</exception>
    public DialogSet Require() =>
        Errors.Count == 0 && Set is not null ? Set : throw new InvalidDataException(string.Join(Environment.NewLine, Errors));
}

/// <summary>Everything the bot asks and says, read from one folder at one moment. Immutable; shared by all chats.</summary>
public sealed class DialogSet
{
    // No typed sentence has it: punctuation is no part of a key.
    private const string AnyNumber = "{n}";

    private readonly Dictionary<string, string> _commands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _phrases = new(StringComparer.Ordinal);

    internal DialogSet(int number, string folder, IReadOnlyDictionary<string, Dialog> dialogs, Phrases phrases, Words words)
    {
        Number = number;
        Folder = folder;
        Dialogs = dialogs;
        Phrases = phrases;
        Words = words;
        foreach (Dialog d in dialogs.Values)
        {
            foreach (string command in d.Commands)
                _commands.TryAdd(command, d.Id);
            foreach (string phrase in d.StartPhrases)
                _phrases.TryAdd(KeyOf(phrase), d.Id);
        }
    }

    /// <summary>Grows with every reload; says which snapshot a step used.</summary>
    public int Number { get; }

    public string Folder { get; }

    public IReadOnlyDictionary<string, Dialog> Dialogs { get; }

    public Phrases Phrases { get; }

    public Words Words { get; }

    /// <summary>The dialog of a command ("/phananh"), or null.</summary>
    public Dialog? ByCommand(string command) => _commands.TryGetValue(command, out string? id) ? Dialogs[id] : null;

    /// <summary>The dialog that this whole sentence starts, or null.</summary>
    public Dialog? ByPhrase(string text) => ByPhrase(text, out _);

    /// <summary>The dialog that this whole sentence starts, or null. One look into a dictionary; a second one where the sentence has one number, for phrases with a place for it.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="argument">The number that stands where the phrase has <c>{n}</c>; null for other phrases.</param>
    public Dialog? ByPhrase(string text, out string? argument)
    {
        argument = null;
        string key = TextFold.Plain(text);
        if (_phrases.TryGetValue(key, out string? id))
            return Dialogs[id];
        string[] words = key.Split(' ');
        int at = Array.FindIndex(words, IsNumber);
        if (at < 0 || Array.FindLastIndex(words, IsNumber) != at)
            return null;
        string number = words[at];
        words[at] = AnyNumber;
        if (!_phrases.TryGetValue(string.Join(' ', words), out id))
            return null;
        argument = number;
        return Dialogs[id];
    }

    /// <summary>A phrase as it is compared; <c>{n}</c> stands for any number of one to four figures.</summary>
    internal static string KeyOf(string phrase) => string.Join($" {AnyNumber} ", phrase.Split(AnyNumber).Select(TextFold.Plain)).Trim();

    private static bool IsNumber(string word) => word.Length is > 0 and <= 4 && word.All(char.IsAsciiDigit);

    /// <summary>Reads <c>phrases.yaml</c>, <c>words.yaml</c>, <c>words/*.yaml</c> and <c>*/dialog.yaml</c>.</summary>
    /// <param name="folder">The folder <c>dialogs/</c>.</param>
    /// <param name="number">Number of the snapshot.</param>
    public static LoadResult Load(string folder, int number = 1) => DialogLoader.Load(folder, number);
}
