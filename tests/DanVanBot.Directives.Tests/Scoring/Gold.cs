using System.Globalization;
using System.Text.Json;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Directives.Tests.Scoring;

/// <summary>Where an answer may come from, and what it has to show.</summary>
internal sealed record GoldPlace(string Document, IReadOnlyList<string> Sections, IReadOnlyList<string> MustContain);

/// <summary>A question with what is expected of its answer. <paramref name="Accepted"/> is empty for one that must not be answered.</summary>
internal sealed record GoldQuestion(
    string Id,
    string Style,
    string Text,
    IReadOnlyList<string> History,
    IReadOnlyList<GoldPlace> Accepted,
    IReadOnlyList<string> MustNotContain,
    bool MustNever,
    bool WarningDue)
{
    public bool IsAnswerable => Accepted.Count > 0;

    public Question Question => new(Text, History);
}

/// <summary>The question sets: the development set beside the repository, and two of ours in this folder.</summary>
internal static class GoldSets
{
    private static readonly string[] Guarded = ["personal", "to-cao", "tố cáo", "denunc", "number", "other-local", "wrong-doc", "unknown-doc", "confidential"];

    public static List<GoldQuestion> Development() => [.. File.ReadLines(Shared.Path("qa", "dev.jsonl")).Where(l => l.Trim().Length > 0).Select(Read)];

    public static List<GoldQuestion> ReadFile(string path) => [.. File.ReadLines(path).Where(l => l.Trim().Length > 0).Select(Read)];

    /// <summary>A set of <c>sets/</c>, in the form of the development set.</summary>
    public static List<GoldQuestion> Set(string name) => ReadFile(Path.Combine(Folder, "sets", name + ".jsonl"));

    /// <summary>The sets of <c>sets/</c> the weights were fitted on; the others are exams, taken once.</summary>
    public static IEnumerable<string> Fitted() => Directory.GetFiles(Path.Combine(Folder, "sets"), "fitted-*.jsonl").Order(StringComparer.Ordinal).Select(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>The random fifth of the development set that nothing was fitted on.</summary>
    public static bool IsKeptOut(GoldQuestion question) => Hash(question) / 128 % 5 == 0;

    /// <summary>The half of our own questions that was looked at while the engine was tuned, or the other half.</summary>
    public static List<GoldQuestion> Fresh(bool heldOut) => [.. Answerable("fresh").Concat(Unanswerable("fresh")).Where(q => IsHeldOut(q) == heldOut)];

    /// <summary>Questions written after the engine was tuned.</summary>
    public static List<GoldQuestion> Exam() => [.. Answerable("exam").Concat(Unanswerable("exam"))];

    /// <summary>Questions written and scored at the very end.</summary>
    public static List<GoldQuestion> Last() => [.. Answerable("last").Concat(Unanswerable("last"))];

    /// <summary>Three batches over the real documents and ours in <c>made/</c>, each in the voices of other people.</summary>
    public static List<GoldQuestion> Batch(string name) => [.. Answerable(name).Concat(Unanswerable(name))];

    /// <summary>Documents of ours in full length, of other places, years and bodies than the real ones.</summary>
    public static IReadOnlyList<string> Made() => [.. Directory.GetFiles(Path.Combine(Folder, "made"), "*.txt").Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Shared.Root, "tests", "DanVanBot.Directives.Tests", "Answering");

    /// <summary>Decided by the words of the question alone (FNV-1a), so that adding one moves no other.</summary>
    private static bool IsHeldOut(GoldQuestion question) => (Hash(question) >> 7 & 1) == 1;

    private static uint Hash(GoldQuestion question)
    {
        var hash = 2166136261u;
        foreach (var c in question.Text) hash = (hash ^ c) * 16777619u;
        return hash;
    }

    private static IEnumerable<GoldQuestion> Answerable(string set)
    {
        var files = Shared.Seeds().Concat(Made()).Select(s => Path.GetFileName(s)!).ToDictionary(s => s[..3]);
        var number = 0;
        foreach (var fields in Rows(set + "-answerable.tsv"))
        {
            var must = fields[2].Length == 0 ? Array.Empty<string>() : [fields[2]];
            var places = fields[1].Split('/')
                .Select(p => new GoldPlace(files[p[..3]], p[4..].Split(','), must));
            yield return new GoldQuestion(Id(set == "fresh" ? 'F' : 'E', ++number), fields[0], fields[3], fields[4..], [.. places], [], false, false);
        }
    }

    private static IEnumerable<GoldQuestion> Unanswerable(string set)
    {
        var number = 0;
        foreach (var fields in Rows(set + "-unanswerable.tsv"))
            yield return new GoldQuestion(Id(set == "fresh" ? 'U' : 'X', ++number), fields[0].TrimStart('!'), fields[1], fields[2..], [], [], fields[0][0] == '!', false);
    }

    private static string Id(char set, int number) => set + number.ToString("D3", CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

    private static GoldQuestion Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var expected = root.GetProperty("expected");
        var abstain = expected.GetProperty("abstain").GetBoolean();
        List<GoldPlace> places = [];
        if (!abstain)
        {
            places.Add(Place(expected));
            if (expected.TryGetProperty("alternatives", out var others)) places.AddRange(others.EnumerateArray().Select(Place));
        }

        var reason = abstain && expected.TryGetProperty("reason", out var r) ? r.GetString()! : string.Empty;
        return new GoldQuestion(
            root.GetProperty("id").GetString()!,
            root.GetProperty("style").GetString()!,
            root.GetProperty("question").GetString()!,
            Texts(root, "history"),
            places,
            Texts(expected, "must_not_contain"),
            abstain && Guarded.Any(g => reason.Contains(g, StringComparison.OrdinalIgnoreCase)),
            expected.TryGetProperty("expect_warning", out _));
    }

    private static GoldPlace Place(JsonElement place) => new(place.GetProperty("doc").GetString()!, Texts(place, "sections"), Texts(place, "must_contain"));

    private static string[] Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];
}
