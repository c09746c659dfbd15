using DanVanBot.Dialogs;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DanVanBot.Core.Questions;

/// <summary>Word cues of what a text outside any dialog is (<c>dialogs/words/cues.yaml</c>).</summary>
/// <param name="Petition">Something the office is to do.</param>
/// <param name="Complaint">A complaint or a dispute.</param>
/// <param name="Question">A question about directives.</param>
public sealed record TextCues(CueList Petition, CueList Complaint, CueList Question)
{
    /// <summary>Reads the file; without one nothing is ever enough.</summary>
    /// <exception cref="InvalidDataException">Broken; the message tells file, line and what is wrong.</exception>
    public static TextCues Load(string file)
    {
        if (!File.Exists(file))
            return new TextCues(new CueList(int.MaxValue, []), new CueList(int.MaxValue, []), new CueList(0, []));
        try
        {
            var yaml = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build();
            var read = yaml.Deserialize<Dictionary<string, CueFile>>(File.ReadAllText(file)) ?? [];
            return new TextCues(Of(read, "petition", file), Of(read, "complaint", file), Of(read, "question", file));
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{file}({e.Start.Line}): {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private static CueList Of(Dictionary<string, CueFile> read, string name, string file) =>
        read.TryGetValue(name, out var cues) && cues.Enough > 0 && cues.Groups.Count > 0
            ? new CueList(cues.Enough, [.. cues.Groups.Select(g => new CueGroup(g.Weight, g.Most, g.Words))])
            : throw new InvalidDataException($"{file}(1): '{name}' needs 'enough' above 0 and 'groups'");

    private sealed class CueFile
    {
        public int Enough { get; set; }

        public List<CueGroupFile> Groups { get; set; } = [];
    }

    private sealed class CueGroupFile
    {
        public string Id { get; set; } = "";

        public int Weight { get; set; }

        public int Most { get; set; }

        public List<string> Words { get; set; } = [];
    }
}

/// <summary>Words that count alike.</summary>
public sealed class CueGroup
{
    private readonly int _weight;
    private readonly int _most;
    private readonly string[] _toned;
    private readonly string[] _plain;

    /// <param name="weight">What each word counts; negative speaks against.</param>
    /// <param name="most">What all of them count at most (at least, when negative).</param>
    /// <param name="words">Words or phrases.</param>
    public CueGroup(int weight, int most, IReadOnlyList<string> words)
    {
        (_weight, _most) = (weight, most);
        _toned = [.. words.Select(w => $" {TextFold.Toned(w)} ")];
        _plain = [.. words.Select(w => $" {TextFold.Plain(w)} ")];
    }

    internal int Score(string text, bool isMarked)
    {
        var score = 0;
        foreach (var word in isMarked ? _toned : _plain)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                score += _weight;
        }

        return _weight < 0 ? Math.Max(score, _most) : Math.Min(score, _most);
    }
}

/// <summary>Groups of words whose counts add up. A text with marks is compared with them, one without is compared without.</summary>
public sealed class CueList(int enough, IReadOnlyList<CueGroup> groups)
{
    /// <summary>What the words of a text add up to.</summary>
    public int Score(string text)
    {
        var isMarked = TextFold.HasMarks(text);
        var padded = $" {(isMarked ? TextFold.Toned(text) : TextFold.Plain(text))} ";
        return groups.Sum(g => g.Score(padded, isMarked));
    }

    /// <summary>Whether they are enough, and so much more where something speaks against.</summary>
    public bool IsEnough(string text, int more = 0) => Score(text) >= enough + more;
}
