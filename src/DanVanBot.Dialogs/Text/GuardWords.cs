namespace DanVanBot.Dialogs;

/// <summary>A group of guard words that was found in a message.</summary>
/// <param name="Id">Which group (fire, drowning, violence…).</param>
/// <param name="Numbers">Telephone numbers to name; none for a guard without.</param>
public sealed record GuardHit(string Id, IReadOnlyList<string> Numbers);

/// <summary>
/// Words that must be noticed before anything else, with the contexts in which they are harmless.
/// Compared word by word: with its marks where the message has marks, else without, so that "chạy" is not "cháy".
/// </summary>
public sealed class GuardWords
{
    private readonly IReadOnlyList<Group> _groups;
    private readonly Harmless _harmless;

    private GuardWords(IReadOnlyList<Group> groups, Harmless harmless) => (_groups, _harmless) = (groups, harmless);

    public static GuardWords Empty { get; } = new([], new Harmless([], [], [], []));

    public IReadOnlyList<GuardHit> Groups => [.. _groups.Select(g => g.Hit)];

    /// <summary>All groups with a word in the text, in the order of the file. Groups, not people, decide the cost.</summary>
    public IReadOnlyList<GuardHit> Find(string text)
    {
        if (_groups.Count == 0 || text.Length == 0)
            return [];
        bool marked = TextFold.HasMarks(text);
        string[] words = (marked ? TextFold.Toned(text) : TextFold.Plain(text)).Split(' ');
        List<GuardHit>? hits = null;
        foreach (Group group in _groups)
        {
            if (group.Found(words, marked) && (group.IsStrict || !_harmless.Is(words, marked)))
                (hits ??= []).Add(group.Hit);
        }

        return hits ?? [];
    }

    internal static GuardWords Read(YamlMap? map)
    {
        if (map is null)
            return Empty;
        List<Group> groups = [];
        foreach (YamlMap entry in map.Maps("groups"))
        {
            string id = entry.Required("id");
            Pattern[] always = Patterns(entry, "always");
            Pattern[] words = Patterns(entry, "words");
            Pattern[] unless = Patterns(entry, "unless");
            string[] numbers = [.. entry.Texts("numbers").Select(t => t.Text)];
            if (always.Length + words.Length == 0)
                entry.Error(entry.Line, "a group has 'words' or 'always'");
            bool strict = entry.Flag("strict");
            entry.RefuseOthers();
            groups.Add(new Group(new GuardHit(id, numbers), always, words, unless, strict));
        }

        if (groups.Count == 0)
            map.Error(map.Line, "'groups' is empty");
        Harmless harmless = new(Patterns(map, "preventing"), Patterns(map, "document"), Patterns(map, "asking"), Patterns(map, "happening"));
        map.RefuseOthers();
        return new GuardWords(groups, harmless);
    }

    private static Pattern[] Patterns(YamlMap entry, string key) => [.. entry.Texts(key).Select(t => Pattern.Of(t.Text))];

    private sealed record Group(GuardHit Hit, Pattern[] Always, Pattern[] Words, Pattern[] Unless, bool IsStrict)
    {
        public bool Found(string[] text, bool marked) =>
            Always.Any(p => p.In(text, marked))
            || (Words.Any(p => p.In(text, marked)) && !Unless.Any(p => p.In(text, marked)));
    }

    /// <summary>
    /// When a message speaks of a danger and reports none: it asks about a document, or about preventing it; unless it says that something is happening.
    /// </summary>
    private sealed record Harmless(Pattern[] Preventing, Pattern[] Document, Pattern[] Asking, Pattern[] Happening)
    {
        public bool Is(string[] text, bool marked) =>
            (Any(Preventing, text, marked) || (Any(Document, text, marked) && Any(Asking, text, marked))) && !Any(Happening, text, marked);

        private static bool Any(Pattern[] patterns, string[] text, bool marked) => Array.Exists(patterns, p => p.In(text, marked));
    }

    /// <summary>One word or several in a row. A trailing "=" in the file means: only with its marks ("tự tử=", for "tu tu" is "từ từ").</summary>
    private sealed record Pattern(string[] Toned, string[]? Plain)
    {
        public static Pattern Of(string text)
        {
            bool strict = text.EndsWith('=');
            string word = strict ? text[..^1] : text;
            return new Pattern(TextFold.Toned(word).Split(' '), strict ? null : TextFold.Plain(word).Split(' '));
        }

        public bool In(string[] text, bool marked)
        {
            string[]? words = marked ? Toned : Plain;
            if (words is null)
                return false;
            for (int i = 0; i + words.Length <= text.Length; i++)
            {
                if (text.AsSpan(i, words.Length).SequenceEqual(words))
                    return true;
            }

            return false;
        }
    }
}
